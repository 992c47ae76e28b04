"""The pages of holding a notification, destroying it, and of what stands in its place."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lacrecords.database import now_utc, transaction
from lacrecords.risk_notifications import comparing
from lacrecords.risk_notifications.hits import waiting_hits
from lacrecords.terms import Role
from tests.factories.children import make_child
from tests.factories.disposals import PROCEDURE, Removed, long_ago, make_removed, make_standing
from tests.factories.disposals import taken_off as take_off
from tests.factories.staff import make_account, sign_in_as
from tests.support.posting import post_form

NAME = "Bertram Quillfeather"


class Pages:
    """A notification, and the browsers of those who answer for it."""

    def __init__(self, app: Flask, made: Removed) -> None:
        self.made = made
        self.path = f"/risk-notifications/{made.reference}"
        self.manager = sign_in_as(app.test_client(), made.manager)
        self.guardian = sign_in_as(app.test_client(), made.guardian)


@pytest.fixture
def pages(app: Flask) -> Pages:
    with app.app_context():
        made = make_removed(long_ago())
    return Pages(app, made)


def listed(client: FlaskClient, show: str = "due") -> str:
    return client.get(f"/risk-notifications/disposal?show={show}").text


def test_one_asks_another_decides_and_a_certificate_stands_in_its_place(pages: Pages) -> None:
    index = pages.manager.get("/risk-notifications").text
    assert "may be destroyed (1 to see to)" in index
    assert NAME in listed(pages.manager)
    assert "The designated manager asks" in pages.guardian.get(f"{pages.path}/dispose").text
    wrong = post_form(pages.manager, f"{pages.path}/dispose")
    assert "Select why it should be destroyed" in wrong.text
    asked = post_form(pages.manager, f"{pages.path}/dispose", ground="time_is_over")
    assert asked.location == pages.path
    assert "You asked for this" in pages.manager.get(f"{pages.path}/dispose").text
    assert NAME in listed(pages.guardian, "waits") and NAME not in listed(pages.guardian)
    decided = post_form(pages.guardian, f"{pages.path}/dispose", answer="agreed")
    assert decided.location == pages.path
    page = pages.guardian.get(pages.path)
    assert page.status_code == 200 and "Certificate" in page.text
    assert "The time for which it is kept is over" in page.text
    assert "does not say any more" not in page.text
    assert NAME not in page.text and "Quillfeather" not in page.text
    done = listed(pages.manager, "destroyed")
    assert pages.made.reference in done and NAME not in done
    assert NAME not in pages.manager.get("/risk-notifications?show=removed").text
    assert pages.manager.get(f"{pages.path}/dispose").status_code == 404


def test_whoever_asked_cannot_decide_by_sending_the_form(pages: Pages) -> None:
    post_form(pages.manager, f"{pages.path}/dispose", ground="time_is_over")
    sent = post_form(
        pages.manager, f"{pages.path}/dispose", page=f"{pages.path}/hold", answer="agreed"
    )
    assert "A second person decides" in sent.text or "You asked for this" in sent.text
    assert NAME in pages.manager.get(pages.path).text


def test_what_is_held_says_why_it_is_not_destroyed(pages: Pages) -> None:
    held = post_form(pages.guardian, f"{pages.path}/hold", reason="The coroner needs it")
    assert held.location == pages.path
    assert "It is held. The hold must be lifted first" in (
        pages.manager.get(f"{pages.path}/dispose").text
    )
    assert NAME in listed(pages.manager, "held")
    assert "Another person lifts that" in pages.guardian.get(f"{pages.path}/hold").text
    page = pages.manager.get(f"{pages.path}/hold").text
    assert "The coroner needs it" in page
    assert post_form(pages.manager, f"{pages.path}/hold", reason="Done").location == pages.path
    assert NAME in listed(pages.manager)


def test_what_was_taken_off_lately_says_until_when_it_is_kept(app: Flask) -> None:
    with app.app_context():
        pages = Pages(app, make_removed())
    assert "It is kept until" in pages.manager.get(f"{pages.path}/dispose").text
    assert NAME in listed(pages.manager, "later")


def test_an_old_link_of_a_meeting_leads_to_what_stands_in_its_place(app: Flask) -> None:
    with app.app_context():
        with transaction():
            make_child()
            lead = make_account(Role.LEAD_SOCIAL_WORKER)
        made = make_standing(long_ago())
        comparing.compare_changed(PROCEDURE, now_utc())
        (hit,) = waiting_hits((made.number,))
        met = hit.reference
        take_off(made)
        made.asked(at=now_utc())
        made.decided(at=now_utc())
    pages, others = Pages(app, made), sign_in_as(app.test_client(), lead)
    for client in (pages.manager, others):
        there = client.get(f"/risk-notifications/matter/{met}", follow_redirects=True)
        assert there.status_code == 200 and "was destroyed" in there.text
    plain = others.get(pages.path).text
    assert "Certificate" not in plain and "Nothing of what it said is kept" in plain
    assert others.get(f"{pages.path}/dispose").status_code == 403
    for path in ("/inbox", "/tasks", "/risk-notifications"):
        text = pages.manager.get(path).text
        assert "Quillfeather" not in text


def test_a_reference_that_was_never_given_is_not_there(pages: Pages) -> None:
    assert pages.manager.get("/risk-notifications/ZZZZ-9999").status_code == 404
    assert pages.manager.get("/risk-notifications/matter/ZZZZ-9999").status_code == 404
