"""The ageing list of movements, one movement's page, and the numbers for the home page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lacrecords.agencies import authorities
from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.movements import access, notices, reading
from lacrecords.movements.ending_words import NOTHING_DUE, undone_lines
from lacrecords.movements.models import Movement, MovementDocument
from lacrecords.movements.reading import Standing
from lacrecords.movements.story import StepLine, step_lines
from lacrecords.movements.words import (
    DIRECTION_WORDS,
    STAY_WORDS,
    clock_reason,
    duty_words,
    responsible_words,
    state_words,
)
from lacrecords.notifications.words import clock_words
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.movement_facts import DueStep
from lacrecords.staff import queries as staff
from lacrecords.terms import DatePrecision, MovementDirection, MovementState
from lacrecords.waiting import Waiting, next_of
from lacrecords.web.words import date_words

A_PAGE = 25
MOST_PAGES = 1_000


@dataclass(frozen=True, slots=True)
class DueWords:
    """Something that is not done: what, by when, why by then."""

    what: str
    due_at: datetime
    clock: str
    reason: str
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementLine:
    """One movement in the list."""

    reference: str
    who: str
    born_words: str
    direction: str
    authority: str
    moved_on: date
    state: str
    due: tuple[DueWords, ...]

    @property
    def is_late(self) -> bool:
        """Whether anything of it is late."""
        return any(one.is_late for one in self.due)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which movements are wanted and in which order; empty: every one."""

    direction: str = ""
    state: str = ""
    late: bool = False
    order: str = "due"


@dataclass(frozen=True, slots=True)
class MovementsPage:
    """One page of the list."""

    rows: tuple[MovementLine, ...]
    number: int
    more: bool
    every: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementPage:
    """One movement, for one reader."""

    standing: Standing
    line: MovementLine
    child_reference: str | None
    responsible: str
    stay: str
    address: str
    address_hidden: bool
    address_unread: bool
    recorded_by: str
    steps: tuple[StepLine, ...]
    documents: tuple[MovementDocument, ...]
    undone: tuple[str, ...]
    """What was left undone where it is ended; and why that is not nothing where it is empty."""

    @property
    def row(self) -> Movement:
        """As it was recorded."""
        return self.standing.row


def open_counts(now: datetime, reader: Actor | None = None) -> Waiting:
    """The movements that are open to this reader; None: no restricted record."""
    shown = access.listed(reading.open_standings(now), reader.account_id if reader else None, now)
    due = next_of((step.due_at for one in shown for step in one.due), now)
    return Waiting(len(shown), sum(one.is_late(now) for one in shown), due)


def movements_page(actor: Actor, wanted: Wanted, number: int, now: datetime) -> MovementsPage:
    """The open movements that stand in this reader's list, the most overdue first."""
    chosen = _chosen(actor, wanted, now)
    start = (number - 1) * A_PAGE
    rows = _lines(actor, chosen[start : start + A_PAGE], now)
    late = sum(one.is_late(now) for one in chosen)
    return MovementsPage(rows, number, len(chosen) > start + A_PAGE, len(chosen), late)


def movement_lines(actor: Actor, wanted: Wanted, now: datetime) -> tuple[MovementLine, ...]:
    """All of them, for a file."""
    return _lines(actor, _chosen(actor, wanted, now), now)


def wanted_of(address: Mapping[str, str]) -> Wanted:
    """What the words of an address ask for; what cannot be is passed over."""
    direction, state = address.get("direction", ""), address.get("state", "")
    order = address.get("order", "")
    return Wanted(
        direction=direction if direction in [one.value for one in DIRECTIONS] else "",
        state=state if state in [one.value for one in STATES] else "",
        late=address.get("late") == "yes",
        order=order if order in ORDERS else "due",
    )


def _chosen(actor: Actor, wanted: Wanted, now: datetime) -> list[Standing]:
    shown = access.listed(reading.open_standings(now), actor.account_id, now)
    chosen = [one for one in shown if _is_wanted(one, wanted, now)]
    chosen.sort(key=_ORDERS.get(wanted.order, _by_due))
    return chosen


def _is_wanted(one: Standing, wanted: Wanted, now: datetime) -> bool:
    if wanted.direction and one.row.direction.value != wanted.direction:
        return False
    if wanted.state and one.state.value != wanted.state:
        return False
    return not wanted.late or one.is_late(now)


def _by_due(one: Standing) -> tuple[bool, float, int]:
    return (not one.due, one.due[0].due_at.timestamp() if one.due else 0.0, one.row.id)


def _by_move(one: Standing) -> tuple[bool, float, int]:
    return (False, -float(one.row.moved_on.toordinal()), -one.row.id)


def _by_authority(one: Standing) -> tuple[bool, float, int]:
    return (False, float(one.row.authority_id), one.row.id)


_ORDERS = {"due": _by_due, "move": _by_move, "authority": _by_authority}
ORDERS = tuple(_ORDERS)


def _lines(actor: Actor, standings: Sequence[Standing], now: datetime) -> tuple[MovementLine, ...]:
    names = authorities.authority_names()
    ids = {one.child_id for one in standings if one.child_id is not None}
    cards = children.candidate_cards(ids, actor.account_id, local_date(now))
    lines = []
    for one in standings:
        card = cards.get(one.child_id or 0)
        lines.append(
            MovementLine(
                reference=one.row.reference,
                who=card.name if card else one.row.described_name,
                born_words=card.birth_words if card else described_birth_words(one.row),
                direction=DIRECTION_WORDS[one.row.direction],
                authority=names[one.row.authority_id],
                moved_on=one.row.moved_on,
                state=state_words(one.state, one.ended_with_things_undone),
                due=due_words(one, one.due, now),
            )
        )
    return tuple(lines)


def described_birth_words(row: Movement) -> str:
    """When a child who was only described was born, as it was given."""
    if row.described_born_on is None:
        return "date of birth not given"
    if row.described_precision is DatePrecision.YEAR:
        return str(row.described_born_on.year)
    about = "about " if row.described_precision is DatePrecision.MONTH else ""
    return about + date_words(row.described_born_on)


def due_words(one: Standing, steps: Iterable[DueStep], now: datetime) -> tuple[DueWords, ...]:
    """These duties of a movement, each with its clock and its reason."""
    return tuple(
        DueWords(
            what=duty_words(step.duty, one.row.direction),
            due_at=step.due_at,
            clock=clock_words(step.due_at, now),
            reason=clock_reason(step.clock),
            is_late=step.due_at < now,
        )
        for step in steps
    )


def movement_page(actor: Actor, standing: Standing, now: datetime) -> MovementPage:
    """One movement that this reader may see."""
    row = standing.row
    (line,) = _lines(actor, [standing], now)
    shows = access.sees_address(actor, standing, now)
    address = ", ".join(part for part in (row.address, row.postcode) if part)
    known = standing.child_id is not None
    return MovementPage(
        standing=standing,
        line=line,
        child_reference=children.reference_of(standing.child_id or 0) if known else None,
        responsible=responsible_words(standing.responsible, line.authority, notices.council_name()),
        stay=STAY_WORDS[row.stay],
        address=address if shows else "",
        address_hidden=not shows,
        address_unread=bool(address) and not access.address_is_read(row),
        recorded_by=staff.names_for([row.recorded_by])[row.recorded_by],
        steps=step_lines(standing),
        documents=notices.documents_of(row.id),
        undone=undone_lines(standing.undone, row.direction) or (NOTHING_DUE,),
    )


STATES = tuple(state for state in MovementState if state is not MovementState.ENDED)
DIRECTIONS = tuple(MovementDirection)
