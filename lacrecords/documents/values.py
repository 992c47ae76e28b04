"""What the forms hand to the services of documents, and why a service refuses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lacrecords.refusals import StepRefused
from lacrecords.terms import DocumentFault, DocumentKind, PageReading
from lacrecords.wording import words


class DocumentRefused(StepRefused):
    """The step cannot be taken; says what to do, and beside which field of the form."""


class FaultyFile(DocumentRefused):
    """The file is not kept, and for which reason of the closed list."""

    def __init__(self, fault: DocumentFault, most_bytes: int = 0) -> None:
        said = words(fault)
        if fault is DocumentFault.TOO_LARGE:
            said = said.format(most=most_bytes // 1024**2)
        super().__init__("file", said)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One page as the program could read it."""

    reading: PageReading
    words: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that may be kept: its bytes, and what could be read of its pages."""

    content: bytes
    checksum: str
    pages: tuple[ReadPage, ...]
    holds_scripts: bool
    holds_files: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """A document that is to be kept."""

    idempotency_key: str
    kind: DocumentKind
    words: str
    dated_on: date | None
    from_whom: str
    file: ReadFile


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTyping:
    """The words of a page, as a person typed them; `shown`: how often it had been typed before."""

    page: int
    words: str
    nothing_on_it: bool
    shown: int
