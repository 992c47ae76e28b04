"""Pairs of addresses that were once taken for each other, or for two homes."""

from __future__ import annotations

import pytest

from lacrecords.matching.address_comparison import (
    AddressCertainty,
    AddressComparison,
    compare_addresses,
)
from lacrecords.matching.addresses import parse_address

SAME, UNCERTAIN, DIFFERENT = AddressCertainty
CODE = "AM3 4QT"


def compared(asked: str, held: str, town: str = "Ashmere", code: str = "") -> AddressComparison:
    """The answer about two lines in one town, the same from either side."""
    one, other = parse_address(asked, "", town, code), parse_address(held, "", town, code)
    answer, turned = compare_addresses(one, other), compare_addresses(other, one)
    assert (answer.certainty, answer.shares_home) == (turned.certainty, turned.shares_home)
    return answer


@pytest.mark.parametrize(
    ("asked", "held", "certainty"),
    [
        ("1st Floor Flat, 90 High St", "2nd floor flat, 90 High St", DIFFERENT),
        ("2nd Floor, 90 High St", "Second floor flat, 90 High Street", SAME),
        ("Lower Ground Floor Flat, 90 High St", "Ground Floor Flat, 90 High St", DIFFERENT),
        ("Lower Ground Floor, 90 High St", "Upper Ground Floor, 90 High St", DIFFERENT),
        ("Lower Ground Floor, 90 High St", "Basement Flat, 90 High St", UNCERTAIN),
        ("Lower Flat, 90 High St", "Upper Flat, 90 High St", DIFFERENT),
        ("Basement, 90 High St", "Basement flat, 90 High St", SAME),
        ("Garden Flat, 90 High St", "90 High St", UNCERTAIN),
        ("Garden Flat, 90 High St", "Top Floor Flat, 90 High St", DIFFERENT),
        ("Garden Flat, 90 High St", "Flat 2, 90 High St", UNCERTAIN),
        ("GFF 12 High St", "Ground Floor Flat, 12 High St", SAME),
        ("GFF 12 High St", "12 High St", UNCERTAIN),
        ("First Floor Left, 90 High St", "First Floor Right, 90 High St", DIFFERENT),
        ("First Floor Left, 90 High St", "First Floor, 90 High St", UNCERTAIN),
        ("First Floor Flat A, 90 High St", "First Floor Flat B, 90 High St", DIFFERENT),
        ("First floor flat 12 High St", "First Floor, 12 High St", SAME),
        ("Flat 5, 3rd Floor, Elder House", "Flat 5, Elder House", SAME),
        ("Rear flat, 90 High St", "Front flat, 90 High St", DIFFERENT),
        ("12 Elder Gardens Flat 3", "Flat 3, 12 Elder Gardens", SAME),
        ("Annexe, 90 High St", "90 High St", UNCERTAIN),
        ("The Annexe, 90 High St", "Granny annex at 90 High St", SAME),
        ("Flat above shop, 90 High St", "90 High St", UNCERTAIN),
        ("Flat above the chip shop, 90 High St", "Ground floor flat, 90 High St", DIFFERENT),
        ("Flat, 90 High St", "90 High St", UNCERTAIN),
        ("Flat, 90 High St", "Flat 2, 90 High St", UNCERTAIN),
        ("Caravan, 12 Larch Road", "12 Larch Road", UNCERTAIN),
        ("Caravan 12 Larch Road", "12 Larch Road", UNCERTAIN),
        ("Caravan, 12 Larch Road", "Annexe, 12 Larch Road", DIFFERENT),
        ("Caravan 4, Sunny Park", "4 Sunny Park", SAME),
        ("12 Larch Road (rear)", "12 Larch Road", UNCERTAIN),
        ("Rear of 12 Larch Road", "12 Larch Road (rear)", SAME),
        ("Mobile home at 12 Larch Road", "12 Larch Road", UNCERTAIN),
        ("The Garage, 12 Larch Road", "12 Larch Road", UNCERTAIN),
        ("Flat 4, Tower A", "Flat 4, Tower B", DIFFERENT),
        ("Flat 4, Tower A, Quay Street", "Flat 4, Tower B, Quay Street", DIFFERENT),
        ("Flat 3, Block B", "Flat 3, Block C", DIFFERENT),
        ("Flat 3 Block B Elder House", "Flat 3 Block C Elder House", DIFFERENT),
        ("Flat 3 Block B Elder House", "Block B, Flat 3, Elder House", SAME),
        ("Flat 3 Block B Elder House", "Flat 3, Elder House", UNCERTAIN),
        ("Flat 12 Tower 1 Quay Street", "Flat 12 Tower 2 Quay Street", DIFFERENT),
        ("Flat 12 Elder Tower 5 Quay Street", "Flat 12, Elder Tower, 5 Quay Street", SAME),
        ("House 4, 12 Station Rd", "House 5, 12 Station Rd", DIFFERENT),
        ("House 12, Station Rd", "12 Station Rd", SAME),
        ("No. 12 Station Rd", "Number 12, Station Rd", SAME),
        ("Room 3, Flat 2, 14 High St", "Flat 2 Room 3, 14 High St", SAME),
        ("Room 3, Flat 2, 14 High St", "Room 4, Flat 2, 14 High St", DIFFERENT),
        ("Room 3, Flat 2, 14 High St", "Flat 2, 14 High St", UNCERTAIN),
        ("Flat 3/2, 90 High St", "Flat 3/1, 90 High St", DIFFERENT),
        ("Flat 3/2, 90 High St", "3/2, 90 High St", SAME),
        ("Flat 3.1, 90 High St", "Flat 31, 90 High St", DIFFERENT),
        ("2/12 High St", "Flat 2, 12 High St", SAME),
        ("Flat A/12 High St", "12a High St", SAME),
        ("90-C High St", "90c High St", SAME),
    ],
)
def test_homes_of_one_house_are_told_apart(
    asked: str, held: str, certainty: AddressCertainty
) -> None:
    answer = compared(asked, held, code=CODE)
    assert answer.certainty is certainty
    assert answer.shares_home is (certainty is not DIFFERENT)


