"""Children who live at an address on a day, each the same home or uncertain, and why.

What cannot be told apart (a flat not given, a range) is included and said to be uncertain.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from lacrecords.matching.address_comparison import (
    AddressCertainty,
    AddressComparison,
    compare_addresses,
)
from lacrecords.matching.forms import (
    AddressForm,
    Normalised,
    PlacedAddress,
    SubjectKind,
    placed_addresses,
)
from lacrecords.matching.keys import address_keys
from lacrecords.matching.models import MatchKey
from lacrecords.matching.store import load_addresses

MOST_ROWS = 2000
# Made once: a statement made for every look-up costs as much as what it does.
_SUBJECTS_UNDER = (
    select(MatchKey.subject_id)
    .where(
        MatchKey.key.in_(bindparam("keys", expanding=True)),
        MatchKey.subject_kind == bindparam("kind"),
    )
    .distinct()
    .order_by(MatchKey.subject_id)
    .limit(MOST_ROWS)
)


@dataclass(frozen=True, slots=True)
class SameAddress:
    """One child at the address: the same home or uncertain, and why in words."""

    subject_id: int
    certainty: AddressCertainty
    why: str


def same_address_ids(
    session: Session, addresses: Iterable[AddressForm], on: date
) -> tuple[SameAddress, ...]:
    """The children of the register at any of these addresses on that day, surest first."""
    asked = placed_addresses(addresses)
    keys = sorted({number for placed in asked for number in address_keys(placed)})
    if not keys:
        return ()
    ids = session.scalars(_SUBJECTS_UNDER, {"keys": keys, "kind": int(SubjectKind.CHILD)}).all()
    found = []
    for subject_id, homes in load_addresses(session, SubjectKind.CHILD, ids).items():
        best = _best_of(asked, (one for one in homes if lives_there_on(one, on)))
        if best is not None:
            found.append(SameAddress(subject_id, best.certainty, best.why))
    return tuple(sorted(found, key=_surest_first))


def enquired_at_address(
    session: Session, addresses: Iterable[AddressForm]
) -> tuple[SameAddress, ...]:
    """The enquired children who were said to live at any of these addresses, surest first."""
    asked = placed_addresses(addresses)
    keys = sorted({number for placed in asked for number in address_keys(placed)})
    if not keys:
        return ()
    kind = SubjectKind.ENQUIRED_CHILD
    ids = session.scalars(_SUBJECTS_UNDER, {"keys": keys, "kind": int(kind)}).all()
    found = []
    for subject_id, homes in load_addresses(session, kind, ids).items():
        best = _best_of(asked, homes)
        if best is not None:
            found.append(SameAddress(subject_id, best.certainty, best.why))
    return tuple(sorted(found, key=_surest_first))


def _surest_first(found: SameAddress) -> tuple[bool, int]:
    return found.certainty is not AddressCertainty.SAME, found.subject_id


def lives_there_on(placed: PlacedAddress, on: date) -> bool:
    """Whether an address held on a day; days that are not recorded never rule it out."""
    begun = placed.from_on is None or placed.from_on <= on
    return begun and (placed.to_on is None or placed.to_on >= on)


def at_address(
    asked: tuple[PlacedAddress, ...], subject_id: int, form: Normalised, since: date
) -> SameAddress | None:
    """Whether one child lived at any of these addresses on that day or at any time since."""
    best = _best_of(asked, (one for one in form.addresses if _not_left_before(one, since)))
    return SameAddress(subject_id, best.certainty, best.why) if best else None


def _not_left_before(placed: PlacedAddress, on: date) -> bool:
    return placed.to_on is None or placed.to_on >= on


def _best_of(
    asked: tuple[PlacedAddress, ...], held: Iterable[PlacedAddress]
) -> AddressComparison | None:
    best: AddressComparison | None = None
    for theirs in held:
        for mine in asked:
            compared = compare_addresses(mine.parsed, theirs.parsed, mine.uprn, theirs.uprn)
            if compared.certainty is AddressCertainty.SAME:
                return compared
            if compared.certainty is AddressCertainty.UNCERTAIN and compared.shares_home:
                best = best or compared
    return best
