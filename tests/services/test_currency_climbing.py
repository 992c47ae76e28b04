"""What is not put right in time is told further up: one digest a day to each, naming nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import current_app
from sqlalchemy import func, select

from lacrecords.children.services import NewLead
from lacrecords.currency.climbing import digest_words, tell_what_is_late
from lacrecords.currency.counting import count_the_day, month_ends, trend, week_ends
from lacrecords.currency.figures import late_before
from lacrecords.currency.models import CurrencyClimb, CurrencyDayCount, CurrencyDigest
from lacrecords.currency.queries import open_counts
from lacrecords.currency.services import Accept, accept, bring_back
from lacrecords.database import db, transaction
from lacrecords.notifications.climbing import climb_overdue
from lacrecords.notifications.models import Notification
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import CurrencyRule, CurrencySeverity, NotificationKind, Role, TeamKind
from tests.factories.children import OPEN, PLAN, make_child, restrict
from tests.factories.currency import finding, look_at_changes, look_at_everything
from tests.factories.staff import make_account, make_team

pytestmark = pytest.mark.usefixtures("in_app")
R = CurrencyRule
MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
URGENT = CurrencySeverity.URGENT


def at(days: int, hours: int = 0) -> datetime:
    return MONDAY + timedelta(days=days, hours=hours)


def team_of(manager: SignedInActor) -> tuple[int, SignedInActor]:
    team = make_team(manager_id=manager.account_id)
    return team, make_account(Role.LEAD_SOCIAL_WORKER, team_id=team, password=None)


def told() -> list[tuple[int | None, Role | None, str]]:
    db.session.rollback()
    found = select(Notification).where(
        Notification.kind == NotificationKind.RECORDS_TO_PUT_RIGHT,
        Notification.climbed_from_id.is_(None),
    )
    rows = db.session.scalars(found.order_by(Notification.id))
    return [(row.account_id, row.role, row.why) for row in rows]


def child_of(lead: SignedInActor) -> int:
    """A child on a plan, the review of which is overdue."""
    leads = (NewLead(account_id=lead.account_id, from_on=PLAN.from_on),)
    return make_child(cases=(OPEN,), plans=(PLAN,), leads=leads)


def test_working_days_are_counted_to_the_close_of_the_office() -> None:
    procedure = current_app.extensions["lacrecords_procedure"]
    found = at(0)
    assert found >= late_before(procedure, at(1, 6))[URGENT], "Tuesday at four"
    assert found < late_before(procedure, at(1, 7))[URGENT], "Tuesday at five"
    friday = at(-3)
    assert friday >= late_before(procedure, at(-1))[URGENT]
    assert friday >= late_before(procedure, at(0, 6))[URGENT]
    assert friday < late_before(procedure, at(0, 8))[URGENT]
    assert found < late_before(procedure, at(8))[CurrencySeverity.SOON]


def test_the_team_manager_is_told_first_then_the_designated_manager_once_each() -> None:
    with transaction():
        manager, chief = (make_account(role, password=None) for role in MANAGERS)
        _, lead = team_of(manager)
        children = [child_of(lead) for _ in range(3)]
    look_at_changes(at(0))
    assert tell_what_is_late(at(1)) == 0
    assert tell_what_is_late(at(1, 9)) == 0, "the office is shut"
    assert tell_what_is_late(at(2)) == 1
    ((account_id, _, why),) = told()
    assert account_id == manager.account_id
    assert why == "3 things in records were not put right in time. Of these 3 are urgent."
    assert tell_what_is_late(at(2)) == 0 and tell_what_is_late(at(2, 3)) == 0
    assert tell_what_is_late(at(3)) == 1
    assert told()[-1][1] is Role.DESIGNATED_MANAGER
    assert tell_what_is_late(at(4)) == 0
    assert finding(children[0], R.REVIEW_OVERDUE).mended_at is None
    assert open_counts(at(3)).counts[1] == 3
    assert chief.account_id


MANAGERS = (Role.TEAM_MANAGER, Role.DESIGNATED_MANAGER)


def test_no_more_than_one_digest_a_day_reaches_anybody() -> None:
    with transaction():
        manager, _ = (make_account(role, password=None) for role in MANAGERS)
        _, lead = team_of(manager)
        child_of(lead)
    look_at_changes(at(0))
    with transaction():
        child_of(lead)
    look_at_changes(at(1))
    assert tell_what_is_late(at(2)) == 1
    assert tell_what_is_late(at(2, 7)) == 0, "the second is late as well by then"
    assert tell_what_is_late(at(3)) == 2
    assert [why.startswith("1 thing") for _, _, why in told()] == [True] * 3
    assert db.session.scalar(select(func.count(CurrencyDigest.id))) == 3
    assert db.session.scalar(select(func.count(CurrencyClimb.id))) == 3


def test_a_child_of_no_team_is_told_to_the_designated_manager() -> None:
    with transaction():
        make_account(Role.DESIGNATED_MANAGER, password=None)
        make_child(cases=(OPEN,), plans=(PLAN,))
    look_at_changes(at(0))
    assert tell_what_is_late(at(2)) == 1
    assert told()[0][1] is Role.DESIGNATED_MANAGER


def test_what_is_of_a_restricted_record_is_told_to_its_owner_alone() -> None:
    with transaction():
        owner, manager, _ = (make_account(role, password=None) for role in (MANAGERS[0], *MANAGERS))
        make_team(TeamKind.DUTY)
        _, lead = team_of(manager)
        child = child_of(lead)
        restrict(child, owner)
    look_at_changes(at(0))
    for days in range(2, 12):
        tell_what_is_late(at(days))
        climb_overdue(at(days))
    assert {account_id for account_id, _, _ in told()} == {owner.account_id}
    found = select(Notification).where(Notification.kind == NotificationKind.RECORDS_TO_PUT_RIGHT)
    assert all(row.team_id is None for row in db.session.scalars(found))


def test_what_is_accepted_is_told_to_nobody_and_again_when_it_came_back() -> None:
    with transaction():
        manager, chief = (make_account(role, password=None) for role in MANAGERS)
        _, lead = team_of(manager)
        child = child_of(lead)
    look_at_changes(at(0))
    number = finding(child, R.REVIEW_OVERDUE).id
    with transaction():
        accept(chief, number, Accept("Conference next week", at(7).date()), at(1))
    assert tell_what_is_late(at(3)) == 0 and open_counts(at(3)).counts == (2, 0)
    assert tell_what_is_late(at(8)) == 0, "the clock begins again when it comes back"
    assert tell_what_is_late(at(9)) == 1
    with transaction():
        accept(chief, number, Accept("Once more", at(20).date()), at(9))
    with transaction():
        bring_back(chief, number, at(10))
    assert tell_what_is_late(at(11)) == 0
    assert tell_what_is_late(at(14)) == 1
    assert tell_what_is_late(at(15)) == 1, "the next step"
    assert tell_what_is_late(at(16)) == 0
    assert tell_what_is_late(at(21)) == 0


@pytest.mark.parametrize(
    ("findings", "urgent", "words"),
    [
        (1, 0, "1 thing in a record was not put right in time. None of them is urgent."),
        (1, 1, "1 thing in a record was not put right in time. Of these 1 is urgent."),
        (
            2_000,
            1_500,
            "2,000 things in records were not put right in time. Of these 1,500 are urgent.",
        ),
    ],
)
def test_a_digest_says_numbers_and_nothing_else(findings: int, urgent: int, words: str) -> None:
    assert digest_words(findings, urgent) == words


def test_the_day_is_counted_once_when_every_record_was_looked_at() -> None:
    with transaction():
        owner = make_account(Role.TEAM_MANAGER, password=None)
        make_child(cases=(OPEN,))
        restrict(make_child(cases=(OPEN,)), owner)
    look_at_changes(at(0))
    assert count_the_day(at(0)) == 0, "nobody has looked at every record today"
    look_at_everything(at(0))
    assert count_the_day(at(0)) == len(CurrencyRule)
    assert count_the_day(at(0, 1)) == 0
    counted = select(CurrencyDayCount).where(CurrencyDayCount.rule == R.CASE_WITHOUT_LEAD)
    (row,) = db.session.scalars(counted)
    assert (row.open_count, row.late_count, row.accepted_count) == (1, 0, 0)
    assert open_counts(at(0)).counts == (3, 0)


def test_a_trend_takes_the_last_count_of_each_week_or_month() -> None:
    on = at(0).date()
    with transaction():
        for days, number in ((0, 5), (3, 9), (7, 8), (40, 2)):
            counts = {"open_count": number, "late_count": 0, "accepted_count": 0}
            day = on - timedelta(days=days)
            db.session.add(CurrencyDayCount(counted_on=day, rule=R.NO_ADDRESS, **counts))
    weekly = trend(week_ends(on))
    assert weekly.days[-1] == on and len(weekly.days) == 13
    assert weekly.of_rule[R.NO_ADDRESS][-2:] == (8, 5)
    assert weekly.of_rule[R.NO_ADDRESS][-3] is None
    assert weekly.totals[-2:] == (8, 5) and weekly.totals[0] is None
    monthly = trend(month_ends(on))
    assert [day.day for day in monthly.days[-3:]] == [30, 31, 16]
    assert monthly.of_rule[R.NO_ADDRESS][-2:] == (2, 5)
