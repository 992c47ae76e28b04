"""A child of 13 refuses and her parents agree: worksheet, her own view, her refusal stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser

from lacrecords.database import now_utc
from lacrecords.staff.queries import council_day
from tests.factories.children import path_of
from tests.factories.consents import write_family
from tests.factories.town import Town
from tests.journeys.conftest import Enter
from tests.journeys.council import Council, serve_council
from tests.journeys.person import TELEPHONE, Person

pytestmark = pytest.mark.journey
TODAY = council_day(now_utc())
THIRTEEN = date(TODAY.year - 13, 1, 20)
VIEW = "I do not want my class to know. My tutor would be all right."
TITLE = "Consent to share"
_PATHS: list[str] = []


def _a_family(town: Town) -> None:
    _PATHS[:] = [path_of(write_family(town, THIRTEEN).child_id)]


@pytest.fixture(scope="module")
def council(browser: Browser) -> Iterator[Council]:
    """The council, with the family."""
    with serve_council(further=_a_family) as council:
        yield council


def test_a_childs_refusal_stands_where_her_parents_agree(enter: Enter) -> None:
    lead = enter("lead social worker")
    lead.go(_PATHS[0])
    lead.sees("Isolde Fennimore", "The record of a child of 13")
    lead.follows("Consent to share, and what the child understands")
    lead.sees(TITLE, "Whose consent is sought, before anybody was asked")
    lead.reads("a child is generally expected to understand")
    _works_through(lead)
    _answers_of_three(lead)
    lead.follows("Back")
    lead.sees(TITLE, "Her refusal beside what her parents agree to")
    lead.reads(VIEW)
    lead.does_not_read("Her father thinks")
    columns = lead.page.locator(".govuk-grid-column-one-half")
    assert columns.count() == 2
    assert "They refuse" in columns.nth(1).inner_text()
    assert columns.nth(0).inner_text().count("It is not theirs to decide.") == 2
    lead.page.set_viewport_size(TELEPHONE)
    lead.sees(TITLE, "The same on a telephone")


def _day(person: Person, question: str, day: date) -> None:
    group = person.page.get_by_role("group", name=question)
    for part in ("Day", "Month", "Year"):
        person.types(part, str(getattr(day, part.lower())), within=group)


def _works_through(lead: Person) -> None:
    lead.follows("Work through a worksheet with the child")
    lead.sees("Can the child decide about this?", "An empty worksheet")
    lead.types("What was the child asked to decide about?", "Whether her school is told")
    lead.types("How did you explain it, for their age?", "With a drawing of who would know what")
    lead.types("In which language?", "English")
    lead.types("How does the child prefer to communicate?", "Talking")
    lead.types("What does the child say they want?", VIEW)
    lead.types("What do others think of it?", "Her father thinks that the school must know.")
    for group in lead.page.get_by_role("group", name=re.compile(r"\?$")).all():
        if group.get_by_label("Not sure").count():
            group.get_by_label("Yes").check()
    lead.presses("Keep the worksheet")
    lead.sees("Can the child decide about this?", "Half a worksheet is sent back with its text")
    assert lead.page.get_by_label("What does the child say they want?").input_value() == VIEW
    for box in lead.page.get_by_label("How did the child show it?").all():
        box.fill("She told me in her own words.")
    lead.chooses("Yes", "Can the child decide about this, on this occasion?")
    lead.types("Why?", "She weighed both sides, and said the same a week later.")
    lead.presses("Keep the worksheet")
    lead.sees(re.compile("^Worksheet of"), "The child's own view stands in its own place")
    lead.reads("The child can decide about this.")


def _answers_of_three(lead: Person) -> None:
    lead.presses("Record an answer")
    lead.sees("Record an answer", "The form of an answer")
    _fill(lead, "Isolde Fennimore, for themselves")
    lead.chooses("They refuse", "What happened?")
    lead.types("What did they say or write, or what happened?", "No. Not the school.")
    lead.types("If they refuse: which reasons did they give?", "Everybody would look at me.")
    lead.presses("Keep the answer")
    lead.sees("Answer of Isolde Fennimore", "Her refusal is the answer to consider")
    lead.reads("This refusal is the answer to consider.")
    for parent, relationship in (("Maren Fennimore", "Mother"), ("Tobias Quill", "Father")):
        lead.follows("Back")
        lead.presses("Record an answer")
        _fill(lead, f"{parent}, {relationship}")
        lead.chooses("They agree that it is shared", "What happened?")
        lead.chooses("Explicit", "If they agree: how?")
        lead.types("What did they say or write, or what happened?", "Yes, tell them.")
        if relationship == "Father":
            lead.types("Why was this parent asked?", "He rang us")
        lead.presses("Keep the answer")
        lead.sees(
            f"Answer of {parent}", f"What her {relationship.lower()} agrees to does not count"
        )
        lead.reads("It is not theirs to decide.")


def _fill(lead: Person, giver: str, worksheet: str = "Whether her school is told") -> None:
    lead.chooses(giver, "Who was asked?")
    lead.chooses("No", "Is the concern about this person?")
    lead.chooses(worksheet, "Which worksheet of understanding")
    lead.types("What would the information be used for?", "So that the school can help")
    lead.types("What may be shared?", "That she cares for her mother")
    lead.types("With whom?", "Her form tutor")
    lead.chooses("No", "Is it about health")
    for box in (
        lead.page.get_by_role("group", name="What was explained").get_by_role("checkbox").all()
    ):
        box.check()
    lead.chooses("Spoken", "Was it in writing or spoken?")
    _day(lead, "Day of the answer", TODAY)


def test_she_takes_back_and_her_parents_disagree(enter: Enter) -> None:
    lead = enter("lead social worker")
    lead.go("/consents")
    lead.sees("Consents to look at again", "Nothing is due")
    _agrees(lead)
    _takes_back(lead)
    manager = enter("designated manager")
    manager.go("/inbox")
    manager.sees("Inbox", "The designated manager hears of it, without a name")
    manager.reads("A consent to share was taken back")
    manager.does_not_read("Isolde")
    _considers_whose(lead)


def _agrees(lead: Person) -> None:
    lead.go(_PATHS[0].replace("/children/", "/consents/about/"))
    lead.presses("Record an answer")
    _fill(lead, "Isolde Fennimore, for themselves", "None for this question")
    lead.chooses("They agree that it is shared", "What happened?")
    lead.chooses("Explicit", "If they agree: how?")
    lead.types("What did they say or write, or what happened?", "All right, my tutor.")
    lead.presses("Keep the answer")
    lead.sees("Answer of Isolde Fennimore", "A week later she agrees")
    lead.reads("Consent given")
    for step in ("Something has changed", "Look at it again"):
        lead.follows(step)
        lead.sees(step, f"{step}, before its day")
        lead.follows("Back")


def _takes_back(lead: Person) -> None:
    lead.follows("It is taken back")
    lead.sees("It is taken back", "She may take it back at any time")
    lead.chooses("who gave it", "Who takes it back?")
    _day(lead, "Day on which they took it back", TODAY + timedelta(days=1))
    lead.chooses("Spoken", "Was it in writing or spoken?")
    lead.types("What was said?", "I have changed my mind.")
    lead.chooses("Yes", "Was something shared on it already?")
    lead.presses("Keep that it is taken back")
    lead.sees("It is taken back", "A day to come is sent back with the text")
    _day(lead, "Day on which they took it back", TODAY)
    lead.presses("Keep that it is taken back")
    lead.sees("Answer of Isolde Fennimore", "It is taken back, with its history")


def _considers_whose(lead: Person) -> None:
    lead.follows("Back")
    lead.follows("Say that parents disagree")
    lead.sees("Parents disagree", "Parents disagree")
    lead.types("Who disagrees, and about what?", "Mother and father, about the school trip.")
    lead.presses("Raise the question")
    lead.sees("Parents disagree", "Whose consent is sought is to be considered")
    lead.chooses("Yes", "Do they speak of the same matter?")
    lead.chooses("Maren Fennimore", "If they do: whose consent is sought?")
    lead.types("Your reasons", "Isolde lives with her.")
    lead.types("Whose advice did you take, and what was it?", "Perrin Aldous: ask the mother.")
    lead.presses("Keep the decision")
    lead.sees("Parents disagree", "It is decided, with the advice")
