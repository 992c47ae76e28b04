"""The words of the guard of numbered statements, on SQLite and PostgreSQL.

Statements of a year are numbered without a gap, and what replaces one is of the same days and
the same team. (That no number comes twice, and that no row changes, is said elsewhere.)
"""

from __future__ import annotations

from lacrecords.guards_refusals import on_insert, statements_of

NUMBERED_TABLE = "issued_statements"

_REFUSALS = {
    "guard_issued_statements_number": (
        "NEW.number <> 1 + COALESCE((SELECT MAX(s.number) FROM issued_statements s"
        " WHERE s.year = NEW.year), 0)",
        "guard: statements of a year are numbered without a gap",
    ),
    "guard_issued_statements_replaces": (
        "NEW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM issued_statements s"
        " WHERE s.id = NEW.replaces_id AND s.from_on = NEW.from_on AND s.to_on = NEW.to_on"
        " AND COALESCE(s.team_id, 0) = COALESCE(NEW.team_id, 0))",
        "guard: a statement replaces one of the same days and team",
    ),
}


def number_statements(dialect: str) -> dict[str, str]:
    """Every trigger (and PostgreSQL function) of these guards by its name."""
    refusals = (on_insert(name, NUMBERED_TABLE, *said) for name, said in _REFUSALS.items())
    return statements_of(refusals, dialect)
