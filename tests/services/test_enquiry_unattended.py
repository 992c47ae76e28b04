"""Enquiries that nobody checks or answers: every duty holds, and nothing is done twice (A3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lacrecords.audit.actors import WORKER
from lacrecords.database import db, transaction
from lacrecords.enquiries.models import Enquiry, MatchDecision
from lacrecords.enquiries.outcome_models import ContactRecord
from lacrecords.enquiries.queries.answers import answer_page
from lacrecords.enquiries.services.checking import open_candidates_to_protect
from lacrecords.enquiries.services.unattended import settle_enquiries_left_unchecked
from lacrecords.enquiries.unknown_models import Consideration
from lacrecords.notifications.models import JoinedNotice, Notification, Task
from lacrecords.terms import (
    MatchAnswer,
    NotificationKind,
    TaskKind,
    TellingKind,
    VerificationOutcome,
)
from tests.factories.enquiries import CHILD, STRANGER, ask, check, children_of, decide
from tests.factories.town import NOW, Town, make_child
from tests.support.calls import council

HOUR = timedelta(minutes=60)
LEFT = NOW + HOUR


@pytest.fixture
def town(database: str) -> Iterator[Town]:
    with council(database) as there, there.app.app_context():
        yield there.town


def settle(town: Town, at: object = LEFT) -> int:
    return settle_enquiries_left_unchecked(WORKER, town.procedure, at)  # type: ignore[arg-type]


def answers() -> list[tuple[MatchAnswer, bool]]:
    rows = db.session.scalars(select(MatchDecision).order_by(MatchDecision.id))
    return [(row.answer, row.by_person) for row in rows]


def number(what: type) -> int:
    return db.session.scalar(select(func.count()).select_from(what)) or 0


def test_it_waits_for_the_minutes_of_the_setting_and_settles_once(town: Town) -> None:
    with transaction():
        ask(town)
        assert settle(town, LEFT - timedelta(seconds=1)) == 0
        assert settle(town) == 1
        assert settle(town, LEFT + HOUR) == 0
        slow = replace(town, procedure=replace(town.procedure, check_not_recorded_minutes=5))
        ask(town)
        assert settle(slow, NOW + timedelta(minutes=5)) == 1


def test_a_strong_match_counts_as_the_child_and_tells_the_lead_social_worker(town: Town) -> None:
    with transaction():
        make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        ask(town)
        settle(town)
    assert answers() == [(MatchAnswer.SAME, False)]
    rows = db.session.scalars(select(Notification))
    assert {(row.account_id or row.team_id, row.kind, row.child_id is None) for row in rows} == {
        (town.lead.account_id, NotificationKind.ENQUIRY_ABOUT_CHILD, False),
        (town.duty_team_id, NotificationKind.ENQUIRER_NOT_CONFIRMED, True),
    }


def test_no_candidate_makes_a_contact_record_and_a_second_one_a_consideration(town: Town) -> None:
    with transaction():
        ask(town, STRANGER)
        ask(town, STRANGER)
        assert settle(town) == 2
    assert answers() == [(MatchAnswer.NOT_KNOWN, False)] * 2
    assert (number(ContactRecord), number(Consideration)) == (2, 1)


def test_anything_between_is_a_match_task_of_one_hour_for_the_manager_on_shift(town: Town) -> None:
    with transaction():
        for line1 in ("14 Quince Row", "15 Quince Row"):
            make_child(line1=line1, case_open=False)
        ask(town, replace(CHILD, line1="", postcode=""))
        settle(town)
    assert answers() == [(MatchAnswer.CANNOT_TELL, False)]
    task = db.session.scalars(select(Task)).one()
    assert (task.kind, task.due_at) == (TaskKind.MATCH, LEFT + HOUR)
    assert task.account_id == town.duty_manager.account_id


def test_a_child_that_nobody_decided_is_settled_though_another_of_the_call_was(town: Town) -> None:
    with transaction():
        enquiry = ask(town, STRANGER, CHILD)
        worker = town.duty_social_worker
        open_candidates_to_protect(worker, enquiry.id, "He is at the door", True, NOW)
        decide(town, children_of(enquiry)[0], MatchAnswer.NOT_KNOWN, actor=worker)
        assert settle(town) == 1
    assert answers() == [(MatchAnswer.NOT_KNOWN, True), (MatchAnswer.NOT_KNOWN, False)]


def test_a_call_that_ended_after_a_confirmed_check_is_not_forgotten(town: Town) -> None:
    with transaction():
        make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        enquiry = ask(town)
        check(town, enquiry)
        assert settle(town) == 0
        assert settle(town, LEFT + timedelta(minutes=2)) == 1
    told = set(db.session.scalars(select(Notification.account_id)))
    assert told == {town.lead.account_id, town.duty_manager.account_id}
    assert db.session.scalars(select(Task.kind)).all() == [TaskKind.MATCH]
    page = answer_page(children_of(enquiry)[0].id, confirmed=True)
    assert page is not None
    assert [one.kind for one in page.sentences] == [TellingKind.RING_BACK]
    assert (page.child_reference, page.decision_words) == (None, "")


def everything_done() -> tuple[int, ...]:
    return tuple(map(number, (Notification, JoinedNotice, Task, ContactRecord, Consideration)))


def confirm_and_decide(town: Town, enquiry: Enquiry, child_id: int | None) -> None:
    answer = MatchAnswer.NOT_KNOWN if child_id is None else MatchAnswer.SAME
    check(town, enquiry, now=LEFT)
    decide(town, children_of(enquiry)[0], answer, child_id=child_id, now=LEFT)


def test_confirmed_later_nothing_is_done_twice_for_a_child_not_known(town: Town) -> None:
    with transaction():
        ask(town, STRANGER)
        enquiry = ask(town, STRANGER)
        settle(town)
        before = everything_done()
        confirm_and_decide(town, enquiry, None)
    assert everything_done() == before


def test_confirmed_later_the_unacknowledged_worker_is_not_told_twice(town: Town) -> None:
    with transaction():
        child_id = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        enquiry = ask(town)
        settle(town)
        before = everything_done()
        confirm_and_decide(town, enquiry, child_id)
    assert everything_done() == before


def test_confirmed_later_a_match_task_is_not_opened_twice(town: Town) -> None:
    with transaction():
        for line1 in ("14 Quince Row", "15 Quince Row"):
            make_child(line1=line1, case_open=False)
        enquiry = ask(town, replace(CHILD, line1="", postcode=""))
        settle(town)
        check(town, enquiry, now=LEFT)
        decide(town, children_of(enquiry)[0], MatchAnswer.CANNOT_TELL, now=LEFT)
    assert [task.kind for task in db.session.scalars(select(Task))].count(TaskKind.MATCH) == 1


def test_settled_by_hand_or_by_the_worker_a_call_is_settled_once(town: Town) -> None:
    with transaction():
        enquiry = ask(town, STRANGER)
        check(town, enquiry, VerificationOutcome.COULD_NOT_BE_DONE, contact_point_id=None)
        before = everything_done()
        assert settle(town, LEFT + HOUR) == 0
    assert everything_done() == before
    assert answers() == [(MatchAnswer.NOT_KNOWN, False)]
