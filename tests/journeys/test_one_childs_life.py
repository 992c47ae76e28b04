"""One child's whole life entered by hand, from expected to eighteen, and her page read.

Her lead social worker writes it down in a browser: each statement is a link, a form,
and back at her page; each correction is two steps from what it corrects.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Enter
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
TODAY = date.today()
YESTERDAY = TODAY - timedelta(days=1)
EIGHTEEN_YEARS_AGO = TODAY.replace(year=TODAY.year - 18, day=1)
SOON = TODAY + timedelta(days=60)
WHY = "Written down from her file"
LEAD, NEXT_LEAD = "Ines Thackeray", "Cato Brindle"


def ago(weeks: int) -> date:
    """So many weeks before today."""
    return TODAY - timedelta(weeks=weeks)


class HerRecord:
    """Her page, and the ways from it and back."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.called = ""

    @property
    def page(self) -> Page:
        """What stands in the browser."""
        return self.person.page

    def on(self, question: str, day: date) -> None:
        """Type a date into its three boxes."""
        boxes = self.page.get_by_role("group", name=question, exact=True)
        for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            boxes.get_by_label(part, exact=True).fill(str(number))

    def answers(self, answer: str, question: str) -> None:
        """Choose one of Yes, No and Not known."""
        group = self.page.get_by_role("group", name=question, exact=True)
        group.get_by_label(answer, exact=True).check()

    def goes(self, link: str, heading: str = "") -> None:
        """Follow a link of her page to its form."""
        self.person.follows(link)
        self.person.sees(heading or link, f"Her life: {link}")

    def mends(self, what: str, way: str, heading: str = "") -> None:
        """Two steps: change this, and what is wrong with it."""
        with self.person.arrives():
            self.page.get_by_role("link", name=f"Change {what}").first.click()
        self.person.sees("Change or correct this", f"Her life: change {what}")
        self.goes(way, heading)

    def saves(self, button: str, done: str) -> None:
        """Say why, save, and be back at her page, which says that it is done."""
        self.person.types("Reason", WHY)
        self.person.presses(button)
        self.person.sees(self.called, f"Her page: {done}")
        self.person.reads(done)

    def acts(self, link: str, question: str, day: date, button: str, done: str) -> None:
        """An action that needs no more than a day."""
        self.goes(link)
        self.on(question, day)
        self.saves(button, done)


def test_a_life_is_kept_by_hand_from_expected_to_eighteen(enter: Enter) -> None:
    person = enter("lead social worker", checks_pages=False)
    person.sees("Inbox", "The inbox before a life is written down")
    her = HerRecord(person)
    _expected(her)
    _born(her)
    _at_home(her)
    _on_a_plan(her)
    _elsewhere(her)
    _put_right(her)
    _her_page_is_read(her)


def _expected(her: HerRecord) -> None:
    person = her.person
    person.follows("Children")
    person.sees("Children", "A life begins with a search")
    person.types("Why are you searching?", "A midwife wrote about a child not yet born")
    person.types("Last name", "Pennyfeather")
    person.presses("Search")
    person.sees("Results of your search", "Nobody of that name is found")
    her.goes("It is none of these: make a record", "Make a record")
    her.on("Expected date of birth", SOON)
    person.types("First name of the mother", "Rosalind")
    person.types("Last name of the mother", "Pennyfeather")
    person.types("NHS number of the mother", "943 476 5919")
    person.types("Address: first line", "12 Otter Lane")
    person.types("Why is this record made?", WHY)
    person.presses("Make the record")
    her.called = "Child not yet named (Pennyfeather)"
    person.sees(her.called, "She has a record before she is born")
    person.reads("Expected ")
    her.acts("Open a case", "Day the case was opened", ago(25), "Open the case", "The case is open")
    her.goes("Assign the lead social worker")
    person.picks("Lead social worker", LEAD)
    her.on("Day from which this person leads", ago(25))
    her.saves("Assign", "The lead social worker is assigned")


def _born(her: HerRecord) -> None:
    person = her.person
    her.goes("Record the birth", "The child was born")
    her.on("Day of birth", YESTERDAY)
    person.types("First name", "Oriel")
    person.types("Last name", "Pennyfeather")
    person.chooses("Female")
    person.types("NHS number", "943 476 5870")
    her.called = "Oriel Pennyfeather"
    her.saves("Record the birth", "The birth is recorded")
    her.goes("Add to this record, or correct it")
    her.goes("Names")
    her.page.get_by_role("button", name="Add a name").click()
    person.sees("Add a name", "Her life: another name")
    person.chooses("Known as")
    person.types("First name", "Orry")
    her.saves("Add", "The name is recorded")


