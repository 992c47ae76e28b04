"""Writing a suitability check request down, and amending it: what was said before stays."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.agencies import queries as agencies
from lacrecords.audit import services as audit
from lacrecords.check_requests.holding import hold_open
from lacrecords.check_requests.matters import matter_of
from lacrecords.check_requests.models import (
    CheckedAddress,
    CheckedBirth,
    CheckedName,
    CheckedPerson,
    CheckedPersonVersion,
    CheckRequest,
    CheckRequestVersion,
)
from lacrecords.check_requests.person_standing import PersonStanding
from lacrecords.check_requests.values import (
    CheckRefused,
    NewCheckRequest,
    SaidOfPerson,
    SaidOfRequest,
)
from lacrecords.clocks import working_days_later
from lacrecords.database import db, lock_form, new_reference
from lacrecords.notifications.services import NewTask, Recipient, open_task
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import Role, TaskKind

DESIGNATED_MANAGER = Recipient(role=Role.DESIGNATED_MANAGER)
MOST_PEOPLE = 10


def record_request(
    actor: Actor, new: NewCheckRequest, procedure: Procedure, now: datetime
) -> CheckRequest:
    """Keep the request and start its clock; a form that was sent twice is one request."""
    lock_form(new.idempotency_key)
    known = db.session.scalar(
        select(CheckRequest).where(CheckRequest.idempotency_key == new.idempotency_key)
    )
    if known is not None:
        return known
    request = CheckRequest(
        reference=new_reference(),
        idempotency_key=new.idempotency_key,
        received_at=new.received_at,
        recorded_at=now,
        recorded_by=actor.key,
        **_clock(new.received_at, procedure),
    )
    db.session.add(request)
    db.session.flush()
    _write_version(actor, request.id, new.request, 1, "", now)
    for position, said in enumerate(new.people, 1):
        _write_person(actor, request.id, position, said, now)
    task = NewTask(
        kind=TaskKind.SUITABILITY_CHECK,
        matter=matter_of(request),
        recipient=DESIGNATED_MANAGER,
        why="A suitability check request came in. See that it is answered in time.",
        due_at=request.due_at,
    )
    open_task(actor, task, now)
    audit.record(actor, "check_request_recorded", "check_request", request.id)
    db.session.flush()
    return request


def _clock(received_at: datetime, procedure: Procedure) -> dict[str, datetime]:
    """The moments of the clock, reckoned once: a later change of the figures moves none."""
    days = procedure.suitability_check_working_days
    due_at = working_days_later(procedure, received_at, days)

    def after(working_days: int) -> datetime:
        if working_days < 1:
            return received_at
        return working_days_later(procedure, received_at, working_days)

    return {
        "half_at": after(days // 2),
        "warning_at": after(days - procedure.suitability_warning_working_days),
        "due_at": due_at,
        "director_at": working_days_later(
            procedure, due_at, procedure.suitability_director_working_days
        ),
    }


def amend_request(
    actor: Actor, request_id: int, said: SaidOfRequest, why: str, shown: int, now: datetime
) -> None:
    """Add a version of who asks and for what; another requester needs another check.

    `shown` is the number of the version that the form showed.
    """
    hold_open(request_id)
    newest = db.session.scalars(
        select(CheckRequestVersion)
        .where(CheckRequestVersion.check_request_id == request_id)
        .order_by(CheckRequestVersion.id.desc())
    ).first()
    number = newest.number if newest else 0
    if number != shown:
        raise CheckRefused(None, CHANGED_MEANWHILE)
    _write_version(actor, request_id, said, number + 1, why, now)
    audit.record(actor, "check_request_amended", "check_request", request_id)
    db.session.flush()


CHANGED_MEANWHILE = (
    "Somebody else changed this while you typed. Copy what you typed, open the page again and"
    " enter it anew"
)


def add_person(actor: Actor, request_id: int, said: SaidOfPerson, now: datetime) -> int:
    """Add another person whom the request is about; gives their position."""
    hold_open(request_id)
    positions = db.session.scalars(
        select(CheckedPerson.position).where(CheckedPerson.check_request_id == request_id)
    ).all()
    if len(positions) >= MOST_PEOPLE:
        raise CheckRefused(None, f"One request is about {MOST_PEOPLE} people at most")
    position = max(positions, default=0) + 1
    _write_person(actor, request_id, position, said, now)
    audit.record(actor, "checked_person_added", "check_request", request_id)
    db.session.flush()
    return position


def amend_person(
    actor: Actor, standing: PersonStanding, said: SaidOfPerson, why: str, shown: int, now: datetime
) -> None:
    """Add a version of what is said of the person; what rested on the one before is done anew."""
    person = standing.person
    hold_open(person.check_request_id)
    newest = db.session.scalars(
        select(CheckedPersonVersion)
        .where(CheckedPersonVersion.checked_person_id == person.id)
        .order_by(CheckedPersonVersion.id.desc())
    ).first()
    number = newest.number if newest else 0
    if number != shown:
        raise CheckRefused(None, CHANGED_MEANWHILE)
    if said == standing.said:
        return
    _write_said(actor, person.id, said, number + 1, why, now)
    audit.record(actor, "checked_person_amended", "check_request", person.check_request_id)
    db.session.flush()


def _write_version(
    actor: Actor, request_id: int, said: SaidOfRequest, number: int, why: str, now: datetime
) -> None:
    chosen = agencies.agency(said.agency_id) if said.agency_id else None
    db.session.add(
        CheckRequestVersion(
            check_request_id=request_id,
            number=number,
            agency_id=chosen.agency_id if chosen else None,
            agency_name=chosen.name if chosen else said.agency_name,
            requester_name=said.requester_name,
            requester_role=said.requester_role,
            telephone_given=said.telephone_given,
            email_given=said.email_given,
            their_reference=said.their_reference,
            purpose=said.purpose,
            details=said.details,
            why_changed=why,
            recorded_at=now,
            recorded_by=actor.key,
        )
    )


def _write_person(
    actor: Actor, request_id: int, position: int, said: SaidOfPerson, now: datetime
) -> None:
    person = CheckedPerson(
        check_request_id=request_id, position=position, added_at=now, added_by=actor.key
    )
    db.session.add(person)
    db.session.flush()
    _write_said(actor, person.id, said, 1, "", now)


def _write_said(
    actor: Actor, person_id: int, said: SaidOfPerson, number: int, why: str, now: datetime
) -> None:
    version = CheckedPersonVersion(
        checked_person_id=person_id,
        number=number,
        gap_explanation=said.gap_explanation,
        why_changed=why,
        recorded_at=now,
        recorded_by=actor.key,
    )
    db.session.add(version)
    db.session.flush()
    for name in said.names:
        db.session.add(
            CheckedName(
                version_id=version.id,
                name_type=name.name_type,
                forename=name.forename,
                middle=name.middle,
                surname=name.surname,
            )
        )
    for born_on in said.births:
        db.session.add(CheckedBirth(version_id=version.id, born_on=born_on))
    for one in said.addresses:
        db.session.add(
            CheckedAddress(
                version_id=version.id,
                line1=one.line1,
                town=one.town,
                postcode=one.postcode,
                from_on=one.from_on,
                to_on=one.to_on,
            )
        )
