"""The answer: what to say, what not, what was done; and what was then said, word for word."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.asked import NewTelling
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.forms.steps import MoreForm, OutsideForm, UndoContinuationForm
from lacrecords.enquiries.queries.answers import AnswerPage, advice_of, answer_page
from lacrecords.enquiries.queries.pages import EnquiredChildCard, EnquiryPage
from lacrecords.enquiries.services.continuations import undo_continuation
from lacrecords.enquiries.services.telling import record_disclosures, record_told_outside_rules
from lacrecords.enquiries.views.blueprint import (
    child_or_404,
    enquiries,
    enquiry_or_404,
    procedure,
)
from lacrecords.rules.authorisation import Action
from lacrecords.terms import TellingKind
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page


@enquiries.get("/enquiries/<reference>/children/<int:position>/answer")
@requires(Action.ENQUIRY_TELL)
def answer(reference: str, position: int) -> ResponseReturnValue:
    """The exact sentences to say about this child."""
    enquiry = enquiry_or_404(reference)
    child = child_or_404(enquiry, position)
    return _show(enquiry, child)


@enquiries.post("/enquiries/<reference>/children/<int:position>/told")
@requires(Action.ENQUIRY_TELL)
def told(reference: str, position: int) -> ResponseReturnValue:
    """Keep what was said of what may be said."""
    enquiry = enquiry_or_404(reference)
    child = child_or_404(enquiry, position)
    new = NewTelling(
        outcome_id=request.form.get("outcome", 0, type=int),
        said={
            kind: request.form.get(f"words_{kind.value}", "")
            for kind in TellingKind
            if kind.value in request.form.getlist("said")
        },
        nothing_more_said="nothing_more_said" in request.form,
    )
    found = _answer_or_404(enquiry, child)
    if new.outcome_id != found.outcome_id:
        return _show(enquiry, child, refusal="The answer has changed. Read it again first.")
    try:
        with transaction():
            record_disclosures(signed_in(), new, now_utc())
    except EnquiryError as refusal:
        return _show(enquiry, child, refusal=str(refusal), typed=new)
    flash("What was said is recorded.", "success")
    return redirect(url_for("enquiries.answer", reference=reference, position=position))


@enquiries.post("/enquiries/<reference>/children/<int:position>/told-outside")
@requires(Action.ENQUIRY_TELL)
def told_outside(reference: str, position: int) -> ResponseReturnValue:
    """Keep what was said beyond what was allowed; it unlocks nothing."""
    enquiry = enquiry_or_404(reference)
    child = child_or_404(enquiry, position)
    form = OutsideForm()
    if not form.validate_on_submit():
        return _show(enquiry, child, outside=form)
    with transaction():
        record_told_outside_rules(
            signed_in(), enquiry.id, form.value(child.id), procedure(), now_utc()
        )
    flash("What was said is recorded. The manager on shift has been told.", "success")
    return redirect(url_for("enquiries.answer", reference=reference, position=position))


@enquiries.get("/enquiries/<reference>/children/<int:position>/contact-record")
@requires(Action.ENQUIRY_TELL)
def contact_record(reference: str, position: int) -> ResponseReturnValue:
    """The contact record of a child not known, with the advice given."""
    enquiry = enquiry_or_404(reference)
    child = child_or_404(enquiry, position)
    found = _answer_or_404(enquiry, child)
    if found.contact_record_reference is None:
        abort(404)
    return page(
        "enquiries/contact_record.html",
        enquiry=enquiry,
        child=child,
        answer=found,
        advice=advice_of(child.id),
    )


@enquiries.route(
    "/enquiries/<reference>/children/<int:position>/counts-on-its-own", methods=["GET", "POST"]
)
@requires(Action.ENQUIRY_MATCH)
def undo_continuing(reference: str, position: int) -> ResponseReturnValue:
    """Take back the mark that this enquiry only continues an earlier one."""
    enquiry = enquiry_or_404(reference)
    child = child_or_404(enquiry, position)
    form = UndoContinuationForm()
    if form.validate_on_submit():
        try:
            with transaction():
                undo_continuation(signed_in(), child.id, form.why.data, procedure(), now_utc())
        except EnquiryError as refusal:
            form.refuse("why", str(refusal))
        else:
            return redirect(url_for("enquiries.answer", reference=reference, position=position))
    return page("enquiries/undo_continuation.html", form=form, enquiry=enquiry, child=child)


def _answer_or_404(enquiry: EnquiryPage, child: EnquiredChildCard) -> AnswerPage:
    found = answer_page(child.id, confirmed=enquiry.is_confirmed)
    if found is None:
        abort(404)
    return found


def _show(
    enquiry: EnquiryPage,
    child: EnquiredChildCard,
    refusal: str = "",
    outside: OutsideForm | None = None,
    typed: NewTelling | None = None,
) -> ResponseReturnValue:
    if enquiry.check is None:
        return redirect(url_for("enquiries.check", reference=enquiry.reference))
    found = answer_page(child.id, confirmed=enquiry.is_confirmed)
    if found is None:
        return redirect(url_for("enquiries.show", reference=enquiry.reference))
    outside = outside or OutsideForm(formdata=None)
    if refusal:
        outside.refuse(None, refusal)
    return page(
        "enquiries/answer.html",
        enquiry=enquiry,
        child=child,
        answer=found,
        form=outside,
        typed=typed or NewTelling(outcome_id=found.outcome_id),
        more_form=MoreForm(formdata=None),
    )
