"""Destroying what is said of an adult, where two people decided so and nothing else holds them.

The bare number stays: it says nothing, and so it is never given to anybody else.
"""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import CursorResult, delete, update

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.people.indexing import reindex_people
from lacrecords.people.models import Person, PersonAddress, PersonBirth, PersonName
from lacrecords.rules.authorisation import Actor

_SAID = (PersonName, PersonBirth, PersonAddress)


def destroy_what_is_said(actor: Actor, person_id: int) -> dict[str, int]:
    """Destroy every name, date of birth and address; how many rows went from each table.

    The database refuses it while no approved disposal of a notification of the person is
    carried out, or something else holds them.
    """
    counts = {}
    for kind in _SAID:
        rows = db.session.execute(
            delete(kind)
            .where(kind.person_id == person_id)
            .execution_options(synchronize_session=False)
        )
        counts[str(kind.__table__)] = cast("CursorResult[Any]", rows).rowcount
    db.session.execute(
        update(Person)
        .where(Person.id == person_id, Person.born_on.is_not(None))
        .values(born_on=None)
        .execution_options(synchronize_session=False)
    )
    db.session.expire_all()
    audit.record(actor, "person_destroyed", "person", person_id)
    db.session.flush()
    reindex_people((person_id,))
    return counts
