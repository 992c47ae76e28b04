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
    first, *_ = nothing_known_words(PEOPLE[:1], date(2026, 12, 31))
    assert first.endswith(" for Isadora Pennyfeather.")
    assert nothing_known_words((), date(2026, 1, 1))[1].startswith("We searched on 1 January 2026")


def test_whoever_was_checked_reads_what_they_can_do() -> None:
    said = " ".join(rights_words("the data officer, Hall", "the complaints officer, Hall"))
    assert "write to the data officer, Hall" in said
    assert "complain to us: the complaints officer, Hall" in said
    assert "Ombudsman" in said and "Information Commissioner" in said
    assert not FORBIDDEN.search(said)


MONTHS = (
    "January February March April May June July August September October November December"
).split()


@pytest.mark.parametrize(("number", "month"), list(enumerate(MONTHS, 1)))
def test_the_day_of_the_search_is_written_out(number: int, month: str) -> None:
    said = nothing_known_words(PEOPLE, date(2026, number, 9))
    assert said[1].startswith(f"We searched on 9 {month} 2026, ")


def test_the_answer_is_these_words_and_no_others() -> None:
    assert nothing_known_words(PEOPLE[:2], date(2026, 3, 9)) == (
        "You asked us to search the records of our Children's Social Care for"
        " Isadora Pennyfeather and Lucian Pennyfeather.",
        "We searched on 9 March 2026, under the names, the dates of birth and the addresses that"
        " you gave. There is nothing that we can share with you for the purpose you gave.",
        "This says what we can share from our own records on that day, and no more. It is no"
        " opinion on whether anybody should work with or care for children: that decision is"
        " yours. Other councils, the police and the Disclosure and Barring Service may hold"
        " information that we do not.",
        "Use this answer only for the purpose for which you asked, and keep it no longer than you"
        " need it.",
    )


def test_the_rights_are_these_words_and_no_others() -> None:
    assert rights_words("the data officer, Hall", "the complaints officer, Hall") == (
        "We keep what was asked about you, your consent, what was searched, and what was answered."
        " Nothing is told to your employer or agency beyond the answer itself.",
        "You can ask to see what we hold about you, and to have it put right: write to the data"
        " officer, Hall.",
        "You can take your consent back until the answer has gone. Then nothing is searched and"
        " nothing is sent.",
        "You can complain to us: the complaints officer, Hall. If you are not content with our"
        " reply, you can go to the Information Commissioner's Office about your data, or to the"
        " Local Government and Social Care Ombudsman about the time we took.",
    )


def test_what_must_not_be_said_is_said_to_the_officer() -> None:
    assert NEVER_SAY == (
        "That there are no concerns.",
        "That the person is safe, or suitable.",
        "That the person is, or is not, known to Children's Social Care.",
    )
