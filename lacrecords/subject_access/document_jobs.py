"""Making the document that is issued: the worker draws it once, and it is kept as it is."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.audit.actors import WORKER
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.queue import services as queue
from lacrecords.queue.work import ClaimedJob, Record, TryAgainLater, nothing_to_record
from lacrecords.subject_access.models import SubjectAccessRequest
from lacrecords.subject_access.pack_models import SubjectPack
from lacrecords.subject_access.release_models import AccessDocument, AccessEnded, Release
from lacrecords.subject_access.released import ReleasedPack, letter_of_end, released_pack
from lacrecords.terms import AccessDocumentKind
from lacrecords.web.documents import CannotMakePdf, pdf_from_template

DOCUMENT = "subject_access_document"


def job_key(request_id: int) -> str:
    """Under which key the document of a request is queued, so that it is made once."""
    return f"{DOCUMENT}:{request_id}"


def queue_document(request_id: int, now: datetime) -> None:
    """Queue the document in the transaction that releases or ends the request."""
    queue.enqueue(DOCUMENT, {"request": request_id}, job_key(request_id), now)


def make_document(claimed: ClaimedJob, now: datetime) -> Record:
    """The job: draw what was released, word for word, or the letter; keep it with its mark."""
    request = db.session.get(SubjectAccessRequest, claimed.payload["request"])
    issued = _to_issue(request) if request is not None else None
    if request is None or issued is None:
        return nothing_to_record
    words, kind, at = issued
    try:
        made = pdf_of(words, at)
    except CannotMakePdf as cannot:
        raise TryAgainLater("this machine cannot make a PDF") from cannot
    request_id = request.id

    def record(moment: datetime) -> None:
        known = select(AccessDocument.id).where(AccessDocument.request_id == request_id)
        if db.session.scalar(known) is None:
            keep_document(request_id, kind, made, moment)

    return record


def _to_issue(
    request: SubjectAccessRequest,
) -> tuple[ReleasedPack, AccessDocumentKind, datetime] | None:
    release = db.session.scalar(select(Release).where(Release.request_id == request.id))
    if release is not None:
        words = released_pack(request, db.session.get_one(SubjectPack, release.pack_id))
        if words.digest() != release.release_digest:
            raise TryAgainLater("the words are not those that were released")
        return words, AccessDocumentKind.PACK, release.released_at
    ended = db.session.scalar(select(AccessEnded).where(AccessEnded.request_id == request.id))
    if ended is None:
        return None
    return letter_of_end(request, ended), AccessDocumentKind.LETTER, ended.ended_at


def pdf_of(words: ReleasedPack, at: datetime) -> bytes:
    """The document; CannotMakePdf where this machine cannot."""
    return pdf_from_template(
        "subject_access/document_pdf.html", pack=words, dated_on=local_date(at)
    )


def keep_document(request_id: int, kind: AccessDocumentKind, made: bytes, moment: datetime) -> None:
    """Keep the document as it is issued, with its mark."""
    db.session.add(
        AccessDocument(
            request_id=request_id,
            kind=kind,
            pdf=made,
            checksum=hashlib.sha256(made).hexdigest(),
            made_at=moment,
        )
    )
    audit.record(WORKER, "subject_access_document_made", "subject_access_request", request_id)
    db.session.flush()
