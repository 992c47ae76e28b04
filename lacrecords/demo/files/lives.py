"""The life of each child of a family as a case system holds it: homes, care, casework. Pure.

One family at a time, and nothing is kept of it. What a child's life says of today is what
the register file says: the address there is the one where the child lives now.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import NamedTuple

from lacrecords.demo.circumstances import CaseStatus, Circumstances, KnownFamily
from lacrecords.demo.families import DemoChild
from lacrecords.demo.files.casework import At, Plan, Spell, plan_of, spells_of
from lacrecords.demo.files.workforce import Workforce
from lacrecords.demo.places import Home, choose_home, neighbour, towns_for
from lacrecords.terms import AddressType, DatePrecision, PlanCategory

OTHER_AUTHORITIES = (
    ("Northmarch Council", "01632 960354"),
    ("Vale of Orrin Council", "01632 960355"),
)
CHANCE_OF_CARE_NOW = 0.06
CHANCE_OF_CARE_BEFORE = 0.03
CHANCE_OF_OTHER_PLAN = 0.004
CHANCE_OF_DEATH = 0.0015
_MOVES, _MOVE_SHARES = (0, 1, 2, 3), tuple(accumulate((35, 35, 20, 10)))
_LEGAL = ("C1", "C2", "C2", "E1", "V2", "V2", "V2", "L2")


class Stay(NamedTuple):
    """An address of a child, from when to when; None: not known, or still."""

    kind: AddressType
    home: Home
    from_on: date | None
    to_on: date | None = None
    confidential: bool = False


class Care(NamedTuple):
    """A time in which a child was looked after."""

    entered_on: date
    ceased_on: date | None
    legal_status: str
    placing_authority: str


class OtherPlan(NamedTuple):
    """A plan of another authority."""

    plan: Plan
    authority: str
    telephone: str


class Life(NamedTuple):
    """One child and everything that is recorded of it; `child.home` is where it lives now."""

    child: DemoChild
    circumstances: Circumstances
    ethnicity: str
    stays: tuple[Stay, ...]
    spells: tuple[Spell, ...]
    plans: tuple[Plan, ...]
    other_plan: OtherPlan | None
    care: tuple[Care, ...]
    died_on: date | None = None
    birth_precision: DatePrecision = DatePrecision.EXACT


class Lives:
    """Tells the lives of one family after another, in the order in which they come."""

    def __init__(self, children: int, seed: int, today: date) -> None:
        self.children, self.seed, self.today = children, seed, today
        self.workforce = Workforce(children, seed)

    def of(self, families: Iterator[KnownFamily]) -> Iterator[tuple[KnownFamily, tuple[Life, ...]]]:
        """Each family with the lives of its children."""
        chance = Random(self.seed + 3)  # noqa: S311 - not a secret
        at = At(chance, self.today, self.workforce)
        towns = towns_for(self.children)
        for known in families:
            spells, homes = spells_of(at, known), tuple(_family_homes(at, known, towns))
            yield (
                known,
                tuple(
                    _life(at, known, child, circumstances, (spells, homes), towns)
                    for child, circumstances in known.each()
                ),
            )


def _family_homes(at: At, known: KnownFamily, towns: int) -> Iterator[Stay]:
    """The homes of the family, the present one first; they moved from the next one to it."""
    chance, home, since = at.chance, known.family.home, at.today
    confidential, until = chance.random() < 0.015, None
    for _ in range(chance.choices(_MOVES, cum_weights=_MOVE_SHARES)[0] + 1):
        since = since - timedelta(days=chance.randrange(60, 1800))
        kind = AddressType.TEMPORARY if until and chance.random() < 0.08 else AddressType.HOME
        yield Stay(kind, home, since, until, confidential)
        near = chance.random() < 0.35
        home = neighbour(home, chance) if near else choose_home(chance, towns)
        confidential, until = False, since


def _life(
    at: At,
    known: KnownFamily,
    child: DemoChild,
    circumstances: Circumstances,
    family: tuple[tuple[Spell, ...], tuple[Stay, ...]],
    towns: int,
) -> Life:
    spells = tuple(_spells_in_life(child, circumstances, family[0]))
    care = tuple(_care(at, child, circumstances, spells))
    stays = tuple(_stays(at, child, family[1], care, towns))
    lives_at = next(one.home for one in stays if one.to_on is None)
    return Life(
        child=child._replace(home=lives_at) if lives_at is not child.home else child,
        circumstances=circumstances,
        ethnicity=known.family.ethnicity,
        stays=stays,
        spells=spells,
        plans=tuple(_plans(at, circumstances, spells)),
        other_plan=_other_plan(at, child, circumstances),
        care=care,
        died_on=_death(at, circumstances),
    )


def _death(at: At, circumstances: Circumstances) -> date | None:
    closed = circumstances.closed_on
    if closed is None or at.chance.random() > CHANCE_OF_DEATH:
        return None
    return at.today - timedelta(days=at.chance.randrange(0, (at.today - closed).days))


def _spells_in_life(
    child: DemoChild, circumstances: Circumstances, spells: tuple[Spell, ...]
) -> Iterator[Spell]:
    """The family's spells cut to the child's life; the last is the child's own."""
    if circumstances.opened_on is None:
        return
    born = child.born_on
    for spell in spells[:-1]:
        if born and spell.closed_on and born <= spell.opened_on:
            yield spell
    last, opened = spells[-1], circumstances.opened_on
    hands = tuple(
        hand if hand.from_on >= opened else hand._replace(from_on=opened)
        for hand in last.hands
        if hand.to_on is None or hand.to_on > opened
    )
    plan = last.past_plan if last.past_plan and last.past_plan.started_on >= opened else None
    yield last._replace(opened_on=opened, hands=hands, past_plan=plan)


