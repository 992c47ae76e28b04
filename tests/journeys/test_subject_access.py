"""Somebody asks for what is held about them: found, redacted, released by two, handed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, expect

from lacrecords.database import db, now_utc
from lacrecords.subject_access.checking import record_check
from lacrecords.subject_access.recording import record_request
from lacrecords.subject_access.searching import decide_candidate, search
from lacrecords.subject_access.standing import standing_of
from lacrecords.terms import SubjectLinkKind
from tests.factories.subject_access import check_of, make_records, new_request
from tests.factories.town import Town
from tests.journeys.answering import MINE, Answer, enters_day
from tests.journeys.conftest import Enter
from tests.journeys.council import Council, serve_council
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
WHO = "Wilfreda Ashgrove"
GUARDIAN = "Caldicott Guardian"
ADDRESSES: dict[str, str] = {}


def a_request_that_has_waited(town: Town) -> None:
    """A record with a mother; her daughter's request was searched for twelve days ago."""
    access = make_records(town)
    then = now_utc() - timedelta(days=12)
    new = new_request(received_on=then.date(), asker_name=WHO)
    number = record_request(access.guardian, new, then).id
    record_check(access.guardian, number, check_of(shown_on=then.date()), then)
    row = search(access.guardian, number, then)
    for place in standing_of(number, then).undecided:
        same = place == (SubjectLinkKind.CHILD, access.child_id)
        decide_candidate(access.guardian, number, row.id, place, same, "Read both.", then)
    db.session.flush()
    ADDRESSES[GUARDIAN] = _email(access.guardian.account_id)


def _email(account_id: int | None) -> str:
    table = db.metadata.tables["accounts"]
    found = db.session.execute(db.select(table.c.email).where(table.c.id == account_id))
    return str(found.scalar_one())


@pytest.fixture(scope="module")
def council(browser: Browser) -> Iterator[Council]:
    """The council of the other journeys, with a Caldicott Guardian and a waiting request."""
    with serve_council(further=a_request_that_has_waited) as council:
        council.emails.update(ADDRESSES)
        yield council


def test_a_spoken_request_is_written_down_and_the_person_is_found(enter: Enter) -> None:
    officer = enter("duty officer")
    _writes_it_down(officer)
    guardian = enter(GUARDIAN)
    guardian.follows("Information requests")
    guardian.sees("Information requests", "The ageing list of information requests")
    guardian.page.get_by_role("link", name="Odette Marchbanks", exact=True).click()
    guardian.sees("Odette Marchbanks", "A request that nobody has worked yet")
    _shows_who_asks(guardian)
    guardian.presses("Search everything that is held")
    guardian.sees("Who came up", "Nobody came up of that name")


def _writes_it_down(officer: Person) -> None:
    officer.follows("Information requests")
    officer.sees("Information requests", "The duty desk sees its own requests")
    officer.presses("Record a request")
    officer.sees("Record an information request", "A request to be written down")
    officer.presses("Record the request")
    officer.sees("Record an information request", "What was left out is said at the request")
    officer.reads("Enter the day the request reached us")
    enters_day(officer, "Day it reached us", date.today())
    officer.chooses("Said on the telephone")
    officer.chooses("An adult, for themselves")
    officer.types("Name of whoever asks", "Odette Marchbanks")
    officer.types("How can they be reached?", "01632 960771")
    officer.types("First name of the person", "Odette")
    officer.types("Last name of the person", "Marchbanks")
    officer.chooses("Yes", "Do they ask for everything?")
    officer.presses("Record the request")
    officer.sees("Odette Marchbanks", "What the duty desk reads of a request")
    officer.does_not_read("Search everything")


def _shows_who_asks(guardian: Person) -> None:
    guardian.presses("Record who asks was shown")
    guardian.sees("Record who asks was shown", "How who asks was shown")
    enters_day(guardian, "On which day was it shown?", date.today())
    guardian.chooses("Saw documents in person")
    guardian.types("What was seen?", "Passport")
    guardian.chooses("It is confirmed")
    guardian.presses("Record the check")
    guardian.sees("Odette Marchbanks", "Who asks is shown")


def test_a_pack_goes_from_the_record_to_the_release_by_two(enter: Enter) -> None:
    guardian = enter(GUARDIAN)
    answer = Answer(guardian, enter("designated manager"), WHO, _opens_it(guardian))
    answer.assembles()
    answer.decides_every_proposal()
    _redacts(guardian, answer.path)
    _is_asked_on_harm(guardian, answer)
    answer.answers_on_harm()
    answer.is_given_to_second()
    answer.is_released()
    text = answer.document()
    assert "Philippa" not in text
    assert "[left out]" in text
    answer.is_handed_over()
    expect(guardian.page.locator("main")).to_contain_text("Gone: Handed over in person")


def _opens_it(guardian: Person) -> str:
    guardian.follows("Information requests")
    guardian.sees("Information requests", "A request whose person is found")
    guardian.page.get_by_role("link", name=WHO, exact=True).click()
    guardian.sees(WHO, "The pack is to be assembled")
    return "/" + guardian.page.url.split("/", 3)[3]


def _redacts(guardian: Person, path: str) -> None:
    guardian.go(f"{path}/pack/1")
    guardian.sees(MINE, "A page to read")
    guardian.page.get_by_role("link", name=re.compile("^Choose words")).first.click()
    guardian.sees("Choose words of a line", "Single words can be chosen")
    guardian.page.get_by_role("checkbox").first.check()
    guardian.picks("On which ground?", "Given in confidence")
    guardian.presses("Leave out the ticked words")
    guardian.sees(MINE, "A word is left out")
    guardian.page.get_by_role("link", name=re.compile("^Let it stand again")).first.click()
    guardian.sees("Let words stand again", "Words can stand again")
    guardian.types("Why?", "It is her own.")
    guardian.presses("Let them stand again")
    guardian.sees(MINE, "The words stand again")


def _is_asked_on_harm(guardian: Person, answer: Answer) -> None:
    guardian.go(answer.path)
    guardian.sees(WHO, "Somebody must answer on serious harm")
    guardian.presses("Ask about serious harm")
    guardian.sees("Ask about serious harm", "To whom the question on serious harm goes")
    guardian.chooses("The designated manager")
    guardian.presses("Ask them")
    guardian.sees(WHO, "The designated manager is asked")
    answer.manager.follows("Tasks")
    answer.manager.sees("Tasks", "The question on serious harm is a task")
    answer.manager.reads("Say whether a release would be likely to cause serious harm")
