"""The restricted records that one manager answers for, with what waits for them.

A record is named by its reference; by its name only where it is open to the reader. A
sealed record stands here for its owner, and for the designated manager once the owner
works here no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from lacrecords.children import facts
from lacrecords.children.models import Restriction
from lacrecords.children.queries import names_of
from lacrecords.children.restricted_waiting import LiftShown, OpeningShown, lifts_of, openings_of
from lacrecords.children.restriction_owners import has_gone, may_manage
from lacrecords.children.standing import (
    RestrictionCard,
    closed_ids,
    connections_of,
    own_restrictions_of,
)
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.staff.queries import council_day
from lacrecords.terms import Role

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictedRecord:
    """One restricted record, for somebody who answers for it."""

    reference: str
    name: str
    sealed: bool
    owner: str
    owner_has_gone: bool
    readers: int
    open_to_reader: bool


@dataclass(frozen=True, slots=True)
class RestrictedPage:
    """Everything about restricted records that waits for, or belongs to, one manager."""

    records: tuple[RestrictedRecord, ...]
    lifts: tuple[LiftShown, ...]
    openings: tuple[OpeningShown, ...]


def restricted_page(actor: Actor, now: datetime) -> RestrictedPage:
    """The records this person answers for, the requests and the openings that concern them."""
    return RestrictedPage(_records(actor, now), lifts_of(actor, now), openings_of(actor, now))


def managed_card(actor: Actor, child_id: int, now: datetime) -> RestrictionCard | None:
    """The restriction of this record, for somebody who answers for it; None for anybody else."""
    on = council_day(now)
    card = own_restrictions_of((child_id,), on).get(child_id)
    connected = connections_of((child_id,), on).get(child_id, frozenset())
    return card if card is not None and may_manage(actor, card, connected, now) else None


def managed_ids(actor: Actor, child_ids: Iterable[int], now: datetime) -> frozenset[int]:
    """Those restricted records among these that this person answers for today, none of them sealed.

    A restriction that was lifted since is nobody's: the record is open to whoever may read.
    """
    wanted = tuple(child_ids)
    on = council_day(now)
    free = frozenset(wanted) - own_restrictions_of(wanted, on).keys()
    cards = _managed(actor, wanted, on, now)
    mine = frozenset(one for one, card in cards.items() if not card.sealed)
    return mine | (free - closed_ids(free, actor.account_id, on))


def _records(actor: Actor, now: datetime) -> tuple[RestrictedRecord, ...]:
    on = council_day(now)
    held = select(Restriction.child_id).where(Restriction.is_in_force(on))
    if actor.role is not Role.DESIGNATED_MANAGER:
        held = held.where(Restriction.owner_id == actor.account_id)
    cards = _managed(actor, db.session.scalars(held.distinct()), on, now)
    shown = tuple(sorted(cards))[-MOST_SHOWN:]
    references, names = facts.references_of(shown), names_of(shown, actor.account_id, on)
    closed = closed_ids(shown, actor.account_id, on)
    owners = staff.names_for(f"account:{cards[one].owner_id}" for one in shown)
    return tuple(
        RestrictedRecord(
            reference=references[one],
            name=names.get(one, ""),
            sealed=cards[one].sealed,
            owner=owners[f"account:{cards[one].owner_id}"],
            owner_has_gone=has_gone(cards[one].owner_id, now),
            readers=len(cards[one].reader_ids),
            open_to_reader=one not in closed,
        )
        for one in reversed(shown)
    )


def _managed(
    actor: Actor, child_ids: Iterable[int], on: date, now: datetime
) -> dict[int, RestrictionCard]:
    wanted = tuple(child_ids)
    connections = connections_of(wanted, on)
    return {
        child_id: card
        for child_id, card in own_restrictions_of(wanted, on).items()
        if may_manage(actor, card, connections.get(child_id, ()), now)
    }
