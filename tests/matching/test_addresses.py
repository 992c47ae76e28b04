"""Pairs of addresses: one home, uncertain, or two homes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.matching.address_comparison import AddressCertainty, compare_addresses
from lacrecords.matching.address_slips import mended
from lacrecords.matching.address_words import BUILDING_WORDS, STREET_WORDS
from lacrecords.matching.addresses import (
    ParsedAddress,
    display_postcode,
    normalise_postcode,
    parse_address,
    postcode_is_whole,
)

SAME, UNCERTAIN, DIFFERENT = AddressCertainty


@pytest.mark.parametrize(
    ("said", "parsed"),
    [
        ("Flat 30, Rowan Point", ParsedAddress(flat="30", building="rowan point")),
        ("30 Rowan Point", ParsedAddress(flat="30", building="rowan point")),
        ("12B Larch La", ParsedAddress(flat="b", number="12", street="larch lane")),
        ("Flat B, 12 Larch Lane", ParsedAddress(flat="b", number="12", street="larch lane")),
        ("2/12 Larch Lane", ParsedAddress(flat="2", number="12", street="larch lane")),
        ("4 St Bede St", ParsedAddress(number="4", street="saint bede street")),
        ("twelve Larch Lane", ParsedAddress(number="12", street="larch lane")),
        ("12-14 Larch Lane", ParsedAddress(number="12-14", street="larch lane")),
        ("first floor flat, 3 The Green", ParsedAddress("first", "3", "", "green")),
        ("c/o Mrs Fenn, 3 Larch Lane", ParsedAddress(number="3", street="larch lane")),
        ("Larch Lane flat7 Elder House", ParsedAddress("7", "", "elder house", "larch lane")),
        ("Wren Cottage, Larch Lane", ParsedAddress("", "", "wren cottage", "larch lane")),
        ("9 Larch", ParsedAddress(number="9", street="larch")),
        ("No fixed abode", ParsedAddress()),
        ("N.F.A.", ParsedAddress()),
        ("N/K", ParsedAddress()),
        ("Of No Fixed Address, Ashmere", ParsedAddress(street="ashmere")),
        ("Homeless, 3 Larch Lane", ParsedAddress(number="3", street="larch lane")),
        ("3 Homeless Lane", ParsedAddress(number="3", street="homeless lane")),
        (
            "3 Larch Lane, Ashmere, AM3 4QT",
            ParsedAddress("", "3", "", "larch lane", "ashmere", "AM34QT"),
        ),
        ("", ParsedAddress()),
    ],
)
def test_an_address_is_taken_apart(said: str, parsed: ParsedAddress) -> None:
    assert parse_address(said) == parsed


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("12 Larch Crecsent", "12 Larch Crescent"),
        ("12 Larch Ccescent", "12 Larch Crescent"),
        ("12 Saint Bede Raod", "12 Saint Bede Road"),
        ("Flat 2, 12 Larch Stret, Ashmere", "Flat 2, 12 Larch Street, Ashmere"),
        ("12 Larch Crecsent Ashmere", "12 Larch Crescent Ashmere"),
        ("12 Larchstreet", "12 Larch Street"),
        ("12 Larc hstreet", "12 Larch Street"),
        ("12 Larchs treet", "12 Larch Street"),
        ("12 Larch c rescent", "12 Larch Crescent"),
        ("12larch lane", "12 Larch Lane"),
        ("12 Marketplace", "12 Market Place"),
        ("12 Park Drivr", "12 Park Drive"),
        ("12 Mill Hill Raod", "12 Mill Hill Road"),
    ],
)
def test_a_slip_in_the_kind_of_a_street_makes_no_other_street(said: str, meant: str) -> None:
    assert parse_address(said) == parse_address(meant)
    assert parse_address(said).street


@pytest.mark.parametrize(
    "said",
    [
        "3 fen drove",
        "3 bishops palace",
        "3 castle mound",
        "3 broadway",
        "3 lose",
        "3 lane end",
        "3 rose lacey",
        "3 ground",
        "3 saint",
        "3 larch rosd",
        "3 mill end",
    ],
)
def test_what_was_written_as_a_name_stays_a_name(said: str) -> None:
    assert parse_address(said).street == said.removeprefix("3 ")


def test_a_town_that_is_nearly_a_kind_of_street_stays_a_town() -> None:
    assert parse_address("3 Mill Lane Streat").town == "streat"
    assert parse_address("3 Larch Hill, Streat").town == "streat"


words_of_addresses = st.lists(
    st.sampled_from([*STREET_WORDS, *BUILDING_WORDS, "larch", "raod", "larchlane", "c", ",", "12"])
    | st.from_regex(r"[a-z]{1,12}", fullmatch=True),
    max_size=8,
)


@given(words_of_addresses)
def test_what_was_mended_needs_no_mending_and_nothing_is_lost(words: list[str]) -> None:
    found = mended(words)
    assert mended(found) == found
    # One letter more or less for each street.
    assert abs(sum(map(len, found)) - sum(map(len, words))) <= len(words)
    assert [one for one in found if not one.isalpha()] == [
        one for one in words if not one.isalpha()
    ]


CODE = "AM3 4QT"


@pytest.mark.parametrize(
    ("asked", "held", "certainty"),
    [
        (("30 Rowan Point", "", "", CODE), ("Flat 30, Rowan Point", "Low Rd", "", CODE), SAME),
        (("12B Larch Lane", "", "Ashmere"), ("Flat B, 12 Larch La", "", "Ashmere"), SAME),
        (("12 Elder Court", "", "", CODE), ("Flat 12, Elder Court", "Low Road", "", CODE), SAME),
        (
            ("flat12 Elder Ct, Ashmere", "", "", CODE),
            ("Flat 12, Elder Court", "Low Road", "", CODE),
            SAME,
        ),
        (
            ("Flat 12, Elder Court", "", "", CODE),
            ("Flat 2, Elder Court", "Low Rd", "", CODE),
            DIFFERENT,
        ),
        (("12 Larch", "", "", CODE), ("12 Larch Lane", "", "", CODE), SAME),
        (("12 Lrach Lane", "", "", CODE), ("12 Larch Lane", "", "", CODE), SAME),
        (("12 Larch Lane", "", "", "AM3 4QY"), ("12 Larch Lane", "", "", CODE), SAME),
        (("12 Larch Lane",), ("12 Larch Lane", "", "Ashmere", CODE), UNCERTAIN),
        (("12 Larch Lane", "", "Ashmere"), ("12 Larch Lane", "", "Ashmere", CODE), UNCERTAIN),
        (("12 Larch Lane", "", "", CODE), ("Flat 2, 12 Larch Lane", "", "", CODE), UNCERTAIN),
        (("12-16 Larch Lane", "", "", CODE), ("14 Larch Lane", "", "", CODE), UNCERTAIN),
        (("Larch Lane", "", "", CODE), ("12 Larch Lane", "", "", CODE), UNCERTAIN),
        (("12 Larch Crescent",), ("12 Larch Drive",), DIFFERENT),
        (("12 Larch Lane", "", "Ashmere"), ("12 Larch Lane", "", "Tolverton"), DIFFERENT),
        (("12 Larch Lane", "", "", CODE), ("14 Larch Lane", "", "", CODE), DIFFERENT),
        (
            ("Flat 1, 12 Larch Lane", "", "", CODE),
            ("Flat 2, 12 Larch Lane", "", "", CODE),
            DIFFERENT,
        ),
        (("Flat 1, Elder House", "", "", CODE), ("Flat 1, Rowan House", "", "", CODE), DIFFERENT),
        (("12 Larch Lane", "", "", "TV9 1AA"), ("12 Larch Lane", "", "", CODE), DIFFERENT),
        (
            ("Elder House, 12 Larch Lane", "", "", CODE),
            ("Rowan House, 12 Larch Lane", "", "", CODE),
            UNCERTAIN,
        ),
        (("12 Larch Lane", "", "", CODE[:-4]), ("12 Larch Lane", "", "", CODE), SAME),
        (("12 Larch", "", "", CODE[:-4]), ("12 Larch Lane", "", "", CODE), UNCERTAIN),
        (("12 Larch Lane", "", "", "8" + CODE[1:]), ("12 Larch Lane", "", "", CODE), SAME),
        (
            ("Flat 3, Elder House, Ashmere", "", "", CODE),
            ("Flat 3, Elder House", "Larch Lane", "Ashmere", CODE),
            SAME,
        ),
        (
            ("Elder House, Ashmere", "", "", CODE),
            ("Flat 3, Elder House", "Larch Lane", "Ashmere", CODE),
            UNCERTAIN,
        ),
    ],
)
def test_two_addresses_are_same_uncertain_or_different(
    asked: tuple[str, ...], held: tuple[str, ...], certainty: AddressCertainty
) -> None:
    one, other = parse_address(*asked), parse_address(*held)
    assert compare_addresses(one, other).certainty is certainty
    assert compare_addresses(other, one).certainty is certainty


def test_the_property_number_outweighs_how_an_address_is_written() -> None:
    one, other = parse_address("The Annexe"), parse_address("12 Larch Lane")
    assert compare_addresses(one, other, "900", "900").certainty is SAME
    assert compare_addresses(other, other, "900", "901").certainty is DIFFERENT


def test_a_postcode_is_stored_without_a_space_and_shown_with_one() -> None:
    assert normalise_postcode(" am3 4qt ") == "AM34QT"
    assert display_postcode("am34qt") == "AM3 4QT"
    assert not postcode_is_whole(normalise_postcode("am3"))
