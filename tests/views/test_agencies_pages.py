"""The pages of the agency directory, and what somebody who is alone can do with a number: nothing.

The check of an enquirer offers and accepts only what two people confirmed and time has cooled.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lacrecords.agencies.models import Agency, ContactPoint
from lacrecords.agencies.services import confirm_contact_point
from lacrecords.database import db, now_utc, transaction
from lacrecords.enquiries.models import Verification
from lacrecords.procedure import load_procedure
from lacrecords.terms import Role
from tests.factories.agencies import make_agency, make_proposal
from tests.factories.enquiries import ask
from tests.factories.staff import client_of_role, make_account, sign_in_as
from tests.factories.town import make_town
from tests.support.posting import post_form, token_on

PROPOSED = {"kind": "telephone", "value": "01632 960999", "label": "school office"}


@pytest.fixture
def agency_id(app: Flask) -> int:
    """An agency without contact points."""
    with app.app_context(), transaction():
        return make_agency("Cobbleford School")


def _manager(app: Flask) -> FlaskClient:
    return client_of_role(app, Role.DESIGNATED_MANAGER)


def _propose(browser: FlaskClient, agency_id: int, **fields: str) -> int:
    path = f"/agencies/{agency_id}/contact-points/add"
    assert post_form(browser, path, **(PROPOSED | fields)).status_code == 302
    with browser.application.app_context():
        return (
            db.session.scalars(select(ContactPoint.id).order_by(ContactPoint.id.desc())).first()
            or 0
        )


def test_an_agency_is_added_and_found(app: Flask) -> None:
    manager = _manager(app)
    answer = post_form(manager, "/agencies/add", name="Tarn Surgery", agency_type="hospital")
    assert answer.status_code == 302
    assert "Tarn Surgery" in manager.get(answer.location).text
    assert "Tarn Surgery" in manager.get("/agencies?q=tarn").text
    assert "No agency has this" in manager.get("/agencies?q=elsewhere").text


def test_a_refused_agency_gives_the_text_back(app: Flask, agency_id: int) -> None:
    manager = _manager(app)
    twice = post_form(manager, "/agencies/add", name="cobbleford SCHOOL", agency_type="school")
    assert twice.status_code == 422
    assert "is in the directory already" in twice.text
    assert 'value="cobbleford SCHOOL"' in twice.text
    without = post_form(manager, "/agencies/add", name="Tarn <b>Surgery</b>")
    assert without.status_code == 422 and "Select the kind of agency" in without.text
    assert "Tarn &lt;b&gt;Surgery" in without.text


def test_one_person_proposes_and_another_confirms(app: Flask, agency_id: int) -> None:
    first, second = _manager(app), client_of_role(app, Role.SYSTEM_ADMINISTRATOR)
    point = _propose(first, agency_id)
    own = first.get(f"/agencies/{agency_id}").text
    assert "You added it, so somebody else must confirm it" in own
    assert f"/agencies/contact-points/{point}/confirm" not in own
    page = f"/agencies/{agency_id}"
    assert f"/agencies/contact-points/{point}/confirm" in second.get(page).text
    answer = post_form(second, f"/agencies/contact-points/{point}/confirm", page=page)
    assert answer.status_code == 302
    shown = second.get(page).text
    assert "Confirmed. It serves for checks from" in shown and "Not yet" in shown


def test_who_proposed_cannot_confirm_by_any_page(app: Flask, agency_id: int) -> None:
    alone = _manager(app)
    point = _propose(alone, agency_id)
    page = f"/agencies/{agency_id}"
    answer = post_form(alone, f"/agencies/contact-points/{point}/confirm", page=page)
    assert answer.status_code == 302
    assert "somebody else must confirm it" in alone.get(page).text
    with app.app_context(), transaction():
        make_proposal(agency_id, value="01632 960777")
    post_form(alone, "/agencies/proposals", chosen=str(point))
    post_form(alone, "/agencies/proposals", shown=str(point), all_shown="y")
    with app.app_context():
        assert db.session.get_one(ContactPoint, point).confirmed_by is None


def test_fields_that_the_form_does_not_have_confirm_nothing(app: Flask, agency_id: int) -> None:
    point = _propose(
        _manager(app), agency_id,
        confirmed_by="account:99", usable_from_at="2020-01-01", added_by="account:98",
    )  # fmt: skip
    with app.app_context():
        row = db.session.get_one(ContactPoint, point)
        assert (row.confirmed_by, row.usable_from_at) == (None, None)
        assert row.added_by != "account:98"


def test_a_number_that_somebody_got_in_alone_serves_for_no_check(app: Flask) -> None:
    with app.app_context(), transaction():
        town = make_town()
        reference = ask(town, now=now_utc()).reference
        alone = make_account(Role.DESIGNATED_MANAGER)
    browser = sign_in_as(app.test_client(), alone)
    point = _propose(browser, town.agency_id)
    path = f"/enquiries/{reference}/check"
    page = browser.get(path).text
    assert "960999" not in page and "960321" in page
    answer = post_form(browser, path, how=f"ring_back:{point}", outcome="confirmed", words="x")
    assert answer.status_code == 422
    with app.app_context():
        assert db.session.scalars(select(Verification)).all() == []
    with app.app_context(), transaction():
        second = make_account(Role.DESIGNATED_MANAGER)
        confirm_contact_point(second, point, load_procedure(), now_utc())
    # Two have confirmed it now, and it has not cooled off: still not offered, still refused.
    assert "960999" not in browser.get(path).text
    refused = post_form(browser, path, how=f"ring_back:{point}", outcome="confirmed", words="x")
    assert refused.status_code == 422
    with app.app_context():
        assert db.session.scalars(select(Verification)).all() == []


def test_a_contact_point_is_withdrawn_at_once_by_one_person(app: Flask, agency_id: int) -> None:
    with app.app_context(), transaction():
        second = make_account(Role.DESIGNATED_MANAGER)
        point = make_proposal(agency_id)
        long_ago = now_utc() - timedelta(days=30)
        confirm_contact_point(second, point, load_procedure(), long_ago)
    manager, page = _manager(app), f"/agencies/{agency_id}"
    assert "Serves for checks</span>" in manager.get(page).text
    post_form(manager, f"/agencies/contact-points/{point}/withdraw", page=page)
    shown = manager.get(page).text
    assert "It serves for no check from now" in shown and "Serves for checks</span>" not in shown
    again = post_form(manager, f"/agencies/contact-points/{point}/withdraw", page="/agencies/add")
    assert again.status_code == 302


def test_several_proposals_are_confirmed_by_ticking(app: Flask, agency_id: int) -> None:
    with app.app_context(), transaction():
        points = [make_proposal(agency_id, value=f"01632 96040{n}") for n in range(3)]
    manager = _manager(app)
    page = manager.get("/agencies/proposals").text
    assert all(f"01632 96040{n}" in page for n in range(3))
    assert "contact points to confirm" in page
    nothing = post_form(manager, "/agencies/proposals")
    assert nothing.status_code == 422 and "Select the contact points" in nothing.text
    answer = post_form(manager, "/agencies/proposals", chosen=str(points[1]))
    assert answer.status_code == 302
    assert "Confirmed: 1. They serve for checks in 24 hours." in manager.get(answer.location).text
    with app.app_context():
        confirmed = select(ContactPoint.id).where(ContactPoint.confirmed_by.is_not(None))
        assert db.session.scalars(confirmed).all() == [points[1]]


def test_all_on_the_page_is_all_that_was_shown_and_nothing_that_came_after(
    app: Flask, agency_id: int
) -> None:
    with app.app_context(), transaction():
        seen = make_proposal(agency_id, value="01632 960401")
    manager = _manager(app)
    page = manager.get("/agencies/proposals").text
    found = re.search(r'name="shown" value="([^"]*)"', page)
    assert found and found.group(1) == str(seen)
    with app.app_context(), transaction():
        slipped_in = make_proposal(agency_id, value="01632 960999")
    post_form(manager, "/agencies/proposals", shown=found.group(1), all_shown="y")
    with app.app_context():
        assert db.session.get_one(ContactPoint, seen).confirmed_by is not None
        assert db.session.get_one(ContactPoint, slipped_in).confirmed_by is None


@pytest.mark.parametrize(
    "fields",
    [
        {"value": "ring Sam"},
        {"value": "<script>alert(1)</script>"},
        {"value": "01632 960321\u202e"},
        {"value": "9" * 5000},
        {"kind": "pigeon"},
        {"kind": "email", "value": "not an address"},
        {"kind": "telephone", "shared_mailbox": "y"},
        {"label": ""},
        {"label": "x" * 101},
    ],
)
def test_a_refused_contact_point_is_explained_and_given_back(
    app: Flask, agency_id: int, fields: dict[str, str]
) -> None:
    path = f"/agencies/{agency_id}/contact-points/add"
    answer = post_form(_manager(app), path, **(PROPOSED | fields))
    assert answer.status_code == 422
    assert "There is a problem" in answer.text and "<script>alert" not in answer.text
    if "label" not in fields:
        assert 'value="school office"' in answer.text
    with app.app_context():
        assert db.session.scalars(select(ContactPoint)).all() == []


@pytest.mark.parametrize(
    "query", ["%00", "a%00b", "%E2%80%AE", "%25", "'%20OR%201=1", "x" * 3000, "%ff%fe"]
)
def test_a_hostile_search_finds_nothing_or_everything_and_breaks_nothing(
    app: Flask, agency_id: int, query: str
) -> None:
    assert _manager(app).get(f"/agencies?q={query}").status_code == 200


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999", "-1", "x"])
def test_what_is_not_there_is_not_found(app: Flask, number: str) -> None:
    manager = _manager(app)
    assert manager.get(f"/agencies/{number}").status_code == 404
    assert manager.get(f"/agencies/{number}/contact-points/add").status_code == 404
    for what in ("confirm", "withdraw"):
        path = f"/agencies/contact-points/{number}/{what}"
        assert post_form(manager, path, page="/agencies/add").status_code == 404


def test_hostile_numbers_of_proposals_confirm_nothing(app: Flask, agency_id: int) -> None:
    with app.app_context(), transaction():
        make_proposal(agency_id)
    manager = _manager(app)
    for bad in ("99999999999999999999", "-1", "x", "1;2", "²"):
        for fields in ({"chosen": bad}, {"shown": bad, "all_shown": "y"}):
            answer = post_form(manager, "/agencies/proposals", **fields)
            assert answer.status_code in (302, 422), fields
    with app.app_context():
        assert db.session.scalars(select(ContactPoint.confirmed_by)).all() == [None]


def test_every_post_needs_the_token_of_its_own_browser(app: Flask, agency_id: int) -> None:
    with app.app_context(), transaction():
        point = make_proposal(agency_id)
    manager = _manager(app)
    of_another = token_on(_manager(app), "/agencies/add")
    for path in (
        "/agencies/add",
        "/agencies/proposals",
        f"/agencies/{agency_id}/contact-points/add",
        f"/agencies/contact-points/{point}/confirm",
        f"/agencies/contact-points/{point}/withdraw",
    ):
        for data in ({}, {"csrf_token": of_another}):
            assert manager.post(path, data=PROPOSED | data).status_code == 400, path


def test_a_duty_officer_reads_the_directory_and_changes_nothing(app: Flask, agency_id: int) -> None:
    with app.app_context(), transaction():
        point = make_proposal(agency_id)
    officer = client_of_role(app, Role.DUTY_OFFICER)
    page = officer.get(f"/agencies/{agency_id}").text
    assert "01632 960321" in page and "Confirm<" not in page and "Withdraw<" not in page
    listed = officer.get("/agencies").text
    assert "Add an agency" not in listed and "contact points to confirm" not in listed
    token = token_on(officer, "/account")
    for path in (f"/agencies/contact-points/{point}/confirm", "/agencies/add"):
        assert officer.post(path, data={"csrf_token": token}).status_code == 403
    with app.app_context():
        assert db.session.scalars(select(Agency.name)).all() == ["Cobbleford School"]
