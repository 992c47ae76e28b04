"""Making the document that is issued: the worker draws it once, and it is kept as it is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.audit.actors import WORKER
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.queue import services as queue
from lacrecords.queue.work import ClaimedJob, Record, TryAgainLater, nothing_to_record
from lacrecords.subject_access.asked import Asked, asked_for
from lacrecords.subject_access.pack_models import SubjectPack
from lacrecords.subject_access.release_models import AccessDocument, AccessEnded, Release
from lacrecords.subject_access.released import ReleasedPack, letter_of_end, released_pack
from lacrecords.terms import AccessDocumentKind
from lacrecords.web.documents import CannotMakePdf, pdf_from_template

DOCUMENT = "subject_access_document"


def queue_document(request_id: int, release_id: int | None, now: datetime) -> None:
    """Queue the document of a release, or of the end, in the transaction that makes it so."""
    key = f"{DOCUMENT}:{request_id}:{release_id or 'end'}"
    queue.enqueue(DOCUMENT, {"request": request_id, "release": release_id}, key, now)


def make_document(claimed: ClaimedJob, now: datetime) -> Record:
    """The job: draw what was released, word for word, or the letter; keep it with its mark."""
    request_id = claimed.payload["request"]
    issued = _to_issue(asked_for(request_id), claimed.payload)
    if issued is None:
        return nothing_to_record
    words, release_id, at = issued
    try:
        made = pdf_of(words, at)
    except CannotMakePdf as cannot:
        raise TryAgainLater("this machine cannot make a PDF") from cannot

    def record(moment: datetime) -> None:
        known = select(AccessDocument.id).where(
            AccessDocument.request_id == request_id, AccessDocument.release_id == release_id
        )
        if db.session.scalar(known) is None:
            keep_document(request_id, release_id, made, moment)

    return record


def _to_issue(
    request: Asked, payload: Mapping[str, Any]
) -> tuple[ReleasedPack, int | None, datetime] | None:
    release = _release(request.id, payload)
    if release is not None:
        words = released_pack(request, db.session.get_one(SubjectPack, release.pack_id))
        if words.digest() != release.release_digest:
            raise TryAgainLater("the words are not those that were released")
        return words, release.id, release.released_at
    ended = db.session.scalar(select(AccessEnded).where(AccessEnded.request_id == request.id))
    if ended is None:
        return None
    return letter_of_end(request, ended), None, ended.ended_at


def _release(request_id: int, payload: Mapping[str, Any]) -> Release | None:
    """The release that the job is about; a job of an older program names none: the first one."""
    found = select(Release).where(Release.request_id == request_id).order_by(Release.id)
    if "release" in payload:
        found = found.where(Release.id == payload["release"])
    return db.session.scalars(found).first()


def pdf_of(words: ReleasedPack, at: datetime) -> bytes:
    """The document; CannotMakePdf where this machine cannot."""
    return pdf_from_template(
        "subject_access/document_pdf.html", pack=words, dated_on=local_date(at)
    )


def keep_document(request_id: int, release_id: int | None, made: bytes, moment: datetime) -> None:
    """Keep the document as it is issued, with its mark."""
    db.session.add(
        AccessDocument(
            request_id=request_id,
            release_id=release_id,
            kind=AccessDocumentKind.PACK if release_id else AccessDocumentKind.LETTER,
            pdf=made,
            checksum=hashlib.sha256(made).hexdigest(),
            made_at=moment,
        )
    )
    audit.record(WORKER, "subject_access_document_made", "subject_access_request", request_id)
    db.session.flush()
