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
    responsibility_of,
    responsibility_words,
)
from lacrecords.terms import Known


@pytest.mark.parametrize(("lives", "has"), list(product(Known, Known)))
def test_every_answer_is_read_as_it_was_given(lives: Known, has: Known) -> None:
    said = adult_columns("mother", lives, has, "court_order")
    row = SimpleNamespace(**said)
    assert (living_of(row), responsibility_of(row)) == (lives, has)
    assert row.relationship == "mother" and is_mother(row.relationship)
    assert row.lives_with_child is (lives is Known.YES), "what is not known is no Yes"
    assert row.parental_responsibility is (has is Known.YES)
    assert row.responsibility_basis == ("" if has is Known.NOT_KNOWN else "court_order")


def test_what_is_not_known_is_said_so() -> None:
    row = SimpleNamespace(**adult_columns("grandmother", Known.NOT_KNOWN, Known.NOT_KNOWN))
    assert "not known" in living_words(row) and "not known" in responsibility_words(row)
    apart = SimpleNamespace(**adult_columns("father", Known.NO, Known.NO))
    assert (living_words(apart), responsibility_words(apart)) == ("visits or lives apart", "")
    assert set(KNOWN_WORDS) == set(Known)
