"""The page of the written reply: where it goes, what it says, and that it has gone."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.queries.replies import reply_page
from lacrecords.enquiries.services.replying import record_reply_gone
from lacrecords.enquiries.views.blueprint import enquiries, enquiry_or_404
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import GovukForm, page


class ReplyGoneForm(GovukForm):
    """Nothing to fill in: pressing the button says that the reply has gone."""


@enquiries.route("/enquiries/<reference>/reply", methods=["GET", "POST"])
@requires(Action.ENQUIRY_TELL)
def reply(reference: str) -> ResponseReturnValue:
    """Send the recorded words to the one address that was checked, and say that they went."""
    enquiry = enquiry_or_404(reference)
    found = reply_page(enquiry.id)
    if found is None:
        abort(404)
    form = ReplyGoneForm()
    if form.validate_on_submit():
        try:
            with transaction():
                record_reply_gone(signed_in(), enquiry.id, now_utc())
        except EnquiryError as refusal:
            form.refuse(None, str(refusal))
        else:
            flash("The reply has gone. The check has ended with it.", "success")
            return redirect(url_for("enquiries.show", reference=enquiry.reference))
    return page("enquiries/reply.html", form=form, enquiry=enquiry, reply=found)
