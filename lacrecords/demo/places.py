"""The county of Ashdown, which exists only here: towns, streets, houses and flats.

Its postcodes begin with letters that begin no real one. The same house always has the
same postcode and property number.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from lacrecords.demo.numbers import property_number

TOWNS = tuple(
    "Marrowby Thornmere Little_Quern Ashdown_Cross Fellingham Brackwater Oxley_Green Saltern_Bay"
    " Wexcombe Harrowmere Dunsley Priorsgate".replace("_", "\0").split()
)
_STREETS = tuple(
    "Heronsway Quillback Millrace Tannery Foundry Larkspur Orchard Rectory Beacon Harbour Kiln"
    " Mallard Sexton Bramble Chandler Weaver Cooper Saddler Lantern Pipit Curlew Alder Hawthorn"
    " Meadow Priory Windmill Cornmill Station Chapel Northgate Southgate Victoria Albion Jubilee"
    " Coronation Abbey Castle Market Bridge Quarry".split()
)
_KINDS = ("Road", "Street", "Lane", "Avenue", "Close", "Crescent", "Drive", "Way")
_HOUSES = ("Court", "House", "Point", "Heights")
_UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
FLATS_IN_A_BUILDING = 24
HOUSES_IN_A_STREET = 96
HOUSES_OF_ONE_POSTCODE = 16


@dataclass(frozen=True, slots=True)
class Home:
    """One dwelling."""

    line1: str
    line2: str
    town: str
    postcode: str
    uprn: str


def choose_home(chance: Random) -> Home:
    """A house, or one time in five a flat."""
    town = chance.randrange(len(TOWNS))
    if chance.random() < 0.2:
        return flat(town, chance.randrange(60), chance.randrange(FLATS_IN_A_BUILDING))
    return house(town, chance.randrange(_streets_in_a_town()), chance.randrange(HOUSES_IN_A_STREET))


def house(town: int, street: int, place: int) -> Home:
    """One house of a street."""
    block = (
        street * (HOUSES_IN_A_STREET // HOUSES_OF_ONE_POSTCODE) + place // HOUSES_OF_ONE_POSTCODE
    )
    number = property_number((town * 10_000 + street) * 1_000 + place)
    return Home(f"{place + 1} {_street(street)}", "", _town(town), _postcode(town, block), number)


def flat(town: int, building: int, place: int) -> Home:
    """One flat of a building; its neighbours share the street and the postcode."""
    name = f"{_STREETS[building % len(_STREETS)]} {_HOUSES[building % len(_HOUSES)]}"
    block = _streets_in_a_town() * (HOUSES_IN_A_STREET // HOUSES_OF_ONE_POSTCODE) + building
    number = property_number(5_000_000_000 + (town * 100 + building) * 1_000 + place)
    street = _street(building * 5 + 3)
    first = f"Flat {place + 1}, {name}"
    return Home(first, street, _town(town), _postcode(town, block), number)


def neighbour(home: Home, chance: Random) -> Home:
    """Another home of the same street or building, for a family that moved a short way."""
    word, _, rest = home.line1.partition(" ")
    if word == "Flat":
        number, _, building = rest.partition(", ")
        other = int(number) % FLATS_IN_A_BUILDING + 1
        return Home(f"Flat {other}, {building}", home.line2, home.town, home.postcode, "")
    other = chance.randrange(1, HOUSES_OF_ONE_POSTCODE + 1)
    return Home(f"{other} {rest}", home.line2, home.town, home.postcode, "")


def _streets_in_a_town() -> int:
    return len(_STREETS) * 3


def _street(place: int) -> str:
    kind = _KINDS[(place * 3 + place // len(_STREETS)) % len(_KINDS)]
    return f"{_STREETS[place % len(_STREETS)]} {kind}"


def _town(place: int) -> str:
    return TOWNS[place].replace("\0", " ")


def _postcode(town: int, block: int) -> str:
    """No postcode of the country begins with Q."""
    sector, unit = divmod(block, len(_UNIT_LETTERS) ** 2)
    first, second = divmod(unit, len(_UNIT_LETTERS))
    return f"QD{town + 1} {sector + 1}{_UNIT_LETTERS[first]}{_UNIT_LETTERS[second]}"
