"""Leaving words out: whatever the spans, none of their words remains in what is released."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from lacrecords.rules.redaction import (
    LEFT_OUT,
    Span,
    merged,
    pieces,
    released,
    widened,
    words_of,
)

TEXTS = st.text(
    alphabet=st.sampled_from("abcdefgh ABC'-.,@0123456789\néü"), min_size=0, max_size=120
)
SPANS = st.lists(
    st.tuples(st.integers(-5, 130), st.integers(-5, 130)).map(lambda each: Span(*each)), max_size=8
)


@given(TEXTS, SPANS)
@example("Philippa Tollemache lives here", [Span(0, 8), Span(8, 19)])
@example("Philippa", [Span(3, 5)])
@example("", [Span(0, 0)])
@example("whole page", [Span(0, 10), Span(0, 10)])
def test_no_word_of_four_letters_that_was_left_out_remains(text: str, spans: list[Span]) -> None:
    out = released(text, spans)
    kept = "".join(one.words for one in pieces(text, spans) if not one.left_out)
    for span in spans:
        if span.start < span.end:
            for word in re.findall(r"[^\W_]{4,}", text[max(span.start, 0) : max(span.end, 0)]):
                if word not in kept:
                    assert word not in out.replace(LEFT_OUT, "")


@given(TEXTS, SPANS)
def test_no_rest_of_a_touched_word_remains(text: str, spans: list[Span]) -> None:
    for span in merged(text, spans):
        for edge in (span.start - 1, span.end):
            if 0 <= edge < len(text):
                assert not text[edge].isalnum()


@given(TEXTS, SPANS)
def test_what_is_not_left_out_stands_word_for_word(text: str, spans: list[Span]) -> None:
    cut = pieces(text, spans)
    assert "".join(one.words for one in cut) == text
    assert released(text, spans).count(LEFT_OUT) == sum(one.left_out for one in cut)
    assert released(text, []) == text


@given(TEXTS, SPANS)
def test_spans_that_overlap_or_touch_are_one_in_any_order(text: str, spans: list[Span]) -> None:
    found = merged(text, spans)
    assert merged(text, spans[::-1]) == found
    assert merged(text, found) == found
    for before, after in pairwise(found):
        assert text[before.end : after.start].strip()


@given(TEXTS, st.integers(1, 40))
def test_the_length_of_what_is_left_out_cannot_be_seen(text: str, longer: int) -> None:
    other = "x" * longer
    assert released(f"{other} {text}", [Span(0, longer)]) == released(f"xy {text}", [Span(0, 2)])


@given(TEXTS)
def test_every_word_can_be_chosen_by_itself(text: str) -> None:
    spans = words_of(text)
    assert [text[one.start : one.end] for one in spans] == text.split()
    assert not released(text, spans).replace(LEFT_OUT, "").strip()


@given(TEXTS, SPANS)
def test_no_piece_is_empty(text: str, spans: list[Span]) -> None:
    assert all(one.words for one in pieces(text, spans))


def test_where_words_were_left_out_it_says_so() -> None:
    said = "Ms D'Arcy-Quist, a.quist@example, rang."
    assert released(said, [Span(5, 6), Span(20, 21)]) == "Ms [left out], [left out], rang."


def test_a_span_of_blanks_is_none() -> None:
    assert widened("a   b", Span(1, 4)) is None
    assert widened("abc", Span(5, 9)) is None
    assert widened("abc", Span(2, 1)) is None


def test_blanks_around_a_span_are_not_left_out_with_it_and_no_sign_remains() -> None:
    assert widened("x  (ab)  y", Span(2, 8)) == Span(3, 7)
    assert widened("x  (ab)  y", Span(1, 9)) == Span(3, 7)
