"""Confirming and withdrawing contact points, one by one or a page of proposals at a time."""

from __future__ import annotations

from flask import abort, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.agencies import directory_queries, services
from lacrecords.agencies.blueprint import agencies
from lacrecords.agencies.directory_queries import KeptContactPoint, Proposals
from lacrecords.agencies.forms import KIND_WORDS, ProposalsForm
from lacrecords.agencies.services import DirectoryError
from lacrecords.database import now_utc, transaction
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in
from lacrecords.web.fields import choice
from lacrecords.web.forms import page
from lacrecords.web.words import date_words, moment_words

POINT = "/contact-points/<int(max=2147483647):contact_point_id>"


@agencies.post(f"{POINT}/confirm")
@requires(Action.DIRECTORY_CHANGE)
def confirm(contact_point_id: int) -> ResponseReturnValue:
    """Confirm what somebody else proposed."""
    point = _point_or_404(contact_point_id)
    try:
        with transaction():
            usable_from_at = services.confirm_contact_point(
                signed_in(), contact_point_id, _procedure(), now_utc()
            )
    except DirectoryError as refused:
        flash(str(refused))
    else:
        words = moment_words(usable_from_at)
        flash(f"Confirmed. It serves for checks from {words}.", "success")
    return redirect(url_for("agencies.agency", agency_id=point.agency_id))


@agencies.post(f"{POINT}/withdraw")
@requires(Action.DIRECTORY_CHANGE)
def withdraw(contact_point_id: int) -> ResponseReturnValue:
    """Withdraw a contact point or a proposal at once."""
    point = _point_or_404(contact_point_id)
    try:
        with transaction():
            services.withdraw_contact_point(signed_in(), contact_point_id, now_utc())
    except DirectoryError as refused:
        flash(str(refused))
    else:
        flash("Withdrawn. It serves for no check from now.", "success")
    return redirect(url_for("agencies.agency", agency_id=point.agency_id))


@agencies.route("/proposals", methods=["GET", "POST"])
@requires(Action.DIRECTORY_CHANGE)
def proposals() -> ResponseReturnValue:
    """What others have proposed, or an import brought: confirmed by ticking."""
    form = ProposalsForm()
    if form.validate_on_submit():
        if form.confirmed_ids():
            return _confirm_several(form)
        form.refuse("chosen", "Select the contact points that are right")
    waiting = directory_queries.proposals(signed_in(), now_utc())
    _offer(form, waiting)
    return page("agencies/proposals.html", form=form, proposals=waiting)


def _confirm_several(form: ProposalsForm) -> ResponseReturnValue:
    with transaction():
        number = services.confirm_contact_points(
            signed_in(), form.confirmed_ids(), _procedure(), now_utc()
        )
    hours = _procedure().contact_point_cooling_off_hours
    if number:
        flash(f"Confirmed: {number}. They serve for checks in {hours} hours.", "success")
    else:
        flash("None of these waits to be confirmed by you any more.")
    return redirect(url_for("agencies.proposals"))


def _offer(form: ProposalsForm, waiting: Proposals) -> None:
    form.shown.data = ",".join(str(point.contact_point_id) for point in waiting.shown)
    form.chosen.choices = [
        choice(str(point.contact_point_id), f"{point.agency_name}: {point.value}", _hint(point))
        for point in waiting.shown
    ]


def _hint(point: KeptContactPoint) -> str:
    added_on = date_words(point.added_at.date())
    shared = ", a mailbox of several roles" if point.shared_mailbox else ""
    what = f"{KIND_WORDS[point.kind]}, {point.label or 'nobody named'}{shared}"
    return f"{what}. Added by {point.added_by} on {added_on}"


def _point_or_404(contact_point_id: int) -> KeptContactPoint:
    found = directory_queries.kept_contact_point(contact_point_id, signed_in(), now_utc())
    return found or abort(404)


def _procedure() -> Procedure:
    procedure: Procedure = current_app.extensions["lacrecords_procedure"]
    return procedure
