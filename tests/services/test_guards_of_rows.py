"""The database itself refuses to change, delete or replace what must stand, whoever asks.

Every declared guard is tried on every table it stands on, by plain SQL from a
connection that is not the program's.
"""

from __future__ import annotations

import pytest
from sqlalchemy import Table

from lacrecords.database import Base
from lacrecords.guards import Guard, declared_guards
from tests.support.plain_sql import PlainConnection
from tests.support.rows import NOW, a_row

GUARDS = declared_guards(Base.metadata)
FIXED = [guard for guard in GUARDS if not guard.fillable and not guard.changes]
OTHERWISE = (
    *("more_asked", "restriction_lifts", "declared_connections", "record_merges"),
    *("late_hits", "risk_hits", "incidents", "export_requests", "guidance_changes"),
    *("risk_disposals", "received_alerts", "correction_duties"),
)
"""Decided already, which is what other rows need; or ended only by a row of somebody else; or
answered or withdrawn, never both (see `test_guards_late_hits`); or closed only when everybody
is told (see `test_guards_considered`); or decided by two people (see `test_guards_currency` and
`test_guards_guidance`, `test_guards_disposal`); or told by the directory alone (see
`test_guards_received`); or told after a check alone (see `test_guards_corrections`)."""
FILLABLE = [guard for guard in GUARDS if guard.fillable]


def let_through(sql: PlainConnection, statements: dict[str, str]) -> list[str]:
    """Tables on which a statement was not refused by a guard, with what happened instead."""
    return [
        f"{table}: {answer}"
        for table, statement in statements.items()
        if "guard:" not in (answer := str(sql.refusal(statement)))
    ]


def test_every_fact_and_every_trail_table_is_guarded() -> None:
    guarded = {guard.table.name for guard in GUARDS}
    facts = {name for name, table in Base.metadata.tables.items() if "superseded_at" in table.c}
    trail = {str(mapper.local_table) for mapper in Base.registry.mappers if mapper.class_.__trail__}
    sensitive = {
        str(mapper.local_table) for mapper in Base.registry.mappers if mapper.class_.__sensitive__
    }
    assert facts and trail
    assert facts | trail | sensitive <= guarded


def test_no_guarded_row_can_be_deleted(sql: PlainConnection) -> None:
    assert let_through(sql, {g.table.name: f"DELETE FROM {g.table.name}" for g in GUARDS}) == []


def test_no_column_of_an_add_only_row_can_be_changed(sql: PlainConnection) -> None:
    statements = {
        f"{guard.table.name}.{column.name}": _changed(guard.table, column.name)
        for guard in FIXED
        for column in guard.table.columns
    }
    assert len(statements) > 150
    assert let_through(sql, statements) == []


def test_no_fixed_column_of_a_write_once_row_can_be_changed(sql: PlainConnection) -> None:
    statements = {
        f"{guard.table.name}.{column.name}": _changed(guard.table, column.name)
        for guard in FILLABLE
        for column in guard.table.columns
        if column.name not in guard.fillable
    }
    assert let_through(sql, statements) == []


def _changed(table: Table, column: str) -> str:
    """The column given a value that it does not have."""
    kind = str(table.c[column].type)
    values = {"INTEGER": "77", "DATE": "'2020-01-01'", "BOOLEAN": "true", "JSON": "'[]'"}
    moment = column == "at" or column.endswith("_at")
    value = "'2020-01-01 00:00:00'" if moment else values.get(kind, "'x'")
    return f"UPDATE {table.name} SET {column} = {value}"


def test_a_write_once_column_is_filled_once_and_never_again(sql: PlainConnection) -> None:
    odd = []
    for guard in FILLABLE:
        if guard.table.name in OTHERWISE:
            continue
        # The first row is as it was added; further ones may be filled already.
        first_row = " WHERE id = 1" if "id" in guard.table.c else ""
        fill = f"UPDATE {guard.table.name} SET {_filled(guard)}{first_row}"
        other = fill.replace("2026", "2027").replace("x-", "y-")
        first, second = sql.refusal(fill), sql.refusal(other)
        emptied = sql.refusal(
            f"UPDATE {guard.table.name} SET {guard.fillable[0]} = NULL{first_row}"
        )
        if first or not second or not emptied:
            odd.append(f"{guard.table.name}: {first} / {second} / {emptied}")
    assert odd == [], "\n".join(odd)


