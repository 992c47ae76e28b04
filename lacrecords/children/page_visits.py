"""Who looked at a child's record, or changed it, when and why: shown on the record itself.

Refused views are shown to whoever answers for the record, and to the designated manager.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import queries as audit
from lacrecords.children.models import Restriction
from lacrecords.children.record import Record
from lacrecords.children.restriction_models import EmergencyOpening
from lacrecords.children.search_models import ChildSearch, ChildSearchShown
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.terms import Role

MOST_VISITS = 25
SHOWN_BY_SEARCH = "Was shown it in the results of a search"
OPENED = "Opened it in an emergency"
_ACTION_WORDS = {
    "child_read": "Opened the record",
    "child_created": "Made the record",
    "candidate_shown": "Was shown it as a candidate for an enquiry",
    "restriction_read": "Looked at who may open it",
    "connection_declared": "Declared a connection with the family",
}
_SAID_WITH_THE_REASON = frozenset({"emergency_opening"})
"""These stand in rows of their own, which say why."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One time that somebody looked at this record, tried to or changed it, and why if said."""

    at: datetime
    name: str
    what: str
    why: str = ""


def latest_visits(record: Record, actor: Actor) -> tuple[Visit, ...]:
    """The latest of them, newest first, with the names of those who came."""
    refused = _reads_of_refusals(record, actor)
    entries = audit.latest_about("child", record.child_id, MOST_VISITS, refused=refused)
    rows = [
        (entry.at, entry.actor, _words(entry.action, entry.outcome), "")
        for entry in entries
        if entry.action not in _SAID_WITH_THE_REASON
    ]
    rows += _searches(record.child_id)
    rows += _openings(record.child_id)
    latest = sorted(rows, key=lambda row: row[0], reverse=True)[:MOST_VISITS]
    names = staff.names_for(key for _, key, _, _ in latest)
    return tuple(Visit(at, names[key], what, why) for at, key, what, why in latest)


def _reads_of_refusals(record: Record, actor: Actor) -> bool:
    owners = {row.owner_id for row in record.held(Restriction)}
    return actor.role is Role.DESIGNATED_MANAGER or actor.account_id in owners


def _searches(child_id: int) -> list[tuple[datetime, str, str, str]]:
    rows = db.session.execute(
        select(ChildSearchShown.shown_at, ChildSearch.searched_by, ChildSearch.purpose)
        .join(ChildSearch, ChildSearch.id == ChildSearchShown.child_search_id)
        .where(ChildSearchShown.child_id == child_id)
        .order_by(ChildSearchShown.id.desc())
        .limit(MOST_VISITS)
    )
    return [(at, key, SHOWN_BY_SEARCH, purpose) for at, key, purpose in rows]


def _openings(child_id: int) -> list[tuple[datetime, str, str, str]]:
    rows = db.session.execute(
        select(EmergencyOpening.opened_at, EmergencyOpening.opened_by, EmergencyOpening.reason)
        .where(EmergencyOpening.child_id == child_id)
        .order_by(EmergencyOpening.id.desc())
        .limit(MOST_VISITS)
    )
    return [(at, key, OPENED, reason) for at, key, reason in rows]


def _words(action: str, outcome: str) -> str:
    if outcome == "refused" and action == "child_read":
        return "Asked for it and was not shown it"
    words = _ACTION_WORDS.get(action, action.replace("_", " ").capitalize())
    return words if outcome == "allowed" else f"{words}: {outcome}"
