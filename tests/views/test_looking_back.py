"""A record at a moment of the past, and the difference between two moments, over HTTP."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import partial
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lacrecords.children import services
from lacrecords.children.moments import Asked, Knowledge, asked_at
from lacrecords.children.queries import child_id_of
from lacrecords.children.record import When
from lacrecords.children.services import CloseCase, NewChild, NewName, OpenCase
from lacrecords.database import now_utc, transaction
from lacrecords.staff.queries import council_day
from lacrecords.terms import NameType, Role
from tests.factories.children import path_of, restrict
from tests.factories.movements import make_authority, make_movement
from tests.factories.risk import make_notification
from tests.support.register import Register

PARTS = ("year", "month", "day")
MADE = datetime(2026, 2, 2, 10, 0, tzinfo=UTC)
OPENED = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
RENAMED = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
CLOSED = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def manager(register: Register) -> FlaskClient:
    return register.browser(register.staff(Role.DESIGNATED_MANAGER))


@pytest.fixture
def path(app: Flask, register: Register) -> str:
    """Made in February; opened and renamed on 2 March; closed on 1 April."""
    worker = register.staff(Role.LEAD_SOCIAL_WORKER, name="Cato Brindle")
    with app.app_context():
        with transaction():
            name = NewName(forename="Brannock", surname="Lockyer")
            child = services.create_child(worker, NewChild(names=(name,)), MADE)
            opening = OpenCase(opened_on=council_day(OPENED), reason="A referral", shown_id=None)
            shown = services.open_case(worker, child, opening, OPENED)
            renamed = services.RecordName(
                name_type=NameType.CURRENT, forename="Brannock", surname="Crisp"
            )
            services.record_name(worker, child, renamed, RENAMED)
            closing = CloseCase(
                closure_reason="RC7",
                closed_on=council_day(CLOSED),
                reason="Needs met",
                shown_id=shown,
            )
            services.close_case(worker, child, closing, CLOSED)
        return path_of(child)


def asked(day: str, at: str = "", later: str = "", later_at: str = "", how: str = "said") -> str:
    fields = {"how": how, "at": at, "later_at": later_at}
    for name, said in (("on", day), ("later_on", later)):
        parts = said.split("-") if said else ("", "", "")
        fields |= {f"{name}-{part}": one for part, one in zip(PARTS, parts, strict=True)}
    return urlencode(fields)


def look(client: FlaskClient, path: str, *moments: str, **more: str) -> str:
    answer = client.get(f"{path}/look-back?{asked(*moments, **more)}", follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_minute_of_a_day_shows_what_was_known_in_it(manager: FlaskClient, path: str) -> None:
    before, after = (
        look(manager, path, "2026-03-02", "14:59"),
        look(manager, path, "2026-03-02", "15:00"),
    )
    assert "Brannock Lockyer" in before and "Crisp" not in before
    assert "<h1" in after and "Brannock Crisp" in after
    assert "as it stood on 2 March 2026, 2:59pm" in before


def test_what_was_true_then_is_told_as_it_is_known_now(manager: FlaskClient, path: str) -> None:
    page = look(manager, path, "2026-03-10", how="true")
    assert "This is what was true on 10 March 2026" in page
    assert "Case open" in page and "Brannock Crisp" in page


def test_two_moments_are_compared_by_whom_and_why(
    manager: FlaskClient, path: str, register: Register
) -> None:
    page = look(manager, path, "2026-02-03", "", "2026-04-02")
    assert "Case closed" in page or "Case opened" in page
    assert "Why: Needs met" in page
    assert "by Cato Brindle" in page
    assert "Brannock Crisp" in page and "Brannock Lockyer" in page
    assert register.trail("child_moments_compared")
    between = look(manager, path, "2026-03-02", "15:00", "2026-04-02")
    said = between.split("What became different")[1].split('<form method="get"')[0]
    assert "Ended" in said and "Case closed" in said and "Crisp" not in said


def test_between_two_moments_at_which_nothing_was_written_nothing_is_different(
    manager: FlaskClient, path: str
) -> None:
    assert "Nothing that you may see became different" in look(
        manager, path, "2026-03-03", "", "2026-03-20"
    )


@pytest.mark.parametrize("how", ["said", "true"])
def test_today_without_a_time_is_now_and_then_is_compared_against_it(
    manager: FlaskClient, path: str, how: str
) -> None:
    today = council_day(now_utc())
    page = look(manager, path, "2026-03-20", "", today.isoformat(), how=how)
    assert "What became different" in page and "Case closed" in page
    assert "Brannock Crisp" in look(manager, path, today.isoformat(), how=how)
    twice = manager.get(f"{path}/look-back?{asked(today.isoformat(), '', today.isoformat())}")
    assert "The later moment must be after the first" in twice.text
    lists = f"which=open_cases&{asked('2026-03-10', '', today.isoformat(), how=how)}"
    page = manager.get(f"/children/lists-as-they-stood?{lists}").text
    assert "Left" in page and "Brannock" in page


def test_a_day_that_is_past_without_a_time_is_its_end_and_a_later_minute_is_refused() -> None:
    now = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
    said = partial(asked_at, knowledge=Knowledge.SAID, now=now)
    assert said(date(2026, 3, 2), None) == Asked(When(now, date(2026, 3, 2)), Knowledge.SAID)
    assert said(date(2026, 3, 2), time(10, 31)) is None
    assert said(date(2026, 3, 3), None) is None
    yesterday = said(date(2026, 3, 1), None)
    assert yesterday is not None
    assert yesterday.when.moment == datetime(2026, 3, 1, 23, 59, 59, 999999, tzinfo=UTC)


def test_two_days_are_compared_by_what_was_true_on_them(manager: FlaskClient, path: str) -> None:
    page = look(manager, path, "2026-02-03", "", "2026-03-20", how="true")
    assert "Began" in page and "Case opened" in page
    page = look(manager, path, "2026-03-20", "", "2026-04-20", how="true")
    assert "Ended" in page and "Case closed" in page


@pytest.mark.parametrize(
    ("moments", "words"),
    [
        (("2026-13-02",), "must be a real date"),
        (("",), "Enter the day"),
        (("2099-01-01",), "The moment must be in the past"),
        (("2026-03-02", "25:00"), "Enter a time like 9:30 or 14:05"),
        (("2026-03-02", "", "2026-03-01"), "The later moment must be after the first"),
        (("2026-03-02", "", "2099-01-01"), "The moment must be in the past"),
    ],
)
def test_a_moment_that_cannot_be_is_refused_in_words(
    manager: FlaskClient, path: str, moments: tuple[str, ...], words: str
) -> None:
    answer = manager.get(f"{path}/look-back?{asked(*moments)}")
    assert answer.status_code == 422 and words in answer.text


def test_a_record_closed_to_the_reader_today_is_closed_for_every_moment(
    app: Flask, register: Register, path: str
) -> None:
    owner = register.staff(Role.DESIGNATED_MANAGER)
    other = register.browser(register.staff(Role.TEAM_MANAGER))
    assert "Brannock" in look(other, path, "2026-03-03")
    with app.app_context(), transaction():
        restrict(_child_id(path), owner)
    answer = other.get(f"{path}/look-back?{asked('2026-03-03', '', '2026-04-02')}")
    assert answer.status_code == 404
    assert "Brannock" in look(register.browser(owner), path, "2026-03-03")


def _child_id(path: str) -> int:
    found = child_id_of(path.rsplit("/", 1)[1])
    assert found is not None
    return found


def test_lists_as_they_stood_are_shown_to_managers_and_stand_in_the_trail(
    manager: FlaskClient, path: str, register: Register
) -> None:
    address = "/children/lists-as-they-stood"
    moment = asked("2026-03-10")
    page = manager.get(f"{address}?which=open_cases&{moment}")
    assert page.status_code == 200 and "Brannock Crisp" in page.text
    both = asked("2026-03-10", "", "2026-04-10")
    page = manager.get(f"{address}?which=open_cases&{both}")
    assert "Left" in page.text and "Brannock" in page.text
    assert register.trail("list_as_it_stood_viewed")
    assert "Select a list" in manager.get(f"{address}?{moment}").text
    assert manager.get(f"{address}?which=open_cases&page=0&{moment}").status_code == 404
    assert manager.get(f"{address}?which=open_cases&team=nobody&{moment}").status_code == 422
    worker = register.browser(register.staff(Role.LEAD_SOCIAL_WORKER))
    assert worker.get(address).status_code == 403


def test_lists_of_other_slices_are_offered_to_those_who_may_read_them(
    app: Flask, register: Register
) -> None:
    address = "/children/lists-as-they-stood"
    chief, manager = register.staff(Role.DESIGNATED_MANAGER), register.staff(Role.TEAM_MANAGER)
    with app.app_context():
        now = now_utc()
        with transaction():
            movement = make_movement(chief, make_authority(), now, moved_on=now.date())
            reference = movement.row.reference
            notification = make_notification(chief)
    today = asked(council_day(now).isoformat(), how="true")
    theirs, mine = register.browser(manager), register.browser(chief)
    page = theirs.get(f"{address}?which=movements&{today}").text
    assert f'href="/movements/{reference}"' in page and "Ottoline Fairweather" in page
    assert "Bertram" not in theirs.get(f"{address}?which=risk_notifications&{today}").text
    page = mine.get(f"{address}?which=risk_notifications&{today}").text
    assert f'href="/risk-notifications/{notification}"' in page and "Bertram" in page
    for key in ("enquiries_to_consider", "suitability_checks"):
        assert mine.get(f"{address}?which={key}&{today}").status_code == 200
        refused = theirs.get(f"{address}?which={key}&{today}")
        assert refused.status_code == 422 and "Select one of the answers shown" in refused.text
    assert register.trail("list_as_it_stood_viewed")
