"""A decision of the month before is drawn and reviewed; the year's report counts both."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from lacrecords.database import now_utc
from lacrecords.demo.peer_reviews import (
    PLANNED,
    Deciders,
    decide_last_month,
    draw_last_month,
    last_month_at,
)
from tests.factories.town import Town
from tests.journeys.conftest import Enter
from tests.journeys.council import Council, serve_council
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
DOUBT = "Saturday alone would have done."
ANSWER = "The mother agreed to all of it."
QUESTIONS = (
    "Was the purpose clear?",
    "Was consent handled rightly?",
    "Was the right person checked?",
    "Would you have decided the same?",
)


def last_months_decisions(town: Town) -> None:
    """The designated manager begins them, the team manager decides: the other manager reviews."""
    now = now_utc()
    people = Deciders(town.designated_manager, town.team_manager, town.procedure)
    for planned in PLANNED:
        decide_last_month(people, planned, last_month_at(now))
    draw_last_month(town.procedure, now)


@pytest.fixture(scope="module")
def council(browser: Browser) -> Iterator[Council]:
    """A council in which two decisions were drawn."""
    with serve_council(further=last_months_decisions) as council:
        yield council


def test_a_drawn_decision_is_reviewed_answered_and_counted(enter: Enter) -> None:
    path = _reviews(enter("manager on shift"))
    _answers(enter("team manager"), path)
    _reads_the_year(enter("designated manager"))


def _reviews(reviewer: Person) -> str:
    reviewer.sees("Inbox", "A decision was drawn for the manager to review")
    reviewer.reads("A decision whether to share was drawn for you to review")
    reviewer.follows("Tasks")
    reviewer.sees("Tasks", "The review is a task with a clock")
    reviewer.follows("Review a decision whether to share")
    reviewer.sees("Review a decision whether to share", "What is to be done, and by when")
    reviewer.follows_reference()
    reviewer.sees("Peer review of a decision", "The decision in short")
    path = reviewer.page.url.removeprefix(reviewer.council.address)
    reviewer.presses("Review this decision")
    reviewer.sees("Review a decision", "Five short questions")
    for question in QUESTIONS:
        reviewer.chooses("Yes", question)
    reviewer.chooses("Cannot tell", "Was the least shared that would do?")
    reviewer.presses("Keep the review")
    reviewer.sees("Review a decision", "An answer other than yes needs words")
    reviewer.types("About how much was shared", DOUBT)
    reviewer.presses("Keep the review")
    reviewer.sees("Peer review of a decision", "The review is kept")
    reviewer.reads(DOUBT)
    reviewer.go("/sharing-decisions/reviews")
    reviewer.sees("Peer reviews", "One review waits, one is done")
    reviewer.reads("1 review")
    return path


def _answers(decider: Person, path: str) -> None:
    decider.sees("Inbox", "Whoever decided is told of the review")
    decider.follows("A colleague has reviewed a decision of yours")
    decider.sees("A colleague has reviewed a decision of yours", "What the decider is told")
    decider.follows_reference()
    decider.sees("Peer review of a decision", "The decider reads it")
    assert decider.page.url.endswith(path)
    decider.presses("Answer the review")
    decider.sees("Answer the review", "The answer stands beside the review")
    decider.types("Your answer to the review", ANSWER)
    decider.presses("Keep the answer")
    decider.sees("Peer review of a decision", "Both are kept")
    decider.reads(ANSWER)


def _reads_the_year(manager: Person) -> None:
    manager.follows("Sharing")
    manager.sees("Deciding whether to share", "The list that leads to looking back")
    manager.follows("Register of decisions")
    manager.sees("Register of decisions", "Every decision, how it ended and on what it rests")
    manager.reads("Emeline Hartwood")
    manager.picks("Outcome", "Do not share")
    manager.presses("Show")
    manager.sees("Register of decisions", "Only those not to share")
    manager.does_not_read("Emeline Hartwood")
    manager.follows("Sharing in figures")
    manager.sees("Sharing in figures", "The years of which there is a report")
    manager.page.get_by_role("main").get_by_role("link").first.click()
    manager.sees(re.compile("^Deciding whether to share, "), "The year's report as it is")
    manager.reads("What was decided")
    manager.reads("Reviews that whoever decided answered")
    manager.does_not_read("Hartwood")
