"""Late hits: a manager decides whether a later record is the child asked about; or undoes it."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.forms.late import LateAnswerForm, UndoForm
from lacrecords.enquiries.queries.late_hits import LateHitPage, late_hit_page, reference_of_task
from lacrecords.enquiries.services.late_answering import answer_late_hit
from lacrecords.enquiries.services.undoing_decisions import undo_late_answer
from lacrecords.enquiries.views.blueprint import enquiries, procedure
from lacrecords.notifications import queries as notifications
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page


@enquiries.get("/tasks/<reference>/late-hit")
@requires(Action.LATE_HIT)
def late_hit_of_task(reference: str) -> Response:
    """From a manager's task to the late hit that it is about."""
    task = notifications.task(reference.upper(), signed_in(), now_utc())
    found = reference_of_task(task.id) if task else None
    if found is None:
        abort(404)
    return redirect(url_for("enquiries.late_hit", reference=found))


@enquiries.route("/late-hits/<reference>", methods=["GET", "POST"])
@requires(Action.LATE_HIT)
def late_hit(reference: str) -> ResponseReturnValue:
    """What was asked, the record that meets now, and the manager's answer with reasons."""
    found = _late_hit_or_404(reference)
    form = LateAnswerForm()
    if found.waits and found.card is not None and form.validate_on_submit():
        try:
            with transaction():
                answer_late_hit(signed_in(), reference, form.value(), procedure(), now_utc())
        except EnquiryError as refusal:
            form.refuse(None, str(refusal))
        else:
            flash("Your decision is recorded.", "success")
            return redirect(url_for("enquiries.late_hit", reference=reference))
    return page("enquiries/late_hit.html", form=form, found=found)


@enquiries.route("/late-hits/<reference>/undo", methods=["GET", "POST"])
@requires(Action.LATE_HIT)
def undo_late_hit(reference: str) -> ResponseReturnValue:
    """Undo the decision of a late hit, with a reason; what was told stays told."""
    found = _late_hit_or_404(reference)
    if not found.can_be_undone or found.card is None:
        abort(404)
    form = UndoForm()
    if form.validate_on_submit():
        try:
            with transaction():
                again = undo_late_answer(
                    signed_in(), reference, str(form.why.data), procedure(), now_utc()
                )
                raised_again = again.reference
        except EnquiryError as refusal:
            form.refuse("why", str(refusal))
        else:
            flash("The decision is undone. Decide again.", "success")
            return redirect(url_for("enquiries.late_hit", reference=raised_again))
    return page("enquiries/undo_late_hit.html", form=form, found=found)


def _late_hit_or_404(reference: str) -> LateHitPage:
    """The late hit, where it is this person's to decide; the view is kept."""
    actor = signed_in()
    found = late_hit_page(reference, actor, now_utc())
    if found is None:
        abort(404)
    with transaction():
        audit.record(actor, "late_hit_viewed", "late_hit", found.id)
    return found
