"""Whoever may not open a record is answered as if it were not in the register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lacrecords.children.ages import Birth
from lacrecords.children.open_search import MOST_TURNS, search_open
from lacrecords.children.queries import hidden_ids
from lacrecords.children.services import NewName
from lacrecords.database import transaction
from lacrecords.enquiries.services.finding import find
from lacrecords.matching.forms import AddressForm, Described, NameForm
from lacrecords.terms import DatePrecision
from tests.factories.checks import procedure
from tests.factories.children import HOME, make_child, restrict
from tests.factories.enquiries import CHILD, ask, children_of
from tests.factories.town import NOW, Town

ON = NOW.date()
BORN = date(2016, 4, 9)
ASKED = Described(
    names=(NameForm("Perpetua", "", "Quennell"),),
    born_on=BORN,
    as_of=ON,
    addresses=(AddressForm(line1=HOME.line1, postcode=HOME.postcode),),
)


def record(forename: str, surname: str, born_on: date = BORN, line1: str = HOME.line1) -> int:
    return make_child(
        names=(NewName(forename=forename, surname=surname),),
        birth=Birth(born_on, None, DatePrecision.EXACT),
        addresses=(replace(HOME, line1=line1),),
    )


def shown(town: Town) -> list[int]:
    reader = town.duty_officer.account_id
    found = search_open(ASKED, lambda ids: hidden_ids(ids, reader, ON))
    return [one.subject_id for one in found.candidates]


def make_others() -> list[int]:
    """From hardly anybody to a namesake: those who agree less are left out beside a likely one."""
    with transaction():
        return [
            record("Leofric", "Tarn", date(2009, 1, 2)),
            record("Perpetua", "Tarn", date(2012, 1, 2), "3 Pottery Lane"),
            record("Perpetua", "Quennell", date(2001, 7, 20), "3 Pottery Lane"),
        ]


@pytest.mark.parametrize("closed", [1, 2])
def test_a_closed_record_is_not_told_by_who_is_missing_beside_it(town: Town, closed: int) -> None:
    others = make_others()
    before = shown(town)
    assert set(before) == set(others)
    with transaction():
        alike = [record("Perpetua", "Quennell") for _ in range(closed)]
    assert set(shown(town)) != {*others, *alike}
    with transaction():
        for one in alike:
            restrict(one, town.designated_manager)
    assert shown(town) == before


def test_those_that_are_closed_are_kept_apart_for_whoever_answers_for_them(town: Town) -> None:
    reader = town.duty_officer.account_id
    with transaction():
        enquiry = ask(town, replace(CHILD, forename="Perpetua", surname="Quennell", born_on=BORN))
        closed = [record("Perpetua", "Quennell") for _ in range(MOST_TURNS + 1)]
        for one in closed:
            restrict(one, town.designated_manager)
    (child,) = children_of(enquiry)
    found = find(child, enquiry, reader, procedure(), NOW)
    assert found.shown == ()
    assert {one.subject_id for one in found.strong_closed} == set(closed)


def test_the_systems_own_search_leaves_out_the_sealed_alone(town: Town) -> None:
    with transaction():
        enquiry = ask(town, replace(CHILD, forename="Perpetua", surname="Quennell", born_on=BORN))
        closed = record("Perpetua", "Quennell")
        restrict(closed, town.designated_manager)
    (child,) = children_of(enquiry)
    found = find(child, enquiry, None, procedure(), NOW)
    assert [one.subject_id for one in found.shown] == [closed]
    assert [one.subject_id for one in found.closed_to_officer] == [closed]