@pytest.mark.parametrize(
    ("asked", "held", "certainty"),
    [
        ("45 Seven Sisters Road", "47 Seven Sisters Road", DIFFERENT),
        ("45 Nine Elms Lane", "47 Nine Elms Lane", DIFFERENT),
        ("45 Two Mile Hill Road", "46 Two Mile Hill Road", DIFFERENT),
        ("45 Two Mile Hill Road", "45 Two Mile Hill Rd", SAME),
        ("7, Three Elms Road", "3 Elms Road", DIFFERENT),
        ("Three Elms Road", "3 Elms Road", DIFFERENT),
        ("One Tree Hill Road 7", "7 One Tree Hill Road", SAME),
        ("Five Oaks, 3 Mill Lane", "3 Mill Lane", SAME),
        ("Twenty-two Mill Close", "22 Mill Close", SAME),
        ("Twenty two Mill Close", "2 Mill Close", DIFFERENT),
        ("Thirty High Street", "30 High Street", SAME),
        ("Ninetynine High Street", "99 High Street", SAME),
        ("Twenty Two Mile Hill Road", "20 Two Mile Hill Road", SAME),
        ("One hundred and five High Street", "105 High Street", SAME),
        ("Two hundred High Street", "200 High Street", SAME),
        ("Flat twenty one, Elder House", "Flat 21, Elder House", SAME),
        ("Flat twenty one, Elder House", "Flat 20, Elder House", DIFFERENT),
        ("Twelve High Street, Flat Two", "Flat 2, 12 High St", SAME),
        ("12 & 14 High Street", "12-14 High Street", SAME),
        ("12 and 14 High Street", "14 High Street", UNCERTAIN),
    ],
)
def test_a_number_in_words_is_read_where_it_is_one(
    asked: str, held: str, certainty: AddressCertainty
) -> None:
    assert compared(asked, held, code=CODE).certainty is certainty