def _filled(guard: Guard) -> str:
    special = {
        "outcome": "'no_further_action'",
        "agrees": "true",
        "done": "true",
        "commissioner_told": "true",
        "decided_by_id": "1",
        "task_id": "1",
        "later_view_id": "1",
        "shared": "true",
        "justified": "true",
        "rung_back": "true",
        "granted": "true",
        "approved": "true",
        "concerns": "true",
        "same_matter": "true",
        "sought_person_id": "1",
        "opens": "true",
    }
    return ", ".join(
        f"{name} = {special.get(name) or _moment_day_or_words(name)}" for name in guard.fillable
    )


def _moment_day_or_words(name: str) -> str:
    if name.endswith("_at"):
        return repr(str(NOW))
    return repr(str(NOW.date())) if name.endswith("_on") else repr("x-")


def test_what_was_left_empty_at_the_closing_stays_empty(sql: PlainConnection) -> None:
    sql.run("UPDATE tasks SET closed_at = ?, closed_by = 'account:1'", [str(NOW)])
    assert "guard:" in str(sql.refusal("UPDATE tasks SET closing_words = 'added later'"))


def test_no_row_can_be_replaced_by_its_key(sql: PlainConnection) -> None:
    statements = {guard.table.name: _copy_over(sql, guard.table) for guard in GUARDS}
    rows = {name: _rows(sql, name) for name in statements}
    let_pass = [name for name, statement in statements.items() if not sql.refusal(statement)]
    assert {name: _rows(sql, name) for name in statements} == rows
    assert let_pass == [] or not sql.is_sqlite


def _copy_over(sql: PlainConnection, table: Table) -> str:
    """Put a copy of the row in its own place, by the words each database has for it."""
    columns = ", ".join(column.name for column in table.columns)
    if sql.is_sqlite:
        chosen = f"SELECT {columns} FROM {table.name} LIMIT 1"
        return f"INSERT OR REPLACE INTO {table.name} ({columns}) {chosen}"
    key = ", ".join(column.name for column in table.primary_key)
    set_all = ", ".join(f"{column.name} = excluded.{column.name}" for column in table.columns)
    return (
        f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM {table.name} LIMIT 1"
        f" ON CONFLICT ({key}) DO UPDATE SET {set_all}"
    )


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_no_row_can_be_replaced_by_another_of_its_unique_values(sql: PlainConnection) -> None:
    for table, unique in (("enquiries", "reference"), ("enquirers", "enquiry_id")):
        columns = [c.name for c in Base.metadata.tables[table].columns if c.name != "id"]
        listed = ", ".join(columns)
        answer = sql.refusal(
            f"INSERT OR REPLACE INTO {table} (id, {listed}) SELECT 99, {listed} FROM {table}"
        )
        assert "never replaced" in str(answer), f"{table} by {unique}"


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_no_guarded_table_can_be_emptied(sql: PlainConnection) -> None:
    statements = {g.table.name: f"TRUNCATE {g.table.name} CASCADE" for g in GUARDS}
    assert let_through(sql, statements) == []


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_guards_hold_when_ordinary_triggers_are_switched_off(sql: PlainConnection) -> None:
    sql.run("SET session_replication_role = replica")
    assert "guard:" in str(sql.refusal("DELETE FROM audit_entries"))
    assert "guard:" in str(sql.refusal("UPDATE disclosures SET words = 'other'"))


def test_one_not_known_child_has_one_open_consideration(sql: PlainConnection) -> None:
    table = Base.metadata.tables["considerations"]
    row = a_row(table, number=2) | {"outcome": None}
    names, values = ", ".join(row), [str(v) if v is not None else None for v in row.values()]
    marks = ", ".join("?" * len(row))
    insert = f"INSERT INTO considerations ({names}) VALUES ({marks})"
    assert sql.refusal(insert, values) is not None
    closing = "closed_by = 'account:1', outcome = 'different_child', reasons = 'seen'"
    sql.run(f"UPDATE considerations SET closed_at = ?, {closing}", [str(NOW)])
    assert sql.refusal(insert, values) is None


def _rows(sql: PlainConnection, table: str) -> list[object]:
    # A row that is rewritten as it was may stand in another place.
    return sorted((tuple(row) for row in sql.run(f"SELECT * FROM {table}")), key=repr)
