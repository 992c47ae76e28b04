"""The demo's alerts from other authorities: one that just came, one whose family is here."""

from __future__ import annotations

from datetime import timedelta

from lacrecords.agencies.authorities import contacts_in_force
from lacrecords.children.queries import describe, hidden_ids, reference_of
from lacrecords.clocks import local_date
from lacrecords.demo.moving import FAR, NEAR, Mover
from lacrecords.movements import received, received_deciding
from lacrecords.movements.received import NewPersonSought, NewReceivedAlert, NewSenderCheck, Reached
from lacrecords.movements.received_queries import AlertPage, alert_page
from lacrecords.terms import Channel, VerificationMethod, VerificationOutcome


def make_received_alerts(mover: Mover) -> None:
    """Record both; of the second its sender must still be told."""
    _just_came(mover)
    hidden = hidden_ids(mover.on_plan, mover.manager.account_id, mover.day(0))
    for child_id in [one for one in mover.on_plan if one not in hidden][-1:]:
        _is_here(mover, child_id)


def _just_came(mover: Mover) -> None:
    stranger = NewPersonSought(
        is_child=True,
        forename="Linnet",
        surname="Hathersage",
        born_on=mover.day(2200),
        address="4 Ropewalk Yard, Saltbourne",
    )
    mother = NewPersonSought(is_child=False, forename="Maren", surname="Hathersage")
    _record(mover, "demo:just-came", FAR, (stranger, mother), hours=3)


def _is_here(mover: Mover, child_id: int) -> None:
    described = describe(child_id)
    name = described.names[0]
    child = NewPersonSought(
        is_child=True, forename=name.forename, surname=name.surname, born_on=described.born_on
    )
    found = _record(mover, "demo:is-here", NEAR, (child,), hours=50)
    at, number = mover.now - timedelta(hours=40), found.row.id
    contact = contacts_in_force(found.row.authority_id)[0].contact_id
    check = NewSenderCheck(
        method=VerificationMethod.DIRECTORY_EMAIL,
        outcome=VerificationOutcome.CONFIRMED,
        contact_id=contact,
    )
    received.check_sender(mover.manager, number, check, at)
    received.acknowledge_alert(mover.manager, number, Reached(contact, local_date(at)), at)
    person, reference = found.persons[0].row.id, str(reference_of(child_id))
    why = "Name and date of birth agree, and the school knows the mother"
    received_deciding.decide_person(mover.manager, person, reference, why, at)
    here = "With her grandmother; a social worker has seen the children"
    received.found_here(mover.manager, number, local_date(at), here, at)


def _record(
    mover: Mover, key: str, name: str, persons: tuple[NewPersonSought, ...], hours: int
) -> AlertPage:
    at = mover.now - timedelta(hours=hours)
    new = NewReceivedAlert(
        form_key=key,
        authority_id=mover.authority(name),
        sender_name="Perdita Holloway, missing families officer",
        contact_given="07700 900321",
        their_reference=f"MF/{hours}",
        channel=Channel.EMAIL,
        received_at=at,
        family="A blue estate car with a roof rack",
        worry="The family left before a conference, and the health visitor is worried",
        asks="See that the children are safe, and ring us.",
        persons=persons,
    )
    reference = received.record_alert(mover.manager, new, at)
    found = alert_page(mover.manager, reference, mover.now)
    if found is None:
        raise LookupError(reference)
    return found
