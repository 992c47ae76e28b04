"""The manager's reading of enquiries counted over a span of time, for the statement. No names.

Reading counts for the days on which the enquiry was asked, and for the team of whoever recorded
it. A batch, a second look and an incident count when they happened, for the team that the queue
keeps with the enquiry.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, func, select, true
from sqlalchemy.orm import aliased

from lacrecords.clocks import working_days_later
from lacrecords.database import db
from lacrecords.enquiries.considered_models import EnquiryToConsider, ManagerView, SecondLook
from lacrecords.enquiries.models import Enquiry
from lacrecords.enquiries.outcome_models import OutcomeRow
from lacrecords.enquiries.queries.figures import asked_in
from lacrecords.procedure import Procedure
from lacrecords.rules.consideration_of_enquiries import CLOSING_VIEWS
from lacrecords.rules.measuring import timeliness
from lacrecords.staff.stints import Span
from lacrecords.terms import ManagerViewKind, Timeliness

ENTRY = EnquiryToConsider.__table__.c


@dataclass(frozen=True, slots=True)
class ReadingFigures:
    """How the reading of enquiries stands, and how those that were closed were closed."""

    first: Counter[Timeliness]
    """Each enquiry once; one that is not settled yet has no clock and waits."""
    again: Counter[Timeliness]
    """Those that came back because something happened after they were closed."""
    views: Counter[ManagerViewKind]
    flagged: int


@dataclass(frozen=True, slots=True)
class BatchFigures:
    """Enquiries closed line by line, and the second looks that were drawn of them."""

    closed: int
    looks: Counter[Timeliness]
    found: Counter[ManagerViewKind]


def reading(span: Span, procedure: Procedure, as_of: datetime) -> ReadingFigures:
    """The reading of the enquiries asked in the span."""
    first, again = Counter[Timeliness](), Counter[Timeliness]()
    views, flagged = Counter[ManagerViewKind](), 0
    for row in db.session.execute(_read(span)):
        if row.settled_at is None:
            first[Timeliness.WAITING] += 1
            continue
        came_back = row.closed_at is not None and row.settled_at > row.closed_at
        first[timeliness(_first_due(row, came_back, procedure), row.closed_at, as_of)] += 1
        if came_back:
            again[timeliness(_due_again(row, procedure), row.closed_again_at, as_of)] += 1
        if row.closed_at is not None:
            views[row.last_kind] += 1
            flagged += bool(row.flags)
    return ReadingFigures(first, again, views, flagged)


def _read(span: Span) -> Select[Any]:
    closings, settled = _closings(span), _first_settled(span)
    drawn, again = _last_drawn(), _closed_again(span)
    opening, last = aliased(ManagerView), aliased(ManagerView)
    return (
        select(
            EnquiryToConsider.settled_at,
            EnquiryToConsider.due_at,
            settled.c.at.label("first_settled_at"),
            opening.given_at.label("closed_at"),
            opening.flags,
            last.kind.label("last_kind"),
            drawn.c.at.label("drawn_at"),
            again.c.at.label("closed_again_at"),
        )
        .select_from(Enquiry)
        .outerjoin(EnquiryToConsider, EnquiryToConsider.enquiry_id == Enquiry.id)
        .outerjoin(settled, settled.c.enquiry_id == Enquiry.id)
        .outerjoin(closings, closings.c.enquiry_id == Enquiry.id)
        .outerjoin(opening, opening.id == closings.c.first_id)
        .outerjoin(last, last.id == closings.c.last_id)
        .outerjoin(drawn, drawn.c.enquiry_id == Enquiry.id)
        .outerjoin(again, again.c.enquiry_id == Enquiry.id)
        .where(asked_in(span))
    )


def _closings(span: Span) -> Subquery:
    """The first and the last view with which each enquiry was closed."""
    return (
        select(
            ManagerView.enquiry_id,
            func.min(ManagerView.id).label("first_id"),
            func.max(ManagerView.id).label("last_id"),
        )
        .join(Enquiry, Enquiry.id == ManagerView.enquiry_id)
        .where(asked_in(span), ManagerView.kind.in_(CLOSING_VIEWS))
        .group_by(ManagerView.enquiry_id)
        .subquery()
    )


def _first_settled(span: Span) -> Subquery:
    """The moment at which every child of each enquiry was settled for the first time."""
    child = (
        select(OutcomeRow.enquiry_id, func.min(OutcomeRow.settled_at).label("at"))
        .join(Enquiry, Enquiry.id == OutcomeRow.enquiry_id)
        .where(asked_in(span))
        .group_by(OutcomeRow.enquiry_id, OutcomeRow.enquired_child_id)
        .subquery()
    )
    latest = func.max(child.c.at).label("at")
    return select(child.c.enquiry_id, latest).group_by(child.c.enquiry_id).subquery()


def _last_drawn() -> Subquery:
    latest = func.max(SecondLook.drawn_at).label("at")
    return select(SecondLook.enquiry_id, latest).group_by(SecondLook.enquiry_id).subquery()


def _closed_again(span: Span) -> Subquery:
    """The first view that closed each enquiry after it last came into the queue."""
    return (
        select(ManagerView.enquiry_id, func.min(ManagerView.given_at).label("at"))
        .join(EnquiryToConsider, EnquiryToConsider.enquiry_id == ManagerView.enquiry_id)
        .where(
            span.holds(ENTRY.asked_at),
            ManagerView.kind.in_(CLOSING_VIEWS),
            ManagerView.given_at >= ENTRY.settled_at,
        )
        .group_by(ManagerView.enquiry_id)
        .subquery()
    )


def _first_due(row: Any, came_back: bool, procedure: Procedure) -> datetime:
    """The queue keeps the clock that runs now; of an earlier one, it is reckoned again."""
    if came_back or row.drawn_at is not None:
        return _due(procedure, row.first_settled_at or row.settled_at)
    moment: datetime = row.due_at
    return moment


def _due_again(row: Any, procedure: Procedure) -> datetime:
    if row.drawn_at is not None and row.drawn_at >= row.settled_at:
        return _due(procedure, row.settled_at)
    moment: datetime = row.due_at
    return moment


def _due(procedure: Procedure, settled_at: datetime) -> datetime:
    return working_days_later(procedure, settled_at, procedure.enquiry_considered_working_days)


def batches(span: Span, as_of: datetime) -> BatchFigures:
    """What was closed line by line in the span, and what the second looks found since."""
    closed = (
        select(func.count(ManagerView.id))
        .join(EnquiryToConsider, EnquiryToConsider.enquiry_id == ManagerView.enquiry_id)
        .where(
            ManagerView.batch_id.is_not(None),
            span.holds(ManagerView.__table__.c.given_at),
            of_team(span),
        )
    )
    looks, found = Counter[Timeliness](), Counter[ManagerViewKind]()
    rows = (
        select(SecondLook.due_at, SecondLook.looked_at, ManagerView.kind)
        .join(EnquiryToConsider, EnquiryToConsider.enquiry_id == SecondLook.enquiry_id)
        .outerjoin(ManagerView, ManagerView.id == SecondLook.later_view_id)
        .where(span.holds(SecondLook.__table__.c.drawn_at), of_team(span))
    )
    for due_at, looked_at, kind in db.session.execute(rows):
        looks[timeliness(due_at, looked_at, as_of)] += 1
        if kind is not None:
            found[kind] += 1
    return BatchFigures(db.session.scalar(closed) or 0, looks, found)


def of_team(span: Span) -> ColumnElement[bool]:
    """The enquiry was taken by the team that is meant; true of all where none is."""
    return true() if span.team_id is None else ENTRY.team_id == span.team_id
