"""The pages of the teams, and the warning where enquirers could be given nobody to speak to."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lacrecords.database import now_utc, transaction
from lacrecords.staff import queries, services
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import Role, TeamKind
from tests.factories.staff import MAKER, client_of_role, make_account, make_team
from tests.support.posting import post_form

TEAM = {"name": "Night team", "kind": "out_of_hours", "office_number": "01632 960166"}


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """A system administrator's browser."""
    return client_of_role(app, Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def manager(app: Flask) -> SignedInActor:
    """Somebody who can manage a team."""
    with app.app_context(), transaction():
        return make_account(Role.TEAM_MANAGER, name="Perrin Aldous")


def test_a_missing_duty_or_out_of_hours_team_is_said_until_it_is_there(
    app: Flask, browser: FlaskClient
) -> None:
    page = browser.get("/staff/teams").text
    assert "There is no duty team" in page and "There is no out-of-hours team" in page
    assert post_form(browser, "/staff/teams/add", **TEAM).status_code == 302
    page = browser.get("/staff/teams").text
    assert "There is no duty team" in page and "There is no out-of-hours team" not in page
    with app.app_context(), transaction():
        make_team(TeamKind.DUTY, name="Duty team")
    page = browser.get("/staff/teams").text
    assert "There is no" not in page and "Night team" in page
    with app.app_context(), transaction():
        make_team(TeamKind.DUTY, name="Another duty team")
    assert "There are 2 duty teams" in browser.get("/staff/teams").text


def test_a_team_gets_another_number_and_manager(
    app: Flask, browser: FlaskClient, manager: SignedInActor
) -> None:
    post_form(browser, "/staff/teams/add", **TEAM)
    with app.app_context():
        team = queries.team_of_kind(TeamKind.OUT_OF_HOURS)
    assert team is not None and team.manager_id is None
    path = f"/staff/teams/{team.team_id}"
    changed = post_form(
        browser, path, office_number="01632 960177", manager_id=str(manager.account_id),
        name="Renamed", kind="duty",
    )  # fmt: skip
    assert changed.status_code == 302
    assert "Perrin Aldous" in browser.get("/staff/teams").text
    with app.app_context():
        card = queries.team(team.team_id)
    assert card is not None
    assert (card.office_number, card.manager_id) == ("01632 960177", manager.account_id)
    assert (card.name, card.kind) == ("Night team", TeamKind.OUT_OF_HOURS)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": ""}, "Enter the name of the team"),
        ({"name": "x" * 81}, "80 characters or fewer"),
        ({"kind": "secret"}, "Select one of the answers shown"),
        ({"office_number": ""}, "Enter the office number"),
        ({"office_number": "the red one"}, "Enter one telephone number"),
        ({"manager_id": "999999"}, "Select one of the answers shown"),
    ],
)
def test_a_refused_team_is_explained_and_given_back(
    browser: FlaskClient, fields: dict[str, str], message: str
) -> None:
    answer = post_form(browser, "/staff/teams/add", **(TEAM | fields))
    assert answer.status_code == 422 and message in answer.text
    kept = "office_number" if "name" in fields else "name"
    assert f'value="{TEAM[kept]}"' in answer.text
    assert "No team is recorded yet" in browser.get("/staff/teams").text


def test_a_name_is_given_to_one_team(browser: FlaskClient) -> None:
    post_form(browser, "/staff/teams/add", **TEAM)
    again = post_form(browser, "/staff/teams/add", **(TEAM | {"name": " NIGHT  team "}))
    assert again.status_code == 422 and "There is a team of this name" in again.text


def test_only_managers_who_work_here_are_offered_and_taken(
    app: Flask, browser: FlaskClient, manager: SignedInActor
) -> None:
    with app.app_context(), transaction():
        officer = make_account(Role.DUTY_OFFICER, name="Juno Castellan")
        services.disable_account(MAKER, manager.account_id, now_utc())
    page = browser.get("/staff/teams/add").text
    assert "Juno Castellan" not in page and "Perrin Aldous" not in page
    for person in (officer, manager):
        fields = TEAM | {"manager_id": str(person.account_id)}
        assert post_form(browser, "/staff/teams/add", **fields).status_code == 422


def test_a_team_whose_manager_has_left_can_still_change_its_number(
    app: Flask, browser: FlaskClient, manager: SignedInActor
) -> None:
    with app.app_context(), transaction():
        team = make_team(TeamKind.DUTY, manager_id=manager.account_id)
        services.disable_account(MAKER, manager.account_id, now_utc())
    fields = {"office_number": "01632 960188", "manager_id": str(manager.account_id)}
    assert post_form(browser, f"/staff/teams/{team}", **fields).status_code == 302


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999", "x"])
def test_a_team_that_is_not_there_is_not_found(browser: FlaskClient, number: str) -> None:
    assert browser.get(f"/staff/teams/{number}").status_code == 404


def test_a_manager_reads_the_teams_and_changes_nothing(app: Flask) -> None:
    with app.app_context(), transaction():
        team = make_team(name="Larkfield team")
    reader = client_of_role(app, Role.TEAM_MANAGER)
    page = reader.get("/staff/teams").text
    assert "Larkfield team" in page and "Add a team" not in page
    assert f"/staff/teams/{team}" not in page
    assert reader.get(f"/staff/teams/{team}").status_code == 403
