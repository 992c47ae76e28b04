"""The pages about people who may pose a risk: writing one down, reading, asking, deciding."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lacrecords.audit.models import AuditEntry
from lacrecords.children.queries import reference_of
from lacrecords.clocks import local_date
from lacrecords.database import db, now_utc, transaction
from lacrecords.procedure import load_procedure
from lacrecords.risk_notifications import comparing
from lacrecords.risk_notifications.course_models import RiskAccessRequest, RiskHit
from lacrecords.risk_notifications.models import RiskDraft, RiskNotification, RiskReader
from lacrecords.rules.deadlines import months_later
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import Role
from lacrecords.web.words import date_words
from tests.factories.agencies import make_agency
from tests.factories.children import led_by, make_child, restrict
from tests.factories.risk import make_notification
from tests.factories.staff import make_account, sign_in_as
from tests.support.posting import post_form

PERSON = "Quillfeather"
SOURCE = {
    "source_name": "Sergeant Oriel Tamsett",
    "source_role": "Public protection officer",
    "channel": "telephone",
    "received_on-day": "2",
    "received_on-month": "11",
    "received_on-year": "2025",
}
WHO = {
    "names-0-forename": "Bertram",
    "names-0-surname": PERSON,
    "births-0-born-day": "9",
    "births-0-born-month": "4",
    "births-0-born-year": "1978",
    "addresses-0-line1": "14 Tansy Walk",
    "addresses-0-postcode": "ZZ9 4QX",
}
CONCERN = {
    "basis": "conviction",
    "fact": "Convicted at Brackwater in March 2019.",
    "level": "high",
    "assessment": "By the police, to girls under ten",
    "told": "not_told",
    "told_words": "It would put a child at risk",
}


class Desk:
    """People of one council, each with a browser."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        app.config["PREFERRED_URL_SCHEME"] = "https"
        self.people: dict[Role, SignedInActor] = {}
        with app.app_context(), transaction():
            for role in Role:
                self.people[role] = make_account(role)

    def browser(self, role: Role) -> FlaskClient:
        return sign_in_as(self.app.test_client(), self.people[role])


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(app)


def post(client: FlaskClient, path: str, page: str = "", **fields: str) -> str:
    """Post, and give where it leads; the page itself where it leads nowhere."""
    answer = post_form(client, path, page, **fields)
    return answer.location or answer.text


def begins(client: FlaskClient) -> str:
    return post(client, "/risk-notifications/new").removesuffix("/source")


def steps_of(client: FlaskClient, agency_id: int) -> str:
    """Everything but the last step; where the draft stands."""
    draft = begins(client)
    post_form(client, f"{draft}/source", **SOURCE, agency_id=str(agency_id))
    post_form(client, f"{draft}/person", **WHO)
    post_form(client, f"{draft}/concern", **CONCERN)
    assert post(client, f"{draft}/readers", how="") == draft
    return draft


def agency(app: Flask) -> int:
    with app.app_context(), transaction():
        return make_agency()


def count(app: Flask, model: type) -> int:
    with app.app_context():
        return len(db.session.scalars(select(model)).all())


def compare(app: Flask) -> None:
    with app.app_context():
        comparing.compare_changed(load_procedure(), now_utc())


def hit_of(app: Flask) -> str:
    with app.app_context():
        return db.session.scalars(select(RiskHit.reference)).one()


def test_a_notification_is_written_down_in_steps_and_kept_once(app: Flask, desk: Desk) -> None:
    manager = desk.browser(Role.DESIGNATED_MANAGER)
    draft = steps_of(manager, agency(app))
    shown = manager.get(draft).text
    assert "It would put a child at risk" in shown
    rows = dict(re.findall(r"__key\">([^<]+)</dt><dd[^>]*>([^<]*)</dd>\s*<dd[^>]*><a", shown))
    usual = date_words(months_later(local_date(now_utc()), load_procedure().risk_review_months))
    assert rows["Rests on"] == "Conviction"
    assert (rows["Risk"], rows["Assessment"]) == ("High", "By the police, to girls under ten")
    assert rows["First review"] == f"{usual}, the usual time"
    kept = post(manager, draft, person="another")
    assert kept.endswith("/check")
    again = manager.get(draft)
    assert again.status_code == 302 and again.location in kept
    assert (count(app, RiskNotification), count(app, RiskDraft)) == (1, 0)
    page = manager.get(kept.removesuffix("/check")).text
    assert PERSON in page
    assert "Nobody has confirmed who sent this" in page
    assert PERSON not in kept