def _plans(at: At, circumstances: Circumstances, spells: tuple[Spell, ...]) -> Iterator[Plan]:
    yield from (spell.past_plan for spell in spells if spell.past_plan)
    if circumstances.plan_started_on and circumstances.plan_category:
        yield plan_of(at, circumstances.plan_started_on, None, circumstances.plan_category)


def _other_plan(at: At, child: DemoChild, circumstances: Circumstances) -> OtherPlan | None:
    chance = at.chance
    if chance.random() > CHANCE_OF_OTHER_PLAN or circumstances.plan_category or not child.born_on:
        return None
    started = max(child.born_on, at.today - timedelta(days=chance.randrange(60, 900)))
    ended = started + timedelta(days=200)
    runs = chance.random() < 0.6 or ended >= at.today
    category = chance.choice((PlanCategory.NEGLECT, PlanCategory.EMOTIONAL))
    plan = Plan(started, None if runs else ended, category, category)
    return OtherPlan(plan, *chance.choice(OTHER_AUTHORITIES))


def _care(
    at: At, child: DemoChild, circumstances: Circumstances, spells: tuple[Spell, ...]
) -> Iterator[Care]:
    chance, status = at.chance, circumstances.status
    if not spells or child.born_on is None or circumstances.plan_category:
        return
    since, until = spells[-1].opened_on, spells[-1].closed_on or at.today
    likely = CHANCE_OF_CARE_NOW if status is CaseStatus.OPEN else CHANCE_OF_CARE_BEFORE
    if chance.random() > likely or (until - since).days < 30:
        return
    entered = since + timedelta(days=chance.randrange(5, (until - since).days - 10))
    other = chance.random() < 0.08
    authority = chance.choice(OTHER_AUTHORITIES)[0] if other else ""
    legal = chance.choice(_LEGAL)
    yield Care(entered, None if status is CaseStatus.OPEN else until, legal, authority)


def _stays(
    at: At, child: DemoChild, homes: tuple[Stay, ...], care: tuple[Care, ...], towns: int
) -> Iterator[Stay]:
    """Where the child has lived, the present address first."""
    chance, born = at.chance, child.born_on
    away = care[0] if care else None
    if away:
        placed = choose_home(chance, towns)
        hidden = chance.random() < 0.2
        yield Stay(AddressType.PLACEMENT, placed, away.entered_on, away.ceased_on, hidden)
    for stay in _lived_in(homes, born):
        from_on = max(born, stay.from_on) if born and stay.from_on else stay.from_on
        to_on = stay.to_on
        if away and away.ceased_on is None and (to_on is None or to_on > away.entered_on):
            to_on = away.entered_on
            if from_on and from_on >= to_on:
                continue
        # The day on which a family came is often not known.
        known = from_on if chance.random() < 0.95 else None
        yield Stay(stay.kind, stay.home, known, to_on, stay.confidential)
    if child.second_home:
        second = at.today - timedelta(days=200)
        since = max(born, second) if born else second
        yield Stay(AddressType.SECOND_HOME, child.second_home, since)


def _lived_in(homes: tuple[Stay, ...], born: date | None) -> tuple[Stay, ...]:
    if born is None:
        return homes[:1]
    return tuple(stay for stay in homes if stay.to_on is None or stay.to_on > born)