def _at_home(her: HerRecord) -> None:
    person = her.person
    her.mends("Home: 12 Otter Lane", "It has changed")
    person.types("First line", "3 Kestrel Court")
    person.chooses("Yes")
    her.on("From what day is it so?", ago(30))
    her.saves("Save the change", "The address is changed")
    for forename, what, lives, has in (
        ("Lorcan", "father", "No", "Yes"),
        ("Ferdia", "visitor", "No", "No"),
    ):
        her.goes("Add an adult or visitor", "Add an adult")
        person.types("First name", forename)
        person.types("Last name", "Wexcombe")
        person.types("What are they to the child?", what)
        her.answers(lives, "Do they live with the child?")
        her.answers(has, "Do they have parental responsibility?")
        if has == "Yes":
            person.picks("How do they have it?", "Father or second parent on the birth certificate")
        her.saves("Add", "The adult is recorded")
    her.goes("Add a brother, sister or related child", "Add a related child")
    sister = person.council.child_path.rpartition("/")[2]
    person.types("Reference of the other child's record", sister)
    person.picks("What is the other child to this one?", "Half brother or sister")
    her.saves("Add", "The related child is recorded")
    for what, where in (
        ("General practitioner", "Larkfield Surgery"),
        ("Health visitor", "Fernhill Health Visiting"),
        ("School", "Quarry Road School"),
    ):
        her.goes("Add a professional")
        person.types("What they do", what)
        person.types("Practice, school or other body", where)
        person.types("Telephone number or email address", "01632 960 123")
        her.saves("Add", "The professional is recorded")


def _on_a_plan(her: HerRecord) -> None:
    person = her.person
    her.goes("Start a child protection plan")
    person.chooses("Neglect")
    her.on("Day the plan started", ago(20))
    her.saves("Start the plan", "The plan is started")
    _conference(her, "Initial child protection conference", "Day it was held", ago(20))
    _conference(her, "First review conference", "Day it is due", ago(8))
    for question, day in (("Day it is booked for", ago(7)), ("Day it was held", ago(7))):
        her.mends("First review conference", "It was booked, moved or held")
        her.on(question, day)
        if question == "Day it was held":
            person.chooses("Yes", "Were enough agencies there?")
        her.saves("Save", "brought up to date")
    her.mends("the plan", "The category is different now")
    person.chooses("Emotional abuse")
    her.saves("Save", "The plan is brought up to date")
    person.reads("Emotional abuse")
    her.acts(
        "End the child protection plan",
        "Day the plan ended",
        ago(2),
        "End the plan",
        "The plan is ended",
    )


def _conference(her: HerRecord, what: str, question: str, day: date) -> None:
    her.goes("Add a conference or review")
    her.person.chooses(what)
    her.on(question, day)
    if question == "Day it was held":
        her.person.chooses("Yes", "Were enough agencies there?")
    her.saves("Add", "The conference or review is recorded")


def _elsewhere(her: HerRecord) -> None:
    person = her.person
    her.goes("Add a legal status")
    person.picks("Legal status", "Full care order")
    person.chooses("Yes", "Is the child looked after?")
    person.types("Authority that placed the child", "Harrowmere Council")
    her.on("From what day is it so?", YESTERDAY)
    her.saves("Add", "The legal status is recorded")
    her.goes("Add another authority")
    person.types("Authority", "Harrowmere Council")
    person.types("Its number for enquiries", "01632 960 777")
    person.chooses("A plan for the child")
    her.saves("Add", "The other authority is recorded")
    her.goes("Add to this record, or correct it")
    her.goes("Numbers")
    her.page.get_by_role("button", name="Add a number").click()
    person.sees("Add a number", "Her life: a pupil number with a wrong letter")
    person.chooses("Unique pupil number")
    person.types("Number", "R247962919251")
    her.saves("Add", "its check letter is wrong")
    her.mends("the name", "It has changed")
    person.types("Last name", "Wexcombe")
    her.on("From what day is it so?", TODAY)
    her.called = "Oriel Wexcombe"
    her.saves("Save the change", "The name is changed")


def _put_right(her: HerRecord) -> None:
    person = her.person
    her.mends("Ferdia Wexcombe", "It should never have been recorded")
    person.types("Why should it never have been recorded?", "He visits another family")
    person.presses("Withdraw it")
    person.sees(her.called, "A visitor who was never one is withdrawn")
    person.reads("The adult is withdrawn")
    her.mends("the date of birth", "It was never so")
    her.on("Date of birth", EIGHTEEN_YEARS_AGO)
    her.saves("Save the correction", "The date of birth is corrected")
    leads = "Assign the lead social worker"
    her.mends("the lead social worker", "Somebody else leads now", leads)
    person.picks("Lead social worker", NEXT_LEAD)
    her.on("Day from which this person leads", TODAY)
    her.saves("Assign", "The lead social worker is assigned")


def _her_page_is_read(her: HerRecord) -> None:
    person = her.person
    person.checks_pages = True
    her.page.reload()
    person.sees(her.called, "Her page at eighteen")
    for words in (
        *("Turned 18 on", "Orry", "Oriel Pennyfeather", "Female", "943 476 5870"),
        *("943 476 5919", "Check this number", "Case open since", "Not on a plan", NEXT_LEAD),
        *("Full care order", "placed by Harrowmere Council", "Confidential address held"),
        *("Rosalind Pennyfeather, mother", "on the birth certificate", "half brother or sister"),
        *("Larkfield Surgery", "Quarry Road School", "quorate", "01632 960 777"),
        *("Expected date recorded", "Child protection plan ended", "He visits another family"),
    ):
        person.reads(words)
    household = her.page.get_by_role("main").inner_text().partition("Timeline")[0]
    assert "Ferdia" not in household
    assert "Kestrel Court" not in her.page.content(), "confidential: she leads no longer"
    expect(her.page.get_by_role("link", name="Change the date of birth")).to_be_visible()
