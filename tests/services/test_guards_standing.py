"""`lacrecords check` notices each guard that was taken away, weakened or left out."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text

from lacrecords import schema
from lacrecords.database import Base, db
from lacrecords.guards_sql import apply_guards, drop_guards
from lacrecords.guards_statements import guard_statements


def change(app: Flask, *statements: str) -> None:
    """Run statements as somebody with full powers over the database."""
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        for statement in statements:
            connection.execute(text(statement))


def triggers(database: str) -> list[tuple[str, str]]:
    """Every declared trigger with its table."""
    found = []
    for name, words in guard_statements(Base.metadata, database).items():
        if words.startswith("CREATE TRIGGER"):
            found.append((name, words.split(" ON ")[1].split()[0]))
    return found


def test_every_declared_guard_stands_after_an_upgrade(in_app: Flask) -> None:
    assert schema.fallen_guards() == ()


def test_each_trigger_that_is_dropped_is_noticed(in_app: Flask, database: str) -> None:
    dropped = []
    for name, table in triggers(database):
        change(in_app, f"DROP TRIGGER {name}" + (f" ON {table}" if database != "sqlite" else ""))
        dropped.append(name)
        assert set(schema.fallen_guards()) == set(dropped)
    assert len(dropped) > 100


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_trigger_put_in_the_place_of_another_is_noticed(in_app: Flask) -> None:
    name = "guard_disclosures_checked"
    toothless = f"CREATE TRIGGER {name} BEFORE INSERT ON disclosures WHEN 0 BEGIN SELECT 1; END"
    change(in_app, f"DROP TRIGGER {name}", toothless)
    assert schema.fallen_guards() == (name,)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("weakened", "noticed"),
    [
        (
            "ALTER TABLE audit_entries DISABLE TRIGGER guard_audit_entries_row",
            "guard_audit_entries_row",
        ),
        (
            "ALTER TABLE audit_entries ENABLE TRIGGER guard_audit_entries_row",
            "guard_audit_entries_row",
        ),
        (
            "CREATE OR REPLACE FUNCTION guard_disclosures_checked() RETURNS trigger"
            " LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
            "guard_disclosures_checked",
        ),
        (
            "CREATE OR REPLACE TRIGGER guard_audit_entries_row BEFORE DELETE ON audit_entries"
            " FOR EACH ROW EXECUTE FUNCTION guard_audit_entries()",
            "guard_audit_entries_row",
        ),
    ],
)
def test_a_guard_that_is_weakened_is_noticed(in_app: Flask, weakened: str, noticed: str) -> None:
    change(in_app, weakened)
    assert schema.fallen_guards() == (noticed,)


def test_guards_can_be_taken_down_and_put_up_again_any_number_of_times(in_app: Flask) -> None:
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        drop_guards(connection)
        apply_guards(connection, Base.metadata)
        apply_guards(connection, Base.metadata)
    assert schema.fallen_guards() == ()
