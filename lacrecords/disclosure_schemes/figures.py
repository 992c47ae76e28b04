"""Questions about a person of a span, counted for the statement; nobody is named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, exists, func, select
from sqlalchemy.orm import aliased

from lacrecords.database import db, grouped
from lacrecords.disclosure_schemes.course_models import (
    AttendedDisclosure,
    SchemePoliceAnswer,
    SchemeQuestionEnd,
    SchemeReferral,
)
from lacrecords.disclosure_schemes.models import SchemeQuestion, SchemeQuestionVersion
from lacrecords.staff.stints import Span
from lacrecords.terms import POLICE_DECISIONS, PoliceAnswer, SchemeEnd, Undertaking

BOTH, NEITHER = "both", "neither"
CHILD_SEX_OFFENDER, DOMESTIC_VIOLENCE = "child_sex_offender", "domestic_violence"


@dataclass(frozen=True, slots=True)
class ToRefer:
    """A question that goes to the police: by when, and when it went or was joined to another."""

    due_at: datetime
    done_at: datetime | None


def to_refer(span: Span) -> tuple[ToRefer, ...]:
    """Every question asked in the span for which a scheme fits."""
    due, gone = _first_due(), _first_referral()
    found = (
        select(due, func.coalesce(gone, SchemeQuestionEnd.ended_at))
        .select_from(SchemeQuestion)
        .outerjoin(SchemeQuestionEnd, SchemeQuestionEnd.question_id == SchemeQuestion.id)
        .where(span.holds(SchemeQuestion.__table__.c.asked_at), due.is_not(None))
    )
    rows = db.session.execute(found)
    return tuple(ToRefer(by, done) for by, done in rows if by is not None)


def _first_due() -> ScalarSelect[datetime | None]:
    return (
        select(func.min(SchemeQuestionVersion.refer_by_at))
        .where(SchemeQuestionVersion.question_id == SchemeQuestion.id)
        .correlate(SchemeQuestion)
        .scalar_subquery()
    )


def _first_referral() -> ScalarSelect[datetime]:
    return (
        select(func.min(SchemeReferral.referred_at))
        .where(SchemeReferral.question_id == SchemeQuestion.id)
        .correlate(SchemeQuestion)
        .scalar_subquery()
    )


def by_scheme(span: Span) -> Counter[str]:
    """Questions asked in the span by the scheme that fits, each once; joined ones are left out."""
    version = SchemeQuestionVersion
    newest = select(func.max(version.id)).group_by(version.question_id)
    joined = exists().where(
        SchemeQuestionEnd.question_id == SchemeQuestion.id,
        SchemeQuestionEnd.ended_as == SchemeEnd.SAME_AS_ANOTHER,
    )
    found = (
        select(version.child_sex_offender_scheme, version.domestic_violence_scheme, func.count())
        .join(SchemeQuestion, SchemeQuestion.id == version.question_id)
        .where(version.id.in_(newest), span.holds(SchemeQuestion.__table__.c.asked_at), ~joined)
        .group_by(version.child_sex_offender_scheme, version.domestic_violence_scheme)
    )
    names = {
        (True, True): BOTH,
        (True, False): CHILD_SEX_OFFENDER,
        (False, True): DOMESTIC_VIOLENCE,
        (False, False): NEITHER,
    }
    rows = db.session.execute(found)
    return Counter({names[bool(one), bool(other)]: number for one, other, number in rows})


def police_decisions(span: Span) -> Counter[PoliceAnswer]:
    """What the police decided, by the day on which we wrote it down; corrected rows left out."""
    answer, later = SchemePoliceAnswer, aliased(SchemePoliceAnswer)
    settling = [*POLICE_DECISIONS, PoliceAnswer.REFUSED_REFERRAL]
    found = select(answer.answer, func.count()).where(
        answer.answer.in_(settling),
        ~exists().where(later.corrects_id == answer.id),
        span.holds(answer.__table__.c.recorded_at),
    )
    return grouped(found.group_by(answer.answer))


def undertakings(span: Span) -> Counter[Undertaking]:
    """Undertakings at disclosures that staff attended; corrected rows left out."""
    row, later = AttendedDisclosure, aliased(AttendedDisclosure)
    found = select(row.undertaking, func.count()).where(
        ~exists().where(later.corrects_id == row.id),
        span.holds(row.__table__.c.recorded_at),
    )
    return grouped(found.group_by(row.undertaking))
