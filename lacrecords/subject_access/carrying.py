"""A new pack takes over what was decided on the same words of the pack before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.subject_access.pack_models import (
    MarkProposal,
    ProposalRefused,
    Redaction,
    SubjectPack,
)
from lacrecords.subject_access.pack_source import Passage
from lacrecords.subject_access.packs import Place, page_rows, passages_of, redactions_of


def carry_over(before: SubjectPack, pack: SubjectPack, at: datetime) -> None:
    """Repeat every decision whose passage stands in the new pack word for word, by its maker."""
    places = _places_of(pack.id)
    moved = {
        place: places[passage].pop(0)
        for place, passage in _passages(before.id)
        if places.get(passage)
    }
    proposals = {_key(row): row.id for row in _proposals(pack.id)}
    for row in redactions_of(before.id):
        if (row.page, row.passage) in moved:
            page, passage = moved[row.page, row.passage]
            db.session.add(
                Redaction(
                    pack_id=pack.id,
                    page=page,
                    passage=passage,
                    begins=row.begins,
                    ends=row.ends,
                    reason=row.reason,
                    proposal_id=proposals.get((page, passage, row.begins, row.ends)),
                    carried_from_id=row.id,
                    made_by=row.made_by,
                    made_at=at,
                )
            )
    db.session.flush()
    _carry_refusals(before.id, moved, proposals, at)


def _carry_refusals(
    before_id: int,
    moved: dict[Place, Place],
    proposals: dict[tuple[int, int, int, int], int],
    at: datetime,
) -> None:
    found = (
        select(MarkProposal, ProposalRefused)
        .join(ProposalRefused, ProposalRefused.proposal_id == MarkProposal.id)
        .where(MarkProposal.pack_id == before_id)
    )
    for row, refused in db.session.execute(found):
        place = moved.get((row.page, row.passage))
        number = proposals.get((*place, row.begins, row.ends)) if place else None
        if number is not None:
            db.session.add(
                ProposalRefused(
                    proposal_id=number,
                    reason=refused.reason,
                    refused_by=refused.refused_by,
                    refused_at=at,
                )
            )
    db.session.flush()


def _passages(pack_id: int) -> Iterator[tuple[Place, Passage]]:
    for page in page_rows(pack_id):
        for place, passage in enumerate(passages_of(page)):
            yield (page.number, place), passage


def _places_of(pack_id: int) -> dict[Passage, list[Place]]:
    found: dict[Passage, list[Place]] = defaultdict(list)
    for place, passage in _passages(pack_id):
        found[passage].append(place)
    return found


def _proposals(pack_id: int) -> list[MarkProposal]:
    return list(db.session.scalars(select(MarkProposal).where(MarkProposal.pack_id == pack_id)))


def _key(row: MarkProposal) -> tuple[int, int, int, int]:
    return row.page, row.passage, row.begins, row.ends
