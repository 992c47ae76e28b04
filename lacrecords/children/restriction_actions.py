"""The changes around restricted and sealed records: form, service and words of each."""

from __future__ import annotations

from typing import Any

from lacrecords.children.actions import ChildAction, Occasion, offer
from lacrecords.children.admission import managed_child_id
from lacrecords.children.lifting import request_lift
from lacrecords.children.models import Restriction
from lacrecords.children.restriction_changes import change_restriction, lift_connection
from lacrecords.children.restriction_forms import (
    ChangeRestrictionForm,
    LiftConnectionForm,
    RequestLiftForm,
    SealForm,
)
from lacrecords.children.restriction_owners import second_people
from lacrecords.children.restrictions import MAY_OWN, MAY_READ
from lacrecords.children.sealing import seal_record
from lacrecords.children.standing import connections_of, restrictions_of
from lacrecords.staff import queries as staff
from lacrecords.web.fields import choice


def _offer_owners(form: Any, at: Occasion) -> None:
    offer(form.owner_id, staff.active_people(MAY_OWN, at.on))


def _offer_those_who_may_open(form: Any, at: Occasion) -> None:
    """Everybody who may be chosen; at first those are marked who are chosen now."""
    _offer_owners(form, at)
    card = restrictions_of((at.child_id,), at.on).get(at.child_id)
    if card is None or card.sealed:
        # Nobody reads a sealed record besides its owner, so nobody is offered.
        del form.reader_ids
    else:
        offer(form.reader_ids, staff.active_people(MAY_READ, at.on))
    if card is not None and not form.is_submitted():
        form.owner_id.data = card.owner_id
        if not card.sealed:
            form.reader_ids.data = sorted(card.reader_ids)


def _offer_second_people(form: Any, at: Occasion) -> None:
    connected = connections_of((at.child_id,), at.on).get(at.child_id, frozenset())
    offer(form.approver_id, second_people(at.actor, connected, at.now))


def _offer_those_connected(form: Any, at: Occasion) -> None:
    connected = connections_of((at.child_id,), at.on).get(at.child_id, frozenset())
    keys = {account_id: f"account:{account_id}" for account_id in connected}
    names = staff.names_for(keys.values())
    form.account_id.choices = [choice(str(one), names[keys[one]]) for one in sorted(keys)]


SEAL = ChildAction(
    title="Seal this record before an adoption",
    button="Seal the record",
    done=(
        "The record is sealed. Now search for the child under the new name, and make the record"
        " after the adoption from there"
    ),
    form=SealForm,
    fields=("owner_id", "reason", "understood"),
    service=seal_record,
    model=Restriction,
    guidance=(
        "From now on no search, list, family, address, number or file leads to this record."
        " Only the person named here finds it, under Restricted records, and hears of anything"
        " that concerns it. Nothing kept says which record comes after it: do not write the new"
        " name here, nor the old name there."
    ),
    prepare=_offer_owners,
)
CHANGE_RESTRICTION = ChildAction(
    title="Change who may open this record",
    button="Save",
    done="It is changed from today",
    form=ChangeRestrictionForm,
    fields=("owner_id", "reader_ids", "reason"),
    service=change_restriction,
    model=Restriction,
    guidance="Who could open the record until today stays in its history.",
    prepare=_offer_those_who_may_open,
    door=managed_child_id,
    leads_to="children.restricted",
)
REQUEST_LIFT = ChildAction(
    title="Ask for the restriction to be lifted",
    button="Ask",
    done="Your request waits for an answer",
    form=RequestLiftForm,
    fields=("approver_id", "reason"),
    service=request_lift,
    model=Restriction,
    guidance="A restriction is lifted by two people. The record stays restricted until then.",
    prepare=_offer_second_people,
    door=managed_child_id,
    leads_to="children.restricted",
)
LIFT_CONNECTION = ChildAction(
    title="Lift a declared connection",
    button="Lift the connection",
    done="The connection is lifted",
    form=LiftConnectionForm,
    fields=("account_id", "reason"),
    service=lift_connection,
    guidance="This person may open the record again. Nobody lifts a connection of their own.",
    prepare=_offer_those_connected,
)
