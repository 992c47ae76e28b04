"""The family of a child's record, as far as this reader sees it: the names not to be written."""

from __future__ import annotations

from datetime import datetime

from lacrecords.advice.concerned import Concerned
from lacrecords.children import queries as children
from lacrecords.children.page import child_page
from lacrecords.children.record import When
from lacrecords.clocks import local_date
from lacrecords.notifications.services import Matter
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.terms import MatterKind


def child_concerned(actor: Actor, reference: str, now: datetime) -> Concerned | None:
    """The child's record with the names and addresses of the household; None: closed or none."""
    if not may(actor.role, Action.CHILD_READ):
        return None
    child_id = children.child_id_of(reference.upper())
    if child_id is None:
        return None
    if children.closed_ids((child_id,), actor.account_id, local_date(now)):
        return None
    shown = child_page(actor, child_id, When(now, local_date(now)))
    home = shown.household
    names = (
        shown.identity.name,
        *(card.name for card in shown.identity.other_names),
        *(adult.name for adult in home.adults),
        *(other.name for other in home.other_children),
    )
    lines = (card.address.split(",") for card in home.addresses if card.fact_id is not None)
    return Concerned(
        Matter(MatterKind.CHILD, shown.reference),
        names=tuple(said for name in names if (said := _without_words_of_ours(name))),
        places=tuple(line.strip() for first in lines for line in first),
    )


def _without_words_of_ours(name: str) -> str:
    """A name without what our pages say where there is none."""
    return name.replace(children.UNNAMED, "").replace("Name not recorded", "").strip(" ()")
