"""Whether an adult lives with a child and has responsibility: every answer comes back as given."""

from __future__ import annotations

from itertools import product
from types import SimpleNamespace

import pytest

from lacrecords.children.living_with import (
    KNOWN_WORDS,
    adult_columns,
    is_mother,
    living_of,
    living_words,
    relationship_of,
    responsibility_of,
)
from lacrecords.terms import Known


@pytest.mark.parametrize(("lives", "has"), list(product(Known, Known)))
def test_every_answer_is_read_as_it_was_given(lives: Known, has: Known) -> None:
    said = adult_columns("mother", lives, has, "court_order")
    again = adult_columns(said["relationship"], lives, has, said["responsibility_basis"])
    for columns in (said, again):
        row = SimpleNamespace(**columns)
        assert relationship_of(row.relationship) == "mother"
        assert living_of(row.relationship, row.lives_with_child) is lives
        assert responsibility_of(row.parental_responsibility, row.responsibility_basis) is has
        assert is_mother(row.relationship)
    if lives is not Known.YES:
        assert not said["lives_with_child"], "no reader takes what is not known for a Yes"


def test_what_is_not_known_is_said_so_where_a_row_is_read_raw() -> None:
    row = adult_columns("grandmother", Known.NOT_KNOWN, Known.NO)
    assert row["relationship"] == "grandmother, not known whether they live with the child"
    assert "not known" in living_words(row["relationship"], row["lives_with_child"])
    assert living_words("father", False) == "visits or lives apart"
    assert set(KNOWN_WORDS) == set(Known)
