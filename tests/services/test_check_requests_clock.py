"""The clock of a suitability check runs from receipt, warns, and climbs to the Director."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lacrecords.application import create_app
from lacrecords.audit.actors import WORKER
from lacrecords.check_requests.answer_models import CheckWarning
from lacrecords.check_requests.answering import record_reply_gone
from lacrecords.check_requests.queries import Order, Shown, ageing_page, open_counts
from lacrecords.check_requests.warning import warn, warnings_due
from lacrecords.database import db, transaction
from lacrecords.duties import DUTIES
from lacrecords.notifications.models import Notification
from lacrecords.terms import CheckClock, CheckPurpose, NotificationKind, Role
from lacrecords.worker import run_once
from tests.factories.checks import WHOLE, Desk, asked, make_desk, procedure, ready
from tests.factories.staff import make_account
from tests.factories.town import NOW, make_town


@pytest.fixture
def desk(in_app: Flask) -> Desk:
    with transaction():
        make_account(Role.DIRECTOR)
        return make_desk(make_town())


def warn_all(now: datetime) -> int:
    warned = 0
    for request_id in warnings_due(now):
        with transaction():
            warned += warn(WORKER, request_id, now)
    db.session.rollback()
    return warned


def told() -> list[tuple[Role | None, str]]:
    rows = db.session.scalars(
        select(Notification)
        .where(Notification.kind == NotificationKind.SUITABILITY_CHECK)
        .order_by(Notification.id)
    )
    return [(row.role, row.why) for row in rows]


def test_ten_working_days_from_receipt_with_half_time_and_two_days_before(desk: Desk) -> None:
    request = asked(desk).request
    # Wednesday 18 November 2026; no bank holiday comes before Christmas.
    assert request.half_at == datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
    assert request.warning_at == datetime(2026, 11, 30, 11, 0, tzinfo=UTC)
    assert request.due_at == datetime(2026, 12, 2, 11, 0, tzinfo=UTC)
    assert request.director_at == datetime(2026, 12, 9, 11, 0, tzinfo=UTC)


def test_what_came_in_late_is_late_from_its_receipt(desk: Desk) -> None:
    standing = asked(desk, at=NOW - timedelta(days=60))
    assert standing.clock(NOW) is CheckClock.WITH_DIRECTOR
    assert open_counts(NOW).counts == (1, 1)


def test_each_state_is_told_once_and_the_last_to_the_director_too(desk: Desk) -> None:
    request = asked(desk).request
    moments = (request.half_at, request.warning_at, request.due_at, request.director_at)
    for place, moment in enumerate(moments, 1):
        assert warn_all(moment - timedelta(seconds=1)) == 0
        assert [warn_all(moment), warn_all(moment)] == [1, 0]
        assert len(list(db.session.scalars(select(CheckWarning)))) == place
    assert [role for role, _ in told()] == [*[Role.DESIGNATED_MANAGER] * 4, Role.DIRECTOR]
    assert len({why for _, why in told()}) == 4


def test_a_state_that_was_passed_is_not_told_any_more(desk: Desk) -> None:
    request = asked(desk).request
    assert warn_all(request.director_at) == 1
    assert {role for role, _ in told()} == {Role.DESIGNATED_MANAGER, Role.DIRECTOR}
    assert len(told()) == 2
    assert len(list(db.session.scalars(select(CheckWarning)))) == 4


def test_nobody_is_warned_of_what_was_answered(desk: Desk) -> None:
    standing = ready(desk)
    with transaction():
        record_reply_gone(desk.officer, standing.request.id, desk.email_id, procedure(), NOW)
    db.session.rollback()
    assert warnings_due(standing.request.director_at) == ()
    assert open_counts(standing.request.director_at).counts == (0, 0)


def test_the_worker_looks_after_the_clocks(app: Flask) -> None:
    with app.app_context():
        with transaction():
            desk = make_desk(make_town())
        due_at = asked(desk).request.due_at
        db.session.remove()
    assert "suitability_checks" in {duty.name for duty in DUTIES}
    run_once(app, due_at)
    with app.app_context():
        assert len(told()) == 1


def test_the_list_is_filtered_sorted_and_paged(desk: Desk) -> None:
    old = asked(desk, at=NOW - timedelta(days=40))
    new = asked(desk, replace(WHOLE, names=()), at=NOW)
    numbers = {
        (shown, order): [
            one.request.id for one in ageing_page(shown, None, order, 1, procedure(), NOW).requests
        ]
        for shown in Shown
        for order in Order
    }
    first, second = old.request.id, new.request.id
    assert numbers[Shown.OPEN, Order.DUE] == numbers[Shown.OPEN, Order.OLDEST] == [first, second]
    assert numbers[Shown.OPEN, Order.NEWEST] == numbers[Shown.ALL, Order.NEWEST] == [second, first]
    assert numbers[Shown.OVERDUE, Order.DUE] == [first]
    for shown in (Shown.ANSWERED, Shown.ENDED, Shown.WAITS_FOR_SHARING):
        assert numbers[shown, Order.DUE] == []
    of_purpose = ageing_page(Shown.OPEN, CheckPurpose.ADOPTION, Order.DUE, 1, procedure(), NOW)
    assert of_purpose.found == 0 and (of_purpose.waiting, of_purpose.late) == (2, 1)
    beyond = ageing_page(Shown.OPEN, CheckPurpose.FOSTERING, Order.DUE, 2, procedure(), NOW)
    assert beyond.requests == [] and beyond.found == 2 and not beyond.more


def test_the_program_starts_with_these_figures() -> None:
    app = create_app({"database_url": "sqlite:///:memory:"})
    figures = app.extensions["lacrecords_procedure"]
    assert figures.suitability_check_working_days == 10
    assert figures.suitability_warning_working_days < figures.suitability_check_working_days
