"""Restricted records: what a manager answers for, what waits, and opening one in an emergency."""

from __future__ import annotations

from flask import abort, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.children.blueprint import children
from lacrecords.children.changes import ChangeRefused
from lacrecords.children.emergencies import open_in_emergency, review_opening
from lacrecords.children.lifting import decide_lift
from lacrecords.children.queries import reference_of
from lacrecords.children.restricted_list import restricted_page
from lacrecords.children.restricted_waiting import lifts_of, openings_of
from lacrecords.children.restriction_forms import DecideLiftForm, EmergencyForm, ReviewForm
from lacrecords.database import now_utc, transaction
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page

NOTHING_OPENED = (
    "No restricted record was opened. Check what you entered, search for the child, or ring the"
    " manager on shift. If a child is in danger now, act on what you know"
)


@children.get("/restricted")
@requires(Action.CHILD_RESTRICTION_MANAGE)
def restricted() -> ResponseReturnValue:
    """The restricted records one answers for, requests to lift, openings to review."""
    actor = signed_in()
    shown = restricted_page(actor, now_utc())
    with transaction():
        audit.record(actor, "restricted_records_listed", "child")
    return page("children/restricted.html", restricted=shown)


@children.route("/restricted/lifts/<lift_reference>", methods=["GET", "POST"])
@requires(Action.CHILD_RESTRICTION_MANAGE)
def decide_on_lift(lift_reference: str) -> ResponseReturnValue:
    """Decide whether a restriction is lifted, or take one's own request back."""
    actor, now = signed_in(), now_utc()
    found = lifts_of(actor, now, lift_reference)
    if not found:
        abort(404)
    form = DecideLiftForm()
    if form.validate_on_submit():
        try:
            with transaction():
                decide_lift(actor, found[0].id, form.value(), now)
        except ChangeRefused as refused:
            form.refuse_step(refused)
        else:
            flash("Your answer is kept", "success")
            return redirect(url_for("children.restricted"))
    return page("children/lift.html", form=form, lift=found[0])


@children.route("/restricted/openings/<opening_reference>", methods=["GET", "POST"])
@requires(Action.CHILD_RESTRICTION_MANAGE)
def review(opening_reference: str) -> ResponseReturnValue:
    """Review an opening in an emergency; whoever opened the record only reads of it."""
    actor, now = signed_in(), now_utc()
    found = openings_of(actor, now, opening_reference)
    if not found:
        abort(404)
    form = ReviewForm()
    if form.validate_on_submit():
        try:
            with transaction():
                review_opening(actor, found[0].id, form.value(), now)
        except ChangeRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The review is kept", "success")
            return redirect(url_for("children.restricted"))
    return page("children/opening.html", form=form, opening=found[0])


@children.route("/emergency", methods=["GET", "POST"])
@requires(Action.CHILD_EMERGENCY)
def emergency() -> ResponseReturnValue:
    """Open a restricted record for a short while, to protect a child now."""
    actor, now, minutes = signed_in(), now_utc(), _procedure().emergency_opening_minutes
    form = EmergencyForm()
    if form.validate_on_submit():
        with transaction():
            child_id = open_in_emergency(actor, form.value(), minutes, now)
        if child_id is not None:
            return redirect(url_for("children.child", reference=reference_of(child_id)))
        form.refuse(None, NOTHING_OPENED)
    return page("children/emergency.html", form=form, minutes=minutes)


def _procedure() -> Procedure:
    procedure: Procedure = current_app.extensions["lacrecords_procedure"]
    return procedure
