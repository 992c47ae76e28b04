"""What is mended in the kind of a street, and what was meant as it was written."""

from __future__ import annotations

import pytest

from lacrecords.matching.addresses import parse_address


@pytest.mark.parametrize(
    ("said", "street"),
    [
        ("5 Grove Raod", "grove road"),
        ("5 Orchard Colse", "orchard close"),
        ("5 Meadow Lnae", "meadow lane"),
        ("5 Croft Raod", "croft road"),
        ("5 Tower Steet", "tower street"),
        ("5 Mount Steet", "mount street"),
        ("5 Avenue Raod", "avenue road"),
        ("5 Cottage Raod", "cottage road"),
        ("5 Lodge Raod", "lodge road"),
        ("5 Farm Aveneu", "farm avenue"),
        ("5 Church View Raod", "church view road"),
        ("5 The Avenue Raod", "avenue road"),
        ("5 Larc hstreet", "larch street"),
        ("5 Larch r oad", "larch road"),
        ("twelve Larchstreet", "larch street"),
    ],
)
def test_any_kind_may_be_the_name_of_a_street(said: str, street: str) -> None:
    assert parse_address(said).street == street


@pytest.mark.parametrize(
    "said",
    [
        "crofts",
        "greens",
        "orchards",
        "church closes",
        "royal crescents",
        "broad",
        "london plane",
        "kings peace",
        "harbour lace",
        "castle mount",
    ],
)
def test_a_plural_and_a_word_of_its_own_stay(said: str) -> None:
    assert parse_address(f"5 {said}").street == said
    assert parse_address(f"5 The {said}").street == said


def test_a_village_after_a_comma_is_not_divided() -> None:
    parsed = parse_address("5 The Leas, Hamstreet", "", "Ashford")
    assert (parsed.street, parsed.town) == ("leas", "hamstreet, ashford")
    assert parse_address("3 Mill Lane Streat").street == "mill lane"
    assert parse_address("Flat 2, Elder House Streat").building == "elder house"
