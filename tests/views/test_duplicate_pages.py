"""The pages of duplicates and links: who sees which, what they say, and that nothing is lost."""

from __future__ import annotations

import re
from datetime import date

from flask.testing import FlaskClient

from lacrecords.children.duplicate_finding import compare_waiting
from lacrecords.children.duplicate_list import pairs_with
from lacrecords.children.links import undo_link
from lacrecords.database import now_utc, transaction
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import Role
from tests.factories.children import born, restrict
from tests.factories.links import link
from tests.support.posting import post_form
from tests.support.register import Register

BORN = date(2018, 3, 7)
EVIDENCE = re.compile(r'name="evidence" value="([^"]+)"')


def twice(register: Register, lead: SignedInActor | None = None) -> tuple[int, int, str, str]:
    """One child on two records, found: the numbers and the references."""
    first, one = register.child(lead, forename="Tamsin", surname="Ormerod", birth=born(BORN))
    second, other = register.child(forename="Tamsyn", surname="Ormerod", birth=born(BORN))
    with register.app.app_context():
        compare_waiting(now_utc())
    return first, second, one.removeprefix("/children/"), other.removeprefix("/children/")


def pair_path(register: Register, actor: SignedInActor, child: int) -> str:
    with register.app.app_context():
        (pair,) = pairs_with(actor.account_id, (child,), now_utc())
        return f"/children/duplicates/{pair.reference}"


def propose(client: FlaskClient, path: str, **fields: str) -> str:
    evidence = EVIDENCE.search(client.get(path).text)
    assert evidence, path
    answer = post_form(client, path, evidence=evidence.group(1), **fields)
    return answer.text if answer.status_code == 422 else str(answer.location)


def test_the_designated_manager_reads_why_two_records_may_be_of_one_child(
    register: Register,
) -> None:
    chief = register.staff(Role.DESIGNATED_MANAGER)
    first, _, one, other = twice(register)
    browser = register.browser(chief)
    assert "Records that may be of one child" in browser.get("/oversight").text
    page = browser.get("/children/duplicates").text
    assert f"Tamsin Ormerod ({one}) and Tamsyn Ormerod ({other})" in page
    assert "date of birth agrees" in page and "1 pair<" in page
    assert "No pairs" in browser.get("/children/duplicates?strength=likely").text
    compared = browser.get(pair_path(register, chief, first)).text
    assert "Conflict" in compared and "They are two children" in compared
    assert register.trail("duplicates_listed")[0][0] == chief.key


def test_the_childs_page_says_so_to_whoever_may_propose_and_to_nobody_else(
    register: Register,
) -> None:
    lead, officer = register.staff(Role.LEAD_SOCIAL_WORKER), register.staff(Role.DUTY_OFFICER)
    support = register.staff(Role.BUSINESS_SUPPORT_OFFICER)
    _, _, one, _ = twice(register, lead)
    assert "May be the same child" in register.browser(lead).get(f"/children/{one}").text
    for actor in (officer, support):
        page = register.browser(actor).get(f"/children/{one}")
        assert page.status_code == 200
        assert "May be the same child" not in page.text


def test_a_link_from_its_proposal_to_its_undoing(register: Register) -> None:
    chief, manager = register.staff(Role.DESIGNATED_MANAGER), register.staff(Role.TEAM_MANAGER)
    _, _, one, other = twice(register)
    path = f"/children/{one}/link/{other}"
    mine, theirs = register.browser(chief), register.browser(manager)
    fields = {"approver_id": str(manager.account_id), "reason": "One school, one mother"}
    assert "Select which name holds now" in propose(mine, path, **fields)
    assert propose(mine, path, child_names="kept", **fields).endswith(one)
    assert "waits for an answer" in mine.get(path).text
    waiting = theirs.get("/children/links").text
    assert "Waits for you" in waiting
    found = re.search(r'href="(/children/links/[A-Z0-9-]+)"', waiting)
    assert found
    link_path = found.group(1)
    assert "You can take it back" in mine.get(link_path).text
    refused = post_form(theirs, link_path, approve="yes", reason="")
    assert refused.status_code == 422 and "Enter the reason" in refused.text
    assert post_form(theirs, link_path, approve="yes", reason="Seen both").status_code == 302
    kept, gone = mine.get(f"/children/{one}").text, mine.get(f"/children/{other}").text
    assert "is linked to this one" in kept and f"on the linked record {other}" in kept
    assert "This record is linked to record" in gone and "Open a case" not in gone
    assert mine.get("/children/duplicates").text.count("Tamsyn") == 0
    undone = post_form(theirs, f"{link_path}/undo", reason="Two children after all")
    assert undone.status_code == 302
    assert "is linked to this one" not in mine.get(f"/children/{one}").text
    assert "Undone by" in mine.get(link_path).text
    assert theirs.get(f"{link_path}/undo").status_code == 404


