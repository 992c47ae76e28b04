"""How much waits, how much is late, what is due next: each slice's clocks, compared with rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.audit.actors import command_actor
from lacrecords.currency import queries as currency
from lacrecords.currency.figures import late_at, late_before, working_days_of
from lacrecords.currency.services import Accept, accept
from lacrecords.database import db, now_utc, transaction
from lacrecords.notifications import queries as notifications
from lacrecords.notifications.services import Matter, NewTask, Recipient, open_task
from lacrecords.oversight import queries as oversight
from lacrecords.procedure import load_procedure
from lacrecords.risk_notifications import queries as risk
from lacrecords.risk_notifications.comparing import compare_changed
from lacrecords.rules.deadlines import months_later
from lacrecords.staff.queries import council_day
from lacrecords.terms import CurrencyRule, CurrencySeverity, MatterKind, Role, TaskKind
from lacrecords.waiting import Waiting, next_of
from tests.factories.children import OPEN, make_child
from tests.factories.currency import finding, look_at_changes
from tests.factories.risk import make_notification
from tests.factories.staff import make_account
from tests.support.statements import Statement, statements_noted

PROCEDURE = load_procedure()
HOUR = timedelta(hours=1)
NOW = now_utc()
MOST_STATEMENTS = 32
in_app = pytest.mark.usefixtures("in_app")


def give(kind: TaskKind, hours: int) -> None:
    task = NewTask(
        kind=kind,
        matter=Matter(MatterKind.MOVEMENT, f"MATTER-{hours}"),
        recipient=Recipient(role=Role.TEAM_MANAGER),
        why="Look",
        due_at=NOW + hours * HOUR,
    )
    open_task(command_actor(), task, NOW)


def selects(noted: list[Statement]) -> list[Statement]:
    return [one for one in noted if one[0].startswith("SELECT")]


def test_the_next_is_the_first_that_has_not_passed() -> None:
    assert next_of((NOW + HOUR, None, NOW - HOUR, NOW), NOW) == NOW
    assert next_of((NOW - HOUR, None), NOW) is None


@in_app
def test_tasks_are_counted_with_the_late_ones_and_the_next_in_one_statement() -> None:
    with transaction():
        for kind, hours in (
            (TaskKind.LATE_HIT, -2),
            (TaskKind.LATE_HIT, 5),
            (TaskKind.LATE_HIT, 3),
            (TaskKind.MOVEMENT, 1),
        ):
            give(kind, hours)
    with statements_noted() as noted:
        assert notifications.open_task_counts(NOW) == Waiting(4, 1, NOW + HOUR)
    assert len(selects(noted)) == 1
    assert notifications.open_task_counts(NOW, TaskKind.LATE_HIT) == Waiting(3, 1, NOW + 3 * HOUR)
    assert notifications.open_task_counts(NOW, TaskKind.MATCH) == Waiting(0, 0, None)
    assert notifications.open_task_counts(NOW + 9 * HOUR) == Waiting(4, 4, None)


@in_app
def test_a_risk_review_is_due_on_a_day_and_a_meeting_at_a_moment() -> None:
    with transaction():
        manager = make_account(Role.DESIGNATED_MANAGER)
        make_child()
        make_notification(manager)
    usual = months_later(council_day(NOW), PROCEDURE.risk_review_months)
    assert risk.review_counts(NOW) == Waiting(0, 0, usual)
    compare_changed(PROCEDURE, NOW)
    waiting = risk.hit_counts(NOW, manager)
    (due,) = notifications.open_tasks_due(TaskKind.RISK_HIT).values()
    assert waiting == Waiting(1, 0, due)
    assert risk.hit_counts(due + HOUR, manager) == Waiting(1, 1, None)


@given(
    found=st.datetimes(NOW.replace(tzinfo=None), NOW.replace(tzinfo=None) + 400 * 24 * HOUR),
    severity=st.sampled_from(list(CurrencySeverity)),
    minutes=st.integers(-5, 5),
)
def test_a_finding_is_late_from_the_moment_that_is_said(
    found: datetime, severity: CurrencySeverity, minutes: int
) -> None:
    found_at = found.replace(tzinfo=UTC)
    due = late_at(PROCEDURE, found_at, working_days_of(PROCEDURE)[severity])
    looked_at = due + timedelta(minutes=minutes)
    assert (found_at < late_before(PROCEDURE, looked_at)[severity]) is (minutes >= 0)


@in_app
def test_the_next_record_to_be_late_is_one_that_was_never_let_stand() -> None:
    with transaction():
        manager = make_account(Role.DESIGNATED_MANAGER)
        child = make_child(cases=(OPEN,))
    look_at_changes(NOW)
    days = working_days_of(PROCEDURE)
    by_severity = {severity: late_at(PROCEDURE, NOW, number) for severity, number in days.items()}
    waiting = currency.open_counts(NOW, manager)
    assert waiting.late == 0 and waiting.next_due in by_severity.values()
    assert waiting.next_due == currency.open_counts(NOW).next_due
    late = currency.open_counts(max(by_severity.values()) + HOUR, manager)
    assert late == Waiting(waiting.number, waiting.number, None)
    number = finding(child, CurrencyRule.CASE_WITHOUT_LEAD).id
    db.session.rollback()
    with transaction():
        stands = Accept(reason="On Monday", until_on=council_day(NOW) + timedelta(days=3))
        accept(manager, number, stands, now_utc())
    assert currency.open_counts(NOW, manager).number == waiting.number - 1


@in_app
def test_the_home_page_takes_no_more_statements_for_its_clocks() -> None:
    with transaction():
        manager = make_account(Role.DESIGNATED_MANAGER)
        make_child(cases=(OPEN,))
        make_notification(manager)
    look_at_changes(NOW)
    with statements_noted() as noted:
        oversight.home(manager, PROCEDURE, NOW)
    assert len(selects(noted)) <= MOST_STATEMENTS
