"""What holds for every two addresses, however they are written."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from lacrecords.matching.address_comparison import (
    AddressCertainty,
    AddressComparison,
    compare_addresses,
)
from lacrecords.matching.addresses import ParsedAddress, parse_address
from lacrecords.matching.keys import place_keys

KINDS = ("Street", "Rd", "Avenue North", "Gardens", "Court", "Hill", "", "Raod", "St")
NAMES = ("Larch", "Old St Peters", "Seven Sisters", "The", "Station", "Mill", "Grove", "Queens")
NUMBERS = ("", "12", "12B", "3/2", "12-14", "12 & 14", "twelve", "Twenty two", "No. 7", "House 4")
INSIDE = ("", "Flat 3", "Flat B", "Flat 3/1", "GFF", "1st floor flat", "Garden Flat", "Annexe")
INSIDE += ("Room 2", "Flat twenty one", "Flat 3, Block B", "Tower 2", "(rear)", "Caravan")
BUILDINGS = ("", "Elder House", "30 Rowan Point", "The Willows", "Rose Cottage", "12 Kings Court")
AFTER = ("", "Northgate", "rear", "Nettleham", "Ashmere", "flat 9")
TOWNS = ("", "Ashmere", "Low Ashmere", "Newport", "Newport Pagnell", "St Ives", "Tolverton")
POSTCODES = ("", "AM3 4QT", "AM3 4QY", "AM3", "TV9 1AA", "am34q")

lines = st.builds(
    lambda inside, building, number, name, kind, after: [
        part for part in (inside, building, f"{number} {name} {kind}".strip(), after) if part
    ],
    *map(st.sampled_from, (INSIDE, BUILDINGS, NUMBERS, NAMES, KINDS, AFTER)),
)
addresses = st.builds(
    lambda line, town, postcode: parse_address(", ".join(line), "", town, postcode),
    lines,
    st.sampled_from(TOWNS),
    st.sampled_from(POSTCODES),
)
any_address = addresses | st.builds(
    parse_address,
    *(st.text(alphabet="flat hose123, /-&.brdst", max_size=24) for _ in range(3)),
    st.sampled_from(POSTCODES),
)


def said(one: ParsedAddress, other: ParsedAddress) -> AddressComparison:
    """What is said of two addresses."""
    return compare_addresses(one, other)


@given(any_address, any_address)
@settings(max_examples=400)
def test_it_does_not_matter_which_side_is_asked(one: ParsedAddress, other: ParsedAddress) -> None:
    answer, turned = said(one, other), said(other, one)
    assert (answer.certainty, answer.shares_home) == (turned.certainty, turned.shares_home)


def has_something_to_compare(address: ParsedAddress) -> bool:
    """Whether a home is named, and where it is."""
    home = address.number or address.flat or address.building
    return bool(home and (address.street or address.building) and (address.town or whole(address)))


def whole(address: ParsedAddress) -> bool:
    """Whether the postcode has both its halves."""
    return len(address.postcode) >= 6


@given(any_address)
@settings(max_examples=400)
def test_an_address_is_the_same_home_as_itself(address: ParsedAddress) -> None:
    answer = said(address, address)
    assert answer.certainty is not AddressCertainty.DIFFERENT
    if has_something_to_compare(address):
        assert answer.certainty is AddressCertainty.SAME


@given(
    lines,
    st.sampled_from(("upper", "lower", "title", "swapcase")),
    st.sampled_from((", ", ",", "\n", "\r\n", ",\n", " , ", "; ")),
    st.sampled_from(("", ".", "'", '"', " ", "`", ".,")),
)
@settings(max_examples=400)
@example(["12 Dock St", "St Ives"], "upper", "\n", ".")
def test_how_it_is_written_never_matters(
    line: list[str], case: str, divider: str, mark: str
) -> None:
    plain = parse_address(", ".join(line), "", "Ashmere")
    written = divider.join(getattr(part, case)() for part in line) + mark
    assert parse_address(written, "", "ASHMERE.") == plain
    assert parse_address(line[0], ", ".join(line[1:]), "ashmere") == plain


@given(addresses, addresses)
@settings(max_examples=400)
def test_one_home_is_found_by_a_key_where_no_postcode_tells(
    one: ParsedAddress, other: ParsedAddress
) -> None:
    if said(one, other).certainty is AddressCertainty.SAME and one.street == other.street:
        assert not place_keys(one) or place_keys(one) & place_keys(other) or one.postcode
