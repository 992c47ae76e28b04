"""Whether to share: a school asks, the police, a court, and consent that is refused."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.factories.town import Town, make_child
from tests.journeys.conftest import Enter
from tests.journeys.council import Council, serve_council
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
WHO = "Corin Ashgrove"
WHETHER = "Whether to share"


def a_child_of_the_lead(town: Town) -> None:
    """A boy whose lead social worker is asked."""
    make_child("Corin", "Ashgrove", line1="9 Teal Yard", case_open=True, lead=town.lead)


@pytest.fixture(scope="module")
def council(browser: Browser) -> Iterator[Council]:
    """The council of the other journeys, with a boy of the lead social worker's."""
    with serve_council(further=a_child_of_the_lead) as council:
        yield council


def _ticks(person: Person, answer: str, question: str) -> None:
    """Choose this very answer: "No" stands beside "Not sure"."""
    group = person.page.get_by_role("group", name=question)
    group.get_by_label(answer, exact=True).check()


def _begins(person: Person, who: str, role: str, wanted: str, *, agency: str = "") -> None:
    person.follows("Sharing")
    person.presses("Begin a decision")
    person.chooses("Somebody asks us")
    person.types("Whom or what is it about?", WHO)
    person.types("What is asked for, or what do we wish to share?", wanted)
    today = date.today()
    group = person.page.get_by_role(
        "group", name="On what day was it asked, or did the wish arise?"
    )
    for part, number in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        group.get_by_label(part).fill(str(number))
    person.types("Name of the person", who)
    person.types("What they are", role)
    if agency:
        person.picks("Agency", agency)
    person.sees("Begin a decision whether to share", f"{role} asks")
    person.presses("Begin")
    person.sees(WHETHER, f"{role}: the seven questions wait")


def _answers_purpose(person: Person, why: str, *, law: str = "", danger: str = "") -> None:
    person.presses("Go on: Is there a legitimate purpose?")
    _ticks(person, "Yes", "Is the purpose legitimate?")
    person.types("For what would it be shared?", why)
    choice = "No: a court has ordered it" if law else "Yes: we may decide"
    _ticks(person, choice, "Does the law leave you a choice?")
    if law:
        person.types("Which law, or which order?", law)
    risk = "Is there a clear risk of significant harm to a child?"
    _ticks(person, "Yes" if danger else "No", risk)
    if danger:
        person.types("What do you know of the risk?", danger)
    person.sees("Is there a legitimate purpose?", f"The purpose: {why}")
    person.presses("Keep the answer")


def _goes_on_to_consent(person: Person) -> None:
    _ticks(person, "Yes", "Could a living person be identified from it?")
    person.types("Your reasons", "His name stands in it")
    person.sees("Could somebody be identified?", "Whether somebody is identified")
    person.presses("Keep the answer")
    _ticks(person, "Yes", "Is it private or sensitive, and given in confidence?")
    person.types("Your reasons", "His mother told us at home")
    person.sees("Is it confidential?", "Whether it is confidential")
    person.presses("Keep the answer")


def _decides(person: Person, what: str, reasons: str) -> None:
    person.presses("Decide")
    _ticks(person, what, "What do you decide?")
    person.types("Your reasons", reasons)
    person.sees("Decide whether to share", f"Before it is kept: {what}")
    person.presses("Keep the decision")


def test_a_school_asks_and_the_mother_agrees(enter: Enter) -> None:
    lead = enter("lead social worker")
    _begins(lead, "Hester Quill", "Head teacher", "What is going on at home?")
    _answers_purpose(lead, "So that the school can help him in the mornings")
    _goes_on_to_consent(lead)
    _ticks(lead, "Given, and it covers this", "How does it stand with consent?")
    lead.types("Whose consent, and what was said?", "His mother agreed on Monday")
    lead.sees("Is there consent?", "His mother agrees")
    lead.presses("Keep the answer")
    lead.sees(WHETHER, "Consent is given, and the path is at its end")
    lead.reads("What is needed is normally shared")
    _decides(lead, "Share what is asked for", "It helps him")
    lead.sees(WHETHER, "Decided, and still to be done in the right way")
    lead.reads("Add what is shared, item by item")
    _adds_an_item(lead)
    _checks_by_document(lead)
    lead.follows("Record what the recipient agreed")
    _ticks(lead, "No", "Do they intend to pass it on?")
    _ticks(lead, "Yes", "Do they know the limits, and agree to keep them?")
    lead.sees("Passing it on", "What the school agrees to")
    lead.presses("Record it")
    lead.follows("Record whether they know")
    lead.chooses("They know")
    lead.types(
        "Who was or will be told, and how? If nobody: why is it not safe?", "His mother, on Monday"
    )
    lead.sees("Those whom it is about", "His mother knows")
    lead.presses("Record it")
    _takes_the_sheet(lead)
    _hands_it_over(lead)


