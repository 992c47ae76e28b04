"""The pages of the changes to a child's record: one short route each, one way for them all."""

from __future__ import annotations

from datetime import datetime

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lacrecords.children import actions, facts
from lacrecords.children.actions import ChildAction
from lacrecords.children.admission import admitted_child_id
from lacrecords.children.blueprint import children
from lacrecords.children.changes import ChangeRefused
from lacrecords.children.forms import ChangeForm
from lacrecords.children.queries import CandidateCard, candidate_cards
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


def _change(reference: str, action: ChildAction) -> ResponseReturnValue:
    """Show the form; make the change; or say why not, with everything typed still there."""
    actor, now = signed_in(), now_utc()
    child_id = admitted_child_id(actor, reference, now)
    form = action.form()
    action.prepare(form, council_day(now))
    if form.validate_on_submit():
        try:
            with transaction():
                action.service(actor, child_id, form.value(), now)
        except ChangeRefused as refused:
            form.refuse(refused.field if refused.field in form else None, refused.words)
        except FactChangedMeanwhile as changed:
            return _overtaken(actor, child_id, form, action, changed, now)
        else:
            flash(action.done, "success")
            return redirect(_where_next(actor, reference, now))
    elif not form.is_submitted() and action.model is not None:
        newest = facts.latest(action.model, child_id)
        form.shown_id.data = str(newest.id) if newest else ""
    card = _card(actor, child_id, now)
    with transaction():
        note_reading(actor, child_id)
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
        note_reading(actor, child_id)
    html = render_template(TEMPLATE, form=form, action=action, child=card, changed=changed)
    return make_response(html, 409)


def _card(actor: Actor, child_id: int, now: datetime) -> CandidateCard:
    return candidate_cards((child_id,), actor.account_id, council_day(now))[child_id]


def _where_next(actor: Actor, reference: str, now: datetime) -> str:
    if find_record(actor, reference, now).open_to_reader:
        return url_for("children.child", reference=reference)
    return url_for("children.index")
