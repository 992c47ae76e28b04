"""Names and streets that are known to belong to the family are found, and no others for them."""

from __future__ import annotations

import pytest

from lacrecords.rules.identifying_marks import marks_in
from lacrecords.terms import MarkKind as Kind

SEVEN = "ana bea cia dia eva fia gia"


def found(text: str, names: tuple[str, ...] = (), places: tuple[str, ...] = ()) -> list[object]:
    return [(mark.kind, mark.words) for mark in marks_in(text, names, places)]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Ng came", "Jo Ng", "Ng"),
        ("grace fenwick", "Grace Anne Fenwick", "grace fenwick"),
        ("A. B. C. Fenwick", "Ada Fenwick", "A. B. C. Fenwick"),
        ("Fenwick's bag", "Ada Fenwick", "Fenwick"),
        ("A. Fenwicks", "Ada Fenwick", "A. Fenwicks"),
        ("A. Jones", "Ada Jones", "A. Jones"),
        ("point b. ada came", "Ada Fenwick", "ada"),
        ("anabel came", "Ana Bel", "anabel"),
        ("grace hope", "Grace Hope", "grace hope"),
        ("grace hope", "Grace Anne Hope", "grace hope"),
        ("grace rose hope", "Grace Rose Hope", "grace rose hope"),
        ("seen to day", "To Day", "to day"),
        ("ana bea cia dia eva fia", "Ana Bea Cia Dia Eva Fia", "ana bea cia dia eva fia"),
        ("ana-bea, cia", "Ana Bea Cia", "ana-bea, cia"),
    ],
)
def test_a_known_name_is_found_whole(text: str, name: str, words: str) -> None:
    assert found(text, (name,)) == [(Kind.KNOWN_NAME, words)]


def test_more_than_six_words_are_found_one_by_one() -> None:
    assert found(SEVEN, (SEVEN,)) == [(Kind.KNOWN_NAME, word) for word in SEVEN.split()]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a J. came", "J Hallow"),
        ("she may come", "May Hallow"),
        ("a van came", "Van"),
        ("nobody came", "…"),
        ("ana.....bea", "Anabea"),
    ],
)
def test_what_is_too_short_or_an_everyday_word_is_no_known_name(text: str, name: str) -> None:
    assert found(text, (name,)) == []


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [("May came", "May Hallow", "May"), ("with good grace", "Grace", "grace")],
)
def test_an_everyday_word_that_is_a_name_is_warned_of(text: str, name: str, words: str) -> None:
    assert found(text, (name,)) == [(Kind.NAME, words)]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("søren", "Soren"),
        ("łucja", "Lucja"),
        ("đuro", "Duro"),
        ("ðeba", "Deba"),
        ("þora", "Thora"),
        ("ægir", "Aegir"),
        ("œdon", "Oedon"),
        ("zoë", "Zoe"),
    ],
)
def test_a_letter_that_english_lacks_is_read_as_people_write_it(written: str, name: str) -> None:
    assert found(f"with {written} today", (name,)) == [(Kind.KNOWN_NAME, written)]
    assert found(f"with {name.lower()} today", (written,)) == [(Kind.KNOWN_NAME, name.lower())]


@pytest.mark.parametrize(
    ("text", "place", "kind", "words"),
    [
        ("larkspur meadowside", "4 Larkspur Meadowside", Kind.STREET_ADDRESS, None),
        ("park road", "3 Park Road", Kind.STREET_ADDRESS, None),
        ("near fern. hill close", "Fern Hill Close", Kind.STREET_ADDRESS, "fern. hill close"),
        ("in fernhill", "12 Fernhill", Kind.PLACE, "fernhill"),
        ("in ferns", "Ferns Close", Kind.PLACE, "ferns"),
        ("in tall ferns", "Tall Ferns Close", Kind.PLACE, "tall ferns"),
    ],
)
def test_a_known_place_is_found_without_its_number(
    text: str, place: str, kind: Kind, words: str | None
) -> None:
    assert found(text, (), (place,)) == [(kind, words or text)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("in wexmoor", "Wexmoor"),
        ("in fern", "12 Fern Close"),
        ("in grace", "12 Grace Close"),
        ("at number 12", "12"),
    ],
)
def test_a_town_and_an_everyday_word_are_no_home(text: str, place: str) -> None:
    assert found(text, (), (place,)) == []
