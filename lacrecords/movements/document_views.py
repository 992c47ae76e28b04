"""A notice or an acknowledgement: as a page, as text, as a PDF, and as a file for another copy."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, abort
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc
from lacrecords.movements import access, notices, reading
from lacrecords.movements.blueprint import movements, note
from lacrecords.movements.models import MovementDocument
from lacrecords.movements.notice_format import FileNotRead, NoticeContent, file_bytes, read_data
from lacrecords.movements.notice_words import (
    acknowledgement_lines,
    acknowledgement_text,
    notice_lines,
    notice_text,
    requests,
)
from lacrecords.movements.reading import Standing
from lacrecords.rules.authorisation import Action
from lacrecords.terms import MovementDocumentKind
from lacrecords.web.access import record_refusal, requires, signed_in
from lacrecords.web.documents import CannotMakePdf, pdf_from_template
from lacrecords.web.forms import page

OURS = (MovementDocumentKind.NOTICE_MADE, MovementDocumentKind.ACKNOWLEDGEMENT_MADE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A document in words."""

    row: MovementDocument
    standing: Standing
    title: str
    lines: tuple[tuple[str, str], ...]
    requests: tuple[str, ...]
    text: str
    is_notice: bool
    is_ours: bool


def _shown(reference: str, action: str) -> Shown:
    """The document, where this person may see its movement; the reading is kept."""
    actor, now = signed_in(), now_utc()
    row = notices.document(reference)
    standing = reading.standing_of(row.movement_id, now) if row else None
    if row is None or standing is None or access.is_closed(actor, standing.child_id, now):
        record_refusal(actor, action)
        abort(404)
    number = row.id
    note(action, "movement_document", number)
    row = notices.document(reference)
    if row is None:
        abort(404)
    return _in_words(row, reading.standing_of(row.movement_id, now))


def _in_words(row: MovementDocument, standing: Standing) -> Shown:
    days = reading.this_procedure().transfer_conference_working_days
    try:
        said = read_data(row.content)
    except FileNotRead:  # pragma: no cover - what was kept was read before
        abort(404)
    if isinstance(said, NoticeContent):
        return Shown(
            row=row,
            standing=standing,
            title=f"Written notice from {said.sender}",
            lines=notice_lines(said),
            requests=requests(said, days),
            text=notice_text(said, days),
            is_notice=True,
            is_ours=row.kind in OURS,
        )
    return Shown(
        row=row,
        standing=standing,
        title=f"Acknowledgement from {said.sender}",
        lines=acknowledgement_lines(said),
        requests=(),
        text=acknowledgement_text(said),
        is_notice=False,
        is_ours=row.kind in OURS,
    )


@movements.get("/documents/<reference>")
@requires(Action.MOVEMENT_CHANGE)
def document(reference: str) -> ResponseReturnValue:
    """The document as a page, with the ways to take it away."""
    shown = _shown(reference, "movement_document_viewed")
    return page("movements/document.html", document=shown)


@movements.get("/documents/<reference>.txt")
@requires(Action.MOVEMENT_CHANGE)
def document_text(reference: str) -> ResponseReturnValue:
    """The document as plain text."""
    shown = _shown(reference, "movement_document_taken")
    return download(shown.text.encode(), "text/plain; charset=utf-8", f"movement-{reference}.txt")


@movements.get("/documents/<reference>.json")
@requires(Action.MOVEMENT_CHANGE)
def document_file(reference: str) -> ResponseReturnValue:
    """The document as a file that another authority's copy of this program loads."""
    shown = _shown(reference, "movement_document_taken")
    content = file_bytes(shown.row.content)
    return download(content, "application/json", f"movement-{reference}.json")


@movements.get("/documents/<reference>.pdf")
@requires(Action.MOVEMENT_CHANGE)
def document_pdf(reference: str) -> ResponseReturnValue:
    """The document as a tagged PDF."""
    shown = _shown(reference, "movement_document_taken")
    try:
        made = pdf_from_template("movements/document_pdf.html", document=shown)
    except CannotMakePdf as missing:
        return no_pdf(str(missing))
    return download(made, "application/pdf", f"movement-{reference}.pdf")


def no_pdf(words: str) -> ResponseReturnValue:
    """A page that says what is missing on this machine."""
    return page("movements/no_pdf.html", words=words)[0], 503


def download(content: bytes, kind: str, name: str) -> Response:
    """A file to keep, of which no browser guesses the kind."""
    answer = Response(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
