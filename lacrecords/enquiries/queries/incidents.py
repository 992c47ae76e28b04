"""Incidents as their list and page show them: of a child only what a manager wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from lacrecords.database import db
from lacrecords.enquiries.incident_models import Incident, IncidentDuty
from lacrecords.enquiries.models import Enquiry
from lacrecords.rules.incidents import IncidentState, why_it_cannot_be_closed
from lacrecords.staff import queries as staff
from lacrecords.terms import IncidentDutyKind
from lacrecords.waiting import Waiting

PAGE = 25
SHOWN = ("open", "late", "closed")
SORTED = ("due", "newest")


@dataclass(frozen=True, slots=True)
class ListedIncident:
    """One incident in the list."""

    reference: str
    enquiry_reference: str
    opened_at: datetime
    next_due_at: datetime | None
    open_duties: int
    is_late: bool
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class IncidentList:
    """One page of the list."""

    items: tuple[ListedIncident, ...]
    page: int
    has_next: bool


@dataclass(frozen=True, slots=True)
class DutyCard:
    """Who must be told, by when, and how it ended."""

    kind: IncidentDutyKind
    due_at: datetime
    is_late: bool
    done: bool | None
    words: str
    by_name: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPage:
    """One incident with everybody who must be told."""

    id: int
    reference: str
    enquiry_reference: str
    aware_at: datetime
    opened_at: datetime
    opened_by_name: str
    what_was_told: str
    to_whom: str
    containment: str
    contained_at: datetime | None
    contained_by_name: str
    commissioner_told: bool | None
    commissioner_because: str
    commissioner_decided_at: datetime | None
    commissioner_decided_by_name: str
    duties: tuple[DutyCard, ...]
    missing: tuple[str, ...]
    closed_at: datetime | None
    closed_by_name: str
    closing_words: str


def open_counts(now: datetime) -> Waiting:
    """The incidents that are open: late where a clock has run out; and the next clock of any."""
    is_open = Incident.closed_at.is_(None)
    clocks = (
        select(func.min(IncidentDuty.due_at))
        .join(Incident, Incident.id == IncidentDuty.incident_id)
        .where(is_open, IncidentDuty.settled_at.is_(None), IncidentDuty.due_at >= now)
    )
    found = select(
        func.count(), func.count().filter(_has_a_late_duty(now)), clocks.scalar_subquery()
    )
    return Waiting(*db.session.execute(found.select_from(Incident).where(is_open)).one())


def _has_a_late_duty(now: datetime) -> ColumnElement[bool]:
    late = select(IncidentDuty.id).where(
        IncidentDuty.incident_id == Incident.id,
        IncidentDuty.settled_at.is_(None),
        IncidentDuty.due_at < now,
    )
    return late.exists()


def incidents(
    now: datetime, *, show: str = "open", sort: str = "due", page: int = 1
) -> IncidentList:
    """Incidents that are open, late or closed; by the next clock, or the newest first."""
    waits = IncidentDuty.settled_at.is_(None)
    next_due = (
        select(func.min(IncidentDuty.due_at))
        .where(IncidentDuty.incident_id == Incident.id, waits)
        .scalar_subquery()
    )
    query: Any = select(Incident, Enquiry.reference, next_due).join(
        Enquiry, Enquiry.id == Incident.enquiry_id
    )
    which = {
        "open": Incident.closed_at.is_(None),
        "late": and_(Incident.closed_at.is_(None), _has_a_late_duty(now)),
        "closed": Incident.closed_at.is_not(None),
    }
    query = query.where(which.get(show, which["open"]))
    # Of an incident in which everybody is told, nothing is due any more: it comes last.
    by_due = (next_due.is_(None), next_due, Incident.id)
    query = query.order_by(*(by_due if sort == "due" else (Incident.id.desc(),)))
    rows = db.session.execute(query.offset((page - 1) * PAGE).limit(PAGE + 1)).all()
    items = tuple(_listed(row, reference, due, now) for row, reference, due in rows[:PAGE])
    return IncidentList(items, page, len(rows) > PAGE)


def _listed(
    row: Incident, enquiry_reference: str, due: datetime | None, now: datetime
) -> ListedIncident:
    open_duties = sum(duty.settled_at is None for duty in _duties(row.id))
    return ListedIncident(
        reference=row.reference,
        enquiry_reference=enquiry_reference,
        opened_at=row.opened_at,
        next_due_at=due,
        open_duties=open_duties,
        is_late=row.closed_at is None and due is not None and due < now,
        closed_at=row.closed_at,
    )


def incident_to_change(reference: str) -> Incident | None:
    """The incident as it stands now, holding back whoever else changes it, until the commit."""
    found = select(Incident).where(Incident.reference == reference.upper())
    return db.session.scalar(found.with_for_update(), execution_options={"populate_existing": True})


def duties_to_settle(incident_id: int) -> dict[IncidentDutyKind, IncidentDuty]:
    """Every duty of this incident, by its kind."""
    return {duty.kind: duty for duty in _duties(incident_id)}


def _duties(incident_id: int) -> list[IncidentDuty]:
    found = select(IncidentDuty).where(IncidentDuty.incident_id == incident_id)
    return list(db.session.scalars(found.order_by(IncidentDuty.due_at, IncidentDuty.id)))


def incident_page(reference: str, now: datetime) -> IncidentPage | None:
    """The incident with this reference."""
    row = db.session.scalar(select(Incident).where(Incident.reference == reference.upper()))
    if row is None:
        return None
    duties = _duties(row.id)
    keys = [row.opened_by, row.contained_by, row.commissioner_decided_by, row.closed_by]
    names = staff.names_for({key for key in (*keys, *(d.settled_by for d in duties)) if key})
    state = IncidentState(
        contained=row.contained_at is not None,
        commissioner_is_told=row.commissioner_told,
        duties={duty.kind: duty.done for duty in duties},
    )
    return IncidentPage(
        id=row.id,
        reference=row.reference,
        enquiry_reference=db.session.get_one(Enquiry, row.enquiry_id).reference,
        aware_at=row.aware_at,
        opened_at=row.opened_at,
        opened_by_name=names[row.opened_by],
        what_was_told=row.what_was_told,
        to_whom=row.to_whom,
        containment=row.containment or "",
        contained_at=row.contained_at,
        contained_by_name=names.get(row.contained_by or "", ""),
        commissioner_told=row.commissioner_told,
        commissioner_because=row.commissioner_because or "",
        commissioner_decided_at=row.commissioner_decided_at,
        commissioner_decided_by_name=names.get(row.commissioner_decided_by or "", ""),
        duties=tuple(_duty_card(duty, names, now) for duty in duties),
        missing=why_it_cannot_be_closed(state),
        closed_at=row.closed_at,
        closed_by_name=names.get(row.closed_by or "", ""),
        closing_words=row.closing_words or "",
    )


def _duty_card(duty: IncidentDuty, names: dict[str, str], now: datetime) -> DutyCard:
    return DutyCard(
        kind=duty.kind,
        due_at=duty.due_at,
        is_late=duty.settled_at is None and duty.due_at < now,
        done=duty.done,
        words=duty.words or "",
        by_name=names.get(duty.settled_by or "", ""),
        at=duty.settled_at,
    )
