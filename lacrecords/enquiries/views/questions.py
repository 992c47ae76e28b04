"""The officer reads the designated manager's question about an enquiry, and answers it."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.forms.considered import AnswerForm
from lacrecords.enquiries.queries.views_given import question_page, reference_of_question_task
from lacrecords.enquiries.services.viewing import answer_question
from lacrecords.enquiries.views.blueprint import enquiries
from lacrecords.notifications import queries as notifications
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page


@enquiries.get("/tasks/<reference>/question")
@requires(Action.TASK)
def question_of_task(reference: str) -> Response:
    """From the task to the question that it is about."""
    task = notifications.task(reference.upper(), signed_in(), now_utc())
    found = reference_of_question_task(task.id) if task else None
    if found is None:
        abort(404)
    return redirect(url_for("enquiries.question", reference=found))


@enquiries.route("/questions/<reference>", methods=["GET", "POST"])
@requires(Action.TASK)
def question(reference: str) -> ResponseReturnValue:
    """The question, for whoever may open the task; the answer goes back to the manager's queue."""
    found = question_page(reference)
    if found is None or not notifications.may_open_task(found.task_id, signed_in(), now_utc()):
        abort(404)
    with transaction():
        audit.record(signed_in(), "officer_question_viewed", "officer_question", found.id)
    form = AnswerForm()
    waits = found.card.answered_at is None and not found.withdrawn
    if waits and form.validate_on_submit():
        try:
            with transaction():
                answer_question(signed_in(), reference, str(form.answer.data), now_utc())
        except EnquiryError as refusal:
            form.refuse(None, str(refusal))
        else:
            flash("Your answer is recorded. The designated manager has it", "success")
            return redirect(url_for("notifications.tasks"))
    return page("enquiries/question.html", form=form, found=found, waits=waits)
