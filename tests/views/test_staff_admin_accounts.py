"""The pages on which a system administrator keeps accounts, from an empty system onwards."""

from __future__ import annotations

import logging
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from lacrecords.audit.models import AuditEntry
from lacrecords.database import db, now_utc, transaction
from lacrecords.staff import person_queries, queries, sessions
from lacrecords.staff.models import Account, Invitation, TeamMembership
from lacrecords.staff.sessions import SignedInActor
from lacrecords.staff.sign_in import COOKIE
from lacrecords.terms import Role
from tests.factories.staff import PASSWORD, client_of_role, make_account, make_team, sign_in_as
from tests.support.posting import TOKEN, post_form, token_on

LINK = re.compile(r"http://127\.0\.0\.1:8000(/set-password/[\w-]+)")
PERSON = {
    "name": "Marit Quill",
    "email": "marit@ashdown.example",
    "role": "lead_social_worker",
    "office_number": "01632 960144",
}
TODAY = {"day": "1", "month": "2", "year": "2026"}


@pytest.fixture
def administrator(app: Flask) -> SignedInActor:
    """The one system administrator."""
    with app.app_context(), transaction():
        return make_account(Role.SYSTEM_ADMINISTRATOR, name="Odile Farrant")


@pytest.fixture
def browser(app: Flask, administrator: SignedInActor) -> FlaskClient:
    """Her browser."""
    return sign_in_as(app.test_client(), administrator)


@pytest.fixture
def worker(app: Flask, administrator: SignedInActor) -> SignedInActor:
    """Somebody who works here."""
    with app.app_context(), transaction():
        return make_account(Role.LEAD_SOCIAL_WORKER, name="Ines Thackeray")


def _day(name: str, **parts: str) -> dict[str, str]:
    return {f"{name}__{part}": value for part, value in (TODAY | parts).items()}


def _account(app: Flask, account_id: int) -> person_queries.PersonPage:
    with app.app_context():
        page = person_queries.person_page(account_id, now_utc())
    assert page is not None
    return page


def _actions(app: Flask, account_id: int) -> list[tuple[str, str]]:
    with app.app_context():
        entries = (
            select(AuditEntry.actor, AuditEntry.action)
            .where(AuditEntry.subject_kind == "account", AuditEntry.subject_id == account_id)
            .order_by(AuditEntry.id)
        )
        return [tuple(row) for row in db.session.execute(entries)]


def _link_on(answer: TestResponse) -> str:
    found = LINK.search(answer.text)
    assert answer.status_code == 200 and found, answer.text
    return found.group(1)


def test_an_invited_person_gets_in_by_the_link_and_is_in_the_team(
    app: Flask, browser: FlaskClient
) -> None:
    with app.app_context(), transaction():
        team = make_team(name="Larkfield team")
    path = _link_on(post_form(browser, "/staff/invite", **PERSON, team_id=str(team)))
    fresh = app.test_client()
    assert post_form(fresh, path, password=PASSWORD).status_code == 302
    answer = post_form(fresh, "/sign-in", email=PERSON["email"], password=PASSWORD)
    assert answer.status_code == 302
    assert "Marit Quill" in fresh.get("/account").text
    assert "Larkfield team" in browser.get("/staff").text


def test_the_link_is_shown_once_and_kept_and_logged_nowhere(
    app: Flask, browser: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = post_form(browser, "/staff/invite", **PERSON)
    token = _link_on(answer).rpartition("/")[2]
    assert answer.headers["Cache-Control"] == "no-store"
    assert token not in str(answer.headers) and token not in caplog.text
    with app.app_context():
        invitation = db.session.scalars(select(Invitation)).one()
        assert token not in vars(invitation).values()
        account_id = invitation.account_id
    assert token not in browser.get(f"/staff/{account_id}").text
    assert token not in browser.get("/staff").text


def test_the_link_leads_to_our_own_address_whatever_the_request_says(
    app: Flask, administrator: SignedInActor
) -> None:
    elsewhere = {
        "base_url": "https://evil.example",
        "headers": {"X-Forwarded-Host": "evil.example"},
    }
    with app.app_context(), transaction():
        session = sessions.begin(administrator.account_id, now_utc())
    misled = app.test_client()
    misled.set_cookie(COOKIE, session, domain="evil.example", secure=True, httponly=True)
    token = TOKEN.search(misled.get("/staff/invite", **elsewhere).text)
    assert token
    data = PERSON | {"csrf_token": token.group(1)}
    answer = misled.post("/staff/invite", data=data, **elsewhere)
    assert _link_on(answer) and "evil.example" not in answer.text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": ""}, "Enter the name"),
        ({"name": "Marit Quill, 14 Quince Row"}, "Enter the name as it is said"),
        ({"name": "Marit Quill 01632"}, "Enter the name as it is said"),
        ({"name": "x" * 81}, "Enter the name as it is said"),
        ({"name": "Marit\u202eQuill"}, "Remove the characters"),
        ({"email": "marit"}, "Enter one email address"),
        ({"email": "a@b.example, c@d.example"}, "Enter one email address"),
        ({"email": "m\u0430rit@ashdown.example"}, "Enter one email address"),
        ({"email": "marit@ashdown.example\nBcc: x@y.example"}, "Enter one email address"),
        ({"role": "emperor"}, "Select one of the answers shown"),
        ({"role": ""}, "Select a role"),
        ({"office_number": ""}, "Enter the office number"),
        ({"office_number": "14 Quince Row"}, "Enter one telephone number"),
        ({"team_id": "999999"}, "Select one of the answers shown"),
    ],
)
def test_a_refused_invitation_is_explained_and_given_back(
    app: Flask, browser: FlaskClient, fields: dict[str, str], message: str
) -> None:
    answer = post_form(browser, "/staff/invite", **(PERSON | fields))
    assert answer.status_code == 422 and message in answer.text
    kept = "office_number" if "name" in fields or "email" in fields else "name"
    assert f'value="{PERSON[kept]}"' in answer.text
    with app.app_context():
        assert db.session.scalars(select(Invitation)).all() == []


