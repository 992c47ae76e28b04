"""What councils' files look like: a few in a hundred values written badly, each still importable.

Pure. The truth about a child is left as it was; what comes out is what was recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from lacrecords.demo.families import DemoChild
from lacrecords.demo.files.lives import Life, Stay
from lacrecords.demo.places import Home
from lacrecords.terms import DatePrecision

WRONG_UPN_LETTER = 0.01
IN_CAPITALS = 0.015
SPACE_AT_END = 0.005
ONLY_MONTH_KNOWN = 0.006
ONLY_YEAR_KNOWN = 0.002
WITHOUT_POSTCODE = 0.02
WITHOUT_PROPERTY_NUMBER = 0.3
WITHOUT_TOWN = 0.01
DATES_ANOTHER_WAY = 0.03


def recorded(life: Life, chance: Random) -> Life:
    """The life as somebody typed it."""
    child = _child(life.child, chance)
    present = life.child.home
    homes = {present: _home(present, chance)}
    stays = tuple(_stay(stay, homes, chance) for stay in life.stays)
    precision = _precision(child, chance)
    return life._replace(
        child=child if homes[present] is child.home else child._replace(home=homes[present]),
        stays=stays,
        birth_precision=precision,
    )


def _child(child: DemoChild, chance: Random) -> DemoChild:
    fate = chance.random()
    if fate < IN_CAPITALS:
        child = child._replace(surname=child.surname.upper(), forename=child.forename.upper())
    elif fate < IN_CAPITALS + SPACE_AT_END:
        child = child._replace(surname=f"{child.surname} ")
    if child.upn and chance.random() < WRONG_UPN_LETTER:
        # The next letter is right for no number whose own letter was right.
        letter = "B" if child.upn[0] != "B" else "D"
        child = child._replace(upn=f"{letter}{child.upn[1:]}")
    return child


def _stay(stay: Stay, homes: dict[Home, Home], chance: Random) -> Stay:
    if stay.home not in homes:
        homes[stay.home] = _home(stay.home, chance)
    home = homes[stay.home]
    return stay if home is stay.home else stay._replace(home=home)


def _home(home: Home, chance: Random) -> Home:
    fate = chance.random()
    if fate < WITHOUT_POSTCODE:
        return home._replace(postcode="", uprn="")
    if fate < WITHOUT_POSTCODE + WITHOUT_TOWN:
        return home._replace(town="")
    return home._replace(uprn="") if fate < WITHOUT_PROPERTY_NUMBER else home


def _precision(child: DemoChild, chance: Random) -> DatePrecision:
    fate = chance.random()
    if child.born_on is None or fate > ONLY_MONTH_KNOWN + ONLY_YEAR_KNOWN:
        return DatePrecision.EXACT
    return DatePrecision.YEAR if fate < ONLY_YEAR_KNOWN else DatePrecision.MONTH


@dataclass(slots=True)
class DateWriter:
    """Writes days as one row has them: nearly all as 2024-03-31, some as councils do."""

    chance: Random
    _way: int = 0

    def next_row(self) -> None:
        """Decide how the days of the next row are written."""
        fate = self.chance.random()
        self._way = 0 if fate > DATES_ANOTHER_WAY else 1 if fate > DATES_ANOTHER_WAY / 3 else 2

    def __call__(self, on: date | None) -> str:
        if on is None:
            return ""
        if self._way == 0:
            return on.isoformat()
        return f"{on:%d/%m/%Y}" if self._way == 1 else f"{on.isoformat()}T00:00:00"
