"""The words of the guards around corrections, on SQLite and on PostgreSQL.

Nobody is told of a correction before a check has confirmed them, by a number or address that
is in force in the directory or by a document; and no row begins as if it were settled.
"""

from __future__ import annotations

from lacrecords.guards_refusals import Refusal, moment_on, on_insert, on_update, statements_of

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


def _refusals(moment: str) -> tuple[Refusal, ...]:
    in_force = _NOT_IN_FORCE.format(
        usable=moment.format("p.usable_from_at"), at=moment.format("NEW.checked_at")
    )
    unchecked = _NOT_CHECKED.format(
        checked=moment.format("c.checked_at"), told=moment.format("NEW.told_at")
    )
    return (
        on_insert(
            "guard_correction_checks_directory",
            "correction_checks",
            in_force,
            "guard: nobody is checked by a contact that is not in force in the directory",
        ),
        on_update(
            "guard_correction_duties_checked",
            "correction_duties",
            unchecked,
            "guard: nobody is told of a correction before they are checked",
        ),
        on_insert(
            "guard_correction_duties_begin_open",
            "correction_duties",
            "NEW.settled_at IS NOT NULL",
            "guard: whoever had the old version is first to be told",
        ),
    )


def correction_statements(dialect: str) -> dict[str, str]:
    """Every trigger (and PostgreSQL function) by its name, in order of making."""
    return statements_of(_refusals(moment_on(dialect)), dialect)