def test_an_address_is_invited_once(app: Flask, browser: FlaskClient) -> None:
    post_form(browser, "/staff/invite", **PERSON)
    again = post_form(browser, "/staff/invite", **(PERSON | {"email": "MARIT@Ashdown.example"}))
    assert again.status_code == 422 and "There is an account with this e-mail" in again.text


def test_an_administrator_needs_no_office_number(browser: FlaskClient) -> None:
    fields = PERSON | {"role": "system_administrator", "office_number": ""}
    assert post_form(browser, "/staff/invite", **fields).status_code == 200


def test_a_new_link_voids_the_earlier_one(
    app: Flask, browser: FlaskClient, worker: SignedInActor
) -> None:
    page, path = f"/staff/{worker.account_id}", f"/staff/{worker.account_id}/invite-again"
    first = _link_on(post_form(browser, path, page=page))
    second = _link_on(post_form(browser, path, page=page))
    fresh = app.test_client()
    assert fresh.get(first).status_code == 404 and fresh.get(second).status_code == 200


def test_a_role_is_changed_signs_the_person_out_and_stays_in_the_trail(
    app: Flask, browser: FlaskClient, worker: SignedInActor, administrator: SignedInActor
) -> None:
    theirs = sign_in_as(app.test_client(), worker)
    path = f"/staff/{worker.account_id}/role"
    assert post_form(browser, path, role="team_manager").status_code == 302
    assert theirs.get("/account").status_code == 302
    assert _account(app, worker.account_id).role is Role.TEAM_MANAGER
    said = "role_changed_from_lead_social_worker_to_team_manager"
    assert (administrator.key, said) in _actions(app, worker.account_id)
    same = post_form(browser, path, role="team_manager")
    assert same.status_code == 422 and "has this role already" in same.text


def test_who_manages_a_team_keeps_a_managers_role(app: Flask, browser: FlaskClient) -> None:
    with app.app_context(), transaction():
        manager = make_account(Role.TEAM_MANAGER)
        make_team(name="Larkfield team", manager_id=manager.account_id)
    path = f"/staff/{manager.account_id}/role"
    refused = post_form(browser, path, role="duty_officer")
    assert refused.status_code == 422 and "Give Larkfield team another manager" in refused.text
    assert post_form(browser, path, role="designated_manager").status_code == 302


def test_an_administrator_can_do_nothing_to_her_own_account(
    app: Flask, browser: FlaskClient, administrator: SignedInActor
) -> None:
    with app.app_context(), transaction():
        make_account(Role.SYSTEM_ADMINISTRATOR)
    own = f"/staff/{administrator.account_id}"
    page = browser.get(own).text
    assert "/disable" not in page and "/left" not in page and "/role" not in page
    tries: dict[str, dict[str, str]] = {
        "role": {"role": "designated_manager"},
        "disable": {},
        "left": _day("day"),
    }
    for what, fields in tries.items():
        answer = post_form(browser, f"{own}/{what}", page="/staff/invite", **fields)
        assert answer.status_code == 422, what
        assert "Somebody else must do this" in answer.text
    assert post_form(browser, f"{own}/invite-again", page="/staff/invite").status_code == 302
    card = _account(app, administrator.account_id)
    assert (card.role, card.left_on, card.disabled_at) == (Role.SYSTEM_ADMINISTRATOR, None, None)
    assert card.invited_until is None


