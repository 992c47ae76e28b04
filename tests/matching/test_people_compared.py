"""How two descriptions of an adult agree: every combination, and what holds for any of them."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.matching.forms import AddressForm, NameForm
from lacrecords.people.comparing import Births, Homes, Names, compare_people, strength_of
from lacrecords.people.plain import PersonSought, pack, plain_of, unpack
from lacrecords.people.plain_keys import kept_keys, sure_keys
from lacrecords.terms import PersonStrength

LEAST = list(PersonStrength)
HOME = AddressForm(line1="14 Larch Lane", town="Ashmere", postcode="AM3 4QT")


def adult(*names: str, births: tuple[date, ...] = (), home: bool = False) -> PersonSought:
    """An adult with these names, the last word of each being the family name."""
    forms = []
    for name in names:
        forename, _, surname = name.rpartition(" ")
        forms.append(NameForm(forename, "", surname))
    return PersonSought(names=tuple(forms), births=births, addresses=(HOME,) if home else ())


def strength(asked: PersonSought, held: PersonSought) -> PersonStrength | None:
    return compare_people(plain_of(asked), plain_of(held)).strength


def rank(word: PersonStrength | None) -> int:
    return len(LEAST) if word is None else LEAST.index(word)


@pytest.mark.parametrize(("names", "births", "homes"), list(product(Names, Births, Homes)))
def test_more_agreement_never_makes_it_weaker(names: Names, births: Births, homes: Homes) -> None:
    here = rank(strength_of(names, births, homes))
    if names < Names.SAME:
        assert rank(strength_of(Names(names + 1), births, homes)) <= here
    if births < Births.SAME:
        assert rank(strength_of(names, Births(births + 1), homes)) <= here
    if homes < Homes.SAME:
        assert rank(strength_of(names, births, Homes(homes + 1))) <= here


def test_nothing_in_common_is_never_one_person() -> None:
    assert not [births for births in Births if strength_of(Names.DIFFERENT, births, Homes.NONE)]
    assert strength_of(Names.DIFFERENT, Births.FAR, Homes.SAME) is None


def test_names_that_agree_are_never_passed_over() -> None:
    for births, homes in product(Births, Homes):
        assert strength_of(Names.SAME, births, homes) is not None


@pytest.mark.parametrize(
    ("asked", "held", "expected"),
    [
        ("Bertrand Quennell", "Bertrand Quennell", "strong"),
        ("Quennell Bertrand", "Bertrand Quennell", "strong"),
        ("Bertrund Quenell", "Bertrand Quennell", "strong"),
        ("B Quennell", "Bertrand Quennell", "strong"),
        ("Quennell", "Bertrand Quennell", "likely"),
        ("Quennell", "Quennell", "strong"),
        ("Rosalind Quennell", "Bertrand Quennell", "possible"),
        ("Odalys Thackwray", "Bertrand Quennell", None),
    ],
)
def test_a_name_as_it_is_said_with_the_right_date(
    asked: str, held: str, expected: str | None
) -> None:
    born = (date(1979, 3, 8),)
    assert strength(adult(asked, births=born), adult(held, births=born)) == expected


def test_any_alias_is_enough() -> None:
    held = adult("Bertrand Quennell", "Beau Marchetti", births=(date(1979, 3, 8),))
    assert strength(adult("Beau Marchetti", births=(date(1979, 3, 8),)), held) == "strong"


def test_a_person_called_by_a_middle_name_is_the_same() -> None:
    held = PersonSought(names=(NameForm("Bertrand", "Caspian", "Quennell"),))
    assert strength(adult("Caspian Quennell"), held) == "likely"


def test_day_and_month_exchanged_are_near_and_any_stated_date_is_enough() -> None:
    held = adult("Bertrand Quennell", births=(date(1981, 1, 2), date(1979, 3, 8)))
    exchanged = compare_people(
        plain_of(adult("Bertrand Quennell", births=(date(1979, 8, 3),))), plain_of(held)
    )
    assert (exchanged.births, exchanged.strength) == (Births.NEAR, "likely")
    assert strength(adult("Bertrand Quennell", births=(date(1981, 1, 2),)), held) == "strong"


def test_another_date_alone_does_not_rule_out_the_same_name() -> None:
    held = adult("Bertrand Quennell", births=(date(1979, 3, 8),), home=True)
    other = (date(1961, 11, 30),)
    assert strength(adult("Bertrand Quennell", births=other), held) == "possible"
    assert strength(adult("Bertrand Quennell", births=other, home=True), held) == "likely"


def test_no_reason_holds_a_name_or_a_date() -> None:
    both = plain_of(adult("Bertrand Quennell", births=(date(1979, 3, 8),), home=True))
    said = " ".join(compare_people(both, both).reasons).lower()
    assert not any(word in said for word in ("bertrand", "quennell", "1979", "larch"))


WORDS = st.text(max_size=30)
DATES = st.dates(min_value=date(1800, 1, 1))
SOUGHT = st.builds(
    PersonSought,
    names=st.lists(st.builds(NameForm, WORDS, WORDS, WORDS), max_size=3).map(tuple),
    births=st.lists(DATES, max_size=2).map(tuple),
    addresses=st.lists(
        st.builds(AddressForm, line1=WORDS, town=WORDS, postcode=WORDS), max_size=2
    ).map(tuple),
)


@given(SOUGHT, SOUGHT)
def test_whatever_is_typed_is_compared_and_packed_without_failing(
    one: PersonSought, other: PersonSought
) -> None:
    mine, theirs = plain_of(one), plain_of(other)
    assert unpack(pack(mine)) == mine
    forth, back = compare_people(mine, theirs), compare_people(theirs, mine)
    assert (forth.births, forth.homes) == (back.births, back.homes)


@given(SOUGHT)
def test_an_adult_is_found_under_what_is_said_of_them(sought: PersonSought) -> None:
    person = plain_of(sought)
    whole = [name for name in person.names if name.forename and name.surname]
    if any(len(name.forename[0]) > 1 and len(name.surname[0]) > 1 for name in whole):
        assert sure_keys(person) & kept_keys(person)


@given(st.permutations(["Bertrand", "Quennell"]), DATES)
def test_exchanged_names_stand_under_the_same_keys(names: list[str], on: date) -> None:
    held = plain_of(adult("Bertrand Quennell", births=(on,)))
    asked = plain_of(adult(" ".join(names), births=(on,)))
    assert sure_keys(asked) & kept_keys(held)
