"""A wrong disclosure: opened by the manager's view, worked duty by duty, closed when all is done.

The Director and whoever leads for a child concerned are told here and now; that the
conversation was held is for the manager to record, row by row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.children.standing import ChildStanding, standings_of
from lacrecords.clocks import local_date
from lacrecords.database import db, new_reference
from lacrecords.enquiries.considered_models import ManagerView
from lacrecords.enquiries.errors import EnquiryError, StepOutOfOrder
from lacrecords.enquiries.incident_models import Incident, IncidentDuty
from lacrecords.enquiries.models import EnquiredChild, Enquiry
from lacrecords.enquiries.queries.incidents import duties_to_settle, incident_to_change
from lacrecords.enquiries.queries.steps import latest_decision
from lacrecords.enquiries.services import recipients
from lacrecords.notifications.services import (
    Matter,
    NewTask,
    Notice,
    Recipient,
    close_tasks_of_matter,
    notify,
    open_task,
)
from lacrecords.procedure import Procedure
from lacrecords.rules import incidents as rules
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import (
    IncidentDutyKind,
    MatterKind,
    NotificationKind,
    Role,
    TaskKind,
    Urgency,
)

WHY = "Something was told that should not have been. The clock runs in real hours."
CLOSED = "This incident is closed."


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIncident:
    """What was told to whom, and when the council became aware; empty: now."""

    what_was_told: str
    to_whom: str
    aware_at: datetime | None = None


def open_incident(
    actor: Actor,
    enquiry: Enquiry,
    view: ManagerView,
    new: NewIncident,
    procedure: Procedure,
    now: datetime,
) -> Incident:
    """Keep what was told to whom, start every clock, and tell who must hear at once."""
    aware_at = new.aware_at or now
    _refuse_what_cannot_be(new, aware_at, enquiry, now)
    row = Incident(
        reference=new_reference(),
        enquiry_id=enquiry.id,
        view_id=view.id,
        aware_at=aware_at,
        opened_at=now,
        opened_by=actor.key,
        what_was_told=new.what_was_told.strip(),
        to_whom=new.to_whom.strip(),
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "incident_opened", "incident", row.id)
    due = rules.due_moments(aware_at, hours_of(procedure))
    for kind, moment in due.items():
        db.session.add(IncidentDuty(incident_id=row.id, kind=kind, due_at=moment))
    db.session.flush()
    _tell_who_must_hear(actor, row, enquiry, min(due.values()), now)
    return row


def _refuse_what_cannot_be(
    new: NewIncident, aware_at: datetime, enquiry: Enquiry, now: datetime
) -> None:
    if not new.what_was_told.strip() or not new.to_whom.strip():
        raise EnquiryError("Enter what was told, and to whom")
    if aware_at > now or aware_at < enquiry.asked_at:
        raise EnquiryError("The council became aware after the enquiry was asked, and before now")


def _tell_who_must_hear(
    actor: Actor, row: Incident, enquiry: Enquiry, first_due_at: datetime, now: datetime
) -> None:
    matter = Matter(MatterKind.INCIDENT, row.reference)
    task = NewTask(
        kind=TaskKind.INCIDENT,
        matter=matter,
        recipient=recipients.DESIGNATED_MANAGER,
        why=WHY,
        due_at=first_due_at,
    )
    open_task(actor, task, now)
    _tell_director(actor, matter, now)
    _tell_who_lead(actor, enquiry, now)


SETTINGS = {
    IncidentDutyKind.TELL_DATA_PROTECTION_OFFICER: "incident_data_protection_officer_hours",
    IncidentDutyKind.TELL_LEAD_SOCIAL_WORKER: "incident_lead_social_worker_hours",
    IncidentDutyKind.TELL_DIRECTOR: "incident_director_hours",
    IncidentDutyKind.TELL_INFORMATION_COMMISSIONER: "incident_commissioner_hours",
    IncidentDutyKind.TELL_PERSONS_CONCERNED: "incident_persons_hours",
}
"""Under which figure the clock of each duty runs."""


def hours_of(procedure: Procedure) -> rules.IncidentHours:
    """The authority's figures, as the rules take them."""
    return rules.IncidentHours(
        data_protection_officer=procedure.incident_data_protection_officer_hours,
        lead_social_worker=procedure.incident_lead_social_worker_hours,
        director=procedure.incident_director_hours,
        information_commissioner=procedure.incident_commissioner_hours,
        persons_concerned=procedure.incident_persons_hours,
    )


def _tell_director(actor: Actor, matter: Matter, now: datetime) -> None:
    told = Notice(
        kind=NotificationKind.INCIDENT,
        urgency=Urgency.URGENT,
        recipient=Recipient(role=Role.DIRECTOR),
        matter=matter,
        why=WHY,
    )
    notify(actor, told, now)


