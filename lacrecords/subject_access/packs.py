"""Reading packs: their pages, what is proposed, what is left out, and how it would be released."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select

from lacrecords.database import db
from lacrecords.rules.redaction import Piece, Span, pieces, released
from lacrecords.subject_access.pack_models import (
    MarkProposal,
    PackPage,
    ProposalRefused,
    Redaction,
    RedactionUndone,
    SubjectPack,
)
from lacrecords.subject_access.pack_source import Passage

Place = tuple[int, int]
"""A page, and a passage of it."""


def newest_pack(request_id: int) -> SubjectPack | None:
    """The newest pack of this request."""
    found = select(SubjectPack).where(SubjectPack.request_id == request_id)
    return db.session.scalars(found.order_by(SubjectPack.number.desc()).limit(1)).first()


def pack_before(pack: SubjectPack) -> SubjectPack | None:
    """The pack that this one took the place of."""
    found = select(SubjectPack).where(
        SubjectPack.request_id == pack.request_id, SubjectPack.number < pack.number
    )
    return db.session.scalars(found.order_by(SubjectPack.number.desc()).limit(1)).first()


def page_rows(pack_id: int) -> tuple[PackPage, ...]:
    """Every page of a pack, in order."""
    found = select(PackPage).where(PackPage.pack_id == pack_id).order_by(PackPage.number)
    return tuple(db.session.scalars(found))


def page_row(pack_id: int, number: int) -> PackPage | None:
    """One page of a pack."""
    return db.session.get(PackPage, (pack_id, number))


def passages_of(page: PackPage) -> tuple[Passage, ...]:
    """The passages of a page, in order."""
    return tuple(Passage(*one) for one in page.passages)


def is_undone() -> ColumnElement[bool]:
    """The words of a redaction stand again."""
    return exists().where(RedactionUndone.redaction_id == Redaction.id)


def redactions_of(pack_id: int, page: int | None = None) -> tuple[Redaction, ...]:
    """What is left out of a pack, or of one page of it, in the order of its making."""
    found = select(Redaction).where(Redaction.pack_id == pack_id, ~is_undone())
    if page is not None:
        found = found.where(Redaction.page == page)
    return tuple(db.session.scalars(found.order_by(Redaction.id)))


def spans_by_place(rows: Sequence[Redaction]) -> Mapping[Place, list[Span]]:
    """Where words are left out, by page and passage."""
    found: dict[Place, list[Span]] = defaultdict(list)
    for row in rows:
        found[row.page, row.passage].append(Span(row.begins, row.ends))
    return found


def is_undecided() -> ColumnElement[bool]:
    """A proposal that was neither accepted nor refused; an undone acceptance is none."""
    accepted = exists().where(Redaction.proposal_id == MarkProposal.id, ~is_undone())
    refused = exists().where(ProposalRefused.proposal_id == MarkProposal.id)
    return ~accepted & ~refused


def undecided_of(pack_id: int, page: int) -> tuple[MarkProposal, ...]:
    """Proposals on one page that nobody has decided, in the order of the words."""
    found = select(MarkProposal).where(
        MarkProposal.pack_id == pack_id, MarkProposal.page == page, is_undecided()
    )
    return tuple(db.session.scalars(found.order_by(MarkProposal.passage, MarkProposal.begins)))


def undecided_by_page(pack_id: int) -> dict[int, int]:
    """How many proposals of each page nobody has decided."""
    found = (
        select(MarkProposal.page, func.count())
        .where(MarkProposal.pack_id == pack_id, is_undecided())
        .group_by(MarkProposal.page)
    )
    return {page: number for page, number in db.session.execute(found)}


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage as the reader sees it: its words, those left out marked, and as released."""

    place: int
    label: str
    words: str
    pieces: tuple[Piece, ...]
    released: str
    begins_row: bool
    is_new: bool


def shown_passages(
    page: PackPage, rows: Sequence[Redaction], before: frozenset[Passage] | None = None
) -> tuple[ShownPassage, ...]:
    """The passages of a page; `before` are those of the pack before, to mark what is new."""
    spans = spans_by_place(rows)
    made = []
    origin = ""
    for place, passage in enumerate(passages_of(page)):
        left_out = spans.get((page.number, place), [])
        made.append(
            ShownPassage(
                place=place,
                label=passage.label,
                words=passage.words,
                pieces=pieces(passage.words, left_out),
                released=released(passage.words, left_out),
                begins_row=passage.origin != origin,
                is_new=before is not None and passage not in before,
            )
        )
        origin = passage.origin
    return tuple(made)


def every_passage(pack_id: int) -> frozenset[Passage]:
    """All passages of a pack, to compare it with another."""
    return frozenset(one for page in page_rows(pack_id) for one in passages_of(page))
