"""What changed between two versions: every word of both, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lacrecords.guidance.comparing import Change, Words, compared

TEXTS = st.lists(st.sampled_from(["ring", "back", "a", "known", "number", ",", ".", "\n"])).map(
    " ".join
)


def rest(found: tuple[Words, ...], left_out: Change) -> str:
    return "".join(one.text for one in found if one.change is not left_out)


@given(TEXTS | st.text(), TEXTS | st.text())
def test_both_texts_can_be_read_from_what_changed(before: str, after: str) -> None:
    found = compared(before, after)
    assert rest(found, Change.PUT_IN) == before
    assert rest(found, Change.TAKEN_OUT) == after


@given(TEXTS | st.text())
def test_of_the_same_text_nothing_is_taken_out_or_put_in(text: str) -> None:
    assert {one.change for one in compared(text, text)} <= {Change.KEPT}


def test_only_the_words_that_changed_are_marked() -> None:
    found = compared("Ring back a known number first.", "Ring back a known office number first.")
    marked = [(one.change, one.text.strip()) for one in found if one.change is not Change.KEPT]
    assert marked == [(Change.PUT_IN, "office")]


def test_a_text_that_was_written_anew_stands_beside_the_other() -> None:
    found = compared("Seek advice when in doubt.", "Consent is not needed where a child is at risk")
    assert [one.change for one in found] == [Change.TAKEN_OUT, Change.PUT_IN]
