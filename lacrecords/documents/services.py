"""Keeping a document, setting it aside or putting it back, and typing the words of a page."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import db, lock_form
from lacrecords.documents.models import DocumentFile, DocumentPage, KeptDocument, TypedWords
from lacrecords.documents.models import DocumentStanding as Standing
from lacrecords.documents.places import DocumentPlace
from lacrecords.documents.queries import DocumentShown, document_of
from lacrecords.documents.values import DocumentRefused, NewDocument, NewTyping
from lacrecords.rules.authorisation import Actor
from lacrecords.web.words import moment_words

CHANGED_MEANWHILE = (
    "Somebody else changed this while you typed. Copy what you typed, open the page again and"
    " enter it anew"
)


def keep_document(
    actor: Actor, place: DocumentPlace, matter_id: int, new: NewDocument, now: datetime
) -> KeptDocument:
    """Keep a document as it was given; a form sent twice is one document.

    DocumentRefused for a date to come, and where the very file is kept here already.
    """
    lock_form(new.idempotency_key)
    sent = select(KeptDocument).where(KeptDocument.idempotency_key == new.idempotency_key)
    known = db.session.scalar(sent)
    if known is not None:
        return known
    if new.dated_on is not None and new.dated_on > local_date(now):
        raise DocumentRefused("dated_on", "The date on it must be today or in the past")
    place.hold(matter_id)
    same = select(KeptDocument).where(
        place.of(matter_id), KeptDocument.checksum == new.file.checksum
    )
    known = db.session.scalar(same)
    if known is not None:
        raise DocumentRefused("file", _kept_already(place, matter_id, known))
    row = _written(actor, place, matter_id, new, now)
    audit.record(actor, "document_added", "document", row.id)
    db.session.flush()
    return row


def _written(
    actor: Actor, place: DocumentPlace, matter_id: int, new: NewDocument, now: datetime
) -> KeptDocument:
    last = db.session.scalar(select(func.max(KeptDocument.number)).where(place.of(matter_id)))
    row = KeptDocument(
        idempotency_key=new.idempotency_key,
        **{place.column: matter_id},
        number=(last or 0) + 1,
        kind=new.kind,
        words=new.words,
        dated_on=new.dated_on,
        from_whom=new.from_whom,
        pages=len(new.file.pages),
        bytes=len(new.file.content),
        checksum=new.file.checksum,
        holds_scripts=new.file.holds_scripts,
        holds_files=new.file.holds_files,
        added_at=now,
        added_by=actor.key,
    )
    db.session.add(row)
    db.session.flush()
    db.session.add(DocumentFile(document_id=row.id, content=new.file.content))
    for number, page in enumerate(new.file.pages, 1):
        db.session.add(
            DocumentPage(document_id=row.id, number=number, reading=page.reading, words=page.words)
        )
    return row


def _kept_already(place: DocumentPlace, matter_id: int, known: KeptDocument) -> str:
    shown = document_of(place, matter_id, known.number)
    kept = (
        f"This very file is kept here already, as document {known.number} ({known.words}), since"
        f" {moment_words(known.added_at)}. Nothing was added"
    )
    if shown is None or shown.belongs:
        return kept
    return f"{kept}. It was set aside: open document {known.number} to put it back"


def say_whether_it_belongs(
    actor: Actor,
    place: DocumentPlace,
    matter_id: int,
    number: int,
    belongs: bool,
    because: str,
    now: datetime,
) -> None:
    """Set a document aside, or put it back; DocumentRefused where it stands so already."""
    shown = _held(place, matter_id, number)
    if shown.belongs is belongs:
        raise DocumentRefused(None, "Somebody else has done this in the meantime")
    db.session.add(
        Standing(
            document_id=shown.row.id,
            number=shown.standing.number + 1 if shown.standing else 1,
            belongs=belongs,
            because=because,
            said_at=now,
            said_by=actor.key,
        )
    )
    action = "document_put_back" if belongs else "document_set_aside"
    audit.record(actor, action, "document", shown.row.id)
    db.session.flush()


def type_words(
    actor: Actor,
    place: DocumentPlace,
    matter_id: int,
    number: int,
    new: NewTyping,
    now: datetime,
) -> None:
    """Keep what a person typed of a page; DocumentRefused for neither words nor "nothing on it"."""
    shown = _held(place, matter_id, number)
    page = shown.page(new.page)
    if page is None:
        raise DocumentRefused(None, "The document has no such page")
    if new.nothing_on_it and new.words:
        words = "You typed words and said that there are none. Take one of the two away"
        raise DocumentRefused("nothing_on_it", words)
    if not new.nothing_on_it and not new.words:
        raise DocumentRefused("words", "Type the words that matter, or say that there are none")
    before = page.typed.number if page.typed else 0
    if before != new.shown:
        raise DocumentRefused(None, CHANGED_MEANWHILE)
    db.session.add(
        TypedWords(
            document_id=shown.row.id,
            page=new.page,
            number=before + 1,
            words=new.words,
            nothing_on_it=new.nothing_on_it,
            typed_at=now,
            typed_by=actor.key,
        )
    )
    audit.record(actor, "document_page_typed", "document", shown.row.id)
    db.session.flush()


def _held(place: DocumentPlace, matter_id: int, number: int) -> DocumentShown:
    place.hold(matter_id)
    shown = document_of(place, matter_id, number)
    if shown is None:
        raise DocumentRefused(None, "There is no such document")
    return shown
