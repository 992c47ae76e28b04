"""The duty officer's day: a call taken, checked, answered; and calls that cannot be answered."""

from __future__ import annotations

import pytest

from tests.journeys import calls
from tests.journeys.calls import ENQUIRY, NOT_KNOWN, OTTOLINE, WILFREDA, Described
from tests.journeys.conftest import Enter
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
LEAD_SENTENCE = "The lead social worker is Ines Thackeray. The office number is 01632 960100."
BEYOND = "Is Wilfreda on a plan, and since when?"
WORDS_OF_MANAGER = "There is a meeting on Thursday, and you are asked to come."


@pytest.mark.parametrize("runs_scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_call_about_two_children_is_checked_answered_and_recorded(
    enter: Enter, runs_scripts: bool
) -> None:
    person = enter("duty officer", runs_scripts=runs_scripts)
    when = "In the first call" if runs_scripts else "Without scripts"
    person.sees("Enquiries", f"{when}, the list of enquiries")
    calls.take_call(person, when, WILFREDA, OTTOLINE)
    person.does_not_read("Thackeray")
    calls.ring_back(person, when)
    calls.look_for(person, WILFREDA, when)
    calls.decide(person, "Wilfreda Ashgrove", when)
    person.reads(LEAD_SENTENCE)
    person.reads("The lead social worker has been told of this enquiry.")
    calls.says(person, when, "The lead social worker's name")
    person.follows("Go on with the other children of this call")
    person.sees(ENQUIRY, f"{when}, one child is answered")
    calls.look_for(person, OTTOLINE, f"{when}, for the second child")
    calls.decide(person, NOT_KNOWN, f"{when}, about a child not known")
    calls.says(person, f"{when}, about a child not known", "Advice", "That a worry is taken here")
    person.follows("Contact record")
    person.sees(calls.CONTACT_RECORD, f"{when}, the contact record keeps the advice")
    person.reads("If you think a child is in danger at this moment, ring 999 first and then us.")


def test_a_child_misheard_exchanged_and_moved_is_found_and_her_twin_not_taken_for_her(
    enter: Enter,
) -> None:
    person = enter("duty officer")
    when = "A misheard child"
    person.sees("Enquiries", f"{when}, the list of enquiries")
    heard = Described("Hollingbury", "Perpettua", ("9", "4", "2017"), "6 Juniper Wlk", "ZZ6 1TW")
    calls.take_call(person, when, heard)
    calls.ring_back(person, when)
    calls.look_for(person, heard, when)
    first, second = (
        person.page.locator(".lacrecords-candidate").nth(place).inner_text() for place in (0, 1)
    )
    assert "Perpetua Hollingberry" in first and "Possible sibling or twin" not in first
    for reason in (
        "Forename and surname exchanged",
        "Day and month swapped",
        "Lived at this address until March 2024",
    ):
        assert reason in first
    assert "Philomena Hollingberry" in second and "Possible sibling or twin" in second
    calls.decide(person, "Perpetua Hollingberry", when)
    person.reads(LEAD_SENTENCE)
    calls.says(person, when, "The lead social worker's name")


def test_more_is_asked_and_the_manager_on_shift_decides_the_words(enter: Enter) -> None:
    officer = enter("duty officer", checks_pages=False)
    reference = calls.answer_call_about_wilfreda(officer)
    officer.checks_pages = True
    officer.types("What more do they ask for?", BEYOND)
    officer.presses("Hand it to the manager on shift")
    officer.sees("What to say", "The officer has handed on what more is asked")
    officer.reads("A manager has not decided yet.")
    _decide_what_more_is_told(enter("manager on shift"), reference)
    officer.page.reload()
    officer.sees("What to say", "The officer reads the manager's exact words")
    officer.reads(WORDS_OF_MANAGER)
    officer.presses("I said these words")
    officer.sees("What to say", "The officer has said the manager's words")
    officer.reads("These words were said.")


def _decide_what_more_is_told(manager: Person, reference: str) -> None:
    manager.sees("Inbox", "The manager on shift begins at the inbox")
    manager.follows("Tasks")
    manager.sees("Tasks", "The manager on shift has a task")
    manager.follows("Decide whether more may be shared")
    manager.sees("Decide whether more may be shared", "The manager opens the task")
    manager.presses("Decide on what more is asked")
    manager.sees("More is asked", "The manager reads what more is asked")
    manager.reads(BEYOND)
    manager.follows("Read the enquiry")
    manager.sees(f"Enquiry {reference}", "The manager reads the enquiry itself")
    manager.page.go_back()
    manager.sees("More is asked", "The manager comes back to decide")
    manager.chooses("Yes", "May more be told?")
    manager.types("The exact words that may be said", WORDS_OF_MANAGER)
    manager.types("Your reasons", "She is invited already, so it tells her nothing new.")
    manager.presses("Record my decision")
    manager.sees("More is asked", "The manager has decided in exact words")


def test_a_check_that_could_not_be_done_tells_nothing_about_any_child(enter: Enter) -> None:
    person = enter("duty officer", checks_pages=False)
    person.sees("Enquiries", "The list before an unchecked call")
    calls.take_call(person, "In an unchecked call", WILFREDA)
    person.checks_pages = True
    person.presses("Check the enquirer")
    person.sees("Check the enquirer", "The check cannot be done")
    person.presses("Record the check")
    person.sees("Check the enquirer", "The check is sent with nothing in it")
    person.reads("Select how you checked")
    person.chooses("I could not check the enquirer")
    person.chooses("The check could not be done")
    person.types("What happened?", "Nobody answers the office number.")
    person.presses("Record the check")
    person.sees(ENQUIRY, "The check could not be done and nothing may be told")
    person.does_not_read("Thackeray")
    person.follows("What to say")
    person.sees("What to say", "What to say to somebody who is not checked")
    person.reads("Before I can answer, I have to check who you are.")
    person.does_not_read("Thackeray")
    calls.says(person, "To somebody not checked", "How to be checked")
    person.page.get_by_text("Something else was said").click()
    person.types("What was said?", "I said that we know the family.")
    person.types("Why was it said?", "They pressed me and I slipped.")
    person.presses("Record it")
    person.sees("What to say", "What was said outside the rules is recorded")
    person.reads("Outside the rules")


def test_a_form_with_gaps_says_what_to_enter(enter: Enter) -> None:
    person = enter("duty officer")
    person.sees("Enquiries", "The list before a form with gaps")
    person.presses("Take an enquiry")
    person.sees("Take an enquiry", "An empty form of a call")
    person.presses("Save the enquiry")
    person.sees("Take an enquiry", "The form says what to enter")
    for message in ("Enter the enquirer's name", "Select who is asking", "Enter why they ask"):
        person.reads(message)


def test_an_enquiry_is_found_by_the_reference_read_over_the_telephone(enter: Enter) -> None:
    person = enter("duty officer", checks_pages=False)
    person.sees("Enquiries", "The list before an enquiry is found again")
    reference = calls.take_call(person, "To be found again", OTTOLINE)
    person.checks_pages = True
    person.follows("Enquiries")
    person.sees("Enquiries", "The list with enquiries in it")
    person.types("Find an enquiry by its reference", reference.lower().replace("-", " "))
    person.presses("Find")
    person.sees(f"Enquiry {reference}", "The enquiry is found again by its reference")
    person.follows("Agencies")
    person.sees("Agencies", "The directory of agencies")
    person.reads("Fernhill Health Visiting")
