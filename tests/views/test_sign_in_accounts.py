"""One's own account, setting a password by invitation, the staff list and absences."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lacrecords.database import db, now_utc, transaction
from lacrecords.staff import queries, services
from lacrecords.staff.home import DESKS, desk_of
from lacrecords.staff.models import Absence
from lacrecords.staff.services import NewAccount
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import Role
from tests.factories.staff import MAKER, PASSWORD, client_of_role, make_account, sign_in_as
from tests.support.posting import post_form, token_on

NEW_PASSWORD = "a teapot on the gravel"


@pytest.fixture
def worker(app: Flask, client: FlaskClient) -> SignedInActor:
    """A lead social worker, signed in in `client`."""
    with app.app_context(), transaction():
        actor = make_account(
            Role.LEAD_SOCIAL_WORKER, name="Sunniva Adeyo", email="sunniva@ashdown.example"
        )
    sign_in_as(client, actor)
    return actor


def _invitation(app: Flask) -> str:
    new = NewAccount(
        email="ansel@ashdown.example",
        name="Ansel Prideaux",
        role=Role.DIRECTOR,
        office_number="01632 960111",
    )
    with app.app_context(), transaction():
        return services.invite(MAKER, new, now_utc()).token


def test_an_invited_person_sets_a_password_and_signs_in(app: Flask, client: FlaskClient) -> None:
    path = f"/set-password/{_invitation(app)}"
    page = client.get(path).text
    assert "ansel@ashdown.example" in page and 'autocomplete="new-password"' in page
    assert post_form(client, path, password=NEW_PASSWORD).location == "/sign-in"
    answer = post_form(client, "/sign-in", email="ansel@ashdown.example", password=NEW_PASSWORD)
    assert answer.status_code == 302


def test_an_invitation_works_once_and_an_unknown_one_never(app: Flask, client: FlaskClient) -> None:
    path = f"/set-password/{_invitation(app)}"
    post_form(client, path, password=NEW_PASSWORD)
    used, unknown = client.get(path), client.get("/set-password/unknown")
    assert used.status_code == unknown.status_code == 404
    assert "can no longer be used" in used.text and "can no longer be used" in unknown.text
    again = post_form(client, path, page="/sign-in", password="another gravel moon here")
    assert again.status_code == 404


def test_a_refused_password_says_what_to_do(app: Flask, client: FlaskClient) -> None:
    path = f"/set-password/{_invitation(app)}"
    short = post_form(client, path, password="short")
    named = post_form(client, path, password="prideaux and a teapot")
    assert (short.status_code, named.status_code) == (422, 422)
    assert "Password must be 15 characters or more" in short.text
    assert "must not contain your name" in named.text
    assert "prideaux and a teapot" not in named.text


def test_the_account_page_shows_name_and_role(client: FlaskClient, worker: SignedInActor) -> None:
    page = client.get("/account").text
    for words in ("Sunniva Adeyo", "Lead social worker", "sunniva@ashdown.example"):
        assert words in page


def test_a_new_password_needs_the_current_one(client: FlaskClient, worker: SignedInActor) -> None:
    wrong = post_form(client, "/account", current="not my password", password=NEW_PASSWORD)
    assert wrong.status_code == 422
    assert "The current password is not right" in wrong.text
    missing = post_form(client, "/account", password=NEW_PASSWORD)
    assert missing.status_code == 422


def test_a_new_password_signs_the_person_out_everywhere_else(
    app: Flask, client: FlaskClient, worker: SignedInActor
) -> None:
    elsewhere = sign_in_as(app.test_client(), worker)
    answer = post_form(client, "/account", current=PASSWORD, password=NEW_PASSWORD)
    assert answer.status_code == 302
    assert "signed out everywhere else" in client.get("/account").text
    assert elsewhere.get("/account").status_code == 302
    fresh = app.test_client()
    email = "sunniva@ashdown.example"
    assert post_form(fresh, "/sign-in", email=email, password=PASSWORD).status_code == 422
    assert post_form(fresh, "/sign-in", email=email, password=NEW_PASSWORD).status_code == 302


def test_fields_that_the_form_does_not_have_change_nothing(
    app: Flask, client: FlaskClient, worker: SignedInActor
) -> None:
    post_form(
        client, "/account", current=PASSWORD, password=NEW_PASSWORD,
        role="director", name="Somebody", email="x@elsewhere.example",
    )  # fmt: skip
    with app.app_context():
        card = queries.person(worker.account_id)
    assert card is not None
    assert (card.name, card.role) == ("Sunniva Adeyo", Role.LEAD_SOCIAL_WORKER)


@pytest.mark.parametrize(
    "path", ["/sign-in", "/sign-out", "/account", "/account/sessions/1/end", "/staff/1/absence"]
)
def test_every_post_needs_the_token_of_its_own_browser(app: Flask, path: str) -> None:
    manager = client_of_role(app, Role.TEAM_MANAGER)
    assert manager.get("/account").status_code == 200
    of_another_browser = token_on(client_of_role(app, Role.TEAM_MANAGER), "/account")
    for data in ({}, {"csrf_token": "made-up"}, {"csrf_token": of_another_browser}):
        assert manager.post(path, data=data).status_code == 400
    assert manager.get("/account").status_code == 200


def test_a_manager_records_an_absence_with_cover(app: Flask, worker: SignedInActor) -> None:
    manager = client_of_role(app, Role.TEAM_MANAGER)
    with app.app_context(), transaction():
        cover = make_account(Role.LEAD_SOCIAL_WORKER, name="Imogen Vashti")
    today = queries.council_day(now_utc())
    back = today + timedelta(days=7)
    dates = {
        f"{name}__{part}": str(getattr(day, part))
        for name, day in (("from_on", today), ("to_on", back))
        for part in ("day", "month", "year")
    }
    path = f"/staff/{worker.account_id}/absence"
    answer = post_form(manager, path, cover_id=str(cover.account_id), **dates)
    assert (answer.status_code, answer.location) == (302, "/staff")
    page = manager.get("/staff").text
    assert "Imogen Vashti covers." in page and "Away until" in page
    with app.app_context():
        assert queries.cover_for(worker.account_id, today) is not None
        assert db.session.scalars(select(Absence)).one().to_on == back


def test_an_absence_that_cannot_be_is_explained(app: Flask, worker: SignedInActor) -> None:
    manager = client_of_role(app, Role.DESIGNATED_MANAGER)
    path = f"/staff/{worker.account_id}/absence"
    empty = post_form(manager, path)
    assert empty.status_code == 422 and "Enter the first day away" in empty.text
    dates = {
        f"{name}__{part}": value
        for name in ("from_on", "to_on")
        for part, value in (("day", "3"), ("month", "11"), ("year", "2026"))
    }
    same_day = post_form(manager, path, **dates)
    assert same_day.status_code == 422
    assert "First day back must be after the first day away" in same_day.text
    unknown_cover = post_form(manager, path, cover_id="999999", **dates)
    assert unknown_cover.status_code == 422


def test_the_absence_of_an_unknown_person_is_not_found(app: Flask) -> None:
    manager = client_of_role(app, Role.TEAM_MANAGER)
    assert manager.get("/staff/999999/absence").status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_desk_and_home_leads_there(app: Flask, role: Role) -> None:
    answer = client_of_role(app, role).get("/")
    assert answer.status_code == 302
    with app.test_request_context():
        expected = app.url_for(desk_of(role, app.view_functions))
    assert answer.location == expected


def test_where_a_desk_is_missing_home_is_ones_own_account() -> None:
    for role in Role:
        assert desk_of(role, ()) == "staff.account"
        assert desk_of(role, set(DESKS.values())) == DESKS[role]
