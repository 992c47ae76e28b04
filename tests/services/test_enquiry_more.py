"""More is asked than the fixed answer: somebody else decides, once; the words need a good check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from lacrecords.database import db, transaction
from lacrecords.enquiries.errors import CheckRunOut, EnquiryError, StepOutOfOrder
from lacrecords.enquiries.models import Enquiry
from lacrecords.enquiries.outcome_models import MoreAsked, MoreTold
from lacrecords.enquiries.services.more_asked import (
    ask_manager,
    decide_more_asked,
    record_more_told,
)
from lacrecords.notifications.models import Task
from lacrecords.terms import MatchAnswer, TaskKind, VerificationOutcome
from tests.factories.enquiries import ask, check, children_of, decide
from tests.factories.town import NOW, Town, make_child
from tests.support.calls import council

WORDS = "Yes. The child is on a plan."
LATER = NOW + timedelta(minutes=20)
TOO_LATE = NOW + timedelta(minutes=63)


@pytest.fixture
def town(database: str) -> Iterator[Town]:
    with council(database) as there, there.app.app_context():
        yield there.town


def asked_for_more(town: Town, *, confirmed: bool = True) -> tuple[Enquiry, str]:
    make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
    enquiry = ask(town)
    shown = VerificationOutcome.CONFIRMED if confirmed else VerificationOutcome.NOT_CONFIRMED
    check(town, enquiry, shown)
    child = children_of(enquiry)[0]
    if confirmed:
        decide(town, child, MatchAnswer.NOT_KNOWN)
    row = ask_manager(town.duty_officer, child, " Is there a plan? ", town.procedure, NOW)
    return enquiry, row.reference


def share(town: Town, reference: str, *, shared: bool = True, words: str = WORDS) -> MoreAsked:
    return decide_more_asked(
        town.duty_manager, reference, shared, "A strategy meeting needs it", words, LATER
    )


def test_the_manager_on_shift_has_a_task_of_one_hour_which_the_decision_closes(town: Town) -> None:
    with transaction():
        _, reference = asked_for_more(town)
        task = db.session.scalars(select(Task).where(Task.kind == TaskKind.MORE_ASKED)).one()
        assert task.account_id == town.duty_manager.account_id
        assert task.due_at == NOW + timedelta(minutes=60)
        row = share(town, reference)
    assert (row.words, row.decided_by) == (WORDS, town.duty_manager.key)
    assert task.closed_by == town.duty_manager.key


def test_whoever_took_the_request_does_not_decide_it(town: Town) -> None:
    with transaction():
        _, reference = asked_for_more(town)
        with pytest.raises(EnquiryError, match="another manager"):
            decide_more_asked(town.duty_officer, reference, True, "Why", WORDS, LATER)


def test_it_is_decided_once(town: Town) -> None:
    with transaction():
        _, reference = asked_for_more(town)
        share(town, reference, shared=False, words="")
        with pytest.raises(StepOutOfOrder):
            share(town, reference)
    assert db.session.scalars(select(MoreAsked.shared)).one() is False


def test_reasons_are_needed_and_words_where_more_is_shared(town: Town) -> None:
    with transaction():
        _, reference = asked_for_more(town)
        with pytest.raises(EnquiryError, match="exact words"):
            share(town, reference, words="  ")
        with pytest.raises(EnquiryError, match="reasons"):
            decide_more_asked(town.duty_manager, reference, False, " ", "", LATER)


def test_words_are_told_only_after_a_decision_to_share(town: Town) -> None:
    with transaction():
        _, reference = asked_for_more(town)
        with pytest.raises(StepOutOfOrder):
            record_more_told(town.duty_officer, reference, LATER)
        share(town, reference, shared=False, words="")
        with pytest.raises(StepOutOfOrder):
            record_more_told(town.duty_officer, reference, LATER)
    assert db.session.scalar(select(MoreTold.id)) is None


def test_the_words_rest_on_a_check_that_is_good_at_that_moment(town: Town) -> None:
    with transaction():
        enquiry, reference = asked_for_more(town)
        share(town, reference)
        with pytest.raises(CheckRunOut):
            record_more_told(town.duty_officer, reference, TOO_LATE)
        check(town, enquiry, VerificationOutcome.NOT_CONFIRMED, now=LATER)
        with pytest.raises(CheckRunOut):
            record_more_told(town.duty_officer, reference, LATER + timedelta(minutes=5))
        check(town, enquiry, now=TOO_LATE)
        told = record_more_told(town.duty_officer, reference, TOO_LATE + timedelta(minutes=5))
    assert told.words == WORDS


def test_the_words_are_recorded_as_said_once(town: Town) -> None:
    with transaction():
        _, reference = asked_for_more(town)
        share(town, reference)
        record_more_told(town.duty_officer, reference, LATER)
        with pytest.raises(StepOutOfOrder):
            record_more_told(town.duty_officer, reference, LATER)
    assert len(db.session.scalars(select(MoreTold)).all()) == 1


def test_more_is_never_told_on_an_enquiry_that_was_not_confirmed(town: Town) -> None:
    with transaction():
        _, reference = asked_for_more(town, confirmed=False)
        share(town, reference)
        with pytest.raises(CheckRunOut):
            record_more_told(town.duty_officer, reference, LATER)


def at_once(app: Flask, works: list[Callable[[], object]]) -> list[str]:
    """Do all of this at the same moment, each in a transaction; what came of each."""
    start = Barrier(len(works))

    def one(work: Callable[[], object]) -> str:
        with app.app_context():
            start.wait(timeout=30)
            try:
                with transaction():
                    work()
            except StepOutOfOrder:
                return "told"
            return "done"

    with ThreadPoolExecutor(len(works)) as threads:
        return sorted(threads.map(one, works))


def test_of_managers_who_decide_at_once_one_decides_and_the_others_are_told(
    database: str,
) -> None:
    with council(database) as there:
        _, reference = there.do(lambda: asked_for_more(there.town))

        def decide_it() -> object:
            return share(there.town, reference)

        def say_it() -> object:
            return record_more_told(there.town.duty_officer, reference, LATER)

        assert at_once(there.app, [decide_it] * 4) == ["done", *["told"] * 3]
        assert at_once(there.app, [say_it] * 4) == ["done", *["told"] * 3]
