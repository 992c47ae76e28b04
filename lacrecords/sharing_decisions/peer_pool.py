"""Who may review a decision: managers at work who see it and had no part in it.

Where every manager had a part in it, the Caldicott Guardian. Where nobody is left, nobody: such
a decision is not drawn, and the draw says how many there were.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from lacrecords.clocks import local_date
from lacrecords.documents.queries import added_by
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.looking_back import may_review
from lacrecords.sharing_decisions.access import visible
from lacrecords.sharing_decisions.standing import DecisionStanding
from lacrecords.staff import deputies
from lacrecords.staff import queries as staff
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import Role

MANAGERS = (Role.TEAM_MANAGER, Role.DESIGNATED_MANAGER)
DECISION_ID = "decision_id"
"""The column of a document that names its decision."""
GUARDIAN = (Role.CALDICOTT_GUARDIAN,)


def had_a_part(standing: DecisionStanding) -> frozenset[str]:
    """Everybody who began, answered, decided, prepared or shared, but for documents."""
    return frozenset(
        {standing.row.begun_by}
        | {row.answered_by for row in standing.answers}
        | {row.decided_by for row in standing.outcomes}
        | {row.added_by for row in standing.items}
        | {row.taken_back_by for row in standing.items if row.taken_back_by}
        | {row.recorded_by for row in standing.recipients}
        | {row.checked_by for row in standing.checks}
        | {row.recorded_by for row in standing.agreements}
        | {row.recorded_by for row in standing.informed_rows}
        | {row.made_by for row in standing.sheets}
        | {row.shared_by for row in standing.shared}
    )


def reviewers_of(
    standings: Collection[DecisionStanding], now: datetime
) -> dict[int, tuple[SignedInActor, ...]]:
    """Of each of these decisions, by its number, everybody who may review it today."""
    managers, guardian = _at_work(MANAGERS, now), _at_work(GUARDIAN, now)
    by_managers = _eligible(managers, standings, now)
    by_guardian = _eligible(guardian, standings, now)
    return {
        number: tuple(of_managers or by_guardian[number])
        for number, of_managers in by_managers.items()
    }


def may_review_this(actor: Actor, standing: DecisionStanding, now: datetime) -> bool:
    """Whether this person may review this decision today."""
    may = reviewers_of((standing,), now)[standing.row.id]
    return actor.account_id in {one.account_id for one in may}


def _at_work(roles: Iterable[Role], now: datetime) -> tuple[SignedInActor, ...]:
    on = local_date(now)
    return tuple(
        SignedInActor(
            card.account_id,
            card.name,
            card.role,
            card.team_ids,
            deputy_of=deputies.powers_held(card.account_id, on),
        )
        for card in staff.active_people(roles, on)
    )


def _eligible(
    people: Collection[SignedInActor], standings: Collection[DecisionStanding], now: datetime
) -> dict[int, list[SignedInActor]]:
    found: dict[int, list[SignedInActor]] = {one.row.id: [] for one in standings}
    rows = [one.row for one in standings]
    gave = added_by(DECISION_ID, [row.id for row in rows])
    parts = {one.row.id: had_a_part(one) | gave.get(one.row.id, frozenset()) for one in standings}
    for person in people:
        seen = visible(person, rows, now)
        for number, part in parts.items():
            if may_review(person.key, part, number in seen):
                found[number].append(person)
    return found
