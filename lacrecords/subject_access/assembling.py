"""Assembling a pack: everything that is held is read at once, cut into pages, and kept as it is.

A later pack takes over what was decided on the same words of the one before. The job reads and
reckons outside any transaction; what it writes, it writes in one.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.exchange.long_work import acting_for
from lacrecords.queue import services as queue
from lacrecords.queue.work import ClaimedJob, Record
from lacrecords.rules.authorisation import Actor
from lacrecords.subject_access.asked import Asked, asked_for
from lacrecords.subject_access.carrying import carry_over
from lacrecords.subject_access.holding import hold_open
from lacrecords.subject_access.others import known_of
from lacrecords.subject_access.pack_models import MarkProposal, PackPage, SubjectPack
from lacrecords.subject_access.pack_source import Section
from lacrecords.subject_access.pack_values import Names
from lacrecords.subject_access.packs import newest_pack
from lacrecords.subject_access.paging import Page, checksum_of, digest_of, pages_of
from lacrecords.subject_access.proposing import Proposed, proposals_in
from lacrecords.subject_access.scope_models import NotAskedFor
from lacrecords.subject_access.scoping import (
    LeftUnasked,
    RowsBySource,
    part_of,
    rows_asked_for,
)
from lacrecords.subject_access.standing import AccessStanding, standing_of
from lacrecords.subject_access.standing_parts import newest_scope
from lacrecords.subject_access.subject import Subject, subject_of
from lacrecords.subject_access.values import AccessRefused
from lacrecords.terms import AccessStep

ASSEMBLE = "subject_access_assemble"
BEFORE_A_PACK = frozenset({AccessStep.IDENTITY, AccessStep.AUTHORITY, AccessStep.SEARCH}) | {
    AccessStep.DECISIONS
}
"""While one of these is missing nothing is assembled: nobody knows yet who asks about whom."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """What the records hold, cut into pages."""

    sections: tuple[Section, ...]
    pages: tuple[Page, ...]
    proposals: tuple[Proposed, ...]
    scope_id: int | None
    unasked: tuple[LeftUnasked, ...]


def sections_of(subject: Subject, kept: RowsBySource, now: datetime) -> tuple[Section, ...]:
    """Every part of the records that holds something about the person, of these rows."""
    names = Names(local_date(now), subject.child_ids, subject.person_ids)
    made = (source.section(rows, names) for source, rows in kept)
    return tuple(section for section in made if section.entries)


def assemble(request: Asked, now: datetime) -> Assembled:
    """Read and cut everything that is held about the person, or the part that is asked for."""
    subject, scope = subject_of(request.id), newest_scope(request)
    kept, unasked = rows_asked_for(subject, part_of(scope))
    sections = sections_of(subject, kept, now)
    pages = pages_of(sections)
    known = known_of(subject, request, local_date(now))
    proposals = tuple(proposals_in(pages, known))
    return Assembled(sections, pages, proposals, scope.id if scope else None, unasked)


def has_changed(pack: SubjectPack, now: datetime) -> bool:
    """Whether the records hold something else than when this pack was assembled."""
    subject, scope = subject_of(pack.request_id), newest_scope(asked_for(pack.request_id))
    kept, _ = rows_asked_for(subject, part_of(scope))
    return digest_of(sections_of(subject, kept, now)) != pack.content_digest


def holds_something(standing: AccessStanding, now: datetime) -> bool:
    """Whether anything is held of what is asked for."""
    kept, _ = rows_asked_for(standing.subject, part_of(standing.scope))
    return bool(sections_of(standing.subject, kept, now))


def job_key(standing: AccessStanding) -> str:
    """Under which key the next pack is queued, so that it is queued once for what is asked."""
    number = standing.pack.number + 1 if standing.pack else 1
    part = f":{standing.scope.id}" if standing.scope else ""
    return f"{ASSEMBLE}:{standing.request.id}:{number}{part}"


def ask_to_assemble(actor: Actor, request_id: int, now: datetime) -> None:
    """Queue the next pack of this request; AccessRefused where nobody knows yet whose it is."""
    hold_open(request_id)
    standing = standing_of(request_id, now)
    if set(standing.missing) & BEFORE_A_PACK:
        raise AccessRefused(None, "First say who asks, and which records are the person's")
    if AccessStep.SCOPE in standing.missing:
        raise AccessRefused(None, "First say which part is asked for")
    if not standing.subject.is_held:
        raise AccessRefused(None, "No record is the person's. End the request with a letter")
    if standing.open_ask is not None:
        raise AccessRefused(None, "The pack waits for a second person. Let them give it back first")
    pack = newest_pack(request_id)
    number = pack.number + 1 if pack else 1
    payload = {"request": request_id, "number": number, "asked_by": actor.key}
    queue.enqueue(ASSEMBLE, payload, job_key(standing), now)
    audit.record(actor, "pack_asked_for", "subject_access_request", request_id)


def assemble_pack(claimed: ClaimedJob, now: datetime) -> Record:
    """The job: read everything, then keep it as frozen pages with a checksum."""
    said: dict[str, Any] = claimed.payload
    made = assemble(asked_for(said["request"]), now)

    def record(at: datetime) -> None:
        keep(made, said["request"], said["number"], said["asked_by"], now)

    return record


def keep(made: Assembled, request_id: int, number: int, asked_by: str, at: datetime) -> int | None:
    """Keep the pages and proposals; None where the pack stands already or the request has ended."""
    try:
        scope = newest_scope(hold_open(request_id))
    except AccessRefused:
        return None
    if made.scope_id != (scope.id if scope else None):
        return None
    known = select(SubjectPack.id).where(
        SubjectPack.request_id == request_id, SubjectPack.number == number
    )
    if db.session.scalar(known) is not None or not made.pages:
        return None
    before = newest_pack(request_id)
    pack = SubjectPack(
        request_id=request_id,
        number=number,
        pages=len(made.pages),
        scope_id=made.scope_id,
        content_digest=digest_of(made.sections),
        checksum=checksum_of(made.pages),
        assembled_by=asked_by,
        assembled_at=at,
    )
    db.session.add(pack)
    db.session.flush()
    _keep_pages(pack, made)
    audit.record(acting_for(asked_by), "pack_assembled", "subject_access_request", request_id)
    if before is not None:
        carry_over(before, pack, at)
    db.session.flush()
    return pack.id


def _keep_pages(pack: SubjectPack, made: Assembled) -> None:
    for page in made.pages:
        db.session.add(
            PackPage(
                pack_id=pack.id,
                number=page.number,
                source=page.source,
                heading=page.heading,
                passages=[one.as_json() for one in page.passages],
            )
        )
    db.session.flush()
    for unasked in made.unasked:
        db.session.add(NotAskedFor(pack_id=pack.id, **asdict(unasked)))
    for one in made.proposals:
        db.session.add(
            MarkProposal(
                pack_id=pack.id,
                page=one.page,
                passage=one.passage,
                begins=one.mark.start,
                ends=one.mark.end,
                kind=one.mark.kind.value,
                words=one.mark.words,
            )
        )
    db.session.flush()
