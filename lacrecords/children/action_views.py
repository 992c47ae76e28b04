"""The pages of the changes to a child's record: one short route each, one way for them all."""

from __future__ import annotations

from datetime import datetime

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.children import actions, facts, restriction_actions
from lacrecords.children.actions import ChildAction, Occasion
from lacrecords.children.blueprint import children
from lacrecords.children.changes import ChangeRefused
from lacrecords.children.forms import ChangeForm
from lacrecords.children.queries import CandidateCard, ClosedCard, candidate_cards, reference_of
from lacrecords.children.reading import find_record, note_reading
from lacrecords.database import now_utc, transaction
from lacrecords.history import FactChangedMeanwhile
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.staff.queries import council_day
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page

TEMPLATE = "children/change.html"


@children.route("/<reference>/case/open", methods=["GET", "POST"])
@requires(Action.CHILD_CHANGE)
def open_case(reference: str) -> ResponseReturnValue:
    """Open a case."""
    return _change(reference, actions.OPEN_CASE)


@children.route("/<reference>/case/close", methods=["GET", "POST"])
@requires(Action.CHILD_CHANGE)
def close_case(reference: str) -> ResponseReturnValue:
    """Close the case."""
    return _change(reference, actions.CLOSE_CASE)


@children.route("/<reference>/lead", methods=["GET", "POST"])
@requires(Action.CHILD_CHANGE)
def assign_lead(reference: str) -> ResponseReturnValue:
    """Assign the lead social worker."""
    return _change(reference, actions.ASSIGN_LEAD)


@children.route("/<reference>/plan/start", methods=["GET", "POST"])
@requires(Action.CHILD_CHANGE)
def start_plan(reference: str) -> ResponseReturnValue:
    """Start a child protection plan."""
    return _change(reference, actions.START_PLAN)


@children.route("/<reference>/plan/end", methods=["GET", "POST"])
@requires(Action.CHILD_CHANGE)
def end_plan(reference: str) -> ResponseReturnValue:
    """End the child protection plan."""
    return _change(reference, actions.END_PLAN)


@children.route("/<reference>/birth", methods=["GET", "POST"])
@requires(Action.CHILD_CHANGE)
def record_birth(reference: str) -> ResponseReturnValue:
    """The unborn child was born."""
    return _change(reference, actions.CHILD_BORN)


@children.route("/<reference>/death", methods=["GET", "POST"])
@requires(Action.CHILD_CHANGE)
def record_death(reference: str) -> ResponseReturnValue:
    """The child has died."""
    return _change(reference, actions.CHILD_DIED)


@children.route("/<reference>/connection", methods=["GET", "POST"])
@requires(Action.CHILD_READ)
def declare_connection(reference: str) -> ResponseReturnValue:
    """Declare that one knows the child or family."""
    return _change(reference, actions.DECLARE_CONNECTION)


@children.route("/<reference>/restriction", methods=["GET", "POST"])
@requires(Action.CHILD_RESTRICT)
def restrict(reference: str) -> ResponseReturnValue:
    """Close the record to all but a few."""
    return _change(reference, actions.RESTRICT)


@children.route("/<reference>/seal", methods=["GET", "POST"])
@requires(Action.CHILD_RESTRICT)
def seal(reference: str) -> ResponseReturnValue:
    """Seal the record before an adoption."""
    return _change(reference, restriction_actions.SEAL)


@children.route("/<reference>/restriction/change", methods=["GET", "POST"])
@requires(Action.CHILD_RESTRICTION_MANAGE)
def change_restriction(reference: str) -> ResponseReturnValue:
    """Change the owner or the readers of a restricted record."""
    return _change(reference, restriction_actions.CHANGE_RESTRICTION)


@children.route("/<reference>/restriction/lift", methods=["GET", "POST"])
@requires(Action.CHILD_RESTRICTION_MANAGE)
def request_lift(reference: str) -> ResponseReturnValue:
    """Ask another manager to lift a restriction."""
    return _change(reference, restriction_actions.REQUEST_LIFT)


@children.route("/<reference>/connection/lift", methods=["GET", "POST"])
@requires(Action.CHILD_RESTRICTION_MANAGE)
def lift_connection(reference: str) -> ResponseReturnValue:
    """Lift a declared connection."""
    return _change(reference, restriction_actions.LIFT_CONNECTION)


def _change(reference: str, action: ChildAction) -> ResponseReturnValue:
    """Show the form; make the change; or say why not, with everything typed still there."""
    actor, now = signed_in(), now_utc()
    child_id = action.door(actor, reference, now)
    form = action.form()
    action.prepare(form, Occasion(actor, child_id, now))
    if form.validate_on_submit():
        try:
            with transaction():
                action.service(actor, child_id, form.value(), now)
        except ChangeRefused as refused:
            form.refuse_step(refused)
        except FactChangedMeanwhile as changed:
            return _overtaken(actor, child_id, form, action, changed, now)
        else:
            flash(action.done, "success")
            return redirect(_where_next(actor, reference, action, now))
    elif not form.is_submitted() and action.model is not None:
        newest = facts.latest(action.model, child_id)
        form.shown_id.data = str(newest.id) if newest else ""
    card = _card(actor, child_id, now)
    with transaction():
        _note(actor, child_id, card)
    return page(TEMPLATE, form=form, action=action, child=card)


def _overtaken(
    actor: Actor,
    child_id: int,
    form: ChangeForm,
    action: ChildAction,
    changed: FactChangedMeanwhile,
    now: datetime,
) -> ResponseReturnValue:
    """Both versions and what was typed; sent again, the form answers to what stands now."""
    form.shown_id.data = str(changed.current.fact_id) if changed.current else ""
    card = _card(actor, child_id, now)
    with transaction():
        _note(actor, child_id, card)
    html = render_template(TEMPLATE, form=form, action=action, child=card, changed=changed)
    return make_response(html, 409)


def _card(actor: Actor, child_id: int, now: datetime) -> CandidateCard | ClosedCard:
    """The child; of a record that is closed to its manager the reference only."""
    cards = candidate_cards((child_id,), actor.account_id, council_day(now))
    return cards.get(child_id) or ClosedCard(reference_of(child_id))


def _note(actor: Actor, child_id: int, card: CandidateCard | ClosedCard) -> None:
    if isinstance(card, CandidateCard):
        note_reading(actor, child_id)
    else:
        audit.record(actor, "restriction_read", "child", child_id)


def _where_next(actor: Actor, reference: str, action: ChildAction, now: datetime) -> str:
    if find_record(actor, reference, now).open_to_reader:
        return url_for("children.child", reference=reference)
    return url_for(action.leads_to)
