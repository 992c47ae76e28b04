"""The designated manager's day: what waits, a child asked about twice, what nobody has read."""

from __future__ import annotations

import pytest

from tests.journeys import calls
from tests.journeys.calls import NOT_KNOWN, OTTOLINE
from tests.journeys.conftest import Enter
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
CONSIDER = "Consider a child in need"
REASONS = "Two agencies saw the same bruise within a month."


def _call_about_a_child_not_known(officer: Person, when: str, asked_before: bool) -> None:
    calls.take_call(officer, when, OTTOLINE, who="Philippa Snow" if asked_before else "Gwen Snow")
    calls.ring_back(officer, when)
    calls.look_for(officer, OTTOLINE, when)
    if asked_before:
        officer.chooses("Yes: Ottoline Fairweather")
    calls.decide(officer, NOT_KNOWN, when)


def test_a_second_enquiry_about_a_child_not_known_is_considered_and_closed(enter: Enter) -> None:
    officer = enter("duty officer", checks_pages=False)
    officer.sees("Enquiries", "The list before a child is asked about twice")
    _call_about_a_child_not_known(officer, "In the first of two calls", asked_before=False)
    officer.follows("Enquiries")
    officer.sees("Enquiries", "Between two calls about one child")
    officer.checks_pages = True
    _call_about_a_child_not_known(officer, "In the second of two calls", asked_before=True)
    officer.reads("Somebody has asked us about this child before. I cannot say who it was.")
    calls.says(officer, "In the second of two calls", "That somebody asked before")

    manager = enter("designated manager")
    manager.sees("What is waiting", "What is waiting for the designated manager")
    manager.follows("Children in need to consider")
    manager.sees("Child in need considerations", "The considerations that are open")
    manager.follows_reference()
    manager.sees(CONSIDER, "Two enquiries stand beside each other")
    manager.presses("Close the consideration")
    manager.sees(CONSIDER, "A decision without a reason is sent back")
    manager.chooses("Child in need assessment")
    manager.types("Your reasons", REASONS)
    manager.presses("Close the consideration")
    manager.sees(CONSIDER, "The consideration is closed with its note")
    manager.follows("Back")
    manager.sees("Child in need considerations", "No consideration is open any more")
    manager.follows("Closed")
    manager.sees("Child in need considerations", "The considerations that are closed")
    manager.follows_reference()
    manager.sees(CONSIDER, "A closed consideration keeps its reasons")
    manager.reads(REASONS)


def test_what_nobody_has_acknowledged_stands_in_a_list(enter: Enter) -> None:
    calls.answer_call_about_wilfreda(enter("duty officer", checks_pages=False))
    manager = enter("designated manager")
    manager.sees("What is waiting", "A notification waits for somebody")
    manager.follows("Notifications not acknowledged")
    manager.sees("Notifications not acknowledged", "What nobody has acknowledged yet")
    manager.reads("Ines Thackeray")
    manager.follows("Inbox")
    manager.sees("Inbox", "The inbox of the designated manager")
    manager.follows("Tasks")
    manager.sees("Tasks", "The tasks of the designated manager")
    manager.follows("Staff")
    manager.sees("Staff", "Everybody who works here")
    manager.follows("Record absence of Ines Thackeray")
    manager.sees("Record an absence", "Somebody is away")


def test_the_directory_of_agencies_is_kept(enter: Enter) -> None:
    manager = enter("designated manager", checks_pages=False)
    manager.sees("What is waiting", "The desk before the directory is opened")
    manager.checks_pages = True
    manager.follows("Agencies")
    manager.sees("Agencies", "The directory as its keeper sees it")
    manager.follows("Fernhill Health Visiting")
    manager.sees("Fernhill Health Visiting", "One agency with its contact points")
    manager.go("/agencies/add")
    manager.sees("Add an agency", "An agency is added")
