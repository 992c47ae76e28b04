"""Enquiries counted over a span of time, for the statement to the Director. It names nobody.

Everything of one enquiry counts for the team of whoever recorded it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    and_,
    case,
    cast,
    exists,
    extract,
    func,
    select,
)

from lacrecords.database import db
from lacrecords.enquiries.late_models import LateHit
from lacrecords.enquiries.models import (
    EnquiredChild,
    Enquirer,
    Enquiry,
    MatchDecision,
    Verification,
)
from lacrecords.enquiries.outcome_models import OutcomeRow, OutcomeTelling, ToldOutsideRules
from lacrecords.enquiries.unknown_models import Consideration
from lacrecords.notifications import figures as notifications
from lacrecords.staff.stints import Span
from lacrecords.terms import (
    TELLINGS_ABOUT_A_CHILD,
    AgencyType,
    Channel,
    ConsiderationOutcome,
    EnquirerKind,
    LateHitAnswer,
    MatchAnswer,
    NotificationKind,
    TellingKind,
    Timeliness,
    VerificationOutcome,
)


@dataclass(frozen=True, slots=True)
class AskedFigures:
    """When each enquiry was asked, and how many came by which way and from whom."""

    asked_at: tuple[datetime, ...]
    by_channel: Counter[Channel]
    by_agency: Counter[AgencyType | None]
    by_kind: Counter[EnquirerKind]


@dataclass(frozen=True, slots=True)
class ConsiderationFigure:
    """One consideration: its clock, and how it ended."""

    due_at: datetime
    closed_at: datetime | None
    outcome: ConsiderationOutcome | None


def _is_ours(span: Span) -> ColumnElement[bool]:
    ours = span.is_by_team(Enquiry.__table__.c.recorded_by_account_id, Enquiry.__table__.c.asked_at)
    return and_(span.holds(Enquiry.__table__.c.asked_at), ours)


def asked(span: Span) -> AskedFigures:
    """The enquiries asked in the span."""
    ours = _is_ours(span)
    by_channel = select(Enquiry.channel, func.count()).where(ours).group_by(Enquiry.channel)
    kinds = (Enquirer.kind, Enquirer.agency_type)
    of_whom = select(*kinds, func.count()).join(Enquiry, Enquiry.id == Enquirer.enquiry_id)
    rows = db.session.execute(of_whom.where(ours).group_by(*kinds)).all()
    by_agency: Counter[AgencyType | None] = Counter()
    by_kind: Counter[EnquirerKind] = Counter()
    for kind, agency_type, count in rows:
        if kind is EnquirerKind.PROFESSIONAL:
            by_agency[agency_type] += count
        else:
            by_kind[kind] += count
    return AskedFigures(
        asked_at=tuple(db.session.scalars(select(Enquiry.asked_at).where(ours))),
        by_channel=Counter(dict(db.session.execute(by_channel).all())),
        by_agency=by_agency,
        by_kind=by_kind,
    )


@dataclass(frozen=True, slots=True)
class AnswerFigures:
    """How notices of enquiries stand, and how many took so many minutes from the enquiry on."""

    states: Counter[Timeliness]
    minutes: Counter[int]


def leads_answers(span: Span, as_of: datetime) -> AnswerFigures:
    """What lead social workers were told of enquiries asked in the span, and when they answered.

    What was sent of the last enquiries may have been sent after the span.
    """
    later = replace(span, ends_at=max(as_of, span.ends_at))
    sent = notifications.first_sent(later, NotificationKind.ENQUIRY_ABOUT_CHILD)
    state = notifications.stands(sent.c.due_at, sent.c.done_at, as_of)
    # Counted where the rows are: of a year there may be a hundred thousand.
    minutes = (_seconds(sent.c.done_at) - _seconds(Enquiry.__table__.c.asked_at)) // 60
    found = (
        select(state, minutes, func.count())
        .join(Enquiry, Enquiry.id == sent.c.enquiry_id)
        .where(sent.c.to_a_person == 1, span.holds(Enquiry.__table__.c.asked_at))
        .group_by(state, minutes)
    )
    states: Counter[Timeliness] = Counter()
    taken: Counter[int] = Counter()
    for how, took, count in db.session.execute(found):
        states[Timeliness(how)] += count
        if took is not None:
            taken[int(took)] += count
    return AnswerFigures(states, taken)


def _seconds(moment: ColumnElement[datetime]) -> ColumnElement[int]:
    return cast(extract("epoch", moment), BigInteger)


def checks(span: Span) -> Counter[VerificationOutcome | None]:
    """Enquiries by the last check of their enquirer; None: no check was recorded."""
    last = (
        select(func.max(Verification.id).label("id"))
        .join(Enquiry, Enquiry.id == Verification.enquiry_id)
        .where(_is_ours(span))
        .group_by(Verification.enquiry_id)
        .subquery()
    )
    found = db.session.execute(
        select(Verification.outcome, func.count())
        .join(last, last.c.id == Verification.id)
        .group_by(Verification.outcome)
    )
    counted: Counter[VerificationOutcome | None] = Counter(dict(found.all()))
    every = db.session.scalar(select(func.count(Enquiry.id)).where(_is_ours(span))) or 0
    counted[None] = every - sum(counted.values())
    return counted


NOT_KNOWN, RING_BACK, TOLD, ADVICE = "not_known", "ring_back", "told", "advice"
ON_A_LIST, NOT_DECIDED = "on_a_list", "not_decided"


def outcomes(span: Span) -> Counter[str]:
    """Enquired children by what came of them: the last outcome that stands for each."""
    last = (
        select(func.max(OutcomeRow.id).label("id"))
        .join(Enquiry, Enquiry.id == OutcomeRow.enquiry_id)
        .where(_is_ours(span))
        .group_by(OutcomeRow.enquired_child_id)
        .subquery()
    )
    about_a_child = OutcomeTelling.kind.in_(sorted(TELLINGS_ABOUT_A_CHILD))
    told = (
        select(
            last.c.id.label("id"),
            func.max(case((about_a_child, 1), else_=0)).label("told"),
            func.max(case((OutcomeTelling.kind == TellingKind.RING_BACK, 1), else_=0)).label(
                "back"
            ),
        )
        .outerjoin(OutcomeTelling, OutcomeTelling.outcome_id == last.c.id)
        .group_by(last.c.id)
        .subquery()
    )
    kind = case(
        (MatchDecision.answer == MatchAnswer.NOT_KNOWN, NOT_KNOWN),
        (told.c.back == 1, RING_BACK),
        (told.c.told == 1, TOLD),
        else_=ADVICE,
    )
    found = (
        select(kind, func.count())
        .select_from(OutcomeRow)
        .join(told, told.c.id == OutcomeRow.id)
        .join(MatchDecision, MatchDecision.id == OutcomeRow.match_decision_id)
        .group_by(kind)
    )
    return Counter(dict(db.session.execute(found).all())) + _without_outcome(span)


def _without_outcome(span: Span) -> Counter[str]:
    kind = case((EnquiredChild.from_list, ON_A_LIST), else_=NOT_DECIDED)
    settled = exists().where(OutcomeRow.enquired_child_id == EnquiredChild.id)
    found = (
        select(kind, func.count())
        .select_from(EnquiredChild)
        .join(Enquiry, Enquiry.id == EnquiredChild.enquiry_id)
        .where(_is_ours(span), ~settled)
        .group_by(kind)
    )
    return Counter(dict(db.session.execute(found).all()))


def considerations(span: Span) -> tuple[ConsiderationFigure, ...]:
    """The considerations that second enquiries opened in the span."""
    found = select(Consideration.due_at, Consideration.closed_at, Consideration.outcome).where(
        span.holds(Consideration.__table__.c.opened_at)
    )
    return tuple(ConsiderationFigure(*row) for row in db.session.execute(found))


def told_outside_rules(span: Span) -> int:
    """How often words were said outside the rules, of enquiries asked in the span."""
    found = (
        select(func.count(ToldOutsideRules.id))
        .join(Enquiry, Enquiry.id == ToldOutsideRules.enquiry_id)
        .where(_is_ours(span))
    )
    return db.session.scalar(found) or 0


UNDONE, WITHDRAWN = "undone", "withdrawn"


@dataclass(frozen=True, slots=True)
class LateHitFigure:
    """A record that met an earlier enquiry: when it was raised and settled, and how."""

    raised_at: datetime
    settled_at: datetime | None
    how: str


def late_hits(span: Span) -> tuple[LateHitFigure, ...]:
    """Records that met an earlier enquiry, raised in the span."""
    found = select(
        LateHit.raised_at,
        LateHit.answer,
        LateHit.answered_at,
        LateHit.withdrawn_at,
        LateHit.undone_at,
    ).where(span.holds(LateHit.__table__.c.raised_at))
    return tuple(
        LateHitFigure(raised_at, answered_at or withdrawn_at, _how(answer, undone_at is not None))
        for raised_at, answer, answered_at, withdrawn_at, undone_at in db.session.execute(found)
    )


def _how(answer: LateHitAnswer | None, undone: bool) -> str:
    if answer is None:
        return WITHDRAWN
    return UNDONE if undone else answer.value
