"""A scanned letter is kept with a decision: what cannot be read is said, typed, and never lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload

from lacrecords.sharing_decisions.beginning import begin_decision
from lacrecords.sharing_decisions.values import About, NewDecision, SaidOfRecipient
from lacrecords.terms import SharingDirection
from tests.factories.documents import MEGABYTE, letter, mixed
from tests.factories.town import NOW, Town, make_child
from tests.journeys.conftest import Enter
from tests.journeys.council import Council, serve_council
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
ADD, WHAT = "Add a document", "Letter of the school, scanned"


def a_decision_of_the_lead(town: Town) -> None:
    """A school asks about a boy of the lead social worker's."""
    lead = {"case_open": True, "lead": town.lead}
    child_id = make_child("Corin", "Ashgrove", line1="9 Teal Yard", **lead)
    new = NewDecision(
        idempotency_key="a journey",
        direction=SharingDirection.ASKED_OF_US,
        about=About(child_id=child_id),
        about_words="",
        wanted="What is going on at home?",
        recipient=SaidOfRecipient(
            name="Hester Quill",
            role="Head teacher",
            agency_id=town.agency_id,
            agency_name="",
            contact_given="",
        ),
        asked_at=NOW,
    )
    begin_decision(town.lead, new, town.procedure, NOW)


@pytest.fixture(scope="module")
def council(browser: Browser) -> Iterator[Council]:
    """The council of the other journeys, with a decision that waits."""
    with serve_council(further=a_decision_of_the_lead) as council:
        yield council


def _chooses_file(person: Person, content: bytes, name: str = "Scan 0001.pdf") -> None:
    kind = "application/pdf" if name.endswith(".pdf") else "image/png"
    files: list[FilePayload] = [{"name": name, "mimeType": kind, "buffer": content}]
    person.page.get_by_label("The file").set_input_files(files)


def _fills_in(lead: Person) -> None:
    lead.picks("What kind of document is it?", "The letter or message that asked")
    lead.types("What is it, in a few words?", WHAT)
    day = date(2026, 3, 3)
    group = lead.page.get_by_role("group", name="The date on it")
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part).fill(str(number))
    lead.types("Who is it from?", "Hester Quill")


def _is_given_back(lead: Person, why: str) -> None:
    lead.reads(why)
    assert lead.page.get_by_label("What is it, in a few words?").input_value() == WHAT
    assert lead.page.get_by_label("Who is it from?").input_value() == "Hester Quill"
    assert lead.page.get_by_role("group").get_by_label("Year").input_value() == "2026"


def test_a_scanned_letter_is_kept_read_and_typed(enter: Enter) -> None:
    lead = enter("lead social worker")
    lead.follows("Sharing")
    with lead.arrives():
        lead.page.get_by_role("main").get_by_role("heading", level=2).get_by_role("link").click()
    lead.follows("Open the documents")
    lead.sees("Documents", "No document is kept yet")
    lead.presses(ADD)
    lead.presses("Keep the document")
    lead.sees(ADD, "Everything is asked for in one list")
    _fills_in(lead)
    for content, name, why in (
        (b"\x89PNG\r\n\x1a\n", "picture.png", "The file is no PDF"),
        (letter()[:300], "cut.pdf", "The file is damaged"),
        (b"%PDF-" + b"x" * 11 * MEGABYTE, "large.pdf", "The file must be 10 MB or smaller"),
    ):
        _chooses_file(lead, content, name)
        lead.presses("Keep the document")
        _is_given_back(lead, why)
    lead.sees(ADD, "A bad file is refused, and every typed word is there")
    _chooses_file(lead, mixed())
    lead.presses("Keep the document")
    lead.sees(WHAT, "The page says which page is a picture")
    lead.reads("Page 2 cannot be read here")
    lead.reads("Please tell us what is going on at home.")
    _types_page_two(lead)
    with lead.page.expect_download() as download:
        lead.page.get_by_role("link", name="Open the file").click()
    assert Path(download.value.path()).read_bytes() == mixed()
    assert "Ashgrove" not in download.value.suggested_filename
    lead.follows("Back")
    lead.sees("Documents", "The letter is listed, and nothing is left to type")
    lead.does_not_read("to be typed")


def _types_page_two(lead: Person) -> None:
    lead.follows("Type the words of page 2")
    lead.types("The words that matter on this page", "He falls asleep in the mornings.")
    lead.page.get_by_label("There are no words on this page").check()
    lead.presses("Keep the words")
    lead.sees("Words of page 2", "Half an answer is given back")
    lead.reads("Take one of the two away")
    lead.page.get_by_label("There are no words on this page").uncheck()
    lead.presses("Keep the words")
    lead.sees(WHAT, "The typed words stand with their page")
    lead.reads("He falls asleep in the mornings.")
    lead.reads("Typed by")


def test_a_wrong_document_is_set_aside(enter: Enter) -> None:
    lead = enter("lead social worker", runs_scripts=False, checks_pages=False)
    lead.follows("Sharing")
    with lead.arrives():
        lead.page.get_by_role("main").get_by_role("heading", level=2).get_by_role("link").click()
    lead.follows("Open the documents")
    lead.presses(ADD)
    _fills_in(lead)
    lead.types("What is it, in a few words?", "Letter about another boy")
    _chooses_file(lead, letter())
    lead.presses("Keep the document")
    lead.follows("It is not of this decision")
    lead.types("Why?", "It is about another boy")
    lead.presses("Set the document aside")
    lead.sees("Documents", "A wrong document is set aside")
    lead.reads("Set aside: not of this decision (1)")
