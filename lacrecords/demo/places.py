"""The county of Ashdown, which exists only here: towns, streets, houses and flats.

Its postcodes begin with letters that begin no real one. The same home always has the
same postcode and property number. The county grows with the register, so that about one
home in ten has a child who is known, whether there are a thousand children or a million.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from lacrecords.demo.numbers import property_number

TOWNS = tuple(
    word.replace("_", " ")
    for word in (
        "Marrowby Thornmere Little_Quern Ashdown_Cross Fellingham Brackwater Oxley_Green"
        " Saltern_Bay Wexcombe Harrowmere Dunsley Priorsgate"
    ).split()
)
"""The towns of a small county; a larger one has more, named by `_town`."""
_TOWN_BEGINNINGS = (
    "Maddle Thistle Quern Feather Brecken Oxle Salter Wend Hollin Dunder Prior Amble Bexter Corving"
    " Dray Ever Fritten Glaze Hather Ister Jarrol Kelding Lorrim Merrin Nether Orran Pellow Quarrel"
    " Ranner Selling Tarrow Ulver Vesper Whinder Yarran"
).split()
_TOWN_ENDINGS = "by mere ham water gate ley ton combe stow wick burn ford".split()
_STREETS = tuple(
    "Heronsway Quillback Millrace Tannery Foundry Larkspur Orchard Rectory Beacon Harbour Kiln"
    " Mallard Sexton Bramble Chandler Weaver Cooper Saddler Lantern Pipit Curlew Alder Hawthorn"
    " Meadow Priory Windmill Cornmill Station Chapel Northgate Southgate Victoria Albion Jubilee"
    " Coronation Abbey Castle Market Bridge Quarry Church Park Mill School Manor Green Grange"
    " Cedar Chestnut Laurel Holly Poplar Linden Willow Rowan Aspen Juniper Heather Primrose"
    " Bluebell Foxglove Swallow Kestrel Falcon Plover Linnet Robin Dunlin Osprey Teal Tudor"
    " Stuart Wellington Nelson Raleigh Drake Kitchener Gladstone Cobden Bright Peel Russell"
    " Alma Inkerman Balaclava Waterloo Trafalgar Queen King Prince Duke Union Wharf Canal Lock"
    " Ferry Quay Anchor Mariner Cordwain Fuller Glover Mason Potter Shepherd Warren Coppice"
    " Spinney Copse Furze Bracken Moorland Hillside Valley Riverside Brook Spring Ash Beech"
    " Oak Elm Birch Maple Sycamore Hazel".split()
)
_KINDS = ("Road", "Street", "Lane", "Avenue", "Close", "Crescent", "Drive", "Way")
_MORE_KINDS = (*_KINDS, "Gardens", "Grove", "Place", "Terrace")
_HOUSES = ("Court", "House", "Point", "Heights")
_NAMED = ("Rose Cottage", "The Old Forge", "Hillcrest", "Fairview", "The Lodge", "Ivy Bank")
_UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_AREA_LETTERS = "DABEFGHJKLMNPRSTUWXYZ"
DISTRICTS_IN_AN_AREA = 99
STREETS_IN_A_TOWN = 120
BUILDINGS_IN_A_TOWN = 60
FLATS_IN_A_BUILDING = 24
HOUSES_IN_A_STREET = 96
HOUSES_OF_ONE_POSTCODE = 16
CHILDREN_OF_ONE_TOWN = 2_900
"""A town has about 13,000 homes; so many known children live in about one in ten of them."""


class Home(NamedTuple):
    """One dwelling."""

    line1: str
    line2: str
    town: str
    postcode: str
    uprn: str


def towns_for(children: int) -> int:
    """How many towns the county has when so many of its children are known."""
    most = len(_TOWN_BEGINNINGS) * len(_TOWN_ENDINGS)
    return min(most, max(len(TOWNS), -(-children // CHILDREN_OF_ONE_TOWN)))


def choose_home(chance: Random, towns: int = len(TOWNS)) -> Home:
    """A house; one time in five a flat of a building, now and then one of a divided house."""
    town, fate = chance.randrange(towns), chance.random()
    if fate < 0.2:
        building = chance.randrange(BUILDINGS_IN_A_TOWN)
        return flat(town, building, chance.randrange(FLATS_IN_A_BUILDING))
    street, place = chance.randrange(STREETS_IN_A_TOWN), chance.randrange(HOUSES_IN_A_STREET)
    if fate < 0.25:
        return divided(town, street, place, chance.randrange(3))
    return house(town, street, place)


def house(town: int, street: int, place: int) -> Home:
    """One house of a street; the last of each street has a name instead of a number."""
    block = (
        street * (HOUSES_IN_A_STREET // HOUSES_OF_ONE_POSTCODE) + place // HOUSES_OF_ONE_POSTCODE
    )
    number = property_number((town * 10_000 + street) * 1_000 + place)
    word = str(place + 1)
    if place == HOUSES_IN_A_STREET - 1:
        word = f"{_NAMED[(town + street) % len(_NAMED)]},"
    first = f"{word} {_street(town, street)}"
    return Home(first, "", _town(town), _postcode(town, block), number)


def divided(town: int, street: int, place: int, part: int) -> Home:
    """One of the flats into which a house was divided: Flat B, 12 Kiln Lane."""
    whole = house(town, street, place)
    number = property_number(20_000_000_000 + int(whole.uprn[1:]) * 4 + part)
    return Home(f"Flat {'ABC'[part]}, {whole.line1}", "", whole.town, whole.postcode, number)


def flat(town: int, building: int, place: int) -> Home:
    """One flat of a building; its neighbours share the street and the postcode."""
    name = f"{_STREETS[building % len(_STREETS)]} {_HOUSES[building % len(_HOUSES)]}"
    block = STREETS_IN_A_TOWN * (HOUSES_IN_A_STREET // HOUSES_OF_ONE_POSTCODE) + building
    number = property_number(5_000_000_000 + (town * 100 + building) * 1_000 + place)
    street = _street(town, (building * 5 + 3) % STREETS_IN_A_TOWN)
    first = f"Flat {place + 1}, {name}"
    return Home(first, street, _town(town), _postcode(town, block), number)


def neighbour(home: Home, chance: Random) -> Home:
    """Another home of the same street or building, for a family that moved a short way."""
    word, _, rest = home.line1.partition(" ")
    if word == "Flat" and home.line2:
        number, _, building = rest.partition(", ")
        other = int(number) % FLATS_IN_A_BUILDING + 1
        return Home(f"Flat {other}, {building}", home.line2, home.town, home.postcode, "")
    street = home.line1.rsplit(", ", 1)[-1]
    street = street.lstrip("0123456789").strip()
    other = chance.randrange(1, HOUSES_OF_ONE_POSTCODE + 1)
    return Home(f"{other} {street}", home.line2, home.town, home.postcode, "")


def _street(town: int, place: int) -> str:
    kinds = _KINDS if town < len(TOWNS) else _MORE_KINDS
    kind = kinds[(place * 3 + place // 40 + town) % len(kinds)]
    return f"{_STREETS[(place + town * 37) % len(_STREETS)]} {kind}"


def _town(place: int) -> str:
    if place < len(TOWNS):
        return TOWNS[place]
    round_, beginning = divmod(place - len(TOWNS), len(_TOWN_BEGINNINGS))
    ending = _TOWN_ENDINGS[(round_ + beginning) % len(_TOWN_ENDINGS)]
    return f"{_TOWN_BEGINNINGS[beginning]}{ending}"


def _postcode(town: int, block: int) -> str:
    """No postcode of the country begins with Q."""
    area, district = divmod(town, DISTRICTS_IN_AN_AREA)
    sector, unit = divmod(block, len(_UNIT_LETTERS) ** 2)
    first, second = divmod(unit, len(_UNIT_LETTERS))
    outward = f"Q{_AREA_LETTERS[area]}{district + 1}"
    return f"{outward} {sector + 1}{_UNIT_LETTERS[first]}{_UNIT_LETTERS[second]}"
