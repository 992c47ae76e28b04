"""The words of the guards round movements, on SQLite and PostgreSQL.

Responsibility for a child never passes before a conference was held, unless both authorities
agreed in writing; nothing happens to a movement that is ended, and nobody ends one whose end
they proposed; no authority is told to stand
down before the family is found, and none is alerted after.
"""

from __future__ import annotations

from lacrecords.guards_refusals import Refusal, statements_of

MOVEMENT_TABLES = frozenset(
    {"movements", "movement_steps", "missing_families", "missing_family_alerts"}
    | {"received_alerts", "received_alert_checks", "authority_contacts"}
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
_WAITING = (
    "EXISTS (SELECT 1 FROM movement_steps s WHERE s.movement_id = NEW.movement_id"
    " AND s.kind = 'ending_proposed' AND s.withdrawn_at IS NULL{whose})"
)
_FOUND = (
    "EXISTS (SELECT 1 FROM missing_families f"
    " WHERE f.id = NEW.missing_family_id AND f.found_at IS NOT NULL)"
)
_CONTACT = (
    "EXISTS (SELECT 1 FROM authority_contacts c WHERE c.id = {contact}"
    " AND c.authority_id = {authority} AND c.confirmed_by <> c.added_by"
    " AND c.withdrawn_at IS NULL{kind})"
)
_CHECKED_BY = _CONTACT.format(
    contact="NEW.contact_id",
    authority="(SELECT a.authority_id FROM received_alerts a WHERE a.id = NEW.received_alert_id)",
    kind=" AND (NEW.method, c.kind) IN (('ring_back', 'telephone'), ('directory_email', 'email'))",
)
_SENDER_CONFIRMED = (
    "EXISTS (SELECT 1 FROM received_alert_checks k WHERE k.received_alert_id = NEW.id"
    " AND k.outcome = 'confirmed' AND NOT EXISTS (SELECT 1 FROM received_alert_checks l"
    " WHERE l.received_alert_id = NEW.id AND l.id > k.id AND l.outcome <> 'confirmed'))"
)


def _reached(step: str) -> str:
    return _CONTACT.format(contact=f"NEW.{step}_contact_id", authority="NEW.authority_id", kind="")


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
        "guard_movement_steps_ended_by_two",
        "INSERT",
        "movement_steps",
        "NEW.kind = 'ended' AND " + _WAITING.format(whose=" AND s.recorded_by = NEW.recorded_by"),
        "guard: whoever proposed the end of a movement does not end it",
    ),
    Refusal(
        "guard_movement_steps_proposed_once",
        "INSERT",
        "movement_steps",
        "NEW.kind = 'ending_proposed' AND " + _WAITING.format(whose=""),
        "guard: the end of a movement is proposed once",
    ),
    Refusal(
        "guard_movement_steps_rest_of_ended",
        "UPDATE",
        "movement_steps",
        "NEW.withdrawn_at IS NOT NULL AND OLD.kind <> 'ended' AND EXISTS (SELECT 1"
        " FROM movement_steps s WHERE s.movement_id = OLD.movement_id AND s.kind = 'ended'"
        " AND s.withdrawn_at IS NULL)",
        "guard: a movement is ended on the strength of its steps",
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
    Refusal(
        "guard_received_alerts_new",
        "INSERT",
        "received_alerts",
        "NEW.acknowledged_at IS NOT NULL OR NEW.ended_at IS NOT NULL"
        " OR NEW.found_at IS NOT NULL OR NEW.told_at IS NOT NULL",
        "guard: an alert is recorded before anything is done about it",
    ),
    Refusal(
        "guard_received_alert_checks_directory",
        "INSERT",
        "received_alert_checks",
        f"NEW.outcome = 'confirmed' AND NOT {_CHECKED_BY}",
        "guard: a sender is confirmed by a contact of its authority in the directory",
    ),
    Refusal(
        "guard_received_alerts_acknowledged",
        "UPDATE",
        "received_alerts",
        "OLD.acknowledged_at IS NULL AND NEW.acknowledged_at IS NOT NULL"
        f" AND NOT {_reached('acknowledged')}",
        "guard: an alert is acknowledged to a contact in the directory",
    ),
    Refusal(
        "guard_received_alerts_told",
        "UPDATE",
        "received_alerts",
        "OLD.told_at IS NULL AND NEW.told_at IS NOT NULL AND (NEW.found_at IS NULL"
        f" OR NOT {_SENDER_CONFIRMED} OR NOT {_reached('told')})",
        "guard: where a family is, is told to a confirmed sender by the directory alone",
    ),
)


def movement_statements(dialect: str) -> dict[str, str]:
    """Every trigger (and PostgreSQL function) by its name, in order of making."""
    return statements_of(_REFUSALS, dialect)
