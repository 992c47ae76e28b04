"""Step one: who asks, and every child as described, saved at once.

Even an abandoned call is an enquiry. A worry and a child who calls become
tasks here and now, before anybody is checked.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import db, lock_form, new_reference
from lacrecords.enquiries.asked import AskingPerson, DescribedChild, NewEnquiry
from lacrecords.enquiries.description import described_form
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.models import EnquiredChild, Enquirer, Enquiry
from lacrecords.enquiries.services.court_orders import announce_court_order
from lacrecords.enquiries.services.drafts import remove_draft
from lacrecords.enquiries.services.recipients import duty_recipients
from lacrecords.matching import store
from lacrecords.matching.forms import SubjectKind
from lacrecords.notifications.services import NewTask, open_task
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.checking import may_withhold_name
from lacrecords.terms import EnquirerKind, TaskKind

MOST_CHILDREN = 20


def record_enquiry(actor: Actor, new: NewEnquiry, procedure: Procedure, now: datetime) -> Enquiry:
    """Keep the enquiry; a form sent twice gives the same enquiry. EnquiryError when empty."""
    lock_form(new.idempotency_key)
    known = db.session.scalar(select(Enquiry).where(Enquiry.idempotency_key == new.idempotency_key))
    if known is not None:
        return known
    _refuse_what_cannot_be_kept(new, now)
    enquiry = _enquiry(actor, new, now)
    db.session.add(enquiry)
    db.session.flush()
    db.session.add(_enquirer(enquiry.id, new.enquirer))
    for position, child in enumerate(new.children, 1):
        _keep_child(enquiry, position, child)
    audit.record(actor, "enquiry_recorded", "enquiry", enquiry.id)
    remove_draft(new.idempotency_key, actor)
    _open_tasks_that_cannot_wait(actor, enquiry, new, procedure, now)
    if new.court_order:
        announce_court_order(actor, enquiry.id, now)
    db.session.flush()
    return enquiry


def _refuse_what_cannot_be_kept(new: NewEnquiry, now: datetime) -> None:
    if not new.children:
        raise EnquiryError("Describe at least one child.")
    if len(new.children) > MOST_CHILDREN:
        raise EnquiryError(f"Describe at most {MOST_CHILDREN} children in one enquiry.")
    if new.enquirer.name_refused and not may_withhold_name(new.enquirer.kind):
        raise EnquiryError("Only a member of the public or a child may ask without a name.")
    if new.asked_at is not None and new.asked_at > now + timedelta(minutes=1):
        raise EnquiryError("The enquiry cannot have been asked in the future.")


def _enquiry(actor: Actor, new: NewEnquiry, now: datetime) -> Enquiry:
    return Enquiry(
        reference=new_reference(),
        idempotency_key=new.idempotency_key,
        channel=new.channel,
        enquiry_type=new.enquiry_type,
        urgency=new.urgency,
        asked_at=new.asked_at or now,
        recorded_at=now,
        recorded_by=actor.key,
        recorded_by_account_id=actor.account_id,
        entered_late_because=new.entered_late_because,
        reason=new.reason,
        about_our_worker=new.about_our_worker,
        worried=new.worried,
        worry=new.worry,
        known_how=[how.value for how in new.known_how],
        looks_like_an_attempt=new.looks_like_an_attempt,
        court_order=new.court_order,
    )


def _enquirer(enquiry_id: int, person: AskingPerson) -> Enquirer:
    return Enquirer(
        enquiry_id=enquiry_id,
        kind=person.kind,
        name=person.name,
        name_refused=person.name_refused,
        role=person.role,
        relationship=person.relationship,
        agency_id=person.agency_id,
        agency_name=person.agency_name,
        agency_type=person.agency_type,
        telephone_given=person.telephone_given,
        email_given=person.email_given,
    )


def _keep_child(enquiry: Enquiry, position: int, child: DescribedChild) -> None:
    row = EnquiredChild(
        enquiry_id=enquiry.id,
        position=position,
        forename=child.forename,
        middle=child.middle,
        surname=child.surname,
        other_names=child.other_names,
        born_on=child.born_on,
        born_precision=child.born_precision,
        expected_on=child.expected_on,
        age_years=child.age_years,
        mother_name=child.mother_name,
        sex=child.sex,
        nhs_number=child.nhs_number,
        upn=child.upn,
        line1=child.line1,
        town=child.town,
        postcode=child.postcode,
        notes=child.notes,
    )
    db.session.add(row)
    db.session.flush()
    described = described_form(row, local_date(enquiry.asked_at))
    store.index(db.session(), SubjectKind.ENQUIRED_CHILD, row.id, described)


def _open_tasks_that_cannot_wait(
    actor: Actor, enquiry: Enquiry, new: NewEnquiry, procedure: Procedure, now: datetime
) -> None:
    kinds = []
    if new.worried:
        kinds.append((TaskKind.WORRY, "The enquirer is worried that a child may be harmed."))
    if new.enquirer.kind is EnquirerKind.CHILD:
        kinds.append((TaskKind.CHILD_CALLING, "A child has called us about themselves."))
    due_at = now + timedelta(minutes=procedure.worry_task_minutes)
    for kind, why in kinds:
        for recipient in duty_recipients(procedure, now):
            open_task(
                actor,
                NewTask(
                    kind=kind, enquiry_id=enquiry.id, recipient=recipient, why=why, due_at=due_at
                ),
                now,
            )
