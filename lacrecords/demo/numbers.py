"""Numbers for the demo that can belong to nobody, though their check digits are right.

NHS numbers stand in the range kept for tests, telephone numbers in the ranges kept
for drama, property numbers beyond those given out.
"""

from __future__ import annotations

from operator import mul

from stdnum.gb import upn

TEST_RANGE = "999"
MOST_NHS_NUMBERS = 880_000
"""How many are given to children at most; some 20,000 more are left for mothers."""
IN_RANGE = 1_000_000
STRIDE = 387_961
"""Prime to the size of the range, so that numbers of neighbours do not run in order."""


def share_with_nhs_number(children: int) -> float:
    """How many of so many children have one: 92 in a hundred, fewer beyond the range's end.

    No number outside the test range is ever made up: it could be somebody's.
    """
    return min(0.92, MOST_NHS_NUMBERS / max(1, children))


class NhsNumbers:
    """Different NHS numbers, one after another; about 900,000 before the range is used up."""

    def __init__(self, seed: int) -> None:
        self._place = seed % IN_RANGE
        self._given = 0

    def __iter__(self) -> NhsNumbers:
        return self

    def __next__(self) -> str:
        """The next number with a right check digit; StopIteration at the end of the range."""
        while self._given < IN_RANGE:
            self._given += 1
            self._place = (self._place + STRIDE) % IN_RANGE
            nine = f"{TEST_RANGE}{self._place:06}"
            digit = _check_digit(nine)
            if digit is not None:
                return f"{nine}{digit}"
        raise StopIteration


def _check_digit(nine: str) -> int | None:
    total = sum(map(mul, range(10, 1, -1), map(int, nine)))
    digit = 11 - total % 11
    # No number may end in 10: such a nine is never given out.
    return None if digit == 10 else digit % 11


def pupil_number(place: int) -> str:
    """A unique pupil number with its right letter, of an authority that does not exist."""
    digits = f"999{place % 1_000_000_000:09}"
    return f"{upn.calc_check_digit(digits)}{digits}"


def property_number(place: int) -> str:
    """A unique property reference number beyond those given out."""
    return f"9{place % 100_000_000_000:011}"


OFFICE_RANGE = "01632 960"


def office_number(place: int) -> str:
    """A telephone number of the range kept for drama."""
    return f"{OFFICE_RANGE}{place % 1000:03}"


def mobile_number(place: int) -> str:
    """A mobile telephone number of the range kept for drama."""
    return f"07700 900{place % 1000:03}"
