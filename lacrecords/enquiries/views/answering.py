"""The answer: what to say, what not, what was done; and what was then said, word for word."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.forms.steps import MoreForm, OutsideForm, UndoContinuationForm
from lacrecords.enquiries.forms.telling import TypedTelling, read_telling
from lacrecords.enquiries.queries.answers import AnswerPage, advice_of, answer_page
from lacrecords.enquiries.queries.pages import EnquiredChildCard, EnquiryPage
from lacrecords.enquiries.queries.standing_decision import standing_decision
from lacrecords.enquiries.services.continuations import undo_continuation
from lacrecords.enquiries.services.telling import record_disclosures, record_told_outside_rules
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


@enquiries.get("/enquiries/<reference>/children/<int:position>/answer")
@requires(Action.ENQUIRY_TELL)
def answer(reference: str, position: int) -> ResponseReturnValue:
    """The exact sentences to say about this child."""
    enquiry = enquiry_or_404(reference)
    child = child_or_404(enquiry, position)
    return show_answer(enquiry, child)


@enquiries.post("/enquiries/<reference>/children/<int:position>/told")
@requires(Action.ENQUIRY_TELL)
def told(reference: str, position: int) -> ResponseReturnValue:
    """Keep what was said of what may be said."""
    enquiry = enquiry_or_404(reference)
    child = child_or_404(enquiry, position)
    typed = read_telling(request.form)
    found = _answer_or_404(enquiry, child)
    refusal = typed.problem
    if typed.outcome_id != found.outcome_id:
        refusal = "The answer has changed. Read it again first."
    if refusal:
        return show_answer(enquiry, child, refusal=refusal, typed=typed)
    try:
        with transaction():
            record_disclosures(signed_in(), typed.value(), now_utc())
    except EnquiryError as refused:
        return show_answer(enquiry, child, refusal=str(refused), typed=typed)
    flash("What was said is recorded.", "success")
    return redirect(url_for("enquiries.answer", reference=reference, position=position))


@enquiries.route("/enquiries/<reference>/told-outside", methods=["GET", "POST"])
@enquiries.post(
    "/enquiries/<reference>/children/<int:position>/told-outside",
    endpoint="told_outside_of_child",
)
@requires(Action.ENQUIRY_TELL)
def told_outside(reference: str, position: int | None = None) -> ResponseReturnValue:
    """Keep what was said beyond what was allowed, at any stage; it unlocks nothing."""
    enquiry = enquiry_or_404(reference)
    child = child_or_404(enquiry, position) if position is not None else None
    form = OutsideForm()
    if not form.validate_on_submit():
        return page("enquiries/told_outside.html", form=form, enquiry=enquiry)
    new = form.value(child.id if child else None)
    with transaction():
        record_told_outside_rules(signed_in(), enquiry.id, new, procedure(), now_utc())
    flash("What was said is recorded. The manager on shift has been told.", "success")
    if child is None:
        return redirect(url_for("enquiries.show", reference=reference))
    return redirect(url_for("enquiries.answer", reference=reference, position=child.position))


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
    if not is_open_to_me(enquiry):
        return redirect(url_for("enquiries.check", reference=reference))
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


def show_answer(
    enquiry: EnquiryPage,
    child: EnquiredChildCard,
    refusal: str = "",
    typed: TypedTelling | None = None,
    more: MoreForm | None = None,
) -> ResponseReturnValue:
    """The page of the answer; with a refusal, and everything that was typed given back."""
    if enquiry.check is None:
        return redirect(url_for("enquiries.check", reference=enquiry.reference))
    found = answer_page(child.id, confirmed=enquiry.is_confirmed)
    if found is None:
        return redirect(url_for("enquiries.show", reference=enquiry.reference))
    typed = typed or TypedTelling()
    good = enquiry.check.is_good_now
    shown = {one.kind for one in found.sentences if good or not one.about_a_child}
    outside = OutsideForm(formdata=None, data={"outside_words": typed.words_besides(shown)})
    more = more or MoreForm(formdata=None)
    if refusal:
        outside.refuse(None, refusal)
    return page(
        "enquiries/answer.html",
        enquiry=enquiry,
        child=child,
        answer=found,
        typed=typed,
        form=outside,
        more_form=more,
        forms=(outside, more),
        may_read_evidence=is_open_to_me(enquiry),
        may_undo=is_open_to_me(enquiry) and standing_decision(child.id) is not None,
    )
