"""What the council does about each family of the demo: cases, plans, who leads. Pure.

Exactly so many children in a thousand are on a plan, however many children there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from lacrecords.demo.families import DemoChild, DemoFamily
from lacrecords.terms import PlanCategory

ON_PLAN_IN_A_THOUSAND = 45
WITHOUT_LEAD = 0.04
KNOWN_BEFORE_EXPECTED = timedelta(days=260)
FRIDAY = 4
_CATEGORIES = {
    PlanCategory.NEGLECT: 48,
    PlanCategory.EMOTIONAL: 36,
    PlanCategory.PHYSICAL: 9,
    PlanCategory.SEXUAL: 5,
    PlanCategory.MULTIPLE: 2,
}


class CaseStatus(StrEnum):
    """How a family stands to Children's Social Care."""

    OPEN = "open"
    CLOSED = "closed"
    NOT_RECORDED = "not_recorded"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The case, plan and lead social worker of one child."""

    status: CaseStatus
    opened_on: date | None = None
    closed_on: date | None = None
    plan_started_on: date | None = None
    plan_category: PlanCategory | None = None
    lead_email: str = ""


@dataclass(frozen=True, slots=True)
class KnownFamily:
    """A family with the circumstances of each of its children, in their order."""

    family: DemoFamily
    circumstances: tuple[Circumstances, ...]

    def each(self) -> Iterator[tuple[DemoChild, Circumstances]]:
        """Each child with its circumstances."""
        return zip(self.family.children, self.circumstances, strict=True)


def with_circumstances(
    families: Iterator[DemoFamily], children: int, seed: int, today: date, leads: Sequence[str]
) -> Iterator[KnownFamily]:
    """Each family with what the council does about it; `leads` are work e-mail addresses."""
    chance = Random(seed + 1)  # noqa: S311 - not a secret
    quota = round(children * ON_PLAN_IN_A_THOUSAND / 1000)
    seen = on_plan = 0
    for family in families:
        seen += len(family.children)
        due = on_plan * children < quota * seen
        most = quota - on_plan if due else 0
        lead = chance.choice(leads) if leads and chance.random() > WITHOUT_LEAD else ""
        status = CaseStatus.OPEN if due else _status(chance)
        circumstances = _of_family(chance, family, status, most, today, lead)
        on_plan += sum(one.plan_category is not None for one in circumstances)
        yield KnownFamily(family, circumstances)


def _status(chance: Random) -> CaseStatus:
    return chance.choices(
        (CaseStatus.OPEN, CaseStatus.CLOSED, CaseStatus.NOT_RECORDED), (27, 45, 28)
    )[0]


def _of_family(
    chance: Random, family: DemoFamily, status: CaseStatus, plans: int, today: date, lead: str
) -> tuple[Circumstances, ...]:
    if status is CaseStatus.NOT_RECORDED:
        return tuple(Circumstances(status) for _ in family.children)
    opened = today - timedelta(days=chance.randrange(30, 1400))
    if status is CaseStatus.CLOSED:
        closed = opened + timedelta(days=chance.randrange(20, max(21, (today - opened).days)))
        closed = min(closed, today - timedelta(days=1))
        return tuple(_closed(child, opened, closed) for child in family.children)
    started = min(opened + timedelta(days=chance.randrange(15, 60)), today - timedelta(days=1))
    category = chance.choices([*_CATEGORIES], [*_CATEGORIES.values()])[0]
    return tuple(
        _open(child, opened, (started, category) if place < plans else None, lead)
        for place, child in enumerate(family.children)
    )


def _closed(child: DemoChild, opened: date, closed: date) -> Circumstances:
    if child.expected_on or (child.born_on and child.born_on >= closed):
        return Circumstances(CaseStatus.NOT_RECORDED)
    return Circumstances(CaseStatus.CLOSED, _not_before_birth(child, opened), closed)


def _open(
    child: DemoChild, opened: date, plan: tuple[date, PlanCategory] | None, lead: str
) -> Circumstances:
    opened = _not_before_birth(child, opened)
    if plan is None:
        return Circumstances(CaseStatus.OPEN, opened, lead_email=lead)
    # A plan begins at a conference, and conferences are held on working days.
    started = not_at_a_weekend(_not_before_birth(child, plan[0]))
    return Circumstances(CaseStatus.OPEN, opened, None, started, plan[1], lead)


def not_at_a_weekend(on: date) -> date:
    """That day, or the Friday before it."""
    return on - timedelta(days=max(0, on.weekday() - FRIDAY))


def _not_before_birth(child: DemoChild, on: date) -> date:
    """That day, or the first on which anybody can have known of the child."""
    if child.expected_on:
        return max(on, child.expected_on - KNOWN_BEFORE_EXPECTED)
    return max(on, child.born_on) if child.born_on else on
