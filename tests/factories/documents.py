"""Invented documents: PDF files of every kind, and documents that are kept. Each opens a write."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from itertools import count

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from lacrecords.database import transaction
from lacrecords.demo.papers import PICTURE, pdf_of
from lacrecords.documents.places import DocumentPlace
from lacrecords.documents.reading import read_file
from lacrecords.documents.services import keep_document
from lacrecords.documents.values import NewDocument
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import DocumentKind
from tests.factories.town import NOW

MEGABYTE = 1024**2
LETTER = ("Dear Ms Okafor", "Please tell us what is going on at home.", "Hester Quill")
_numbers = count(1)


def letter() -> bytes:
    """One page that can be read."""
    return pdf_of(LETTER)


def scan(pages: int = 2) -> bytes:
    """Pages from a scanner."""
    return pdf_of(*[PICTURE] * pages)


def mixed() -> bytes:
    """A page that can be read, and one from a scanner."""
    return pdf_of(LETTER, PICTURE)


def _rewritten(content: bytes) -> PdfWriter:
    return PdfWriter(clone_from=PdfReader(BytesIO(content)))


def _bytes_of(writer: PdfWriter) -> bytes:
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def protected() -> bytes:
    """A letter behind a password."""
    writer = _rewritten(letter())
    writer.encrypt("a password", algorithm="RC4-128")
    return _bytes_of(writer)


def with_program() -> bytes:
    """A letter with a program inside that runs when it is opened."""
    writer = _rewritten(letter())
    runs = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")}
    action = DictionaryObject({NameObject(name): said for name, said in runs.items()})
    writer.root_object[NameObject("/OpenAction")] = action
    return _bytes_of(writer)


def with_file() -> bytes:
    """A letter with another file inside."""
    writer = _rewritten(letter())
    writer.add_attachment("list.txt", b"a list")
    return _bytes_of(writer)


def blank() -> bytes:
    """One page with nothing on it."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    return _bytes_of(writer)


def keep(
    by: Actor,
    place: DocumentPlace,
    matter_id: int,
    content: bytes,
    *,
    at: datetime = NOW,
    **said: object,
) -> int:
    """Keep this file as a document; gives its number."""
    new = NewDocument(
        **{
            "idempotency_key": f"document {next(_numbers)}",
            "kind": DocumentKind.LETTER_THAT_ASKED,
            "words": "Letter of the school",
            "dated_on": None,
            "from_whom": "Hester Quill",
            **said,
        },
        file=read_file(content, MEGABYTE),
    )
    with transaction():
        return keep_document(by, place, matter_id, new, at).number
