"""One page of a pack as its reader sees it, and the list of pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lacrecords.database import db
from lacrecords.staff import queries as staff
from lacrecords.subject_access.pack_models import MarkProposal, PackPage, Redaction, SubjectPack
from lacrecords.subject_access.packs import (
    ShownPassage,
    every_passage,
    is_undone,
    pack_before,
    page_row,
    page_rows,
    passages_of,
    redactions_of,
    shown_passages,
    undecided_by_page,
    undecided_of,
)
from lacrecords.terms import LeftOutReason


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of the page that are left out: which, on which ground, by whom."""

    id: int
    label: str
    words: str
    reason: LeftOutReason
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ShownPage:
    """One page with everything that is decided on it."""

    number: int
    of: int
    heading: str
    passages: tuple[ShownPassage, ...]
    proposals: tuple[MarkProposal, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class ListedPage:
    """One page in the list of pages."""

    number: int
    heading: str
    undecided: int
    left_out: int


def page_of_pack(pack: SubjectPack, number: int) -> ShownPage:
    """This page of the pack; LookupError where it has none of that number."""
    row = page_row(pack.id, number)
    if row is None:
        raise LookupError(number)
    redactions = redactions_of(pack.id, number)
    before = pack_before(pack)
    names = staff.names_for({one.made_by for one in redactions})
    passages = passages_of(row)
    return ShownPage(
        number=number,
        of=pack.pages,
        heading=row.heading,
        passages=shown_passages(row, redactions, every_passage(before.id) if before else None),
        proposals=undecided_of(pack.id, number),
        left_out=tuple(
            LeftOut(
                id=one.id,
                label=passages[one.passage].label,
                words=redaction_words(row, one),
                reason=one.reason,
                by=names[one.made_by],
                at=one.made_at,
            )
            for one in redactions
        ),
    )


def redaction_words(row: PackPage, one: Redaction) -> str:
    """The words that this redaction leaves out."""
    return passages_of(row)[one.passage].words[one.begins : one.ends]


def pages_listed(pack_id: int) -> tuple[ListedPage, ...]:
    """Every page, with how much waits for a decision and how much is left out."""
    undecided = undecided_by_page(pack_id)
    counted = (
        select(Redaction.page, func.count())
        .where(Redaction.pack_id == pack_id, ~is_undone())
        .group_by(Redaction.page)
    )
    left_out = {page: number for page, number in db.session.execute(counted)}
    return tuple(
        ListedPage(
            row.number, row.heading, undecided.get(row.number, 0), left_out.get(row.number, 0)
        )
        for row in page_rows(pack_id)
    )


def next_to_decide(pack_id: int, number: int) -> int | None:
    """The next page (after the last again the first) on which a proposal waits; None: none."""
    waiting = sorted(undecided_by_page(pack_id))
    later = [one for one in waiting if one > number]
    return next(iter(later or [one for one in waiting if one != number]), None)
