"""Assembling a pack: everything that is held is read at once, cut into pages, and kept as it is.

A later pack takes over what was decided on the same words of the one before. The job reads and
reckons outside any transaction; what it writes, it writes in one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.exchange.long_work import acting_for
from lacrecords.queue import services as queue
from lacrecords.queue.work import ClaimedJob, Record, nothing_to_record
from lacrecords.rules.authorisation import Actor
from lacrecords.subject_access.carrying import carry_over
from lacrecords.subject_access.holding import hold_open
from lacrecords.subject_access.models import SubjectAccessRequest
from lacrecords.subject_access.pack_models import MarkProposal, PackPage, SubjectPack
from lacrecords.subject_access.pack_source import Section
from lacrecords.subject_access.pack_sources import SOURCES
from lacrecords.subject_access.pack_values import Names
from lacrecords.subject_access.packs import newest_pack
from lacrecords.subject_access.paging import Page, checksum_of, digest_of, pages_of
from lacrecords.subject_access.proposing import Proposed, known_of, proposals_in
from lacrecords.subject_access.standing import standing_of
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


def sections_of(subject: Subject, now: datetime) -> tuple[Section, ...]:
    """Every part of the records that holds something about the person."""
    names = Names(local_date(now), subject.child_ids, subject.person_ids)
    made = (source.section(subject, names) for source in SOURCES)
    return tuple(section for section in made if section.entries)


def assemble(request: SubjectAccessRequest, now: datetime) -> Assembled:
    """Read and cut everything that is held about the person of this request."""
    subject = subject_of(request.id)
    sections = sections_of(subject, now)
    pages = pages_of(sections)
    known = known_of(subject, request, local_date(now))
    return Assembled(sections, pages, tuple(proposals_in(pages, known)))


def has_changed(pack: SubjectPack, now: datetime) -> bool:
    """Whether the records hold something else than when this pack was assembled."""
    return digest_of(sections_of(subject_of(pack.request_id), now)) != pack.content_digest


def job_key(request_id: int, number: int) -> str:
    """Under which key one pack is queued, so that it is queued once."""
    return f"{ASSEMBLE}:{request_id}:{number}"


def ask_to_assemble(actor: Actor, request_id: int, now: datetime) -> None:
    """Queue the next pack of this request; AccessRefused where nobody knows yet whose it is."""
    hold_open(request_id)
    standing = standing_of(request_id, now)
    if set(standing.missing) & BEFORE_A_PACK:
        raise AccessRefused(None, "First say who asks, and which records are the person's")
    if not standing.subject.is_held:
        raise AccessRefused(None, "No record is the person's. End the request with a letter")
    if standing.open_ask is not None:
        raise AccessRefused(None, "The pack waits for a second person. Let them give it back first")
    pack = newest_pack(request_id)
    number = pack.number + 1 if pack else 1
    payload = {"request": request_id, "number": number, "asked_by": actor.key}
    queue.enqueue(ASSEMBLE, payload, job_key(request_id, number), now)
    audit.record(actor, "pack_asked_for", "subject_access_request", request_id)


def assemble_pack(claimed: ClaimedJob, now: datetime) -> Record:
    """The job: read everything, then keep it as frozen pages with a checksum."""
    said: dict[str, Any] = claimed.payload
    request = db.session.get(SubjectAccessRequest, said["request"])
    if request is None:
        return nothing_to_record
    made = assemble(request, now)

    def record(at: datetime) -> None:
        keep(made, said["request"], said["number"], said["asked_by"], now)

    return record


def keep(made: Assembled, request_id: int, number: int, asked_by: str, at: datetime) -> int | None:
    """Keep the pages and proposals; None where the pack stands already or the request has ended."""
    try:
        hold_open(request_id)
    except AccessRefused:
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
    for one in made.proposals:
        db.session.add(
            MarkProposal(
                pack_id=pack.id,
                page=one.page,
                passage=one.passage,
                begins=one.mark.start,
                ends=one.mark.end,
                kind=one.mark.kind,
                words=one.mark.words,
            )
        )
    db.session.flush()
