"""A child's page, as it stands today or as it stood on a day."""

from __future__ import annotations

from datetime import datetime

from flask import abort, request
from flask.typing import ResponseReturnValue

from lacrecords.children import (
    action_views,
    creation_views,
    duplicate_views,
    fact_views,
    link_views,
    look_back_views,
    restriction_views,
    search_views,
    stood_list_views,
)
from lacrecords.children.admission import admitted_to_read
from lacrecords.children.blueprint import children
from lacrecords.children.duplicate_list import pairs_with
from lacrecords.children.forms import AsItStoodForm
from lacrecords.children.link_list import links_of_record
from lacrecords.children.linked import record_ids
from lacrecords.children.moments import Asked, Knowledge, asked_at, read_time
from lacrecords.children.page import child_page
from lacrecords.children.panels import panels_for
from lacrecords.children.reading import note_reading
from lacrecords.children.record import When
from lacrecords.children.restricted_list import managed_card
from lacrecords.database import now_utc, transaction
from lacrecords.rules.authorisation import Action, may
from lacrecords.staff.queries import council_day
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page

__all__ = [
    "action_views",
    "children",
    "creation_views",
    "duplicate_views",
    "fact_views",
    "link_views",
    "look_back_views",
    "restriction_views",
    "search_views",
    "stood_list_views",
]


NEWEST_ENTRIES = 100
"""Entries of the timeline that the page shows at first; a life of care has a thousand."""


@children.get("/<reference>")
@requires(Action.CHILD_READ)
def child(reference: str) -> ResponseReturnValue:
    """The child's page; opening it is written down before it is shown."""
    actor, now = signed_in(), now_utc()
    child_id, found = admitted_to_read(actor, reference, now)
    day_form = AsItStoodForm(request.args)
    past = _past(day_form, now)
    when = past.when if past else When(now, council_day(now))
    shown = child_page(actor, child_id, when)
    with transaction():
        note_reading(actor, child_id)
    acts = past is None and found.open_to_reader
    links = links_of_record(actor, child_id, now) if acts else ()
    is_kept = all(link.linked_id != child_id or not link.in_force for link in links)
    proposes = acts and is_kept and may(actor.role, Action.LINK_PROPOSE)
    return page(
        "children/child.html",
        child=shown,
        entries=shown.timeline if _asks_for_all() else shown.timeline[:NEWEST_ENTRIES],
        all_entries=_day_asked(day_form) | {"entries": "all"},
        panels=() if past else panels_for(actor, child_id, now),
        day_form=day_form,
        past=past,
        open_until=found.open_until,
        acts=acts,
        links=links,
        likely_same=pairs_with(actor.account_id, record_ids(child_id), now) if proposes else (),
        may_link=proposes,
        may_change=acts and is_kept and may(actor.role, Action.CHILD_CHANGE),
        may_restrict=acts and is_kept and may(actor.role, Action.CHILD_RESTRICT),
        may_manage=acts and managed_card(actor, child_id, now) is not None,
        may_lift_connection=acts and may(actor.role, Action.CHILD_RESTRICTION_MANAGE),
    )


def _asks_for_all() -> bool:
    return request.args.get("entries") == "all"


def _day_asked(form: AsItStoodForm) -> dict[str, str]:
    """What the address says of the moment that is wanted, and nothing else of it."""
    asked = {name: said for name, said in request.args.items() if name.startswith(form.on.name)}
    besides = {name: request.args[name] for name in ("at", "how") if name in request.args}
    return asked | besides if asked else {}


def _past(form: AsItStoodForm, now: datetime) -> Asked | None:
    """The moment asked for, if it is one in the past; else the form says what to do."""
    if not _day_asked(form) or not form.validate():
        return None
    day = form.on.data.exact if form.on.data else None
    if day is None:
        return None
    how = request.args.get("how")
    knowledge = Knowledge.TRUE if how == Knowledge.TRUE.value else Knowledge.SAID
    try:
        at = read_time(request.args.get("at", ""))
    except ValueError:
        abort(404)  # the form of the other page says what to do; this is an address made up
    if day > council_day(now):
        form.on.errors = [*form.on.errors, "The day must be today or in the past"]
    if day == council_day(now) and at is None:
        return None
    return asked_at(day, at, knowledge, now)
