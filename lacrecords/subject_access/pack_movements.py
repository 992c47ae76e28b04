"""Movements into and out of the area, and families nobody could find: for the pack."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select

from lacrecords.subject_access.pack_source import Source, below, plain
from lacrecords.subject_access.subject import Subject, table


def _of_the_person(subject: Subject) -> ColumnElement[bool]:
    """A movement that was decided to be this child's, and not undone."""
    whose = table("movement_children").c
    found = select(whose.movement_id).where(
        whose.child_id.in_(subject.child_ids), whose.undone_at.is_(None)
    )
    return table("movements").c.id.in_(found)


def _family_of_the_person(subject: Subject) -> ColumnElement[bool]:
    whose = table("missing_family_children").c
    found = select(whose.missing_family_id).where(whose.child_id.in_(subject.child_ids))
    return table("missing_families").c.id.in_(found)


MOVEMENTS = Source("movements", "Movements", _of_the_person)
FAMILIES = Source("missing_families", "When the family could not be found", _family_of_the_person)

SOURCES = (
    MOVEMENTS,
    plain("movement_children", "Whose movement it was", child_id="child_ids"),
    below("movement_steps", "Steps of a movement", "movement_id", MOVEMENTS),
    below("movement_documents", "Notices and papers of a movement", "movement_id", MOVEMENTS),
    FAMILIES,
    plain("missing_family_children", "Children of the family", child_id="child_ids"),
    below("missing_family_alerts", "Alerts to other authorities", "missing_family_id", FAMILIES),
)
"""Each table, under its heading."""
