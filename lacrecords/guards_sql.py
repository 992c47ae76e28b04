"""The SQL of the guards on SQLite and PostgreSQL: made, dropped, put back, compared.

Which tables are guarded is declared in `guards`; this module only says how.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, MetaData, inspect, text

from lacrecords.guards import Guard, declared_guards
from lacrecords.terms import TELLINGS_ABOUT_A_CHILD

PREFIX = "guard_"


def guard_statements(
    metadata: MetaData, dialect: str, tables: Collection[str] | None = None
) -> dict[str, str]:
    """Every trigger (and PostgreSQL function) by its name, in order of making."""
    present = metadata.tables.keys() if tables is None else tables
    make = _sqlite_table if dialect == "sqlite" else _postgresql_table
    statements: dict[str, str] = {}
    for guard in declared_guards(metadata):
        if guard.table.name in present:
            statements |= make(guard)
    checked = _sqlite_checked if dialect == "sqlite" else _postgresql_checked
    if {"disclosures", "verifications", "enquiries"} <= set(present):
        statements |= checked()
    return statements


def apply_guards(connection: Connection, metadata: MetaData) -> None:
    """Put every declared guard on its table, where that table stands; guards are replaced."""
    drop_guards(connection)
    tables = inspect(connection).get_table_names()
    for statement in guard_statements(metadata, connection.dialect.name, tables).values():
        connection.exec_driver_sql(statement)
    if connection.dialect.name == "postgresql":
        for name, table in _standing(connection):
            connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def drop_guards(connection: Connection) -> None:
    """Take every guard away, for the length of a migration."""
    for name, table in _standing(connection):
        on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{on}")
    if connection.dialect.name == "postgresql":
        for name in _postgresql_functions(connection):
            connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {name}()")


def missing_guards(connection: Connection, metadata: MetaData) -> tuple[str, ...]:
    """Names of guards that are declared but do not stand, or stand otherwise than declared."""
    expected = guard_statements(metadata, connection.dialect.name)
    if connection.dialect.name == "sqlite":
        found = _sqlite_definitions(connection)
        return tuple(name for name, sql in expected.items() if found.get(name) != sql)
    found = _postgresql_definitions(connection)
    return tuple(name for name, sql in expected.items() if found.get(name) != _essence(sql))


def _essence(statement: str) -> str:
    """What PostgreSQL keeps unchanged: a function's body; of a trigger, that it always fires."""
    return statement.split("$$")[1] if "$$" in statement else "always"


def _standing(connection: Connection) -> list[tuple[str, str]]:
    if connection.dialect.name == "sqlite":
        query = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = (
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE NOT t.tgisinternal AND n.nspname = current_schema()"
        )
    rows = connection.execute(text(query))
    return [(name, table) for name, table in rows if name.startswith(PREFIX)]


def _postgresql_functions(connection: Connection) -> list[str]:
    rows = connection.execute(
        text(
            "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
            " WHERE n.nspname = current_schema()"
        )
    )
    return [name for (name,) in rows if name.startswith(PREFIX)]


def _sqlite_definitions(connection: Connection) -> dict[str, str]:
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return {name: sql for name, sql in rows}


def _postgresql_definitions(connection: Connection) -> dict[str, str]:
    functions = connection.execute(
        text(
            "SELECT p.proname, p.prosrc FROM pg_proc p JOIN pg_namespace n"
            " ON n.oid = p.pronamespace WHERE n.nspname = current_schema()"
        )
    )
    triggers = connection.execute(
        text("SELECT tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal")
    )
    found = {name: body for name, body in functions}
    return found | {name: "always" if on == "A" else on for name, on in triggers}