def _tell_who_lead(actor: Actor, enquiry: Enquiry, now: datetime) -> None:
    """Whoever leads for a child decided to be the one asked about; a closed record's owner."""
    rows = db.session.scalars(
        select(EnquiredChild.id).where(
            EnquiredChild.enquiry_id == enquiry.id, EnquiredChild.from_list.is_(False)
        )
    )
    decided = [latest_decision(one) for one in rows]
    ids = {one.child_id for one in decided if one and one.child_id is not None}
    for standing in standings_of(ids, local_date(now)).values():
        for recipient in _who_hear(standing, enquiry, now):
            told = Notice(
                kind=NotificationKind.INCIDENT,
                urgency=Urgency.URGENT,
                recipient=recipient,
                enquiry_id=enquiry.id,
                child_id=None if standing.sealed else standing.child_id,
                why="Something was told about a child you answer for that should not have been."
                " The designated manager will speak to you.",
            )
            notify(actor, told, now)


def _who_hear(standing: ChildStanding, enquiry: Enquiry, now: datetime) -> tuple[Recipient, ...]:
    if standing.restriction is not None:
        return (recipients.record_owner(standing, now),)
    if not (standing.case_open or standing.on_plan):
        return ()
    return recipients.who_follow_up(standing, enquiry.about_our_worker, now)


def contain(actor: Actor, reference: str, words: str, now: datetime) -> None:
    """Keep what was done so that no harm comes of it, once."""
    row = _open(reference)
    if row.contained_at is not None:
        raise StepOutOfOrder("The containment is recorded already.")
    if not words.strip():
        raise EnquiryError("Enter what was done to contain it")
    row.contained_at, row.contained_by, row.containment = now, actor.key, words.strip()
    db.session.flush()
    audit.record(actor, "incident_contained", "incident", row.id)


def decide_on_commissioner(
    actor: Actor, reference: str, told: bool, because: str, now: datetime
) -> None:
    """Keep whether the Information Commissioner is notified, and why; "no" settles that row."""
    row = _open(reference)
    if row.commissioner_told is not None:
        raise StepOutOfOrder("Whether the Commissioner is notified was decided already.")
    if not because.strip():
        raise EnquiryError("Enter your reasons")
    row.commissioner_told, row.commissioner_because = told, because.strip()
    row.commissioner_decided_by, row.commissioner_decided_at = actor.key, now
    db.session.flush()
    audit.record(actor, f"commissioner_{'to_be' if told else 'not'}_notified", "incident", row.id)
    if not told:
        kind = IncidentDutyKind.TELL_INFORMATION_COMMISSIONER
        settle_duty(actor, reference, kind, False, because, now)


def settle_duty(
    actor: Actor, reference: str, kind: IncidentDutyKind, done: bool, words: str, now: datetime
) -> None:
    """Mark one duty as done, or decide against it with a reason, once."""
    row = _open(reference)
    duty = duties_to_settle(row.id)[kind]
    if duty.settled_at is not None:
        raise StepOutOfOrder("This was recorded already.")
    refusal = rules.why_a_duty_is_not_settled(
        kind, done=done, commissioner_is_told=row.commissioner_told, words=words
    )
    if refusal:
        raise EnquiryError(refusal)
    duty.done, duty.words = done, words.strip()
    duty.settled_by, duty.settled_at = actor.key, now
    db.session.flush()
    settled = "done" if done else "decided_against"
    audit.record(actor, f"incident_{kind.value}_{settled}", "incident", row.id)


def close_incident(actor: Actor, reference: str, words: str, now: datetime) -> None:
    """Close it, once everything is settled; EnquiryError names what is still open."""
    row = _open(reference)
    duties = duties_to_settle(row.id)
    state = rules.IncidentState(
        contained=row.contained_at is not None,
        commissioner_is_told=row.commissioner_told,
        duties={kind: duty.done for kind, duty in duties.items()},
    )
    missing = rules.why_it_cannot_be_closed(state)
    if missing:
        raise EnquiryError(". ".join(missing))
    if not words.strip():
        raise EnquiryError("Enter what was learned")
    row.closed_at, row.closed_by, row.closing_words = now, actor.key, words.strip()
    db.session.flush()
    audit.record(actor, "incident_closed", "incident", row.id)
    matter = Matter(MatterKind.INCIDENT, row.reference)
    close_tasks_of_matter(actor, TaskKind.INCIDENT, matter, "The incident is closed.", now)


def _open(reference: str) -> Incident:
    row = incident_to_change(reference)
    if row is None:
        raise StepOutOfOrder("This incident was not found.")
    if row.closed_at is not None:
        raise StepOutOfOrder(CLOSED)
    return row
