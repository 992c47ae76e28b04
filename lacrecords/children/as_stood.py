"""Children as their records stood at a moment: for evidence that is read years later.

A record that is closed to the reader today, or an address that is confidential today, is
left out, whatever it was then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from lacrecords.children import facts
from lacrecords.children.ages import birth_words
from lacrecords.children.confidential_addresses import confidential_places, is_confidential
from lacrecords.children.models import Child, ChildAddress, ChildBirth, ChildName
from lacrecords.children.queries import address_words, name_words
from lacrecords.children.standing import birth_of, hidden_ids
from lacrecords.database import db


@dataclass(frozen=True, slots=True)
class StoodCard:
    """What a record said of a child at that moment."""

    reference: str
    name: str
    other_names: tuple[str, ...]
    birth_words: str
    addresses: tuple[str, ...]


def stood_cards(
    child_ids: Iterable[int], account_id: int | None, moment: datetime, today: date
) -> dict[int, StoodCard]:
    """Cards of these children as their records stood; closed ones are left out."""
    wanted = set(child_ids)
    open_ids = wanted - hidden_ids(wanted, account_id, today)
    names = facts.stood_then(ChildName, open_ids, moment)
    births = facts.stood_then(ChildBirth, open_ids, moment)
    addresses = facts.stood_then(ChildAddress, open_ids, moment)
    said_now = facts.current(ChildAddress, open_ids)
    cards = {}
    for child_id, reference in facts.references_of(open_ids).items():
        name, others = name_words(names.get(child_id, []))
        places = confidential_places(said_now.get(child_id, []))
        homes = [row for row in addresses.get(child_id, []) if not is_confidential(row, places)]
        cards[child_id] = StoodCard(
            reference=reference,
            name=name,
            other_names=others,
            birth_words=birth_words(birth_of(births.get(child_id, []))),
            addresses=tuple(address_words(row) for row in homes),
        )
    return cards


def records_up_to(newest: int) -> int:
    """How many records the register had when this was the newest of them."""
    return db.session.scalar(select(func.count(Child.id)).where(Child.id <= newest)) or 0
