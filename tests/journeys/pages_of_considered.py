"""The steps that make the pages of the designated manager's queue exist, for the walk of pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.journeys import calls
from tests.journeys.calls import NOT_KNOWN, Described
from tests.journeys.person import Person
from tests.journeys.walking import Walk

IVO = Described("Ivo", "Merriweather", ("9", "1", "2021"), "11 Comfrey Lane", "ZZ6 5KD")
JUNIPER = Described("Juniper", "Rushbrook", ("2", "5", "2019"), "8 Sorrel Hill", "ZZ7 3LD")
WHO = "designated manager"


@dataclass(frozen=True, slots=True)
class Taken:
    """The references of the calls that were taken."""

    plain: str
    first: str
    second: str


def calls_to_consider(officer: Person) -> Taken:
    """One call that nothing flags, and two about one child whom nobody knows."""
    return Taken(
        _answered(officer, "Tamsin Orde", JUNIPER),
        _answered(officer, "Isadora Quill", IVO),
        _answered(officer, "Magnus Fenwick", IVO, again=True),
    )


def _answered(officer: Person, who: str, child: Described, again: bool = False) -> str:
    officer.follows("Enquiries")
    reference = calls.take_call(officer, "To be considered", child, who=who)
    calls.ring_back(officer, "To be considered")
    calls.look_for(officer, child, "To be considered")
    if again:
        officer.chooses(f"Yes: {child.name}")
    calls.decide(officer, NOT_KNOWN, "To be considered")
    for box in officer.page.get_by_label(re.compile("^I said this")).all():
        box.check()
    officer.presses("Record what I said")
    return reference


def considers(manager: Person, walk: Walk, taken: Taken) -> None:
    """Lines are shown, an officer is asked, an incident is opened, a child is referred."""
    _reads_lines(manager, walk)
    manager.go(f"/enquiries-to-consider/{taken.first}")
    manager.chooses("Ask the officer")
    manager.types("In your words", "Who gave you the name?")
    manager.presses("Record your view")
    manager.go(f"/enquiries-to-consider/{taken.second}")
    manager.chooses("Something was told that should not have been")
    manager.page.locator("summary").click()
    manager.types("What was told?", "Which school the child goes to")
    manager.types("To whom?", "The enquirer")
    manager.presses("Record your view")
    walk.note(manager.page, WHO)
    manager.go("/considerations?sort=newest")
    manager.follows_reference()
    walk.note(manager.page, WHO)
    manager.chooses("Early help")
    manager.types("Your reasons", "The family asked for help.")
    manager.presses("Close the consideration")
    walk.note(manager.page, WHO)


def answers_a_question(officer: Person, walk: Walk) -> None:
    """What the manager asked of the officer stands among the officer's tasks."""
    officer.follows("Tasks")
    officer.follows("Answer the designated manager's question about an enquiry")
    walk.passes(officer.page, "Read the question and answer")
    officer.presses("Read the question and answer")
    officer.sees("A question about an enquiry", "An officer is asked by the manager")
    walk.note(officer.page, "duty officer")


def _reads_lines(manager: Person, walk: Walk) -> None:
    """The worker weighs by itself what came in; until then there is no line to read."""
    for _ in range(60):
        manager.follows("To consider")
        manager.presses("Read the next lines")
        if manager.page.get_by_role("checkbox").count():
            break
        manager.page.wait_for_timeout(500)
    walk.note(manager.page, WHO)
