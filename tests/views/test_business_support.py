"""A business support officer keeps the register right, and is let into nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lacrecords.children.services import NewAddress
from lacrecords.database import transaction
from lacrecords.rules.authorisation import Action, actions_of
from lacrecords.terms import Role
from tests.factories.children import restrict
from tests.support.register import Register
from tests.views.test_child_changes import Desk, on
from tests.views.test_facts_by_hand import WHY, fact_path
from tests.views.test_making_records import MADE, WILFREDA, make, search

REFUGE = NewAddress(line1="8 Sorrel Rise", postcode="ZZ9 1AA", confidential=True)


@pytest.fixture
def officer(register: Register) -> Any:
    return register.staff(Role.BUSINESS_SUPPORT_OFFICER)


def test_the_rights_are_these_and_no_others() -> None:
    assert set(actions_of(Role.BUSINESS_SUPPORT_OFFICER)) == {
        Action.ANYBODY,
        Action.SIGNED_IN,
        Action.CHILD_SEARCH,
        Action.CHILD_READ,
        Action.CHILD_CHANGE,
        Action.CURRENCY_READ,
    }


def test_the_day_begins_at_the_register(register: Register, officer: Any) -> None:
    browser = register.browser(officer)
    assert browser.get("/").location == "/children"
    text = browser.get("/children").text
    assert "Search the register" in text
    assert "tell them nothing and put them through to the duty team" in text
    assert "record an enquiry" not in text
    for closed in ("Inbox", "Tasks", "Enquiries"):
        assert f">{closed}<" not in text


def test_a_record_is_made_and_corrected(register: Register, officer: Any) -> None:
    browser = register.browser(officer)
    made = make(browser, search(browser), **WILFREDA | MADE)
    assert made.status_code == 302
    path = made.headers["Location"]
    correct = Desk(register, officer, fact_path(register, officer, path, "birth") + "/correct")
    correct.open()
    assert correct.send(**on("born", date(2018, 3, 8)), **WHY).status_code == 302
    assert "8 March 2018" in browser.get(path).text


def test_no_restricted_record_is_found_or_opened(register: Register, officer: Any) -> None:
    child_id, path = register.child()
    owner = register.staff(Role.DESIGNATED_MANAGER)
    with register.app.app_context(), transaction():
        restrict(child_id, owner)
    assert register.browser(officer).get(path).status_code == 404


def test_a_restricted_record_is_not_opened_to_business_support(
    register: Register, officer: Any
) -> None:
    _, path = register.child()
    manager = register.staff(Role.DESIGNATED_MANAGER)
    assert officer.name not in Desk(register, manager, f"{path}/restriction").open()


def test_a_confidential_address_is_neither_read_nor_changed(
    register: Register, officer: Any
) -> None:
    _, path = register.child(addresses=(REFUGE,))
    browser = register.browser(officer)
    for page in (path, f"{path}/facts", f"{path}/facts/addresses"):
        assert "Sorrel" not in browser.get(page).text, page
    manager = register.staff(Role.TEAM_MANAGER)
    place = fact_path(register, manager, path, "addresses")
    assert browser.get(f"{place}/correct").status_code == 404
    assert f'href="{place}"' not in browser.get(path).text
