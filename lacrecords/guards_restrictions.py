"""The words of the guards around restricted and sealed records, on SQLite and PostgreSQL.

A restriction goes only when two people lifted it, or another of its kind stands in its place;
a declared connection only when somebody else ended it. Nobody opens a sealed record in an
emergency, and no new link ties a sealed record to another child.
"""

# ruff: noqa: S608 - names of our own tables and columns only, never a value from outside

from __future__ import annotations

from lacrecords.guards_refusals import Refusal, statements_of

GUARDED_TABLES = frozenset(
    {"restrictions", "restriction_lifts", "declared_connections", "emergency_openings"}
    | {"child_relationships", "record_merges"}
)

_SEALED = (
    "EXISTS (SELECT 1 FROM restrictions r WHERE r.child_id = {child}"
    " AND r.kind = 'sealed_at_adoption' AND r.superseded_at IS NULL AND r.to_on IS NULL)"
)


_REFUSALS = (
    Refusal(
        "guard_restrictions_lifted",
        "UPDATE",
        "restrictions",
        "NEW.superseded_at IS NOT NULL AND OLD.to_on IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM restriction_lifts l WHERE l.restriction_id = OLD.id"
        " AND l.approved AND l.decided_by <> l.requested_by)"
        " AND NOT EXISTS (SELECT 1 FROM restrictions r WHERE r.child_id = OLD.child_id"
        " AND r.kind = OLD.kind AND r.id > OLD.id AND r.to_on IS NULL"
        " AND r.superseded_at IS NULL)",
        "guard: a restriction is lifted by two people, or replaced by another",
    ),
    Refusal(
        "guard_declared_connections_lifted",
        "UPDATE",
        "declared_connections",
        # The row that ends it is written by somebody else, as the next guard demands.
        "NEW.superseded_at IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM declared_connections d WHERE d.child_id = OLD.child_id"
        " AND d.account_id = OLD.account_id AND d.id > OLD.id AND d.superseded_at IS NULL)",
        "guard: a declared connection is lifted by somebody else, or stands",
    ),
    Refusal(
        "guard_declared_connections_ended",
        "INSERT",
        "declared_connections",
        "NEW.to_on IS NOT NULL AND NEW.recorded_by = 'account:' || NEW.account_id",
        "guard: nobody ends a connection that they declared themselves",
    ),
    Refusal(
        "guard_emergency_openings_sealed",
        "INSERT",
        "emergency_openings",
        _SEALED.format(child="NEW.child_id"),
        "guard: a sealed record is not opened in an emergency",
    ),
    Refusal(
        "guard_child_relationships_sealed",
        "INSERT",
        "child_relationships",
        f"({_SEALED.format(child='NEW.child_id')} OR {_SEALED.format(child='NEW.other_child_id')})"
        " AND NOT EXISTS (SELECT 1 FROM child_relationships k WHERE k.child_id = NEW.child_id"
        " AND k.other_child_id = NEW.other_child_id)",
        "guard: no new link ties a sealed record to another child",
    ),
    Refusal(
        "guard_record_merges_sealed",
        "INSERT",
        "record_merges",
        f"{_SEALED.format(child='NEW.kept_child_id')}"
        f" OR {_SEALED.format(child='NEW.linked_child_id')}",
        "guard: a sealed record is never linked to another",
    ),
    Refusal(
        "guard_record_merges_chained",
        "INSERT",
        "record_merges",
        "EXISTS (SELECT 1 FROM record_merges m WHERE m.undone_at IS NULL"
        " AND (m.approved IS NULL OR m.approved)"
        " AND (m.linked_child_id = NEW.kept_child_id OR m.kept_child_id = NEW.linked_child_id))",
        "guard: a record that is linked keeps no other",
    ),
    Refusal(
        "guard_restrictions_sealed_while_linked",
        "INSERT",
        "restrictions",
        "NEW.kind = 'sealed_at_adoption' AND NEW.to_on IS NULL"
        " AND EXISTS (SELECT 1 FROM record_merges m WHERE m.undone_at IS NULL"
        " AND (m.approved IS NULL OR m.approved)"
        " AND NEW.child_id IN (m.kept_child_id, m.linked_child_id))",
        "guard: a record that is linked to another is not sealed",
    ),
)


def restriction_statements(dialect: str) -> dict[str, str]:
    """Every trigger (and PostgreSQL function) by its name, in order of making."""
    return statements_of(_REFUSALS, dialect)
