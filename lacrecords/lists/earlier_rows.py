"""Earlier rows of the same list that may be the same child, in an index of its own.

The index is a nameless temporary database of this process: nobody else sees it, it holds a
bounded part in memory, and it is gone when the process is. The register's index is untouched.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from types import TracebackType

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from lacrecords.database import Base
from lacrecords.lists.row_reading import ListedRow
from lacrecords.matching import store
from lacrecords.matching.forms import SubjectKind
from lacrecords.matching.models import MatchForm, MatchKey, MatchNameVariant
from lacrecords.matching.search import find_candidates
from lacrecords.terms import MatchStrength

MOST_EARLIER = 5
_KIND = SubjectKind.ENQUIRED_CHILD
_TABLES = [Base.metadata.tables[one.__tablename__] for one in (MatchKey, MatchForm)]
_TABLES.append(Base.metadata.tables[MatchNameVariant.__tablename__])
_MEMORY = "PRAGMA cache_size=-65536"
_KEEP_ID = text("INSERT INTO listed_rows VALUES (:number, :id)")
_ID_OF = text("SELECT id FROM listed_rows WHERE number = :number")


class EarlierRows:
    """The rows of the list so far; each is looked for among those before it, then joins them."""

    def __init__(self) -> None:
        # The empty name is SQLite's own for a database on disk that nobody can open again.
        engine = create_engine(
            "sqlite://",
            creator=lambda: sqlite3.connect("", check_same_thread=False),
            poolclass=StaticPool,
        )
        self._engine, self._session = engine, Session(engine)
        self._session.execute(text(_MEMORY))
        self._session.execute(text("PRAGMA synchronous=OFF"))
        Base.metadata.create_all(self._session.connection(), tables=_TABLES)
        self._session.execute(text("CREATE TABLE listed_rows (number INTEGER PRIMARY KEY, id)"))

    def __enter__(self) -> EarlierRows:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _wrong: BaseException | None,
        _where: TracebackType | None,
    ) -> None:
        self._session.close()
        self._engine.dispose()

    def of(self, rows: Sequence[ListedRow]) -> dict[int, tuple[str, ...]]:
        """For each of these rows the earlier ones that may be the same child, best first."""
        found = {}
        for row in rows:
            if row.described is None:
                continue
            found[row.number] = self._before(row)
            store.index_many(self._session, _KIND, [(row.number, row.described)], all_new=True)
            self._session.execute(_KEEP_ID, {"number": row.number, "id": row.id})
        return found

    def _before(self, row: ListedRow) -> tuple[str, ...]:
        if row.described is None:
            return ()
        listed = find_candidates(self._session, _KIND, row.described)
        alike = [
            one.subject_id
            for one in listed.candidates
            if one.strength is not MatchStrength.WEAK and not one.label
        ]
        ids = (self._session.scalar(_ID_OF, {"number": number}) for number in alike[:MOST_EARLIER])
        return tuple(str(one) for one in ids)
