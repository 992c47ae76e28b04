"""The layout: who is signed in, what they may open, and what has just been done."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient

from lacrecords.rules.authorisation import Action, Actor
from lacrecords.terms import Role
from lacrecords.web.navigation import NavigationItem, register_navigation
from tests.web.reading import Page, assert_sound
from tests.web.test_fields import GOOD


@dataclass(frozen=True)
class Person:
    """Somebody signed in."""

    role: Role
    key: str = "account:1"
    account_id: int = 1
    name: str = "Ada <Quill>"
    team_ids: tuple[int, ...] = ()


@pytest.fixture
def signed_in(web_app: Flask) -> FlaskClient:
    """A browser in which a lead social worker is signed in, who has three notifications."""
    staff = Blueprint("staff", __name__)
    staff.add_url_rule("/sign-out", "sign_out", lambda: "", methods=["POST"])
    inbox = Blueprint("inbox", __name__)
    page = web_app.view_functions["plain"]
    inbox.add_url_rule("/inbox", "index", page)
    inbox.add_url_rule("/inbox/one", "one", page)
    inbox.add_url_rule("/accounts", "accounts", page)
    web_app.register_blueprint(staff)
    web_app.register_blueprint(inbox)
    web_app.extensions["lacrecords_load_actor"] = lambda: Person(Role.LEAD_SOCIAL_WORKER)
    accounts = NavigationItem("Accounts", "inbox.accounts", Action.STAFF_CHANGE, position=1)
    register_navigation(web_app, accounts)
    register_navigation(web_app, NavigationItem("Children", "plain", Action.CHILD_READ))
    item = NavigationItem("Inbox", "inbox.index", Action.INBOX, 20, _three, "to read")
    register_navigation(web_app, item)
    return web_app.test_client()


def _three(actor: Actor) -> int:
    return 3 if actor.role is Role.LEAD_SOCIAL_WORKER else 0


def test_the_navigation_shows_what_the_role_may_open_and_no_more(signed_in: FlaskClient) -> None:
    page = Page(signed_in.get("/plain").text)
    assert_sound(page)
    links = [each.text.split() for each in page.all("a", class_="govuk-service-navigation__link")]
    assert links == [["Children's", "register"], ["Inbox", "3", "to", "read"], ["Children"]]


def test_the_navigation_says_where_one_is(signed_in: FlaskClient) -> None:
    inside = Page(signed_in.get("/inbox/one").text)
    assert inside.one("a", aria_current="true").text.split()[0] == "Inbox"
    there = Page(signed_in.get("/plain").text)
    assert there.one("a", aria_current="page").text.strip() == "Children"


def test_every_signed_in_page_has_sign_out_and_the_name(signed_in: FlaskClient) -> None:
    page = Page(signed_in.get("/plain").text)
    assert page.one("form", action="/sign-out")["method"] == "post"
    assert page.has("button", class_="lacrecords-sign-out-button")
    name = page.one("span", class_="govuk-service-navigation__text")
    assert name.text == "Ada <Quill>"


def test_a_failure_page_asks_nobody_who_is_signed_in(
    web_app: Flask, signed_in: FlaskClient
) -> None:
    def fail() -> Actor:
        raise AssertionError("the database was asked")

    web_app.extensions["lacrecords_load_actor"] = fail
    assert signed_in.get("/database").status_code == 503
    assert signed_in.get("/crash").status_code == 500


def test_nobody_signed_in_sees_no_navigation_and_no_sign_out(browser: FlaskClient) -> None:
    page = Page(browser.get("/plain").text)
    assert_sound(page)
    assert not page.has("nav")
    assert not page.has("form")


def test_what_has_been_done_is_said_once_and_as_text(browser: FlaskClient) -> None:
    browser.post("/form", data=GOOD)
    page = Page(browser.get("/plain").text)
    banner = page.one(class_="govuk-notification-banner--success")
    assert "It is <b>saved</b>" in banner.text
    assert not Page(browser.get("/plain").text).has(class_="govuk-notification-banner")


def test_a_page_has_one_main_part_a_skip_link_and_a_language(browser: FlaskClient) -> None:
    page = Page(browser.get("/form").text)
    assert page.one("html")["lang"] == "en"
    assert page.one("a", class_="govuk-skip-link")["href"] == "#main-content"
    assert page.one("main")["id"] == "main-content"
    assert len(page.all("h1")) == 1
