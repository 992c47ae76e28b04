"""The social workers of the demo's council, as many as its register needs. Pure.

The first are those of `council`, who have accounts in a demonstration. The others are worked
out from their place when asked for, so that fifteen thousand of them need no memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import overload

from lacrecords.demo.council import LEADS, MAIL, TEAMS
from lacrecords.demo.names import choose_forename, choose_stock, choose_surname
from lacrecords.terms import TeamKind

CHILDREN_TO_ONE = 80
"""Known children to each social worker; about a quarter of them have an open case."""
_TEAMS = tuple(team.name for team in TEAMS if team.kind is TeamKind.CASEWORK)


@dataclass(frozen=True, slots=True)
class SocialWorker:
    """One social worker."""

    place: int
    name: str
    email: str
    team: str
    agency_worker: bool

    @property
    def professional_id(self) -> str:
        """Their number in the case system."""
        return f"P{self.place + 1:05}"

    @property
    def registration(self) -> str:
        """A registration number beyond those given out."""
        return f"SW9{self.place + 1:06}"


class Workforce(Sequence[SocialWorker]):
    """Every social worker of a council of that size."""

    def __init__(self, children: int, seed: int) -> None:
        self._size = max(len(LEADS), children // CHILDREN_TO_ONE)
        self._seed = seed

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, place: int) -> SocialWorker: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[SocialWorker]: ...

    def __getitem__(self, place: int | slice) -> SocialWorker | Sequence[SocialWorker]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(self._size))]
        if not 0 <= place < self._size:
            raise IndexError(place)
        return _social_worker(self._seed, place)


@lru_cache(maxsize=4096)
def _social_worker(seed: int, place: int) -> SocialWorker:
    if place < len(LEADS):
        known = LEADS[place]
        return SocialWorker(place, known.name, known.email, known.team, False)
    chance = Random(seed * 1_000_003 + place)  # noqa: S311 - not a secret
    stock, woman = choose_stock(chance), chance.random() < 0.8
    surname = stock.surname_of(choose_surname(chance, stock), woman)
    name = f"{choose_forename(chance, stock, woman, set())} {surname}"
    agency = chance.random() < 0.15
    email = f"worker{place + 1}@{MAIL}"
    return SocialWorker(place, name, email, _TEAMS[place % len(_TEAMS)], agency)
