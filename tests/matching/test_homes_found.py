"""Children found by the name of a building, as an alert about a child on a plan needs it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lacrecords.matching.address_comparison import AddressCertainty
from lacrecords.matching.address_search import same_address_ids
from lacrecords.matching.forms import AddressForm
from tests.matching.invented import TODAY, child, register

SAME, UNCERTAIN, _ = AddressCertainty
CODE = "AM3 4QT"


def certainties(held: AddressForm, asked: AddressForm) -> list[AddressCertainty]:
    """What is said of one child who lives at an address when another is asked about."""
    with register(child("Isolde", "Quarrington", addresses=(held,))) as session:
        return [one.certainty for one in same_address_ids(session, [asked], TODAY)]


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        ("Flat 30, Rowan Point, Hill Road", "30 Rowan Point"),
        ("Flat 30, Rowan Point", "Flat 30, Rowan Point"),
        ("Rose Cottage, Church Lane", "Rose Cottage"),
        ("The Willows, 40 Long Lane", "The Willows"),
        ("The Willows Children's Home, 40 Long Lane", "Willows childrens home"),
        ("Flat 101 Tower House, 5 Quay Street", "101 Tower House"),
        ("Flat 30, Rowan Court, Hill Road", "30 Rowan Court"),
        ("Flat 3 Block B Elder House", "Flat 3, Elder House"),
        ("12 Larch Road West", "12 Larch Road"),
        ("22 Old St Peters Road", "22 Old Saint Peters Rd"),
        ("First Floor Left, 90 High Street", "First floor flat, 90 High Street"),
    ],
)
@pytest.mark.parametrize("one_line", [False, True])
def test_a_home_is_found_by_its_name_without_a_postcode(
    held: str, asked: str, one_line: bool
) -> None:
    kept = AddressForm(line1=held, town="Ashmere", postcode=CODE)
    said = AddressForm(line1=asked, town="Ashmere")
    if one_line:
        said = AddressForm(line1=f"{asked}, Ashmere")
    assert certainties(kept, said) == [UNCERTAIN]
    assert certainties(kept, replace(said, line1="Nowhere at all", town="Ashmere")) == []


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        ("Flat 30, Rowan Point, Hill Road", "30 Rowan Point"),
        ("Flat 30, Rowan Point", "Flat 30, Rowan Point"),
        ("Rose Cottage, Church Lane", "Rose Cottage"),
        ("Flat 101 Tower House, 5 Quay Street", "101 Tower House"),
        ("Flat 30, Rowan Court, Hill Road", "30 Rowan Court"),
    ],
)
def test_building_flat_and_town_are_enough_where_no_postcode_is_known(
    held: str, asked: str
) -> None:
    kept = AddressForm(line1=held, town="Ashmere")
    assert certainties(kept, AddressForm(line1=asked, town="Ashmere")) == [SAME]
    assert certainties(kept, AddressForm(line1=f"{asked}, Ashmere")) == [SAME]
    assert certainties(kept, AddressForm(line1=asked, town="Tolverton")) == []


def test_a_flat_of_a_court_is_found_by_the_number_alone() -> None:
    kept = AddressForm(line1="12 Bishops Court", town="Ashmere", postcode=CODE)
    assert certainties(kept, replace(kept, line1="Flat 12 Bishops Court")) == [SAME]
    kept = replace(kept, line1="Apartment 12, The Quays")
    assert certainties(kept, replace(kept, line1="12 The Quays")) == [UNCERTAIN]
