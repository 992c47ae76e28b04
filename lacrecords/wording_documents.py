"""The words of kept documents, as a screen shows them."""

from __future__ import annotations

from enum import StrEnum

from lacrecords.terms import DocumentFault, DocumentKind, PageReading

DOCUMENT_SAID: tuple[tuple[StrEnum, str], ...] = (
    (DocumentKind.LETTER_THAT_ASKED, "The letter or message that asked"),
    (DocumentKind.COURT_ORDER, "A court order"),
    (DocumentKind.SIGNED_CONSENT, "A signed consent or refusal"),
    (DocumentKind.REPORT_OF_ANOTHER_AGENCY, "A report of another agency"),
    (DocumentKind.PROOF_OF_IDENTITY, "Proof of who somebody is, or of their right to ask"),
    (DocumentKind.PAPERS_HELD_ELSEWHERE, "Papers held elsewhere, such as a paper file"),
    (DocumentKind.OTHER, "Something else"),
    (PageReading.WORDS, "Words were read"),
    (PageReading.WORDS_AND_PICTURE, "Words were read, and there is a picture"),
    (PageReading.PICTURE, "This page is a picture"),
    (PageReading.EMPTY, "Nothing is on this page"),
    (PageReading.NOT_READ, "This page could not be read"),
    (DocumentFault.EMPTY, "The file is empty. Choose the file again, or ask for it anew"),
    (
        DocumentFault.TOO_LARGE,
        "The file must be {most} MB or smaller. Scan it in grey, or in parts",
    ),
    (
        DocumentFault.NOT_PDF,
        "The file is no PDF. Save or print it as a PDF, or scan it, and choose that",
    ),
    (
        DocumentFault.PROTECTED,
        "The file is protected, so that it cannot be read here. Ask for it without a password,"
        " or print it and scan it",
    ),
    (
        DocumentFault.DAMAGED,
        "The file is damaged, so that it cannot be opened. Ask for it anew, or print and scan it",
    ),
    (DocumentFault.NO_PAGES, "The file has no pages. Choose another file, or ask for it anew"),
    (
        DocumentFault.TOO_MANY_PAGES,
        "The file must have 200 pages or fewer. Split it, and keep it in parts",
    ),
    (
        DocumentFault.TOO_SLOW,
        "It took too long to open the file. Print and scan it, or keep it in parts",
    ),
)
