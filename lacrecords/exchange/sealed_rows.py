"""Children of a file who bear the number of a sealed record: not loaded, and its owner is told.

Were such a row loaded, the record before an adoption would be kept alive by a file. What is
listed says neither that there is a record nor what kind of record it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from lacrecords.children import bulk
from lacrecords.children.services import tell_owners_of_rows
from lacrecords.exchange.findings import rejected
from lacrecords.rules.authorisation import Actor

CANNOT_BE_LOADED = rejected(
    "", "This number cannot be loaded. Somebody who answers for it is told. Do not send it again."
)


def numbers_not_loaded(numbers: Collection[str]) -> frozenset[str]:
    """Reads only: those of these authority's numbers that no file may load."""
    return frozenset(bulk.sealed_by_number(numbers))


def refuse(actor: Actor, numbers: Iterable[str], now: datetime) -> None:
    """Tell whoever answers for the records with these numbers; the rows are not loaded."""
    children = bulk.sealed_by_number(tuple(numbers))
    tell_owners_of_rows(actor, tuple(children.values()), now)
