"""What one reader may see behind the numbers in facts: staff, adults, other children, addresses.

A child whose record is closed to the reader has no name here; a confidential address is
for managers, the lead social worker and the cover.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import select

from lacrecords.children import facts
from lacrecords.children.confidential_addresses import confidential_places
from lacrecords.children.fact_words import FactReader
from lacrecords.children.leads import Worker
from lacrecords.children.linked import record_ids
from lacrecords.children.models import (
    ChildAddress,
    ChildRelationship,
    HouseholdMember,
    LeadSocialWorkerAssignment,
)
from lacrecords.children.queries import names_of
from lacrecords.children.standing import standing_of
from lacrecords.children.withdrawal_models import WithdrawnFact
from lacrecords.database import db
from lacrecords.history import Fact
from lacrecords.people.queries import people_by_id
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.terms import Role

_MANAGERS = (Role.TEAM_MANAGER, Role.DESIGNATED_MANAGER)


def reader_of(actor: Actor, child_id: int, rows: Iterable[Fact], on: date) -> FactReader:
    """Everything needed to read these facts of one child, for one reader."""
    rows = list(rows)
    standing = standing_of(child_id, on)
    others = {
        other
        for row in rows
        if isinstance(row, ChildRelationship)
        for other in (row.child_id, row.other_child_id)
    }
    people = people_by_id(row.person_id for row in rows if isinstance(row, HouseholdMember))
    return FactReader(
        staff=staff_names(
            row.account_id
            for row in rows
            if isinstance(row, LeadSocialWorkerAssignment) and row.account_id is not None
        ),
        people={person_id: card.name for person_id, card in people.items()},
        children=names_of(others - set(record_ids(child_id)), actor.account_id, on),
        sees_confidential=sees_confidential(actor, (standing.lead, standing.cover)),
        sees_every_confidential=sees_confidential(actor, ()),
        confidential_places=confidential_places(
            facts.current(ChildAddress, (child_id,)).get(child_id, ())
        ),
    )


def is_hidden(fact: Fact, reader: FactReader) -> bool:
    """Whether this reader may not read what the fact says, and so must not change it."""
    if isinstance(fact, ChildAddress):
        return reader.hides(fact)
    return isinstance(fact, ChildRelationship) and not is_named(fact, reader)


def is_named(fact: ChildRelationship, reader: FactReader) -> bool:
    """Whether the other child's record is open to the reader, from whichever side it is."""
    return fact.other_child_id in reader.children or fact.child_id in reader.children


def withdrawn_of(records: Collection[int], moment: datetime) -> dict[tuple[str, int], str]:
    """Why facts of these records had been withdrawn by that moment, by table and number."""
    return {key: row.reason for key, row in withdrawn_rows(records, moment).items()}


def withdrawn_rows(
    records: Collection[int], moment: datetime
) -> dict[tuple[str, int], WithdrawnFact]:
    """What of these records had been withdrawn by that moment, by table and number."""
    rows = db.session.scalars(
        select(WithdrawnFact).where(
            WithdrawnFact.child_id.in_(records), WithdrawnFact.withdrawn_at <= moment
        )
    )
    return {(row.table_name, row.fact_id): row for row in rows}


def staff_names(account_ids: Iterable[int]) -> dict[int, str]:
    """The names of these members of staff by number."""
    keys = {account_id: f"account:{account_id}" for account_id in account_ids}
    names = staff.names_for(keys.values())
    return {account_id: names[key] for account_id, key in keys.items()}


def sees_confidential(actor: Actor, workers: Iterable[Worker | None]) -> bool:
    """Whether a confidential address is for this reader: managers, the lead and the cover."""
    if actor.role in _MANAGERS:
        return True
    return actor.account_id is not None and any(
        worker is not None and worker.account_id == actor.account_id for worker in workers
    )
