"""Which addresses are confidential, whatever the record said of them before.

An address that is made confidential stands in earlier versions of the record as an
ordinary one, and beside it in another spelling. What hides it hides those too.
"""

from __future__ import annotations

from collections.abc import Iterable

from lacrecords.children import facts
from lacrecords.children.models import ChildAddress
from lacrecords.matching.addresses import normalise_postcode


def places_of(line1: str, postcode: str) -> frozenset[str]:
    """By what an address would be known again: its first line, and its postcode."""
    return frozenset({" ".join(line1.casefold().split()), normalise_postcode(postcode)}) - {""}


def confidential_places(rows: Iterable[ChildAddress]) -> frozenset[str]:
    """The places of every confidential address among these that the record says now."""
    found: set[str] = set()
    for row in rows:
        if row.confidential and row.superseded_at is None:
            found |= places_of(row.line1, row.postcode)
    return frozenset(found)


def is_confidential(row: ChildAddress, places: frozenset[str]) -> bool:
    """Whether this address, or the one of these confidential places that it gives away, is so.

    Where any address is confidential, no version that stands no more is read: a correction
    may have changed every word of it.
    """
    if row.confidential:
        return True
    if not places:
        return False
    return row.superseded_at is not None or bool(places & places_of(row.line1, row.postcode))


def is_confidential_place(child_id: int, line1: str, postcode: str) -> bool:
    """Whether an address given elsewhere is one that this child's record keeps confidential."""
    rows = facts.current(ChildAddress, (child_id,)).get(child_id, [])
    return bool(confidential_places(rows) & places_of(line1, postcode))


def confidential_addresses_in(words: str, child_ids: Iterable[int]) -> bool:
    """Whether a text holds an address that the records of this child keep confidential now."""
    rows = [row for found in facts.current(ChildAddress, child_ids).values() for row in found]
    plain = " ".join(words.casefold().split())
    close = "".join(plain.split()).upper()
    return any(
        place in plain or "".join(place.split()).upper() in close
        for place in confidential_places(rows)
    )
