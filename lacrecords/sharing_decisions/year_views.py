"""The year's report on sharing: which years there are, the report, its document and its file."""

from __future__ import annotations

import io

from flask import abort, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from lacrecords.clocks import local_date
from lacrecords.database import db, now_utc
from lacrecords.figures.csv_file import csv_bytes
from lacrecords.figures.shown import ShownStatement
from lacrecords.figures.words import days_words
from lacrecords.rules.authorisation import Action
from lacrecords.sharing_decisions.blueprint import note, procedure, sharing_decisions
from lacrecords.sharing_decisions.models import SharingDecision
from lacrecords.sharing_decisions.year_report import report
from lacrecords.sharing_decisions.years import FIRST_YEAR, Year, year_of
from lacrecords.terms import Role
from lacrecords.web.access import requires, signed_in
from lacrecords.web.documents import CannotMakePdf, pdf_from_template
from lacrecords.web.forms import page
from lacrecords.web.words import moment_words

SEE_NUMBERS_AS_THEY_ARE = frozenset({Role.CALDICOTT_GUARDIAN, Role.DESIGNATED_MANAGER})
"""They may open every decision behind a number; to everybody else small numbers are hidden."""


@sharing_decisions.get("/years")
@requires(Action.SHARING_REPORT)
def years() -> ResponseReturnValue:
    """Every year since the first decision, the newest first."""
    this = year_of(local_date(now_utc()))
    first = db.session.scalar(select(func.min(SharingDecision.begun_at)))
    earliest = year_of(local_date(first)).number if first else this.number
    found = [Year(number) for number in range(this.number, earliest - 1, -1)]
    return page("sharing_decisions/years.html", years=found)


@sharing_decisions.get("/years/<int:number>")
@requires(Action.SHARING_REPORT)
def year(number: int) -> ResponseReturnValue:
    """The report of one year, with the year before beside it."""
    chosen, hides = _year_or_404(number), signed_in().role not in SEE_NUMBERS_AS_THEY_ARE
    note("sharing_year_viewed")
    now = now_utc()
    return page(
        "sharing_decisions/year.html",
        year=chosen,
        statement=report(chosen, procedure(), now, passed_on=hides),
        looked_at=now,
    )


@sharing_decisions.get("/years/<int:number>/document")
@requires(Action.SHARING_REPORT)
def year_document(number: int) -> ResponseReturnValue:
    """The report as a document to pass on: small numbers hidden, whoever takes it."""
    chosen, now = _year_or_404(number), now_utc()
    note("sharing_year_document_taken")
    try:
        pdf = pdf_from_template(
            "sharing_decisions/year_pdf.html",
            year=chosen,
            statement=_passed_on(chosen),
            looked_at=now,
        )
    except CannotMakePdf as missing:
        return page("sharing_decisions/no_pdf.html", words=str(missing))[0], 503
    name = f"sharing-{chosen.number}.pdf"
    return send_file(io.BytesIO(pdf), "application/pdf", as_attachment=True, download_name=name)


@sharing_decisions.get("/years/<int:number>/numbers")
@requires(Action.SHARING_REPORT)
def year_numbers(number: int) -> ResponseReturnValue:
    """The numbers as a CSV file to pass on: small ones hidden, whoever takes it."""
    chosen = _year_or_404(number)
    note("sharing_year_numbers_taken")
    about = (
        ("Report", "Deciding whether to share"),
        ("Period", days_words(chosen.from_on, chosen.to_on)),
        ("Period before", days_words(chosen.before().from_on, chosen.before().to_on)),
        ("Numbers as of", moment_words(now_utc())),
    )
    content = csv_bytes(_passed_on(chosen), about)
    name = f"sharing-{chosen.number}.csv"
    return send_file(io.BytesIO(content), "text/csv", as_attachment=True, download_name=name)


def _passed_on(chosen: Year) -> ShownStatement:
    return report(chosen, procedure(), now_utc(), passed_on=True)


def _year_or_404(number: int) -> Year:
    if not FIRST_YEAR <= number <= year_of(local_date(now_utc())).number:
        abort(404)
    return Year(number)
