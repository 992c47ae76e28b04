"""What was decided about sharing, and what went out, on the child's page."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from sqlalchemy import exists, select

from lacrecords.children.panels import RECORDS, Panel, PanelLine, PanelOfSlice
from lacrecords.children.queries import reference_of
from lacrecords.database import db
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.sharing_decisions.access import visible
from lacrecords.sharing_decisions.models import SharingDecision
from lacrecords.sharing_decisions.queries import STATE_WORDS
from lacrecords.sharing_decisions.standing import DecisionStanding, standings_of
from lacrecords.sharing_decisions.words import ITEM_WORDS, MEANS_WORDS
from lacrecords.staff.queries import names_for

NOTHING = "Nothing was decided about sharing."


def _nothing(actor: Actor, _child_id: int, _now: datetime) -> Panel | None:
    return Panel("Sharing", NOTHING, ()) if may(actor.role, Action.SHARING_READ) else None


def _panel(actor: Actor, child_id: int, now: datetime) -> Panel | None:
    """The decisions about this child that the reader may see, and what went out by them."""
    if not may(actor.role, Action.SHARING_READ):
        return None
    rows = db.session.scalars(
        select(SharingDecision).where(SharingDecision.child_id == child_id)
    ).all()
    if not rows:
        return Panel("Sharing", NOTHING, ())
    found = standings_of(visible(actor, rows, now)).values()
    names = names_for({one.row.begun_by for one in found})
    lines = tuple(line for one in found for line in _lines(one, names))
    newest_first = tuple(sorted(lines, key=lambda line: line.at, reverse=True))
    order = url_for("sharing_decisions.of_child", reference=reference_of(child_id))
    more = ("Every decision in the order made, with its reasons", order)
    return Panel("Sharing", NOTHING, newest_first, more)


CHILD_PANEL = PanelOfSlice(
    show=_panel,
    show_nothing=_nothing,
    has_anything=exists().where(SharingDecision.child_id.in_(RECORDS)),
)


def _lines(one: DecisionStanding, names: dict[str, str]) -> list[PanelLine]:
    href = url_for("sharing_decisions.show", reference=one.row.reference)
    who = f"{one.recipient.name}, {one.recipient.agency_name}".strip(", ")
    decided = PanelLine(
        one.outcome.decided_at if one.outcome else one.row.begun_at,
        f"{STATE_WORDS[one.state]}: {who}",
        names.get(one.row.begun_by, one.row.begun_by),
        one.row.reference,
        href,
    )
    went = [
        PanelLine(
            sharing.shared_at,
            f"Shared with {who}: "
            + "; ".join(ITEM_WORDS[item.kind].lower() for item in one.went_with(sharing))
            + f" ({MEANS_WORDS[sharing.means].lower()})",
            names.get(sharing.shared_by, sharing.shared_by),
            sharing.reference,
            href,
        )
        for sharing in one.shared
    ]
    return [decided, *went]
