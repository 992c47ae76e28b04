"""What a duty officer does with a call, page by page, as the journeys share it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import expect

from tests.journeys.person import Person

ENQUIRY = re.compile(r"Enquiry [0-9A-Z]{4}-[0-9A-Z]{4}")
DIRECTORY_NUMBER = "01632 960321"
NUMBER_GIVEN = "07700 900123"
CONTACT_RECORD = re.compile(r"Contact record [0-9A-Z]{4}-[0-9A-Z]{4}")
NOT_KNOWN = "the child is not known"


@dataclass(frozen=True, slots=True)
class Described:
    """A child as the enquirer describes them on the telephone."""

    forename: str
    surname: str
    born: tuple[str, str, str]
    line1: str
    postcode: str

    @property
    def name(self) -> str:
        """The name as the screens show it."""
        return f"{self.forename} {self.surname}"


WILFREDA = Described("Wilfreda", "Ashgrove", ("7", "3", "2018"), "14 Quince Row", "ZZ9 4QR")
OTTOLINE = Described("Ottoline", "Fairweather", ("7", "3", "2020"), "3 Tamarind Close", "ZZ8 2BT")


def begin_call(person: Person, who: str, when: str) -> None:
    """Open the form of a call and write down who is asking: a health visitor."""
    person.presses("Take an enquiry")
    person.sees("Take an enquiry", f"{when}, an enquiry is taken")
    if person.runs_scripts:
        expect(person.page.get_by_label("Enquirer's name")).to_be_focused()
    person.types("Enquirer's name", who)
    person.types("Role with this child", "Health visitor")
    person.chooses("A professional")
    person.picks("Agency", "Fernhill Health Visiting")
    person.types("Number they give", NUMBER_GIVEN)


def describe(person: Person, number: int, child: Described) -> None:
    """Write down one child as described."""
    group = person.page.get_by_role("group", name=f"Child {number}", exact=True)
    for label, text in (
        ("First name", child.forename),
        ("Last name", child.surname),
        ("Day", child.born[0]),
        ("Month", child.born[1]),
        ("Year", child.born[2]),
        ("Address: number and street", child.line1),
        ("Postcode", child.postcode),
    ):
        person.types(label, text, within=group)


def save_call(person: Person, why: str, when: str) -> str:
    """Write down why they ask and save; the enquiry's reference as read over the telephone."""
    person.types("Why do they ask?", why)
    person.chooses("No", "Are you worried that this child may be harmed?")
    person.chooses("A concern about a child")
    person.presses("Save the enquiry")
    person.sees(ENQUIRY, f"{when}, the enquiry is saved before anything is told")
    person.reads("The enquiry is saved.")
    person.reads("Tell nothing about any child.")
    return person.page.get_by_role("heading", level=1).inner_text().removeprefix("Enquiry ")


def take_call(person: Person, when: str, *children: Described, who: str = "Philippa Snow") -> str:
    """A whole call about these children; the enquiry's reference."""
    begin_call(person, who, when)
    for number, child in enumerate(children, 1):
        if number > 1:
            person.presses("Add another child")
            person.sees("Take an enquiry", f"{when}, another child is added")
        describe(person, number, child)
    return save_call(person, "Missed two appointments", when)


def ring_back(person: Person, when: str) -> None:
    """Ring back the directory's number, and record that they are who they say."""
    person.presses("Check the enquirer")
    person.sees("Check the enquirer", f"{when}, the enquirer is checked by the directory")
    person.reads(f"({NUMBER_GIVEN}) cannot be used for the check")
    person.chooses(f"Ring back {DIRECTORY_NUMBER}")
    person.chooses("They are who they say")
    person.presses("Record the check")
    person.sees(ENQUIRY, f"{when}, the check is good")
    person.reads("Rang back a number from the directory")


def look_for(person: Person, child: Described, when: str) -> None:
    """Look for this child among the records."""
    person.presses(f"Look for this child: {child.name}")
    person.sees("Which child is this?", f"{when}, the candidates for {child.forename} are shown")


def decide(person: Person, answer: str, when: str) -> None:
    """Decide, and come to the sentences to say."""
    person.chooses(answer)
    person.chooses("Yes", "Are their role with this child and their reason acceptable?")
    person.presses("Decide")
    person.sees("What to say", f"{when}, the sentences to say")


def says(person: Person, when: str, *kinds: str) -> None:
    """Say these sentences, and record it."""
    for kind in kinds:
        person.chooses(f"I said this: {kind}")
    person.presses("Record what I said")
    person.sees("What to say", f"{when}, what was said is kept")
    person.reads("What was said is recorded.")


def answer_call_about_wilfreda(officer: Person) -> str:
    """A checked call about the open case, as far as the sentences; the enquiry's reference."""
    when = "In a call taken before"
    officer.sees("Enquiries", f"{when}, the list of enquiries")
    reference = take_call(officer, when, WILFREDA)
    ring_back(officer, when)
    look_for(officer, WILFREDA, when)
    decide(officer, WILFREDA.name, when)
    return reference
