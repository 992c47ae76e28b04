"""Meetings of people and children: the list, and one, with both sides for whoever decides."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.risk_notifications.blueprint import risk_notifications
from lacrecords.risk_notifications.described import RiskRefused
from lacrecords.risk_notifications.forms import HitForm
from lacrecords.risk_notifications.hit_pages import HitPage, hit_page
from lacrecords.risk_notifications.hits import answer_hit
from lacrecords.risk_notifications.listing import HITS, hits_page
from lacrecords.rules.authorisation import Action, may
from lacrecords.staff.list_choices import asked_by
from lacrecords.web.access import record_refusal, requires, signed_in
from lacrecords.web.forms import page


@risk_notifications.get("/hits")
@requires(Action.RISK_READ)
def hits() -> ResponseReturnValue:
    """Meetings that this reader may know of, those that wait first."""
    actor = signed_in()
    asked = asked_by(actor, HITS, request.args)
    paged = hits_page(actor, asked, now_utc())
    with transaction():
        audit.record(actor, "risk_hits_listed", "risk_hit")
    decides = may(actor.role, Action.RISK_HIT)
    return page("risk_notifications/hits.html", asked=asked, paged=paged, may_decide=decides)


@risk_notifications.get("/hits/<reference>")
@requires(Action.RISK_READ)
def hit(reference: str) -> ResponseReturnValue:
    """One meeting: both sides for whoever decides; for whoever leads, that there is something."""
    found = _found(reference)
    _note(found)
    return page("risk_notifications/hit.html", hit=found, form=HitForm())


@risk_notifications.post("/hits/<reference>")
@requires(Action.RISK_HIT)
def answer(reference: str) -> ResponseReturnValue:
    """Decide whether the notification concerns the child."""
    form, found = HitForm(), _found(reference)
    if form.validate_on_submit():
        try:
            with transaction():
                answer_hit(signed_in(), found.id, form.value(), now_utc())
        except RiskRefused as refused:
            form.refuse_step(refused)
        else:
            flash("Your decision is kept", "success")
            return redirect(url_for("risk_notifications.hit", reference=reference), 303)
    found = _found(reference)
    _note(found)
    return page("risk_notifications/hit.html", hit=found, form=form)


def _found(reference: str) -> HitPage:
    found = hit_page(reference, signed_in(), now_utc())
    if found is None:
        record_refusal(signed_in(), Action.RISK_READ.value)
        abort(404)
    return found


def _note(found: HitPage) -> None:
    """What is read of the person is in the notification's own trail as well."""
    with transaction():
        audit.record(signed_in(), "risk_hit_read", "risk_hit", found.id)
        if found.person is not None:
            audit.record(signed_in(), "risk_hit_read", "risk_notification", found.notification_id)
