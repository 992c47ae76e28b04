"""The pages of alerts from other authorities: from the alert to telling its sender."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lacrecords.children.queries import reference_of
from lacrecords.clocks import local_date
from lacrecords.database import now_utc, transaction
from tests.factories.received import make_alert, make_sender
from tests.factories.staff import sign_in_as
from tests.factories.town import Town, make_child
from tests.support.posting import post_form

LIST = "/movements/received-alerts"
GIVEN = {
    "sender_name": "Perdita Holloway, missing families officer",
    "channel": "email",
    "worry": "She left hospital with the baby",
    "persons-0-who": "child",
    "persons-0-forename": "Wilfreda",
    "persons-0-surname": "Ashgrove",
    "persons-0-born_on-day": "7",
    "persons-0-born_on-month": "3",
    "persons-0-born_on-year": "2018",
}


@pytest.fixture
def manager(app: Flask, town: Town) -> FlaskClient:
    return sign_in_as(app.test_client(), town.designated_manager)


def today(name: str) -> dict[str, str]:
    day = local_date(now_utc())
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{name}-{part}": str(number) for part, number in parts.items()}


def contact_on(page: str) -> str:
    found = re.search(r'name="contact_id"[^>]*value="(\d+)"', page)
    assert found
    return found.group(1)


@pytest.fixture
def child(app: Flask, town: Town) -> str:
    """The reference of a child with a lead social worker, whom the alert describes."""
    with app.app_context(), transaction():
        child_id = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        return str(reference_of(child_id))


@pytest.fixture
def path(app: Flask, town: Town, manager: FlaskClient) -> str:
    """Where an alert stands that was written down on the page."""
    with app.app_context():
        sender = make_sender(town)
    given = GIVEN | today("received_on") | {"authority_id": str(sender)}
    return str(post_form(manager, f"{LIST}/new", **given, received_time="00:01").location)


def test_bad_input_is_answered_in_words_and_loses_nothing(manager: FlaskClient) -> None:
    wrong = post_form(manager, f"{LIST}/new", **GIVEN, **today("received_on"), received_time="late")
    assert "Select the authority that looks for them" in wrong.text
    assert "Ashgrove" in wrong.text


def test_a_time_that_cannot_be_read_is_refused_at_its_box(
    app: Flask, town: Town, manager: FlaskClient
) -> None:
    with app.app_context():
        given = GIVEN | today("received_on") | {"authority_id": str(make_sender(town))}
    wrong = post_form(manager, f"{LIST}/new", **given, received_time="late")
    assert "Enter the time as hours and minutes" in wrong.text and "Ashgrove" in wrong.text


def test_a_person_of_the_alert_is_decided_and_the_lead_is_told(
    app: Flask, town: Town, manager: FlaskClient, child: str, path: str
) -> None:
    page = manager.get(path).text
    assert "Nobody has confirmed who sent this" in page and "Not decided" in page
    found = re.search(rf'href="({LIST}/people/[^"]+)"', page)
    assert found
    person = found.group(1)
    assert "Wilfreda Ashgrove" in manager.get(person).text
    assert "Select a record, or none" in post_form(manager, person).text
    lost = post_form(manager, person, which="another", because="Says the school")
    assert "Enter the reference of the record" in lost.text and "Says the school" in lost.text
    done = post_form(manager, person, which=child, because="Name and date agree")
    assert done.location == path
    lead = sign_in_as(app.test_client(), town.lead)
    assert "Another authority looks for the family" in lead.get("/inbox").text
    assert lead.get(path).status_code == 200
    assert "Another authority looks for the family" in lead.get(f"/children/{child}").text


def test_a_family_found_here_is_told_to_its_sender_and_the_alert_ends(
    manager: FlaskClient, path: str
) -> None:
    post_form(manager, f"{path}/found", **today("on"), words="At her aunt's")
    assert "Check the sender first" in manager.get(f"{path}/told").text
    how = re.search(r'value="(ring_back:\d+)"', manager.get(f"{path}/check").text)
    assert how
    post_form(manager, f"{path}/check", how=how.group(1), outcome="confirmed")
    contact = contact_on(manager.get(f"{path}/acknowledge").text)
    post_form(manager, f"{path}/acknowledge", **today("on"), contact_id=contact)
    assert "must be told that they are here" in manager.get(path).text
    assert "Select the contact" in post_form(manager, f"{path}/told", **today("on")).text
    told = post_form(manager, f"{path}/told", **today("on"), contact_id=contact)
    assert told.location == path
    assert "was told on" in manager.get(path).text
    ended = post_form(manager, f"{path}/ended", **today("on"), words="Perdita, by email")
    assert ended.location == path
    assert "Wilfreda" not in manager.get(LIST).text
    assert "Wilfreda" in manager.get(f"{LIST}?state=all").text


def test_others_read_an_alert_and_change_nothing(app: Flask, town: Town) -> None:
    with app.app_context():
        alert = make_alert(town.designated_manager, make_sender(town))
        path = f"{LIST}/{alert.row.reference}"
        person = f"{LIST}/people/{alert.persons[0].row.reference}"
    lead = sign_in_as(app.test_client(), town.lead)
    page = lead.get(path)
    assert page.status_code == 200 and "Check who sent it" not in page.text
    assert lead.get(person).status_code == 403
    officer = sign_in_as(app.test_client(), town.duty_officer)
    assert officer.get(path).status_code == 403


def test_the_home_page_counts_alerts_and_leads_to_them(
    app: Flask, town: Town, manager: FlaskClient
) -> None:
    with app.app_context():
        make_alert(town.designated_manager, make_sender(town))
    home = manager.get("/", follow_redirects=True).text
    assert "Alerts from other authorities" in home
    assert LIST in manager.get("/movements/missing-families").text


def test_what_is_not_there_is_not_found(manager: FlaskClient) -> None:
    for path in (f"{LIST}/ZZZZ-9999", f"{LIST}/people/ZZZZ-9999"):
        assert manager.get(path).status_code == 404
