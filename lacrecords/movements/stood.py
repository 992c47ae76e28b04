"""Movements that were open at a moment, with how far each had come by then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import or_, select

from lacrecords.agencies.authorities import authority_names
from lacrecords.children import queries as children
from lacrecords.children.as_stood import stood_cards
from lacrecords.children.linked import records_of
from lacrecords.children.record import When
from lacrecords.children.stood_lists import Standing, StoodList, StoodTitle, Wanted, joined
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.movements.models import Movement, MovementChild, MovementStep
from lacrecords.movements.queries import described_birth_words
from lacrecords.movements.reading import batched, facts_of
from lacrecords.movements.words import DIRECTION_WORDS, STATE_WORDS
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.rules.movements import state_of
from lacrecords.terms import MovementStepKind
from lacrecords.web.words import date_words


def _standing(actor: Actor, _wanted: Wanted, when: When, now: datetime) -> Standing:
    rows = db.session.scalars(
        select(Movement)
        .where(Movement.recorded_at <= when.moment, Movement.told_on <= when.on)
        .order_by(Movement.id)
    ).all()
    ids = [row.id for row in rows]
    steps, child_of = _steps(ids, when), _children(ids, when)
    hidden = _hidden(actor, ids, now)
    names = authority_names()
    said: Standing = {}
    for row in rows:
        facts = facts_of(row, steps[row.id], row.id in child_of)
        if facts.ended_on is None and row.id not in hidden:
            parts = (DIRECTION_WORDS[row.direction], names[row.authority_id])
            move = f"day of the move {date_words(row.moved_on)}"
            said[row.id] = joined((*parts, move, STATE_WORDS[state_of(facts)]))
    return said


def _steps(ids: Sequence[int], when: When) -> dict[int, list[MovementStep]]:
    """What had been done by then; a booking counts from the day on which it was written down."""
    found: dict[int, list[MovementStep]] = defaultdict(list)
    for some in batched(ids):
        wanted = select(MovementStep).where(
            MovementStep.movement_id.in_(some),
            MovementStep.recorded_at <= when.moment,
            or_(MovementStep.withdrawn_at.is_(None), MovementStep.withdrawn_at > when.moment),
        )
        for step in db.session.scalars(wanted.order_by(MovementStep.id)):
            booked = step.kind is MovementStepKind.CONFERENCE_BOOKED
            if (local_date(step.recorded_at) if booked else step.happened_on) <= when.on:
                found[step.movement_id].append(step)
    return found


def _children(ids: Sequence[int], when: When) -> dict[int, int]:
    """The record that each of these movements was of by then; of linked ones the one kept then."""
    found: dict[int, int] = {}
    for some in batched(ids):
        rows = select(MovementChild.movement_id, MovementChild.child_id).where(
            MovementChild.movement_id.in_(some),
            MovementChild.decided_at <= when.moment,
            or_(MovementChild.undone_at.is_(None), MovementChild.undone_at > when.moment),
        )
        found.update((movement_id, child_id) for movement_id, child_id in db.session.execute(rows))
    linked = records_of(found.values(), when.moment)
    return {
        movement_id: linked[child_id].kept_id if child_id in linked else child_id
        for movement_id, child_id in found.items()
    }


def _hidden(actor: Actor, ids: Sequence[int], now: datetime) -> frozenset[int]:
    """Movements that were ever said to be of a record that is closed to the reader today."""
    pairs: list[tuple[int, int]] = []
    for some in batched(ids):
        rows = select(MovementChild.movement_id, MovementChild.child_id).where(
            MovementChild.movement_id.in_(some)
        )
        pairs += [(movement_id, child_id) for movement_id, child_id in db.session.execute(rows)]
    kept = children.kept_ids({child_id for _, child_id in pairs})
    closed = children.hidden_ids({*kept, *kept.values()}, actor.account_id, local_date(now))
    return frozenset(one for one, child_id in pairs if closed & {child_id, kept[child_id]})


def _titles(
    actor: Actor, movement_ids: Collection[int], when: When, now: datetime
) -> dict[int, StoodTitle]:
    ids = list(movement_ids)
    child_of = _children(ids, when)
    today = local_date(now)
    cards = stood_cards(child_of.values(), actor.account_id, when.moment, today)
    titles = {}
    for row in db.session.scalars(select(Movement).where(Movement.id.in_(ids))):
        card = cards.get(child_of.get(row.id, 0))
        name = card.name if card else row.described_name
        born = card.birth_words if card else described_birth_words(row)
        titles[row.id] = StoodTitle(row.reference, name, born, "movements.movement")
    return titles


MOVEMENTS_THAT_STOOD = StoodList(
    key="movements",
    words="Open movements",
    position=10,
    action=Action.MOVEMENT_CHANGE,
    trail_kind="movement",
    standing=_standing,
    titles=_titles,
)
