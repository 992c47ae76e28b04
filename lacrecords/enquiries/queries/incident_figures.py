"""Incidents of wrong disclosure counted over a span of time, for the statement. It names nobody."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select

from lacrecords.database import db
from lacrecords.enquiries.considered_models import EnquiryToConsider
from lacrecords.enquiries.incident_models import Incident, IncidentDuty
from lacrecords.enquiries.queries.considered_figures import of_team
from lacrecords.rules.measuring import timeliness
from lacrecords.staff.stints import Span
from lacrecords.terms import IncidentDutyKind, Timeliness

OPEN, NOTIFIED, NOT_NOTIFIED = "open", "notified", "not_notified"


@dataclass(frozen=True, slots=True)
class IncidentFigures:
    """How incidents ended, and how the duty to tell each person or body stands."""

    outcomes: Counter[str]
    duties: dict[IncidentDutyKind, Counter[Timeliness]]


def incidents(span: Span, as_of: datetime) -> IncidentFigures:
    """The incidents that were opened in the span; each has every duty once."""
    outcomes = Counter[str]()
    ended = select(Incident.closed_at, Incident.commissioner_told).join(
        EnquiryToConsider, EnquiryToConsider.enquiry_id == Incident.enquiry_id
    )
    for closed_at, notified in db.session.execute(ended.where(_opened_in(span))):
        outcomes[_outcome(closed_at, notified)] += 1
    duties = {kind: Counter[Timeliness]() for kind in IncidentDutyKind}
    told = (
        select(IncidentDuty.kind, IncidentDuty.due_at, IncidentDuty.settled_at)
        .join(Incident, Incident.id == IncidentDuty.incident_id)
        .join(EnquiryToConsider, EnquiryToConsider.enquiry_id == Incident.enquiry_id)
    )
    for kind, due_at, settled_at in db.session.execute(told.where(_opened_in(span))):
        duties[kind][timeliness(due_at, settled_at, as_of)] += 1
    return IncidentFigures(outcomes, duties)


def _opened_in(span: Span) -> ColumnElement[bool]:
    return and_(span.holds(Incident.__table__.c.opened_at), of_team(span))


def _outcome(closed_at: datetime | None, notified: bool | None) -> str:
    if closed_at is None:
        return OPEN
    return NOTIFIED if notified else NOT_NOTIFIED
