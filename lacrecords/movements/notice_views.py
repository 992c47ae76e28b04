"""Making a notice or an acknowledgement, and loading those of another authority."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.agencies import authorities
from lacrecords.database import now_utc, transaction
from lacrecords.movements import notices
from lacrecords.movements.blueprint import movement_or_404, movements
from lacrecords.movements.file_forms import LoadForm
from lacrecords.movements.forms import AcknowledgementForm, NoticeForm
from lacrecords.movements.loading import Loaded, load_file
from lacrecords.movements.notice_format import MOST_BYTES
from lacrecords.movements.refusals import MovementRefused
from lacrecords.rules.authorisation import Action
from lacrecords.terms import MovementDirection
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page


@movements.route("/<reference>/notice", methods=["GET", "POST"])
@requires(Action.MOVEMENT_CHANGE)
def notice(reference: str) -> ResponseReturnValue:
    """Make the written notice; that it was sent is a step of its own."""
    standing, form = movement_or_404(reference), NoticeForm()
    if standing.row.direction is not MovementDirection.OUT or not standing.is_open:
        abort(409)
    if form.validate_on_submit():
        try:
            with transaction():
                made = notices.make_notice(signed_in(), standing.row.id, form.value(), now_utc())
        except MovementRefused as refused:
            form.refuse_step(refused)
        else:
            return redirect(url_for("movements.document", reference=made), 303)
    authority = authorities.authority(standing.row.authority_id)
    return page("movements/notice.html", form=form, row=standing.row, authority=authority)


@movements.route("/<reference>/acknowledgement", methods=["GET", "POST"])
@requires(Action.MOVEMENT_CHANGE)
def acknowledgement(reference: str) -> ResponseReturnValue:
    """Make the acknowledgement of a notice that came as a file."""
    standing, form = movement_or_404(reference), AcknowledgementForm()
    if notices.loaded_notice(standing.row.id) is None or not standing.is_open:
        abort(409)
    if form.validate_on_submit():
        try:
            with transaction():
                made = notices.make_acknowledgement(
                    signed_in(), standing.row.id, form.value(), now_utc()
                )
        except MovementRefused as refused:
            form.refuse_step(refused)
        else:
            return redirect(url_for("movements.document", reference=made), 303)
    return page("movements/acknowledgement.html", form=form, row=standing.row)


@movements.route("/load", methods=["GET", "POST"])
@requires(Action.MOVEMENT_CHANGE)
def load() -> ResponseReturnValue:
    """Load a notice or an acknowledgement; nothing is kept of a file that is refused."""
    form = LoadForm()
    form.offer(authorities.every_authority())
    if form.validate_on_submit():
        # One byte more than a notice may have, so that a larger file is known and never read whole.
        content = form.file.data.stream.read(MOST_BYTES + 1)
        try:
            with transaction():
                loaded = load_file(
                    signed_in(), content, form.authority_id.data, form.day(), now_utc()
                )
        except MovementRefused as refused:
            form.refuse_step(refused)
        else:
            flash(_said(loaded), "success")
            there = url_for("movements.movement", reference=loaded.movement_reference)
            return redirect(there, 303)
    return page("movements/load.html", form=form)


def _said(loaded: Loaded) -> str:
    if loaded.was_there:
        return "This file was loaded before. Nothing is doubled: this is the movement"
    if loaded.is_notice:
        return "The notice is loaded. Acknowledge it, and find the child's record"
    return "The acknowledgement is loaded"