def test_somebody_leaves_on_a_day_and_an_account_is_closed_at_once(
    app: Flask, browser: FlaskClient, worker: SignedInActor
) -> None:
    theirs = sign_in_as(app.test_client(), worker)
    path = f"/staff/{worker.account_id}"
    assert post_form(browser, f"{path}/left", **_day("day", year="2999")).status_code == 302
    assert theirs.get("/account").status_code == 200
    assert "Leaves on 1 February 2999" in browser.get(path).text
    assert post_form(browser, f"{path}/left", **_day("day", year="2020")).status_code == 302
    assert theirs.get("/account").status_code == 302
    assert post_form(browser, f"{path}/disable").status_code == 302
    page = browser.get(path).text
    assert "Closed on" in page and "Make a new link" not in page
    assert "Ines Thackeray" in browser.get("/staff").text
    void = post_form(browser, f"{path}/invite-again", page="/staff/invite")
    assert void.status_code == 302 and "set-password" not in browser.get(path).text


def test_a_day_that_is_none_is_explained(browser: FlaskClient, worker: SignedInActor) -> None:
    path = f"/staff/{worker.account_id}/left"
    for fields in ({}, _day("day", month="13"), _day("day", day="x"), _day("day", year="20")):
        assert post_form(browser, path, **fields).status_code == 422


def test_a_name_and_an_office_number_are_changed(
    app: Flask, browser: FlaskClient, worker: SignedInActor
) -> None:
    path = f"/staff/{worker.account_id}/details"
    saved = post_form(browser, path, name="Ines Oakley", office_number="01632 960155")
    assert saved.status_code == 302
    card = _account(app, worker.account_id)
    assert (card.name, card.office_number) == ("Ines Oakley", "01632 960155")
    refused = post_form(browser, path, name="Ines", office_number="at home")
    assert refused.status_code == 422 and 'value="at home"' in refused.text
    empty = post_form(browser, path, name="Ines", office_number="")
    assert empty.status_code == 422 and "enquirers are told it" in empty.text


def test_a_person_joins_and_leaves_a_team(
    app: Flask, browser: FlaskClient, worker: SignedInActor
) -> None:
    with app.app_context(), transaction():
        team = make_team(name="Larkfield team")
    path = f"/staff/{worker.account_id}/teams/join"
    fields = {"team_id": str(team)} | _day("from_on")
    assert post_form(browser, path, **fields).status_code == 302
    twice = post_form(browser, path, **fields)
    assert twice.status_code == 422 and "in this team already" in twice.text
    with app.app_context():
        member = db.session.scalars(select(TeamMembership)).one().id
    end = f"/staff/memberships/{member}"
    early = post_form(browser, end, **_day("day", year="2020"))
    assert early.status_code == 422 and "must not be before" in early.text
    assert post_form(browser, end, **_day("day", month="3")).status_code == 302
    assert "until 1 March 2026" in browser.get(f"/staff/{worker.account_id}").text
    again = post_form(browser, end, **_day("day", month="4"))
    assert again.status_code == 422 and "has ended already" in again.text
    with app.app_context():
        assert queries.teams_of(worker.account_id, queries.council_day(now_utc())) == ()


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999", "-1", "x"])
def test_an_account_that_is_not_there_is_not_found(browser: FlaskClient, number: str) -> None:
    for what in ("", "/role", "/left", "/disable", "/details", "/teams/join"):
        assert browser.get(f"/staff/{number}{what}").status_code == 404, what
    assert browser.get(f"/staff/memberships/{number}").status_code == 404
    path = f"/staff/{number}/invite-again"
    assert post_form(browser, path, page="/staff/invite").status_code == 404


def test_every_post_needs_the_token_of_its_own_browser(
    app: Flask, browser: FlaskClient, worker: SignedInActor
) -> None:
    of_another = token_on(client_of_role(app, Role.SYSTEM_ADMINISTRATOR), "/staff/invite")
    own = f"/staff/{worker.account_id}"
    paths = [f"{own}/{what}" for what in ("invite-again", "role", "left", "disable", "details")]
    for path in [*paths, f"{own}/teams/join", "/staff/invite", "/staff/teams/add"]:
        for data in ({}, {"csrf_token": of_another}):
            assert browser.post(path, data=PERSON | data).status_code == 400, path
    with app.app_context():
        assert db.session.get_one(Account, worker.account_id).disabled_at is None


def test_a_manager_reads_the_staff_list_and_is_offered_no_change(
    app: Flask, worker: SignedInActor
) -> None:
    manager = client_of_role(app, Role.DESIGNATED_MANAGER)
    page = manager.get("/staff").text
    assert "Ines Thackeray" in page and "Invite a person" not in page
    assert f'href="/staff/{worker.account_id}"' not in page
    assert manager.get(f"/staff/{worker.account_id}").status_code == 403
