"""The result of a suitability check, the answer that goes out, and what waits instead."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lacrecords.check_requests.answering import (
    decide_result,
    record_referral,
    record_reply_gone,
    reply_addresses,
    results_offered,
)
from lacrecords.check_requests.checking import withdraw_consent
from lacrecords.check_requests.pages import request_page
from lacrecords.check_requests.person_standing import PersonStanding
from lacrecords.check_requests.searching import decide_candidate
from lacrecords.check_requests.standing import RequestStanding
from lacrecords.check_requests.values import CheckRefused, NewResult
from lacrecords.children.households import RecordHouseholdMember, record_household_member
from lacrecords.database import db, transaction
from lacrecords.notifications.climbing import climb_overdue
from lacrecords.notifications.models import Notification, Task
from lacrecords.terms import (
    CheckClock,
    CheckResult,
    MissingPart,
    NotificationKind,
    PersonAnswer,
    Role,
    TaskKind,
)
from tests.factories.checks import (
    MAILBOX,
    Desk,
    again,
    asked,
    consented,
    decided,
    make_adult,
    procedure,
    ready,
    rung_back,
    searched,
)
from tests.factories.town import NOW, make_child


def open_tasks(kind: TaskKind) -> int:
    found = select(func.count(Task.id)).where(Task.kind == kind, Task.closed_at.is_(None))
    return db.session.scalar(found) or 0


def send(desk: Desk, standing: RequestStanding, point_id: int) -> None:
    record_reply_gone(desk.officer, standing.request.id, point_id, procedure(), NOW)


def found_one(desk: Desk) -> tuple[int, int]:
    """An adult in a child's household who looks like the person who is checked."""
    with transaction():
        child_id, person_id = make_child(case_open=True), make_adult("Isadora", "Tollemache")
        member = RecordHouseholdMember(
            person_id=person_id,
            relationship="Aunt",
            lives_with_child=False,
            parental_responsibility=False,
        )
        record_household_member(desk.manager, child_id, member, NOW)
    return child_id, person_id


def decide(
    desk: Desk, person_id: int, answer: PersonAnswer, standing: RequestStanding
) -> RequestStanding:
    one: PersonStanding = again(standing).people[0]
    with transaction():
        decide_candidate(desk.manager, one, person_id, answer, "Weighed it", NOW)
    return again(standing)


@pytest.mark.parametrize(
    ("answer", "offered"),
    [
        (PersonAnswer.SAME, set(CheckResult)),
        (PersonAnswer.NOT_THE_SAME, {CheckResult.NOTHING_KNOWN}),
        (PersonAnswer.CANNOT_TELL, {CheckResult.INFORMATION, CheckResult.REFER_ALLEGATION}),
    ],
)
def test_the_result_fits_what_a_person_decided(
    desk: Desk, answer: PersonAnswer, offered: set[CheckResult]
) -> None:
    child_id, person_id = found_one(desk)
    standing = searched(desk, consented(desk, rung_back(desk, asked(desk))))
    assert standing.missing == (MissingPart.DECISIONS,)
    (candidate,) = standing.people[0].search.evidence["candidates"]  # type: ignore[union-attr]
    assert candidate["child_ids"] == [child_id] and candidate["reasons"]
    with pytest.raises(CheckRefused, match="still missing"):
        decided(desk, standing)
    standing = decide(desk, person_id, answer, standing)
    assert standing.missing == () and results_offered(standing) == offered


def test_a_later_decision_takes_the_place_of_the_one_before(desk: Desk) -> None:
    _, person_id = found_one(desk)
    standing = searched(desk, consented(desk, asked(desk)))
    for answer in (PersonAnswer.CANNOT_TELL, PersonAnswer.NOT_THE_SAME):
        standing = decide(desk, person_id, answer, standing)
    assert results_offered(standing) == {CheckResult.NOTHING_KNOWN}


@pytest.mark.parametrize("result", [CheckResult.INFORMATION, CheckResult.REFER_ALLEGATION])
def test_what_may_not_be_sent_from_here_waits_and_its_clock_runs(
    desk: Desk, result: CheckResult
) -> None:
    _, person_id = found_one(desk)
    standing = searched(desk, consented(desk, rung_back(desk, asked(desk))))
    decide(desk, person_id, PersonAnswer.SAME, standing)
    standing = decided(desk, again(standing), result)
    assert standing.waits_for_sharing_decision and standing.result is not None
    assert standing.result.words == "" and not standing.may_send
    with pytest.raises(CheckRefused), transaction():
        send(desk, standing, desk.email_id)
    assert standing.clock(standing.request.due_at) is CheckClock.OVERDUE
    referred = 1 if result is CheckResult.REFER_ALLEGATION else 0
    assert open_tasks(TaskKind.ALLEGATION_REFERRAL) == referred


def test_a_referral_is_made_also_after_the_consent_was_taken_back(desk: Desk) -> None:
    _, person_id = found_one(desk)
    standing = searched(desk, consented(desk, asked(desk)))
    decide(desk, person_id, PersonAnswer.SAME, standing)
    standing = decided(desk, again(standing), CheckResult.REFER_ALLEGATION)
    with transaction():
        withdraw_consent(desk.officer, standing, standing.people[0], "She rang", NOW)
    assert open_tasks(TaskKind.ALLEGATION_REFERRAL) == 1
    for _ in range(2):
        ended = again(standing)
        with transaction():
            record_referral(desk.manager, ended, "Hesper Dunmore", "Will ring", NOW)
    assert open_tasks(TaskKind.ALLEGATION_REFERRAL) == 0
    assert request_page(again(standing)).referral is not None


def test_words_that_changed_since_the_page_was_shown_are_read_again(desk: Desk) -> None:
    standing = searched(desk, consented(desk, asked(desk)))
    new = NewResult(
        result=CheckResult.NOTHING_KNOWN, reasons="Read it", shown_words="We have no worries."
    )
    with pytest.raises(CheckRefused, match="words have changed"), transaction():
        decide_result(desk.manager, standing, new, procedure(), NOW)


def test_the_answer_goes_to_no_address_that_was_given(desk: Desk) -> None:
    standing = ready(desk)
    assert [one.value for one in reply_addresses(standing, NOW)] == [MAILBOX]
    with pytest.raises(CheckRefused, match="in the directory"), transaction():
        send(desk, standing, desk.town.telephone_id)


def test_a_referral_does_not_climb_to_the_duty_desk(desk: Desk) -> None:
    _, person_id = found_one(desk)
    standing = searched(desk, consented(desk, asked(desk)))
    decide(desk, person_id, PersonAnswer.SAME, standing)
    decided(desk, again(standing), CheckResult.REFER_ALLEGATION)
    kind = NotificationKind.ALLEGATION_REFERRAL
    later = NOW
    for _ in range(6):
        later += timedelta(hours=3)
        climb_overdue(later)
    told = db.session.scalars(select(Notification).where(Notification.kind == kind)).all()
    assert told and told[0].role is Role.DESIGNATED_MANAGER and told[0].task_id
    assert not [row for row in told if row.team_id == desk.town.duty_team_id]