def _adds_an_item(lead: Person) -> None:
    lead.presses("Add an item")
    lead.picks("What kind of thing is it?", "About school or nursery")
    lead.types("What is shared, word for word?", "He is woken at night; ring 01632 960 431.")
    _ticks(lead, "Fact", "Is it fact or opinion?")
    lead.types("Where does it come from?", "His mother, at home")
    today = date.today()
    group = lead.page.get_by_role("group", name="On what day was it so?")
    for part, number in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        group.get_by_label(part).fill(str(number))
    _ticks(lead, "Yes", "Did you check that it is right and up to date?")
    lead.types("Why does the recipient need it?", "To let him rest")
    lead.presses("Add the item")
    lead.sees("Add an item", "A telephone number is found in the words")
    lead.reads("a telephone number")
    lead.types("What is shared, word for word?", "He is woken at night by the new baby.")
    lead.presses("Add the item")
    lead.sees(WHETHER, "An item is added")


def _checks_by_document(lead: Person) -> None:
    lead.follows("Check the recipient")
    lead.chooses("Saw an identity document in person")
    lead.chooses("They are who they say")
    lead.types("What happened?", "Her school's card, at our office, this morning")
    lead.sees("Check the recipient", "The head teacher is checked")
    lead.presses("Record the check")


def _takes_the_sheet(lead: Person) -> None:
    lead.presses("Make a cover sheet")
    lead.page.get_by_role("checkbox").first.check()
    lead.sees("Make a cover sheet", "The items of the sheet")
    lead.presses("Make the sheet")
    lead.sees(WHETHER, "Everything is ready to go")
    with lead.page.expect_download() as download:
        lead.page.get_by_role("link", name=re.compile("Cover sheet 1")).click()
    path = Path(download.value.path())
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(path.read_bytes())).pages)
    assert "woken at night by the new baby" in " ".join(text.split())


def _hands_it_over(lead: Person) -> None:
    lead.presses("Record what went out")
    lead.page.get_by_role("checkbox").first.check()
    lead.chooses("Handed over in person")
    lead.types("To which number or address did it go, and what was said with it?", "At our office")
    today = date.today()
    group = lead.page.get_by_role("group", name="On what day?")
    for part, number in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        group.get_by_label(part).fill(str(number))
    lead.sees("Record what went out", "It is handed over")
    lead.presses("Record it")
    lead.sees(WHETHER, "It is shared, and the seventh question is answered")
    lead.reads("What went out")


def test_the_police_ask_while_a_child_is_in_danger(enter: Enter) -> None:
    manager = enter("designated manager")
    _begins(manager, "Rufus Penhaligon", "Detective constable", "Section 115: who lives there?")
    _answers_purpose(manager, "To protect him tonight", danger="A neighbour heard blows")
    _weighs(manager, "There is evidence that a child suffers", "He is hurt, and it goes on")
    manager.sees(WHETHER, "The path is short, because a child is in danger")
    manager.reads("Do not wait for consent")
    _decides(manager, "Share a part of it", "What protects him, and no more")
    manager.sees(WHETHER, "Decided without waiting for consent")


def _weighs(manager: Person, interest: str, speaks_for: str) -> None:
    """Both sides in words, and what weighs more."""
    manager.chooses(interest)
    manager.types("What speaks for sharing?", speaks_for)
    manager.types("What speaks against it?", "She may trust us less")
    _ticks(manager, "What speaks for sharing", "Which weighs more?")
    manager.types("What is the least that would do?", "Who lives there, and no more")
    manager.types(
        "Will those whom it is about be told? If not, why not?", "Yes, by her social worker"
    )
    manager.sees("Is there a sufficient public interest?", f"Both sides in words: {speaks_for}")
    manager.presses("Keep the answer")


def test_a_court_orders_it(enter: Enter) -> None:
    manager = enter("designated manager")
    _begins(manager, "Linnet Osgood", "Children's guardian", "The case file")
    _answers_purpose(manager, "The court decides on him", law="Family court, order of Friday")
    manager.sees(WHETHER, "A court orders it, and consent is not asked for")
    manager.reads("without asking for consent")
    _decides(manager, "Share what is asked for", "As ordered")
    manager.sees(WHETHER, "Decided as the court ordered")


def test_refused_consent_is_overridden_with_both_sides_in_words(enter: Enter) -> None:
    manager = enter("designated manager")
    _begins(manager, "Ottoline Reyes", "Ward sister", "The history, before he goes home")
    _answers_purpose(manager, "To plan that he goes home safely")
    _goes_on_to_consent(manager)
    _ticks(manager, "Refused", "How does it stand with consent?")
    manager.types("Whose consent, and what was said?", "His mother said no, without a reason")
    manager.sees("Is there consent?", "His mother refuses")
    manager.presses("Keep the answer")
    _weighs(manager, "There is reasonable cause to believe", "He came back with new bruises")
    manager.sees(WHETHER, "Refused, and normally justified all the same")
    manager.reads("The least that would do is normally shared")
    _decides(manager, "Share a part of it", "The ward must know that he was hurt before")
    manager.sees(WHETHER, "Consent is overridden, with reasons")
    manager.reads("What speaks against it?")
