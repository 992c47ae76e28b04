"""A decision as a matter on which advice is asked: who sees it, and the names not to be written."""

from __future__ import annotations

from datetime import datetime

from lacrecords.advice.concerned import Concerned
from lacrecords.advice.families import child_concerned
from lacrecords.children.queries import reference_of
from lacrecords.notifications.services import Matter
from lacrecords.rules.authorisation import Actor
from lacrecords.sharing_decisions.queries import visible_standing
from lacrecords.terms import MatterKind


def decision_concerned(actor: Actor, reference: str, now: datetime) -> Concerned | None:
    """The decision with the names of family and recipient; None: not for this reader."""
    standing = visible_standing(actor, reference, now)
    if standing is None:
        return None
    child_id = standing.row.child_id
    family = child_concerned(actor, reference_of(child_id), now) if child_id else None
    names = (standing.recipient.name, standing.row.about_words, *(family.names if family else ()))
    return Concerned(
        Matter(MatterKind.SHARING_DECISION, standing.row.reference),
        names=tuple(name for name in names if name),
        places=family.places if family else (),
    )
