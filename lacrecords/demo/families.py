"""The demo's families, one after another, from a seed: the same seed, the same people.

Pure, and it keeps nothing, so that a million children need no more memory than one
family. What the council does about them is in `circumstances`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import NamedTuple

from lacrecords.demo.names import Stock, choose_forename, choose_stock, choose_surname
from lacrecords.demo.numbers import NhsNumbers, pupil_number, share_with_nhs_number
from lacrecords.demo.places import Home, choose_home, neighbour, towns_for
from lacrecords.terms import Sex

FAMILY_SIZES = {1: 34, 2: 33, 3: 19, 4: 9, 5: 5}
OLDEST_DAYS = 17 * 365
_SIZES, _SIZE_SHARES = tuple(FAMILY_SIZES), tuple(accumulate(FAMILY_SIZES.values()))
CHANCE_OF_TWINS = 0.04
CHANCE_OF_UNBORN = 0.03


class DemoAdult(NamedTuple):
    """A parent or another adult of the family."""

    forename: str
    surname: str
    earlier_surname: str
    born_on: date
    relationship: str
    lives_with_children: bool
    parental_responsibility: bool


class DemoChild(NamedTuple):
    """A child; an unborn one has an expected date, and no name of its own yet.

    `same_as` is the number of another record of the same child, where a child was recorded twice.
    """

    number: str
    forename: str
    middle: str
    surname: str
    aliases: tuple[str, ...]
    born_on: date | None
    expected_on: date | None
    sex: Sex
    nhs_number: str
    upn: str
    home: Home
    second_home: Home | None
    mother_nhs_number: str = ""
    same_as: str = ""


class DemoFamily(NamedTuple):
    """Adults and children who belong together."""

    place: int
    ethnicity: str
    home: Home
    adults: tuple[DemoAdult, ...]
    children: tuple[DemoChild, ...]


@dataclass(slots=True)
class _Making:
    chance: Random
    today: date
    numbers: NhsNumbers
    towns: int
    with_nhs_number: float
    recorded_twice: float
    made: int = 0
    shared: list[Home] = field(default_factory=list)


def families(
    seed: int, children: int, today: date, recorded_twice: float = 0.0
) -> Iterator[DemoFamily]:
    """Families with exactly that many children in all, a share of them recorded twice."""
    making = _Making(
        Random(seed),  # noqa: S311 - not a secret
        today,
        NhsNumbers(seed * 7_919),
        towns_for(children),
        share_with_nhs_number(children),
        recorded_twice,
    )
    place = 0
    while making.made < children:
        yield _family(making, place, children - making.made)
        place += 1


def _family(making: _Making, place: int, most: int) -> DemoFamily:
    chance = making.chance
    stock, home = choose_stock(chance), _home(making)
    taken: set[str] = set()
    mother, father = _parents(making, stock, taken)
    other_home = (
        neighbour(home, chance) if chance.random() < 0.5 else choose_home(chance, making.towns)
    )
    size = min(most, chance.choices(_SIZES, cum_weights=_SIZE_SHARES)[0])
    parents_apart = not father.lives_with_children
    second = other_home if parents_apart and chance.random() < 0.15 else None
    surname = _surname(chance, stock, mother, father)
    children = [
        _child(making, stock, taken, on, mother, surname, (home, second))
        for on in _births(making, size)
    ]
    if making.recorded_twice and size < most and chance.random() < making.recorded_twice * size:
        children += [_again(making, child) for child in children[-1:] if child.born_on]
    adults = (mother, father, *_others(making, stock, taken, mother))
    return DemoFamily(place, chance.choice(stock.ethnicities), home, adults, tuple(children))


def _home(making: _Making) -> Home:
    """Now and then two families share a house, as lodgers or as family."""
    if making.shared and making.chance.random() < 0.04:
        return making.chance.choice(making.shared)
    home = choose_home(making.chance, making.towns)
    making.shared = [*making.shared[-19:], home]
    return home


def _births(making: _Making, size: int) -> list[date]:
    """Days of birth, the eldest first; twins share one, an unborn child's lies ahead."""
    chance, today = making.chance, making.today
    days = [today - timedelta(days=chance.randrange(40, OLDEST_DAYS))]
    while len(days) < size:
        if chance.random() < CHANCE_OF_TWINS:
            days.append(days[-1])
            continue
        later = max(days) + timedelta(days=chance.randrange(400, 1500))
        earlier = min(days) - timedelta(days=chance.randrange(400, 1500))
        days.append(later if later < today - timedelta(days=20) else earlier)
    days.sort()
    if days[-1] < today - timedelta(days=300) and chance.random() < CHANCE_OF_UNBORN:
        days[-1] = today + timedelta(days=chance.randrange(-10, 200))
    return days


