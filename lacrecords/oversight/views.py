"""The designated manager's home, and what nobody has acknowledged yet."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.notifications import queries as notifications
from lacrecords.oversight import queries
from lacrecords.rules.authorisation import Action, may
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page
from lacrecords.web.navigation import NavigationItem, register_navigation

oversight = Blueprint("oversight", __name__)


@oversight.record_once
def _show_in_navigation(state: BlueprintSetupState) -> None:
    item = NavigationItem("Home", "oversight.home", Action.OVERSIGHT, position=5)
    register_navigation(cast(Flask, state.app), item)


@oversight.get("/oversight")
@requires(Action.OVERSIGHT)
def home() -> ResponseReturnValue:
    """Where the duty is late: numbers that open their lists to whoever may read them."""
    found = queries.home(now_utc())
    may_open = may(signed_in().role, Action.CONSIDERATION)
    return page("oversight/home.html", home=found, may_open=may_open)


@oversight.get("/oversight/unacknowledged")
@requires(Action.CONSIDERATION)
def unacknowledged() -> ResponseReturnValue:
    """Notifications that nobody has acknowledged, the longest overdue first."""
    rows = notifications.unacknowledged(now_utc())
    with transaction():
        audit.record(signed_in(), "unacknowledged_notifications_viewed", "notification")
    return page("oversight/unacknowledged.html", rows=rows)
