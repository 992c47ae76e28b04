"""A child's page: who may open it, what it shows, what it hides, and the trail it leaves."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from sqlalchemy import event

from lacrecords.audit import services as audit
from lacrecords.children import bulk, services
from lacrecords.children.bulk import FactKind, NewFact
from lacrecords.children.services import (
    DeclareConnection,
    NewAddress,
    NewCase,
    NewName,
    RecordHouseholdMember,
    RecordRelationship,
)
from lacrecords.database import db, now_utc, transaction
from lacrecords.people.services import NewPerson, create_person
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import IdentifierScheme, NameType, Role
from tests.factories.children import (
    CLOSED,
    HOME,
    OPEN,
    PLAN,
    make_child,
    restrict,
    send_away,
)
from tests.factories.staff import MAKER
from tests.support.posting import without_token
from tests.support.register import Register

OPENS_RECORDS = (
    Role.BUSINESS_SUPPORT_OFFICER,
    Role.DUTY_OFFICER,
    Role.DUTY_SOCIAL_WORKER,
    Role.OUT_OF_HOURS_SOCIAL_WORKER,
    Role.LEAD_SOCIAL_WORKER,
    Role.TEAM_MANAGER,
    Role.DESIGNATED_MANAGER,
)
REFUGE = NewAddress(line1="8 Sorrel Rise", postcode="ZZ9 1AA", confidential=True)


def test_the_top_says_who_the_child_is_and_what_is_being_done(register: Register) -> None:
    lead = register.staff(Role.LEAD_SOCIAL_WORKER, name="Marit Quill")
    names = (
        NewName(forename="Odalys", surname="Vellacott"),
        NewName(forename="Lys", surname="Vellacott", name_type=NameType.KNOWN_AS),
    )
    numbers = ((IdentifierScheme.NHS, "9434765919"), (IdentifierScheme.UPN, "A801200001001"))
    _, path = register.child(lead, names=names, plans=(PLAN,), numbers=numbers)
    text = register.browser(lead).get(path).text
    for words in ("Odalys Vellacott", "Lys Vellacott", "Case open since 3 March 2025"):
        assert words in " ".join(text.split())
    for words in ("On a plan", "Marit Quill", "14 Tansy Walk", "943 476 5919", "Check this number"):
        assert words in text


def test_no_name_stands_in_the_title_or_the_address(register: Register) -> None:
    officer = register.staff()
    _, path = register.child(names=(NewName(forename="Tamsin", surname="Ormerod"),))
    text = register.browser(officer).get(path).text
    assert "Tamsin" not in text.partition("</title>")[0] + path


@pytest.mark.parametrize("role", list(Role))
def test_only_casework_and_business_support_open_a_record(register: Register, role: Role) -> None:
    _, path = register.child()
    status = register.browser(register.staff(role)).get(path).status_code
    assert status == (200 if role in OPENS_RECORDS else 403)


def test_an_absent_lead_and_the_cover_are_flagged(register: Register) -> None:
    lead, cover = (register.staff(Role.LEAD_SOCIAL_WORKER) for _ in range(2))
    with register.app.app_context(), transaction():
        send_away(lead, cover)
    _, path = register.child(lead)
    text = register.browser(cover).get(path).text
    assert "Not at work" in text and f"Covered by {cover.name}" in text


def test_an_open_case_without_a_lead_is_flagged(register: Register) -> None:
    _, path = register.child(cases=(OPEN,))
    assert "Needs a lead social worker" in register.browser(register.staff()).get(path).text


def test_each_state_of_the_case_is_said(register: Register) -> None:
    browser = register.browser(register.staff())
    for cases, words in (((), "Case status not recorded"), ((CLOSED,), "Case closed since")):
        assert words in browser.get(register.child(cases=cases)[1]).text


def assert_answers_as_absent(register: Register, actor: SignedInActor, path: str) -> None:
    browser = register.browser(actor)
    # The first answer of a browser sets the cookie of its form tokens.
    browser.get("/children/ZZZZ-9999")
    suffixes = ("", "/case/open", "/case/close", "/lead", "/plan/start", "/plan/end", "/connection")
    for suffix in suffixes:
        closed, absent = browser.get(path + suffix), browser.get("/children/ZZZZ-9999" + suffix)
        assert closed.status_code == absent.status_code == 404, suffix
        assert without_token(closed.text) == without_token(absent.text), suffix
        assert {name for name, _ in closed.headers} == {name for name, _ in absent.headers}


def test_a_restricted_record_answers_exactly_as_one_that_is_not_there(register: Register) -> None:
    owner, other = register.staff(Role.DESIGNATED_MANAGER), register.staff(Role.TEAM_MANAGER)
    child, path = register.child()
    with register.app.app_context(), transaction():
        restrict(child, owner)
    assert_answers_as_absent(register, other, path)
    assert register.browser(owner).get(path).status_code == 200
    refused = [entry for entry in register.trail("child_read") if entry[2] == "refused"]
    assert (other.key, child, "refused") in refused
    assert (other.key, None, "refused") in refused


def test_a_declared_connection_answers_as_a_record_that_is_not_there(register: Register) -> None:
    lead = register.staff(Role.LEAD_SOCIAL_WORKER)
    child, path = register.child(lead)
    with register.app.app_context(), transaction():
        services.declare_connection(lead, child, DeclareConnection(reason="Niece"), now_utc())
    assert_answers_as_absent(register, lead, path)


def test_opening_a_record_is_written_down_and_shown_on_it(register: Register) -> None:
    officer, next_officer = register.staff(name="Imogen Vashti"), register.staff()
    child, path = register.child()
    register.browser(officer).get(path)
    assert register.trail("child_read") == [(officer.key, child, "allowed")]
    text = register.browser(next_officer).get(path).text
    assert "Imogen Vashti" in text and "Opened the record" in text


def test_a_confidential_address_is_shown_to_lead_and_managers_only(register: Register) -> None:
    lead, other = (register.staff(Role.LEAD_SOCIAL_WORKER) for _ in range(2))
    _, path = register.child(lead, addresses=(REFUGE,))
    shown = {
        actor.role.value + str(number): "Sorrel" in register.browser(actor).get(path).text
        for number, actor in enumerate(
            (lead, other, register.staff(Role.TEAM_MANAGER), register.staff())
        )
    }
    assert list(shown.values()) == [True, False, True, False]
    assert "Confidential address held" in register.browser(other).get(path).text


def test_the_household_names_adults_and_children_that_the_reader_may_open(
    register: Register,
) -> None:
    officer, owner = register.staff(), register.staff(Role.DESIGNATED_MANAGER)
    child, path = register.child(names=(NewName(forename="Ivo", surname="Pomfret"),))
    sister, sister_path = register.child(names=(NewName(forename="Saskia", surname="Pomfret"),))
    hidden, hidden_path = register.child(names=(NewName(forename="Leofric", surname="Pomfret"),))
    refuge = (NewAddress(**{**_parts(HOME), "confidential": True}),)
    register.child(names=(NewName(forename="Perpetua", surname="Lockyer"),), addresses=refuge)
    with register.app.app_context(), transaction():
        restrict(hidden, owner)
        for other, word in ((sister, "sister"), (hidden, "brother")):
            value = RecordRelationship(other_child_id=other, relationship=word)
            services.record_relationship(MAKER, child, value, now_utc())
        mother = create_person(MAKER, NewPerson(forename="Hesper", surname="Lanyon"), now_utc())
        member = RecordHouseholdMember(
            person_id=mother,
            relationship="mother",
            lives_with_child=True,
            parental_responsibility=True,
        )
        services.record_household_member(MAKER, child, member, now_utc())
    text = register.browser(officer).get(path).text
    assert "Hesper Lanyon, mother, lives with the child, has parental responsibility" in text
    assert sister_path in text and "sister, at the same address" in text
    assert "Leofric" not in text and hidden_path not in text and "brother" not in text
    assert "Perpetua" not in text
    assert "Leofric" in register.browser(owner).get(path).text


def _parts(address: NewAddress) -> dict[str, object]:
    return {name: getattr(address, name) for name in ("line1", "town", "postcode", "from_on")}


def test_the_record_can_be_read_as_it_stood_on_a_day(register: Register) -> None:
    spell = NewCase(from_on=date(2024, 1, 8), to_on=date(2024, 6, 3), closure_reason="Moved")
    officer = register.staff()
    _, path = register.child(cases=(spell,))
    browser = register.browser(officer)
    assert "Case closed since 3 June 2024" in browser.get(path).text
    early = browser.get(path, query_string={"on-day": "1", "on-month": "2", "on-year": "2024"})
    # The record was written today, so it said nothing at all on that day.
    assert early.status_code == 200 and "as it stood on 1 February 2024" in early.text
    assert "Case status not recorded" in early.text and "What you can do" not in early.text
    wrong = browser.get(path, query_string={"on-day": "1", "on-month": "2", "on-year": "2999"})
    assert wrong.status_code == 422 and "The day must be today or in the past" in wrong.text


def test_the_page_takes_no_more_queries_for_a_full_record(register: Register) -> None:
    lead = register.staff(Role.LEAD_SOCIAL_WORKER)
    _, plain = register.child(lead)
    rich, full = register.child(lead, plans=(PLAN,))
    with register.app.app_context(), transaction():
        for _ in range(8):
            other = make_child()
            value = RecordRelationship(other_child_id=other, relationship="cousin")
            services.record_relationship(MAKER, rich, value, now_utc())
    counts, browser = [], register.browser(lead)
    seen: list[str] = []
    with register.app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
    for path in (plain, full):
        seen.clear()
        assert browser.get(path).status_code == 200
        counts.append(len(seen))
    # A table that has something is read; how much it has makes no difference.
    assert counts[1] <= counts[0] + 7 and counts[0] < 60


def test_a_long_timeline_shows_the_newest_and_leads_to_all_of_it(register: Register) -> None:
    officer = register.staff(Role.DUTY_SOCIAL_WORKER)
    child_id, path = register.child(names=(NewName(forename="Odalys", surname="Vellacott"),))
    days = [date(2020, 1, 1) + timedelta(days=20 * place) for place in range(121)]
    spells = [
        (child_id, NewFact({"closure_reason": f"Closed the {place}. time"}, *days[place:][:2]))
        for place in range(120)
    ]
    with register.app.app_context(), transaction():
        bulk.add_facts(FactKind.CASE, spells, now_utc(), MAKER.key, "hand")
        audit.record(MAKER, "cases_made", "child", child_id)
    browser = register.browser(officer)
    shown = browser.get(path).text
    assert shown.count("moj-timeline__item") == 100
    assert "Closed the 119. time" in shown and "Closed the 3. time" not in shown
    link = re.search(r'href="([^"]+)">Show all entries', shown)
    assert link
    whole = browser.get(unescape(link[1])).text
    assert "Closed the 3. time" in whole and "Show all entries" not in whole
    assert "There is a problem" not in whole
    past = browser.get(f"{path}?on-day=1&on-month=3&on-year=2026&entries=all&reference=x")
    assert past.status_code == 200 and "There is a problem" not in past.text
