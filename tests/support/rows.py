"""One row in every table, made from the tables themselves: the ground for trying the guards.

All rows belong together, because there is one of each: the first enquiry has
the first enquired child, the first check, the first outcome, and so on.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, Column, Date, Enum, Float, Integer, Table, create_engine, insert

from lacrecords.database import Base, UtcDateTime
from lacrecords.terms import MatchAnswer, TellingKind, VerificationMethod, VerificationOutcome

NOW = datetime(2026, 11, 10, 10, 30, tzinfo=UTC)

PARTICULAR: dict[str, dict[str, Any]] = {
    "child_relationships": {"other_child_id": 2},
    "match_decisions": {"answer": MatchAnswer.SAME, "child_id": 1},
    "emergency_openings": {"closes_at": NOW + timedelta(minutes=30)},
    "restriction_lifts": {
        "decided_at": NOW,
        "decided_by": "account:1",
        "approved": True,
        "decided_because": "No threat any more",
    },
    "record_merges": {
        "linked_child_id": 2,
        "approved": False,
        "decided_at": NOW,
        "decided_by": "account:1",
        "decided_because": "Two children",
    },
    "more_asked": {"shared": True, "decided_at": NOW},
    "notifications": {"role": "designated_manager"},
    "currency_digests": {"role": "designated_manager"},
    "outcome_tellings": {"kind": TellingKind.LEAD_SOCIAL_WORKER_NAME},
    "disclosures": {"kind": TellingKind.LEAD_SOCIAL_WORKER_NAME, "verification_id": 1},
    "verifications": {
        "outcome": VerificationOutcome.CONFIRMED,
        "method": VerificationMethod.IDENTITY_DOCUMENT,
    },
}
"""What a table demands beyond "something of the right type"."""


def one_row_in_every_table(url: str) -> None:
    """Put one row into every table (two into children, so that they can be related)."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for table in Base.metadata.sorted_tables:
            connection.execute(insert(table).values(a_row(table)))
            if table.name == "children":
                connection.execute(insert(table).values(a_row(table, number=2)))
    engine.dispose()


def a_row(table: Table, number: int = 1, **values: Any) -> dict[str, Any]:
    """Values for a row with this number; `values` outrank everything."""
    filled = {
        column.name: _something(column, number) for column in table.columns if not column.nullable
    }
    return filled | PARTICULAR.get(table.name, {}) | values


def _something(column: Column[Any], number: int) -> Any:
    if column.foreign_keys and isinstance(column.type, Integer):
        return 1
    if column.primary_key and isinstance(column.type, Integer):
        return number
    if isinstance(column.type, Enum):
        return next(iter(column.type.enum_class or column.type.enums))
    return _plain(column, number)


def _plain(column: Column[Any], number: int) -> Any:
    if isinstance(column.type, UtcDateTime):
        return NOW
    if isinstance(column.type, Date):
        return date(2026, 11, 9)
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, (Integer, Float)):
        return number
    return {} if "JSON" in str(column.type) else f"{column.name} {number}"
