"""The register of people who may pose a risk: the list, one notification, its door."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.risk_notifications import acting_views, disposal_views, hit_views, new_views
from lacrecords.risk_notifications.blueprint import procedure, risk_notifications, row_or_404
from lacrecords.risk_notifications.course import ask_to_see
from lacrecords.risk_notifications.described import RiskRefused
from lacrecords.risk_notifications.disposal_pages import certificate_of, count_due
from lacrecords.risk_notifications.disposal_views import certificate_page
from lacrecords.risk_notifications.forms import AskForm
from lacrecords.risk_notifications.hit_pages import hit_page
from lacrecords.risk_notifications.holding import standing_hold
from lacrecords.risk_notifications.listing import REGISTER, notifications_page
from lacrecords.risk_notifications.models import RiskNotification
from lacrecords.risk_notifications.pages import (
    door_of,
    notification_page,
    notification_row,
)
from lacrecords.risk_notifications.permission import access_to
from lacrecords.risk_notifications.queries import hit_counts
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.rules.risk import RiskAccess
from lacrecords.staff.list_choices import asked_by
from lacrecords.terms import RiskLevel
from lacrecords.web.access import record_refusal, requires, signed_in
from lacrecords.web.forms import page
from lacrecords.wording import choices

__all__ = ["acting_views", "disposal_views", "hit_views", "new_views", "risk_notifications"]


@risk_notifications.get("")
@requires(Action.RISK_READ)
def index() -> ResponseReturnValue:
    """The notifications that this reader sees, filtered and in order."""
    actor, now = signed_in(), now_utc()
    asked = asked_by(actor, REGISTER, request.args)
    paged = notifications_page(actor, asked, now)
    with transaction():
        audit.record(actor, "risk_notifications_listed", "risk_notification")
    manages = may(actor.role, Action.RISK_RECORD)
    return page(
        "risk_notifications/index.html",
        paged=paged,
        asked=asked,
        levels=dict(choices(RiskLevel)),
        may_record=manages,
        hits_waiting=hit_counts(now, actor).number if manages else 0,
        may_dispose=(disposes := may(actor.role, Action.RISK_DISPOSAL)),
        disposals_due=count_due(procedure(), now) if disposes else 0,
    )


@risk_notifications.get("/matter/<reference>")
@requires(Action.RISK_READ)
def matter(reference: str) -> ResponseReturnValue:
    """From a task or notification to what it is about: a notification or a meeting."""
    if notification_row(reference) is not None:
        return redirect(url_for("risk_notifications.notification", reference=reference))
    if hit_page(reference, signed_in(), now_utc()) is not None:
        return redirect(url_for("risk_notifications.hit", reference=reference))
    gone = certificate_of(reference)
    if gone is None:
        abort(404)
    there = url_for("risk_notifications.notification", reference=gone.notification_reference)
    return redirect(there)


@risk_notifications.route("/<reference>", methods=["GET", "POST"])
@requires(Action.RISK_READ)
def notification(reference: str) -> ResponseReturnValue:
    """One notification for those who see it; for those who may ask, the door with a question."""
    actor, now = signed_in(), now_utc()
    if notification_row(reference) is None:
        return certificate_page(reference)
    row = row_or_404(reference)
    access = access_to(actor, (row.id,), now)[row.id]
    if access is RiskAccess.NOTHING:
        record_refusal(actor, Action.RISK_READ.value)
        abort(404)
    if access is RiskAccess.MAY_ASK:
        return _door(row, actor)
    with transaction():
        audit.record(actor, "risk_notification_read", "risk_notification", row.id)
    row = row_or_404(reference)
    return page(
        "risk_notifications/notification.html",
        shown=notification_page(row, actor, now),
        may_record=may(actor.role, Action.RISK_RECORD),
        may_remove=may(actor.role, Action.RISK_REMOVAL),
        may_dispose=may(actor.role, Action.RISK_DISPOSAL),
        held=standing_hold(row.id) is not None,
        actor_key=actor.key,
    )


def _door(row: RiskNotification, actor: Actor) -> ResponseReturnValue:
    form, number, reference = AskForm(), row.id, row.reference
    if form.validate_on_submit():
        try:
            with transaction():
                ask_to_see(actor, number, form.purpose.data, procedure(), now_utc())
        except RiskRefused as refused:
            form.refuse("purpose", refused.words)
        else:
            flash("Your request is kept. The designated manager decides", "success")
            return redirect(url_for("risk_notifications.notification", reference=reference), 303)
    with transaction():
        audit.record(actor, "risk_door_seen", "risk_notification", number)
    door = door_of(row_or_404(reference), actor)
    return page("risk_notifications/door.html", form=form, door=door)
