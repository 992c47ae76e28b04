"""The designated manager makes a statement, the Director reads it, the manager corrects it."""

from __future__ import annotations

import re

import pytest

from tests.journeys import calls
from tests.journeys.conftest import Enter
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
COMMENT = "One enquiry waited for its check. The duty desk now looks every hour."
ISSUED = re.compile(r"^Statement 20\d\d/\d+: ")


def test_the_director_reads_what_the_manager_signed(enter: Enter) -> None:
    calls.answer_call_about_wilfreda(enter("duty officer", checks_pages=False))
    manager = enter("designated manager")
    _drafts(manager)
    _signs(manager)
    _reads(enter("Director"))
    _corrects(manager)


def _drafts(manager: Person) -> None:
    manager.follows("Statements")
    manager.sees("Statements to the Director", "No statement yet")
    manager.presses("See the figures of a period")
    manager.sees("Which period?", "The manager chooses the days")
    manager.follows("This year since April")
    manager.sees(re.compile("^Figures of "), "Every number as it is, for the manager alone")
    manager.reads("Do not pass this page on")
    manager.does_not_read("Wilfreda")
    manager.presses("Draft a statement of this period")
    manager.sees(re.compile("^Draft of a statement: "), "The draft, small numbers hidden")
    manager.reads("fewer than 5")


def _signs(manager: Person) -> None:
    manager.types("What is late, and what is done about it?", "Ring 01632 960321 about it.")
    manager.presses("Save and go on to sign")
    manager.sees(re.compile("^Sign and issue the statement"), "The comment holds a number")
    manager.reads("a telephone number")
    manager.follows("Change the comment")
    manager.types("What is late, and what is done about it?", COMMENT)
    manager.presses("Save and go on to sign")
    manager.page.get_by_role("checkbox").check()
    manager.sees(re.compile("^Sign and issue the statement"), "Ready to sign")
    manager.presses("Sign and issue")
    manager.sees(ISSUED, "The statement is issued")


def _reads(director: Person) -> None:
    director.sees("What is waiting", "The Director's first page")
    director.follows("Inbox")
    director.sees("Inbox", "A statement is in the Director's inbox")
    director.follows("A statement to the Director has been issued")
    director.sees("A statement to the Director has been issued", "What the Director is told")
    director.follows_reference()
    director.sees(ISSUED, "The Director reads the statement")
    director.reads(COMMENT)
    director.presses("I have read this statement")
    director.sees(ISSUED, "It is kept that the Director has read it")
    director.reads("Alban Whitcombe,")


def _corrects(manager: Person) -> None:
    manager.follows("Statements")
    manager.sees("Statements to the Director", "The Director has read it")
    manager.reads("Read by the Director")
    manager.page.get_by_role("link", name=re.compile("^Statement 20")).first.click()
    manager.sees(ISSUED, "The manager finds a mistake in it")
    manager.presses("Correct it by a further statement")
    manager.sees(re.compile("^Draft of a statement: "), "A correction, of the same days")
    manager.reads("It replaces statement")
