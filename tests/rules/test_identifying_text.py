"""A text that goes to the Director is searched for what may point to somebody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.rules.identifying_text import pairs_of_words, signs_of_somebody

POSTCODE = ("a postcode",)
NUMBER = ("a telephone number or another long number",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two considerations were late; a second manager now reads the queue.", ()),
        ("12 of 340 enquiries, 2025/26, 1,234 notifications", ()),
        ("From 1 January 2026 to 31 March 2026", ()),
        ("They live at ZZ9 4QR", POSTCODE),
        ("zz94qr", POSTCODE),
        ("Ring 01632 960321", NUMBER),
        ("Ring (01632) 960-321", NUMBER),
        ("+44 1632 960 321", NUMBER),
        ("NHS number 943 476 5919", NUMBER),
        ("write to p.snow@fernhill.example", ("an e-mail address",)),
        ("see K7QP-3MRT", ("a reference of an enquiry or a record",)),
        ("ZZ9 4QR, 01632 960321", (*POSTCODE, *NUMBER)),
    ],
)
def test_what_may_point_to_somebody_is_found(text: str, found: tuple[str, ...]) -> None:
    assert signs_of_somebody(text) == found


@given(st.from_regex(r"\A[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}\Z"), st.text(" ,.\n", max_size=3))
def test_every_postcode_is_found_wherever_it_stands(postcode: str, around: str) -> None:
    assert "a postcode" in signs_of_somebody(f"{around} {postcode} {around}")


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    signs_of_somebody(text)
    assert all(len(pair) == 2 for pair in pairs_of_words(text))


def test_two_words_with_capitals_could_be_a_name() -> None:
    assert pairs_of_words("The delay about Wilfreda O'Brien-Lee was mended") == {
        ("wilfreda", "o'brien-lee"),
    }
    assert pairs_of_words("Zoë Ångström") == {("zoë", "ångström")}
    assert pairs_of_words("all was well") == frozenset()
