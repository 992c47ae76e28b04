"""How many statements somebody's question takes, and how many rows come back: for bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from lacrecords.database import db

Statement = tuple[str, Any]


@contextmanager
def statements_noted() -> Iterator[list[Statement]]:
    """Every statement from here on with its parameters, in its order."""
    noted: list[Statement] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        noted.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield noted
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def cost_of(ask: Callable[[], object]) -> tuple[int, int]:
    """How many statements it takes, and how many rows they give: each is asked once more."""
    with statements_noted() as noted:
        ask()
    connection = db.session.connection()
    asked = [one for one in noted if one[0].lstrip().upper().startswith("SELECT")]
    rows = (len(connection.exec_driver_sql(*one).fetchall()) for one in asked)
    return len(noted), sum(rows)
