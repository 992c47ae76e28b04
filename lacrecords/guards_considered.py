"""The words of the guards around incidents and considerations, on SQLite and PostgreSQL.

An incident is closed only when everybody who must be told was told, or decided against with a
reason. A consideration ends in a referral only with its note and the task of who is to act.
"""

# ruff: noqa: S608 - names of our own tables and columns only, never a value from outside

from __future__ import annotations

from dataclasses import dataclass

from lacrecords.terms import REFERRALS, IncidentDutyKind

CONSIDERED_TABLES = frozenset({"incidents", "incident_duties", "considerations"})
_REFERRALS = ", ".join(f"'{outcome.value}'" for outcome in sorted(REFERRALS))


@dataclass(frozen=True, slots=True)
class _Refusal:
    """What one trigger refuses when a row of this table changes, and in which words."""

    name: str
    table: str
    when: str
    words: str

    def sqlite(self) -> dict[str, str]:
        """The trigger on SQLite."""
        return {
            self.name: f"CREATE TRIGGER {self.name} BEFORE UPDATE ON {self.table} "
            f"WHEN {self.when} BEGIN SELECT RAISE(ABORT, '{self.words}'); END"
        }

    def postgresql(self) -> dict[str, str]:
        """The function and its trigger on PostgreSQL."""
        trigger = f"{self.name}_update"
        body = f"BEGIN IF {self.when} THEN RAISE EXCEPTION '{self.words}'; END IF; RETURN NEW; END"
        return {
            self.name: f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql"
            f" AS $$ {body} $$",
            trigger: f"CREATE TRIGGER {trigger} BEFORE UPDATE ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()",
        }


_REFUSALS = (
    _Refusal(
        "guard_incidents_closed",
        "incidents",
        "NEW.closed_at IS NOT NULL AND OLD.closed_at IS NULL"
        " AND (SELECT count(*) FROM incident_duties d WHERE d.incident_id = NEW.id"
        f" AND d.settled_at IS NOT NULL) < {len(IncidentDutyKind)}",
        "guard: an incident is closed when everybody is told, or decided against with a reason",
    ),
    _Refusal(
        "guard_considerations_referred",
        "considerations",
        f"NEW.closed_at IS NOT NULL AND OLD.closed_at IS NULL AND NEW.outcome IN ({_REFERRALS})"
        " AND (coalesce(trim(NEW.note), '') = '' OR NEW.task_id IS NULL)",
        "guard: a referral has its note and somebody who is to act",
    ),
)


def considered_statements(dialect: str) -> dict[str, str]:
    """Every trigger (and PostgreSQL function) by its name, in order of making."""
    statements: dict[str, str] = {}
    for refusal in _REFUSALS:
        statements |= refusal.sqlite() if dialect == "sqlite" else refusal.postgresql()
    return statements
