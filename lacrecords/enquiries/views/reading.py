"""The designated manager reads one enquiry, with the patterns beside it, and records a view."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.forms.considered import ViewForm
from lacrecords.enquiries.queries.queue import next_to_read
from lacrecords.enquiries.queries.reading_page import ReadingPage, reading_page
from lacrecords.enquiries.services.viewing import record_view
from lacrecords.enquiries.views.blueprint import enquiries, procedure
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page


@enquiries.route("/enquiries-to-consider/<reference>", methods=["GET", "POST"])
@requires(Action.ENQUIRY_CONSIDER)
def consider(reference: str) -> ResponseReturnValue:
    """What was asked, checked, found, said and seen before; and the manager's view of it."""
    found = _read_or_404(reference)
    form = ViewForm()
    if form.validate_on_submit():
        try:
            with transaction():
                view = record_view(
                    signed_in(), found.enquiry.id, form.value(), procedure(), now_utc()
                )
                view_id = view.id
        except EnquiryError as refusal:
            form.refuse(None, str(refusal))
        else:
            return _after(reference, view_id)
    form.shown.data = str(found.shown_id or "")
    return page("enquiries/consider.html", form=form, found=found)


def _read_or_404(reference: str) -> ReadingPage:
    """The enquiry, once it is settled; that it was read stands in the trail."""
    actor, now = signed_in(), now_utc()
    found = reading_page(reference, actor, procedure(), now)
    if found is None:
        abort(404)
    with transaction():
        audit.record(actor, "enquiry_read_to_consider", "enquiry", found.enquiry.id)
    return found


def _after(reference: str, view_id: int) -> Response:
    """To the incident that the view opened; else to the enquiry that has waited longest."""
    found = reading_page(reference, signed_in(), procedure(), now_utc())
    opened = [one for one in found.views if one.id == view_id] if found else []
    if opened and opened[0].incident_reference:
        flash("The incident is open. Its clocks are running", "success")
        return redirect(url_for("enquiries.incident", reference=opened[0].incident_reference))
    following = next_to_read(reference.upper(), now_utc())
    if following is None:
        flash("Your view is recorded. No enquiry waits any more", "success")
        return redirect(url_for("enquiries.queue"))
    flash(f"Your view of {reference.upper()} is recorded. This is the next enquiry", "success")
    return redirect(url_for("enquiries.consider", reference=following))
