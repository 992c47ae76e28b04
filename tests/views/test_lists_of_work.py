"""The lists of tasks and notifications: nothing scrolls away, and each opens as it was left."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lacrecords.audit.actors import command_actor
from lacrecords.database import db, now_utc, transaction
from lacrecords.notifications.services import Matter, NewTask, Recipient, open_task
from lacrecords.staff.list_choices import ListChoice
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import MatterKind, Role, TaskKind
from lacrecords.web.listing import A_PAGE
from tests.factories.children import OPEN, make_child, restrict
from tests.factories.currency import look_at_changes
from tests.factories.movements import make_authority, make_movement
from tests.factories.staff import make_account, sign_in_as

HOUR = timedelta(hours=1)
MANY = A_PAGE + 7


@pytest.fixture
def manager(app: Flask) -> SignedInActor:
    """The manager, with many late tasks of the team managers and one of their own."""
    with app.app_context(), transaction():
        made = make_account(Role.DESIGNATED_MANAGER)
        make_account(Role.TEAM_MANAGER)
        for place in range(MANY):
            give(Role.TEAM_MANAGER, TaskKind.MOVEMENT, place)
        give(Role.DESIGNATED_MANAGER, TaskKind.LATE_HIT, MANY)
        return made


def give(role: Role, kind: TaskKind, place: int, late: bool = False) -> None:
    task = NewTask(
        kind=kind,
        matter=Matter(MatterKind.MOVEMENT, f"MATTER-{place:03}"),
        recipient=Recipient(role=role),
        why="Look",
        due_at=now_utc() + (-1 if late else place + 1) * HOUR,
    )
    open_task(command_actor(), task, now_utc())


@pytest.fixture
def browser(app: Flask, manager: SignedInActor) -> FlaskClient:
    return sign_in_as(app.test_client(), manager)


def shown(browser: FlaskClient, address: str) -> set[str]:
    page = browser.get(address).get_data(as_text=True)
    return {f"MATTER-{place:03}" for place in range(MANY + 1) if f"MATTER-{place:03}" in page}


def test_every_task_stands_on_some_page(browser: FlaskClient) -> None:
    first, second = (shown(browser, f"/tasks?whose=all&page={page}") for page in (1, 2))
    assert len(first) == A_PAGE and len(second) == MANY + 1 - A_PAGE
    assert not first & second


def test_a_number_of_the_home_page_opens_exactly_its_rows(browser: FlaskClient) -> None:
    home = browser.get("/oversight").get_data(as_text=True)
    assert "whose=all&amp;kind=late_hit&amp;passing=yes" in home
    card = home.partition("Late hits to decide</a>")[2].partition("</li>")[0]
    assert "None late" in card and "Next due " in card
    assert "Next due" not in home.partition("Incidents</a>")[2].partition("</li>")[0]
    assert shown(browser, "/tasks?whose=all&kind=late_hit&passing=yes") == {f"MATTER-{MANY:03}"}
    assert len(shown(browser, "/tasks")) == 1, "following a number is not remembered"


def test_a_list_opens_as_it_was_left_for_this_person_alone(
    app: Flask, browser: FlaskClient
) -> None:
    assert len(shown(browser, "/tasks?whose=all&order=new")) == A_PAGE
    assert f"MATTER-{MANY:03}" in shown(browser, "/tasks")
    with app.app_context(), transaction():
        other = make_account(Role.DESIGNATED_MANAGER)
    assert len(shown(sign_in_as(app.test_client(), other), "/tasks")) == 1


def test_only_the_designated_manager_is_offered_everybodys(
    app: Flask, browser: FlaskClient
) -> None:
    with app.app_context(), transaction():
        lead = make_account(Role.LEAD_SOCIAL_WORKER)
    own = sign_in_as(app.test_client(), lead)
    page = own.get("/tasks?whose=all").get_data(as_text=True)
    assert "MATTER-" not in page and "Whose" not in page
    assert "You have nothing to do here." in page


def test_an_address_nobody_could_mean_opens_the_list(browser: FlaskClient) -> None:
    for address in ("/tasks?kind=x&page=-3", "/inbox?show=%00&page=9999999999", "/inbox?page=2"):
        assert browser.get(address).status_code == 200
    assert browser.get("/oversight/unacknowledged?state=late&kind=nothing").status_code == 200


def test_the_inbox_is_read_to_its_end(browser: FlaskClient, app: Flask) -> None:
    with app.app_context(), transaction():
        for place in range(MANY):
            give(Role.DESIGNATED_MANAGER, TaskKind.MATCH, place)
    numbers = []
    for page in (1, 2):
        text = browser.get(f"/inbox?show=unread&page={page}").get_data(as_text=True)
        numbers.append(text.count('class="govuk-link govuk-task-list__link"'))
    assert numbers == [A_PAGE, MANY + 1 - A_PAGE]
    rows = browser.get("/oversight/unacknowledged?page=3").get_data(as_text=True)
    assert f"of {2 * MANY + 1} notifications" in rows


LISTS = {
    "/movements": ("direction=out&state=&order=move", 'value="out" selected'),
    "/check-requests": ("shown=all&order=newest&purpose=", 'value="newest" selected'),
    "/risk-notifications": ("show=&level=&sort=name", 'value="name" selected'),
    "/records-to-put-right": ("severity=urgent&state=", 'value="urgent" selected'),
}


@pytest.mark.parametrize("address", LISTS)
def test_each_list_opens_as_it_was_left_and_as_it_is_where_a_number_led_to_it(
    browser: FlaskClient, address: str
) -> None:
    chosen, mark = LISTS[address]
    plain = browser.get(address).get_data(as_text=True)
    assert mark not in plain
    assert mark in browser.get(f"{address}?{chosen}").get_data(as_text=True)
    assert mark in browser.get(address).get_data(as_text=True)
    assert mark not in browser.get(f"{address}?passing=yes").get_data(as_text=True)
    assert mark in browser.get(address).get_data(as_text=True)
    reset = "&".join(f"{part.split('=')[0]}=" for part in chosen.split("&"))
    assert mark not in browser.get(f"{address}?{reset}").get_data(as_text=True)
    assert mark not in browser.get(address).get_data(as_text=True)


def test_nothing_but_words_of_lists_is_remembered(app: Flask, browser: FlaskClient) -> None:
    browser.get("/movements?direction=Wilfreda%20Ashgrove&order=move")
    with app.app_context():
        rows = db.session.scalars(select(ListChoice.chosen)).all()
    assert list(rows) == [{"order": "move"}]


@pytest.mark.parametrize("address", ["/incidents", "/considerations"])
def test_a_word_that_cannot_be_is_refused_once_and_not_remembered(
    browser: FlaskClient, address: str
) -> None:
    assert browser.get(f"{address}?show=none").status_code == 404
    assert browser.get(address).status_code == 200


def test_the_numbers_count_what_their_reader_finds_in_the_list(
    app: Flask, manager: SignedInActor
) -> None:
    """A record that is open to the manager counts for them, and not for the Director."""
    with app.app_context():
        with transaction():
            director = make_account(Role.DIRECTOR)
            child = make_child(cases=(OPEN,))
            other = make_child(cases=(OPEN,))
            authority, now = make_authority(), now_utc()
            for child_id in (child, other):
                make_movement(manager, authority, now, child_id=child_id, moved_on=now.date())
            restrict(child, manager)
        look_at_changes()
    mine = sign_in_as(app.test_client(), manager)
    theirs = sign_in_as(app.test_client(), director)
    shown, counted = (number_of(one, "Movements") for one in (mine, theirs))
    assert (shown, counted) == (2, 1)
    assert "2 open movements" in mine.get("/movements?passing=yes").text
    findings = number_of(mine, "Records to put right")
    assert f"{findings} entries" in mine.get("/records-to-put-right?passing=yes").text
    assert findings > number_of(theirs, "Records to put right")


def number_of(browser: FlaskClient, label: str) -> int:
    """The number on the home page under this label."""
    card = browser.get("/oversight").text.split(f">{label}<")[0]
    return int(card.rpartition("__number")[2].partition(">")[2].partition("<")[0])
