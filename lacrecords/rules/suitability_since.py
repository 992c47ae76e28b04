"""Suitability checks: what the register holds now that it did not hold at a search.

A search says what the register held in one moment. Somebody may be written down the day after,
or a notification about somebody who came up. Source: product, C4; the council's procedure,
"Managing and providing information about a child". Pure: both sides are handed in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lacrecords.terms import PersonStrength

_RANK = {strength: place for place, strength in enumerate(PersonStrength)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the register holds of one adult who may be the person: found how, and what rests."""

    person_id: int
    strength: PersonStrength
    reasons: frozenset[str]
    child_ids: frozenset[int]  # in whose records they stand
    notifications: frozenset[int]  # of a risk that they may pose, and that stand
    confirmed: frozenset[int]  # those of them whose source was checked


def holds_more(then: Held, now: Held) -> bool:
    """Say whether more is held of this adult now. Source: product, C4.

    Found more strongly, or for a further reason; in the record of another child; with another
    notification, or one whose source is checked since. Less than before changes nothing: whoever
    decided knew more.
    """
    return (
        _RANK[now.strength] < _RANK[then.strength]
        or not now.reasons <= then.reasons
        or not now.child_ids <= then.child_ids
        or not now.notifications <= then.notifications
        or not now.confirmed <= then.confirmed
    )


def found_since(then: Iterable[Held], now: Iterable[Held]) -> tuple[int, ...]:
    """List the adults who are found now and were not, or of whom more is held, in order."""
    known = {one.person_id: one for one in then}
    return tuple(
        one.person_id
        for one in now
        if one.person_id not in known or holds_more(known[one.person_id], one)
    )
