"""One proposes a text, a second person agrees, and the guidance of another day is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser

from lacrecords.terms import Role
from lacrecords.web.words import date_words
from tests.factories.staff import make_account
from tests.factories.town import Town
from tests.journeys.conftest import Enter
from tests.journeys.council import Council, serve_council
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
TITLE = "Ringing back before anything is told"
FIRST = "Partners ring back a known number before they tell anything."
SECOND = (
    "Partners ring back a known number, or write to a known address, before they tell anything."
)
GUARDIAN = "t.whitlock@ashdown.example"
GUIDANCE, LATER = "Guidance on sharing information", date.today() + timedelta(days=7)


def a_guardian(_town: Town) -> None:
    """The Caldicott Guardian, who is the second person."""
    make_account(Role.CALDICOTT_GUARDIAN, name="Theodora Whitlock", email=GUARDIAN)


@pytest.fixture(scope="module")
def council(browser: Browser) -> Iterator[Council]:
    """The council of the other journeys, with a Caldicott Guardian."""
    with serve_council(further=a_guardian) as council:
        council.emails["Caldicott Guardian"] = GUARDIAN
        yield council


def test_guidance_is_proposed_agreed_and_read_as_of_another_day(enter: Enter) -> None:
    manager = enter("designated manager")
    _reads_what_applies_today(manager)
    _proposes(manager)
    guardian = enter("Caldicott Guardian")
    _agrees(guardian, "A second person reads the proposal")
    _changes(manager)
    _agrees(guardian, "The second person reads what changes", follows="Proposals")
    officer = enter("duty officer")
    _reads_two_days(officer)


def _reads_what_applies_today(manager: Person) -> None:
    manager.follows("Guidance")
    manager.sees(GUIDANCE, "What applies today")
    manager.reads("own list is empty")
    manager.reads("No surprises")
    enters_day(manager, "Day", date(2018, 5, 24))
    manager.presses("See what applied")
    manager.sees(GUIDANCE, "What applied in May 2018")
    manager.reads("What applied on 24 May 2018")
    manager.does_not_read("No surprises")
    manager.follows("Data Protection Act 1998")
    manager.sees("UK GDPR and Data Protection Act 2018", "One national text through its versions")
    manager.go("/guidance")
    manager.sees(GUIDANCE, "Back at today")


def _proposes(manager: Person) -> None:
    manager.follows("Propose a local protocol")
    manager.sees("Propose a local protocol", "A protocol to be proposed")
    manager.presses("Propose it")
    manager.sees("Propose a local protocol", "What was left out of a proposal is said")
    manager.reads("Enter what it says")
    manager.types("Title", TITLE)
    manager.types("What does it say?", FIRST)
    manager.types("Source", "Safeguarding partners, first edition")
    enters_day(manager, "From which day?", date.today() - timedelta(days=1))
    manager.types("Why do you propose it?", "The partners adopted it")
    manager.presses("Propose it")
    manager.sees("Propose a local protocol", "A day in the past is refused")
    manager.reads("mark it as a correction of the record")
    enters_day(manager, "From which day?", date.today())
    manager.presses("Propose it")
    manager.sees(TITLE, "The proposal waits for a second person")
    manager.reads("must answer, and not whoever proposed it")


def _agrees(guardian: Person, sentence: str, follows: str = "") -> None:
    if follows:
        guardian.go("/guidance")
        guardian.sees(GUIDANCE, f"{sentence}: guidance")
        guardian.follows(follows)
        guardian.sees("Proposals of guidance", f"{sentence}: the list")
        with guardian.arrives():
            guardian.page.get_by_role("row").nth(1).get_by_role("link").click()
    else:
        guardian.follows("Inbox")
        guardian.sees("Inbox", f"{sentence}: the inbox")
        guardian.follows("You are asked whether guidance on sharing may change")
        guardian.sees("You are asked whether guidance on sharing may change", f"{sentence}: told")
        guardian.follows_reference()
    guardian.sees(TITLE, sentence)
    guardian.presses("Keep the answer")
    guardian.sees(TITLE, f"{sentence}: an answer is left out")
    guardian.reads("Select yes if you agree to the proposal")
    guardian.chooses("Yes")
    guardian.types("Why?", "It is what the partners adopted")
    guardian.presses("Keep the answer")
    guardian.sees(TITLE, f"{sentence}: agreed")
    guardian.reads("Agreed")


def _changes(manager: Person) -> None:
    manager.follows("The text and its versions")
    manager.sees(TITLE, "The text applies")
    manager.presses("Propose a change")
    manager.sees("Propose a change", "A change begins with what applies now")
    manager.types("What does it say?", SECOND)
    enters_day(manager, "From which day?", LATER)
    manager.types("Why do you propose it?", "Some agencies answer in writing")
    manager.presses("Propose it")
    manager.sees(TITLE, "The change waits for a second person")


def _reads_two_days(officer: Person) -> None:
    officer.follows("Guidance")
    officer.sees(GUIDANCE, "The duty officer reads what applies today")
    officer.reads(FIRST)
    officer.does_not_read(SECOND)
    officer.does_not_read("Propose")
    enters_day(officer, "Day", LATER)
    officer.presses("See what applied")
    officer.sees(GUIDANCE, "What will apply in a week")
    officer.reads(f"What will apply on {date_words(LATER)}")
    officer.reads(SECOND)
    officer.follows("Compare two days")
    officer.sees("Compare the guidance of two days", "Two days to compare")
    enters_day(officer, "First day", date.today())
    enters_day(officer, "Second day", LATER)
    officer.presses("Compare")
    officer.sees("Compare the guidance of two days", "What differs between two days")
    officer.reads("1 text is not the same")
    officer.follows(TITLE)
    officer.sees(TITLE, "The text through its versions")
    officer.reads("or write to a known address")
    officer.go("/guidance/agreements")
    officer.sees("Agreements with agencies", "No agreements yet")


def enters_day(person: Person, question: str, day: date) -> None:
    """Type a day into its three boxes."""
    boxes = person.page.get_by_role("group", name=question, exact=True)
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(part).fill(str(number))
