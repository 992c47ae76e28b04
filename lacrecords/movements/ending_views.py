"""Ending a movement, beside everything that would be left undone."""

from __future__ import annotations

from datetime import datetime

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc, transaction
from lacrecords.movements import queries
from lacrecords.movements.blueprint import movement_or_404, movements
from lacrecords.movements.ending import (
    end_movement,
    is_protected,
    proposal_for,
    responsible_for,
    seen_of,
)
from lacrecords.movements.ending_forms import EndingForm
from lacrecords.movements.reading import Standing
from lacrecords.movements.refusals import MovementRefused
from lacrecords.movements.story import proposal_line
from lacrecords.rules.authorisation import Action
from lacrecords.rules.movement_ending import EndingAnswer, Proposal, ends_freely, takes_two
from lacrecords.terms import EndingReason
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page

DONE = {
    EndingAnswer.ENDS: "The movement is ended",
    EndingAnswer.IS_PROPOSED: "The end is proposed. A second person agrees, or turns it down",
}


@movements.route("/<reference>/end", methods=["GET", "POST"])
@requires(Action.MOVEMENT_CHANGE)
def end(reference: str) -> ResponseReturnValue:
    """End it, propose that, or agree to what another person proposed."""
    standing, form, now = movement_or_404(reference), EndingForm(), now_utc()
    if not standing.is_open:
        abort(409)
    if form.validate_on_submit():
        try:
            with transaction():
                answer = end_movement(signed_in(), standing.row.id, form.value(), now)
        except MovementRefused as refused:
            form.refuse_step(refused)
            standing = movement_or_404(reference)
        else:
            flash(DONE[answer], "success")
            return redirect(url_for("movements.movement", reference=reference), 303)
    form.show_again(seen_of(standing))
    return _page(standing, form, now)


def _page(standing: Standing, form: EndingForm, now: datetime) -> ResponseReturnValue:
    actor = signed_in()
    proposal = proposal_for(standing, actor)
    return page(
        "movements/end.html",
        form=form,
        row=standing.row,
        freely=ends_freely(standing.reckoning),
        undone=queries.due_words(standing, standing.undone, now),
        responsible=responsible_for(standing),
        two=takes_two(standing.facts, is_protected(standing, now), EndingReason.NOT_HAPPENED),
        proposal=proposal_line(standing),
        own=proposal is Proposal.OWN,
    )
