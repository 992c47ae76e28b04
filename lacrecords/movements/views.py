"""The ageing list, and the page of one movement."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc
from lacrecords.movements import (
    document_views,
    ending_views,
    missing_views,
    notice_views,
    queries,
    received_views,
    record_views,
    step_views,
)
from lacrecords.movements.blueprint import movement_or_404, movements, note
from lacrecords.movements.queries import MOST_PAGES, STATES, wanted_of
from lacrecords.movements.steps import steps_offered
from lacrecords.movements.words import DIRECTION_WORDS, STATE_WORDS
from lacrecords.rules.authorisation import Action, may
from lacrecords.staff.list_choices import words_asked
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page

__all__ = [
    "document_views",
    "ending_views",
    "missing_views",
    "movements",
    "notice_views",
    "received_views",
    "record_views",
    "step_views",
]


CHOSEN_BY = ("direction", "state", "late", "order")
"""What a reader chooses of the list; the address and their memory hold these and no others."""


@movements.get("")
@requires(Action.MOVEMENT_CHANGE)
def index() -> ResponseReturnValue:
    """Every open movement with what is late and why, the most overdue first."""
    said = words_asked(signed_in(), "movements", request.args, CHOSEN_BY)
    wanted = wanted_of(said)
    number = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    paged = queries.movements_page(signed_in(), wanted, number, now_utc())
    note("movements_listed", "movement")
    return page(
        "movements/index.html",
        paged=paged,
        wanted=wanted,
        directions=DIRECTION_WORDS,
        states={state: STATE_WORDS[state] for state in STATES},
    )


@movements.get("/<reference>")
@requires(Action.MOVEMENT_READ)
def movement(reference: str) -> ResponseReturnValue:
    """One movement: who, where to, what is due, and every step since."""
    actor, now = signed_in(), now_utc()
    standing = movement_or_404(reference)
    note("movement_viewed", "movement", standing.row.id)
    standing = movement_or_404(reference)
    return page(
        "movements/movement.html",
        movement=queries.movement_page(actor, standing, now),
        may_change=may(actor.role, Action.MOVEMENT_CHANGE),
        offered=steps_offered(standing),
    )
