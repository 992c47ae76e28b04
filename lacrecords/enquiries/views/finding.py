"""Looking for one described child, and the officer's decision about the candidates."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from lacrecords.clocks import local_date
from lacrecords.database import db, now_utc, transaction
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.forms.steps import DecisionForm
from lacrecords.enquiries.models import EnquiredChild, Enquiry
from lacrecords.enquiries.queries.candidates import candidates_page
from lacrecords.enquiries.queries.steps import reason_must_be_weighed
from lacrecords.enquiries.services.deciding import decide_match
from lacrecords.enquiries.services.finding import search_and_keep
from lacrecords.enquiries.views.blueprint import (
    child_or_404,
    enquiries,
    enquiry_or_404,
    is_open_to_me,
    procedure,
)
from lacrecords.matching.reason_marks import mark_of
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page


@enquiries.post("/enquiries/<reference>/children/<int:position>/search")
@requires(Action.ENQUIRY_MATCH)
def search(reference: str, position: int) -> Response:
    """Look for the child; what is tried and shown is kept."""
    enquiry = enquiry_or_404(reference)
    child = child_or_404(enquiry, position)
    if not is_open_to_me(enquiry):
        return redirect(url_for("enquiries.check", reference=reference))
    with transaction():
        row, _ = search_and_keep(
            signed_in(),
            db.session.get_one(EnquiredChild, child.id),
            db.session.get_one(Enquiry, enquiry.id),
            procedure(),
            now_utc(),
        )
        search_id = row.id
    return redirect(
        url_for("enquiries.candidates", reference=reference, position=position, search_id=search_id)
    )


@enquiries.route(
    "/enquiries/<reference>/children/<int:position>/candidates/<int(max=2147483647):search_id>",
    methods=["GET", "POST"],
)
@requires(Action.ENQUIRY_MATCH)
def candidates(reference: str, position: int, search_id: int) -> ResponseReturnValue:
    """The candidates with their reasons; a person decides."""
    enquiry = enquiry_or_404(reference)
    child = child_or_404(enquiry, position)
    actor, now = signed_in(), now_utc()
    if not is_open_to_me(enquiry):
        return redirect(url_for("enquiries.check", reference=reference))
    found = candidates_page(search_id, child.id, actor.key, actor.account_id, local_date(now))
    if found is None:
        abort(404)
    form = DecisionForm()
    form.offer(found, weigh_reason=reason_must_be_weighed(enquiry.id))
    if form.validate_on_submit():
        try:
            with transaction():
                decide_match(actor, child.id, form.value(found), procedure(), now)
        except EnquiryError as refusal:
            form.refuse("answer", str(refusal))
        else:
            return redirect(url_for("enquiries.answer", reference=reference, position=position))
    return page(
        "enquiries/candidates.html",
        form=form,
        enquiry=enquiry,
        child=child,
        found=found,
        # A list in which nobody can be told from the next helps nobody, and says much of many.
        folded=found.too_many and not form.is_submitted() and request.args.get("show") != "all",
        mark_of=mark_of,
    )
