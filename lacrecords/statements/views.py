"""Issued statements: the list, one of them, its document and file, read, corrected."""

from __future__ import annotations

import io

from flask import abort, flash, redirect, send_file, url_for
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.figures.csv_file import csv_bytes
from lacrecords.figures.words import WHOLE_COUNCIL, days_words
from lacrecords.rules.authorisation import Action, may
from lacrecords.statements import draft_views, making, queries, services
from lacrecords.statements.blueprint import statements
from lacrecords.statements.document import pdf_of
from lacrecords.statements.making import Days
from lacrecords.statements.queries import IssuedPage
from lacrecords.web.access import requires, signed_in
from lacrecords.web.documents import CannotMakePdf
from lacrecords.web.forms import page

__all__ = ["draft_views", "statements"]


@statements.get("")
@requires(Action.STATEMENT_READ)
def index() -> ResponseReturnValue:
    """The statements that were issued; for the designated manager also the drafts."""
    writes = may(signed_in().role, Action.STATEMENT_WRITE)
    return page(
        "statements/index.html",
        issued=queries.issued_statements(),
        drafts=queries.drafts() if writes else (),
        writes=writes,
    )


@statements.get("/<reference>")
@requires(Action.STATEMENT_READ)
def issued(reference: str) -> ResponseReturnValue:
    """One statement as it was issued."""
    actor, found = signed_in(), _read(reference, "statement_viewed")
    days = Days(found.issue.from_on, found.issue.to_on)
    return page(
        "statements/issued.html",
        found=found,
        days=days,
        before=days.before(),
        may_acknowledge=may(actor.role, Action.STATEMENT_ACKNOWLEDGE),
        may_correct=may(actor.role, Action.STATEMENT_WRITE),
    )


@statements.get("/<reference>/document")
@requires(Action.STATEMENT_READ)
def document(reference: str) -> ResponseReturnValue:
    """The document as it was issued; made again where none was kept."""
    found = _read(reference, "statement_document_downloaded")
    try:
        pdf = found.pdf if found.pdf is not None else pdf_of(found.issue)
    except CannotMakePdf as cannot:
        return page("statements/no_document.html", why=str(cannot), reference=reference)
    return send_file(
        io.BytesIO(pdf),
        "application/pdf",
        as_attachment=True,
        download_name=f"{_file_name(found)}.pdf",
    )


@statements.get("/<reference>/numbers")
@requires(Action.STATEMENT_READ)
def numbers(reference: str) -> ResponseReturnValue:
    """The numbers as they were issued, as a CSV file."""
    found = _read(reference, "statement_numbers_downloaded")
    issue = found.issue
    about = (
        ("Number", issue.title),
        ("Period", days_words(issue.from_on, issue.to_on)),
        ("Whose work", issue.team_name or WHOLE_COUNCIL),
        ("Signed by", issue.issued_by_name),
        ("Comment", issue.comment),
    )
    return send_file(
        io.BytesIO(csv_bytes(found.statement, about)),
        "text/csv",
        as_attachment=True,
        download_name=f"{_file_name(found)}.csv",
    )


@statements.post("/<reference>/acknowledge")
@requires(Action.STATEMENT_ACKNOWLEDGE)
def acknowledge(reference: str) -> ResponseReturnValue:
    """The Director has read it."""
    try:
        with transaction():
            services.acknowledge_statement(signed_in(), reference, now_utc())
    except LookupError:
        abort(404)
    flash("It is kept that you have read the statement", "success")
    return redirect(url_for("statements.issued", reference=reference), 303)


@statements.post("/<reference>/correct")
@requires(Action.STATEMENT_WRITE)
def correct(reference: str) -> ResponseReturnValue:
    """Begin a further statement of the same days that names the one it replaces."""
    now, found = now_utc(), _found(reference)
    days = Days(found.issue.from_on, found.issue.to_on, found.team_id)
    made = making.statement_to_issue(days, now)
    try:
        with transaction():
            own = services.start_draft(signed_in(), days, made, now, corrects=reference)
    except LookupError:
        return redirect(url_for("statements.issued", reference=reference), 303)
    return redirect(url_for("statements.draft", reference=own), 303)


def _found(reference: str) -> IssuedPage:
    found = queries.issued_page(reference)
    if found is None:
        abort(404)
    return found


def _read(reference: str, what: str) -> IssuedPage:
    """The statement; that somebody read it stands in the trail."""
    found = _found(reference)
    with transaction():
        audit.record(signed_in(), what, "issued_statement", found.id)
    return found


def _file_name(found: IssuedPage) -> str:
    return f"statement-{found.issue.year}-{found.issue.number}"
