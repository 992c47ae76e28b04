"""Which records may be of one child: found however they are written, and twins never."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lacrecords.matching import store
from lacrecords.matching.duplicates import Finder, Pair
from lacrecords.matching.forms import AddressForm, Described, SubjectKind
from lacrecords.matching.marks import count_marked, mark_after, marked, take_off
from lacrecords.terms import Sex
from tests.matching.invented import HOME, ISOLDE, TODAY, child, register

BORN = date(2015, 4, 9)
FAR = AddressForm(line1="7 Cinder Court", town="Ashmere", postcode="AM9 1ZZ")


def at_home(
    forename: str, surname: str = "Quarrington", born: date = BORN, **more: object
) -> Described:
    return child(forename, surname, born, addresses=(HOME,), **more)


def pairs(*children: Described) -> list[Pair]:
    with register(*children) as session:
        return Finder(session, TODAY.year).pairs_of(range(1, len(children) + 1), {})


@pytest.mark.parametrize(
    "other",
    [
        at_home("Isolde"),
        at_home("Isoulde", "Kwarrington"),
        at_home("I"),
        at_home("Wren"),
        at_home("Isolde", "Thrale"),
        at_home("Isolde", born=date(2015, 9, 4)),
        at_home("Isolde", born=date(2014, 4, 9)),
        child("Isolde", "Quarrington", BORN, addresses=(FAR,)),
    ],
)
def test_a_record_written_otherwise_is_found_beside_the_first(other: Described) -> None:
    (found,) = pairs(ISOLDE, other)
    assert (found.first_id, found.second_id) == (1, 2)
    assert found.found.reasons


@pytest.mark.parametrize(
    "twin",
    [
        at_home("Marigold"),
        at_home("Bertrand", sex=Sex.MALE),
        # Numbers one digit apart, or a number copied from the other, are what twins have.
        at_home("Marigold", nhs_number="9434765927"),
        at_home("Marigold", nhs_number="9434765919"),
        # Names alike and a number each.
        at_home("Isolda", nhs_number="9434765870"),
        at_home("Ysolde", sex=Sex.MALE),
        # One is called by the other's middle name.
        at_home("Wren", nhs_number="9434765870"),
    ],
)
def test_twins_are_never_a_pair(twin: Described) -> None:
    assert pairs(replace(ISOLDE, nhs_number="9434765919"), twin) == []


@pytest.mark.parametrize(
    "other",
    [
        at_home("Isolde", born=date(2011, 1, 30)),
        child("Isolde", "Quarrington", date(2012, 2, 3), addresses=(FAR,)),
        at_home("Marigold", born=date(2013, 6, 1)),
    ],
)
def test_siblings_and_namesakes_are_not_a_pair(other: Described) -> None:
    assert pairs(ISOLDE, other) == []


def test_an_unborn_child_is_found_beside_the_child_who_was_born() -> None:
    unborn = Described(
        names=(replace(ISOLDE.names[0], forename="Unborn", middle=""),),
        expected_on=date(2026, 10, 20),
        addresses=(HOME,),
        as_of=TODAY,
    )
    baby = at_home("Tansy", born=date(2026, 10, 11))
    assert len(pairs(unborn, baby)) == len(pairs(baby, unborn)) == 1
    elsewhere = replace(unborn, addresses=(FAR,))
    assert pairs(unborn, elsewhere) == []


def test_the_same_number_outweighs_a_new_name_and_home() -> None:
    one = replace(ISOLDE, nhs_number="9434765919")
    other = child("Isolde", "Thrale", date(2012, 1, 1), addresses=(FAR,), nhs_number="9434765919")
    assert len(pairs(one, other)) == 1


def test_the_evidence_is_another_when_either_record_says_something_else() -> None:
    (before,) = pairs(ISOLDE, at_home("Isolde"))
    (again,) = pairs(ISOLDE, at_home("Isolde"))
    (after,) = pairs(ISOLDE, at_home("Isolde", sex=Sex.FEMALE))
    assert before.evidence == again.evidence != after.evidence


def test_a_mark_stays_when_the_child_changes_while_it_is_compared() -> None:
    with register(ISOLDE, at_home("Marigold")) as session:
        read = marked(session, 10)
        assert set(read) == {1, 2} and count_marked(session) == 2
        store.index(session, SubjectKind.CHILD, 2, at_home("Marigolde"))
        take_off(session, read)
        assert set(marked(session, 10)) == {2}
        store.index(session, SubjectKind.CHILD, 1, ISOLDE)
        assert set(marked(session, 10)) == {2}, "what says nothing new marks nothing"
        assert (mark_after(session, 0), mark_after(session, 2)) == (2, None)
        assert count_marked(session) == 2
