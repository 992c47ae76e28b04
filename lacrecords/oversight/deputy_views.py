"""The pages of deputies: who holds the designated manager's powers, from when to when, and why."""

from __future__ import annotations

from flask import abort, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.oversight.blueprint import oversight
from lacrecords.oversight.deputies import deputy_card, end_deputy, every_deputy, name_deputy
from lacrecords.oversight.deputy_forms import EndHandOverForm, HandOverForm
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Action
from lacrecords.staff.handing_over import HandOverRefused, may_hand_over, possible_deputies
from lacrecords.staff.queries import council_day
from lacrecords.staff.words import ROLE_WORDS
from lacrecords.web.access import requires, signed_in
from lacrecords.web.fields import choice
from lacrecords.web.forms import page


@oversight.get("/deputies")
@requires(Action.POWERS_HAND_OVER)
def deputies() -> ResponseReturnValue:
    """Every deputy there is, will be or was."""
    actor = signed_in()
    rows = every_deputy(actor, now_utc())
    return page("oversight/deputies.html", rows=rows, may_name=may_hand_over(actor))


@oversight.route("/deputies/new", methods=["GET", "POST"])
@requires(Action.POWERS_HAND_OVER)
def new_deputy() -> ResponseReturnValue:
    """Hand the powers over for some days."""
    actor, now = signed_in(), now_utc()
    form = HandOverForm()
    form.account_id.choices = [
        choice(str(card.account_id), f"{card.name}, {ROLE_WORDS[card.role].lower()}")
        for card in possible_deputies(actor, council_day(now))
    ]
    if form.validate_on_submit():
        procedure: Procedure = current_app.extensions["lacrecords_procedure"]
        try:
            with transaction():
                reference = name_deputy(actor, form.value(), procedure, now)
        except HandOverRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The powers are handed over for these days.", "success")
            return redirect(url_for(".deputy", reference=reference))
    return page("oversight/new_deputy.html", form=form)


@oversight.route("/deputies/<reference>", methods=["GET", "POST"])
@requires(Action.INBOX)
def deputy(reference: str) -> ResponseReturnValue:
    """One hand-over, and the form that ends it before its time."""
    actor, now = signed_in(), now_utc()
    found = deputy_card(reference, actor, now) or abort(404)
    form = EndHandOverForm()
    if found.may_end and form.validate_on_submit():
        try:
            with transaction():
                ended = end_deputy(actor, reference, str(form.because.data), now)
        except HandOverRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The powers have ended." if ended else "They had ended already.", "success")
            return redirect(url_for(".deputy", reference=found.reference))
    with transaction():
        audit.record(actor, "hand_over_viewed", "powers_handed_over")
    return page("oversight/deputy.html", found=found, form=form)
