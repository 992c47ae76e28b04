"""The register as a page and as a file: its lines, and how many ended in which way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.exports.kinds import ExportKind
from lacrecords.figures.sections import Breakdown, Figure, Section, parts_of
from lacrecords.figures.shown import Table, shown
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.sharing_decisions.looking_back_words import GROUND_WORDS
from lacrecords.sharing_decisions.queries import STATE_WORDS
from lacrecords.sharing_decisions.register import (
    A_BATCH,
    DEPARTED,
    OUTCOME,
    PERIOD,
    Counted,
    RegisterRow,
    register_kind,
    register_rows,
)
from lacrecords.sharing_decisions.words import FOLLOWS_WORDS, ITEM_WORDS, OUTCOME_WORDS
from lacrecords.sharing_decisions.year_report import DIRECTION_WORDS
from lacrecords.staff.queries import names_for
from lacrecords.web.listing import asked_for
from lacrecords.web.words import moment_words

A_WORD = re.compile(r"[a-z0-9_-]{1,60}")
NAMES = ("outcome", "direction", "agency", "departed", "rule", "period", "who", "order")
COLUMNS = (
    "Decision",
    "About",
    "Direction",
    "Name",
    "Agency",
    "Asked",
    "Decided",
    "Outcome",
    "Normally follows",
    "Departs",
    "Rests on",
    "Rules",
    "Decided by",
    "State",
    "What went out",
)


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One decision in the register, in words."""

    row: RegisterRow
    about: str
    decided_by: str

    @property
    def ground_words(self) -> str:
        """On what it rests."""
        return GROUND_WORDS[self.row.ground] if self.row.ground else ""

    @property
    def state_words(self) -> str:
        """Where it stands."""
        return STATE_WORDS[self.row.standing.state]


def register_lines(actor: Actor, rows: Sequence[RegisterRow], now: datetime) -> list[RegisterLine]:
    """These decisions as this reader sees them."""
    ids = {row.standing.row.child_id for row in rows if row.standing.row.child_id is not None}
    named = children.names_of(ids, actor.account_id, local_date(now))
    staff = names_for({row.outcome.decided_by for row in rows if row.outcome})
    return [
        RegisterLine(
            row,
            named.get(row.standing.row.child_id or 0, "")
            or row.standing.row.about_words
            or "See the decision",
            staff[row.outcome.decided_by] if row.outcome else "",
        )
        for row in rows
    ]


def tables_of(counted: Counted) -> tuple[Table, ...]:
    """How many of these ended in which way, and on what they rest; numbers as they are."""
    total = Figure("decided", "Decisions", counted.outcomes.total())
    outcomes = Counter({one.value: number for one, number in counted.outcomes.items()})
    grounds = Counter({one.value: number for one, number in counted.grounds.items()})
    said = (
        ("Outcomes", "Outcome", "outcome", OUTCOME_WORDS, outcomes),
        ("On what they rest", "Ground", "ground", GROUND_WORDS, grounds),
    )
    section = Section(
        key="register",
        title="How they ended",
        about="",
        breakdowns=tuple(
            Breakdown(
                title=title,
                heading=heading,
                total=total,
                parts=parts_of(key, {str(one): label for one, label in labels.items()}, counted),
                leaves_out_none=True,
            )
            for title, heading, key, labels, counted in said
        ),
    )
    return shown((section,), (section,), None).sections[0].tables


def chosen_of(address: Mapping[str, str]) -> dict[str, Any]:
    """The part of the register that is wanted, as the request keeps it."""
    asked = {name: address.get(name, "") for name in NAMES}
    return {name: word for name, word in asked.items() if A_WORD.fullmatch(word)}


def rows_of(actor: Actor, chosen: Mapping[str, Any], now: datetime) -> Iterator[Sequence[str]]:
    """Every decision of that part, as whoever asked may see it."""
    kind = register_kind(actor, now)
    asked = asked_for(kind, {name: str(word) for name, word in chosen.items()})
    rows = register_rows(actor, asked.chosen, now)
    while batch := tuple(islice(rows, A_BATCH)):
        for line in register_lines(actor, batch, now):
            yield _cells(line)


def _cells(line: RegisterLine) -> tuple[str, ...]:
    standing, outcome = line.row.standing, line.row.outcome
    went = [item for one in standing.shared for item in standing.went_with(one)]
    return (
        standing.row.reference,
        line.about,
        DIRECTION_WORDS[standing.row.direction],
        standing.recipient.name,
        line.row.agency,
        moment_words(standing.row.asked_at),
        moment_words(outcome.decided_at) if outcome else "",
        OUTCOME_WORDS[outcome.outcome] if outcome else "",
        FOLLOWS_WORDS[outcome.follows] if outcome else "",
        ("Yes" if outcome.departs else "No") if outcome else "",
        line.ground_words,
        ", ".join(outcome.rules) if outcome else "",
        line.decided_by,
        line.state_words,
        "; ".join(dict.fromkeys(ITEM_WORDS[item.kind] for item in went)),
    )


def describe(chosen: Mapping[str, Any]) -> str:
    """Which part of the register it is, in words that name nobody."""
    said = ["Register of decisions whether to share"]
    for selection in (OUTCOME, DEPARTED, PERIOD):
        word = str(chosen.get(selection.name, "all"))
        if word != "all" and selection.read(word) == word:
            said.append(f"{selection.label.lower()}: {dict(selection.options)[word].lower()}")
    if str(chosen.get("agency", "all")) != "all":
        said.append("one agency")
    if str(chosen.get("who", "all")) != "all":
        said.append("decided by one person or team")
    if str(chosen.get("rule", "all")) != "all":
        said.append(f"rule {str(chosen['rule']).upper()}")
    return ", ".join(said)


REGISTER = ExportKind(
    key="sharing_register",
    title="Register of decisions whether to share",
    action=Action.SHARING_READ,
    columns=COLUMNS,
    rows=rows_of,
    describe=describe,
    chosen_of=chosen_of,
    back_to="sharing_decisions.register",
)
