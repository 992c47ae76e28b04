"""Lists of children as they stood: on a plan, looked after, with an open case, restricted records.

A record that is closed to the reader today, or sealed, stands in no list of any moment; who
answers for a restricted record today decides whether it stands in theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import partial

from sqlalchemy import select

from lacrecords.children import facts
from lacrecords.children.as_stood import stood_cards
from lacrecords.children.fact_readers import staff_names
from lacrecords.children.fact_words import category_words, legal_words
from lacrecords.children.linked import records_of
from lacrecords.children.models import (
    ChildCase,
    ChildLegalStatus,
    ChildProtectionPlan,
    LeadSocialWorkerAssignment,
    Restriction,
)
from lacrecords.children.record import When
from lacrecords.children.restricted_list import managed_ids
from lacrecords.children.standing import hidden_ids
from lacrecords.children.stood_lists import Standing, StoodList, StoodTitle, Wanted, joined
from lacrecords.database import db
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.staff import queries as staff
from lacrecords.staff.queries import council_day
from lacrecords.terms import RestrictionKind
from lacrecords.web.words import date_words


class ListKind(StrEnum):
    """Which list of children is looked at."""

    ON_PLAN = "on_plan"
    LOOKED_AFTER = "looked_after"
    OPEN_CASES = "open_cases"
    RESTRICTED = "restricted"


LIST_WORDS = {
    ListKind.ON_PLAN: "Children on a child protection plan",
    ListKind.LOOKED_AFTER: "Looked-after children",
    ListKind.OPEN_CASES: "Children whose case is open",
    ListKind.RESTRICTED: "Restricted records that you answer for",
}


def _standing(
    read: Callable[[Wanted, When], Standing],
    actor: Actor,
    wanted: Wanted,
    when: When,
    now: datetime,
) -> Standing:
    said = read(wanted, when)
    if wanted.kind == ListKind.RESTRICTED:
        mine = managed_ids(actor, said, now)
        return {one: words for one, words in said.items() if one in mine}
    kept = _by_kept_record(said, when.moment)
    hidden: set[int] = set()
    for some in facts.batches({*kept, *said}):
        hidden |= hidden_ids(some, actor.account_id, council_day(now))
    return {one: words for one, words in kept.items() if one not in hidden}


def _titles(
    actor: Actor, child_ids: Collection[int], when: When, now: datetime
) -> dict[int, StoodTitle]:
    cards = stood_cards(child_ids, actor.account_id, when.moment, council_day(now))
    return {
        one: StoodTitle(card.reference, card.name, card.birth_words, "children.child")
        for one, card in cards.items()
    }


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
        row.child_id: joined(
            (category_words(row.latest_category), _since(row.from_on), leads.get(row.child_id, ""))
        )
        for row in rows
    }


def _looked_after(_wanted: Wanted, when: When) -> Standing:
    found = select(ChildLegalStatus).where(
        ChildLegalStatus.stood_in_force(when.moment, when.on),
        ChildLegalStatus.looked_after.is_(True),
    )
    rows = db.session.scalars(found.order_by(ChildLegalStatus.id)).all()
    leads = _lead_words({row.child_id for row in rows}, when)
    return {
        row.child_id: joined((legal_words(row), _since(row.from_on), leads.get(row.child_id, "")))
        for row in rows
    }


def _open_cases(wanted: Wanted, when: When) -> Standing:
    found = select(ChildCase).where(ChildCase.stood_in_force(when.moment, when.on))
    if wanted.team_id is not None or wanted.lead_id is not None:
        found = found.where(ChildCase.child_id.in_(_led(wanted, when)))
    rows = db.session.scalars(found.order_by(ChildCase.id)).all()
    leads = _lead_words({row.child_id for row in rows}, when)
    return {
        row.child_id: joined((_since(row.from_on), leads.get(row.child_id, ""))) for row in rows
    }


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
        row.child_id: joined((f"owner {names[row.owner_id]}", _since(row.from_on))) for row in rows
    }


_READERS: Mapping[ListKind, Callable[[Wanted, When], Standing]] = {
    ListKind.ON_PLAN: _on_plan,
    ListKind.LOOKED_AFTER: _looked_after,
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
        row.child_id: joined(
            (
                f"led by {names.get(row.account_id or 0, row.name_as_given) or 'nobody named'}",
                teams.get(row.team_id or 0, ""),
            )
        )
        for row in rows
    }


def _since(day: date | None) -> str:
    return f"since {date_words(day)}" if day else ""


LISTS_OF_CHILDREN = tuple(
    StoodList(
        key=kind.value,
        words=LIST_WORDS[kind],
        position=place,
        action=Action.LISTS_AS_THEY_STOOD,
        trail_kind="child",
        standing=partial(_standing, read),
        titles=_titles,
    )
    for place, (kind, read) in enumerate(_READERS.items())
)
