"""Many numbers are sought at once, on both databases alike."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text

from lacrecords.database import db, transaction
from lacrecords.matching.forms import SubjectKind
from lacrecords.matching.numbers_sought import rows_of
from lacrecords.matching.store import load_forms
from lacrecords.matching.under_keys import _UNDER_KEYS, MOST_ROWS, counts_under, subjects_under

CHILD = int(SubjectKind.CHILD)
COMMON, RARE = -(2**40), 2**41


def stand(key: int, many: int, first: int = 1) -> None:
    words = "INSERT INTO match_keys (key, subject_kind, subject_id) VALUES (:key, :kind, :who)"
    rows = [{"key": key, "kind": CHILD, "who": first + number} for number in range(many)]
    with transaction():
        db.session.execute(text(words), rows)


@pytest.mark.parametrize("numbers", [[], [7], [RARE, COMMON, 7], list(range(900))])
def test_the_rows_of_any_list_of_numbers_are_read(in_app: Flask, numbers: list[int]) -> None:
    stand(COMMON, 3)
    stand(RARE, 1)
    found = dict(counts_under(db.session(), SubjectKind.CHILD, numbers))
    assert found == {key: many for key, many in ((COMMON, 3), (RARE, 1)) if key in numbers}
    assert counts_under(db.session(), SubjectKind.ENQUIRED_CHILD, numbers) == []
    assert load_forms(db.session(), SubjectKind.CHILD, numbers) == {}


def test_no_more_are_read_than_may_be_and_a_rare_key_whole(in_app: Flask) -> None:
    stand(COMMON, MOST_ROWS + 5)
    stand(RARE, 2, first=10_000)
    read = rows_of(db.session(), _UNDER_KEYS, [COMMON, RARE], CHILD)
    assert len(read) == MOST_ROWS and (RARE, 10_000) not in read
    rows, full = subjects_under(db.session(), SubjectKind.CHILD, [COMMON, RARE])
    assert full and rows[:2] == [(RARE, 10_000), (RARE, 10_001)]
