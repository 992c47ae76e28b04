"""Lists of children as they stood at a moment, and who joined, left or changed between two.

Children on a plan, open cases (of a team or of one lead social worker), restricted records.
A record that is closed to the reader today, or sealed, stands in no list of any moment; who
answers for a restricted record today decides whether it stands in theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from sqlalchemy import select

from lacrecords.children import facts
from lacrecords.children.as_stood import StoodCard, stood_cards
from lacrecords.children.fact_readers import staff_names
from lacrecords.children.fact_words import category_words
from lacrecords.children.linked import records_of
from lacrecords.children.models import (
    ChildCase,
    ChildProtectionPlan,
    LeadSocialWorkerAssignment,
    Restriction,
)
from lacrecords.children.record import When
from lacrecords.children.restricted_list import managed_ids
from lacrecords.children.standing import hidden_ids
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.staff.queries import council_day
from lacrecords.terms import RestrictionKind
from lacrecords.web.words import date_words

PAGE = 50


class ListKind(StrEnum):
    """Which list is looked at."""

    ON_PLAN = "on_plan"
    OPEN_CASES = "open_cases"
    RESTRICTED = "restricted"


LIST_WORDS = {
    ListKind.ON_PLAN: "Children on a child protection plan",
    ListKind.OPEN_CASES: "Children whose case is open",
    ListKind.RESTRICTED: "Restricted records that you answer for",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list, of one team or one lead social worker where they are given."""

    kind: ListKind
    team_id: int | None = None
    lead_id: int | None = None


Standing: TypeAlias = dict[int, str]
"""What each child on the list stood there with, in words, by the number of the record."""


@dataclass(frozen=True, slots=True)
class StoodRow:
    """One child on the list, or one that joined, left or changed."""

    card: StoodCard
    how: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class StoodPage:
    """One page of a list or of a difference."""

    rows: tuple[StoodRow, ...]
    total: int
    number: int
    more: bool


def list_at(actor: Actor, wanted: Wanted, when: When, now: datetime, number: int = 1) -> StoodPage:
    """The list as it stood, for a reader of today; in the order in which the records were made."""
    found = _standing(actor, wanted, when, now)
    rows = [(one, "", "", said, when) for one, said in sorted(found.items())]
    return _page(actor, rows, now, number)


def list_difference(
    actor: Actor, wanted: Wanted, both: tuple[When, When], now: datetime, number: int = 1
) -> StoodPage:
    """Who joined, who left, and for whom something changed."""
    first, second = (_standing(actor, wanted, when, now) for when in both)
    rows: list[_Row] = []
    for one in sorted(first.keys() | second.keys()):
        before, after = first.get(one, ""), second.get(one, "")
        if one not in first:
            rows.append((one, "Joined", "", after, both[1]))
        elif one not in second:
            rows.append((one, "Left", before, "", both[0]))
        elif before != after:
            rows.append((one, "Changed", before, after, both[1]))
    return _page(actor, rows, now, number)


_Row: TypeAlias = tuple[int, str, str, str, When]


def _page(actor: Actor, rows: list[_Row], now: datetime, number: int) -> StoodPage:
    start = (number - 1) * PAGE
    shown = rows[start : start + PAGE]
    today = council_day(now)
    cards: dict[int, StoodCard] = {}
    for when in {row[4] for row in shown}:
        ids = [row[0] for row in shown if row[4] == when]
        cards |= stood_cards(ids, actor.account_id, when.moment, today)
    made = tuple(
        StoodRow(cards[one], how, before, after)
        for one, how, before, after, _ in shown
        if one in cards
    )
    return StoodPage(made, len(rows), number, start + PAGE < len(rows))


