"""The pages of consent: what is due, what is kept about a child, and one answer."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.children.admission import admitted_child_id
from lacrecords.clocks import local_date
from lacrecords.consents import disagreement_views, step_views, worksheet_views
from lacrecords.consents.access import consent_or_404
from lacrecords.consents.blueprint import consents, note
from lacrecords.consents.due import MOST_SHOWN, due_for
from lacrecords.consents.forms import ConsentForAnswer, today_parts
from lacrecords.consents.pages import about_child, history_of
from lacrecords.consents.recording import record_consent
from lacrecords.database import now_utc
from lacrecords.rules.authorisation import Action
from lacrecords.staff.queries import names_for
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page
from lacrecords.web.steps import is_taken

__all__ = ["consents", "disagreement_views", "step_views", "worksheet_views"]


@consents.get("")
@requires(Action.CONSENT_READ)
def index() -> ResponseReturnValue:
    """Consents that are to be looked at again: of one's own children, or as a manager of all."""
    found = due_for(signed_in(), now_utc())
    return page("consents/index.html", found=found[:MOST_SHOWN], total=len(found))


@consents.get("/about/<reference>")
@requires(Action.CONSENT_READ)
def about(reference: str) -> ResponseReturnValue:
    """Everything about consent for one child, answers that differ side by side."""
    actor, now = signed_in(), now_utc()
    child_id = admitted_child_id(actor, reference, now)
    note("consents_read", "child", child_id)
    return page("consents/about.html", about=about_child(actor, child_id, now))


@consents.route("/about/<reference>/new", methods=["GET", "POST"])
@requires(Action.CONSENT_RECORD)
def new(reference: str) -> ResponseReturnValue:
    """Record what was answered when consent was asked for."""
    actor, now = signed_in(), now_utc()
    child_id = admitted_child_id(actor, reference, now)
    shown = about_child(actor, child_id, now)
    form = ConsentForAnswer(taken_on=today_parts(local_date(now)), taken_by=actor.name)
    child = shown.every.child
    form.offer(shown.name, shown.adults, shown.worksheets, unborn=child.unborn)
    made: list[str] = []

    def step() -> None:
        made.append(record_consent(actor, child_id, form.value(), now))

    if is_taken(form, step, "The answer is recorded"):
        return redirect(url_for("consents.show", reference=made[0]), 303)
    return page("consents/new.html", form=form, about=shown)


@consents.get("/<reference>")
@requires(Action.CONSENT_READ)
def show(reference: str) -> ResponseReturnValue:
    """One answer: how it stands, why, and what happened to it."""
    actor, now = signed_in(), now_utc()
    number = consent_or_404(actor, reference, now).id
    note("consent_read", "consent", number)
    row = consent_or_404(actor, reference, now)
    shown = about_child(actor, row.child_id, now)
    worksheets = {one.id: one for one in shown.worksheets}
    return page(
        "consents/show.html",
        about=shown,
        row=row,
        one=shown.every.standing(row),
        worksheet=worksheets.get(row.worksheet_id or 0),
        events=history_of(shown.every, row),
        recorded_by=names_for([row.recorded_by])[row.recorded_by],
    )