def test_a_change_by_the_reference_of_a_linked_record_is_a_change_of_the_kept_one(
    register: Register,
) -> None:
    chief, manager = register.staff(Role.DESIGNATED_MANAGER), register.staff(Role.TEAM_MANAGER)
    first, second, one, other = twice(register)
    with register.app.app_context(), transaction():
        link(chief, manager, first, second)
    browser = register.browser(chief)
    path = f"/children/{other}/facts/numbers/add"
    saved = post_form(browser, path, scheme="nhs", value="943 476 5919", reason="Seen")
    assert saved.status_code in (302, 303), saved.text
    page = browser.get(f"/children/{one}").text
    assert "943 476 5919" in page
    assert "943 476 5919" not in browser.get(f"/children/{other}").text


def test_two_children_leave_the_list_with_the_reason(register: Register) -> None:
    chief = register.staff(Role.DESIGNATED_MANAGER)
    first, *_ = twice(register)
    browser = register.browser(chief)
    path = pair_path(register, chief, first) + "/two-children"
    evidence = EVIDENCE.search(browser.get(path).text)
    assert evidence
    wrong = post_form(browser, path, evidence="another", reason="Cousins")
    assert wrong.status_code == 422 and "changed since you looked" in wrong.text
    said = post_form(browser, path, evidence=evidence.group(1), reason="Cousins")
    assert said.status_code == 302
    assert "Tamsyn" not in browser.get("/children/duplicates").text
    assert "Tamsyn" in browser.get("/children/duplicates?decided=yes").text


def test_a_record_that_is_closed_to_the_reader_is_as_if_it_were_not_there(
    register: Register,
) -> None:
    chief, manager = register.staff(Role.DESIGNATED_MANAGER), register.staff(Role.TEAM_MANAGER)
    other_manager = register.staff(Role.TEAM_MANAGER)
    first, second, one, other = twice(register)
    with register.app.app_context(), transaction():
        restrict(second, manager, chief)
    path = f"/children/{one}/link/{other}"
    assert "A record is restricted." in register.browser(chief).get(path).text
    with register.app.app_context(), transaction():
        number = link(chief, manager, first, second)
    browser = register.browser(other_manager)
    for path in (one, other, f"{one}/link", f"{one}/link/{other}"):
        assert browser.get(f"/children/{path}").status_code == 404
    with register.app.app_context(), transaction():
        undo_link(manager, number, "Two children", now_utc())
    assert browser.get(f"/children/{one}/link/{other}").status_code == 404
    asked = post_form(browser, f"/children/{one}/link", other=other)
    absent = post_form(browser, f"/children/{one}/link", other="ABCD-2345")
    words = "There is no such record that you may open"
    assert words in asked.text and words in absent.text


def test_the_other_record_is_given_by_its_reference(register: Register) -> None:
    chief = register.staff(Role.DESIGNATED_MANAGER)
    _, _, one, other = twice(register)
    browser = register.browser(chief)
    found = post_form(browser, f"/children/{one}/link", other=f" {other.lower()} ")
    assert found.location == f"/children/{one}/link/{other}"
    itself = post_form(browser, f"/children/{one}/link", other=one)
    assert "cannot be linked to itself" in browser.get(str(itself.location)).text
