"""Which passwords may be set. Pure: nothing here needs a database."""

from __future__ import annotations

import pytest

from lacrecords.staff.common_passwords import COMMON_PASSWORDS
from lacrecords.staff.password_policy import LONGEST, SHORTEST, SHORTEST_STEM, reason_to_refuse
from lacrecords.terms import Role

GOOD = "walnut ferry under the piano"


def test_fourteen_characters_are_refused_and_fifteen_accepted() -> None:
    assert "15 characters or more" in (reason_to_refuse("walnut ferry x") or "")
    assert reason_to_refuse("walnut ferry xy") is None


def test_128_characters_are_accepted_and_129_refused() -> None:
    long = ("walnut ferry under the piano " * 5 + GOOD)[:LONGEST]
    assert len(long) == LONGEST
    assert reason_to_refuse(long) is None
    assert "128 characters or fewer" in (reason_to_refuse(long + "x") or "")


@pytest.mark.parametrize(
    "password",
    ["only small letters here", "ONLY CAPITALS HERE OK", "8472 9182 7731 55", "éàü ßþ ñ walnut øæ"],
)
def test_no_kind_of_character_is_asked_for(password: str) -> None:
    assert reason_to_refuse(password) is None


def test_every_common_password_is_refused_plain_and_with_figures_added() -> None:
    for common in COMMON_PASSWORDS:
        padded = common + "1234567890"[: max(0, SHORTEST - len(common))]
        assert reason_to_refuse(padded) is not None, common
        if len(common.strip("0123456789")) >= SHORTEST_STEM:
            assert reason_to_refuse(f"{common.title()}!20262026") is not None, common


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "123456789012345",
        "987654321098765",
        "qwertyuiopasdfgh",
        "Walnut Walnut Walnut",
        "!!!!!!!!!!!!!!!!!!",
        "                  ",
        "1qaz2wsx3edc4rfv",
    ],
)
def test_patterns_are_refused(password: str) -> None:
    assert reason_to_refuse(password) is not None


@pytest.mark.parametrize("role", list(Role))
def test_the_words_of_every_role_are_refused(role: Role) -> None:
    words = role.value.replace("_", " ").title()
    assert "must not contain" in (reason_to_refuse(f"{words} teapot gravel moon") or "")


@pytest.mark.parametrize(
    "word", ["lacrecords", "Council", "Caldicott", "Imogen", "vashti", "ASHDOWN"]
)
def test_names_of_the_person_the_council_and_the_program_are_refused(word: str) -> None:
    names = ("Imogen Vashti", "imogen.vashti", "Ashdown County Council")
    assert "must not contain" in (reason_to_refuse(f"teapot {word} gravel moon", names) or "")


def test_a_name_of_three_letters_does_not_forbid_half_the_language() -> None:
    assert reason_to_refuse("planet gravel teapot", ("Ann Ng", "ann.ng")) is None
