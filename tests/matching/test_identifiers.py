"""Numbers that name one child."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lacrecords.matching.identifiers import (
    display_nhs_number,
    near_nhs_numbers,
    nhs_number_is_valid,
    normalise_nhs_number,
    normalise_upn,
    upn_check_letter_is_right,
)


def test_an_nhs_number_is_ten_digits_however_it_is_spaced() -> None:
    assert normalise_nhs_number(" 943 476-5919 ") == "9434765919"
    assert normalise_nhs_number("943476591") is None
    assert display_nhs_number("9434765919") == "943 476 5919"


def test_the_check_digit_of_an_nhs_number_is_told() -> None:
    assert nhs_number_is_valid("943 476 5919")
    assert not nhs_number_is_valid("943 476 5918")
    assert not nhs_number_is_valid("")


def test_a_wrong_letter_of_a_pupil_number_leaves_the_number_usable() -> None:
    assert normalise_upn("b801200001001") == "B801200001001"
    letters = [
        letter
        for letter in "ABCDEFGHJKLMNPQRTUVWXYZ"
        if upn_check_letter_is_right(f"{letter}801200001001")
    ]
    assert len(letters) == 1
    assert not upn_check_letter_is_right("not a number")


def test_a_temporary_pupil_number_has_a_letter_at_its_end() -> None:
    assert normalise_upn("B80120000100A") == "B80120000100A"
    assert upn_check_letter_is_right("B80120000100A") in (True, False)


@given(st.text("0123456789", min_size=10, max_size=10))
def test_near_numbers_are_the_valid_ones_one_slip_away(number: str) -> None:
    changed = {
        number[:place] + digit + number[place + 1 :]
        for place in range(10)
        for digit in "0123456789"
    }
    exchanged = {
        number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        for place in range(9)
    }
    valid = {each for each in changed | exchanged if nhs_number_is_valid(each)}
    assert set(near_nhs_numbers(number)) == (set() if nhs_number_is_valid(number) else valid)
