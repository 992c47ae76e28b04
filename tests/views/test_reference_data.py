"""Reference data at /admin: kept by services, in our clothes, and every trap of it closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lacrecords.agencies.models import Agency, OtherAuthority
from lacrecords.agencies.reference import listed_authorities
from lacrecords.audit.models import AuditEntry
from lacrecords.database import db, transaction
from lacrecords.staff.models import Team
from lacrecords.terms import AgencyType, Role, TeamKind
from tests.factories.agencies import make_agency
from tests.factories.staff import make_account, make_team, sign_in_as

STOCK_ROUTES = (
    "delete/",
    "action/",
    "ajax/update/",
    "ajax/lookup/",
    "export/csv/",
    "details/?id=1",
)
PAGES = ("", "new/", "edit/?id=1")
LISTS = ("teams", "agencies", "authorities")
WESTMERE = {"name": "Westmere City Council", "telephone": "01632 960 777"}


@pytest.fixture
def administrator(app: Flask) -> Iterator[FlaskClient]:
    """A system administrator at a browser; form tokens are off."""
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context(), transaction():
        actor = make_account(Role.SYSTEM_ADMINISTRATOR)
    yield sign_in_as(app.test_client(), actor)


def read(app: Flask, statement: Any) -> Any:
    with app.app_context():
        return db.session.scalar(statement)


@pytest.mark.parametrize("listed", LISTS)
@pytest.mark.parametrize("route", STOCK_ROUTES)
def test_what_flask_admin_brings_besides_is_not_there(
    administrator: FlaskClient, listed: str, route: str
) -> None:
    for method in ("GET", "POST"):
        answer = administrator.open(f"/admin/{listed}/{route}", method=method)
        assert answer.status_code == 404


def test_none_of_its_scripts_is_served(administrator: FlaskClient) -> None:
    assert administrator.get("/admin/static/admin/js/actions.js").status_code == 404


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_only_reference_data_is_registered(app: Flask) -> None:
    endpoints = {rule.endpoint.partition(".")[0] for rule in app.url_map.iter_rules()}
    ours = {"admin", "admin_teams", "admin_agencies", "admin_authorities"}
    assert {name for name in endpoints if "admin" in name} == ours


def test_nobody_writes_without_the_token_of_the_form(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    with app.app_context(), transaction():
        actor = make_account(Role.SYSTEM_ADMINISTRATOR)
    browser = sign_in_as(app.test_client(), actor)
    assert browser.post("/admin/authorities/new/", data=WESTMERE).status_code == 400
    page = browser.get("/admin/authorities/new/").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    with_token = WESTMERE | {"csrf_token": token.group(1)}
    answer = browser.post(
        "/admin/authorities/new/", data=with_token, headers={"Referer": "https://localhost/"}
    )
    assert answer.status_code == 302
    assert read(app, select(func.count(OtherAuthority.id))) == 1


@pytest.mark.parametrize("listed", LISTS)
def test_nobody_who_has_not_signed_in_reads_or_writes(app: Flask, listed: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    browser = app.test_client()
    for method, path in (*(("GET", one) for one in PAGES), *(("POST", one) for one in PAGES[1:])):
        answer = browser.open(f"/admin/{listed}/{path}", method=method, data=WESTMERE)
        assert answer.status_code == 302
        assert "/sign-in" in answer.headers["Location"]
    assert read(app, select(func.count(OtherAuthority.id))) == 0


def test_an_authority_is_added_changed_and_taken_off_the_list(
    app: Flask, administrator: FlaskClient
) -> None:
    assert administrator.post("/admin/authorities/new/", data=WESTMERE).status_code == 302
    number = read(app, select(OtherAuthority.id))
    again = administrator.post("/admin/authorities/new/", data=WESTMERE)
    assert again.status_code == 422
    assert "Westmere City Council is on the list already" in again.text
    edit = f"/admin/authorities/edit/?id={number}"
    changed = {"name": "Westmere Council", "telephone": "01632 960 778", "listed": "no"}
    assert administrator.post(edit, data=changed).status_code == 302
    with app.app_context():
        assert listed_authorities() == ()
    kept = administrator.post(edit, data=changed | {"listed": "yes"})
    assert kept.status_code == 302
    with app.app_context():
        assert [one.name for one in listed_authorities()] == ["Westmere Council"]
    trail = select(func.count(AuditEntry.id)).where(AuditEntry.subject_kind == "other_authority")
    assert read(app, trail) == 3


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"name": "", "telephone": "01632 960 777"}, "Enter the name of the authority"),
        ({"name": "Westmere", "telephone": "ring them"}, "Enter one telephone number"),
        ({"name": "N" * 9000, "telephone": "01632 960 777"}, "characters or fewer"),
        ({"name": "=HYPERLINK(1)<script>", "telephone": "01632 960 777"}, "as it is spoken"),
    ],
)
def test_what_cannot_stand_is_given_back_with_what_to_do(
    administrator: FlaskClient, typed: dict[str, str], message: str
) -> None:
    answer = administrator.post("/admin/authorities/new/", data=typed)
    assert answer.status_code == 422
    assert message in answer.text
    assert "<script>" not in answer.text.replace("<script nonce", "")


def test_an_agency_keeps_its_name_when_nothing_is_changed(
    app: Flask, administrator: FlaskClient
) -> None:
    with app.app_context(), transaction():
        agency = make_agency("Fernhill Health Visiting", AgencyType.HEALTH_VISITING)
    edit = f"/admin/agencies/edit/?id={agency}"
    same = {
        "name": "Fernhill Health Visiting",
        "agency_type": AgencyType.HEALTH_VISITING.value,
        "listed": "yes",
    }
    assert administrator.post(edit, data=same).status_code == 302
    assert administrator.post(edit, data=same | {"listed": "no"}).status_code == 302
    assert read(app, select(Agency.left_directory_at)) is not None


def test_a_team_is_added_and_changed(app: Flask, administrator: FlaskClient) -> None:
    new = {"name": "Duty team", "kind": TeamKind.DUTY.value, "office_number": "01632 960 001"}
    assert administrator.post("/admin/teams/new/", data=new).status_code == 302
    number = read(app, select(Team.id).where(Team.name == "Duty team"))
    edit = f"/admin/teams/edit/?id={number}"
    assert administrator.post(edit, data={"office_number": "01632 960 002"}).status_code == 302
    assert read(app, select(Team.office_number).where(Team.id == number)) == "01632 960 002"
    refused = administrator.post(edit, data={"office_number": "at home"})
    assert refused.status_code == 422


def test_a_list_is_searched_sorted_and_paged(app: Flask, administrator: FlaskClient) -> None:
    with app.app_context(), transaction():
        for number in range(60):
            make_team(TeamKind.CASEWORK, name=f"Team {number:02}")
    first = administrator.get("/admin/teams/").text
    assert "Team 00" in first
    assert "Team 59" not in first
    assert "Team 59" in administrator.get("/admin/teams/?page=1").text
    assert "Team 59" in administrator.get("/admin/teams/?sort=0&desc=1").text
    found = administrator.get("/admin/teams/?search=Team+5").text
    assert "Team 51" in found
    assert "Team 01" not in found


@pytest.mark.parametrize(
    "path",
    [
        "edit/",
        "edit/?id=x",
        "edit/?id=99999999999999999999",
        "edit/?id=-1",
        "edit/?id=1;drop",
        "edit/?id=%00",
    ],
)
def test_a_row_that_cannot_be_is_not_found(administrator: FlaskClient, path: str) -> None:
    assert administrator.get(f"/admin/teams/{path}").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["page=99999999999999999999", "page=-4", "sort=99", "sort=x", "search=%25%27%00", "flt0_0=1"],
)
def test_a_list_takes_any_query(administrator: FlaskClient, query: str) -> None:
    assert administrator.get(f"/admin/teams/?{query}").status_code == 200
