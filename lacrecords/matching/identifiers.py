"""Numbers that name one child: the NHS number and the unique pupil number.

Puts a number into one plain form and says whether its check character is right.
It refuses nothing: a wrong check letter of a pupil number only warns.
"""

from __future__ import annotations

import re
from itertools import pairwise

from stdnum.exceptions import ValidationError
from stdnum.gb import nhs, upn

_NOT_ALPHANUMERIC = re.compile(r"[^0-9A-Z]")
_NHS_FORM = re.compile(r"[0-9]{10}")
_UPN_FORM = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]")
_LONGEST_GIVEN = 40
_PLACES, _MODULUS = 10, 11


def _plain(text: str) -> str:
    return _NOT_ALPHANUMERIC.sub("", text[:_LONGEST_GIVEN].upper())


def normalise_nhs_number(text: str) -> str | None:
    """The ten digits of an NHS number however it was spaced, or nothing if it is not ten digits."""
    plain = _plain(text)
    return plain if _NHS_FORM.fullmatch(plain) else None


def nhs_number_is_valid(text: str) -> bool:
    """Whether the last digit of an NHS number is the check digit of the other nine."""
    plain = normalise_nhs_number(text)
    return plain is not None and nhs.is_valid(plain)


def near_nhs_numbers(number: str) -> tuple[str, ...]:
    """Valid NHS numbers one wrong digit or one exchange of neighbours away from an invalid one."""
    off = nhs.checksum(number)
    if off == 0:
        return ()
    given = [int(digit) for digit in number]
    near = set()
    for place, digit in enumerate(given):
        for other in range(10):
            if (off + (_PLACES - place) * (other - digit)) % _MODULUS == 0:
                near.add(number[:place] + str(other) + number[place + 1 :])
    for place, (one, next_one) in enumerate(pairwise(given)):
        if (off + next_one - one) % _MODULUS == 0:
            near.add(number[:place] + str(next_one) + str(one) + number[place + 2 :])
    return tuple(sorted(near))


def normalise_upn(text: str) -> str | None:
    """The thirteen characters of a unique pupil number, or nothing if it has another form."""
    plain = _plain(text)
    return plain if _UPN_FORM.fullmatch(plain) else None


def upn_check_letter_is_right(text: str) -> bool:
    """Whether a pupil number's first letter fits the rest; a wrong one is worth a warning only."""
    plain = normalise_upn(text)
    if plain is None:
        return False
    body = upn.calc_check_digit(plain[1:]) if plain[1:].isalnum() else ""
    return bool(body == plain[0])


def display_nhs_number(number: str) -> str:
    """An NHS number grouped three, three and four, as it is printed."""
    try:
        return str(nhs.format(number))
    except ValidationError:
        return number
