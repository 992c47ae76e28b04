"""The words of the guards round movements, on SQLite and PostgreSQL.

Responsibility for a child never passes before a conference was held, unless both authorities
agreed in writing; nothing happens to a movement that is ended; no authority is told to stand
down before the family is found, and none is alerted after.
"""

from __future__ import annotations

from lacrecords.guards_restrictions import Refusal

MOVEMENT_TABLES = frozenset(
    {"movements", "movement_steps", "missing_families", "missing_family_alerts"}
)
_HELD = (
    "EXISTS (SELECT 1 FROM movement_steps s JOIN movements m ON m.id = s.movement_id"
    " WHERE s.movement_id = NEW.movement_id AND s.kind = 'conference_held' AND m.on_plan"
    " AND s.withdrawn_at IS NULL AND s.happened_on <= NEW.happened_on)"
)
_RESTS_ON_IT = (
    "EXISTS (SELECT 1 FROM movement_steps p WHERE p.movement_id = OLD.movement_id"
    " AND p.kind = 'responsibility_passed' AND p.withdrawn_at IS NULL"
    " AND NOT p.agreed_in_writing"
    " AND NOT EXISTS (SELECT 1 FROM movement_steps s WHERE s.movement_id = OLD.movement_id"
    " AND s.id <> OLD.id AND s.kind = 'conference_held' AND s.withdrawn_at IS NULL"
    " AND s.happened_on <= p.happened_on))"
)
_FOUND = (
    "EXISTS (SELECT 1 FROM missing_families f"
    " WHERE f.id = NEW.missing_family_id AND f.found_at IS NOT NULL)"
)
_REFUSALS = (
    Refusal(
        "guard_movement_steps_conference",
        "INSERT",
        "movement_steps",
        f"NEW.kind = 'responsibility_passed' AND NOT NEW.agreed_in_writing AND NOT {_HELD}",
        "guard: responsibility passes after a conference, or by written agreement",
    ),
    Refusal(
        "guard_movement_steps_rests",
        "UPDATE",
        "movement_steps",
        f"NEW.withdrawn_at IS NOT NULL AND OLD.kind = 'conference_held' AND {_RESTS_ON_IT}",
        "guard: responsibility has passed on the strength of this conference",
    ),
    Refusal(
        "guard_movement_steps_ended",
        "INSERT",
        "movement_steps",
        "EXISTS (SELECT 1 FROM movement_steps s WHERE s.movement_id = NEW.movement_id"
        " AND s.kind = 'ended' AND s.withdrawn_at IS NULL)",
        "guard: a movement that is ended takes no further step",
    ),
    Refusal(
        "guard_missing_family_alerts_found",
        "INSERT",
        "missing_family_alerts",
        _FOUND,
        "guard: nobody is alerted of a family that is found",
    ),
    Refusal(
        "guard_missing_family_alerts_stood_down",
        "UPDATE",
        "missing_family_alerts",
        f"NEW.stood_down_at IS NOT NULL AND NOT {_FOUND}",
        "guard: nobody stands down before the family is found",
    ),
)


def movement_statements(dialect: str) -> dict[str, str]:
    """Every trigger (and PostgreSQL function) by its name, in order of making."""
    statements: dict[str, str] = {}
    for refusal in _REFUSALS:
        statements |= refusal.sqlite() if dialect == "sqlite" else refusal.postgresql()
    return statements
