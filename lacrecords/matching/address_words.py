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

COMPLETE_KINDS = frozenset(
    "road street avenue lane close drive crescent way gardens place terrace square row walk mews "
    "parade house point towers heights mansions block building buildings hostel hotel apartments "
    "flats villas refuge".split()
)
"""Kinds after which, with a name before them, a town comes and no further kind."""

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

ROOM_WORDS = frozenset("room rm bedsit".split())
"""Those of them that name a room, which may be inside a flat that has a number of its own."""

BARE_FLATS = frozenset("flat apartment studio maisonette bedsit".split())
"""Those of them that stand alone too: "Studio, 12 Larch Lane"."""

BLOCK_WORDS = frozenset("block tower phase wing core stair staircase entrance".split())
"""Words before the number or letter of a part of a building, each with its own flats."""

NUMBER_LABELS = frozenset("no number num house plot caravan chalet lodge cabin".split())
"""Words that say no more than that a number follows, or a flat where a house number comes later."""

FLOORS = {
    "basement": "basement",
    "bsmt": "basement",
    "lower": "lower",
    "downstairs": "lower",
    "ground": "ground",
    "garden": "garden",
    "gardens": "garden",
    "upper": "upper",
    "upstairs": "upper",
    "top": "top",
    "attic": "top",
} | {
    word: word
    for word in "first second third fourth fifth sixth seventh eighth ninth tenth".split()
}
"""Floors by name, where a flat is known by its floor."""

FLOOR_LETTERS = {
    "gff": "ground",
    "lgf": "lower ground",
    "lgff": "lower ground",
    "fff": "first",
    "sff": "second",
    "tff": "top",
}
"""Floor and flat in one short form."""

ALONE_A_FLOOR = frozenset("basement bsmt attic".split())
"""Floors that are meant when neither "floor" nor "flat" follows."""

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_ABOVE = frozenset(range(1, 11))
FLOOR_LEVELS = {
    "basement": frozenset((-1,)),
    "lower ground": frozenset((-1,)),
    "lower": frozenset((-1, 0)),
    "garden": frozenset((-1, 0)),
    "below": frozenset((-1, 0)),
    "ground": frozenset((0,)),
    "upper ground": frozenset((0,)),
    "upper": _ABOVE,
    "top": _ABOVE,
    "above": _ABOVE,
} | {word: frozenset((level,)) for level, word in enumerate(_ORDINALS, start=1)}
"""At which heights a floor may be: a garden flat is at the ground or under it."""

SIDES = {"rear": "rear", "back": "rear", "front": "front", "left": "left", "right": "right"}
"""Sides of a house or landing by which a flat is known."""

ANNEXES = {
    "annexe": "annexe",
    "annex": "annexe",
    "caravan": "caravan",
    "outbuilding": "outbuilding",
    "outhouse": "outbuilding",
    "garage": "garage",
    "cabin": "cabin",
    "shed": "shed",
}
"""Homes beside a house that have no number of their own."""

BESIDE = frozenset("at to of in by behind".split())
"""Words between such a home and the house."""

DIRECTIONS = {
    "north": "north",
    "nth": "north",
    "n": "north",
    "south": "south",
    "sth": "south",
    "s": "south",
    "east": "east",
    "e": "east",
    "west": "west",
    "w": "west",
}
"""Which end of a street: it stands after the kind."""

TELLING_WORDS = frozenset("north south east west upper lower great little old new".split())
"""Words by which places of one name are told apart, however alike they are spelt."""

BEFORE_SAINTS = frozenset("old upper lower great little high new".split())
"""Words that stand before "St Peters Road" and make a street of their own with "St"."""
NO_HOME = frozenset(
    {
        *("nfa", "n f a", "no fixed abode", "of no fixed abode", "no fixed address"),
        *("of no fixed address", "no fixed home", "no known address", "homeless", "sofa surfing"),
        *("not known", "unknown", "address unknown", "address not known", "n k", "n a", "none"),
        *("not given", "not recorded", "tbc", "tba", "to be confirmed", "as above"),
        *("confidential", "address confidential", "withheld", "address withheld"),
    }
)
"""What is written where an address should stand and names none: two who have it share no home."""
NEVER_ALONE = frozenset(("great", "little"))
"""Those of them that make no street of their own: Great St Helens."""

_UNITS = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = {
    word: 10 * tens
    for tens, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
UNITS = {word: number for number, word in enumerate(_UNITS, start=1)}
NUMBER_WORDS = (
    UNITS
    | {word: number for number, word in enumerate(_TEENS, start=10)}
    | TENS
    | {ten + unit: TENS[ten] + UNITS[unit] for ten in TENS for unit in UNITS}
)
"""The numbers up to ninety-nine as they are written out, run together too."""

COUNTED_THINGS = frozenset(
    "acre acres arches ashes beeches bridges chimneys corners crosses dials elms fields firs "
    "gables gates hills limes mile miles oaks pines ponds poplars sisters springs stiles stones "
    "tree trees ways wells willows yews".split()
)
"""Things that streets are called after by their number: Seven Sisters Road, Nine Elms Lane."""

LOCAL_WORDS = frozenset("the of and at uk england".split())


def whole_words() -> dict[str, str]:
    """Every short form with its whole word."""
    ordinals = {f"{number}th": word for number, word in enumerate(_ORDINALS, start=1)}
    ordinals |= {"1st": "first", "2nd": "second", "3rd": "third", "flr": "floor"}
    return ordinals | {
        short: whole
        for table in (STREET_WORDS, BUILDING_WORDS)
        for whole, shorts in table.items()
        for short in shorts.split()
    }
