"""A name was never so, and a school and a clinic had it: one is told, one is not, with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Browser

from lacrecords.application import create_app
from lacrecords.children.queries import child_id_of
from lacrecords.database import db, now_utc
from tests.factories.corrections import noticed, share
from tests.factories.sharing import head_teacher
from tests.factories.town import Town
from tests.journeys.conftest import Enter
from tests.journeys.council import Council, serve_council
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
CLINIC, SCHOOL = "Silas Orme", "Hester Quill"
TITLE = "Corrected: name"
TELL = "Tell them what is right now"
SETTLED = "How this recipient stands"


@pytest.fixture(scope="module")
def council(browser: Browser) -> Iterator[Council]:
    """The council of the other journeys; something about Wilfreda was shared twice."""
    kept: list[Town] = []
    with serve_council(further=kept.append) as council:
        (town,) = kept
        with _beside(council):
            child_id = child_id_of(council.child_path.rpartition("/")[2])
            clinic = replace(head_teacher(town), name=CLINIC, role="Speech therapist")
            share(town, child_id)
            share(town, child_id, recipient=clinic)
        yield council


@contextmanager
def _beside(council: Council) -> Iterator[Flask]:
    """The program once more, beside the one that is served: what the worker does in a council."""
    app = create_app({"database_url": council.database_url})
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_two_recipients_had_a_name_that_was_never_so(enter: Enter, council: Council) -> None:
    _corrects(enter("lead social worker"), council)
    with _beside(council):
        assert len(noticed(now_utc())) == 2
    manager = enter("team manager")
    _opens_the_task(manager)
    _tells(manager)
    _does_not_tell(manager)
    _is_settled(manager, council)
    head = enter("designated manager")
    head.follows("Corrections")
    head.sees("Corrections that others must be told of", "Nobody is left to be told")
    head.reads("No corrections")


def _corrects(lead: Person, council: Council) -> None:
    lead.go(f"{council.child_path}/facts/names")
    lead.sees("Names", "The lead social worker finds a mistake in the name")
    lead.follows("Change or correct")
    lead.sees("Change or correct this", "What is to be done with it")
    lead.follows("It was never so")
    lead.sees("It was never so", "A name is corrected")
    lead.types("First name", "Winifred")
    lead.types("Reason", "Her birth certificate says so")
    lead.presses("Save the correction")
    lead.sees("Winifred Ashgrove", "The name is corrected")


def _opens_the_task(manager: Person) -> None:
    manager.follows("Tasks")
    manager.sees("Tasks", "Whoever shared it has two tasks")
    manager.does_not_read("Winifred")
    manager.follows("Tell somebody that what they were told is not right")
    manager.sees("Tell somebody that what they were told is not right", "The task names nobody")
    manager.follows_reference()
    manager.sees(TELL, "What they were told, and what is right now")
    manager.reads("He sees his father on Saturdays.")
    manager.follows("Back")
    manager.sees(TITLE, "The correction and everybody who had it")
    manager.reads("Her birth certificate says so")
    manager.reads("Wilfreda")


def _tells(manager: Person) -> None:
    manager.follows(SCHOOL)
    manager.sees(TELL, "The school is to be told")
    manager.presses("Check them")
    manager.sees("Check the recipient", "By the number of the directory")
    manager.chooses("Rang 01632 960321")
    manager.chooses("They are who they say")
    manager.types("What happened?", "The office put me through.")
    manager.presses("Record the check")
    manager.sees(TELL, "The school is checked")
    manager.presses("They were told")
    manager.sees("They were told", "Words are offered")
    manager.chooses("Read out")
    manager.types("What did you say, word for word?", "Her name is Winifred, not Wilfreda.")
    _enters_today(manager)
    manager.presses("Record that they were told")
    manager.sees(SETTLED, "The school is told")
    manager.reads("Her name is Winifred, not Wilfreda.")


def _enters_today(person: Person) -> None:
    group = person.page.get_by_role("group", name="On what day?", exact=True)
    day: date = now_utc().date()
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part).fill(str(number))


def _does_not_tell(manager: Person) -> None:
    manager.follows("Back")
    manager.sees(TITLE, "One is told, one is not yet")
    manager.follows(CLINIC)
    manager.sees(TELL, "The clinic is to be told")
    manager.presses("Decide that they are not told")
    manager.sees("Decide that they are not told", "A manager decides")
    manager.chooses("They cannot be reached")
    manager.types("In your own words", "The clinic has closed.")
    manager.types("How often was it tried?", "1")
    manager.presses("Record the decision")
    manager.sees("Decide that they are not told", "One attempt is too few")
    manager.reads("at least 3 times")
    manager.chooses("They no longer work with the child")
    manager.presses("Record the decision")
    manager.sees(SETTLED, "It is decided that the clinic is not told")
    manager.reads("The clinic has closed.")


def _is_settled(manager: Person, council: Council) -> None:
    manager.follows("Back")
    manager.sees(TITLE, "Everybody is settled")
    manager.reads("They no longer work with the child")
    manager.go(council.child_path)
    manager.sees(re.compile("Winifred Ashgrove"), "The child's page shows the correction")
    manager.reads("Corrected: name, everybody is settled")
