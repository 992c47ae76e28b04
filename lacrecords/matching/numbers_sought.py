"""Reads the rows of many numbers at once, with little between the search and the database.

SQLAlchemy writes a statement with a list of numbers anew for every list, which took a third of a
look-up. Here the list is the only thing that is written in: as marks, or as one array.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from lacrecords.database import is_postgresql


def rows_of(
    session: Session, words: str, numbers: Sequence[int], kind: int
) -> list[tuple[Any, ...]]:
    """The rows of a statement, as the driver has them: whole numbers and text alone.

    `words` is SQL with {among} where a column is one of the numbers and, after it, {kind} for
    the kind of subject; both databases read the rest alike.
    """
    parameters: tuple[Any, ...]
    if is_postgresql(session):
        text, parameters = _for_postgresql(words), (list(numbers), kind)
    else:
        text, parameters = _for_sqlite(words, len(numbers)), (*numbers, kind)
    with session.connection().exec_driver_sql(text, parameters) as result:
        return list(result.cursor.fetchall())


def _for_postgresql(words: str) -> str:
    return words.format(among="= ANY(%s)", kind="%s")


@lru_cache(maxsize=4096)
def _for_sqlite(words: str, count: int) -> str:
    return words.format(among=f"IN ({','.join('?' * count)})", kind="?")
