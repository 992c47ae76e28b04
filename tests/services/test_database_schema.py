"""Migrations make exactly the tables of the models, lose nothing and keep the guards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, text

from lacrecords import schema
from lacrecords.database import Base, db
from lacrecords.foundation import lay_foundation


@pytest.fixture
def empty_app(empty_database_url: str) -> Iterator[Flask]:
    """The foundation on a database with no table, its context open."""
    app = lay_foundation({"database_url": empty_database_url})
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def differences() -> list[object]:
    """What Alembic would still change."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [
            difference
            for difference in compare_metadata(context, Base.metadata)
            if "alembic_version" not in str(difference)
        ]


def checks() -> dict[str, set[str | None]]:
    """The CHECK constraints that stand, which Alembic does not compare."""
    inspector = inspect(db.engine)
    return {
        table: {check["name"] for check in inspector.get_check_constraints(table)}
        for table in Base.metadata.tables
    }


def test_an_upgrade_from_nothing_makes_exactly_the_tables_of_the_models(empty_app: Flask) -> None:
    schema.upgrade()
    assert differences() == []
    declared = {
        table.name: {
            str(rule.name) for rule in table.constraints if str(rule.name).startswith("ck_")
        }
        for table in Base.metadata.sorted_tables
    }
    assert checks() == declared
    assert schema.fallen_guards() == ()
    assert schema.standing_revision() == schema.newest_revision()


def test_down_to_nothing_and_up_again_ends_where_it_began(empty_app: Flask) -> None:
    schema.upgrade()
    schema.downgrade("base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    assert schema.standing_revision() is None
    schema.upgrade()
    assert differences() == []
    assert schema.fallen_guards() == ()


def test_a_second_upgrade_changes_nothing_and_puts_fallen_guards_up_again(
    in_app: Flask, database: str
) -> None:
    on = " ON audit_entries" if database == "postgresql" else ""
    name = "guard_audit_entries_truncate" if on else "guard_audit_entries_delete"
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text(f"DROP TRIGGER {name}{on}"))
    assert schema.fallen_guards() == (name,)
    schema.upgrade()
    assert schema.fallen_guards() == ()
    assert differences() == []


def test_an_upgrade_loses_no_row(filled_database_url: str) -> None:
    app = lay_foundation({"database_url": filled_database_url})
    with app.app_context():
        before = rows()
        schema.upgrade()
        assert rows() == before
        assert min(before.values()) == 1
        db.session.remove()
        db.engine.dispose()


def rows() -> dict[str, int]:
    """How many rows each table has."""
    with db.engine.connect() as connection:
        return {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in Base.metadata.tables
        }


def test_a_program_on_an_empty_database_is_told_what_to_do(empty_app: Flask) -> None:
    with pytest.raises(schema.NotUpToDate, match="lacrecords db upgrade"):
        schema.refuse_unless_up_to_date()


def test_a_program_on_other_tables_is_told_which(in_app: Flask) -> None:
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(schema.NotUpToDate, match="at revision 0000"):
        schema.refuse_unless_up_to_date()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_new_sqlite_file_is_for_its_owner_only(empty_app: Flask) -> None:
    schema.upgrade()
    path = Path(str(db.engine.url.database))
    assert path.stat().st_mode & 0o777 == 0o600
