"""The words of an answer to a suitability check never say that there are no concerns."""

from __future__ import annotations

import re
from datetime import date

import pytest

from lacrecords.rules.suitability_words import NEVER_SAY, nothing_known_words, rights_words

FORBIDDEN = re.compile(
    r"\b(no concerns?|safe|suitab\w*|clear|trustworth\w*|not known|unknown|no record|no trace)\b",
    re.I,
)
PEOPLE = ("Isadora Pennyfeather", "Lucian Pennyfeather", "Orla Quist")


@pytest.mark.parametrize("how_many", [1, 2, 3])
def test_the_answer_names_who_was_asked_about_and_the_day(how_many: int) -> None:
    said = " ".join(nothing_known_words(PEOPLE[:how_many], date(2026, 3, 9)))
    assert all(name in said for name in PEOPLE[:how_many])
    assert "9 March 2026" in said
    assert "that decision is yours" in said
    assert not FORBIDDEN.search(said)


def test_names_are_listed_as_people_say_them() -> None:
    first, *_ = nothing_known_words(PEOPLE, date(2026, 12, 31))
    assert first.endswith("Isadora Pennyfeather, Lucian Pennyfeather and Orla Quist.")
    assert nothing_known_words((), date(2026, 1, 1))[1].startswith("We searched on 1 January 2026")


def test_whoever_was_checked_reads_what_they_can_do() -> None:
    said = " ".join(rights_words("the data officer, Hall", "the complaints officer, Hall"))
    assert "write to the data officer, Hall" in said
    assert "complain to us: the complaints officer, Hall" in said
    assert "Ombudsman" in said and "Information Commissioner" in said
    assert not FORBIDDEN.search(said)


def test_what_must_not_be_said_is_said_to_the_officer() -> None:
    assert any("no concerns" in one for one in NEVER_SAY)
    assert any("safe" in one for one in NEVER_SAY)
