"""The register of decisions: every one that the reader may see, by what it is and how it ended.

What a reader may filter by is made of the decisions that they may see, so that no name in a list
of choices tells of another. How it is narrowed and put in order is in `register_filters`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, cast, func

from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.looking_back import ground_of
from lacrecords.rules.sharing import IN_ORDER
from lacrecords.sharing_decisions.access import is_visible
from lacrecords.sharing_decisions.listed import (
    DECISION,
    RECIPIENT,
    in_order,
    listed,
    listed_with_recipient,
    page_of,
)
from lacrecords.sharing_decisions.listed import OUTCOME as OUTCOME_ROW
from lacrecords.sharing_decisions.models import SharingOutcomeRow
from lacrecords.sharing_decisions.queries import DIRECTION
from lacrecords.sharing_decisions.register_filters import in_which_order, is_chosen
from lacrecords.sharing_decisions.standing import DecisionStanding
from lacrecords.sharing_decisions.words import OUTCOME_WORDS
from lacrecords.staff import queries as staff
from lacrecords.terms import SharingGround, SharingOutcome
from lacrecords.web.listing import Asked, ListKind, Options, Selection

A_BATCH = 200
NAME = "sharing_register"
SHORTEST_SENTENCE = 60
OUTCOME = Selection(
    "outcome",
    "Outcome",
    (
        ("all", "Any"),
        ("undecided", "Not decided"),
        *((outcome.value, words) for outcome, words in OUTCOME_WORDS.items()),
    ),
)
DEPARTED = Selection("departed", "Departs", (("all", "Either"), ("yes", "Yes"), ("no", "No")))
RULE = Selection(
    "rule",
    "Rule that spoke",
    (
        ("all", "Any"),
        *(
            (rule.number.lower(), f"{rule.number}: {rule.sentence[:SHORTEST_SENTENCE]}")
            for rule in IN_ORDER
        ),
    ),
)
PERIOD = Selection(
    "period",
    "When",
    (
        ("all", "At any time"),
        ("month", "This month"),
        ("last-month", "Last month"),
        ("year", "This year since April"),
        ("last-year", "Last year from April to March"),
    ),
)
ORDER = Selection(
    "order",
    "Order",
    (
        ("newest", "Newest first"),
        ("oldest", "Oldest first"),
        ("agency", "By agency"),
        ("outcome", "By outcome"),
    ),
)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One decision in the register."""

    standing: DecisionStanding

    @property
    def outcome(self) -> SharingOutcomeRow | None:
        """The outcome that counts."""
        return self.standing.outcome

    @property
    def ground(self) -> SharingGround | None:
        """On what it rests; None: it is not decided."""
        one = self.outcome
        return ground_of(one.rules, one.departs, one.outcome) if one else None

    @property
    def at(self) -> datetime:
        """When it was decided, or else begun."""
        return self.outcome.decided_at if self.outcome else self.standing.row.begun_at

    @property
    def agency(self) -> str:
        """The agency, by name; empty: none was given."""
        return self.standing.recipient.agency_name


def register_kind(actor: Actor, now: datetime) -> ListKind:
    """What this register may be filtered and sorted by, for this reader."""
    seen = is_visible(actor, now)
    keys = set(db.session.scalars(listed(OUTCOME_ROW.decided_by).where(seen).distinct()))
    keys = {key for key in keys if key and key.startswith("account:")}
    people = {key.replace(":", "-"): name for key, name in staff.names_for(keys).items()}
    teams = {f"team-{one.team_id}": one.name for one in staff.every_team()}
    agencies = _named(_agencies(seen))
    return ListKind(
        NAME,
        (
            OUTCOME,
            DIRECTION,
            Selection("agency", "Agency", (("all", "Any"), ("none", "None"), *agencies)),
            DEPARTED,
            RULE,
            PERIOD,
            Selection("who", "Decided by", (("all", "Anybody"), *_named(teams), *_named(people))),
            ORDER,
        ),
    )


def _agencies(seen: ColumnElement[bool]) -> dict[str, str]:
    """The agencies of the directory to which it would go, each as it was named last."""
    newest = (
        listed_with_recipient(func.max(DECISION.id))
        .where(seen, RECIPIENT.agency_id.is_not(None))
        .group_by(RECIPIENT.agency_id)
    )
    named = listed_with_recipient(RECIPIENT.agency_id, RECIPIENT.agency_name)
    found = named.where(DECISION.id.in_(newest))
    return {f"agency-{number}": name for number, name in db.session.execute(found)}


def _named(found: Mapping[str, str]) -> Options:
    return tuple(sorted(found.items(), key=lambda one: (one[1].casefold(), one[0])))


def register_page(actor: Actor, asked: Asked, now: datetime) -> list[RegisterRow]:
    """The decisions on that page of the part that the reader asked for."""
    found = page_of(_part(actor, asked.chosen, now), asked)
    return [RegisterRow(one) for one in found]


def register_rows(actor: Actor, chosen: Mapping[str, str], now: datetime) -> Iterator[RegisterRow]:
    """Every decision of that part in the order asked for; no more than a batch is held at once."""
    numbers = list(db.session.scalars(_part(actor, chosen, now)))
    for start in range(0, len(numbers), A_BATCH):
        yield from map(RegisterRow, in_order(numbers[start : start + A_BATCH]))


def _part(actor: Actor, chosen: Mapping[str, str], now: datetime) -> Select[Any]:
    which = and_(is_visible(actor, now), is_chosen(chosen, now))
    found = listed_with_recipient(DECISION.id).where(which)
    return found.order_by(*in_which_order(chosen["order"]))


@dataclass(frozen=True, slots=True)
class Counted:
    """How many decisions of a part of the register there are, and how they ended."""

    total: int
    outcomes: Counter[SharingOutcome]
    grounds: Counter[SharingGround]


def register_counts(actor: Actor, chosen: Mapping[str, str], now: datetime) -> Counted:
    """How many there are of that part; one row is read for each way in which they ended.

    There are as many ways as outcomes and sets of rules that spoke: they do not grow with the
    decisions.
    """
    columns = (OUTCOME_ROW.outcome, OUTCOME_ROW.departs, cast(OUTCOME_ROW.rules, Text))
    which = and_(is_visible(actor, now), is_chosen(chosen, now))
    found = listed_with_recipient(*columns, func.count()).where(which).group_by(*columns)
    total, outcomes, grounds = 0, Counter[SharingOutcome](), Counter[SharingGround]()
    for outcome, departs, rules, number in db.session.execute(found):
        total += number
        if outcome is not None:
            outcomes[outcome] += number
            grounds[ground_of(json.loads(rules), departs, outcome)] += number
    return Counted(total, outcomes, grounds)
