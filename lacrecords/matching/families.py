"""Short names, spelling families and endings of surnames, read from `config/names` at the start.

Used to widen a question, never to change a record: a council may add lists of its own
without an index being built again.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from lacrecords.matching.names import name_words
from lacrecords.resources import resource
from lacrecords.settings import UnsafeSettings

MOST_NAMES_IN_FAMILY = 40
SHORTEST_STEM = 3
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_ENDING = re.compile(r"[a-z]{2,6}")
Groups = tuple[tuple[str, ...], ...]


class NameListRefused(UnsafeSettings):
    """A list of names is not in the form it must have; the message says which line."""


@dataclass(frozen=True, slots=True)
class NameList:
    """One file: families of names, and endings in which surnames of one family differ."""

    families: Groups
    endings: Groups


def read_list(path: Path) -> NameList:
    """One file of `config/names`, its names in plain words; raises NameListRefused."""
    try:
        return _list_in(path.name, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise NameListRefused(f"{path.name}: {error}") from error


@cache
def _list_in(file: str, text: str) -> NameList:
    """What a text says; the same text is read once a process."""
    content = tomllib.loads(text)
    for what in ("source", "licence"):
        if not isinstance(content.get(what), str):
            raise NameListRefused(f"{file}: the {what} of the list is not stated")
    families, endings = (_table(file, content, name) for name in ("families", "endings"))
    if not families and not endings:
        raise NameListRefused(f"{file}: there is no table of families and none of endings")
    return NameList(
        tuple(_family(file, key, names) for key, names in families.items()),
        tuple(_endings(file, key, names) for key, names in endings.items()),
    )


def _table(file: str, content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = content.get(name, {})
    if not isinstance(table, dict) or not all(_KEY.fullmatch(key) for key in table):
        raise NameListRefused(f"{file}: {name} is not a table of lists with plain names")
    return table


def _texts(file: str, key: str, texts: object) -> list[str]:
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise NameListRefused(f"{file}: {key!r} is not a list of words")
    if not 2 <= len(texts) <= MOST_NAMES_IN_FAMILY:
        raise NameListRefused(f"{file}: {key!r} needs 2 to {MOST_NAMES_IN_FAMILY} words")
    return texts


def _family(file: str, key: str, names: object) -> tuple[str, ...]:
    words = [name_words(name) for name in _texts(file, key, names)]
    if any(len(word) != 1 for word in words):
        raise NameListRefused(f"{file}: the family {key!r} has a name that is not one word")
    return tuple(dict.fromkeys(word[0] for word in words))


def _endings(file: str, key: str, endings: object) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(_texts(file, key, endings)))
    if not all(_ENDING.fullmatch(ending) for ending in found):
        raise NameListRefused(f"{file}: {key!r} has an ending that is not 2 to 6 plain letters")
    return found


class _Lists:
    """What all lists together say."""

    def __init__(self, lists: tuple[NameList, ...]) -> None:
        kin: dict[str, set[str]] = {}
        for family in (family for each in lists for family in each.families):
            for name in family:
                kin.setdefault(name, set()).update(family)
        self.kin = {name: frozenset(others - {name}) for name, others in kin.items()}
        self.endings = tuple(group for each in lists for group in each.endings)


_together = lru_cache(maxsize=1)(_Lists)
"""The lists together; those of the last reading are not put together again."""


def packaged_lists() -> Path:
    """The folder of the lists that travel with the program."""
    return resource("config") / "names"


_read: list[_Lists] = []


def read_lists(own_folder: str = "") -> None:
    """Read the packaged lists and a council's own; raises NameListRefused."""
    if own_folder and not Path(own_folder).is_dir():
        raise NameListRefused(f"There is no folder {own_folder} of lists of names.")
    folders = [packaged_lists(), *([Path(own_folder)] if own_folder else [])]
    files = [path for folder in folders for path in sorted(folder.glob("*.toml"))]
    _read[:] = [_together(tuple(read_list(path) for path in files))]
    other_endings.cache_clear()


def _lists() -> _Lists:
    if not _read:
        read_lists()
    return _read[0]


def kin_of(word: str) -> frozenset[str]:
    """Other names that the same person may go by: short names and other spellings."""
    return _lists().kin.get(word, frozenset())


def are_kin(one: str, other: str) -> bool:
    """Whether two words are short names or spellings of one name."""
    return other in kin_of(one)


@lru_cache(maxsize=32768)
def other_endings(surname: str) -> frozenset[str]:
    """The same surname as a brother, a sister or a parent may carry it."""
    found: set[str] = set()
    for group in _lists().endings:
        for ending in group:
            stem = surname.removesuffix(ending)
            if stem != surname and len(stem) >= SHORTEST_STEM:
                found.update(stem + other for other in group)
    return frozenset(found - {surname})
