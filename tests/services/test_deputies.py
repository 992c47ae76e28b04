"""Deputies: the designated manager's powers in other hands, for some days and no longer (C5)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from lacrecords.audit.models import AuditEntry
from lacrecords.database import db, transaction
from lacrecords.notifications import queries as notifications
from lacrecords.notifications.models import Notification
from lacrecords.notifications.routing import is_reachable
from lacrecords.notifications.services import Matter, NewTask, Recipient, open_task
from lacrecords.oversight.deputies import deputy_card, end_deputy, name_deputy
from lacrecords.rules.authorisation import MAY_DEPUTISE, Action, may
from lacrecords.staff import queries as staff
from lacrecords.staff import sessions
from lacrecords.staff.handing_over import HandOverRefused, NewHandOver
from lacrecords.staff.models import Account
from lacrecords.staff.services import NewAbsence, record_absence
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import MatterKind, NotificationKind, Role, TaskKind
from tests.factories.staff import MAKER, make_account
from tests.factories.town import NOW, Town, make_town
from tests.support.plain_sql import PlainConnection

TODAY = NOW.date()
ONE_DAY = timedelta(days=1)
MANAGER = Recipient(role=Role.DESIGNATED_MANAGER)
ABOUT = Matter(MatterKind.MOVEMENT, "ABCD-EFGH")


@pytest.fixture
def town(in_app: Flask) -> Town:
    with transaction():
        made = make_town()
        make_account(Role.DIRECTOR)
        return made


def as_of(actor: SignedInActor, now: datetime) -> SignedInActor:
    return sessions.actor_of(db.session.get_one(Account, actor.account_id), now)


def hand_over(
    town: Town, first: date = TODAY, last: date = TODAY + 4 * ONE_DAY, **changes: object
) -> str:
    values: dict[str, object] = {
        "account_id": town.team_manager.account_id,
        "from_on": first,
        "last_on": last,
        "reason": "On leave",
        **changes,
    }
    with transaction():
        return name_deputy(
            town.designated_manager,
            NewHandOver(**values),
            town.procedure,
            NOW,  # type: ignore[arg-type]
        )


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(starts=st.integers(0, 90), lasts=st.integers(0, 59), asked=st.integers(-10, 160))
def test_the_powers_are_held_on_exactly_these_days(
    town: Town, starts: int, lasts: int, asked: int
) -> None:
    first = TODAY + starts * ONE_DAY
    reference = hand_over(town, first, first + lasts * ONE_DAY)
    then = NOW + asked * ONE_DAY
    role = as_of(town.team_manager, then).role
    assert (role is Role.DESIGNATED_MANAGER) == (starts <= asked <= starts + lasts)
    with transaction():
        end_deputy(town.designated_manager, reference, "The example is over", NOW)
    assert as_of(town.team_manager, then).role is Role.TEAM_MANAGER


def test_a_deputy_acts_as_the_manager_and_keeps_what_is_their_own(town: Town) -> None:
    hand_over(town)
    deputy = as_of(town.team_manager, NOW)
    assert (deputy.role, deputy.own_role) == (Role.DESIGNATED_MANAGER, Role.TEAM_MANAGER)
    assert may(deputy.role, Action.CONSIDERATION)
    with transaction():
        for role in (Role.DESIGNATED_MANAGER, Role.TEAM_MANAGER):
            recipient = Recipient(role=role)
            due = NOW + ONE_DAY
            task = NewTask(
                kind=TaskKind.MOVEMENT, matter=ABOUT, recipient=recipient, why="Look", due_at=due
            )
            open_task(MAKER, task, NOW)
    assert notifications.open_task_count(deputy) == 2
    assert notifications.open_task_count(town.team_manager) == 1


def test_while_the_manager_is_away_the_deputy_is_reached(town: Town) -> None:
    with transaction():
        away = NewAbsence(account_id=town.designated_manager.account_id, from_on=TODAY)
        record_absence(town.team_manager, away, NOW)
    assert not is_reachable(MANAGER, TODAY)
    hand_over(town)
    assert is_reachable(MANAGER, TODAY)
    (person,) = staff.active_people([Role.DESIGNATED_MANAGER], TODAY)
    assert person.account_id == town.team_manager.account_id
    assert not is_reachable(MANAGER, TODAY + 5 * ONE_DAY)


def test_the_deputy_the_manager_and_the_director_are_told_of_beginning_and_end(
    town: Town,
) -> None:
    reference = hand_over(town)
    with transaction():
        assert end_deputy(town.designated_manager, reference, "Back early", NOW)
        assert not end_deputy(town.designated_manager, reference, "Back early", NOW)
    rows = db.session.scalars(
        select(Notification).where(Notification.kind == NotificationKind.POWERS_HANDED_OVER)
    ).all()
    told = [(row.account_id, row.role) for row in rows]
    three = [
        (town.team_manager.account_id, None),
        (None, Role.DESIGNATED_MANAGER),
        (None, Role.DIRECTOR),
    ]
    assert told == three * 2
    actions = set(db.session.scalars(select(AuditEntry.action)))
    assert {"powers_handed_over", "powers_taken_back"} <= actions


def test_a_deputy_hands_nothing_on_and_may_lay_the_powers_down(town: Town) -> None:
    reference = hand_over(town)
    deputy = as_of(town.team_manager, NOW)
    new = NewHandOver(account_id=town.lead.account_id, from_on=TODAY, last_on=TODAY, reason="Tired")
    with pytest.raises(HandOverRefused, match="Only the designated manager"), transaction():
        name_deputy(deputy, new, town.procedure, NOW)
    card = deputy_card(reference, deputy, NOW)
    assert card is not None and card.may_end
    assert deputy_card(reference, as_of(town.lead, NOW), NOW) is None
    with transaction():
        assert end_deputy(deputy, reference, "I am ill", NOW)
    assert as_of(town.team_manager, NOW).role is Role.TEAM_MANAGER


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"from_on": TODAY - ONE_DAY}, "from_on"),
        ({"last_on": TODAY - ONE_DAY}, "last_on"),
        ({"last_on": TODAY + 60 * ONE_DAY}, "last_on"),
        ({"reason": "  "}, "reason"),
        ({"account_id": 999_999}, "account_id"),
    ],
)
def test_what_cannot_be_is_refused_and_says_where(
    town: Town, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(HandOverRefused) as refused:
        hand_over(town, **changes)
    assert refused.value.field == field


def test_nobody_holds_the_powers_twice_or_while_away_on_the_first_day(town: Town) -> None:
    hand_over(town)
    with pytest.raises(HandOverRefused, match="holds the powers"):
        hand_over(town, TODAY + 4 * ONE_DAY, TODAY + 6 * ONE_DAY)
    hand_over(town, TODAY + 5 * ONE_DAY, TODAY + 6 * ONE_DAY)
    with transaction():
        away = NewAbsence(account_id=town.lead.account_id, from_on=TODAY)
        record_absence(town.team_manager, away, NOW)
    with pytest.raises(HandOverRefused, match="not away"):
        hand_over(town, account_id=town.lead.account_id)


@pytest.mark.parametrize("role", [role for role in Role if role not in MAY_DEPUTISE])
def test_who_checks_the_manager_or_sees_no_child_never_deputises(town: Town, role: Role) -> None:
    with transaction():
        person = make_account(role)
    with pytest.raises(HandOverRefused, match="Select a social worker or manager"):
        hand_over(town, account_id=person.account_id)


def test_the_database_holds_the_line(sql: PlainConnection) -> None:
    assert "guard:" in str(sql.refusal("DELETE FROM powers_handed_over"))
    assert "guard:" in str(sql.refusal("UPDATE powers_handed_over SET to_on = '2036-01-01'"))
    moment = "'2026-11-20 10:00:00+00:00'"
    end = f"UPDATE powers_handed_over SET ended_at = {moment}, ended_by = 'account:1'"
    assert sql.refusal(end + ", ended_because = ''")
    assert not sql.refusal(end + ", ended_because = 'Back'")
    assert "guard:" in str(sql.refusal("UPDATE powers_handed_over SET ended_at = NULL"))
    rest = "account_id, from_on, to_on, reason, handed_over_at, handed_over_by"
    assert not sql.refusal(_copied(2, f"role, {rest}"))
    assert sql.refusal(_copied(3, f"'director', {rest}"))
    oneself = rest.replace("handed_over_by", "'account:' || CAST(account_id AS VARCHAR)")
    assert sql.refusal(_copied(4, f"role, {oneself}"))
    assert sql.refusal(_copied(5, f"role, {rest.replace('to_on', 'from_on')}"))


def _copied(number: int, values: str) -> str:
    """A statement that copies the hand-over of the filled database with these values."""
    columns = "role, account_id, from_on, to_on, reason, handed_over_at, handed_over_by"
    return (
        f"INSERT INTO powers_handed_over (id, reference, {columns})"
        f" SELECT {number}, 'another {number}', {values} FROM powers_handed_over WHERE id = 1"
    )