def test_what_was_typed_is_given_back_and_stays_when_one_goes_away(app: Flask, desk: Desk) -> None:
    manager = desk.browser(Role.DESIGNATED_MANAGER)
    draft = begins(manager)
    wrong = post_form(manager, f"{draft}/source", **(SOURCE | {"received_on-day": "31"}))
    assert wrong.status_code == 422
    assert "Sergeant Oriel Tamsett" in wrong.text and "real date" in wrong.text
    assert "Select the agency, or enter its name" in wrong.text
    assert "Sergeant Oriel Tamsett" in manager.get(f"{draft}/source").text
    other = post_form(
        manager, f"{draft}/person", **(WHO | {"names-0-surname": "", "names-0-forename": ""})
    )
    assert "Enter at least one name of the person" in other.text
    more = post_form(manager, f"{draft}/person", **WHO, group="add:names")
    assert "names-1-forename" in more.text and PERSON in more.text
    early = post_form(
        manager,
        f"{draft}/person",
        **WHO,
        **{"addresses-0-from_on-day": "1", "addresses-0-from_on-month": "5"},
        **{"addresses-0-from_on-year": "2024", "addresses-0-to_on-day": "1"},
        **{"addresses-0-to_on-month": "4", "addresses-0-to_on-year": "2024"},
    )
    assert "The end must be on or after the beginning" in early.text


def test_a_reference_that_is_none_and_a_closed_record_are_refused_alike(
    app: Flask, desk: Desk
) -> None:
    with app.app_context(), transaction():
        closed = make_child()
        restrict(closed, desk.people[Role.TEAM_MANAGER])
        reference = reference_of(closed)
    manager = desk.browser(Role.DESIGNATED_MANAGER)
    draft = begins(manager)
    for said in ("ABCD-2345", reference):
        answer = post_form(manager, f"{draft}/readers", children=said)
        assert "Enter references of records on the register" in answer.text


def test_the_same_notice_is_recognised_and_a_second_one_is_added_to_the_person(
    app: Flask, desk: Desk
) -> None:
    manager, number = desk.browser(Role.DESIGNATED_MANAGER), agency(app)
    post(manager, steps_of(manager, number), person="another")
    draft = steps_of(manager, number)
    page = manager.get(draft).text
    assert "On this register. Strong: The names agree" in page
    person = re.search(r'name="person"[^>]*value="(\d+)"', page)
    assert person
    refused = post_form(manager, draft, person=person.group(1))
    assert "This notification is on the register already" in refused.text
    post_form(manager, f"{draft}/concern", **(CONCERN | {"fact": "Charged in October."}))
    assert post(manager, draft, person=person.group(1)).endswith("/check")
    with app.app_context():
        people = db.session.scalars(select(RiskNotification.person_id)).all()
    assert len(people) == 2 and len(set(people)) == 1


NO_SIGHT = (Role.TEAM_MANAGER, Role.LEAD_SOCIAL_WORKER, Role.DUTY_SOCIAL_WORKER)


def test_others_come_to_a_door_that_says_nothing_of_the_person(app: Flask, desk: Desk) -> None:
    with app.app_context(), transaction():
        reference = make_notification()
    path = f"/risk-notifications/{reference}"
    for role in (Role.DESIGNATED_MANAGER, Role.CALDICOTT_GUARDIAN):
        assert PERSON in desk.browser(role).get(path).text
    for role in NO_SIGHT:
        page = desk.browser(role).get(path)
        assert page.status_code == 200
        assert "Ask to see a notification" in page.text
        assert PERSON not in page.text and "Brackwater" not in page.text
        assert PERSON not in desk.browser(role).get("/risk-notifications").text
    for role in (Role.DUTY_OFFICER, Role.SYSTEM_ADMINISTRATOR, Role.BUSINESS_SUPPORT_OFFICER):
        assert desk.browser(role).get(path).status_code == 403


