"""The pages of the worklist: who sees which findings, what they say, and what is done with them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from lacrecords.children import services as children
from lacrecords.children.services import NewChild, NewName, RecordIdentifier
from lacrecords.clocks import local_date
from lacrecords.currency.counting import count_the_day
from lacrecords.currency.worklist import Wanted, worklist
from lacrecords.database import now_utc, transaction
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import CurrencyRule, IdentifierScheme, Role
from tests.factories.children import CLOSED, HOME, OPEN, OPENED_ON, PLAN, restrict, send_away
from tests.factories.currency import days_later, finding, look_at_changes, look_at_everything
from tests.factories.staff import MAKER, make_account, make_team
from tests.support.posting import post_form
from tests.support.register import Register

LIST = "/records-to-put-right"
R = CurrencyRule
NO_LEAD = "Open case without a lead social worker"


def look(register: Register) -> None:
    with register.app.app_context():
        look_at_changes()


def path_of(register: Register, child: int, rule: R) -> str:
    with register.app.app_context():
        return f"{LIST}/{finding(child, rule).reference}"


def day_in(days: int, name: str) -> dict[str, str]:
    day = local_date(days_later(days))
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{name}__{part}": str(number) for part, number in parts.items()}


def listed(browser: FlaskClient, query: str = "") -> str:
    page = browser.get(LIST + query)
    assert page.status_code == 200
    return page.text


def test_a_lead_social_worker_sees_their_own_children_and_how_many_things_wait(
    register: Register,
) -> None:
    lead, other = (register.staff(Role.LEAD_SOCIAL_WORKER) for _ in range(2))
    child, path = register.child(lead, forename="Tamsin", surname="Ormerod")
    register.child(other, forename="Leofric", surname="Pomfret")
    look(register)
    page = listed(register.browser(lead))
    assert "Tamsin Ormerod" in page and "Leofric" not in page
    assert "The NHS number is missing" in page and "How many of each" not in page
    assert re.search(r"Records to put right <span class=\"lacrecords-count\">2<", page)
    found = register.browser(lead).get(path_of(register, child, R.NHS_NUMBER_MISSING)).text
    assert "Hospitals see a plan only by the NHS number" in found
    assert f'href="{path}/facts/numbers"' in found
    assert "Let it stand" not in found, "a manager decides that"
    assert (
        register.browser(other).get(path_of(register, child, R.NHS_NUMBER_MISSING)).status_code
        == 404
    )
    assert register.trail("finding_read") and register.trail("records_to_put_right_listed")


def test_whoever_covers_sees_the_children_of_the_one_who_is_away(register: Register) -> None:
    lead, cover = (register.staff(Role.LEAD_SOCIAL_WORKER) for _ in range(2))
    register.child(lead, forename="Tamsin", surname="Ormerod")
    look(register)
    assert "Tamsin" not in listed(register.browser(cover))
    with register.app.app_context(), transaction():
        send_away(lead, cover)
    assert "Tamsin Ormerod" in listed(register.browser(cover))


def test_a_team_manager_sees_the_team_and_the_designated_manager_everything(
    register: Register,
) -> None:
    with register.app.app_context(), transaction():
        manager = make_account(Role.TEAM_MANAGER)
        team = make_team(manager_id=manager.account_id)
        lead = make_account(Role.LEAD_SOCIAL_WORKER, team_id=team)
    chief = register.staff(Role.DESIGNATED_MANAGER)
    register.child(lead, forename="Tamsin", surname="Ormerod")
    register.child(forename="Leofric", surname="Pomfret", cases=(OPEN,))
    look(register)
    seen = listed(register.browser(manager))
    assert "Tamsin Ormerod" in seen and "Leofric" not in seen
    everything = listed(register.browser(chief))
    assert "Tamsin Ormerod" in everything and "Leofric Pomfret" in everything
    assert "How many of each" in everything and NO_LEAD in everything
    of_team = listed(register.browser(chief), f"?team_id={team}")
    assert "Tamsin" in of_team and "Leofric" not in of_team
    nobody = listed(register.browser(chief), "?worker=nobody")
    assert "Leofric" in nobody and "Tamsin" not in nobody
    of_worker = listed(register.browser(chief), f"?worker={lead.account_id}")
    assert "Tamsin" in of_worker and "Leofric" not in of_worker
    of_rule = listed(register.browser(chief), "?rule=case_without_lead")
    assert "1 entry" in of_rule
    assert "1 entry" in listed(register.browser(chief), "?rule=case_without_lead&severity=soon")
    none = listed(register.browser(chief), "?severity=urgent")
    assert "A filter is on" in none and f'href="{LIST}?state="' in none
    assert "A filter is on" in listed(register.browser(chief))
    assert "A filter is on" not in listed(register.browser(chief), "?state=")


def test_business_support_sees_what_it_can_mend_and_nothing_else(register: Register) -> None:
    support = register.staff(Role.BUSINESS_SUPPORT_OFFICER)
    register.child(forename="Leofric", surname="Pomfret", cases=(OPEN,))
    look(register)
    browser = register.browser(support)
    page = listed(browser)
    assert "The NHS number is missing" in page
    assert f"{NO_LEAD}<span" not in page
    assert browser.get(f"{LIST}/trend").status_code == 403


@pytest.mark.parametrize(
    "query",
    [
        "?rule=nonsense&severity=none&team_id=x&worker=y&state=z&order=w&page=0",
        "?page=99999999999999999999",
        "?team_id=99999999999999999999&worker=99999999999999999999",
        "?team_id=-1&worker=%C2%B2&page=-5",
        "?order=oldest",
        "?order=newest&state=late",
        "?state=accepted",
    ],
)
def test_an_address_that_cannot_be_is_read_as_well_as_it_can(
    register: Register, query: str
) -> None:
    chief = register.staff(Role.DESIGNATED_MANAGER)
    register.child(cases=(OPEN,))
    look(register)
    listed(register.browser(chief), query)


def test_a_restricted_record_is_as_if_it_were_not_there_but_for_its_missing_owner(
    register: Register,
) -> None:
    owner, chief = register.staff(Role.TEAM_MANAGER), register.staff(Role.DESIGNATED_MANAGER)
    lead = register.staff(Role.LEAD_SOCIAL_WORKER)
    child, path = register.child(lead, forename="Tamsin", surname="Ormerod")
    with register.app.app_context(), transaction():
        restrict(child, owner)
    look(register)
    hidden = path_of(register, child, R.NHS_NUMBER_MISSING)
    for actor in (chief, lead):
        browser = register.browser(actor)
        page = listed(browser)
        assert "Tamsin" not in page and "Nothing is to be put right" in page
        assert browser.get(hidden).status_code == 404
    with register.app.app_context(), transaction():
        restrict(child, make_account(Role.TEAM_MANAGER, left_on=OPENED_ON))
    look(register)
    page = listed(register.browser(chief))
    reference = path.removeprefix("/children/")
    assert "Nobody answers for a restricted record" in page and "1 entry" in page
    assert f"Restricted record {reference}" in page and "Tamsin" not in page
    assert "/children/restricted" in page


def test_the_childs_page_lists_what_is_wrong_for_those_who_read_it(register: Register) -> None:
    lead, officer = register.staff(Role.LEAD_SOCIAL_WORKER), register.staff(Role.DUTY_OFFICER)
    _, path = register.child(lead)
    _, closed = register.child(cases=(CLOSED,))
    look(register)
    page = register.browser(lead).get(path).text
    assert "To put right in this record" in page
    assert "Nobody is recorded with whom the child lives" in page and f'href="{LIST}/' in page
    page = register.browser(officer).get(path).text
    assert "The NHS number is missing" in page and f'href="{LIST}/' not in page
    assert "Nothing is known to be wrong." in register.browser(lead).get(closed).text


def test_a_finding_is_let_stand_for_a_while_and_comes_back(register: Register) -> None:
    chief = register.staff(Role.DESIGNATED_MANAGER)
    child, _ = register.child(forename="Tamsin", surname="Ormerod", cases=(OPEN,))
    look(register)
    browser, path = register.browser(chief), path_of(register, child, R.CASE_WITHOUT_LEAD)
    accept = f"{path}/accept"
    nothing = post_form(browser, accept, reason="Written here")
    assert nothing.status_code == 422 and "Enter the day until which it may stand" in nothing.text
    assert "Written here" in nothing.text
    past = post_form(browser, accept, reason="Why", **day_in(0, "until_on"))
    assert "The day must be after today" in past.text
    far = post_form(browser, accept, reason="Why", **day_in(91, "until_on"))
    assert "90 days from now" in far.text
    fields = {"reason": "Allocated on Monday", **day_in(5, "until_on")}
    for _ in range(2):
        assert post_form(browser, accept, **fields).status_code == 303
    assert len(register.trail("finding_accepted")) == 1
    other = post_form(browser, accept, reason="Another", **day_in(6, "until_on"))
    assert "It is accepted already" in other.text
    assert NO_LEAD + "<span" not in listed(browser)
    assert NO_LEAD + "<span" in listed(browser, "?state=accepted")
    shown = browser.get(path).text
    assert "Allocated on Monday" in shown and "It may stand until" in shown
    assert post_form(browser, f"{path}/bring-back", page=path).status_code == 303
    assert NO_LEAD + "<span" in listed(browser, "?state=")
    assert "Brought back by" in browser.get(path).text


def test_a_confirmed_address_is_mended_and_one_in_the_future_refused(register: Register) -> None:
    lead = register.staff(Role.LEAD_SOCIAL_WORKER)
    child, _ = register.child(lead)
    with register.app.app_context():
        look_at_everything(days_later(380))
    browser = register.browser(lead)
    path = path_of(register, child, R.ADDRESS_NOT_CONFIRMED)
    assert "Put it right" in browser.get(path).text
    confirm = f"{path}/confirm-address"
    assert confirm in listed(browser)
    wrong = post_form(browser, confirm, how="A visit", **day_in(2, "confirmed_on"))
    assert "The day must be today or in the past" in wrong.text
    done = post_form(browser, confirm, how="A visit", **day_in(0, "confirmed_on"))
    assert done.status_code == 303
    with register.app.app_context():
        look_at_changes(days_later(360))
    mended = browser.get(path)
    assert mended.status_code == 200 and "This was put right" in mended.text
    assert browser.get(confirm).location == path
    other = path_of(register, child, R.NHS_NUMBER_MISSING)
    assert browser.get(f"{other}/confirm-address").status_code == 404


def test_a_mended_finding_says_when_and_how_it_went_to_those_who_saw_it(
    register: Register,
) -> None:
    chief, other = register.staff(Role.DESIGNATED_MANAGER), register.staff(Role.LEAD_SOCIAL_WORKER)
    lead, owner = register.staff(Role.LEAD_SOCIAL_WORKER), register.staff(Role.TEAM_MANAGER)
    child, record = register.child(lead, forename="Tamsin", surname="Ormerod")
    look(register)
    path = path_of(register, child, R.NHS_NUMBER_MISSING)
    give_nhs_number(register, child)
    for reader in (chief, lead):
        browser = register.browser(reader)
        page = browser.get(path)
        assert page.status_code == 200 and "This was put right" in page.text
        assert "Tamsin Ormerod" in page.text and f'href="{record}"' in page.text
        (between,) = re.findall(r'href="(/children/[^"]*look-back[^"]*)"', page.text)
        shown = browser.get(between.replace("&amp;", "&")).text
        assert "What became different" in shown and "NHS number" in shown
    assert "Tamsin" not in listed(register.browser(chief), "?rule=nhs_number_missing")
    assert post_form(register.browser(chief), f"{path}/accept", path).location == path
    assert register.browser(other).get(path).status_code == 404
    with register.app.app_context(), transaction():
        restrict(child, owner)
    assert register.browser(lead).get(path).status_code == 404


def test_an_address_that_was_confirmed_is_said_to_have_mended_it(register: Register) -> None:
    chief = register.staff(Role.DESIGNATED_MANAGER, name="Wilhelmina Straker")
    name = NewName(forename="Tamsin", surname="Ormerod")
    with register.app.app_context():
        with transaction():
            new = NewChild(names=(name,), addresses=(HOME,), cases=(OPEN,))
            child = children.create_child(MAKER, new, days_later(-400))
        look_at_changes()
    browser, path = register.browser(chief), path_of(register, child, R.ADDRESS_NOT_CONFIRMED)
    said = {"how": "A visit to the home", **day_in(0, "confirmed_on")}
    assert post_form(browser, f"{path}/confirm-address", **said).status_code == 303
    look(register)
    mended = browser.get(path).text
    assert "The address was confirmed" in mended and "A visit to the home" in mended
    assert "by Wilhelmina Straker" in mended


def give_nhs_number(register: Register, child: int) -> None:
    with register.app.app_context():
        with transaction():
            number = RecordIdentifier(scheme=IdentifierScheme.NHS, value="9434765919", reason="")
            children.record_identifier(MAKER, child, number, now_utc())
        look_at_changes()


def test_the_trend_is_a_picture_and_a_table_that_says_the_same(register: Register) -> None:
    chief, director = register.staff(Role.DESIGNATED_MANAGER), register.staff(Role.DIRECTOR)
    lead = register.staff(Role.LEAD_SOCIAL_WORKER)
    assert "Nothing was counted yet" in register.browser(director).get(f"{LIST}/trend").text
    register.child(cases=(OPEN,), plans=(PLAN,))
    with register.app.app_context():
        look_at_everything()
        count_the_day(now_utc())
        count_the_day(now_utc())
    for actor in (chief, director):
        page = register.browser(actor).get(f"{LIST}/trend").text
        assert 'aria-hidden="true"' in page and "<circle" in page
        assert "A review of the plan is overdue" in page and "The pupil number" not in page
    assert "–" in page
    assert register.browser(director).get(f"{LIST}/trend?by=month").status_code == 200
    assert register.browser(lead).get(f"{LIST}/trend").status_code == 403


def chiefs(register: Register) -> tuple[SignedInActor, SignedInActor]:
    return register.staff(Role.TEAM_MANAGER), register.staff(Role.DESIGNATED_MANAGER)


def test_an_accepted_finding_comes_back_on_its_day(register: Register) -> None:
    _, chief = chiefs(register)
    child, _ = register.child(cases=(OPEN,))
    look(register)
    path = path_of(register, child, R.CASE_WITHOUT_LEAD)
    fields = {"reason": "Allocated on Monday", **day_in(1, "until_on")}
    assert post_form(register.browser(chief), f"{path}/accept", **fields).status_code == 303
    with register.app.app_context():
        from_tomorrow = days_later(1) + timedelta(hours=1)
        page = worklist(chief, Wanted(rule=R.CASE_WITHOUT_LEAD), 1, from_tomorrow)
        assert page.every == 1 and page.rows[0].accepted_until is None
        assert worklist(chief, Wanted(rule=R.CASE_WITHOUT_LEAD), 1, now_utc()).every == 0


def test_the_manager_is_told_which_setting_is_empty_only_while_it_is(register: Register) -> None:
    manager = register.browser(register.staff(Role.DESIGNATED_MANAGER))
    lead = register.browser(register.staff(Role.LEAD_SOCIAL_WORKER))
    assert "own_postcode_districts" in listed(manager)
    assert "own_postcode_districts" not in listed(lead)
    procedure = register.app.extensions["lacrecords_procedure"]
    register.app.extensions["lacrecords_procedure"] = replace(
        procedure, own_postcode_districts=frozenset({"ZZ8"})
    )
    assert "own_postcode_districts" not in listed(manager)
