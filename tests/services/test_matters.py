"""Tasks and notices about something that is no enquiry: told once, closed on their own page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lacrecords.audit.actors import command_actor
from lacrecords.database import db, transaction
from lacrecords.notifications.climbing import climb_overdue
from lacrecords.notifications.models import Notification, Task
from lacrecords.notifications.services import (
    Matter,
    NewTask,
    Notice,
    Recipient,
    close_tasks_of_matter,
    notify,
    open_task,
)
from lacrecords.terms import MatterKind, NotificationKind, Role, TaskKind, Urgency
from tests.factories.staff import make_account, sign_in_as
from tests.factories.town import NOW, make_town

ONE, OTHER = (Matter(MatterKind.MOVEMENT, f"ABCD-EFG{place}") for place in (2, 3))
MANAGER = Recipient(role=Role.DESIGNATED_MANAGER)


@pytest.fixture(autouse=True)
def town(in_app: Flask) -> None:
    with transaction():
        make_town()


def task(matter: Matter | None) -> NewTask:
    due = NOW + timedelta(days=1)
    return NewTask(
        kind=TaskKind.MOVEMENT, matter=matter, recipient=MANAGER, why="Send it", due_at=due
    )


def test_a_task_about_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="about an enquiry or another matter"):
        task(None)


def test_what_climbs_still_leads_to_the_matter() -> None:
    with transaction():
        open_task(command_actor(), task(ONE), NOW)
    (told,) = db.session.scalars(select(Notification))
    assert (told.matter, told.matter_reference) == (ONE.kind, ONE.reference)
    climb_overdue(told.acknowledge_by_at + timedelta(hours=1))
    above = db.session.scalars(select(Notification).order_by(Notification.id.desc())).first()
    assert above is not None and above.climbed_from_id == told.id
    assert (above.matter, above.matter_reference) == (ONE.kind, ONE.reference)


def test_closing_the_tasks_of_one_matter_leaves_those_of_another() -> None:
    actor = command_actor()
    with transaction():
        open_task(actor, task(ONE), NOW)
        open_task(actor, task(OTHER), NOW)
    with transaction():
        assert close_tasks_of_matter(actor, TaskKind.MOVEMENT, ONE, "Sent", NOW) == 1
        assert close_tasks_of_matter(actor, TaskKind.MOVEMENT, ONE, "Sent", NOW) == 0
    waiting = db.session.scalars(select(Task.matter_reference).where(Task.closed_at.is_(None)))
    assert list(waiting) == [OTHER.reference]


def test_the_same_words_about_one_matter_are_told_once() -> None:
    def tell(matter: Matter, why: str) -> int:
        told = Notice(NotificationKind.TURNED_EIGHTEEN, Urgency.ROUTINE, MANAGER, why=why)
        with transaction():
            return notify(command_actor(), told_of(told, matter), NOW)

    def told_of(notice: Notice, matter: Matter) -> Notice:
        return Notice(notice.kind, notice.urgency, notice.recipient, matter=matter, why=notice.why)

    first = tell(ONE, "Due")
    assert tell(ONE, "Due") == first
    assert len({first, tell(ONE, "Overdue"), tell(OTHER, "Due")}) == 3


def test_a_task_of_a_matter_is_not_closed_on_its_own_page(app: Flask) -> None:
    with transaction():
        manager = make_account(Role.DESIGNATED_MANAGER)
        open_task(command_actor(), task(ONE), NOW)
    # Not by the queries of the inbox: they ask who is signed in, and here nobody is yet.
    (reference,) = db.session.scalars(select(Task.reference))
    db.session.rollback()
    browser = sign_in_as(app.test_client(), manager)
    page = browser.get(f"/tasks/{reference}").get_data(as_text=True)
    assert ONE.reference in page and "Mark as done" not in page
    app.config["WTF_CSRF_ENABLED"] = False
    answer = browser.post(f"/tasks/{reference}/done", data={"words": "Done"})
    assert answer.status_code == 409