def test_somebody_asks_is_let_in_and_every_view_is_shown(app: Flask, desk: Desk) -> None:
    with app.app_context(), transaction():
        reference = make_notification()
    path = f"/risk-notifications/{reference}"
    lead, manager = desk.browser(Role.LEAD_SOCIAL_WORKER), desk.browser(Role.DESIGNATED_MANAGER)
    assert "Enter what you need it for" in post(lead, path, purpose=" ")
    post(lead, path, purpose="I visit this family on Friday")
    assert "You have asked" in lead.get(path).text
    with app.app_context():
        request = db.session.scalars(select(RiskAccessRequest.reference)).one()
    asked = manager.get(f"/risk-notifications/requests/{request}").text
    assert "I visit this family on Friday" in asked
    post(manager, f"/risk-notifications/requests/{request}", approve="yes", because="They visit")
    assert PERSON in lead.get(path).text
    name = desk.people[Role.LEAD_SOCIAL_WORKER].name
    page = manager.get(path).text
    assert f"Read, {name}" in page and f"Came to the door, saw nothing, {name}" in page
    with app.app_context():
        trail = db.session.scalars(select(AuditEntry.action)).all()
    assert "risk_notification_read" in trail and "risk_access_granted" in trail
    assert lead.get(f"{path}/review").status_code == 403


def test_a_lead_social_worker_is_told_and_the_manager_decides(app: Flask, desk: Desk) -> None:
    with app.app_context(), transaction():
        child = led_by(desk.people[Role.LEAD_SOCIAL_WORKER])
        child_path = f"/children/{reference_of(child)}"
        make_notification()
    compare(app)
    path = f"/risk-notifications/hits/{hit_of(app)}"
    lead, manager = desk.browser(Role.LEAD_SOCIAL_WORKER), desk.browser(Role.DESIGNATED_MANAGER)
    inbox = lead.get("/inbox").text
    assert "Something may concern the safety of a child you lead for" in inbox
    assert PERSON not in inbox
    told = lead.get(path).text
    assert "Ask to see the notification" in told and PERSON not in told
    assert "Keep the decision" not in told
    page = manager.get(path).text
    assert PERSON in page and "Keep the decision" in page
    wrong = post_form(manager, path, answer="same", reasons="")
    assert wrong.status_code == 422 and "Enter your reasons" in wrong.text
    post(manager, path, answer="same", reasons="The midwife met him there")
    assert "The midwife met him there" in manager.get(path).text
    # A link to a refusal helps nobody: the guardian opens no record.
    theirs = desk.browser(Role.CALDICOTT_GUARDIAN).get(path).text
    assert PERSON in theirs and child_path not in theirs and child_path in manager.get(path).text
    assert "Concerns this child" in manager.get(child_path).text
    assert "Adults of whom we were notified" not in lead.get(child_path).text
    assert desk.browser(Role.DUTY_SOCIAL_WORKER).get(path).status_code == 404


def test_a_hit_on_a_restricted_record_is_seen_by_its_owner_alone(app: Flask, desk: Desk) -> None:
    owner = desk.people[Role.TEAM_MANAGER]
    with app.app_context(), transaction():
        restrict(make_child(), owner)
        make_notification()
    compare(app)
    path = f"/risk-notifications/hits/{hit_of(app)}"
    manager = desk.browser(Role.DESIGNATED_MANAGER)
    assert manager.get(path).status_code == 404
    assert "None that you may see" in manager.get("/risk-notifications/hits").text
    theirs = desk.browser(Role.TEAM_MANAGER)
    assert PERSON in theirs.get(path).text
    post(theirs, path, answer="not_the_same", reasons="Another flat")


def test_a_source_is_checked_on_a_number_of_the_directory_only(app: Flask, desk: Desk) -> None:
    with app.app_context(), transaction():
        reference = make_notification(checked=False)
    manager, path = desk.browser(Role.DESIGNATED_MANAGER), f"/risk-notifications/{reference}"
    page = manager.get(f"{path}/check").text
    assert "07700 900123" in page and "cannot be used" in page
    assert 'value="ring_back:' not in page
    wrong = post_form(manager, f"{path}/check", how="none", outcome="confirmed")
    assert wrong.status_code == 422
    right = post(
        manager,
        f"{path}/check",
        how="identity_document",
        outcome="confirmed",
        second_fact="Photo pass 8812",
    )
    assert right == path
    assert "Nobody has confirmed" not in manager.get(path).text


def test_a_review_is_recorded_and_removal_needs_a_second_person(app: Flask, desk: Desk) -> None:
    with app.app_context(), transaction():
        reference = make_notification()
    manager, path = desk.browser(Role.DESIGNATED_MANAGER), f"/risk-notifications/{reference}"
    said = CONCERN | {"assessment": "", "opinion": "", "reasons": "It was another person"}
    wrong = post_form(manager, f"{path}/review", **said, outcome="continue")
    assert "The next review must be in the future" in wrong.text
    assert "It was another person" in wrong.text
    assert post(manager, f"{path}/review", **said, outcome="remove") == path
    assert "A second person decides" in manager.get(f"{path}/remove").text
    guardian = desk.browser(Role.CALDICOTT_GUARDIAN)
    post(guardian, f"{path}/remove", approve="yes", because="The police confirmed it")
    assert "Two people took this notification off" in manager.get(path).text
    assert PERSON not in manager.get("/risk-notifications").text
    assert PERSON in manager.get("/risk-notifications?show=removed&sort=name").text


