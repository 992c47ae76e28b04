"""The words of British addresses: kinds of street and building, flats, floors, numbers.

Data for reading an address, from general knowledge of how addresses are written.
It reads nothing itself.
"""

from __future__ import annotations

STREET_WORDS = {
    "road": "rd",
    "street": "str",
    "avenue": "ave av aven",
    "lane": "la ln",
    "close": "cl clo",
    "drive": "dr drv",
    "crescent": "cres cresc cr crs",
    "gardens": "gdns gds gdn garden",
    "grove": "gr gro grv",
    "place": "pl plc",
    "terrace": "ter terr",
    "square": "sq",
    "court": "ct crt",
    "way": "wy",
    "walk": "wlk wk",
    "mount": "mt mnt",
    "park": "pk",
    "rise": "ri",
    "hill": "hl",
    "row": "",
    "view": "vw",
    "mews": "mws",
    "green": "grn",
    "parade": "pde",
    "yard": "yd",
    "approach": "app",
    "circus": "",
    "croft": "",
    "dene": "",
    "end": "",
    "esplanade": "",
    "fold": "",
    "gate": "",
    "common": "",
    "meadow": "",
    "meadows": "mdws",
    "orchard": "",
    "path": "",
    "passage": "",
    "quay": "",
    "wharf": "",
    "side": "",
    "vale": "",
    "wood": "",
    "chase": "",
    "broadway": "",
    "loan": "",
    "wynd": "",
    "spinney": "",
    "paddock": "",
    "paddocks": "",
}
"""A kind of street and its short forms. "St" is not here: it may be a saint."""

NEVER_BUILDINGS = frozenset(
    "road street avenue lane close drive crescent grove way rise hill fold dene approach".split()
)
"""Kinds of street that no block of flats is called by; a court or gardens may be either."""

BUILDING_WORDS = {
    "house": "hse ho",
    "cottage": "cott cottages",
    "point": "pt",
    "tower": "twr",
    "towers": "",
    "lodge": "ldg",
    "heights": "hts",
    "mansions": "mans",
    "block": "blk",
    "building": "bldg",
    "buildings": "bldgs",
    "hall": "",
    "hostel": "",
    "hotel": "",
    "farm": "fm",
    "barn": "",
    "mill": "",
    "apartments": "apts",
    "flats": "",
    "villa": "",
    "villas": "",
    "manor": "",
    "bungalow": "",
    "caravan": "",
    "refuge": "",
}
"""A kind of building and its short forms."""

FLAT_WORDS = frozenset(
    "flat flt fl f apartment apt appt unit room rm bedsit studio suite maisonette pitch".split()
)
"""Words before the number or letter of a home inside a building."""

FLOORS = {
    "basement": "basement",
    "lower": "basement",
    "ground": "ground",
    "gff": "ground",
    "first": "first",
    "fff": "first",
    "second": "second",
    "third": "third",
    "top": "top",
    "garden": "garden",
    "attic": "top",
    "upper": "first",
}
"""Floors by name, where a flat is known by its floor."""

NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split(),
        start=1,
    )
}

LOCAL_WORDS = frozenset("the of and at uk england".split())


def whole_words() -> dict[str, str]:
    """Every short form with its whole word."""
    return {
        short: whole
        for table in (STREET_WORDS, BUILDING_WORDS)
        for whole, shorts in table.items()
        for short in shorts.split()
    }
