"""The designated manager reads every enquiry: asks, closes, looks twice, and works an incident."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import calls
from tests.journeys.calls import NOT_KNOWN, Described
from tests.journeys.conftest import Enter
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
CONSIDER = re.compile(r"Consider enquiry [0-9A-Z]{4}-[0-9A-Z]{4}")
INCIDENT = re.compile(r"Incident [0-9A-Z]{4}-[0-9A-Z]{4}")
OTTOLINE = calls.OTTOLINE
PERPETUA = Described("Juniper", "Rushbrook", ("2", "5", "2019"), "8 Saffron Hill", "ZZ7 3LD")
GIVEN = "Somebody told them"


def _answered(officer: Person, when: str, who: str, child: Described, again: bool = False) -> str:
    """A checked call about a child whom nobody knows, with every sentence said."""
    officer.follows("Enquiries")
    reference = calls.take_call(officer, when, child, who=who)
    calls.ring_back(officer, when)
    calls.look_for(officer, child, when)
    if again:
        officer.chooses(f"Yes: {child.name}")
    calls.decide(officer, NOT_KNOWN, when)
    for box in officer.page.get_by_label(re.compile("^I said this")).all():
        box.check()
    officer.presses("Record what I said")
    officer.sees("What to say", f"{when}, everything is said")
    return reference


def _waits_until_weighed(manager: Person) -> None:
    """The worker weighs what came in; the manager opens the queue again."""
    for _ in range(60):
        manager.follows("To consider")
        if "Not weighed yet" not in manager.page.content():
            return
        manager.page.wait_for_timeout(500)


def test_every_enquiry_is_read_and_closed(enter: Enter) -> None:
    officer = enter("duty officer", checks_pages=False)
    officer.sees("Enquiries", "Before anything is asked")
    first = _answered(officer, "In the first call", "Gwen Snow", OTTOLINE)
    _answered(officer, "In a call of another", "Tamsin Orde", PERPETUA)
    manager = enter("designated manager")
    manager.sees("What is waiting", "Two enquiries wait to be read")
    manager.follows("To consider")
    manager.sees("Enquiries to consider", "The queue of the designated manager")
    _waits_until_weighed(manager)
    _asks_and_is_answered(manager, officer, first)
    _closes_line_by_line(manager)
    _looks_twice(manager)


def _asks_and_is_answered(manager: Person, officer: Person, reference: str) -> None:
    manager.follows(reference)
    manager.sees(CONSIDER, "An enquiry is read by the manager")
    manager.reads("Missed two appointments")
    manager.presses("Record your view")
    manager.sees(CONSIDER, "A view that says nothing is sent back")
    manager.chooses("Ask the officer")
    manager.types("In your words", "Did she say which appointments?")
    manager.presses("Record your view")
    manager.sees(CONSIDER, "The next enquiry comes by itself")
    officer.follows("Tasks")
    officer.follows("Answer the designated manager's question about an enquiry")
    officer.checks_pages = True
    officer.presses("Read the question and answer")
    officer.sees("A question about an enquiry", "The officer reads the question")
    officer.types("Your answer", "Both visits of the health visitor in October.")
    officer.presses("Send the answer")
    officer.sees("Tasks", "The officer has answered")
    manager.follows("To consider")
    manager.reads("The officer has answered")
    manager.follows(reference)
    manager.sees(CONSIDER, "The answer stands beside the enquiry")
    manager.reads("Both visits of the health visitor in October.")
    manager.chooses("No further action")
    manager.types("In your words", "The visits were made up for.")
    manager.presses("Record your view")
    manager.sees(CONSIDER, "And on to the next")


def _closes_line_by_line(manager: Person) -> None:
    _waits_until_weighed(manager)
    manager.presses("Read the next lines")
    manager.sees("Read these lines", "Lines that nothing flags")
    manager.presses("Close what is ticked")
    manager.sees("Read these lines", "Nothing was ticked")
    manager.page.get_by_role("checkbox").first.check()
    manager.presses("Close what is ticked")
    manager.sees("Enquiries to consider", "One line is closed and drawn for a second look")
    manager.reads("1 closed. 1 drawn for a second look")


def _looks_twice(manager: Person) -> None:
    manager.follows_reference()
    manager.sees(CONSIDER, "What was drawn is read by itself")
    manager.reads("Drawn for a second look.")
    manager.chooses("No further action")
    manager.presses("Record your view")
    manager.sees("Enquiries to consider", "No enquiry waits any more")


def test_a_wrong_disclosure_is_worked_to_its_end(enter: Enter) -> None:
    officer = enter("duty officer", checks_pages=False)
    reference = _answered(officer, "In a call that went wrong", "Gwen Snow", OTTOLINE, again=True)
    manager = enter("designated manager")
    manager.go(f"/enquiries-to-consider/{reference}")
    manager.sees(CONSIDER, "Something was told that should not have been")
    manager.chooses("Something was told that should not have been")
    manager.page.get_by_text("Something was told that should not have been: what").click()
    manager.types("What was told?", "Which school the child goes to")
    manager.types("To whom?", "Gwen Snow, who had not asked for it")
    manager.presses("Record your view")
    manager.sees(INCIDENT, "The incident is open and its clocks run")
    manager.presses("Record the decision")
    manager.sees(INCIDENT, "A decision without reasons is sent back")
    manager.chooses("Yes", "Is the Information Commissioner notified?")
    manager.types("Reasons for this decision", "The school is near the father's work.")
    manager.presses("Record the decision")
    manager.sees(INCIDENT, "It is decided that the Commissioner is notified")
    manager.types("What was done to contain it?", "She was rung and destroyed her note.")
    manager.presses("Record the containment")
    manager.sees(INCIDENT, "What was told is contained")
    _everybody_is_told(manager)
    manager.types("What was learned?", "The sentence is said, and no more.")
    manager.presses("Close the incident")
    manager.sees(INCIDENT, "The incident is closed with what was learned")
    manager.follows("Back")
    manager.sees("Incidents", "No incident is open any more")
    manager.follows("Closed")
    manager.sees("Incidents", "The incidents that are closed")


def _everybody_is_told(manager: Person) -> None:
    for _ in range(5):
        manager.page.locator("summary").first.click()
        manager.page.get_by_label("Done").filter(visible=True).check()
        manager.types("Who was told, when and how; or why not", "Rang at noon, spoke to them.")
        manager.page.get_by_role("button", name="Record it").filter(visible=True).click()
        manager.sees(INCIDENT, "One more is told")


def test_a_child_in_need_is_considered_and_referred_with_a_note(enter: Enter) -> None:
    officer = enter("duty officer", checks_pages=False)
    child = Described("Ivo", "Merriweather", ("9", "1", "2021"), "11 Comfrey Lane", "ZZ6 5KD")
    _answered(officer, "In the first of two calls about Ivo", "Gwen Snow", child)
    _answered(officer, "In the second call about Ivo", "Tamsin Orde", child, again=True)
    manager = enter("designated manager")
    manager.follows("Children in need to consider")
    manager.sees("Child in need considerations", "The considerations by their clock")
    manager.follows("The newest first")
    manager.sees("Child in need considerations", "The newest consideration first")
    manager.follows_reference()
    manager.sees("Consider a child in need", "Everything for the decision on one page")
    manager.chooses("Child in need assessment")
    manager.types("Your reasons", "Two agencies saw the same within a day.")
    manager.picks("Who is to act?", "Bram Oyelaran")
    manager.presses("Close the consideration")
    manager.sees("Consider a child in need", "The note is ready to be pasted")
    note = manager.page.get_by_label("The note for the case system")
    expect(note).to_have_value(re.compile("Two agencies saw the same within a day"))
    worker = enter("duty social worker")
    worker.follows("Tasks")
    worker.sees("Tasks", "A referral waits for whoever is to act")
    worker.follows("Act on a referral")
    worker.sees("Act on a referral for a child who was asked about again", "The task to act")
    worker.presses("Open it")
    worker.sees("Act on a referral", "The note as it is pasted")
    worker.types("What was done?", "Visited the same day.")
    worker.presses("Record what was done")
    worker.sees("Act on a referral", "What was done on the referral")
