"""What the register says of an adult, and in whose records they stand: for the pack.

A place in a record that is restricted or sealed is left to whoever answers for that record.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select

from lacrecords.subject_access.pack_source import Source, plain
from lacrecords.subject_access.subject import Subject, table


def _in_households(subject: Subject) -> ColumnElement[bool]:
    """Adults of the child's own record, and the places of the adult in open records."""
    places, closed = table("household_members").c, table("restrictions").c
    restricted = select(closed.child_id).where(closed.superseded_at.is_(None))
    return or_(
        places.child_id.in_(subject.child_ids),
        and_(places.person_id.in_(subject.person_ids), places.child_id.not_in(restricted)),
    )


SOURCES = (
    Source("household_members", "Household and family", _in_households),
    plain("people", "The record of the adult", id="person_ids"),
    plain("person_names", "Names of the adult", person_id="person_ids"),
    plain("person_births", "Dates of birth of the adult", person_id="person_ids"),
    plain("person_addresses", "Addresses of the adult", person_id="person_ids"),
)
"""Each table, under its heading."""
