"""Names as families in England give them: a father's name, a short name, a ward's word for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lacrecords.matching.forms import Described, SubjectKind
from lacrecords.matching.names import forename_without_stand_ins, name_words
from lacrecords.matching.search import Candidate, find_candidates
from lacrecords.terms import MatchStrength, Sex
from tests.matching.invented import HOME, child, register

BORN = date(2014, 3, 9)
OTHERS = tuple(
    child(forename, surname, date(2008 + n, 1 + n, 3 + n))
    for n, forename in enumerate(("Oliver", "Amelia", "Noah", "Zofia"))
    for surname in ("Smith", "Hussein", "Nowak")
)
LIKELY = (MatchStrength.STRONG, MatchStrength.LIKELY)


def first(held: Described, asked: Described) -> Candidate:
    """The best candidate, which must be the child held."""
    with register(*OTHERS, held) as session:
        best = find_candidates(session, SubjectKind.CHILD, asked).candidates[0]
    assert best.subject_id == len(OTHERS) + 1
    return best


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        (
            child("Abdirahman", "Warsame", BORN, middle="Mohamed"),
            child("Abdi", "Mohamed", BORN),
        ),
        (child("Selamawit", "Bekele", BORN, middle="Tesfaye"), child("Selam", "Tesfaye", BORN)),
        (
            child("Ayaan", "Mohamed", BORN),
            child("Ayaan", "Warsame", BORN, middle="Mohamed"),
        ),
    ],
)
def test_a_fathers_name_stands_for_the_surname(held: Described, asked: Described) -> None:
    found = first(held, asked)
    assert found.strength in LIKELY
    assert "a middle name is used as the surname" in found.reasons


def test_v_and_w_are_one_sound_in_polish_names() -> None:
    kasia = child("Kasia", "Kovalchick", None, age_years=12)
    found = first(child("Katarzyna", "Kowalczyk", BORN), kasia)
    assert found.strength in LIKELY and "surname sounds the same" in found.reasons
    unborn = child("Unborn", "Wisniewska", expected_on=date(2026, 12, 20))
    asked = child("Unborn", "Visnevska", expected_on=date(2026, 12, 25))
    assert first(unborn, asked).strength in LIKELY


@pytest.mark.parametrize(
    "written",
    ["Twin 1", "Boy", "Girl", "Male", "Bump", "Not Yet Named", "Baby of Stacey", "Female twin 2"],
)
def test_what_a_ward_writes_is_no_name_of_a_brother(written: str) -> None:
    held = child(written, "Holloway", date(2026, 10, 2), addresses=(HOME,), sex=Sex.MALE)
    (name,) = held.names
    found = first(held, replace(held, names=(replace(name, forename="Albie"),)))
    assert (found.label, found.strength in LIKELY) == ("", True)


@pytest.mark.parametrize("written", ["A", "Boyd", "I", "Child", "May", "Yet", "Grace"])
def test_what_may_be_a_name_stays_one(written: str) -> None:
    words = name_words(written)
    assert forename_without_stand_ins(words) == words
