"""Where a find begins and ends, and what lies just outside: examples at the edge of each rule."""

from __future__ import annotations

import pytest

from lacrecords.rules.identifying_marks import KIND_WORDS, NEVER_SENT, marks_in, without_marks
from lacrecords.terms import MarkKind as Kind


def found(text: str) -> list[tuple[Kind, str]]:
    """What is found, in order, with nothing known of anybody."""
    return [(mark.kind, mark.words) for mark in marks_in(text)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("abc01632960321", Kind.TELEPHONE_NUMBER, "abc01632960321"),
        ("01632960321abc now", Kind.TELEPHONE_NUMBER, "01632960321abc"),
        ("ring(01632 960321)", Kind.TELEPHONE_NUMBER, "(01632 960321)"),
        ("(01632 960321 now", Kind.TELEPHONE_NUMBER, "(01632 960321"),
        ("X(01632 960321)", Kind.TELEPHONE_NUMBER, "(01632 960321)"),
        ("on 3/3/2019 01632 960321", Kind.TELEPHONE_NUMBER, "01632 960321"),
        ("+33 1 23 45 67 89", Kind.TELEPHONE_NUMBER, "+33 1 23 45 67 89"),
        ("A 823432012001 is", Kind.UPN, "A 823432012001"),
        ("A823432012001 12", Kind.LONG_NUMBER, "A823432012001 12"),
        ("A123456781B", Kind.LONG_NUMBER, "A123456781B"),
        ("(01632 960321)now", Kind.TELEPHONE_NUMBER, "(01632 960321)"),
        ("[a name] at ZZ9 4QR", Kind.POSTCODE, "ZZ9 4QR"),
        ("Ann    Bell came", Kind.NAME, "Ann    Bell"),
        ("seen with Ann Bo", Kind.NAME, "Ann Bo"),
        ("Mr J. K. Fenwick", Kind.NAME, "J. K. Fenwick"),
        ("seen by Sir Idris Fenwick", Kind.NAME, "Idris Fenwick"),
        ("seen by 12 tall red mill road", Kind.STREET_ADDRESS, "12 tall red mill road"),
        ("seen by 12 tall Mill close", Kind.STREET_ADDRESS, "12 tall Mill close"),
        ("at 12 tall mill close", Kind.STREET_ADDRESS, "12 tall mill close"),
        ("seen by 12 Mill Court", Kind.STREET_ADDRESS, "12 Mill Court"),
        ("at 12 XX Close", Kind.STREET_ADDRESS, "12 XX Close"),
        ("by 12 Tall Red Big Mill road", Kind.NAME, "Tall Red Big Mill"),
        ("at 3 mill close", Kind.STREET_ADDRESS, "3 mill close"),
        ("12 Weeks Close", Kind.PLACE, "Weeks Close"),
        ("of 12 Mill ROADX", Kind.NAME, "Mill ROADX"),
        ("_snow@fernhill.example", Kind.EMAIL_ADDRESS, "_snow@fernhill.example"),
        ("snow @ fernhill.example", Kind.EMAIL_ADDRESS, "snow @ fernhill.example"),
        ("record KTQP-MRTX", Kind.REFERENCE, "KTQP-MRTX"),
        ("ab1 oaa", Kind.POSTCODE, "ab1 oaa"),
        ("at ABO 1AA", Kind.POSTCODE, "ABO 1AA"),
        ("AB1 2CA", Kind.POSTCODE, "AB1 2CA"),
        ("AB1 2ca", Kind.PART_POSTCODE, "AB1"),
        ("QQ1 2AA", Kind.POSTCODE, "QQ1 2AA"),
        ("in EC1A", Kind.PART_POSTCODE, "EC1A"),
        ("postcode area begins with m14", Kind.PART_POSTCODE, "m14"),
    ],
)
def test_a_find_begins_and_ends_with_what_points_to_somebody(
    text: str, kind: Kind, words: str
) -> None:
    assert found(text) == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "Ann     Bell came",
        "Ann. Bell came",
        "Al Bo",
        "J: Bell came",
        "Mr J. said no",
        "the mr said",
        "her aunt idris",
        "called Monday’s",
        "called Barnardo's",
        "at 3 court hearings",
        "before the Crown. Court",
        "seen by 12 tall red big mill road",
        "at 12 tall red mill close",
        "seen by 12 mill close",
        "record ktqp-mrtx",
        "m1 oaa",
        "abo 1aa",
        "qq1 oaa",
        "GO 1ST",
        "GOA 1ST",
        "GIRX0AA",
        "BFPOX57",
        "ASCNX1ZZ",
        "ab1 2ca",
        "QQ1 2CA",
        "in BB1a",
        "Q Q 1 1 B B",
        "E C 1 1 C C",
    ],
)
def test_what_lies_just_outside_is_not_found(text: str) -> None:
    assert found(text) == []


def test_two_finds_that_touch_are_two() -> None:
    assert found("ZZ9 4QR(01632 960321)") == [
        (Kind.POSTCODE, "ZZ9 4QR"),
        (Kind.TELEPHONE_NUMBER, "(01632 960321)"),
    ]


def test_what_one_find_hid_is_found_where_it_stands() -> None:
    assert found("ask a@b.example Mrs ß A823432012001") == [
        (Kind.EMAIL_ADDRESS, "a@b.example"),
        (Kind.NAME, "ß"),
        (Kind.UPN, "A823432012001"),
    ]


@pytest.mark.parametrize("words", KIND_WORDS.values())
def test_what_was_taken_out_is_not_searched_again(words: str) -> None:
    family = (f"Ann {words.split()[-1]}", "Ann Family", "Ann Postcode")
    assert marks_in(f"seen [{words}] there", family) == ()


def test_a_text_reads_on_from_its_first_letter() -> None:
    text = "near 12 Mill Lane"
    assert without_marks(text, marks_in(text)) == "near [an address]"


def test_what_no_reason_lets_through() -> None:
    assert NEVER_SENT == {
        Kind.KNOWN_NAME,
        Kind.NHS_NUMBER,
        Kind.TELEPHONE_NUMBER,
        Kind.STREET_ADDRESS,
        Kind.POSTCODE,
    }


def test_what_is_taken_out_is_called_by_these_words() -> None:
    assert KIND_WORDS == {
        Kind.KNOWN_NAME: "a name of the family",
        Kind.NHS_NUMBER: "an NHS number",
        Kind.TELEPHONE_NUMBER: "a telephone number",
        Kind.STREET_ADDRESS: "an address",
        Kind.POSTCODE: "a postcode",
        Kind.EMAIL_ADDRESS: "an e-mail address",
        Kind.UPN: "a pupil number",
        Kind.REFERENCE: "a reference",
        Kind.DATE_OF_BIRTH: "a date of birth",
        Kind.LONG_NUMBER: "a long number",
        Kind.WEB_ADDRESS: "a web address",
        Kind.PART_POSTCODE: "part of a postcode",
        Kind.PLACE: "a street or house",
        Kind.NAME: "a name",
    }
