"""Finding adults by any name, date or address they have had, on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import delete, select

from lacrecords.database import db, now_utc, transaction
from lacrecords.matching.forms import AddressForm, NameForm
from lacrecords.people import services
from lacrecords.people.changes import forget_changes, oldest_changes
from lacrecords.people.finding import PersonSought, compare_with, find_people
from lacrecords.people.indexing import index_waiting_people, people_not_indexed
from lacrecords.people.models import PersonForm, PersonKey, PersonName
from lacrecords.people.queries import addresses_of, people_by_id
from lacrecords.people.services import NewPerson, NewPersonAddress, NewPersonName
from lacrecords.terms import PersonNameType
from tests.factories.staff import MAKER

pytestmark = pytest.mark.usefixtures("in_app")
BORN = date(1979, 3, 8)
ALIAS = NewPersonName(forename="Beau", surname="Marchetti", name_type=PersonNameType.ALIAS)
LANE = NewPersonAddress(line1="14 Larch Lane", town="Ashmere", postcode="AM3 4QT")


def make_person(forename: str = "Bertrand", surname: str = "Quennell", **more: object) -> int:
    with transaction():
        value = NewPerson(forename=forename, surname=surname, **more)  # type: ignore[arg-type]
        return services.create_person(MAKER, value, now_utc())


def found(*names: tuple[str, str], births: tuple[date, ...] = (), line: str = "") -> list[int]:
    sought = PersonSought(
        names=tuple(NameForm(forename, "", surname) for forename, surname in names),
        births=births,
        addresses=(AddressForm(line1=line, postcode="AM3 4QT"),) if line else (),
    )
    return [one.person_id for one in find_people(sought)]


def test_everything_said_at_first_finds_the_adult() -> None:
    person = make_person(
        born_on=BORN,
        births=(date(1981, 1, 2),),
        names=(
            NewPersonName(forename="Beau", surname="Marchetti", name_type=PersonNameType.ALIAS),
        ),
        addresses=(LANE,),
    )
    assert found(("Bertrand", "Quennell")) == [person]
    assert found(("Beau", "Marchetti")) == [person]
    assert found(("Beau", "Quenell"), births=(date(1981, 1, 2),)) == [person]
    assert found(("Bertrand", "Someone"), line="14 Larch Lane") == [person]
    card = people_by_id((person,))[person]
    assert (card.name, card.born_on) == ("Bertrand Quennell", BORN)
    assert card.births == (BORN, date(1981, 1, 2))


@pytest.mark.parametrize(
    ("asked", "births"),
    [
        (("Quennell", "Bertrand"), ()),
        (("Bertrund", "Quennell"), ()),
        (("Bertrand", "Quinnel"), ()),
        (("Bertrand", "Kwenell"), (BORN,)),
        (("Bertrand", "Quennell"), (date(1979, 8, 3),)),
        (("Rosalind", "Quennell"), (BORN,)),
        (("", "Bertrand Quennell"), ()),
        (("", "Quennell"), (BORN,)),
        (("Bertrand", ""), (BORN,)),
        (("Bertrand", "Quennell"), (date(1950, 12, 30),)),
    ],
)
def test_what_people_get_wrong_does_not_hide_the_adult(
    asked: tuple[str, str], births: tuple[date, ...]
) -> None:
    make_person("Rosamund", "Thackwray", born_on=date(1988, 8, 8))
    person = make_person(born_on=BORN)
    assert found(asked, births=births) == [person]


def test_a_person_with_one_name_is_found_by_it_and_by_more() -> None:
    person = make_person("", "Zephyrine", born_on=BORN)
    assert found(("", "Zephyrine")) == [person]
    assert found(("Zephyrine", "Quennell"), births=(BORN,)) == [person]


def test_names_dates_and_addresses_added_later_find_the_adult_at_once() -> None:
    person = make_person("Bertrand", "Quennell")
    with transaction():
        later = NewPersonName(
            forename="Caspian", surname="Featherstone", name_type=PersonNameType.MARRIED
        )
        services.add_name(MAKER, person, later, now_utc())
        services.add_birth_date(MAKER, person, BORN, now_utc())
        address = services.add_address(MAKER, person, LANE, now_utc())
    assert found(("Caspian", "Featherstone")) == [person]
    assert found(("Caspian", "Other"), line="14 Larch Lane") == [person]
    with transaction():
        services.end_address(MAKER, address, date(2026, 5, 1), now_utc())
    (card,) = addresses_of(person)
    assert (card.words, card.to_on) == ("14 Larch Lane, Ashmere, AM3 4QT", date(2026, 5, 1))
    # A past address finds like a present one.
    assert found(("Caspian", "Other"), line="14 Larch Lane") == [person]


def test_the_likely_one_stands_before_namesakes_and_says_why() -> None:
    for place in range(6):
        make_person(born_on=date(1950 + place, 5, 5))
    person = make_person(born_on=BORN)
    sought = PersonSought(names=(NameForm("Bertrand", "", "Quennell"),), births=(BORN,))
    people = find_people(sought, limit=3)
    assert len(people) == 3
    assert (people[0].person_id, people[0].strength) == (person, "strong")
    assert people[0].reasons == ("The names agree", "The date of birth agrees")
    assert [one.person_id for one in compare_with(sought, [person])] == [person]


def test_nothing_said_finds_nobody() -> None:
    make_person(born_on=BORN)
    assert found() == []
    assert found(("", "")) == []
    assert find_people(PersonSought(births=(BORN,))) == ()


def test_adults_written_down_before_there_was_an_index_are_put_into_it() -> None:
    person = make_person(born_on=BORN)
    with transaction():
        db.session.execute(delete(PersonKey))
        db.session.execute(delete(PersonForm))
    assert people_not_indexed() == (person,)
    assert found(("Bertrand", "Quennell")) == []
    assert index_waiting_people() == 1
    assert found(("Bertrand", "Quennell")) == [person]
    assert index_waiting_people() == 0


def test_each_change_leaves_a_mark_and_a_mark_made_meanwhile_stays() -> None:
    person = make_person()
    marks = oldest_changes(10)
    assert list(marks.values()) == [person]
    with transaction():
        services.add_birth_date(MAKER, person, BORN, now_utc())
        forget_changes(list(marks))
    assert list(oldest_changes(10).values()) == [person]


def test_names_written_before_kinds_of_name_were_kept_say_so() -> None:
    make_person(earlier_surname="Crisp")
    kinds = db.session.scalars(select(PersonName.name_type).order_by(PersonName.id)).all()
    assert kinds == [PersonNameType.PREVIOUS, PersonNameType.NOT_STATED]
