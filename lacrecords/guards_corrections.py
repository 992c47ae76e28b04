"""The words of the guards around corrections, on SQLite and on PostgreSQL.

Nobody is told of a correction before a check has confirmed them, by a number or address that
is in force in the directory or by a document; and no row begins as if it were settled.
"""

from __future__ import annotations

from dataclasses import dataclass

CORRECTION_TABLES = frozenset(
    {"corrections", "correction_duties", "correction_had", "correction_checks"}
)
_NOT_IN_FORCE = (
    "NEW.outcome = 'confirmed' AND NEW.method <> 'identity_document' AND NOT EXISTS"
    " (SELECT 1 FROM contact_points p JOIN correction_duties d ON d.agency_id = p.agency_id"
    " WHERE d.id = NEW.duty_id AND p.id = NEW.contact_point_id"
    " AND p.confirmed_by <> p.added_by AND p.withdrawn_at IS NULL AND {usable} <= {at}"
    " AND (NEW.method, p.kind) IN (('ring_back', 'telephone'), ('directory_email', 'email')))"
    " AND NOT EXISTS (SELECT 1 FROM authority_contacts c"
    " JOIN correction_duties d ON d.authority_id = c.authority_id"
    " WHERE d.id = NEW.duty_id AND c.id = NEW.authority_contact_id"
    " AND c.confirmed_by <> c.added_by AND c.withdrawn_at IS NULL"
    " AND (NEW.method, c.kind) IN (('ring_back', 'telephone'), ('directory_email', 'email')))"
)
_NOT_CHECKED = (
    "NEW.told_at IS NOT NULL AND (NOT EXISTS (SELECT 1 FROM correction_checks c"
    " WHERE c.id = NEW.check_id AND c.duty_id = NEW.id AND c.outcome = 'confirmed'"
    " AND {checked} <= {told})"
    " OR EXISTS (SELECT 1 FROM correction_checks c WHERE c.duty_id = NEW.id"
    " AND c.id > NEW.check_id AND c.outcome <> 'confirmed'))"
)


@dataclass(frozen=True, slots=True)
class _Refusal:
    """What one trigger refuses before a row is put in or changed, and in which words."""

    name: str
    table: str
    event: str
    when: str
    words: str

    def sqlite(self) -> dict[str, str]:
        """The trigger on SQLite."""
        return {
            self.name: f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"WHEN {self.when} BEGIN SELECT RAISE(ABORT, '{self.words}'); END"
        }

    def postgresql(self) -> dict[str, str]:
        """The function and its trigger on PostgreSQL."""
        body = f"BEGIN IF {self.when} THEN RAISE EXCEPTION '{self.words}'; END IF; RETURN NEW; END"
        return {
            self.name: f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql"
            f" AS $$ {body} $$",
            f"{self.name}_{self.event.lower()}": f"CREATE TRIGGER {self.name}_{self.event.lower()}"
            f" BEFORE {self.event} ON {self.table} FOR EACH ROW EXECUTE FUNCTION {self.name}()",
        }


def _refusals(moment: str) -> tuple[_Refusal, ...]:
    in_force = _NOT_IN_FORCE.format(
        usable=moment.format("p.usable_from_at"), at=moment.format("NEW.checked_at")
    )
    unchecked = _NOT_CHECKED.format(
        checked=moment.format("c.checked_at"), told=moment.format("NEW.told_at")
    )
    return (
        _Refusal(
            "guard_correction_checks_directory",
            "correction_checks",
            "INSERT",
            in_force,
            "guard: nobody is checked by a contact that is not in force in the directory",
        ),
        _Refusal(
            "guard_correction_duties_checked",
            "correction_duties",
            "UPDATE",
            unchecked,
            "guard: nobody is told of a correction before they are checked",
        ),
        _Refusal(
            "guard_correction_duties_begin_open",
            "correction_duties",
            "INSERT",
            "NEW.settled_at IS NOT NULL",
            "guard: whoever had the old version is first to be told",
        ),
    )


def correction_statements(dialect: str) -> dict[str, str]:
    """Every trigger (and PostgreSQL function) by its name, in order of making."""
    sqlite = dialect == "sqlite"
    statements: dict[str, str] = {}
    for refusal in _refusals("julianday({})" if sqlite else "{}"):
        statements |= refusal.sqlite() if sqlite else refusal.postgresql()
    return statements
