"""Ending a movement over HTTP: what is left undone stands on the page, and two people end it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lacrecords.database import transaction
from tests.factories.movements import make_authority
from tests.factories.town import Town, make_town
from tests.support.posting import post_form
from tests.support.register import Register
from tests.views.test_movement_pages import a_child, record, step


@pytest.fixture
def town(app: Flask) -> Town:
    with app.app_context(), transaction():
        make_authority()
        return make_town()


@pytest.fixture
def manager(register: Register, town: Town) -> FlaskClient:
    return register.browser(town.designated_manager)


@pytest.fixture
def open_one(app: Flask, town: Town, manager: FlaskClient) -> str:
    """The page of a movement of a child on a plan, of which a notice went and nothing else."""
    _, child = a_child(app, town)
    path = record(manager, f"/movements/new?child={child.rpartition('/')[2]}").location
    step(manager, path, "notice_sent")
    return path


def end(client: FlaskClient, path: str, expect: int = 303, **said: str) -> TestResponse:
    seen = re.search(r'name="seen" value="([^"]+)"', client.get(f"{path}/end").text)
    said = {"seen": seen[1] if seen else "", "words": "She stayed at home"} | said
    answer = post_form(client, f"{path}/end", **said)
    assert answer.status_code == expect, answer.text
    return answer


def test_what_would_be_left_undone_stands_on_the_page_and_a_word_does_not_end_it(
    manager: FlaskClient, open_one: str
) -> None:
    page = manager.get(f"{open_one}/end").text
    for duty in ("Get the acknowledgement", "Send the papers", "transfer-in conference is held"):
        assert duty in page
    assert "a second person must agree" in page and "Propose the end" in page
    refused = end(manager, open_one, 422, words="x")
    assert "Select why the movement ends with this left undone" in refused.text
    assert ">x</textarea>" in refused.text
    assert "Enter why the movement is ended" in end(manager, open_one, 422, words=" ").text
    step(manager, open_one, "ended", 422)
    assert 'value="ended"' not in manager.get(f"{open_one}/step").text
    assert "What is due, and why" in manager.get(open_one).text


def test_two_people_end_it_and_it_says_so_on_its_page_and_the_childs(
    register: Register, town: Town, manager: FlaskClient, open_one: str
) -> None:
    end(manager, open_one, reason="not_happened")
    page = manager.get(open_one).text
    assert "The end is proposed" in page and "What is due, and why" in page
    assert "Agree to the proposed end of the movement, or turn it down" in page
    own = manager.get(f"{open_one}/end").text
    assert "It waits for another person" in own and "<textarea" not in own
    second = register.browser(town.team_manager)
    shown = second.get(f"{open_one}/end").text
    assert "Agree and end the movement" in shown and "She stayed at home" in shown
    assert 'name="reason"' not in shown
    end(second, open_one, words="I rang the mother")
    for reader in (second, manager):
        page = reader.get(open_one).text
        assert "Ended with things left undone" in page and "What was left undone" in page
        assert "I rang the mother" in page and "It did not happen" in page
    child = re.search(r'href="(/children/[^"]+)"', page)
    assert child is not None
    assert "Ended with things left undone" in manager.get(child[1]).text
    assert "No movement is open." in manager.get("/movements").text
    assert page.count("/withdraw") == 1, "only the end itself can be a mistake"
    assert {
        manager.get(f"{open_one}/{page}").status_code for page in ("end", "step", "notice")
    } == {409}
    assert len(register.trail("movement_ending_proposed")) == 1
    assert len(register.trail("movement_ended")) == 1


def test_a_second_person_turns_it_down_and_it_goes_on(
    register: Register, town: Town, manager: FlaskClient, open_one: str
) -> None:
    end(manager, open_one, reason="other")
    second = register.browser(town.team_manager)
    link = re.search(r'href="([^"]+/withdraw)">Turn it down', second.get(f"{open_one}/end").text)
    assert link is not None
    form = second.get(link[1]).text
    assert "Turn down the proposed end" in form and "Why is the movement not to be ended?" in form
    assert post_form(second, link[1], because="She did move").status_code == 303
    page = manager.get(open_one).text
    assert "She did move" in page and "End the movement" in page
    assert 'name="reason"' in manager.get(f"{open_one}/end").text


def test_what_changed_meanwhile_is_shown_before_anything_is_decided(
    manager: FlaskClient, open_one: str
) -> None:
    before = re.search(r'name="seen" value="([^"]+)"', manager.get(f"{open_one}/end").text)
    assert before is not None
    step(manager, open_one, "acknowledgement_received")
    late = end(manager, open_one, 422, seen=before[1], reason="died")
    assert "This has changed since the page was shown" in late.text
    assert "She stayed at home" in late.text and "Get the acknowledgement" not in late.text
    assert before[1] not in late.text
    end(manager, open_one, reason="died")


def test_nobody_ends_a_movement_who_may_not_change_it(
    register: Register, town: Town, open_one: str
) -> None:
    for person in (town.lead, town.duty_officer, town.duty_social_worker):
        assert register.browser(person).get(f"{open_one}/end").status_code == 403
    assert register.browser(town.team_manager).get("/movements/NONE-SUCH/end").status_code == 404
