"""The designated manager's considerations: the list, and one with its enquiries side by side."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.forms.steps import ConsiderationForm
from lacrecords.enquiries.queries.considerations import consideration_page, considerations
from lacrecords.enquiries.services.considerations import close_consideration
from lacrecords.enquiries.views.blueprint import enquiries
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page


@enquiries.get("/considerations")
@requires(Action.CONSIDERATION)
def considerations_list() -> ResponseReturnValue:
    """Open considerations, the soonest due first; closed ones by request."""
    closed = request.args.get("show") == "closed"
    return page(
        "enquiries/considerations.html",
        rows=considerations(now_utc(), closed=closed),
        closed=closed,
    )


@enquiries.route("/considerations/<reference>", methods=["GET", "POST"])
@requires(Action.CONSIDERATION)
def consideration(reference: str) -> ResponseReturnValue:
    """What the enquiries said side by side, and the manager's decision with reasons."""
    found = consideration_page(reference, signed_in().account_id, now_utc())
    if found is None:
        abort(404)
    with transaction():
        audit.record(signed_in(), "consideration_viewed", "consideration", found.id)
    form = ConsiderationForm()
    if form.validate_on_submit():
        try:
            with transaction():
                close_consideration(
                    signed_in(), reference, form.outcome.data, form.reasons.data, now_utc()
                )
        except EnquiryError as refusal:
            form.refuse(None, str(refusal))
        else:
            flash("The consideration is closed.", "success")
            return redirect(url_for("enquiries.considerations_list"))
    return page("enquiries/consideration.html", form=form, found=found)
