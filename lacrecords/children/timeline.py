"""A child's record as a timeline: every dated fact, who wrote it down, when and why.

Replaced facts stay on it, marked. The start of an ended fact and its end are two
entries, so that a timeline reads as what happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from lacrecords.children.changes import BY_HAND
from lacrecords.children.fact_words import FactReader, FactWords, words_of
from lacrecords.children.facts import AboutChild
from lacrecords.history import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One thing that happened, as the record has it."""

    on: date | None
    title: str
    details: str
    recorded_at: datetime
    recorded_by: str
    source: str
    reason: str
    replaced_at: datetime | None
    withdrawn_why: str = ""
    """Why it should never have been recorded; empty where something else took its place."""
    linked_from: str = ""
    """The reference of the linked record on which it stands; empty: on this one."""


def timeline(
    rows: Iterable[Fact],
    reader: FactReader,
    authors: Mapping[str, str],
    withdrawn: Mapping[tuple[str, int], str],
    linked: Mapping[int, str],
) -> tuple[TimelineEntry, ...]:
    """The entries, newest first; those whose day is not recorded come last.

    `linked` are the references of the records whose facts stand here besides its own.
    """
    facts = [(row, thread_of(row)) for row in rows]
    ends = {thread for row, thread in facts if row.superseded_at is None and row.to_on is not None}
    beginnings = {(thread, row.superseded_at) for row, thread in facts if row.to_on is None}
    entries = []
    for row, thread in facts:
        words = words_of(row, reader)
        author = authors.get(row.recorded_by, row.recorded_by)
        why = withdrawn.get((row.__tablename__, row.id), "")  # type: ignore[attr-defined]
        besides = (author, why, linked.get(cast("AboutChild", row).child_id, ""))
        if row.to_on is None or (thread, row.recorded_at) not in beginnings:
            # An open fact that was only ended, not corrected, is not marked as replaced.
            ended_since = row.to_on is None and thread in ends
            replaced = None if ended_since else row.superseded_at
            entries.append(_entry(row, row.from_on, words.began, words, replaced, besides))
        if row.to_on is not None:
            entries.append(_entry(row, row.to_on, words.ended, words, row.superseded_at, besides))
    return tuple(sorted(entries, key=_newest_first, reverse=True))


_OF_A_THREAD = (
    "child_id",
    "account_id",
    "line1",
    "surname",
    "forename",
    "value",
    "person_id",
    "other_child_id",
    "initial_category",
    "name_as_given",
    "authority",
    "role",
    "due_on",
)


def thread_of(row: Fact) -> tuple[object, ...]:
    """What stays the same when a fact is ended; a correction changes it."""
    return (type(row), row.from_on, *(getattr(row, name, None) for name in _OF_A_THREAD))


def _entry(
    row: Fact,
    on: date | None,
    title: str,
    words: FactWords,
    replaced: datetime | None,
    besides: tuple[str, str, str],
) -> TimelineEntry:
    author, withdrawn_why, linked_from = besides
    return TimelineEntry(
        on=on,
        title=title,
        details=words.details,
        recorded_at=row.recorded_at,
        recorded_by=author,
        source="" if row.source == BY_HAND else row.source,
        reason=row.reason,
        replaced_at=replaced,
        withdrawn_why=withdrawn_why,
        linked_from=linked_from,
    )


def _newest_first(entry: TimelineEntry) -> tuple[date, datetime]:
    return entry.on or date.min, entry.recorded_at
