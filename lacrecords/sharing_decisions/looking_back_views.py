"""Looking back: the register of decisions, and the decisions about one child in their order."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask import abort, request
from flask.typing import ResponseReturnValue

from lacrecords.clocks import local_date
from lacrecords.database import now_utc
from lacrecords.rules.authorisation import Action
from lacrecords.sharing_decisions.blueprint import note, sharing_decisions
from lacrecords.sharing_decisions.child_order import child_order
from lacrecords.sharing_decisions.looking_back_forms import DayForm
from lacrecords.sharing_decisions.register import register_counts, register_kind, register_page
from lacrecords.sharing_decisions.register_page import register_lines, tables_of
from lacrecords.staff.list_choices import asked_by
from lacrecords.staff.stints import begins_at
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page
from lacrecords.web.listing import Paged


@sharing_decisions.get("/register")
@requires(Action.SHARING_READ)
def register() -> ResponseReturnValue:
    """Every decision that this person may see, and how many ended in which way."""
    actor, now = signed_in(), now_utc()
    asked = asked_by(actor, register_kind(actor, now), request.args)
    note("sharing_register_listed")
    counted = register_counts(actor, asked.chosen, now)
    rows = register_lines(actor, register_page(actor, asked, now), now)
    return page(
        "sharing_decisions/register.html",
        asked=asked,
        paged=Paged(rows, counted.total, asked.page),
        tables=tables_of(counted),
    )


@sharing_decisions.get("/children/<reference>")
@requires(Action.SHARING_READ)
def of_child(reference: str) -> ResponseReturnValue:
    """Every decision about this child, the first one first; also as it stood on a day."""
    actor, now = signed_in(), now_utc()
    form = DayForm(request.args)
    day = _day_asked(form, now)
    moment = min(_end_of(day), now) if day else now
    if child_order(actor, reference, moment, now) is None:
        abort(404)
    note("sharing_decisions_of_child_listed")
    found = child_order(actor, reference, moment, now)
    return page(
        "sharing_decisions/of_child.html",
        found=found,
        form=form,
        past=day,
    )


def _day_asked(form: DayForm, now: datetime) -> date | None:
    """The day that was asked for; None: none was, or the form says what to do."""
    if not request.args or not form.validate():
        return None
    day = form.on.data.exact if form.on.data else None
    if day is None or day > local_date(now):
        form.on.errors = [*form.on.errors, "The day must be a whole date, today or in the past"]
        return None
    return day


def _end_of(day: date) -> datetime:
    """The last moment of this day on the office clock."""
    return begins_at(day + timedelta(days=1)) - timedelta(microseconds=1)
