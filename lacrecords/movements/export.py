"""The open movements as a file: the columns, and the rows as whoever asked may see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from lacrecords.exports.kinds import ExportKind
from lacrecords.movements.queries import Wanted, movement_lines, wanted_of
from lacrecords.movements.words import DIRECTION_WORDS, STATE_WORDS
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.terms import MovementDirection, MovementState
from lacrecords.web.words import date_words, moment_words

COLUMNS = (
    "Movement",
    "Child",
    "Date of birth",
    "Direction",
    "Other authority",
    "Day of the move",
    "State",
    "What is due first",
    "Due",
    "Late",
)


def chosen_of(address: Mapping[str, str]) -> dict[str, Any]:
    """The part of the list that is wanted, as the request keeps it."""
    wanted = wanted_of(address)
    said = {"direction": wanted.direction, "state": wanted.state}
    return {name: word for name, word in said.items() if word} | (
        {"late": "yes"} if wanted.late else {}
    )


def rows(actor: Actor, chosen: Mapping[str, Any], now: datetime) -> Iterator[Sequence[str]]:
    """Every open movement of that part."""
    for line in movement_lines(actor, wanted_of(chosen), now):
        first = line.due[0] if line.due else None
        yield (
            line.reference,
            line.who,
            line.born_words,
            line.direction,
            line.authority,
            date_words(line.moved_on),
            line.state,
            first.what if first else "",
            moment_words(first.due_at) if first else "",
            "Yes" if line.is_late else "No",
        )


def describe(chosen: Mapping[str, Any]) -> str:
    """Which part of the list it is, in words."""
    wanted: Wanted = wanted_of(chosen)
    said = ["Open movements"]
    if wanted.direction:
        said.append(DIRECTION_WORDS[MovementDirection(wanted.direction)])
    if wanted.state:
        said.append(STATE_WORDS[MovementState(wanted.state)])
    if wanted.late:
        said.append("late")
    return ", ".join(said)


MOVEMENTS = ExportKind(
    key="movements",
    title="Movements",
    action=Action.MOVEMENT_CHANGE,
    columns=COLUMNS,
    rows=rows,
    describe=describe,
    chosen_of=chosen_of,
    back_to="movements.index",
)