def _sqlite_table(guard: Guard) -> dict[str, str]:
    table = guard.table.name
    keys = " AND ".join(f"{column.name} = NEW.{column.name}" for column in guard.table.primary_key)
    refuse = "BEGIN SELECT RAISE(ABORT, 'guard: {}'); END"
    statements = {
        f"guard_{table}_delete": f"CREATE TRIGGER guard_{table}_delete BEFORE DELETE ON {table} "
        + refuse.format(f"rows of {table} are never deleted"),
        f"guard_{table}_replace": f"CREATE TRIGGER guard_{table}_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {keys}) "
        + refuse.format(f"rows of {table} are never replaced"),
    }
    when = f"WHEN NOT ({_unchanged(guard, 'IS', 'IS')}) " if guard.fillable else ""
    statements[f"guard_{table}_update"] = (
        f"CREATE TRIGGER guard_{table}_update BEFORE UPDATE ON {table} {when}"
        + refuse.format(f"rows of {table} are never changed")
    )
    return statements


def _unchanged(guard: Guard, same: str, null: str) -> str:
    parts = []
    for column in guard.table.columns:
        equal = f"NEW.{column.name} {same} OLD.{column.name}"
        if column.name in guard.fillable:
            parts.append(f"(OLD.{column.name} {null} NULL OR {equal})")
        else:
            parts.append(equal)
    return " AND ".join(parts)


def _postgresql_table(guard: Guard) -> dict[str, str]:
    table = guard.table.name
    allowed = _unchanged(guard, "IS NOT DISTINCT FROM", "IS") if guard.fillable else "false"
    function = (
        f"CREATE FUNCTION guard_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' THEN IF {allowed} THEN RETURN NEW; END IF; END IF; "
        f"RAISE EXCEPTION 'guard: rows of {table} are never changed or deleted'; END $$"
    )
    return {
        f"guard_{table}": function,
        f"guard_{table}_row": f"CREATE TRIGGER guard_{table}_row BEFORE UPDATE OR DELETE "
        f"ON {table} FOR EACH ROW EXECUTE FUNCTION guard_{table}()",
        f"guard_{table}_truncate": f"CREATE TRIGGER guard_{table}_truncate BEFORE TRUNCATE "
        f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION guard_{table}()",
    }


def _about_a_child() -> str:
    return ", ".join(f"'{kind.value}'" for kind in sorted(TELLINGS_ABOUT_A_CHILD))


_CONFIRMED = (
    "EXISTS (SELECT 1 FROM verifications v WHERE v.id = NEW.verification_id"
    " AND v.enquiry_id = NEW.enquiry_id AND v.outcome = 'confirmed'"
    " AND v.checked_at <= NEW.said_at AND v.valid_until_at >= NEW.said_at)"
    " AND NOT EXISTS (SELECT 1 FROM verifications v WHERE v.enquiry_id = NEW.enquiry_id"
    " AND v.id > NEW.verification_id AND v.outcome <> 'confirmed')"
)


_REFUSAL = "guard: nothing about a child is told before the enquirer is checked"


def _telling_tables() -> dict[str, str]:
    """Tables of what was told, and which of their rows need a confirmed check."""
    return {"disclosures": f"NEW.kind IN ({_about_a_child()})", "more_told": "1 = 1"}


def _sqlite_checked() -> dict[str, str]:
    statements = {}
    for table, needed in _telling_tables().items():
        name = f"guard_{table}_checked"
        statements[name] = (
            f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {needed} AND NOT ({_CONFIRMED}) "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        )
    return statements


def _postgresql_checked() -> dict[str, str]:
    statements = {}
    for table, needed in _telling_tables().items():
        name = f"guard_{table}_checked"
        body = (
            "PERFORM 1 FROM enquiries WHERE id = NEW.enquiry_id FOR SHARE; "
            f"IF {needed} AND NOT ({_CONFIRMED}) THEN RAISE EXCEPTION '{_REFUSAL}'; END IF; "
            "RETURN NEW;"
        )
        statements |= _postgresql_before_insert(name, table, body)
    lock = "PERFORM 1 FROM enquiries WHERE id = NEW.enquiry_id FOR UPDATE; RETURN NEW;"
    return statements | _postgresql_before_insert("guard_verifications_lock", "verifications", lock)


def _postgresql_before_insert(name: str, table: str, body: str) -> dict[str, str]:
    return {
        name: f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {body} END $$",
        f"{name}_insert": f"CREATE TRIGGER {name}_insert BEFORE INSERT ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()",
    }