def test_addresses_and_conditions_are_added_and_refused_in_words(app: Flask, desk: Desk) -> None:
    with app.app_context(), transaction():
        reference = make_notification()
    manager, path = desk.browser(Role.DESIGNATED_MANAGER), f"/risk-notifications/{reference}"
    assert "Enter the address" in post(manager, f"{path}/address", town="Ashdown")
    assert post(manager, f"{path}/address", line1="Under the bridge") == path
    assert "Select what binds" in post(manager, f"{path}/condition", words="No contact")
    assert post(manager, f"{path}/condition", kind="bail", words="No contact") == path
    page = manager.get(path).text
    assert "Under the bridge" in page and "No contact" in page
    with app.app_context():
        assert db.session.scalars(select(RiskReader)).all() == []


def test_no_page_says_the_words_that_must_not_be_said(app: Flask, desk: Desk) -> None:
    with app.app_context(), transaction():
        reference = make_notification()
    manager = desk.browser(Role.DESIGNATED_MANAGER)
    for path in ("", "/new", "/hits", "/requests", f"/{reference}", f"/{reference}/review"):
        text = manager.get(f"/risk-notifications{path}").text.lower()
        assert "schedule" not in text and "offender" not in text


@pytest.mark.parametrize("query", ["?page=0", "?page=x", "?show=<x>", "?level=1&sort=2", "?page=9"])
def test_an_odd_question_to_the_list_is_answered(desk: Desk, query: str) -> None:
    answer = desk.browser(Role.DESIGNATED_MANAGER).get(f"/risk-notifications{query}")
    assert answer.status_code == 200


def test_a_draft_is_thrown_away_only_when_asked_again(app: Flask, desk: Desk) -> None:
    manager = desk.browser(Role.DESIGNATED_MANAGER)
    draft = steps_of(manager, agency(app))
    shown = manager.get(draft).text
    assert shown.count("<form") == manager.get(f"{draft}/person").text.count("<form")
    assert f'href="{draft}/throw-away"' in shown
    asked = manager.get(f"{draft}/throw-away").text
    assert "cannot be brought back" in asked and f'href="{draft}"' in asked
    assert count(app, RiskDraft) == 1
    assert post(manager, f"{draft}/throw-away") == "/risk-notifications/new"
    assert count(app, RiskDraft) == 0
    assert manager.get(f"{draft}/throw-away").status_code == 404


def test_another_persons_draft_is_not_there(desk: Desk) -> None:
    draft = begins(desk.browser(Role.DESIGNATED_MANAGER))
    with desk.app.app_context(), transaction():
        other = make_account(Role.DESIGNATED_MANAGER)
    theirs = sign_in_as(desk.app.test_client(), other)
    assert theirs.get(draft).status_code == 404
    assert theirs.get(f"{draft}/person").status_code == 404
    assert theirs.get(f"{draft}/throw-away").status_code == 404


def test_no_link_of_these_pages_leads_to_a_refusal(app: Flask, desk: Desk) -> None:
    with app.app_context(), transaction():
        led_by(desk.people[Role.LEAD_SOCIAL_WORKER])
        reference = make_notification()
    compare(app)
    path, hit = f"/risk-notifications/{reference}", f"/risk-notifications/hits/{hit_of(app)}"
    post(desk.browser(Role.LEAD_SOCIAL_WORKER), path, purpose="I visit this family")
    post(desk.browser(Role.DESIGNATED_MANAGER), f"{path}/remove", reason="Another person")
    wrong = []
    for role in (Role.DESIGNATED_MANAGER, Role.CALDICOTT_GUARDIAN, *NO_SIGHT):
        client = desk.browser(role)
        pages = ("/risk-notifications", "/risk-notifications/hits", "/inbox", path, hit)
        texts = [client.get(page).text for page in pages]
        links = {link for text in texts for link in re.findall(r'<a\b[^>]*?href="(/[^"#]+)', text)}
        for link in sorted(links):
            status = client.get(link.replace("&amp;", "&"), follow_redirects=True).status_code
            if status != 200:
                wrong.append(f"{role}: {link} {status}")
    assert wrong == []
