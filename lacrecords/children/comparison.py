"""Two records beside each other: what each says of the child, what differs, what is to be decided.

For whoever may open both. It reads and decides nothing; the words are those of the timeline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Any, cast

from lacrecords.children.fact_readers import reader_of
from lacrecords.children.fact_words import FactReader, words_of
from lacrecords.children.models import (
    ChildAddress,
    ChildBirth,
    ChildCase,
    ChildCharacteristics,
    ChildIdentifier,
    ChildLegalStatus,
    ChildName,
    ChildProtectionPlan,
    HouseholdMember,
    LeadSocialWorkerAssignment,
    OtherAuthorityInvolvement,
)
from lacrecords.children.record import Record, When, read_record
from lacrecords.history import Fact
from lacrecords.rules.authorisation import Actor
from lacrecords.staff.queries import council_day
from lacrecords.terms import NameType
from lacrecords.web.words import date_words

SUBJECTS: tuple[tuple[str, type[Fact]], ...] = (
    ("Name", ChildName),
    ("Date of birth", ChildBirth),
    ("Sex and ethnicity", ChildCharacteristics),
    ("Numbers", ChildIdentifier),
    ("Addresses", ChildAddress),
    ("Adults", HouseholdMember),
    ("Legal status", ChildLegalStatus),
    ("Case", ChildCase),
    ("Child protection plan", ChildProtectionPlan),
    ("Lead social worker", LeadSocialWorkerAssignment),
    ("Another authority", OtherAuthorityInvolvement),
)
ONE_HOLDS = (
    ChildName,
    ChildBirth,
    ChildCharacteristics,
    ChildLegalStatus,
    ChildCase,
    ChildProtectionPlan,
    LeadSocialWorkerAssignment,
    OtherAuthorityInvolvement,
)
"""Where both records say something else of these, somebody must say which of the two holds now."""
BOTH_GO_ON = (ChildCase, ChildProtectionPlan, LeadSocialWorkerAssignment)
"""Of these both go on whichever is said to hold: the page says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What both records say of one subject."""

    subject: str
    kind: str
    kept: tuple[str, ...]
    linked: tuple[str, ...]
    must_be_decided: bool
    both_go_on: bool

    @property
    def differs(self) -> bool:
        """Whether the records say something else, or only one says anything."""
        return self.kept != self.linked


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records side by side."""

    lines: tuple[Line, ...]
    evidence: str
    """Another word whenever either record says something else."""

    @property
    def to_decide(self) -> tuple[Line, ...]:
        """Where the records conflict, and somebody must say which holds."""
        return tuple(line for line in self.lines if line.must_be_decided)


def compare_records(actor: Actor, kept_id: int, linked_id: int, now: datetime) -> Comparison:
    """What two records say, beside each other, for a reader who may open both."""
    when = When(now, council_day(now))
    kept, linked = read_record(kept_id, when), read_record(linked_id, when)
    mine, theirs = _reader(actor, kept), _reader(actor, linked)
    lines = []
    for subject, model in SUBJECTS:
        ours, others = _held(kept, model), _held(linked, model)
        said, said_there = _words(ours, mine), _words(others, theirs)
        conflict = model in ONE_HOLDS and bool(said and said_there) and said != said_there
        lines.append(
            Line(
                subject=subject,
                kind=cast("Any", model).__tablename__,
                kept=said,
                linked=said_there,
                must_be_decided=conflict,
                both_go_on=model in BOTH_GO_ON,
            )
        )
    return Comparison(tuple(lines), _evidence(kept, linked))


def _held(record: Record, model: type[Fact]) -> list[Fact]:
    rows = record.held(model)
    if model is ChildName:
        current = [row for row in record.held(ChildName) if row.name_type is NameType.CURRENT]
        return list(current or rows)
    return rows


def _reader(actor: Actor, record: Record) -> FactReader:
    rows = [row for _, model in SUBJECTS for row in record.held(model)]
    return reader_of(actor, record.child_id, rows, record.when.on)


def _words(rows: Sequence[Fact], reader: FactReader) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_one(row, reader) for row in rows))


def _one(row: Fact, reader: FactReader) -> str:
    words = words_of(row, reader)
    said = words.details or words.began
    running = isinstance(row, (ChildCase, ChildProtectionPlan, LeadSocialWorkerAssignment))
    return f"{said}, since {_day(row.from_on)}" if running and row.from_on else said


def _day(day: date | None) -> str:
    return date_words(day)


def _evidence(kept: Record, linked: Record) -> str:
    """Which rows stand: it is the same for every reader, whatever they may see."""
    standing = [
        f"{cast('Any', model).__tablename__}:{cast('Any', row).id}"
        for record in (kept, linked)
        for _, model in SUBJECTS
        for row in record.standing(model)
    ]
    return blake2b(" ".join(sorted(standing)).encode(), digest_size=12).hexdigest()
