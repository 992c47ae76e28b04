"""Searching the register outside an enquiry, and the list of one's own children."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from lacrecords.children.ages import Birth
from lacrecords.children.search_models import ChildSearch, ChildSearchShown
from lacrecords.children.searches import SHOWN_AT_FIRST
from lacrecords.children.services import NewName
from lacrecords.database import db, transaction
from lacrecords.terms import DatePrecision, Role
from tests.factories.children import HOME, restrict
from tests.support.posting import token_on
from tests.support.register import Register

NAMED = (NewName(forename="Perpetua", surname="Quennell"),)


def search(browser: FlaskClient, **fields: Any) -> TestResponse:
    token = token_on(browser, "/children")
    return browser.post("/children/search", data={"csrf_token": token} | fields)


def test_a_search_is_kept_and_no_name_stands_in_its_address(register: Register) -> None:
    officer = register.staff(Role.DUTY_SOCIAL_WORKER)
    _, path = register.child(names=NAMED)
    browser = register.browser(officer)
    answer = search(browser, purpose="Visit", forename="Perpetua", surname="Quennel")
    assert answer.status_code == 302 and "Perpetua" not in answer.location
    results = browser.get(answer.location)
    assert path in results.text and "Why it is shown" in results.text
    with register.app.app_context():
        kept = db.session.scalars(select(ChildSearch)).one()
        assert (kept.searched_by, kept.purpose) == (officer.key, "Visit")
    assert [entry[0] for entry in register.trail("child_search_results")] == [officer.key]


def test_a_search_needs_a_purpose_and_something_to_look_for(register: Register) -> None:
    browser = register.browser(register.staff(Role.DUTY_SOCIAL_WORKER))
    nothing = search(browser, purpose="Visit")
    assert nothing.status_code == 422
    assert "Enter a name, a date of birth, a number or an address" in nothing.text
    aimless = search(browser, forename="Perpetua")
    assert aimless.status_code == 422 and "Enter why you are searching" in aimless.text
    assert 'value="Perpetua"' in aimless.text


def test_a_closed_record_is_not_among_the_results(register: Register) -> None:
    owner = register.staff(Role.DESIGNATED_MANAGER)
    child, path = register.child(names=NAMED)
    with register.app.app_context(), transaction():
        restrict(child, owner)
    for actor, expected in ((register.staff(Role.DUTY_SOCIAL_WORKER), False), (owner, True)):
        browser = register.browser(actor)
        answer = search(browser, purpose="Visit", forename="Perpetua", surname="Quennell")
        assert (path in browser.get(answer.location).text) is expected


def test_those_further_down_are_shown_when_they_are_asked_for(register: Register) -> None:
    owner = register.staff(Role.DESIGNATED_MANAGER)
    paths = [register.child(names=NAMED)[1] for _ in range(SHOWN_AT_FIRST + 3)]
    hidden, hidden_path = register.child(names=NAMED)
    with register.app.app_context(), transaction():
        restrict(hidden, owner)
    browser = register.browser(register.staff(Role.DUTY_SOCIAL_WORKER))
    said = {"purpose": "Visit", "forename": "Perpetua", "surname": "Quennell"}
    born = {"born-day": "9", "born-month": "4", "born-year": "2018"}
    address = search(browser, **said, **born, postcode=HOME.postcode).location
    first = browser.get(address).text
    assert sum(path in first for path in paths) == SHOWN_AT_FIRST
    assert "Show 3 more, who agree less" in first
    with register.app.app_context():
        assert len(db.session.scalars(select(ChildSearchShown)).all()) == SHOWN_AT_FIRST
    everyone = browser.get(f"{address}?show=all").text
    assert all(path in everyone for path in paths) and hidden_path not in first + everyone
    assert "who agree less" not in everyone


def test_too_many_of_one_name_are_folded_until_they_are_asked_for(register: Register) -> None:
    paths = [register.child(names=NAMED)[1] for _ in range(SHOWN_AT_FIRST + 3)]
    browser = register.browser(register.staff(Role.DUTY_SOCIAL_WORKER))
    address = search(browser, purpose="Visit", forename="Perpetua", surname="Quennell").location
    folded = browser.get(address).text
    assert not any(path in folded for path in paths) and "too many to tell" in folded
    assert "No record was found" not in folded
    assert f"Show the {len(paths)} most alike" in folded
    with register.app.app_context():
        assert db.session.scalars(select(ChildSearchShown)).all() == []
    assert all(path in browser.get(f"{address}?show=all").text for path in paths)


def test_beside_a_likely_child_those_who_hardly_agree_are_shown_when_asked_for(
    register: Register,
) -> None:
    owner = register.staff(Role.DESIGNATED_MANAGER)
    browser = register.browser(register.staff(Role.DUTY_SOCIAL_WORKER))
    birth = Birth(date(2016, 4, 9), None, DatePrecision.EXACT)
    child, path = register.child(names=NAMED, birth=birth, addresses=())
    grown = Birth(date(2001, 7, 20), None, DatePrecision.EXACT)
    elsewhere = replace(HOME, line1="3 Pottery Lane", postcode="ZZ1 1AA")
    (_, other) = register.child(names=NAMED, birth=grown, addresses=(elsewhere,))
    (_, far) = register.child(names=(NewName(forename="Leofric", surname="Tarn"),))
    said = {"purpose": "Visit", "forename": "Perpetua", "surname": "Quennell"}
    said["postcode"] = HOME.postcode
    born = {"born-day": "9", "born-month": "4", "born-year": "2016"}
    address = search(browser, **said, **born).location
    first, everyone = browser.get(address).text, browser.get(f"{address}?show=all").text
    assert path in first and other not in first and "Show 1 more, who agree less" in first
    assert path in everyone and other in everyone and far not in everyone
    with register.app.app_context(), transaction():
        restrict(child, owner)
    # That the likely one is closed must not be told by what is left out beside it.
    left = browser.get(address).text
    assert path not in left and other in left and far in left and "who agree less" not in left


def test_the_results_of_somebody_else_are_not_there(register: Register) -> None:
    one, other = (
        register.browser(register.staff(Role.DUTY_SOCIAL_WORKER)),
        register.browser(register.staff(Role.DUTY_SOCIAL_WORKER)),
    )
    answer = search(one, purpose="Visit", surname="Quennell")
    assert other.get(answer.location).status_code == 404
    assert other.get("/children/search/ZZZZ-9999").status_code == 404


def test_a_lead_social_worker_sees_their_own_children_first(register: Register) -> None:
    lead, other = (register.staff(Role.LEAD_SOCIAL_WORKER) for _ in range(2))
    _, own = register.child(lead)
    _, another = register.child(other)
    text = register.browser(lead).get("/children").text
    assert own in text and another not in text
    assert register.trail("own_children_listed") == [(lead.key, None, "allowed")]


def test_a_search_by_a_role_without_casework_is_refused(register: Register) -> None:
    for role in (Role.SYSTEM_ADMINISTRATOR, Role.DIRECTOR, Role.CALDICOTT_GUARDIAN):
        assert register.browser(register.staff(role)).get("/children").status_code == 403
