"""A request is put right, answered in part, and opened again for a further pack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser

from lacrecords.clocks import local_date
from lacrecords.database import db, now_utc, transaction
from lacrecords.subject_access.further import open_further
from lacrecords.subject_access.values import NewFurther
from lacrecords.terms import FurtherReason
from tests.factories.subject_access import (
    Access,
    asked,
    issued,
    make_records,
    path_of,
    searched,
    shown,
)
from tests.factories.town import Town
from tests.journeys.answering import MINE, Answer, enters_day
from tests.journeys.conftest import Enter
from tests.journeys.council import Council, serve_council
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
WHO, MISHEARD = "Wilfreda Ashgrove", "Wilfreda Ashgrave"
GUARDIAN = "Caldicott Guardian"
MOTHERS = "Philippa Tollemache"
ADDRESSES: dict[str, str] = {}
PATHS: dict[str, str] = {}


def requests_of_before(town: Town) -> None:
    """Requests about one person; three were searched for so long ago that they may be released."""
    with transaction():
        access = make_records(town)
    then = now_utc() - timedelta(days=12)
    misheard = asked(access, then, subject_surname="Ashgrave", asker_name=WHO)
    part = asked(access, then, everything=False, asked="My own record. Not who looked at it.")
    for request_id in (misheard, part):
        searched(access, shown(access, request_id, then), then)
    again = _opened_again(access)
    refused = asked(access, then)
    made = {"misheard": misheard, "part": part, "again": again, "refused": refused}
    PATHS.update({name: path_of(request_id) for name, request_id in made.items()})
    table = db.metadata.tables["accounts"]
    found = db.select(table.c.email).where(table.c.id == access.guardian.account_id)
    ADDRESSES[GUARDIAN] = str(db.session.scalars(found).one())


def _opened_again(access: Access) -> int:
    """Answered three weeks ago, opened again a fortnight ago, and searched for anew."""
    then = now_utc() - timedelta(days=30)
    request_id = issued(access, then, then + timedelta(days=9))
    opened = then + timedelta(days=16)
    words = "Her letter of Monday names a second school."
    new = NewFurther(why=FurtherReason.SOMETHING_MISSING, words=words, asked_on=local_date(opened))
    with transaction():
        open_further(access.guardian, request_id, new, opened)
    return searched(access, request_id, opened + timedelta(days=1))


@pytest.fixture(scope="module")
def council(browser: Browser) -> Iterator[Council]:
    """The council of the other journeys, with a Caldicott Guardian and three requests."""
    with serve_council(step_by_step=requests_of_before) as council:
        council.emails.update(ADDRESSES)
        yield council


def test_what_rests_on_a_misheard_name_is_done_anew(enter: Enter) -> None:
    guardian = enter(GUARDIAN)
    guardian.go(PATHS["misheard"])
    guardian.sees(MISHEARD, "A request under a name that was misheard")
    guardian.reads("The pack is to be assembled")
    guardian.follows("Put the request right")
    guardian.sees("Put the request right", "The request as it reads today")
    guardian.types("Last name of the person", "Ashgrove")
    guardian.presses("Put it right")
    guardian.sees("Put the request right", "No request is put right without a reason")
    guardian.reads("Enter why it is put right")
    guardian.types("Why is it put right?", "She spelled it for us on the telephone.")
    guardian.presses("Put it right")
    guardian.sees(WHO, "The request is put right")
    guardian.reads("What stood before")
    guardian.reads("was Ashgrave, is now Ashgrove")
    guardian.reads("A search of everything that is held")
    guardian.presses("Search everything that is held")
    _decides_on_everybody(guardian)
    guardian.go(PATHS["misheard"])
    guardian.sees(WHO, "Everybody was decided on anew")
    guardian.presses("Assemble the pack")
    guardian.sees("The pack", "A pack may be assembled, and is released some days later")


def _decides_on_everybody(guardian: Person) -> None:
    for _ in range(20):
        guardian.sees("Who came up", "Who came up under the right name")
        waiting = guardian.page.locator(".govuk-summary-list__row").filter(has_text="Not yet")
        if not waiting.count():
            return
        link = waiting.first.get_by_role("link")
        same = WHO in link.inner_text() and "child" in link.inner_text().lower()
        with guardian.arrives():
            link.click()
        guardian.sees("Is this the person?", "What was asked and what came up, side by side")
        guardian.chooses("Yes" if same else "No")
        guardian.types("Why?", "Name, date of birth and home were read side by side.")
        guardian.presses("Keep the decision")


def test_a_part_is_answered_and_the_request_is_opened_again(enter: Enter) -> None:
    guardian = enter(GUARDIAN)
    answer = Answer(guardian, enter("designated manager"), WHO, PATHS["part"])
    guardian.go(answer.path)
    guardian.sees(WHO, "It is to be said which part is asked for")
    _says_which_part(guardian)
    answer.assembles()
    _takes_in_again(answer)
    answer.decides_every_proposal()
    answer.answers_on_harm()
    answer.is_given_to_second()
    answer.is_released()
    text = answer.document()
    assert "this part of the information that we hold about you" in text
    assert MOTHERS not in text
    _is_opened_again(guardian)
    guardian.reads("A search of everything that is held")
    assert answer.words_at("/releases/1/document.pdf") == text


def _says_which_part(guardian: Person) -> None:
    guardian.presses("Say which part is asked for")
    guardian.sees("Which part is asked for", "Kinds of record and days")
    enters_day(guardian, "Until which day?", date.today() + timedelta(days=1))
    guardian.presses("Keep which part is asked for")
    guardian.sees("Which part is asked for", "At least one kind of record is asked for")
    guardian.reads("Select at least one kind of record")
    guardian.chooses("The record of a child: names, addresses, case, plans")
    guardian.types("How do you know that they ask for this part?", "It stands in her letter.")
    guardian.presses("Keep which part is asked for")
    guardian.sees(WHO, "It is said which part is asked for")


def _takes_in_again(answer: Answer) -> None:
    guardian = answer.guardian
    guardian.reads("Not asked for, so not in this pack")
    with guardian.arrives():
        guardian.page.get_by_role("link", name=re.compile("^Take it in")).first.click()
    guardian.sees("Take this into the pack", "What was left unasked can be taken in")
    guardian.types("Why?", "She rang: she wants that as well.")
    guardian.presses("Take it in")
    answer.waits_for_pack(2)
    guardian.reads("What differs from pack 1")


def _is_opened_again(guardian: Person) -> None:
    guardian.follows("Make a further pack")
    guardian.sees("Make a further pack", "Why a further pack is made")
    enters_day(guardian, "On which day did they ask, or was it found?", date.today())
    guardian.chooses("We found more")
    guardian.types("What was found, or what do they say?", "A box in the cellar.")
    guardian.presses("Open the request again")
    guardian.sees(WHO, "The request is open again")


def test_a_further_pack_is_released_by_two_and_the_first_stays(enter: Enter) -> None:
    guardian = enter(GUARDIAN)
    answer = Answer(guardian, enter("designated manager"), WHO, PATHS["again"])
    first = answer.words_at("/releases/1/document.pdf")
    guardian.go(answer.path)
    guardian.sees(WHO, "A second answer is to be assembled")
    guardian.reads("Answer number 2")
    answer.assembles(2)
    answer.decides_every_proposal()
    guardian.go(f"{answer.path}/pack/1")
    guardian.sees(MINE, "What is new in the second pack is marked")
    answer.answers_on_harm()
    answer.is_given_to_second()
    answer.is_released()
    second = answer.document()
    assert "This is answer number 2 to your request." in second
    assert "This is answer number" not in first
    assert answer.words_at("/releases/1/document.pdf") == first
    answer.is_handed_over()


def test_a_refusal_is_given_back_by_one_and_then_agreed_to(enter: Enter) -> None:
    guardian, manager = enter(GUARDIAN), enter("designated manager")
    path = PATHS["refused"]
    _asks_for_the_end(guardian, path)
    _reads_why(manager)
    manager.follows("Give it back instead")
    manager.sees("Give the end back", "A second person does not agree")
    manager.types("Why?", "Answer this one, and tell her about the others.")
    manager.presses("Give it back")
    manager.sees(WHO, "The end is given back")
    _asks_for_the_end(guardian, path)
    _reads_why(manager)
    manager.presses("I have read it: end the request")
    manager.sees(WHO, "The request has ended as one asked and another agreed")
    manager.reads("The request has ended. Its letter is being made")


def _asks_for_the_end(guardian: Person, path: str) -> None:
    guardian.go(path)
    guardian.sees(WHO, "A request that is to be refused")
    guardian.follows("End the request without a pack")
    guardian.sees("End the request without a pack", "How a request ends without a pack")
    guardian.chooses("Refused: manifestly excessive")
    guardian.types("The reasons", "The eleventh since October.")
    guardian.presses("Continue")
    guardian.sees(WHO, "The end waits for a second person")
    guardian.reads("another person reads why, and agrees or gives it back")


def _reads_why(manager: Person) -> None:
    manager.follows("Tasks")
    manager.sees("Tasks", "An end that waits is a task")
    manager.go(PATHS["refused"])
    manager.sees(WHO, "The second person finds the end that waits")
    manager.presses("Read and agree or give back")
    manager.sees("Agree that it ends", "The reasons and the letter, word for word")
    manager.reads("The eleventh since October.")
