"""Short names and spelling families, read once from `config/names` when first needed.

Used to widen a question, never to change a record: a council may add lines to the file
without an index being built again.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from lacrecords.matching.names import name_words
from lacrecords.resources import resource

MOST_NAMES_IN_FAMILY = 40
_KEY = re.compile(r"[a-z][a-z0-9_]*")


class NameListRefused(Exception):
    """A list of names is not in the form it must have; the message says which line."""


def read_families(path: Path) -> tuple[tuple[str, ...], ...]:
    """The families of one file, each a tuple of plain words; raises NameListRefused."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise NameListRefused(f"{path.name}: {error}") from error
    if not isinstance(content.get("source"), str):
        raise NameListRefused(f"{path.name}: the source of the list is not stated")
    families = content.get("families")
    if not isinstance(families, dict):
        raise NameListRefused(f"{path.name}: there is no table of families")
    return tuple(_family(path.name, key, names) for key, names in families.items())


def _family(file: str, key: str, names: object) -> tuple[str, ...]:
    if not _KEY.fullmatch(key) or not isinstance(names, list):
        raise NameListRefused(f"{file}: the family {key!r} is not a list of names")
    if not 2 <= len(names) <= MOST_NAMES_IN_FAMILY:
        raise NameListRefused(f"{file}: the family {key!r} needs 2 to {MOST_NAMES_IN_FAMILY} names")
    words = [name_words(name) if isinstance(name, str) else () for name in names]
    if any(len(word) != 1 for word in words):
        raise NameListRefused(f"{file}: the family {key!r} has a name that is not one word")
    return tuple(dict.fromkeys(word[0] for word in words))


@lru_cache(maxsize=1)
def _kin() -> dict[str, frozenset[str]]:
    kin: dict[str, set[str]] = {}
    for path in sorted((resource("config") / "names").glob("*.toml")):
        for family in read_families(path):
            for name in family:
                kin.setdefault(name, set()).update(family)
    return {name: frozenset(others - {name}) for name, others in kin.items()}


def kin_of(word: str) -> frozenset[str]:
    """Other names that the same person may go by: short names and other spellings."""
    return _kin().get(word, frozenset())


def are_kin(one: str, other: str) -> bool:
    """Whether two words are short names or spellings of one name."""
    return other in kin_of(one)
