"""Rows put in beside the program, by plain SQL: to try what the database itself refuses."""

from __future__ import annotations

import json
from typing import Any

from lacrecords.database import Base
from tests.support.plain_sql import PlainConnection
from tests.support.rows import a_row


def put_in(sql: PlainConnection, table: str, row_number: int, /, **said: object) -> str | None:
    """Put in a row like the one that stands, with these values; why the database refuses it."""
    row = a_row(Base.metadata.tables[table], row_number) | said
    row = {name: _plain(value) for name, value in row.items() if value is not None}
    marks = ", ".join("?" * len(row))
    statement = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})"
    return sql.refusal(statement, list(row.values()))


def answer_to(sql: PlainConnection, table: str, row_number: int, /, **said: object) -> str:
    """The same as a text: "None" where the database lets the row in."""
    return str(put_in(sql, table, row_number, **said))


def _plain(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value)
    return value if isinstance(value, bool | int | bytes) else str(value)
