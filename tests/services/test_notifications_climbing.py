"""What nobody acknowledges climbs: one rung at a time, urgent by the hour, routine by day."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lacrecords.database import db, transaction
from lacrecords.notifications import queries, services
from lacrecords.notifications.climbing import climb_overdue
from lacrecords.notifications.models import Notification
from lacrecords.notifications.services import Recipient, notify
from lacrecords.staff import services as staff
from lacrecords.staff.services import NewAbsence
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import NotificationKind, Role, TeamKind, Urgency
from lacrecords.worker import run_once
from tests.factories.notices import HOUR, MONDAY, make_enquiry, notice
from tests.factories.staff import MAKER, make_account, make_team

pytestmark = pytest.mark.usefixtures("in_app")
SECOND = timedelta(seconds=1)
FRIDAY_EVENING = datetime(2026, 11, 27, 16, 30, tzinfo=MONDAY.tzinfo)


class Council:
    """A worker with a cover, a team manager, a designated manager and two teams on shift."""

    def __init__(self) -> None:
        self.team_manager = make_account(Role.TEAM_MANAGER)
        self.team = make_team(manager_id=self.team_manager.account_id)
        self.worker = make_account(Role.LEAD_SOCIAL_WORKER, team_id=self.team)
        self.cover = make_account(Role.LEAD_SOCIAL_WORKER, team_id=self.team)
        make_account(Role.DESIGNATED_MANAGER)
        self.duty = make_team(TeamKind.DUTY)
        make_account(Role.DUTY_OFFICER, team_id=self.duty)
        self.out_of_hours = make_team(TeamKind.OUT_OF_HOURS)
        make_account(Role.OUT_OF_HOURS_SOCIAL_WORKER, team_id=self.out_of_hours)


@pytest.fixture
def council(in_app: Flask) -> Council:
    """Invented people in every place of the ladder."""
    with transaction():
        return Council()


def _to(person: SignedInActor) -> Recipient:
    return Recipient(account_id=person.account_id)


def _climb_hourly(start: datetime, hours: int) -> list[Recipient]:
    for hour in range(1, hours + 1):
        climb_overdue(start + hour * (HOUR + SECOND))
    rows = db.session.scalars(select(Notification).order_by(Notification.id))
    return [Recipient(row.account_id, row.team_id, row.role) for row in rows]


def _notify(council: Council, at: datetime, urgency: Urgency = Urgency.URGENT) -> str:
    with transaction():
        number = notify(MAKER, notice(_to(council.worker), urgency=urgency), at)
        return db.session.get_one(Notification, number).reference


def test_an_urgent_one_climbs_rung_by_rung_and_stays_at_the_top(council: Council) -> None:
    _notify(council, MONDAY)
    assert _climb_hourly(MONDAY, 6) == [
        _to(council.worker),
        _to(council.team_manager),
        Recipient(role=Role.DESIGNATED_MANAGER),
        Recipient(team_id=council.duty),
    ]


def test_at_night_it_climbs_to_those_who_are_awake_first(council: Council) -> None:
    night = MONDAY + 12 * HOUR
    _notify(council, night)
    assert _climb_hourly(night, 5)[1] == Recipient(team_id=council.out_of_hours)


def test_it_climbs_to_the_cover_first_when_the_worker_is_away_by_then(council: Council) -> None:
    _notify(council, MONDAY)
    with transaction():
        absence = NewAbsence(
            account_id=council.worker.account_id,
            from_on=MONDAY.date(),
            to_on=None,
            cover_id=council.cover.account_id,
        )
        staff.record_absence(MAKER, absence, MONDAY)
    assert _climb_hourly(MONDAY, 2)[1:] == [_to(council.cover), _to(council.team_manager)]


def test_nothing_climbs_before_its_time_or_after_it_was_acknowledged(council: Council) -> None:
    reference = _notify(council, MONDAY)
    assert climb_overdue(MONDAY + HOUR) == 0
    assert climb_overdue(MONDAY + HOUR + SECOND) == 1
    assert climb_overdue(MONDAY + HOUR + SECOND) == 0
    with transaction():  # by the one first told, after it went up
        services.acknowledge(council.worker, reference, 1, MONDAY + HOUR)
    assert climb_overdue(MONDAY + 9 * HOUR) == 0


def test_an_acknowledgement_further_up_ends_the_climb(council: Council) -> None:
    _notify(council, MONDAY)
    climb_overdue(MONDAY + HOUR + SECOND)
    (item,) = queries.inbox_of(council.team_manager, MONDAY)
    assert item.passed_on_from == council.worker.name
    with transaction():
        services.acknowledge(council.team_manager, item.reference, 1, MONDAY)
    assert climb_overdue(MONDAY + 9 * HOUR) == 0
    assert queries.unread_count(council.worker) == 1
    assert queries.unacknowledged_counts(MONDAY + 9 * HOUR).counts == (0, 0)


def test_a_routine_one_climbs_on_the_next_working_day_in_office_hours(council: Council) -> None:
    _notify(council, FRIDAY_EVENING, Urgency.ROUTINE)
    next_monday = FRIDAY_EVENING + timedelta(days=3)
    assert climb_overdue(FRIDAY_EVENING + timedelta(days=2)) == 0
    assert climb_overdue(next_monday) == 0
    assert climb_overdue(next_monday + 10 * HOUR) == 0
    assert climb_overdue(next_monday + timedelta(minutes=1)) == 1


def test_what_joined_climbs_with_it(council: Council) -> None:
    with transaction():
        enquiry = make_enquiry()[0]
        for kind in (NotificationKind.ENQUIRY_ABOUT_CHILD, NotificationKind.SIBLING):
            notify(MAKER, notice(_to(council.worker), enquiry, kind=kind), MONDAY)
    climb_overdue(MONDAY + HOUR + SECOND)
    (item,) = queries.inbox_of(council.team_manager, MONDAY)
    assert [about.kind for about in item.about] == [
        NotificationKind.ENQUIRY_ABOUT_CHILD,
        NotificationKind.SIBLING,
    ]


def test_whoever_went_away_before_the_delivery_is_noticed_when_sending(
    council: Council, in_app: Flask
) -> None:
    _notify(council, MONDAY)
    with transaction():
        absence = NewAbsence(
            account_id=council.worker.account_id,
            from_on=MONDAY.date(),
            to_on=None,
            cover_id=council.cover.account_id,
        )
        staff.record_absence(MAKER, absence, MONDAY)
    run_once(in_app, MONDAY)
    assert queries.unread_count(council.cover) == 1
