"""The designated manager's home, and what nobody has acknowledged yet."""

from __future__ import annotations

from flask import current_app, request
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.notifications import lists
from lacrecords.oversight import deputy_views, queries
from lacrecords.oversight.blueprint import oversight
from lacrecords.oversight.unacknowledged import unacknowledged_lines
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Action, may
from lacrecords.staff.list_choices import asked_by
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page

__all__ = ["deputy_views", "oversight"]


@oversight.get("/oversight")
@requires(Action.OVERSIGHT)
def home() -> ResponseReturnValue:
    """Where the duty is late: numbers that open their lists to whoever may read them."""
    procedure: Procedure = current_app.extensions["lacrecords_procedure"]
    may_open = may(signed_in().role, Action.CONSIDERATION)
    now = now_utc()
    found = queries.home(signed_in() if may_open else None, procedure, now)
    return page("oversight/home.html", home=found, may_open=may_open, now=now)


@oversight.get("/oversight/unacknowledged")
@requires(Action.CONSIDERATION)
def unacknowledged() -> ResponseReturnValue:
    """Notifications that nobody has acknowledged, the longest overdue first."""
    asked = asked_by(signed_in(), lists.UNACKNOWLEDGED, request.args)
    paged = unacknowledged_lines(signed_in(), asked, now_utc())
    with transaction():
        audit.record(signed_in(), "unacknowledged_notifications_viewed", "notification")
    return page("oversight/unacknowledged.html", asked=asked, paged=paged)
