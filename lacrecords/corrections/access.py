"""Who may see which correction, and which of those who had the old version.

Managers and the Caldicott Guardian see all; others what they are to tell, and what concerns
the children whom they lead, or whose restricted record they answer for. What is closed to them
stays closed: a correction of a record that they may not open is not there, nor a recipient of a
decision that they may not see.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select

from lacrecords.children import queries as children
from lacrecords.children.led import led_by, owned_by
from lacrecords.clocks import local_date
from lacrecords.corrections.models import Correction, CorrectionDuty
from lacrecords.corrections.reaching import root_of
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.sharing_decisions import access as sharing
from lacrecords.sharing_decisions.told import decisions_by_id
from lacrecords.terms import CorrectionCause, Role, ToldBy

SEE_EVERY_ONE = frozenset({Role.DESIGNATED_MANAGER, Role.TEAM_MANAGER, Role.CALDICOTT_GUARDIAN})


def duties_seen(
    actor: Actor | None, duties: Iterable[CorrectionDuty], now: datetime
) -> tuple[CorrectionDuty, ...]:
    """Those of these recipients that this reader may know of; None: in everybody's numbers."""
    found = tuple(duties)
    child_of = _children_of({one.correction_id for one in found})
    named = {one for one in child_of.values() if one is not None}
    account_id = actor.account_id if actor is not None else None
    closed = children.closed_ids(named, account_id, local_date(now))
    open_ones = [one for one in found if child_of[one.correction_id] not in closed]
    if actor is None:
        return tuple(open_ones)
    decisions = _decisions_seen(actor, open_ones, now)
    led, owned = _led(actor, now), _owned(actor, now)
    return tuple(
        one
        for one in open_ones
        if one.account_id == actor.account_id
        or child_of[one.correction_id] in owned
        or (
            (one.source is not ToldBy.SHARED_ITEM or one.origin_id in decisions)
            and (
                actor.role in SEE_EVERY_ONE
                or (child_of[one.correction_id] in led and not one.managers_only)
            )
        )
    )


def is_seen(
    actor: Actor, corrections: Sequence[Correction], seen: Sequence[CorrectionDuty], now: datetime
) -> bool:
    """Whether this reader may see these corrections of one thing, of whom these had it."""
    newest = corrections[-1]
    if newest.child_id is not None and newest.child_id in children.closed_ids(
        {newest.child_id}, actor.account_id, local_date(now)
    ):
        return False
    of_fact = newest.cause is CorrectionCause.FACT
    return bool(seen) or (of_fact and actor.role in SEE_EVERY_ONE)


def thread_of(correction: Correction) -> tuple[Correction, ...]:
    """Every correction of the same thing, the first one first."""
    root_id = root_of(correction)
    found = select(Correction).where((Correction.id == root_id) | (Correction.root_id == root_id))
    return tuple(db.session.scalars(found.order_by(Correction.corrected_at, Correction.id)))


def duties_of(root_ids: Iterable[int]) -> tuple[CorrectionDuty, ...]:
    """Everybody who had an old version of these things."""
    found = select(CorrectionDuty).where(CorrectionDuty.root_id.in_(set(root_ids)))
    return tuple(db.session.scalars(found.order_by(CorrectionDuty.id)))


def _children_of(correction_ids: Iterable[int]) -> dict[int, int | None]:
    rows = db.session.execute(
        select(Correction.id, Correction.child_id).where(Correction.id.in_(set(correction_ids)))
    )
    return {number: child_id for number, child_id in rows}


def _decisions_seen(
    actor: Actor, duties: Iterable[CorrectionDuty], now: datetime
) -> frozenset[int]:
    ids = {one.origin_id for one in duties if one.source is ToldBy.SHARED_ITEM}
    return sharing.visible(actor, decisions_by_id(ids), now)


def _owned(actor: Actor, now: datetime) -> frozenset[int]:
    """Every record of the children whose restricted record this reader answers for."""
    if actor.account_id is None:
        return frozenset()
    owned = owned_by((actor.account_id,), local_date(now))
    return frozenset(children.with_linked(owned)) if owned else frozenset()


def _led(actor: Actor, now: datetime) -> frozenset[int | None]:
    if actor.account_id is None or actor.role in SEE_EVERY_ONE:
        return frozenset()
    return frozenset(db.session.scalars(led_by((actor.account_id,), local_date(now))))
