"""A connection that is not the program's: what somebody with a database tool in hand can do.

On SQLite such a connection heeds no foreign keys and no recursive triggers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg


class PlainConnection:
    """Statements as typed; each is its own transaction unless `hold` was called."""

    def __init__(self, url: str) -> None:
        """Open the database at this URL."""
        self.is_sqlite = url.startswith("sqlite")
        self._connection: Any
        if self.is_sqlite:
            path = url.removeprefix("sqlite:///")
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=5)
        else:
            self._connection = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)

    def run(self, statement: str, values: Sequence[Any] = ()) -> Sequence[Any]:
        """Run one statement (placeholders are ?); its rows, if it gives any."""
        if not self.is_sqlite:
            statement = statement.replace("%", "%%").replace("?", "%s") if values else statement
        cursor = (
            self._connection.execute(statement, tuple(values) or None)
            if (values or not self.is_sqlite)
            else self._connection.execute(statement)
        )
        return cursor.fetchall() if cursor.description else ()

    def refusal(self, statement: str, values: Sequence[Any] = ()) -> str | None:
        """What the database answers when it refuses this statement; None: it let it through."""
        try:
            self.run(statement, values)
        except (sqlite3.Error, psycopg.Error) as refused:
            return str(refused)
        return None

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


@contextmanager
def plain_connection(url: str) -> Iterator[PlainConnection]:
    """A plain connection for the length of a block."""
    connection = PlainConnection(url)
    try:
        yield connection
    finally:
        connection.close()
