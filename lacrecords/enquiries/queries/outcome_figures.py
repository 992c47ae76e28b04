"""Who asked, and what came of each enquiry, counted for the statement. It names nobody."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import ColumnElement, Subquery, and_, case, func, literal, select

from lacrecords.database import db
from lacrecords.enquiries.models import EnquiredChild, Enquirer, Enquiry, MatchDecision
from lacrecords.enquiries.outcome_models import OutcomeRow, OutcomeTelling
from lacrecords.enquiries.queries.figures import asked_in
from lacrecords.staff.stints import Span
from lacrecords.terms import (
    TELLINGS_ABOUT_A_CHILD,
    AgencyType,
    EnquirerKind,
    MatchAnswer,
    TellingKind,
)

TOLD, RING_BACK, NOT_DECIDED = "told", "ring_back", "not_decided"
ADVICE, NOT_KNOWN, ON_A_LIST = "advice", "not_known", "on_a_list"
ORDER = (TOLD, RING_BACK, NOT_DECIDED, ADVICE, NOT_KNOWN, ON_A_LIST)
"""An enquiry about several children counts by the first of these that came of one of them."""

Asking = tuple[EnquirerKind, AgencyType | None]


def children_asked_about(span: Span) -> int:
    """How many children were asked about, each once for each enquiry of the span."""
    children = select(func.count(EnquiredChild.id)).join(
        Enquiry, Enquiry.id == EnquiredChild.enquiry_id
    )
    return db.session.scalar(children.where(asked_in(span))) or 0


def by_enquirer_and_outcome(span: Span) -> Counter[tuple[Asking, str]]:
    """Each enquiry of the span once, by who asked and by what came of it."""
    last = _last_outcomes(span)
    place = func.min(_place(last)).label("place")
    came = (
        select(EnquiredChild.enquiry_id.label("enquiry_id"), place)
        .join(Enquiry, Enquiry.id == EnquiredChild.enquiry_id)
        .outerjoin(last, last.c.child == EnquiredChild.id)
        .where(asked_in(span))
        .group_by(EnquiredChild.enquiry_id)
        .subquery()
    )
    asking = (Enquirer.kind, Enquirer.agency_type, came.c.place)
    found = (
        select(*asking, func.count())
        .join(came, came.c.enquiry_id == Enquirer.enquiry_id)
        .group_by(*asking)
    )
    return Counter(
        {
            ((kind, agency_type), ORDER[at]): count
            for kind, agency_type, at, count in db.session.execute(found)
        }
    )


def _last_outcomes(span: Span) -> Subquery:
    """The last outcome that stands for each child: what was decided, and what may be told."""
    last = (
        select(func.max(OutcomeRow.id).label("id"))
        .join(Enquiry, Enquiry.id == OutcomeRow.enquiry_id)
        .where(asked_in(span))
        .group_by(OutcomeRow.enquired_child_id)
        .subquery()
    )
    about_a_child = OutcomeTelling.kind.in_(sorted(TELLINGS_ABOUT_A_CHILD))
    back = OutcomeTelling.kind == TellingKind.RING_BACK
    return (
        select(
            OutcomeRow.enquired_child_id.label("child"),
            func.max(MatchDecision.answer).label("answer"),
            func.max(case((about_a_child, 1), else_=0)).label("told"),
            func.max(case((back, 1), else_=0)).label("back"),
        )
        .join(last, last.c.id == OutcomeRow.id)
        .join(MatchDecision, MatchDecision.id == OutcomeRow.match_decision_id)
        .outerjoin(OutcomeTelling, OutcomeTelling.outcome_id == OutcomeRow.id)
        .group_by(OutcomeRow.enquired_child_id)
        .subquery()
    )


def _place(last: Subquery) -> ColumnElement[int]:
    """Which place in the order what came of one child has."""
    none = last.c.child.is_(None)
    return case(
        (and_(none, EnquiredChild.from_list), literal(ORDER.index(ON_A_LIST))),
        (none, literal(ORDER.index(NOT_DECIDED))),
        (last.c.answer == MatchAnswer.NOT_KNOWN, literal(ORDER.index(NOT_KNOWN))),
        (last.c.back == 1, literal(ORDER.index(RING_BACK))),
        (last.c.told == 1, literal(ORDER.index(TOLD))),
        else_=literal(ORDER.index(ADVICE)),
    )
