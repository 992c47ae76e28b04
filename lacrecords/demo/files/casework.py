"""What the council did about a family over the years: spells of open case, leads, plans, reviews.

Worked out once for a family and cut to each child's life, so that brothers and sisters
have the same social worker at the same time. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from lacrecords.demo.circumstances import CaseStatus, KnownFamily, not_at_a_weekend
from lacrecords.demo.files.workforce import SocialWorker, Workforce
from lacrecords.terms import PlanCategory

FIRST_REVIEW_DAYS = 91
REVIEW_DAYS = 182
SHORTEST_SPELL_WITH_PLAN = 150
_CLOSE_REASONS = ("RC3", "RC7", "RC8", "RC9")
_CHANGE_REASONS = ("MANAGE", "FCONTA", "LEFTRL", "ORGRST", "TSPROC", "ABSENC")
_CATEGORIES = (*PlanCategory,)[:5]


class Hand(NamedTuple):
    """Who leads for the family, from when to when."""

    worker: SocialWorker
    from_on: date
    to_on: date | None
    reason: str


class Review(NamedTuple):
    """A conference: when it was due, booked and held, and whether enough people came."""

    kind: str
    due_on: date
    booked_on: date | None
    held_on: date | None
    quorate: bool | None


class Plan(NamedTuple):
    """A plan of our own, or of another authority."""

    started_on: date
    ended_on: date | None
    first_category: PlanCategory
    category: PlanCategory
    reviews: tuple[Review, ...] = ()


class Spell(NamedTuple):
    """A spell in which the family's case was open; a past plan that all its children had."""

    opened_on: date
    closed_on: date | None
    reason: str
    hands: tuple[Hand, ...]
    past_plan: Plan | None


@dataclass(frozen=True, slots=True)
class At:
    """What the casework of a family is worked out from."""

    chance: Random
    today: date
    workforce: Workforce


def spells_of(at: At, known: KnownFamily) -> tuple[Spell, ...]:
    """The family's spells of open case, the earliest first."""
    recorded = [one for one in known.circumstances if one.status is not CaseStatus.NOT_RECORDED]
    opened = min((one.opened_on for one in recorded if one.opened_on), default=None)
    if opened is None:
        return ()
    open_ones = [one for one in recorded if one.status is CaseStatus.OPEN]
    closed = None if open_ones else max(one.closed_on for one in recorded if one.closed_on)
    email = next((one.lead_email for one in open_ones if one.lead_email), "")
    spells = [_spell(at, opened, closed, email)]
    while at.chance.random() < 0.3:
        earlier_close = spells[0].opened_on - timedelta(days=at.chance.randrange(60, 900))
        earlier_open = earlier_close - timedelta(days=at.chance.randrange(30, 520))
        spells.insert(0, _spell(at, earlier_open, earlier_close, ""))
    return tuple(spells)


def _spell(at: At, opened: date, closed: date | None, email: str) -> Spell:
    reason = at.chance.choice(_CLOSE_REASONS) if closed else ""
    hands = tuple(_hands(at, opened, closed, email))
    return Spell(opened, closed, reason, hands, _past_plan(at, opened, closed))


def _hands(at: At, opened: date, closed: date | None, email: str) -> Iterator[Hand]:
    """One lead after another; the last one leads still while the case is open."""
    chance, since = at.chance, opened
    end = closed or at.today
    while True:
        until = since + timedelta(days=chance.randrange(120, 600))
        if until >= end:
            break
        worker = chance.choice(at.workforce)
        yield Hand(worker, since, until, chance.choice(_CHANGE_REASONS))
        since = until
    last = _worker_with(at.workforce, email) or chance.choice(at.workforce)
    if closed:
        yield Hand(last, since, closed, "")
    elif email:
        yield Hand(last, since, None, "")
    elif since < at.today - timedelta(days=20):
        # Nobody leads now: the last one has left.
        yield Hand(last, since, at.today - timedelta(days=chance.randrange(1, 20)), "LEFTRL")


def _worker_with(workforce: Workforce, email: str) -> SocialWorker | None:
    if not email:
        return None
    name, _, _ = email.partition("@")
    if name.startswith("worker") and name[6:].isdigit():
        return workforce[int(name[6:]) - 1]
    return next(one for one in workforce[:50] if one.email == email)


def _past_plan(at: At, opened: date, closed: date | None) -> Plan | None:
    chance = at.chance
    if not closed or (closed - opened).days < SHORTEST_SPELL_WITH_PLAN or chance.random() > 0.15:
        return None
    started = not_at_a_weekend(opened + timedelta(days=chance.randrange(15, 60)))
    ended = started + timedelta(days=chance.randrange(80, max(81, (closed - started).days)))
    ended = min(ended, closed)
    return plan_of(at, started, ended, chance.choice(_CATEGORIES))


def plan_of(at: At, started: date, ended: date | None, category: PlanCategory) -> Plan:
    """A plan with its conferences; now and then its category has changed."""
    first = at.chance.choice(_CATEGORIES) if at.chance.random() < 0.12 else category
    reviews = tuple(_reviews(at, started, ended))
    return Plan(started, ended, first, category, reviews)


def _reviews(at: At, started: date, ended: date | None) -> Iterator[Review]:
    chance = at.chance
    yield Review("initial", started, started - timedelta(days=8), started, True)
    due, kind = started + timedelta(days=FIRST_REVIEW_DAYS), "first_review"
    while due <= (ended or at.today):
        held = due + timedelta(days=chance.randrange(-14, 1))
        if chance.random() < 0.1:
            held = due + timedelta(days=chance.randrange(1, 40))
        held = not_at_a_weekend(held)
        if held > (ended or at.today) or chance.random() < 0.02:
            yield Review(kind, due, None, None, None)
        else:
            yield Review(kind, due, held, held, chance.random() < 0.96)
        due, kind = due + timedelta(days=REVIEW_DAYS), "review"
    if ended is None:
        booked = due if chance.random() < 0.7 else None
        yield Review(kind, due, booked, None, None)
