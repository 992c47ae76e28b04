"""How questions stand, derived from their rows: many at once, with a fixed number of queries.

Nothing here depends on who reads; which linked children a reader sees, `access` says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select

from lacrecords.database import Base, db
from lacrecords.disclosure_schemes.course_models import (
    AttendedDisclosure,
    SchemeAllegationNote,
    SchemePoliceAnswer,
    SchemeQuestionEnd,
    SchemeReferral,
)
from lacrecords.disclosure_schemes.models import (
    SchemeChild,
    SchemeChildLink,
    SchemeQuestion,
    SchemeQuestionVersion,
    SchemeWordsSaid,
)
from lacrecords.rules.disclosure_schemes import (
    CourseFacts,
    SchemeFacts,
    SchemeOutcome,
    is_decided,
    recognise,
    state_of,
)
from lacrecords.terms import DisclosureScheme, PoliceAnswer, SchemeState

Row = TypeVar("Row", bound=Base)
Corrected = TypeVar("Corrected", SchemeReferral, SchemePoliceAnswer, AttendedDisclosure)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionStanding:
    """One question as it stands now; of corrected rows only the last word."""

    question: SchemeQuestion
    version: SchemeQuestionVersion
    was_of_our_worker: bool
    children: tuple[SchemeChild, ...]
    links: tuple[SchemeChildLink, ...]
    words: tuple[SchemeWordsSaid, ...]
    referrals: tuple[SchemeReferral, ...]
    answers: tuple[SchemePoliceAnswer, ...]
    attended: tuple[AttendedDisclosure, ...]
    allegation_note: SchemeAllegationNote | None
    end: SchemeQuestionEnd | None

    @property
    def facts(self) -> SchemeFacts:
        """What the rules weigh."""
        row = self.version
        return SchemeFacts(
            asker=row.asker,
            about=row.about,
            access_to_child=row.access_to_child,
            child_at_risk=row.child_at_risk,
            danger_now=row.danger_now,
            our_worker=row.our_worker,
        )

    @property
    def outcome(self) -> SchemeOutcome:
        """What the rules say of it."""
        return recognise(self.facts)

    @property
    def schemes(self) -> tuple[DisclosureScheme, ...]:
        """Which schemes fit, as it was decided when it was written down."""
        row = self.version
        fits = {
            DisclosureScheme.CHILD_SEX_OFFENDER: row.child_sex_offender_scheme,
            DisclosureScheme.DOMESTIC_VIOLENCE: row.domestic_violence_scheme,
        }
        return tuple(scheme for scheme in DisclosureScheme if fits[scheme])

    @property
    def course(self) -> CourseFacts:
        """How far it has come."""
        return CourseFacts(
            to_be_referred=self.version.refer_by_at is not None,
            referred=bool(self.referrals),
            answers=tuple(row.answer for row in self.answers_since),
            ended=self.end is not None,
        )

    @property
    def answers_since(self) -> tuple[SchemePoliceAnswer, ...]:
        """What the police said since it was passed to them last."""
        passed_on = [row.recorded_at for row in self.referrals if row.corrects_id is None]
        since = max(passed_on, default=None)
        return tuple(row for row in self.answers if since is None or row.recorded_at >= since)

    @property
    def state(self) -> SchemeState:
        """Where it stands."""
        return state_of(self.course)

    @property
    def due_at(self) -> datetime | None:
        """By when the next step is due; None: no clock runs."""
        if self.state is SchemeState.TO_REFER:
            return self.version.refer_by_at
        if self.state is SchemeState.WITH_POLICE:
            last = self.referrals[-1]
            return last.decide_by_at if self.answers_since else last.acknowledge_by_at
        return None

    @property
    def discloses(self) -> SchemePoliceAnswer | None:
        """The decision of the police to disclose, where it stands."""
        found = (one for one in self.answers if one.answer is PoliceAnswer.DISCLOSES)
        return next(found, None)

    @property
    def police_decided(self) -> bool:
        """The police have said what they decided."""
        return is_decided(self.course.answers)

    def links_of(self, child: SchemeChild) -> tuple[SchemeChildLink, ...]:
        """Which records somebody decided to be that child's."""
        return tuple(one for one in self.links if one.scheme_child_id == child.id)

    def is_late(self, now: datetime) -> bool:
        """The next step is overdue."""
        return self.due_at is not None and self.due_at <= now


def standing_of(question_id: int) -> QuestionStanding:
    """How one question stands; KeyError: there is none."""
    return standings_of((question_id,))[question_id]


def standings_of(question_ids: Collection[int]) -> dict[int, QuestionStanding]:
    """How these questions stand."""
    ids = sorted(set(question_ids))
    key: Any = SchemeQuestion
    questions = db.session.scalars(select(SchemeQuestion).where(key.id.in_(ids))).all()
    versions = _rows(SchemeQuestionVersion, ids)
    children, links = _rows(SchemeChild, ids), _rows(SchemeChildLink, ids)
    words, notes = _rows(SchemeWordsSaid, ids), _rows(SchemeAllegationNote, ids)
    referrals, answers = _rows(SchemeReferral, ids), _rows(SchemePoliceAnswer, ids)
    attended, ends = _rows(AttendedDisclosure, ids), _rows(SchemeQuestionEnd, ids)
    return {
        one.id: QuestionStanding(
            question=one,
            version=versions[one.id][-1],
            was_of_our_worker=any(row.our_worker for row in versions[one.id]),
            children=tuple(children[one.id]),
            links=tuple(row for row in links[one.id] if row.undone_at is None),
            words=tuple(words[one.id]),
            referrals=last_words(referrals[one.id]),
            answers=last_words(answers[one.id]),
            attended=last_words(attended[one.id]),
            allegation_note=next(iter(notes[one.id]), None),
            end=next(iter(ends[one.id]), None),
        )
        for one in questions
    }


def last_words(rows: Collection[Corrected]) -> tuple[Corrected, ...]:
    """Without the rows that a further one puts right; each correction stands in their place."""
    corrected = {row.corrects_id for row in rows if row.corrects_id is not None}
    first = {row.id: row.id for row in rows}
    for row in rows:
        if row.corrects_id is not None:
            first[row.id] = first[row.corrects_id]
    standing = [row for row in rows if row.id not in corrected]
    return tuple(sorted(standing, key=lambda row: first[row.id]))


def _rows(kind: type[Row], ids: list[int]) -> dict[int, list[Row]]:
    """The rows of this kind of each question, in the order in which they were made."""
    key: Any = kind
    found: dict[int, list[Row]] = defaultdict(list)
    rows = db.session.scalars(select(kind).where(key.question_id.in_(ids)).order_by(key.id))
    for row in rows:
        owner: Any = row
        found[owner.question_id].append(row)
    return found