def _standing(actor: Actor, wanted: Wanted, when: When, now: datetime) -> Standing:
    said = _READERS[wanted.kind](wanted, when)
    today = council_day(now)
    if wanted.kind is ListKind.RESTRICTED:
        mine = managed_ids(actor, said, now)
        return {one: words for one, words in said.items() if one in mine}
    kept = _by_kept_record(said, when.moment)
    hidden: set[int] = set()
    for some in facts.batches({*kept, *said}):
        hidden |= hidden_ids(some, actor.account_id, today)
    return {one: words for one, words in kept.items() if one not in hidden}


def _by_kept_record(said: Standing, moment: datetime) -> Standing:
    """Of a child with linked records (as of that moment) the record that speaks for it, once."""
    linked = records_of(said, moment)
    kept: Standing = {}
    for one, words in said.items():
        kept.setdefault(linked[one].kept_id if one in linked else one, words)
    return kept


def _on_plan(_wanted: Wanted, when: When) -> Standing:
    found = select(ChildProtectionPlan).where(
        ChildProtectionPlan.stood_in_force(when.moment, when.on)
    )
    rows = db.session.scalars(found.order_by(ChildProtectionPlan.id)).all()
    leads = _lead_words({row.child_id for row in rows}, when)
    return {
        row.child_id: _joined(
            category_words(row.latest_category), _since(row.from_on), leads.get(row.child_id, "")
        )
        for row in rows
    }


def _open_cases(wanted: Wanted, when: When) -> Standing:
    found = select(ChildCase).where(ChildCase.stood_in_force(when.moment, when.on))
    if wanted.team_id is not None or wanted.lead_id is not None:
        found = found.where(ChildCase.child_id.in_(_led(wanted, when)))
    rows = db.session.scalars(found.order_by(ChildCase.id)).all()
    leads = _lead_words({row.child_id for row in rows}, when)
    return {row.child_id: _joined(_since(row.from_on), leads.get(row.child_id, "")) for row in rows}


def _led(wanted: Wanted, when: When) -> set[int]:
    """The children whose lead that was, or whose team."""
    lead = LeadSocialWorkerAssignment
    found = select(lead.child_id).where(lead.stood_in_force(when.moment, when.on))
    if wanted.team_id is not None:
        found = found.where(lead.team_id == wanted.team_id)
    if wanted.lead_id is not None:
        found = found.where(lead.account_id == wanted.lead_id)
    return set(db.session.scalars(found))


def _restricted(_wanted: Wanted, when: When) -> Standing:
    found = select(Restriction).where(
        Restriction.stood_in_force(when.moment, when.on),
        Restriction.kind == RestrictionKind.RESTRICTED,
    )
    rows = db.session.scalars(found.order_by(Restriction.id)).all()
    names = staff_names({row.owner_id for row in rows})
    return {
        row.child_id: _joined(f"owner {names[row.owner_id]}", _since(row.from_on)) for row in rows
    }


_READERS: dict[ListKind, Callable[[Wanted, When], Standing]] = {
    ListKind.ON_PLAN: _on_plan,
    ListKind.OPEN_CASES: _open_cases,
    ListKind.RESTRICTED: _restricted,
}


def _lead_words(child_ids: Iterable[int], when: When) -> dict[int, str]:
    """Who led, and in which team, as the record said at that moment."""
    lead = LeadSocialWorkerAssignment
    rows = [
        row
        for some in facts.batches(child_ids)
        for row in db.session.scalars(
            select(lead)
            .where(lead.child_id.in_(some), lead.stood_in_force(when.moment, when.on))
            .order_by(lead.id)
        )
    ]
    names = staff_names({row.account_id for row in rows if row.account_id is not None})
    teams = {team.team_id: team.name for team in staff.every_team()}
    return {
        row.child_id: _joined(
            f"led by {names.get(row.account_id or 0, row.name_as_given) or 'nobody named'}",
            teams.get(row.team_id or 0, ""),
        )
        for row in rows
    }


def _since(day: date | None) -> str:
    return f"since {date_words(day)}" if day else ""


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part) or "no more is recorded"
