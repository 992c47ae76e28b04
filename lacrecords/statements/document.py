"""The statement as a document: tagged PDF, for whoever prints or passes it on."""

from __future__ import annotations

from lacrecords.figures.shown import ShownStatement
from lacrecords.statements.issued import Issue
from lacrecords.statements.making import Days
from lacrecords.web.documents import can_make_pdf, pdf_from_template


def pdf_of(issue: Issue) -> bytes:
    """The document; CannotMakePdf where this machine cannot."""
    days = Days(issue.from_on, issue.to_on)
    return pdf_from_template(
        "statements/document.html",
        issue=issue,
        days=days,
        before=days.before(),
        statement=ShownStatement.from_json(issue.figures),
    )


def pdf_if_possible(issue: Issue) -> bytes | None:
    """The document; None where this machine can make none: the frozen numbers are kept anyway."""
    return pdf_of(issue) if can_make_pdf() else None
