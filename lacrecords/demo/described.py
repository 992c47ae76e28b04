"""Children as the demo's enquirers describe them, with the mistakes that people make. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from lacrecords.demo.families import DemoChild
from lacrecords.demo.names import choose_forename, choose_stock, choose_surname
from lacrecords.demo.places import choose_home
from lacrecords.enquiries.asked import DescribedChild

_MISHEARD = (
    ("ph", "f"),
    ("ck", "k"),
    ("y", "ie"),
    ("ee", "ea"),
    ("ll", "l"),
    ("tt", "t"),
    ("w", "wh"),
)


def as_heard(child: DemoChild, mother_name: str, chance: Random) -> DescribedChild:
    """A child of the register as somebody gives it over the telephone."""
    heard = DescribedChild(
        forename="" if child.expected_on else child.forename,
        surname=child.surname,
        born_on=child.born_on,
        expected_on=child.expected_on,
        mother_name=mother_name if child.expected_on else "",
        line1=child.home.line1,
        town=child.home.town,
        postcode=child.home.postcode,
    )
    return _with_a_mistake(heard, chance)


def not_known(today: date, chance: Random) -> DescribedChild:
    """A child of whom the register knows nothing."""
    stock = choose_stock(chance)
    home = choose_home(chance)
    return DescribedChild(
        forename=choose_forename(chance, stock, chance.random() < 0.5, set()),
        surname=f"{choose_surname(chance, stock)}-{chance.choice(('Vey', 'Orme', 'Thane'))}",
        born_on=today - timedelta(days=chance.randrange(100, 6000)),
        line1=home.line1,
        town=home.town,
        postcode=home.postcode,
    )


def asked_again(child: DescribedChild, chance: Random) -> DescribedChild:
    """The same child as somebody else gives it weeks later."""
    return replace(_with_a_mistake(child, chance), town="", notes="asked about by another agency")


def _with_a_mistake(child: DescribedChild, chance: Random) -> DescribedChild:
    kind = chance.randrange(7)
    if kind == 0:
        return replace(child, surname=_misheard(child.surname))
    if kind == 1:
        return replace(child, forename=_misheard(child.forename))
    if kind == 2 and child.born_on and child.born_on.day <= 12:
        on = child.born_on
        return replace(child, born_on=on.replace(month=on.day, day=min(on.month, 28)))
    if kind == 3:
        return replace(child, line1="", town="", postcode="")
    return child


def _misheard(name: str) -> str:
    for written, heard in _MISHEARD:
        if written in name.lower():
            return name.lower().replace(written, heard, 1).title()
    return name
