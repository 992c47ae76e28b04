"""The guards in a database: put up, taken down, compared with what is declared.

Which tables are guarded is declared in `guards`; the words of the triggers are
in `guards_statements`.
"""

from __future__ import annotations

from sqlalchemy import Connection, MetaData, inspect, text

from lacrecords.guards_statements import guard_statements

PREFIX = "guard_"

_SQLITE_TRIGGERS = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
_POSTGRESQL_TRIGGERS = (
    "SELECT t.tgname, c.relname, CASE t.tgenabled WHEN 'A' THEN pg_get_triggerdef(t.oid, true)"
    " ELSE 'not always' END FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
    " WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
)
_POSTGRESQL_FUNCTIONS = (
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
)


def apply_guards(connection: Connection, metadata: MetaData) -> None:
    """Put every declared guard on its table, where that table stands; guards are replaced."""
    drop_guards(connection)
    tables = inspect(connection).get_table_names()
    for statement in guard_statements(metadata, connection.dialect.name, tables).values():
        connection.exec_driver_sql(statement)
    if connection.dialect.name == "postgresql":
        for name, table, _ in _triggers(connection):
            connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def drop_guards(connection: Connection) -> None:
    """Take every guard away, for the length of a migration."""
    for name, table, _ in _triggers(connection):
        on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{on}")
    for name in _functions(connection):
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {name}()")


def missing_guards(connection: Connection, metadata: MetaData) -> tuple[str, ...]:
    """Names of guards that are declared but do not stand, or stand otherwise than declared."""
    expected = guard_statements(metadata, connection.dialect.name)
    found = {name: words for name, _, words in _triggers(connection)} | _functions(connection)
    return tuple(name for name, words in expected.items() if found.get(name) != _body(words))


def _body(statement: str) -> str:
    """Of a function PostgreSQL keeps the body; of a trigger both databases keep all."""
    return statement.split("$$")[1] if "$$" in statement else statement


def _triggers(connection: Connection) -> list[tuple[str, str, str]]:
    """Name, table and words of every guard that stands."""
    sqlite = connection.dialect.name == "sqlite"
    rows = connection.execute(text(_SQLITE_TRIGGERS if sqlite else _POSTGRESQL_TRIGGERS))
    return [(name, table, words) for name, table, words in rows if name.startswith(PREFIX)]


def _functions(connection: Connection) -> dict[str, str]:
    """Body of every function of a guard, by its name; SQLite has none."""
    if connection.dialect.name == "sqlite":
        return {}
    rows = connection.execute(text(_POSTGRESQL_FUNCTIONS))
    return {name: body for name, body in rows if name.startswith(PREFIX)}
