"""Chooses the names of the demo's people, each as often as it is met in life.

Every tradition has a stock of its own. The commonest names are met often and
most others seldom, so that two children of one name turn up as they do in a real register.
"""

from __future__ import annotations

from bisect import bisect
from itertools import accumulate
from random import Random

from lacrecords.demo.names_british_irish import BRITISH, CARIBBEAN, IRISH
from lacrecords.demo.names_other import (
    INDIAN,
    POLISH,
    ROMANIAN,
    SOMALI,
    SOUTH_ASIAN_MUSLIM,
    WEST_AFRICAN,
)
from lacrecords.demo.stock import Stock

__all__ = ["STOCKS", "Stock", "choose_forename", "choose_stock", "choose_surname"]

STOCKS = (
    BRITISH,
    SOUTH_ASIAN_MUSLIM,
    INDIAN,
    WEST_AFRICAN,
    SOMALI,
    CARIBBEAN,
    POLISH,
    ROMANIAN,
    IRISH,
)
FORENAMES_ALIKE = 20
"""How many names at the head of a list are about as common as the first one."""
_TRIES = 12


def _weights(names: tuple[str, ...], alike: int) -> tuple[float, ...]:
    """Running totals of weights that fall with the place in the list, as names do in life."""
    return tuple(accumulate(1 / (place + alike) for place, _ in enumerate(names, start=1)))


# Chosen by bisection: `Random.choices` takes ten times as long, and a register needs millions.
_SHARES = tuple(accumulate(stock.share for stock in STOCKS))
_GIRLS = {stock.word: _weights(stock.girls, FORENAMES_ALIKE) for stock in STOCKS}
_BOYS = {stock.word: _weights(stock.boys, FORENAMES_ALIKE) for stock in STOCKS}
_SURNAMES = {stock.word: _weights(stock.surnames, stock.surnames_alike) for stock in STOCKS}


def choose_stock(chance: Random) -> Stock:
    """A tradition, as often as its share."""
    return STOCKS[bisect(_SHARES, chance.random() * _SHARES[-1])]


def choose_surname(chance: Random, stock: Stock) -> str:
    """A family name in the form that a man uses."""
    weights = _SURNAMES[stock.word]
    return stock.surnames[bisect(weights, chance.random() * weights[-1])]


def choose_forename(chance: Random, stock: Stock, woman: bool, taken: set[str]) -> str:
    """A given name that nobody else in this family has."""
    names = stock.girls if woman else stock.boys
    weights = (_GIRLS if woman else _BOYS)[stock.word]
    name = ""
    for _ in range(_TRIES):
        name = names[bisect(weights, chance.random() * weights[-1])]
        if name not in taken:
            break
    taken.add(name)
    return name
