"""National guidance, read from config/guidance.toml at the start; a wrong text stops the start."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from lacrecords.guidance.lines import GuidanceLine, GuidanceVersion
from lacrecords.resources import resource
from lacrecords.settings import UnsafeSettings
from lacrecords.terms import ONE_SET, OWN_GUIDANCE, DatePrecision, GuidanceKind

_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_NEEDED = frozenset({"key", "kind", "order", "title", "text", "source", "from_on", "known"})
_KNOWN = {
    "day": DatePrecision.EXACT,
    "month": DatePrecision.MONTH,
    "year": DatePrecision.YEAR,
}
_KINDS = {kind.value: kind for kind in GuidanceKind if kind not in OWN_GUIDANCE}


class GuidanceRefused(UnsafeSettings):
    """A text of guidance is missing something, overlaps or leaves a gap; the message says which."""


def load_national_guidance(path: str = "") -> tuple[GuidanceLine, ...]:
    """Every national text with its versions; GuidanceRefused names the text that is wrong."""
    file = Path(path) if path else resource("config") / "guidance.toml"
    try:
        return _lines_in(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise GuidanceRefused(f"{file.name} cannot be read: {wrong}") from wrong
    except ValueError as wrong:
        raise GuidanceRefused(f"{file.name}: {wrong}") from wrong


@cache
def _lines_in(text: str) -> tuple[GuidanceLine, ...]:
    """What a file says; the same text is read once a process."""
    lines = _lines(tomllib.loads(text))
    _refuse_broken_sets(lines)
    return lines


def _lines(content: Mapping[str, Any]) -> tuple[GuidanceLine, ...]:
    texts = content.get("text")
    if set(content) != {"text"} or not isinstance(texts, list) or not texts:
        raise ValueError("it holds [[text]] tables and nothing else")
    by_key: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for place, entry in enumerate(texts, 1):
        by_key[_checked(place, entry)["key"]].append(entry)
    return tuple(_line(key, entries) for key, entries in by_key.items())


def _checked(place: int, entry: Any) -> dict[str, Any]:
    if not isinstance(entry, dict) or not _is_words(entry.get("key")):
        raise ValueError(f"text {place}: give its key")
    key = entry["key"]
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r}: a key has small letters, digits and hyphens only")
    odd = sorted((_NEEDED ^ set(entry)) - {"to_on"})
    if odd:
        raise ValueError(f"{key}: missing or unknown: {', '.join(odd)}")
    for name, is_right, what in _RIGHT:
        if name in entry and not is_right(entry[name]):
            raise ValueError(f"{key}: {name} must be {what}, and is {entry[name]!r}")
    if "to_on" in entry and entry["to_on"] <= entry["from_on"]:
        raise ValueError(f"{key}: to_on must come after from_on, {entry['from_on']}")
    return entry


def _is_words(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_day(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_place(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


_RIGHT: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
    ("kind", lambda value: value in list(_KINDS), f"one of {', '.join(_KINDS)}"),
    ("order", _is_place, "a whole number above nought"),
    ("title", _is_words, "words"),
    ("text", _is_words, "words"),
    ("source", _is_words, "words"),
    ("from_on", _is_day, "a day, such as 2015-03-26"),
    ("to_on", _is_day, "a day, such as 2015-03-26"),
    ("known", lambda value: value in list(_KNOWN), f"one of {', '.join(_KNOWN)}"),
)


def _line(key: str, entries: list[dict[str, Any]]) -> GuidanceLine:
    entries = sorted(entries, key=lambda one: one["from_on"])
    if len({(one["kind"], one["order"]) for one in entries}) > 1:
        raise ValueError(f"{key}: every version has the same kind and order")
    for before, after in pairwise(entries):
        _refuse_overlap_or_gap(key, before.get("to_on"), after["from_on"])
    versions = [_version(number, one) for number, one in enumerate(entries, 1)]
    if "to_on" in entries[-1]:
        versions.append(_end(len(versions) + 1, entries[-1]))
    return GuidanceLine(
        key=key,
        kind=_KINDS[entries[0]["kind"]],
        order=entries[0]["order"],
        versions=tuple(versions),
    )


def _refuse_overlap_or_gap(key: str, to_on: date | None, next_on: date) -> None:
    if to_on is None or to_on > next_on:
        until = to_on or "any day"
        raise ValueError(f"{key}: two versions overlap: one until {until}, the next from {next_on}")
    if to_on < next_on:
        raise ValueError(f"{key}: no version from {to_on} until {next_on}")


def _version(number: int, entry: Mapping[str, Any]) -> GuidanceVersion:
    return GuidanceVersion(
        number=number,
        title=entry["title"].strip(),
        text=entry["text"].strip(),
        source=entry["source"].strip(),
        from_on=entry["from_on"],
        from_known=_KNOWN[entry["known"]],
    )


def _end(number: int, entry: Mapping[str, Any]) -> GuidanceVersion:
    title, from_on = entry["title"].strip(), entry["to_on"]
    return GuidanceVersion(
        number=number, title=title, text="", source="", from_on=from_on, ends=True
    )


def _refuse_broken_sets(lines: tuple[GuidanceLine, ...]) -> None:
    """A numbered set is whole on every day from its first: 1, 2, 3 and so on, each once."""
    for kind in sorted(ONE_SET):
        own = [line for line in lines if line.kind is kind]
        if not own:
            raise ValueError(f"there is no text of the kind {kind.value}")
        for day in sorted({version.from_on for line in own for version in line.versions}):
            orders = sorted(line.order for line in own if line.on(day))
            if not orders or orders != list(range(1, len(orders) + 1)):
                found = ", ".join(map(str, orders)) or "none"
                raise ValueError(f"{kind.value}: on {day} the numbers are {found}")
