"""Tasks in a browser without a screen: one's own, with their clock, done once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lacrecords.database import db, now_utc, transaction
from lacrecords.notifications.models import Task
from lacrecords.notifications.services import NewTask, Recipient, open_task
from lacrecords.terms import Role, TaskKind, TeamKind
from tests.factories.notices import make_enquiry
from tests.factories.staff import MAKER, client_of_role, make_account, make_team, sign_in_as
from tests.support.posting import post_form
from tests.web.reading import Page, assert_sound


@dataclass(frozen=True)
class Given:
    """Tasks given to the duty team, and the browser of somebody in it."""

    browser: FlaskClient
    references: dict[TaskKind, str]
    enquiry: str

    def path(self, kind: TaskKind) -> str:
        """The address of the task of this kind."""
        return f"/tasks/{self.references[kind]}"


@pytest.fixture
def given(app: Flask) -> Given:
    """A late task, one that is not due yet, and one that only a decision closes."""
    clocks = {
        TaskKind.WORRY: -30,
        TaskKind.RING_BACK: 50,
        TaskKind.MORE_ASKED: 55,
        TaskKind.MATCH: 58,
    }
    with app.app_context(), transaction():
        team = make_team(TeamKind.DUTY)
        officer = make_account(Role.DUTY_SOCIAL_WORKER, team_id=team)
        enquiry_id, enquiry = make_enquiry()
        for kind, minutes in clocks.items():
            new = NewTask(
                kind=kind,
                enquiry_id=enquiry_id,
                recipient=Recipient(team_id=team),
                why="Take it up.",
                due_at=now_utc() + timedelta(minutes=minutes),
            )
            open_task(MAKER, new, now_utc())
        references = {row.kind: row.reference for row in db.session.scalars(select(Task))}
    return Given(sign_in_as(app.test_client(), officer), references, enquiry)


def test_the_list_shows_the_most_pressing_first_with_its_clock(given: Given) -> None:
    text = given.browser.get("/tasks").text
    assert_sound(Page(text))
    order = [text.index(given.references[kind]) for kind in (TaskKind.WORRY, TaskKind.RING_BACK)]
    assert order == sorted(order)
    assert "30 minutes late" in text
    assert "minutes left" in text
    counts = [span.text.split() for span in Page(text).all("span", class_="lacrecords-count")]
    assert counts == [["4", "to", "read"], ["4", "to", "do"]]
    assert Page(text).one("a", aria_current="page").text.split()[0] == "Tasks"
    assert not Page(text).has("a", aria_current="true")


def test_its_page_leads_to_the_enquiry_and_closes_it_once(app: Flask, given: Given) -> None:
    path = given.path(TaskKind.RING_BACK)
    text = given.browser.get(path).text
    assert_sound(Page(text))
    assert f"/enquiries/{given.enquiry}" in text
    words = "Rang back; they had found the number"
    first = post_form(given.browser, f"{path}/done", path, rung_back="yes", words=words)
    again = post_form(given.browser, f"{path}/done", "/account", rung_back="no", words="Again")
    assert (first.status_code, again.status_code) == (302, 302)
    assert given.references[TaskKind.RING_BACK] not in given.browser.get("/tasks").text
    assert "Rang back; they had found the number" in given.browser.get(path).text


def test_a_task_without_words_is_not_done(given: Given) -> None:
    path = given.path(TaskKind.WORRY)
    response = post_form(given.browser, f"{path}/done", path, words="")
    assert response.status_code == 422
    assert "Enter what was done" in response.text
    assert_sound(Page(response.text))


@pytest.mark.parametrize("answer", [{}, {"rung_back": "no"}, {"words": "No answer"}])
def test_whether_they_were_rung_back_is_asked_and_why(given: Given, answer: dict[str, str]) -> None:
    path = given.path(TaskKind.RING_BACK)
    response = post_form(given.browser, f"{path}/done", path, **answer)
    assert response.status_code == 422
    assert_sound(Page(response.text))
    kept = post_form(
        given.browser, f"{path}/done", path, rung_back="no", words="No number was given"
    )
    assert kept.status_code == 302
    assert "Was the enquirer rung back?" in given.browser.get(path).text


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (TaskKind.MORE_ASKED, "when the decision is recorded"),
        (TaskKind.MATCH, "when somebody decides which child it is"),
    ],
)
def test_a_task_that_a_decision_closes_is_not_closed_by_hand(
    given: Given, kind: TaskKind, words: str
) -> None:
    path = given.path(kind)
    assert words in given.browser.get(path).text
    response = post_form(given.browser, f"{path}/done", "/account", words="Done")
    assert response.status_code == 409


def test_the_match_task_leads_to_the_check_and_to_the_candidates(given: Given) -> None:
    page = given.browser.get(given.path(TaskKind.MATCH)).text
    assert_sound(Page(page))
    for step in ("check", "protect"):
        path = f"/enquiries/{given.enquiry}/{step}"
        assert f'href="{path}"' in page


def test_to_another_team_it_does_not_exist_and_the_designated_manager_opens_each(
    app: Flask, given: Given
) -> None:
    stranger = client_of_role(app, Role.DUTY_OFFICER)
    manager = client_of_role(app, Role.DESIGNATED_MANAGER)
    late, early = given.path(TaskKind.WORRY), given.path(TaskKind.RING_BACK)
    assert [stranger.get(path).status_code for path in (late, early)] == [404, 404]
    assert [manager.get(path).status_code for path in (late, early)] == [200, 200]
    listed = manager.get("/tasks").get_data(as_text=True)
    assert late in listed and early not in listed
    everybodys = manager.get("/tasks?whose=all").get_data(as_text=True)
    assert late in everybodys and early in everybodys
    response = post_form(stranger, f"{late}/done", "/account", words="Not mine")
    assert response.status_code == 404
