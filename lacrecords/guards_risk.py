"""The words of the guards round the disposal of risk notifications, on SQLite and PostgreSQL.

A disposal is asked for first and decided later, of a notification that two people took off long
enough ago, and that nobody holds. It is done only when nothing of the notification is left, and
the number of what was destroyed is never given to another notification.
"""

# ruff: noqa: S608 - names of our own tables and columns only, never a value from outside

from __future__ import annotations

from lacrecords.guards_disposed import ROWS_OF_NOTIFICATION
from lacrecords.guards_refusals import Refusal, statements_of

DISPOSAL_TABLES = frozenset(
    {"risk_disposals", "risk_notifications", "risk_hits", *ROWS_OF_NOTIFICATION}
)
SHORTEST_KEPT_DAYS = 365
"""Whatever the setting says, the database destroys nothing sooner after it was taken off."""

_KEPT = {
    "sqlite": f"julianday(r.decided_at, '+{SHORTEST_KEPT_DAYS} days') <= julianday({{at}})",
    "postgresql": f"r.decided_at + interval '{SHORTEST_KEPT_DAYS} days' <= {{at}}",
}
_REMOVED = (
    "EXISTS (SELECT 1 FROM risk_removals r JOIN risk_notifications n"
    " ON n.id = r.risk_notification_id WHERE n.id = NEW.notification_number"
    " AND n.reference = NEW.notification_reference AND r.approved"
    " AND r.decided_by <> r.proposed_by AND {kept})"
)
_HELD = (
    "EXISTS (SELECT 1 FROM risk_holds h"
    " WHERE h.risk_notification_id = NEW.notification_number AND h.lifted_at IS NULL)"
)
_SOMETHING_LEFT = " OR ".join(
    (
        *(
            f"EXISTS (SELECT 1 FROM {table} x"
            " WHERE x.risk_notification_id = NEW.notification_number)"
            for table in ROWS_OF_NOTIFICATION
        ),
        "EXISTS (SELECT 1 FROM risk_notifications x WHERE x.id = NEW.notification_number)",
    )
)


def _refusals(dialect: str) -> tuple[Refusal, ...]:
    asked = _REMOVED.format(kept=_KEPT[dialect].format(at="NEW.asked_at"))
    decided = _REMOVED.format(kept=_KEPT[dialect].format(at="NEW.decided_at"))
    return (
        Refusal(
            "guard_risk_disposals_asked",
            "INSERT",
            "risk_disposals",
            "NEW.decided_at IS NOT NULL OR NEW.decided_by_id IS NOT NULL"
            " OR NEW.approved IS NOT NULL OR NEW.destroyed_at IS NOT NULL"
            f" OR NOT {asked} OR {_HELD}",
            "guard: a disposal is asked for of what was taken off long ago, and nobody holds",
        ),
        Refusal(
            "guard_risk_disposals_decided",
            "UPDATE",
            "risk_disposals",
            f"OLD.approved IS NULL AND NEW.approved AND (NOT {decided} OR {_HELD})",
            "guard: what was taken off lately, or is held, is not destroyed",
        ),
        Refusal(
            "guard_risk_disposals_done",
            "UPDATE",
            "risk_disposals",
            f"OLD.destroyed_at IS NULL AND NEW.destroyed_at IS NOT NULL AND ({_SOMETHING_LEFT})",
            "guard: a disposal is done when nothing is left",
        ),
    )


_NUMBER_AGAIN = "EXISTS (SELECT 1 FROM risk_disposals d WHERE {again})"
_NEVER_AGAIN = "guard: the number of what was destroyed is never given again"
_NUMBERS = {
    "risk_notifications": "d.notification_number = NEW.id AND d.destroyed_at IS NOT NULL",
    "risk_hits": "d.last_hit_number >= NEW.id AND d.destroyed_at IS NOT NULL",
}


def _numbers(dialect: str) -> dict[str, str]:
    """SQLite knows the number of a row only after it was put in; the trail names rows by it.

    PostgreSQL counts on by itself, and is asked for the notification only: a sequence may hand
    out the numbers of meetings in another order than they come.
    """
    if dialect != "sqlite":
        again = _NUMBER_AGAIN.format(again=_NUMBERS["risk_notifications"])
        name = "guard_risk_notifications_number"
        return Refusal(name, "INSERT", "risk_notifications", again, _NEVER_AGAIN).postgresql()
    return {
        f"guard_{table}_number": f"CREATE TRIGGER guard_{table}_number AFTER INSERT ON {table} "
        f"WHEN {_NUMBER_AGAIN.format(again=again)} "
        f"BEGIN SELECT RAISE(ABORT, '{_NEVER_AGAIN}'); END"
        for table, again in _NUMBERS.items()
    }


def disposal_statements(dialect: str) -> dict[str, str]:
    """Every trigger (and PostgreSQL function) by its name, in order of making."""
    return statements_of(_refusals(dialect), dialect) | _numbers(dialect)
