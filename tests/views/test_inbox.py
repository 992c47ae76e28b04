"""The inbox in a browser without a screen: one's own, read, acknowledged, followed up."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lacrecords.audit.models import AuditEntry
from lacrecords.database import db, now_utc, transaction
from lacrecords.notifications.models import Acknowledgement, FollowUp, Notification
from lacrecords.notifications.services import NewTask, Recipient, climb, notify, open_task
from lacrecords.queue.models import Job
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import NotificationKind, Role, TaskKind
from tests.factories.notices import make_child_identity, make_enquiry, notice
from tests.factories.staff import MAKER, client_of_role, make_account, sign_in_as
from tests.support.posting import post_form
from tests.web.reading import Page, assert_sound


@dataclass(frozen=True)
class Told:
    """A worker who was told of two children at one address, and their browser."""

    worker: SignedInActor
    browser: FlaskClient
    reference: str
    enquiry: str
    enquiry_id: int
    child: str

    @property
    def path(self) -> str:
        """The address of the notification."""
        return f"/inbox/{self.reference}"


@pytest.fixture
def told(app: Flask) -> Told:
    """One urgent notification in the inbox of one worker."""
    with app.app_context(), transaction():
        worker = make_account(Role.LEAD_SOCIAL_WORKER)
        enquiry_id, enquiry = make_enquiry()
        child_id, child = make_child_identity()
        new = notice(
            Recipient(account_id=worker.account_id),
            enquiry_id,
            kind=NotificationKind.SAME_ADDRESS,
            child_id=child_id,
            why="The first lines <agree>.",
        )
        number = notify(MAKER, new, now_utc())
        reference = db.session.get_one(Notification, number).reference
    browser = sign_in_as(app.test_client(), worker)
    return Told(worker, browser, reference, enquiry, enquiry_id, child)


def _read(browser: FlaskClient, path: str) -> str:
    response = browser.get(path)
    assert response.status_code == 200
    assert_sound(Page(response.text))
    return response.text


def _rows(app: Flask, table: type[Acknowledgement] | type[FollowUp]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_the_inbox_lists_it_with_its_badge_its_clock_and_a_count(told: Told) -> None:
    text = _read(told.browser, "/inbox")
    assert "Urgent" in text
    assert "minutes left" in text
    assert f"Enquiry {told.enquiry}" in text
    assert told.path in text
    count = Page(text).one("span", class_="lacrecords-count")
    assert count.text.split() == ["1", "to", "read"]


def test_its_page_says_why_and_leads_to_the_enquiry_and_the_recipients_child(told: Told) -> None:
    text = _read(told.browser, told.path)
    assert "Somebody asked about a child at the same address as a child on a plan" in text
    assert "The first lines &lt;agree&gt;." in text
    links = [link["href"] for link in Page(text).all("a", class_="govuk-link")]
    assert f"/enquiries/{told.enquiry}" in links
    assert f"/children/{told.child}" in links


def test_reading_it_is_written_down(app: Flask, told: Told) -> None:
    _read(told.browser, told.path)
    with app.app_context():
        read = select(AuditEntry.actor).where(AuditEntry.action == "notification_read")
        assert db.session.scalars(read).all() == [told.worker.key]


def test_a_role_that_may_not_open_the_record_is_shown_no_link_to_it(app: Flask, told: Told) -> None:
    with app.app_context(), transaction():
        director = make_account(Role.DIRECTOR)
        child_id, child = make_child_identity()
        to_director = Recipient(account_id=director.account_id)
        notify(MAKER, notice(to_director, told.enquiry_id, child_id=child_id), now_utc())
        found = select(Notification.reference).where(Notification.account_id == director.account_id)
        reference = db.session.scalars(found).one()
    text = _read(sign_in_as(app.test_client(), director), f"/inbox/{reference}")
    assert told.enquiry in text
    assert f"/enquiries/{told.enquiry}" not in text
    assert child not in text


def test_pressing_acknowledge_twice_acknowledges_once(app: Flask, told: Told) -> None:
    for _ in range(2):
        response = post_form(told.browser, f"{told.path}/acknowledge", told.path, seen="1")
        assert response.status_code == 302
    assert _rows(app, Acknowledgement) == 1
    assert "You have read everything" in _read(told.browser, "/inbox")
    assert "Acknowledged by" in _read(told.browser, told.path)


def test_what_joined_in_the_meantime_is_shown_before_it_is_acknowledged(
    app: Flask, told: Told
) -> None:
    with app.app_context(), transaction():
        to_worker = Recipient(account_id=told.worker.account_id)
        sibling = notice(to_worker, told.enquiry_id, kind=NotificationKind.SIBLING)
        notify(MAKER, sibling, now_utc())
    path = f"{told.path}/acknowledge"
    response = post_form(told.browser, path, told.path, seen="1")
    assert response.status_code == 422
    assert "Something was added after you opened this" in response.text
    assert "brother or sister" in response.text
    assert _rows(app, Acknowledgement) == 0
    seen = Page(response.text).all("input", name="seen")
    assert {box["value"] for box in seen} == {"2"}
    assert post_form(told.browser, path, told.path, seen="2").status_code == 302
    assert _rows(app, Acknowledgement) == 1


@pytest.mark.parametrize("seen", ["", "none", "-1", "²"])
def test_a_tampered_number_of_notices_acknowledges_nothing(
    app: Flask, told: Told, seen: str
) -> None:
    path = f"{told.path}/acknowledge"
    assert post_form(told.browser, path, told.path, seen=seen).status_code == 422
    assert _rows(app, Acknowledgement) == 0


def test_a_follow_up_is_kept_and_shown(app: Flask, told: Told) -> None:
    words = "Rang the school & agreed a visit"
    for _ in range(2):
        path = f"{told.path}/follow-up"
        response = post_form(told.browser, path, told.path, seen="1", what_was_done=words)
        assert response.status_code == 302
    assert (_rows(app, FollowUp), _rows(app, Acknowledgement)) == (1, 1)
    assert "Rang the school &amp; agreed a visit" in _read(told.browser, told.path)


def test_a_follow_up_with_an_error_keeps_its_text(app: Flask, told: Told) -> None:
    path = f"{told.path}/follow-up"
    response = post_form(told.browser, path, told.path, seen="1", what_was_done=" ")
    assert response.status_code == 422
    assert "Enter what you did" in response.text
    long = "Rang the school. " * 400
    response = post_form(told.browser, path, told.path, seen="1", what_was_done=long)
    assert response.status_code == 422
    assert response.text.count("Rang the school.") == 400
    assert _rows(app, FollowUp) == 0


@pytest.mark.parametrize("role", [Role.LEAD_SOCIAL_WORKER, Role.DESIGNATED_MANAGER])
def test_to_anybody_else_it_does_not_exist(app: Flask, told: Told, role: Role) -> None:
    stranger = client_of_role(app, role)
    assert told.reference not in _read(stranger, "/inbox")
    assert stranger.get(told.path).status_code == 404
    for last in ("acknowledge", "follow-up"):
        path = f"{told.path}/{last}"
        response = post_form(stranger, path, "/account", seen="1", what_was_done="Not mine")
        assert response.status_code == 404
    assert (_rows(app, Acknowledgement), _rows(app, FollowUp)) == (0, 0)


def test_work_that_was_given_up_is_shown_to_the_designated_manager(app: Flask) -> None:
    with app.app_context(), transaction():
        db.session.add(
            Job(
                kind="deliver",
                payload={},
                idempotency_key="a",
                run_at=now_utc(),
                gave_up_at=now_utc(),
            )
        )
    assert "1 piece of background work" in _read(
        client_of_role(app, Role.DESIGNATED_MANAGER), "/inbox"
    )
    assert "background work" not in _read(client_of_role(app, Role.TEAM_MANAGER), "/inbox")


def test_what_has_climbed_leads_to_no_task_of_somebody_else(app: Flask) -> None:
    with app.app_context(), transaction():
        owner, other = make_account(Role.LEAD_SOCIAL_WORKER), make_account(Role.TEAM_MANAGER)
        enquiry_id, _ = make_enquiry()
        task = NewTask(
            kind=TaskKind.WORRY,
            recipient=Recipient(account_id=owner.account_id),
            why="Somebody is worried.",
            due_at=now_utc(),
            enquiry_id=enquiry_id,
        )
        open_task(MAKER, task, now_utc())
        told = db.session.scalars(select(Notification)).one()
        number = climb(MAKER, told.id, Recipient(account_id=other.account_id), now_utc())
        own = told.reference
        climbed = db.session.get_one(Notification, number).reference
    for person, reference, leads in ((owner, own, True), (other, climbed, False)):
        text = sign_in_as(app.test_client(), person).get(f"/inbox/{reference}").text
        assert ("Open the task" in text) is leads