def _parents(making: _Making, stock: Stock, taken: set[str]) -> tuple[DemoAdult, DemoAdult]:
    chance = making.chance
    family, own = choose_surname(chance, stock), choose_surname(chance, stock)
    together = chance.random() < 0.45
    shares_name = chance.random() < 0.55
    mother = DemoAdult(
        choose_forename(chance, stock, True, taken),
        stock.surname_of(family if shares_name else own, True),
        stock.surname_of(own, True) if shares_name else "",
        _adult_birth(making),
        "mother",
        True,
        True,
    )
    father = DemoAdult(
        choose_forename(chance, stock, False, taken),
        family,
        "",
        _adult_birth(making),
        "father",
        together,
        together or chance.random() < 0.6,
    )
    return mother, father


def _others(
    making: _Making, stock: Stock, taken: set[str], mother: DemoAdult
) -> tuple[DemoAdult, ...]:
    chance = making.chance
    if chance.random() > 0.12:
        return ()
    woman = chance.random() < 0.5
    relationship = "grandmother" if woman else "mother's partner"
    forename = choose_forename(chance, stock, woman, taken)
    surname = mother.earlier_surname or mother.surname if woman else choose_surname(chance, stock)
    born = _adult_birth(making) - timedelta(days=9000 if woman else 0)
    return (DemoAdult(forename, surname, "", born, relationship, True, False),)


def _adult_birth(making: _Making) -> date:
    return making.today - timedelta(days=making.chance.randrange(22 * 365, 46 * 365))


def _child(
    making: _Making,
    stock: Stock,
    taken: set[str],
    on: date,
    mother: DemoAdult,
    family_name: str,
    homes: tuple[Home, Home | None],
) -> DemoChild:
    chance = making.chance
    unborn = on >= making.today - timedelta(days=12)
    girl = chance.random() < 0.49
    forename = choose_forename(chance, stock, girl, taken)
    # Now and then a child has another father, or the mother's name.
    family_name = mother.surname if chance.random() < 0.08 else family_name
    surname = stock.surname_of(family_name, girl)
    making.made += 1
    age_days = (making.today - on).days
    has_number = not unborn and chance.random() < making.with_nhs_number
    return DemoChild(
        number=f"AS{making.made:07}",
        forename="Unborn" if unborn else forename,
        middle=_middle(chance, stock, girl) if not unborn else "",
        surname=mother.surname if unborn else surname,
        aliases=_aliases(chance, forename, surname, mother) if not unborn else (),
        born_on=None if unborn else on,
        expected_on=on if unborn else None,
        sex=Sex.NOT_RECORDED if unborn else Sex.FEMALE if girl else Sex.MALE,
        nhs_number=next(making.numbers) if has_number else "",
        upn=pupil_number(making.made) if age_days > 5 * 365 and chance.random() < 0.9 else "",
        home=homes[0],
        second_home=homes[1],
        mother_nhs_number=next(making.numbers) if unborn and chance.random() < 0.8 else "",
    )


def _again(making: _Making, child: DemoChild) -> DemoChild:
    """A second record of the same child, made by somebody who did not find the first."""
    making.made += 1
    spelt = child.forename if making.chance.random() < 0.5 else child.forename[:-1]
    return child._replace(
        number=f"AS{making.made:07}",
        forename=spelt if len(spelt) > 2 else child.forename,
        middle="",
        aliases=(),
        nhs_number="",
        upn="",
        mother_nhs_number="",
        same_as=child.number,
    )


def _surname(chance: Random, stock: Stock, mother: DemoAdult, father: DemoAdult) -> str:
    """The family name of most children of a family."""
    if stock.surname_of(father.surname, True) == mother.surname or chance.random() < 0.6:
        return father.surname
    return f"{mother.surname}-{father.surname}" if chance.random() < 0.25 else mother.surname


def _middle(chance: Random, stock: Stock, girl: bool) -> str:
    return chance.choice(stock.girls if girl else stock.boys) if chance.random() < 0.5 else ""


def _aliases(chance: Random, forename: str, surname: str, mother: DemoAdult) -> tuple[str, ...]:
    aliases = []
    if mother.earlier_surname and chance.random() < 0.15:
        aliases.append(f"{forename} {mother.earlier_surname}")
    if len(forename) > 5 and chance.random() < 0.06:
        aliases.append(f"{forename[:3]} {surname}")
    return tuple(aliases)
