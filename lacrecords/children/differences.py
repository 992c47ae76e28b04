"""What became different in a child's record between two moments, by whom and why, in plain words.

The rows themselves say it: what stood at the first moment and not at the second went, what
stood at the second and not at the first came, and a row that took another's place changed it.
What the reader may not see today is left out or hidden, whatever it was then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from lacrecords.children import facts
from lacrecords.children.fact_readers import withdrawn_rows
from lacrecords.children.fact_words import FactReader, words_of
from lacrecords.children.moments import Asked, Knowledge
from lacrecords.children.timeline import thread_of
from lacrecords.history import Fact
from lacrecords.staff import queries as staff
from lacrecords.web.words import date_words


class Kind(StrEnum):
    """How something became different."""

    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"
    CORRECTED = "corrected"
    TAKEN_OUT = "taken_out"
    BEGAN = "began"


KIND_WORDS = {
    Kind.ADDED: "Added",
    Kind.CHANGED: "Changed",
    Kind.ENDED: "Ended",
    Kind.CORRECTED: "Corrected",
    Kind.TAKEN_OUT: "Taken out",
    Kind.BEGAN: "Began",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that became different."""

    kind: str
    what: str
    before: str
    after: str
    by: str
    at: datetime | None
    why: str


def differences(
    rows: Iterable[Fact], reader: FactReader, records: tuple[int, ...], both: tuple[Asked, Asked]
) -> tuple[Difference, ...]:
    """Everything that became different from the first moment to the second, the oldest first."""
    first, second = both
    found = tuple(rows)
    if first.knowledge is Knowledge.TRUE:
        return _by_days(found, reader, first.when.on, second.when.on)
    stood = [row for row in found if facts.stood(row, first.when.moment)]
    stands = [row for row in found if facts.stood(row, second.when.moment)]
    gone, come = _without(stood, stands), _without(stands, stood)
    pairs = _pairs(gone, come, found)
    taken_out = withdrawn_rows(records, second.when.moment)
    replaced = {id(new) for new in pairs.values()}
    names = staff.names_for(
        {row.recorded_by for row in come} | {one.withdrawn_by for one in taken_out.values()}
    )
    made = [_of_gone(row, pairs, taken_out, reader, names) for row in gone]
    made += [_added(row, reader, names) for row in come if id(row) not in replaced]
    return tuple(sorted(made, key=lambda one: (one.at is None, one.at)))


def _without(rows: list[Fact], others: list[Fact]) -> list[Fact]:
    known = {id(row) for row in others}
    return [row for row in rows if id(row) not in known]


def _pairs(gone: list[Fact], come: list[Fact], every: tuple[Fact, ...]) -> dict[int, Fact]:
    """Of each row that went: the row that in the end took its place; at most one has each."""
    open_ones, pairs = list(come), {}
    for row in gone:
        heir = _heir(row, open_ones, every)
        if heir is not None:
            pairs[id(row)] = heir
            open_ones = [one for one in open_ones if one is not heir]
    return pairs


def _heir(row: Fact, come: list[Fact], every: tuple[Fact, ...]) -> Fact | None:
    """Follow what took its place, and what took that one's place, to a row that came."""
    now: Fact | None = row
    while now is not None:
        if any(now is one for one in come):
            return now
        now = _next(now, every)
    return None


def _next(row: Fact, every: tuple[Fact, ...]) -> Fact | None:
    if row.superseded_at is None:
        return None
    candidates = [
        one
        for one in every
        if type(one) is type(row)
        and one is not row
        and one.recorded_at == row.superseded_at
        and _child(one) == _child(row)
    ]
    same = [one for one in candidates if thread_of(one) == thread_of(row)]
    return next(iter(same or candidates), None)


def _child(row: Fact) -> Any:
    return getattr(row, "child_id", None)


def _of_gone(
    row: Fact,
    pairs: Mapping[int, Fact],
    taken_out: Mapping[tuple[str, int], Any],
    reader: FactReader,
    names: Mapping[str, str],
) -> Difference:
    new = pairs.get(id(row))
    words = words_of(row, reader)
    if new is None:
        how = taken_out.get((row.__tablename__, row.id))  # type: ignore[attr-defined]
        by = names[how.withdrawn_by] if how else ""
        why = how.reason if how else ""
        return Difference(
            KIND_WORDS[Kind.TAKEN_OUT],
            words.began,
            _said(row, reader),
            "",
            by,
            row.superseded_at,
            why,
        )
    kind, what = _how(row, new), words.began
    if kind is Kind.ENDED:
        what = words.ended
    return Difference(
        KIND_WORDS[kind],
        what,
        _said(row, reader),
        _said(new, reader),
        names[new.recorded_by],
        new.recorded_at,
        new.reason,
    )


def _how(row: Fact, new: Fact) -> Kind:
    if row.to_on is None and new.to_on is not None:
        return Kind.ENDED
    return Kind.CORRECTED if row.from_on == new.from_on else Kind.CHANGED


def _added(row: Fact, reader: FactReader, names: Mapping[str, str]) -> Difference:
    words = words_of(row, reader)
    return Difference(
        KIND_WORDS[Kind.ADDED],
        words.began,
        "",
        _said(row, reader),
        names[row.recorded_by],
        row.recorded_at,
        row.reason,
    )


def _by_days(
    rows: tuple[Fact, ...], reader: FactReader, first: date, second: date
) -> tuple[Difference, ...]:
    """What held on the one day and not on the other, by what the record says now."""
    current = [row for row in rows if row.superseded_at is None]
    names = staff.names_for({row.recorded_by for row in current})
    made = []
    for row in current:
        before, after = facts.holds(row, first), facts.holds(row, second)
        if before == after:
            continue
        words = words_of(row, reader)
        kind, what = (Kind.ENDED, words.ended) if before else (Kind.BEGAN, words.began)
        day = (row.to_on if before else row.from_on) or second
        said = _said(row, reader)
        by = names[row.recorded_by]
        sides = (said, "") if before else ("", said)
        made.append(
            (day, Difference(KIND_WORDS[kind], what, *sides, by, row.recorded_at, row.reason))
        )
    return tuple(one for _, one in sorted(made, key=lambda each: each[0]))


def _said(row: Fact, reader: FactReader) -> str:
    """What the row says, with its days."""
    days = [f"from {date_words(row.from_on)}"] if row.from_on else []
    days += [f"until {date_words(row.to_on)}"] if row.to_on else []
    return ", ".join(part for part in (words_of(row, reader).details, *days) if part) or "recorded"
