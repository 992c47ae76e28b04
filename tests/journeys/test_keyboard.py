"""The duty officer's call by keyboard alone, from signing in to the recorded telling."""

from __future__ import annotations

import pytest

from tests.factories.staff import PASSWORD
from tests.journeys.calls import DIRECTORY_NUMBER, ENQUIRY, WILFREDA
from tests.journeys.conftest import Enter
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.journey


def test_a_call_is_taken_checked_and_answered_by_keyboard_alone(enter: Enter) -> None:
    person = enter()
    keys = Keyboard(person)
    person.go("/sign-in")
    person.sees("Sign in", "By keyboard, somebody signs in")
    keys.type("Work email address", person.council.emails["duty officer"])
    keys.type("Password", PASSWORD)
    with person.arrives():
        keys.press("Enter")
    person.sees("Enquiries", "By keyboard, the list of enquiries")
    keys.enter("Take an enquiry")
    person.sees("Take an enquiry", "By keyboard, an enquiry is taken")
    _describe_the_call(keys)
    keys.enter("Save the enquiry")
    person.sees(ENQUIRY, "By keyboard, the enquiry is saved")
    keys.enter("Check the enquirer")
    person.sees("Check the enquirer", "By keyboard, the enquirer is checked")
    keys.choose(f"Ring back {DIRECTORY_NUMBER}")
    keys.choose("They are who they say")
    keys.enter("Record the check")
    person.sees(ENQUIRY, "By keyboard, the check is good")
    keys.enter("Look for this child")
    person.sees("Which child is this?", "By keyboard, the candidates are shown")
    keys.choose("Wilfreda Ashgrove")
    keys.choose("Yes")
    keys.enter("Decide")
    person.sees("What to say", "By keyboard, the sentences to say")
    keys.tick("I said this")
    keys.enter("Record what I said")
    person.sees("What to say", "By keyboard, what was said is kept")
    person.reads("What was said is recorded.")


def _describe_the_call(keys: Keyboard) -> None:
    """From the first box, which has the focus already, down to the last question."""
    keys.type("Enquirer's name", "Philippa Snow")
    keys.type("Role with this child", "Health visitor")
    keys.choose("A professional")
    keys.type("Agency", "Fern")
    keys.type("First name", WILFREDA.forename)
    keys.type("Last name", WILFREDA.surname)
    for part, text in zip(("Day", "Month", "Year"), WILFREDA.born, strict=True):
        keys.type(part, text)
    keys.type("Address: number and street", WILFREDA.line1)
    keys.type("Postcode", WILFREDA.postcode)
    keys.type("Why do they ask?", "Missed two appointments")
    keys.choose("No")
    keys.choose("A concern about a child")


def test_the_skip_link_leads_past_the_navigation(enter: Enter) -> None:
    person = enter("duty officer")
    person.sees("Enquiries", "The page on which the navigation is skipped")
    keys = Keyboard(person)
    keys.reach("Skip to main content")
    keys.press("Enter")
    keys.press("Tab")
    assert person.page.evaluate("() => document.activeElement.innerText.trim()") == (
        "Take an enquiry"
    )
