"""The steps of a draft put together into one notification."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.database import now_utc
from lacrecords.matching.forms import AddressForm, NameForm
from lacrecords.people.finding import PersonSought
from lacrecords.people.services import NewPerson
from lacrecords.risk_notifications.described import NewRiskNotification
from lacrecords.risk_notifications.forms import day_of, statement_of
from lacrecords.risk_notifications.new_forms import (
    ConcernForm,
    PersonForm,
    ReadersForm,
    SourceForm,
)
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.risk import MAY_BE_LET_IN, STANDING_ROLES
from lacrecords.staff import queries as staff
from lacrecords.web.fields import choice
from lacrecords.web.forms import GovukForm
from lacrecords.wording import words

FORMS: dict[str, type[GovukForm]] = {
    "source": SourceForm,
    "person": PersonForm,
    "concern": ConcernForm,
    "readers": ReadersForm,
}
HOW_NOT_SAID = "Named in the notification"


def whole_of(
    forms: Mapping[str, Any], form_key: str, actor: Actor, now: datetime
) -> NewRiskNotification:
    """The notification that these steps make, each of them valid."""
    readers, concern = forms["readers"], forms["concern"]
    linked, _ = linked_children(readers, actor)
    how = readers.how.data or HOW_NOT_SAID
    chosen = (one.form.account_id.data for one in readers.readers)
    return NewRiskNotification(
        form_key=form_key,
        source=forms["source"].value(now),
        statement=statement_of(concern),
        person=forms["person"].value(),
        conditions=concern.conditions_given(),
        linked=tuple((child_id, how) for child_id in linked),
        reader_ids=tuple(dict.fromkeys(number for number in chosen if number is not None)),
        reader_roles=tuple(readers.roles.data),
        first_review_on=day_of(readers.review_on),
    )


def linked_children(form: Any, actor: Actor) -> tuple[tuple[int, ...], str]:
    """The children of the references given, and what is wrong with them.

    A record that the actor may not open is as one that is not there.
    """
    found, on = [], staff.council_day(now_utc())
    for reference in form.references():
        child_id = children.child_id_of(reference)
        if child_id is None or children.hidden_ids((child_id,), actor.account_id, on):
            return (), "Enter references of records on the register, one on each line"
        found.append(child_id)
    return tuple(dict.fromkeys(children.kept_ids(found).values())), ""


def offer_people(form: Any, now: datetime) -> None:
    """Offer the social workers and managers who may be let in; those who always see it are not."""
    people = staff.active_people(MAY_BE_LET_IN - STANDING_ROLES, local_date(now))
    offered = [
        choice(str(person.account_id), f"{person.name} ({words(person.role).lower()})")
        for person in people
    ]
    for one in form.readers:
        one.form.account_id.choices = offered


def as_sought(person: NewPerson) -> PersonSought:
    """The person as the search compares them."""
    first = NameForm(person.forename, person.middle, person.surname)
    others = (NameForm(name.forename, name.middle, name.surname) for name in person.names)
    born = (person.born_on,) if person.born_on else ()
    return PersonSought(
        names=(first, *others),
        births=(*born, *person.births),
        addresses=tuple(
            AddressForm(
                line1=one.line1,
                line2=one.line2,
                town=one.town,
                postcode=one.postcode,
                from_on=one.from_on,
                to_on=one.to_on,
            )
            for one in person.addresses
        ),
    )
