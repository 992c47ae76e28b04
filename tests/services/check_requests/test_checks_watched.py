"""The worker looks again for everybody who was searched for, and tells our own people once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from lacrecords.audit import services as audit
from lacrecords.check_requests.answer_models import CheckFoundSince, CheckSearch
from lacrecords.check_requests.answering import consider_telling, record_reply_gone
from lacrecords.check_requests.candidates import search_page
from lacrecords.check_requests.ending import end_request
from lacrecords.check_requests.pages import request_page
from lacrecords.check_requests.searching import search
from lacrecords.check_requests.standing import RequestStanding, standings_of
from lacrecords.check_requests.values import NewEnd
from lacrecords.check_requests.watching import look_again
from lacrecords.children.restrictions import Restrict, restrict_record
from lacrecords.database import db, transaction
from lacrecords.duties import DUTIES, LONG_DUTIES, RECORD_DUTIES
from lacrecords.notifications.climbing import climb_overdue
from lacrecords.notifications.models import Notification, Task
from lacrecords.terms import CheckEnd, MissingPart, NotificationKind, Role, TaskKind
from tests.factories.checks import (
    Desk,
    again,
    asked,
    consented,
    make_adult,
    procedure,
    ready,
    searched,
)
from tests.factories.checks_since import (
    WRITTEN,
    join_household,
    make_known_and_stranger,
    notify_of,
)
from tests.factories.staff import MAKER
from tests.factories.town import NOW

AGAIN, CONSIDER = TaskKind.CHECK_SEARCH_AGAIN, TaskKind.CHECK_ANSWER_CHANGED


def look(at: datetime = NOW) -> int:
    return look_again(procedure(), at)


def tasks(kind: TaskKind, is_open: bool = True) -> list[Task]:
    closed = Task.closed_at.is_(None) if is_open else Task.closed_at.is_not(None)
    return list(db.session.scalars(select(Task).where(Task.kind == kind, closed)))


def told_rows() -> int:
    return db.session.scalar(select(func.count(CheckFoundSince.id))) or 0


def answered(desk: Desk) -> RequestStanding:
    standing = ready(desk)
    with transaction():
        record_reply_gone(desk.officer, standing.request.id, desk.email_id, procedure(), NOW)
    return again(standing)


def consider(desk: Desk, standing: RequestStanding, words: str = "A namesake") -> None:
    with transaction():
        consider_telling(desk.manager, standing.request.id, words, procedure(), NOW)


def test_the_worker_looks_again_every_few_minutes() -> None:
    (duty,) = (
        one for one in DUTIES + LONG_DUTIES + RECORD_DUTIES if one.name == "checks_looked_again"
    )
    assert duty.every <= timedelta(minutes=10)


@pytest.mark.parametrize("written", list(WRITTEN))
def test_an_open_request_that_finds_more_opens_a_task_once(desk: Desk, written: str) -> None:
    with transaction():
        known, stranger = make_known_and_stranger()
    standing = searched(desk, consented(desk, asked(desk)))
    assert look() == 0 and told_rows() == 0
    with transaction():
        WRITTEN[written](desk, known, stranger)
    assert [look(), look()] == [1, 0]
    (task,) = tasks(AGAIN)
    assert task.role is Role.DESIGNATED_MANAGER
    assert task.matter_reference == standing.request.reference
    bulk = standings_of((standing.request.id,), procedure())[standing.request.id]
    assert MissingPart.SEARCH_AGAIN in bulk.missing, "the list says so without looking"
    searched(desk, again(standing))
    assert tasks(AGAIN) == [] and [one.closing_words for one in tasks(AGAIN, is_open=False)] == [
        "Searched again."
    ]
    assert look() == 0


def test_what_is_told_names_nobody_and_does_not_reach_the_duty_desk(desk: Desk) -> None:
    searched(desk, consented(desk, asked(desk)))
    answered(desk)
    with transaction():
        notify_of(desk)
    assert look() == 2
    later = NOW
    for _ in range(6):
        later += timedelta(days=1)
        climb_overdue(later)
    kind = NotificationKind.CHECK_REGISTER_CHANGED
    told = db.session.scalars(select(Notification).where(Notification.kind == kind)).all()
    assert told and {row.role for row in told} <= {Role.DESIGNATED_MANAGER, None}
    assert not [row for row in told if row.team_id == desk.town.duty_team_id]
    said = " ".join(row.why for row in told) + " ".join(
        one.why for kind in (AGAIN, CONSIDER) for one in tasks(kind)
    )
    assert not [word for word in ("Isadora", "Pennyfeather", "Damson", "1984") if word in said]
    assert not [row for row in told if row.child_id]


def test_more_that_comes_while_the_task_is_open_is_kept_and_told_by_it(desk: Desk) -> None:
    searched(desk, consented(desk, asked(desk)))
    with transaction():
        who = make_adult()
    assert look() == 1
    with transaction():
        notify_of(desk, person_id=who)
    assert [look(), look()] == [1, 0]
    assert told_rows() == 2 and len(tasks(AGAIN)) == 1


def test_two_people_of_a_request_are_both_searched_again_before_the_task_is_done(
    desk: Desk,
) -> None:
    (said,) = (one.said for one in asked(desk).people)
    standing = searched(desk, consented(desk, asked(desk, said, said)))
    with transaction():
        make_adult()
    assert look() == 1 and told_rows() == 2
    now = again(standing)
    with transaction():
        search(desk.manager, now, now.people[0], NOW)
    assert len(tasks(AGAIN)) == 1
    searched(desk, again(standing))
    assert tasks(AGAIN) == []


def test_a_request_that_ends_asks_for_no_search(desk: Desk) -> None:
    standing = searched(desk, consented(desk, asked(desk)))
    with transaction():
        make_adult()
    assert look() == 1
    with transaction():
        end = NewEnd(ended_as=CheckEnd.REQUESTER_WITHDREW, words="She rang")
        end_request(desk.officer, standing.request.id, end, NOW)
    assert tasks(AGAIN) == []
    with transaction():
        notify_of(desk)
    assert look() == 0


def test_an_answer_that_would_be_another_today_is_considered_each_time(desk: Desk) -> None:
    standing = answered(desk)
    assert look() == 0
    with transaction():
        who = make_adult()
    assert [look(), look()] == [1, 0] and len(tasks(CONSIDER)) == 1 and tasks(AGAIN) == []
    standing = again(standing)
    assert len(standing.to_consider) == 1 and standing.reply is not None
    for words in ("A namesake", "Said again"):
        consider(desk, standing, words)
    (task,) = tasks(CONSIDER, is_open=False)
    assert task.closing_words == "A namesake" and again(standing).to_consider == ()
    texts = [event.text for event in request_page(again(standing)).events]
    assert texts.count("A namesake") == 1
    assert look() == 0, "what was considered is not told again"
    with transaction():
        notify_of(desk, person_id=who)
    assert look() == 1 and len(tasks(CONSIDER)) == 1


def test_an_answer_is_watched_for_the_days_of_the_setting(desk: Desk) -> None:
    answered(desk)
    with transaction():
        make_adult()
    days = timedelta(days=procedure().suitability_answer_watched_days)
    assert look(NOW + days + timedelta(minutes=1)) == 0
    assert look(NOW + days) == 1


def test_whoever_is_found_since_the_answer_is_shown_to_those_who_may_see_it(desk: Desk) -> None:
    standing = answered(desk)
    with transaction():
        reference = notify_of(desk)
    look()
    (one,) = again(standing).people
    page = search_page(desk.manager, one, NOW)
    assert page is not None and page.people == () and not page.others_since
    assert [shown.risk_references for shown in page.since] == [(reference,)]
    kept_from = search_page(desk.town.lead, one, NOW)
    assert kept_from is not None and kept_from.since == () and kept_from.others_since


def test_of_a_closed_record_its_owner_is_told_after_the_answer(desk: Desk) -> None:
    standing = answered(desk)
    with transaction():
        child_id = join_household(desk, make_adult())
        owner = desk.town.team_manager
        assert owner.account_id is not None
        value = Restrict(owner_id=owner.account_id, reader_ids=(), reason="x", shown_id=None)
        restrict_record(desk.manager, child_id, value, NOW)
    assert [look(), look()] == [1, 0]
    kind = NotificationKind.RESTRICTED_RECORD
    told = db.session.scalars(
        select(Notification).where(Notification.kind == kind, Notification.matter.is_not(None))
    ).one()
    assert told.account_id == owner.account_id and "Speak to the designated manager" in told.why
    page = search_page(desk.manager, again(standing).people[0], NOW)
    assert page is not None and page.since == () and page.others_since


def test_one_that_cannot_be_compared_holds_up_nobody_else(desk: Desk) -> None:
    broken = searched(desk, consented(desk, asked(desk)))
    whole = searched(desk, consented(desk, asked(desk)))
    row = broken.people[0].search
    assert row is not None
    with transaction():
        bare = CheckSearch(
            check_request_id=row.check_request_id,
            checked_person_id=row.checked_person_id,
            person_version_id=row.person_version_id,
            consent_id=row.consent_id,
            searched_by=row.searched_by,
            searched_at=row.searched_at,
            evidence={"candidates": [{"person_id": 1, "closed": True}], "register": {}},
        )
        db.session.add(bare)
        audit.record(MAKER, "person_searched", "check_request", row.check_request_id)
        make_adult()
    assert look() == 1
    assert [one.matter_reference for one in tasks(AGAIN)] == [whole.request.reference]
