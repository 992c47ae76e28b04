"""A fostering agency asks for a suitability check: rung back, searched, decided, answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser

from lacrecords.agencies.services import NewContactPoint, add_agency, add_contact_point
from lacrecords.application import create_app
from lacrecords.check_requests.watching import look_again
from lacrecords.children.households import RecordHouseholdMember, record_household_member
from lacrecords.database import db, now_utc, transaction
from lacrecords.procedure import load_procedure
from lacrecords.terms import AgencyType, ContactPointKind
from tests.factories.checks import BORN_ON, make_adult
from tests.factories.checks_since import AT_HOME
from tests.factories.risk import make_notification
from tests.factories.staff import MAKER
from tests.factories.town import NOW, Town, make_child
from tests.journeys.conftest import Enter
from tests.journeys.council import Council, serve_council
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
AGENCY, OFFICE, MAILBOX = "Larkspur Fostering", "01632 960444", "checks@larkspur.example"
WHO = "Isadora Pennyfeather"
FOUND = "What the search brought up"
THE_VERY_PERSON: dict[str, Any] = {
    "forename": "Isadora",
    "surname": "Pennyfeather",
    "addresses": (AT_HOME,),
    "person": {"born_on": BORN_ON},
}


def a_fostering_agency_and_an_aunt(town: Town) -> None:
    """The agency stands in the directory; an aunt of a child had the name at birth."""
    agency = add_agency(MAKER, AGENCY, AgencyType.VOLUNTARY)
    for kind, value in ((ContactPointKind.TELEPHONE, OFFICE), (ContactPointKind.EMAIL, MAILBOX)):
        point = NewContactPoint(kind=kind, value=value, label="assessment team")
        by = "command:second-person"
        add_contact_point(MAKER, agency, point, by, NOW - timedelta(days=400))
    child = make_child("Merrin", "Tollemache", line1="9 Teal Yard", case_open=True, lead=town.lead)
    aunt = RecordHouseholdMember(
        person_id=make_adult("Isadora", "Tollemache"),
        relationship="Aunt",
        lives_with_child=True,
        parental_responsibility=False,
    )
    record_household_member(town.lead, child, aunt, NOW)


@pytest.fixture(scope="module")
def council(browser: Browser) -> Iterator[Council]:
    """The council of the other journeys, with a fostering agency and an aunt."""
    with serve_council(further=a_fostering_agency_and_an_aunt) as council:
        yield council


def test_a_fostering_agency_is_answered(enter: Enter, council: Council) -> None:
    officer = enter("duty officer")
    path = _records(officer)
    _rings_back(officer)
    _writes_names_and_addresses(officer)
    _sees_the_consent(officer)
    manager = enter("designated manager")
    manager.follows("Tasks")
    manager.page.wait_for_load_state()
    manager.reads("Answer a suitability check request")
    manager.sees("Tasks", "The task of the designated manager")
    manager.go(path)
    manager.sees(WHO, "The request as the designated manager reads it")
    _searches(manager)
    _decides(manager)
    officer.go(path)
    officer.sees(WHO, "The answer can be sent")
    with _beside(council), transaction():
        make_notification(now=now_utc(), **THE_VERY_PERSON)
    _finds_the_answer_held_up(officer, path)
    _searches_again(manager, path)
    _decides(manager)
    officer.go(path)
    officer.sees(WHO, "The answer can be sent after the second search")
    _sends(officer)
    with _beside(council):
        with transaction():
            make_notification(now=now_utc(), **THE_VERY_PERSON)
        look_again(load_procedure(), now_utc())
    _considers_telling(manager, path)


@contextmanager
def _beside(council: Council) -> Iterator[None]:
    """The program once more, beside the one that is served: what others do in a council."""
    app = create_app({"database_url": council.database_url})
    with app.app_context():
        yield
        db.session.remove()
        db.engine.dispose()


def _finds_the_answer_held_up(officer: Person, path: str) -> None:
    officer.presses("Send the answer")
    officer.sees("Send the answer", "Somebody presses although the register has changed")
    officer.reads("The register has changed since the search")
    officer.follows("Go to the request")
    officer.sees(WHO, "The register has changed since the search, as the duty desk reads it")
    officer.reads("The search by a manager")
    officer.does_not_read("The answer can be sent")
    officer.go("/check-requests")
    officer.sees("Suitability checks", "The list says that the register has changed")
    officer.reads("The register has changed since the search")


def _searches_again(manager: Person, path: str) -> None:
    manager.go(f"{path}/result")
    manager.sees("Decide the result", "No result is decided on a search that found less")
    manager.reads("The register has changed since the search")
    manager.go(path)
    manager.sees(WHO, "The register has changed since the search, as a manager reads it")
    manager.presses(f"Search again for {WHO}")
    manager.sees(FOUND, "Somebody came up who was written down after the first search")
    manager.reads("Risk notifications")
    for _ in range(2):
        manager.page.get_by_role("link", name="Decide whether it is the person").first.click()
        manager.sees("Is this the person who is checked?", "Each is decided on anew")
        manager.chooses("Not the same person")
        manager.types("Why?", "Their mothers are different people.")
        manager.presses("Keep the decision")
        manager.sees(FOUND, "What was decided stands beside each")
    manager.follows("Back")
    manager.sees(WHO, "The result can be decided again")


def _considers_telling(manager: Person, path: str) -> None:
    manager.go("/tasks")
    manager.reads("Consider telling a requester")
    manager.go(path)
    manager.sees(WHO, "The register has changed since the answer")
    manager.reads("The register has changed since the answer")
    manager.follows("Read the search")
    manager.sees(FOUND, "Who is found since the answer")
    manager.reads("Found since the answer")
    manager.follows("Back")
    manager.presses("Consider telling the requester")
    manager.sees("Consider telling the requester", "Whether the requester is told more")
    manager.reads("Nothing is sent from here.")
    manager.types("What do you decide, and why?", "I rang the police, and will decide tomorrow.")
    manager.presses("Keep this")
    manager.sees(WHO, "What was decided about the answer is kept")
    manager.reads("I rang the police, and will decide tomorrow.")


def _records(officer: Person) -> str:
    officer.follows("Suitability checks")
    officer.sees("Suitability checks", "No suitability check waits")
    officer.presses("Record a request")
    officer.sees("Record a suitability check request", "A request to be written down")
    officer.presses("Record the request")
    officer.sees("Record a suitability check request", "What was left out is said")
    officer.reads("Enter the day the request reached us")
    _enters_day(officer, "Day it reached us", date.today())
    officer.picks("Agency", AGENCY)
    officer.types("Name of the person who asks", "Jocasta Wren")
    officer.types("What they are there", "Assessing social worker")
    officer.types("Number they give", "01632 960777")
    officer.types("Their own reference", "LF/221")
    officer.page.get_by_label("Fostering", exact=True).check()
    officer.types("First name", "Isadora")
    officer.types("Last name", "Pennyfeather")
    _enters_day(officer, "Date of birth", date(1984, 3, 27))
    officer.presses("Record the request")
    officer.sees(WHO, "The request is recorded and its clock runs")
    officer.reads("A confirmed check of the requester")
    return "/" + officer.page.url.split("/", 3)[3]


def _enters_day(person: Person, question: str, day: date) -> None:
    group = person.page.get_by_role("group", name=question, exact=True)
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part).fill(str(number))


def _rings_back(officer: Person) -> None:
    officer.follows("Check who asks")
    officer.sees("Check who asks", "The number of the directory, never the one that was given")
    officer.reads("cannot be used for the check")
    officer.chooses(f"Rang {OFFICE}")
    officer.chooses("They are who they say, and they asked")
    officer.presses("Record the check")
    officer.sees(WHO, "The requester is checked")
    officer.reads("Confirmed: Rang back a number from the directory")


def _writes_names_and_addresses(officer: Person) -> None:
    title = "Names, dates of birth and addresses"
    officer.follows("Change names and addresses")
    officer.sees(title, "Names and addresses of a person")
    officer.presses("Add another name")
    officer.sees(title, "Boxes for another name")
    second = officer.page.get_by_role("group", name="Name 2", exact=True)
    second.get_by_label("What name is this?").select_option(label="Name at birth")
    officer.types("First name", "Isadora", second)
    officer.types("Last name", "Tollemache", second)
    home = officer.page.get_by_role("group", name="Address 1", exact=True)
    officer.types("Address", "3 Damson Court", home)
    officer.types("Town, or country", "Larkfield", home)
    officer.types("Postcode", "ZZ5 2HB", home)
    since = home.get_by_role("group", name="Lived at address 1 from")
    since.get_by_label("Year").fill("2023")
    home.get_by_label("They live there now").check()
    officer.presses("Keep this")
    officer.sees(title, "Days without an address are asked about")
    officer.reads("Days without an address")
    officer.types("Why are there days without an address?", "She travelled in Chile.")
    officer.types("Why is this changed?", "I rang and asked her.")
    officer.presses("Keep this")
    officer.sees(WHO, "The gap is explained")
    officer.reads("She travelled in Chile.")


def _sees_the_consent(officer: Person) -> None:
    officer.follows("Record the consent")
    officer.sees("Record a consent", "A consent to be recorded")
    officer.chooses("The person who is checked")
    officer.types("Name of whoever signed", WHO)
    _enters_day(officer, "Day it was signed", date.today() - timedelta(days=2))
    officer.presses("Record the consent")
    officer.sees(WHO, "The consent is seen")
    officer.reads("Seen by Juno Castellan")
    officer.does_not_read("Search the register for")


def _searches(manager: Person) -> None:
    manager.presses(f"Search the register for {WHO}")
    manager.sees(FOUND, "Who came up, with the reasons")
    manager.reads("Isadora Tollemache")
    manager.reads("Merrin Tollemache")
    manager.follows("Decide whether it is the person")
    manager.sees("Is this the person who is checked?", "Somebody who came up, beside the request")
    manager.chooses("Not the same person")
    manager.types("Why?", "Their mothers are different people.")
    manager.presses("Keep the decision")
    manager.sees(FOUND, "Everybody who came up is decided on")
    manager.follows("Back")
    manager.sees(WHO, "The result can be decided")


def _decides(manager: Person) -> None:
    manager.presses("Decide the result")
    manager.sees("Decide the result", "The exact words of the answer")
    manager.reads("There is nothing that we can share with you for the purpose you gave.")
    manager.chooses("Nothing known to share")
    manager.types("Your reasons", "Nobody else came up.")
    manager.presses("Keep the result")
    manager.sees(WHO, "The result is kept")


def _sends(officer: Person) -> None:
    officer.presses("Send the answer")
    officer.sees("Send the answer", "The words, and the address of the directory")
    officer.chooses(MAILBOX)
    officer.presses("The answer has gone")
    officer.sees(WHO, "The answer has gone and the request is closed")
    officer.reads(f"Went to {MAILBOX}")
    officer.follows("Back")
    officer.sees("Suitability checks", "Nothing waits any more")
    assert re.search(r"0 open", officer.page.locator("main").inner_text())
