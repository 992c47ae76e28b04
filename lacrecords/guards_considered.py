"""The words of the guards around incidents and considerations, on SQLite and PostgreSQL.

An incident is closed only when everybody who must be told was told, or decided against with a
reason. A consideration ends in a referral only with its note and the task of who is to act.
"""

# ruff: noqa: S608 - names of our own tables and columns only, never a value from outside

from __future__ import annotations

from lacrecords.guards_refusals import on_update, statements_of
from lacrecords.terms import REFERRALS, IncidentDutyKind

CONSIDERED_TABLES = frozenset({"incidents", "incident_duties", "considerations"})
_REFERRALS = ", ".join(f"'{outcome.value}'" for outcome in sorted(REFERRALS))


_REFUSALS = (
    on_update(
        "guard_incidents_closed",
        "incidents",
        "NEW.closed_at IS NOT NULL AND OLD.closed_at IS NULL"
        " AND (SELECT count(*) FROM incident_duties d WHERE d.incident_id = NEW.id"
        f" AND d.settled_at IS NOT NULL) < {len(IncidentDutyKind)}",
        "guard: an incident is closed when everybody is told, or decided against with a reason",
    ),
    on_update(
        "guard_considerations_referred",
        "considerations",
        f"NEW.closed_at IS NOT NULL AND OLD.closed_at IS NULL AND NEW.outcome IN ({_REFERRALS})"
        " AND (coalesce(trim(NEW.note), '') = '' OR NEW.task_id IS NULL)",
        "guard: a referral has its note and somebody who is to act",
    ),
)


def considered_statements(dialect: str) -> dict[str, str]:
    """Every trigger (and PostgreSQL function) by its name, in order of making."""
    return statements_of(_REFUSALS, dialect)
