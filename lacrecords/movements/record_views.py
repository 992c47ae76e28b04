"""Recording that a child moves, and deciding by hand whose record it is."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.agencies import authorities
from lacrecords.children.admission import admitted_child_id
from lacrecords.children.queries import CandidateCard, candidate_cards
from lacrecords.database import now_utc, transaction
from lacrecords.movements.access import may_record
from lacrecords.movements.blueprint import movement_or_404, movements
from lacrecords.movements.forms import IdentifyForm, MovementForm, ReasonForm
from lacrecords.movements.identifying import identify_child, undo_child
from lacrecords.movements.recording import record_movement
from lacrecords.movements.refusals import MovementRefused
from lacrecords.notifications import queries as notifications
from lacrecords.notifications.items import TaskItem
from lacrecords.rules.authorisation import Action
from lacrecords.staff.queries import council_day
from lacrecords.terms import TaskKind
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page


@dataclass(frozen=True, slots=True)
class _About:
    """Whom a new movement is of, and the task that it takes up."""

    card: CandidateCard | None
    task: TaskItem | None

    @property
    def child_id(self) -> int | None:
        """The number of the record, where there is one."""
        return self.card.child_id if self.card else None


@movements.route("/new", methods=["GET", "POST"])
@requires(Action.MOVEMENT_RECORD)
def new() -> ResponseReturnValue:
    """Record that a child moves; from the child's page, from a task, or of a child described."""
    actor, now, form, about = signed_in(), now_utc(), MovementForm(), _about()
    if not may_record(actor, about.child_id, now):
        return page("movements/not_yours.html", about=about)
    form.offer(authorities.every_authority())
    if form.validate_on_submit():
        value = form.value(about.child_id, about.task.id if about.task else None)
        try:
            with transaction():
                reference = record_movement(actor, value, now)
        except MovementRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The movement is recorded", "success")
            return redirect(url_for("movements.movement", reference=reference), 303)
    return page("movements/new.html", form=form, about=about)


def _about() -> _About:
    """By the references in the address; 404 for a record or a task that is not this person's."""
    actor, now = signed_in(), now_utc()
    task = None
    reference = request.args.get("child", "")
    if request.args.get("task"):
        task = notifications.task(request.args["task"], actor, now)
        if task is None or task.kind is not TaskKind.MOVEMENT or task.matter is not None:
            abort(404)
        reference = reference or task.child_reference or ""
    if not reference:
        return _About(None, task)
    child_id = admitted_child_id(actor, reference, now)
    cards = candidate_cards((child_id,), actor.account_id, council_day(now))
    return _About(cards[child_id], task)


@movements.route("/<reference>/child", methods=["GET", "POST"])
@requires(Action.MOVEMENT_CHANGE)
def identify(reference: str) -> ResponseReturnValue:
    """Decide which record is that of the child who was described."""
    standing, form = movement_or_404(reference), IdentifyForm()
    if form.validate_on_submit():
        given = form.child_reference.data
        try:
            with transaction():
                identify_child(signed_in(), standing.row.id, given, form.because.data, now_utc())
        except MovementRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The movement is of this child's record now", "success")
            return redirect(url_for("movements.movement", reference=reference), 303)
    return page("movements/identify.html", form=form, row=standing.row)


@movements.route("/<reference>/child/undo", methods=["GET", "POST"])
@requires(Action.MOVEMENT_CHANGE)
def identify_undo(reference: str) -> ResponseReturnValue:
    """Say that the movement is of another child after all."""
    standing, form = movement_or_404(reference), ReasonForm()
    if standing.child_id is None:
        abort(409)
    if form.validate_on_submit():
        try:
            with transaction():
                undo_child(signed_in(), standing.row.id, form.because.data, now_utc())
        except MovementRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The movement is of no record now", "success")
            return redirect(url_for("movements.movement", reference=reference), 303)
    return page("movements/identify_undo.html", form=form, row=standing.row)
