"""The pages of the worksheet of understanding."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.children.admission import admitted_child_id
from lacrecords.clocks import local_date
from lacrecords.consents.access import worksheet_or_404
from lacrecords.consents.blueprint import consents, note
from lacrecords.consents.forms import today_parts
from lacrecords.consents.pages import about_child
from lacrecords.consents.words import QUESTION_WORDS
from lacrecords.consents.worksheet_forms import WorksheetForm
from lacrecords.consents.worksheets import answers_of, record_worksheet
from lacrecords.database import now_utc
from lacrecords.rules.authorisation import Action
from lacrecords.rules.understanding import answers_suggest
from lacrecords.staff.queries import names_for
from lacrecords.terms import UnderstandingQuestion
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page
from lacrecords.web.steps import is_taken


@consents.route("/about/<reference>/worksheet", methods=["GET", "POST"])
@requires(Action.CONSENT_RECORD)
def new_worksheet(reference: str) -> ResponseReturnValue:
    """Work through whether the child understands enough to decide."""
    actor, now = signed_in(), now_utc()
    child_id = admitted_child_id(actor, reference, now)
    form = WorksheetForm(worked_on=today_parts(local_date(now)), assessed_by=actor.name)
    made: list[str] = []

    def step() -> None:
        made.append(record_worksheet(actor, child_id, form.value(), now))

    if is_taken(form, step, "The worksheet is kept"):
        return redirect(url_for("consents.worksheet", reference=made[0]), 303)
    return page(
        "consents/new_worksheet.html",
        form=form,
        about=about_child(actor, child_id, now),
        questions=tuple(UnderstandingQuestion),
    )


@consents.get("/worksheets/<reference>")
@requires(Action.CONSENT_READ)
def worksheet(reference: str) -> ResponseReturnValue:
    """One worksheet: the child's own view in its own place, the answers, the result."""
    actor, now = signed_in(), now_utc()
    number = worksheet_or_404(actor, reference, now).id
    note("worksheet_read", "understanding_worksheet", number)
    row = worksheet_or_404(actor, reference, now)
    answers = answers_of(row.id)
    return page(
        "consents/worksheet.html",
        row=row,
        about=about_child(actor, row.child_id, now),
        answers=answers,
        question_words=QUESTION_WORDS,
        suggested=answers_suggest({one.question: one.answer for one in answers}),
        recorded_by=names_for([row.recorded_by])[row.recorded_by],
    )
