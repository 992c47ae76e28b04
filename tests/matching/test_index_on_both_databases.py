"""The index behaves the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from lacrecords.database import Base
from lacrecords.matching import store
from lacrecords.matching.forms import NameForm, SubjectKind
from lacrecords.matching.models import (
    INDEX_TABLES,
    MatchKey,
)
from lacrecords.matching.search import find_candidates, same_address_ids
from tests.matching.invented import HOME, ISOLDE, TODAY, child

LARGEST = 2**31 - 1
"""The largest number that a row of children can have on PostgreSQL."""


def test_a_child_is_indexed_found_changed_and_removed(empty_database_url: str) -> None:
    engine = create_engine(empty_database_url)
    Base.metadata.create_all(engine, tables=INDEX_TABLES)
    heard = child("Isold", "Kwarringten", ISOLDE.born_on)
    with Session(engine) as session:
        rows = [(n, replace(ISOLDE, names=(NameForm("Wren", "", "Tarn"),))) for n in range(1, 20)]
        store.index_many(session, SubjectKind.CHILD, [*rows, (LARGEST, ISOLDE)], all_new=True)
        found = find_candidates(session, SubjectKind.CHILD, heard).candidates
        there = same_address_ids(session, [HOME], TODAY)
        store.index_many(session, SubjectKind.CHILD, [(LARGEST, rows[0][1])])
        after = find_candidates(session, SubjectKind.CHILD, heard).candidates
        store.remove_many(session, SubjectKind.CHILD, [*range(1, 20), LARGEST])
        left = session.scalar(select(func.count()).select_from(MatchKey))
    engine.dispose()
    assert found[0].subject_id == LARGEST
    assert [one.subject_id for one in there] == [*range(1, 20), LARGEST]
    assert "forename sounds the same" not in (after[0].reasons if after else ())
    assert left == 0
