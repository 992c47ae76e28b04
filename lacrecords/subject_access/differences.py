"""What differs between a pack and the one before it: lines that came, and lines that went."""

from __future__ import annotations

from dataclasses import dataclass

from lacrecords.subject_access.pack_models import SubjectPack
from lacrecords.subject_access.pack_source import Passage
from lacrecords.subject_access.pack_sources import SOURCES
from lacrecords.subject_access.packs import (
    every_passage,
    pack_before,
    page_rows,
    passages_of,
)

GROWING = frozenset(source.table for source in SOURCES if source.grows)
"""What grows by reading and telling alone differs each time, and is not listed."""


@dataclass(frozen=True, slots=True)
class Differences:
    """Lines that the pack before had not, with their pages; and lines that it alone had."""

    before: int
    added: tuple[tuple[int, Passage], ...]
    gone: tuple[Passage, ...]


def differences_of(pack: SubjectPack) -> Differences | None:
    """How this pack differs from the one before; None: it is the first."""
    before = pack_before(pack)
    if before is None:
        return None
    old, new = every_passage(before.id), every_passage(pack.id)
    added = tuple(
        (page.number, one)
        for page in page_rows(pack.id)
        for one in passages_of(page)
        if one not in old and not _grows(one)
    )
    gone = (one for one in old - new if not _grows(one))
    return Differences(before.number, added, tuple(sorted(gone, key=_in_order)))


def _grows(one: Passage) -> bool:
    return one.origin.split(":")[0] in GROWING


def _in_order(one: Passage) -> tuple[str, str, str]:
    return one.origin, one.label, one.words
