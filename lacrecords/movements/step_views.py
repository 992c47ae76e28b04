"""Recording what was done about a movement, and withdrawing what was a mistake."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.agencies import authorities
from lacrecords.database import now_utc, transaction
from lacrecords.movements import notices
from lacrecords.movements.blueprint import movement_or_404, movements
from lacrecords.movements.forms import ReasonForm
from lacrecords.movements.reading import Standing
from lacrecords.movements.refusals import MovementRefused
from lacrecords.movements.step_forms import StepForm
from lacrecords.movements.steps import record_step, steps_offered, withdraw_step
from lacrecords.movements.words import STEP_WORDS
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page

LARGEST_NUMBER = 2_147_483_647


@movements.route("/<reference>/step", methods=["GET", "POST"])
@requires(Action.MOVEMENT_CHANGE)
def step(reference: str) -> ResponseReturnValue:
    """Record one step; the address may say which, and of which notice."""
    standing = movement_or_404(reference)
    offered = steps_offered(standing)
    if not offered:
        abort(409)
    contacts = authorities.contacts_in_force(standing.row.authority_id)
    form = StepForm(data=_asked(offered))
    form.offer(offered, contacts)
    if form.validate_on_submit():
        value = form.value(contacts, _document_id(standing, form.document.data or ""))
        try:
            with transaction():
                record_step(signed_in(), standing.row.id, value, now_utc())
        except MovementRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The step is recorded", "success")
            return redirect(url_for("movements.movement", reference=reference), 303)
    authority = authorities.authority(standing.row.authority_id)
    return page(
        "movements/step.html", form=form, row=standing.row, authority=authority, contacts=contacts
    )


def _asked(offered: tuple[object, ...]) -> dict[str, object]:
    """What the address asks for, where it is offered."""
    kind = next((one for one in offered if str(one) == request.args.get("kind")), None)
    return {"kind": kind, "document": request.args.get("document", "")}


def _document_id(standing: Standing, reference: str) -> int | None:
    """The notice or acknowledgement of this very movement that was sent."""
    if not reference:
        return None
    found = notices.document(reference)
    if found is None or found.movement_id != standing.row.id:
        abort(404)
    return found.id


@movements.route(
    f"/<reference>/steps/<int(max={LARGEST_NUMBER}):step_id>/withdraw", methods=["GET", "POST"]
)
@requires(Action.MOVEMENT_CHANGE)
def withdraw(reference: str, step_id: int) -> ResponseReturnValue:
    """Take back a step that was recorded by mistake; it stays in the story."""
    standing, form = movement_or_404(reference), ReasonForm()
    found = next((one for one in standing.steps if one.id == step_id), None)
    if found is None:
        abort(404)
    if form.validate_on_submit():
        try:
            with transaction():
                withdraw_step(signed_in(), standing.row.id, step_id, form.because.data, now_utc())
        except MovementRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The step is withdrawn", "success")
            return redirect(url_for("movements.movement", reference=reference), 303)
    return page(
        "movements/withdraw.html",
        form=form,
        row=standing.row,
        what=STEP_WORDS[found.kind],
        step=found,
    )
