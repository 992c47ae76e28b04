"""Documents that are kept as they were given: what they are, and what can be read of a page."""

from __future__ import annotations

from enum import StrEnum


class DocumentKind(StrEnum):
    """What a document is."""

    LETTER_THAT_ASKED = "letter_that_asked"
    COURT_ORDER = "court_order"
    SIGNED_CONSENT = "signed_consent"
    REPORT_OF_ANOTHER_AGENCY = "report_of_another_agency"
    PROOF_OF_IDENTITY = "proof_of_identity"
    PAPERS_HELD_ELSEWHERE = "papers_held_elsewhere"
    OTHER = "other"


class PageReading(StrEnum):
    """What the program could read of a page."""

    WORDS = "words"
    WORDS_AND_PICTURE = "words_and_picture"
    PICTURE = "picture"
    EMPTY = "empty"
    NOT_READ = "not_read"


class DocumentFault(StrEnum):
    """Why a file is not kept as a document: the closed list."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_PDF = "not_pdf"
    PROTECTED = "protected"
    DAMAGED = "damaged"
    NO_PAGES = "no_pages"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_SLOW = "too_slow"
