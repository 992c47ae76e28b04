"""The steps that make every page of the statement to the Director exist, for the walk."""

from __future__ import annotations

from tests.journeys.person import Person
from tests.journeys.walking import Walk

COMMENT = "Nothing is late that was not looked into."


def issues_a_statement(manager: Person, walk: Walk) -> None:
    """The manager issues one, begins a second, and goes as far as its signature."""
    for last in (False, True):
        manager.follows("Statements")
        manager.presses("See the figures of a period")
        walk.note(manager.page, "designated manager")
        manager.follows("This year since April")
        manager.presses("Draft a statement of this period")
        manager.types("What is late, and what is done about it?", COMMENT)
        manager.presses("Save and go on to sign")
        walk.note(manager.page, "designated manager")
        if not last:
            manager.page.get_by_role("checkbox").check()
            manager.presses("Sign and issue")
