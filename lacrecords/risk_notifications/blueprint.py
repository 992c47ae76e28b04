"""The pages of this slice: where they stand, and who they are shown to in the navigation."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask, abort, current_app, url_for
from flask.blueprints import BlueprintSetupState
from sqlalchemy import exists, or_

from lacrecords.children.panels import (
    RECORDS,
    Panel,
    PanelLine,
    PanelOfSlice,
    register_panel,
)
from lacrecords.children.stood_lists import register_stood_list
from lacrecords.database import now_utc
from lacrecords.exports.services import register_export
from lacrecords.notifications.services import MatterPage, register_matter_page
from lacrecords.procedure import Procedure
from lacrecords.risk_notifications.course_models import RiskHit
from lacrecords.risk_notifications.export import RISK_HITS, RISK_NOTIFICATIONS
from lacrecords.risk_notifications.hit_pages import notifications_of_child
from lacrecords.risk_notifications.models import RiskLinkedChild, RiskNotification
from lacrecords.risk_notifications.pages import notification_row
from lacrecords.risk_notifications.permission import sees
from lacrecords.risk_notifications.stood import NOTIFICATIONS_THAT_STOOD
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.terms import MatterKind
from lacrecords.web.access import signed_in
from lacrecords.web.navigation import NavigationItem, register_navigation
from lacrecords.wording import words

risk_notifications = Blueprint("risk_notifications", __name__, url_prefix="/risk-notifications")


@risk_notifications.context_processor
def _words_of_lists() -> dict[str, object]:
    """The pages say what stands in closed lists."""
    return {"words": words}


@risk_notifications.record_once
def _take_its_places(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    item = NavigationItem(
        "Risk notifications",
        "risk_notifications.index",
        Action.RISK_READ,
        position=47,
        on_home=True,
    )
    register_navigation(app, item)
    page = MatterPage("Notification", "risk_notifications.matter")
    register_matter_page(app, MatterKind.RISK_NOTIFICATION, page)
    register_panel(app, CHILD_PANEL)
    register_stood_list(app, NOTIFICATIONS_THAT_STOOD)
    register_export(app, RISK_NOTIFICATIONS)
    register_export(app, RISK_HITS)


def _panel(actor: Actor, child_id: int, now: object) -> Panel | None:
    """Only for those who see a notification of this child; for everybody else no title either."""
    found = notifications_of_child(actor, child_id, now_utc())
    if not found:
        return None
    lines = tuple(
        PanelLine(
            one.at,
            "Concerns this child" if one.certain else "May concern this child: not decided",
            one.name if one.established else f"{one.name} (source not confirmed)",
            one.reference,
            url_for("risk_notifications.notification", reference=one.reference),
        )
        for one in found
    )
    return Panel("Adults of whom we were notified", "", lines)


CHILD_PANEL = PanelOfSlice(
    show=_panel,
    show_nothing=lambda _actor, _child_id, _now: None,
    has_anything=or_(
        exists().where(RiskLinkedChild.child_id.in_(RECORDS)),
        exists().where(RiskHit.child_id.in_(RECORDS)),
    ),
)


def procedure() -> Procedure:
    """The figures of this authority."""
    figures: Procedure = current_app.extensions["lacrecords_procedure"]
    return figures


def row_or_404(reference: str) -> RiskNotification:
    """The notification with this reference, whoever asks."""
    row = notification_row(reference)
    if row is None:
        abort(404)
    return row


def seen_or_404(reference: str) -> RiskNotification:
    """The notification, for somebody who sees it; for everybody else there is none."""
    row = row_or_404(reference)
    if not sees(signed_in(), row.id, now_utc()):
        abort(404)
    return row
