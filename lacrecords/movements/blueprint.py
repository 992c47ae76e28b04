"""The blueprint of the pages of movements, its place in the navigation, how a page begins."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask, abort
from flask.blueprints import BlueprintSetupState

from lacrecords.audit import services as audit
from lacrecords.children.panels import register_panel
from lacrecords.children.stood_lists import register_stood_list
from lacrecords.database import now_utc, transaction
from lacrecords.exports.services import register_export
from lacrecords.movements import access
from lacrecords.movements.alert_exports import MISSING_FAMILIES, RECEIVED_ALERTS
from lacrecords.movements.child_panel import CHILD_PANEL
from lacrecords.movements.export import MOVEMENTS
from lacrecords.movements.reading import Standing
from lacrecords.movements.stood import MOVEMENTS_THAT_STOOD
from lacrecords.notifications.services import MatterPage, register_matter_page
from lacrecords.rules.authorisation import Action
from lacrecords.terms import MatterKind
from lacrecords.web.access import record_refusal, signed_in
from lacrecords.web.navigation import NavigationItem, register_navigation

movements = Blueprint("movements", __name__, url_prefix="/movements")


@movements.record_once
def _connect(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    item = NavigationItem("Movements", "movements.index", Action.MOVEMENT_CHANGE, 48, on_home=True)
    register_navigation(app, item)
    register_panel(app, CHILD_PANEL)
    register_stood_list(app, MOVEMENTS_THAT_STOOD)
    for kind in (MOVEMENTS, MISSING_FAMILIES, RECEIVED_ALERTS):
        register_export(app, kind)
    movement = MatterPage("Movement", "movements.movement")
    register_matter_page(app, MatterKind.MOVEMENT, movement)
    alert = MatterPage("Alert of a missing family", "movements.alert")
    register_matter_page(app, MatterKind.MISSING_FAMILY_ALERT, alert)
    received = MatterPage("Alert from another authority", "movements.received_alert")
    register_matter_page(app, MatterKind.RECEIVED_ALERT, received)


def movement_or_404(reference: str) -> Standing:
    """The movement, where this person may see it; a refusal is kept, and looks like no movement."""
    found = access.visible(signed_in(), reference, now_utc())
    if found is None:
        record_refusal(signed_in(), "movement_viewed")
        abort(404)
    return found


def note(action: str, kind: str, number: int | None = None) -> None:
    """Put a reading into the trail, in a short transaction of its own."""
    with transaction():
        audit.record(signed_in(), action, kind, number)
