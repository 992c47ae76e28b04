"""A decision about who a child is, undone by whoever may decide; what was told stays told."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.forms.late import UndoForm
from lacrecords.enquiries.queries.answers import answer_page
from lacrecords.enquiries.queries.standing_decision import standing_decision
from lacrecords.enquiries.services.undoing_decisions import undo_decision
from lacrecords.enquiries.views.blueprint import (
    child_or_404,
    enquiries,
    enquiry_or_404,
    is_open_to_me,
    procedure,
)
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page


@enquiries.route(
    "/enquiries/<reference>/children/<int:position>/undo-decision", methods=["GET", "POST"]
)
@requires(Action.ENQUIRY_MATCH)
def undo_match(reference: str, position: int) -> ResponseReturnValue:
    """Undo who this child was decided to be, with a reason."""
    enquiry = enquiry_or_404(reference)
    child = child_or_404(enquiry, position)
    if not is_open_to_me(enquiry):
        return redirect(url_for("enquiries.check", reference=reference))
    decision = standing_decision(child.id)
    if decision is None:
        abort(404)
    form = UndoForm()
    if form.validate_on_submit():
        try:
            with transaction():
                undo_decision(
                    signed_in(),
                    child.id,
                    form.shown_id(),
                    str(form.why.data),
                    procedure(),
                    now_utc(),
                )
        except EnquiryError as refusal:
            form.refuse("why", str(refusal))
        else:
            flash("The decision is undone. Look for the child again.", "success")
            return redirect(url_for("enquiries.show", reference=reference))
    form.shown.data = str(decision.id)
    return page(
        "enquiries/undo_decision.html",
        form=form,
        enquiry=enquiry,
        child=child,
        decision=decision,
        answer=answer_page(child.id, confirmed=enquiry.is_confirmed),
    )
