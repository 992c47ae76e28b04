"""More is asked than the fixed answer: the request, the manager's decision, the words said."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from lacrecords.audit import services as audit
from lacrecords.database import db, now_utc, transaction
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.forms.steps import MoreDecisionForm, MoreForm
from lacrecords.enquiries.models import EnquiredChild
from lacrecords.enquiries.queries.more import more_page, reference_of_task
from lacrecords.enquiries.services.more_asked import (
    ask_manager,
    decide_more_asked,
    record_more_told,
)
from lacrecords.enquiries.views.answering import show_answer
from lacrecords.enquiries.views.blueprint import (
    child_or_404,
    enquiries,
    enquiry_or_404,
    procedure,
)
from lacrecords.notifications import queries as notifications
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page


@enquiries.post("/enquiries/<reference>/children/<int:position>/more")
@requires(Action.ENQUIRY_TELL)
def more(reference: str, position: int) -> ResponseReturnValue:
    """Hand a request for more to the manager on shift."""
    enquiry = enquiry_or_404(reference)
    child = child_or_404(enquiry, position)
    form = MoreForm()
    if not form.validate_on_submit():
        return show_answer(enquiry, child, more=form)
    with transaction():
        row = db.session.get_one(EnquiredChild, child.id)
        ask_manager(signed_in(), row, form.asked.data, procedure(), now_utc())
    flash("The manager on shift has the request.", "success")
    return redirect(url_for("enquiries.answer", reference=reference, position=position))


@enquiries.get("/tasks/<reference>/more-asked")
@requires(Action.MORE_ASKED_DECIDE)
def more_of_task(reference: str) -> Response:
    """From a manager's task to the request that it is about."""
    task = notifications.task(reference.upper(), signed_in(), now_utc())
    asked = reference_of_task(task.id) if task else None
    if asked is None:
        abort(404)
    return redirect(url_for("enquiries.decide_more", reference=asked))


@enquiries.route("/more-asked/<reference>", methods=["GET", "POST"])
@requires(Action.MORE_ASKED_DECIDE)
def decide_more(reference: str) -> ResponseReturnValue:
    """The manager decides whether more may be told, why, and in which words."""
    asked = more_page(reference)
    if asked is None:
        abort(404)
    with transaction():
        audit.record(signed_in(), "more_asked_viewed", "enquiry", asked.enquiry_id)
    form = MoreDecisionForm()
    if form.validate_on_submit():
        try:
            with transaction():
                decide_more_asked(
                    signed_in(),
                    reference,
                    bool(form.shared.data),
                    form.reasons.data,
                    form.exact_words.data,
                    now_utc(),
                )
        except EnquiryError as refusal:
            form.refuse("exact_words", str(refusal))
        else:
            flash("Your decision is recorded.", "success")
            return redirect(url_for("enquiries.decide_more", reference=reference))
    return page("enquiries/more_asked.html", form=form, asked=asked)


@enquiries.post("/more-asked/<reference>/told")
@requires(Action.ENQUIRY_TELL)
def more_told(reference: str) -> Response:
    """Keep that the manager's words were said."""
    asked = more_page(reference)
    if asked is None:
        abort(404)
    try:
        with transaction():
            record_more_told(signed_in(), reference, now_utc())
    except EnquiryError as refusal:
        flash(str(refusal), "important")
    else:
        flash("What was said is recorded.", "success")
    return redirect(
        url_for("enquiries.answer", reference=asked.enquiry_reference, position=asked.position)
    )
