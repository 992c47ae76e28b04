"""Whoever leads for somebody who turns eighteen with an open case hears of it, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import func, select

from lacrecords.audit.actors import WORKER
from lacrecords.children.adulthood import newly_adult, tell_of_birthday
from lacrecords.database import db, transaction
from lacrecords.notifications.models import JoinedNotice, Notification
from lacrecords.terms import NotificationKind, Role
from lacrecords.worker import Worker
from tests.factories.town import NOW, Town, make_child
from tests.support.calls import council

EIGHTEEN_TODAY = date(2008, 11, 18)
"""NOW is 18 November 2026."""


@pytest.fixture
def town(database: str) -> Iterator[Town]:
    with council(database) as there, there.app.app_context():
        yield there.town


def somebody(town: Town, born_on: date, *, case_open: bool = True, lead: bool = True) -> int:
    leads = {"lead": town.lead, "team_id": town.casework_team_id} if lead else {}
    return make_child(born_on=born_on, case_open=case_open, **leads)  # type: ignore[arg-type]


def told() -> list[tuple[int | None, int | None, Role | None]]:
    kind = Notification.kind == NotificationKind.TURNED_EIGHTEEN
    rows = db.session.scalars(select(Notification).where(kind).order_by(Notification.id))
    return [(row.child_id, row.account_id, row.role) for row in rows]


def test_the_lead_hears_of_it_on_the_day_and_once(town: Town) -> None:
    with transaction():
        child_id = somebody(town, EIGHTEEN_TODAY)
        somebody(town, date(2008, 11, 19))
        somebody(town, EIGHTEEN_TODAY, case_open=False, lead=False)
        assert newly_adult(NOW) == (child_id,)
        tell_of_birthday(WORKER, child_id, NOW)
        assert told() == [(child_id, town.lead.account_id, None)]
        assert newly_adult(NOW) == ()


def test_without_a_lead_the_designated_manager_hears_of_it(town: Town) -> None:
    with transaction():
        child_id = somebody(town, EIGHTEEN_TODAY, lead=False)
        tell_of_birthday(WORKER, child_id, NOW)
        assert told() == [(child_id, None, Role.DESIGNATED_MANAGER)]


def test_of_two_birthdays_nobody_is_told_twice(town: Town) -> None:
    with transaction():
        for child_id in (somebody(town, EIGHTEEN_TODAY), somebody(town, EIGHTEEN_TODAY)):
            tell_of_birthday(WORKER, child_id, NOW)
        assert newly_adult(NOW) == ()
        joined = db.session.scalar(select(func.count(JoinedNotice.id))) or 0
        assert len(told()) + joined == 2


def test_the_worker_looks_after_it(database: str) -> None:
    with council(database) as there:
        child_id = there.do(lambda: somebody(there.town, EIGHTEEN_TODAY))
        worker = Worker(there.app)
        assert "eighteenth_birthdays" in {duty.name for duty in worker.duties}
        worker.duties = tuple(one for one in worker.duties if one.name == "eighteenth_birthdays")
        worker.run_once(NOW)
        worker.run_once(NOW)
        assert [row[0] for row in there.read(told)] == [child_id]
