"""Whoever is to act on a referral reads its note, and says what was done."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.forms.considered import DoneForm
from lacrecords.enquiries.queries.consideration_page import ConsiderationPage, consideration_page
from lacrecords.enquiries.services.considerations import referral_done
from lacrecords.enquiries.views.blueprint import enquiries, procedure
from lacrecords.notifications import queries as notifications
from lacrecords.rules.authorisation import Action, may
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page


@enquiries.route("/considerations/<reference>/referral", methods=["GET", "POST"])
@requires(Action.TASK)
def referral(reference: str) -> ResponseReturnValue:
    """The note to be pasted into the case system, for whoever has the task; and what was done."""
    found = _referral_or_404(reference)
    form = DoneForm()
    if form.validate_on_submit():
        try:
            with transaction():
                referral_done(signed_in(), reference, str(form.what_was_done.data), now_utc())
        except EnquiryError as refusal:
            form.refuse(None, str(refusal))
        else:
            flash("What was done is recorded", "success")
            return redirect(url_for("enquiries.referral", reference=found.reference))
    return page("enquiries/referral.html", form=form, found=found)


def _referral_or_404(reference: str) -> ConsiderationPage:
    """The referral, where it is this person's task or they decide on considerations."""
    actor, now = signed_in(), now_utc()
    found = consideration_page(reference, actor.account_id, procedure(), now)
    if found is None or found.task_id is None:
        abort(404)
    decides = may(actor.role, Action.CONSIDERATION)
    if not decides and not notifications.is_task_of_actor(found.task_id, actor, now):
        abort(404)
    with transaction():
        audit.record(actor, "referral_viewed", "consideration", found.id)
    return found
