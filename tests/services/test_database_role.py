"""On PostgreSQL the program needs no powers over its own tables, and without them has none."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest

from tests.support.plain_sql import PlainConnection

pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


@pytest.fixture
def program(sql: PlainConnection) -> Iterator[PlainConnection]:
    """The same connection, as a role with the rights that docs/operating.md names."""
    role = f"program_{uuid.uuid4().hex}"
    sql.run(f"CREATE ROLE {role}")
    sql.run(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
    sql.run(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
    sql.run(f"SET ROLE {role}")
    yield sql
    sql.run("RESET ROLE")
    sql.run(f"DROP OWNED BY {role}")
    sql.run(f"DROP ROLE {role}")


def test_the_program_can_tell_and_supersede(program: PlainConnection) -> None:
    columns = (
        "enquiry_id, enquired_child_id, outcome_id, kind, verification_id, words, said_by, said_at"
    )
    assert (
        program.refusal(
            f"INSERT INTO disclosures (id, {columns}) SELECT 9, {columns} FROM disclosures"
        )
        is None
    )
    assert program.refusal("UPDATE child_names SET superseded_at = now()") is None


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER guard_audit_entries_row ON audit_entries",
        "ALTER TABLE audit_entries DISABLE TRIGGER ALL",
        "CREATE OR REPLACE FUNCTION guard_audit_entries() RETURNS trigger"
        " LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        "SET session_replication_role = replica",
        "TRUNCATE audit_entries",
        "DELETE FROM audit_entries",
        "DROP TABLE audit_entries CASCADE",
    ],
)
def test_the_program_cannot_take_a_guard_away(program: PlainConnection, statement: str) -> None:
    assert program.refusal(statement) is not None
