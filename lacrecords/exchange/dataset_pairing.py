"""Which fact of the record a row of the files is about. Pure.

First what says the same, then the row's own number in the file, then what it is about:
an address from the same day, a plan from the same day, a review due on the same day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from lacrecords.children.bulk import FactKind, HeldFact
from lacrecords.exchange.changes import plain, row_in_file
from lacrecords.exchange.dataset_said import SaidFact

Meets = Callable[[SaidFact, HeldFact], bool]


class Pairing(NamedTuple):
    """Rows with the facts they are about, rows about nothing held, facts that no row is about."""

    pairs: list[tuple[SaidFact, HeldFact]]
    only_said: list[SaidFact]
    only_held: list[HeldFact]


def pair(kind: FactKind, said: Sequence[SaidFact], held: Sequence[HeldFact]) -> Pairing:
    """Pair every row with at most one fact, by the surest sign first."""
    pairing = Pairing([], list(said), list(held))
    if not (said and held):
        return pairing
    for meets in (_exactly, _in_full, _by_number, *(_unnumbered(one) for one in _ABOUT[kind])):
        for fact in tuple(pairing.only_said):
            row = next((row for row in pairing.only_held if meets(fact, row)), None)
            if row is not None:
                pairing.only_said.remove(fact)
                pairing.only_held.remove(row)
                pairing.pairs.append((fact, row))
    return pairing


def says_the_same(fact: SaidFact, values: Mapping[str, Any]) -> bool:
    """Whether these columns already say all that the row says."""
    if fact.is_unnamed:
        return True  # Nothing is said of who it is.
    if fact.kind is FactKind.LEAD and fact.values["account_id"]:
        return bool(values["account_id"] == fact.values["account_id"])
    return all(
        plain(values.get(name)) == plain(value)
        for name, value in fact.values.items()
        if name != "team_id"
    )


def same_text(one: str, other: str) -> bool:
    """Whether two texts differ at most in spaces and in how their marks are composed."""
    return bool(plain(one) == plain(other))


def _exactly(fact: SaidFact, row: HeldFact) -> bool:
    same_days = (fact.from_on, fact.to_on) == (row.from_on, row.to_on)
    return same_days and says_the_same(fact, row.values)


def _in_full(fact: SaidFact, row: HeldFact) -> bool:
    same_days = fact.to_on == row.to_on and fact.from_on in (None, row.from_on)
    return same_days and says_the_same(fact, row.values)


def _by_number(fact: SaidFact, row: HeldFact) -> bool:
    return bool(fact.row_in_file) and row_in_file(row) == fact.row_in_file


def _unnumbered(meets: Meets) -> Meets:
    """Two rows of one file, each with a number of its own, are never about one thing."""
    return lambda fact, row: not (fact.row_in_file and row_in_file(row)) and meets(fact, row)


def _same_start(fact: SaidFact, row: HeldFact) -> bool:
    return fact.from_on is not None and fact.from_on == row.from_on


def _one_without_start(fact: SaidFact, row: HeldFact) -> bool:
    both_run = fact.to_on is None and row.to_on is None
    return both_run and (fact.from_on is None or row.from_on is None)


def _same(name: str, meets: Meets) -> Meets:
    """As `meets`, and this column is the same and not empty."""
    return lambda fact, row: (
        fact.values.get(name) not in (None, "")
        and plain(fact.values[name]) == plain(row.values[name])
        and meets(fact, row)
    )


def _always(_fact: SaidFact, _row: HeldFact) -> bool:
    return True


def _both_run(fact: SaidFact, row: HeldFact) -> bool:
    return fact.to_on is None and row.to_on is None


def _same_lead(meets: Meets) -> Meets:
    return lambda fact, row: says_the_same(fact, row.values) and meets(fact, row)


_SPELL: tuple[Meets, ...] = (_same_start, _one_without_start)
_ABOUT: Mapping[FactKind, tuple[Meets, ...]] = {
    FactKind.ADDRESS: tuple(_same("address_type", each) for each in _SPELL),
    FactKind.CASE: _SPELL,
    FactKind.PLAN: _SPELL,
    FactKind.OTHER_AUTHORITY: tuple(_same("what", each) for each in _SPELL),
    FactKind.LEGAL_STATUS: tuple(_same("looked_after", each) for each in _SPELL),
    FactKind.REVIEW: (
        _same("review_kind", _same("due_on", _always)),
        _same("review_kind", _same("held_on", _always)),
    ),
    FactKind.LEAD: tuple(_same_lead(each) for each in (*_SPELL, _both_run)),
    FactKind.DEATH: (_always,),
    FactKind.IDENTIFIER: (_same("value", _always), _both_run),
}