@pytest.mark.parametrize(
    ("asked", "held", "certainty"),
    [
        ("12 Park Avenue North", "12 Park Avenue South", DIFFERENT),
        ("12 Larch Road West", "12 Larch Road East", DIFFERENT),
        ("12 Larch Raod West", "12 Larch Rd W", SAME),
        ("12 Park Avenue North", "12 Park Avenue", UNCERTAIN),
        ("12 Broadway North", "12 Broadway South", DIFFERENT),
        ("12 North Park Road", "12 South Park Road", DIFFERENT),
        ("12 Northgate Road", "12 Southgate Road", DIFFERENT),
        ("12 Station Road, Northgate", "12 Station Road, Southgate", UNCERTAIN),
        ("12 Station Road, Northgate", "12 Station Road", SAME),
        ("12 Station Road, Nettleham", "12 Station Road, Netleham", SAME),
        ("12 Old St Peters Rd", "12 Old Saint Peters Road", SAME),
        ("12 Upper St James Street", "12 Upper Street", DIFFERENT),
        ("12 Upper St James St", "12 Upper Saint James Street", SAME),
        ("12 Great St Helens", "12 Great Saint Helens", SAME),
        ("12 High St", "12 High Street", SAME),
    ],
)
def test_a_street_is_known_by_all_its_words(
    asked: str, held: str, certainty: AddressCertainty
) -> None:
    answer = compared(asked, held)
    assert answer.certainty is certainty
    assert answer.shares_home is (certainty is not DIFFERENT)


def test_the_end_of_a_street_counts_with_its_postcode_too() -> None:
    north = parse_address("12 Park Avenue North", "", "London", "N8 7AA")
    south = parse_address("12 Park Avenue South", "", "London", "N8 7AB")
    unsaid = parse_address("12 Park Avenue", "", "London", "N8 7AA")
    assert compare_addresses(north, south).certainty is DIFFERENT
    assert compare_addresses(north, unsaid).certainty is UNCERTAIN
    assert compare_addresses(north, unsaid).shares_home


@pytest.mark.parametrize(
    ("asked", "held", "certainty"),
    [
        ("Ware", "Wareham", DIFFERENT),
        ("Ash", "Ashford", DIFFERENT),
        ("Newport", "Newport Pagnell", UNCERTAIN),
        ("Wells", "Tunbridge Wells", UNCERTAIN),
        ("Tolverton", "Tolvreton", SAME),
        ("Northampton", "Southampton", DIFFERENT),
        ("Low Ashmere", "Ashmere", UNCERTAIN),
    ],
)
def test_a_town_is_compared_by_whole_words(
    asked: str, held: str, certainty: AddressCertainty
) -> None:
    one, other = (parse_address("12 High Street", "", town) for town in (asked, held))
    assert compare_addresses(one, other).certainty is certainty
    assert compare_addresses(other, one).certainty is certainty


@pytest.mark.parametrize(
    "said",
    ["12 Dock St St Ives", "12 Dock St.St Ives", "12 Dock Street, Saint Ives"],
)
def test_a_street_may_be_followed_by_a_saint(said: str) -> None:
    parsed = parse_address(said)
    assert (parsed.street, parsed.town) == ("dock street", "saint ives")


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("12 Bishops Court", "Flat 12 Bishops Court"),
        ("12 Bishops Gardens", "Flat 12, Bishops Gardens"),
        ("Kings Court 12", "Apt 12 Kings Court"),
        ("Flat 12 Bishops Court, 3 Dock Street", "12 Bishops Court"),
    ],
)
def test_a_court_may_be_a_building(asked: str, held: str) -> None:
    assert compared(asked, held, code=CODE).certainty is SAME


def test_a_street_without_its_kind_may_have_been_read_as_a_building() -> None:
    said = parse_address("69 Millrace, Oxley Green", "", "", CODE)
    held = parse_address("69 Millrace Road", "", "Oxley Green", CODE)
    other = parse_address("71 Millrace Road", "", "Oxley Green", CODE)
    assert compare_addresses(said, held).certainty is SAME
    assert compare_addresses(other, said).certainty is not SAME


def test_a_name_without_a_kind_may_be_a_building() -> None:
    answer = compared("Apt 12 The Quays", "12 The Quays", code=CODE)
    assert (answer.certainty, answer.shares_home) == (UNCERTAIN, True)
    assert compared("Flat 12, Larch Lane", "12 Larch Lane", code=CODE).shares_home is False
