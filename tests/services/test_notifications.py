"""Telling our own people: kept with its cause, to somebody active, once a call, once answered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from lacrecords.audit.actors import WORKER
from lacrecords.database import db, transaction
from lacrecords.notifications import queries, services
from lacrecords.notifications.models import Acknowledgement, FollowUp, Notification
from lacrecords.notifications.services import NewTask, Recipient, notify
from lacrecords.notifications.words import NOTIFICATION_WORDS, TASK_WORDS, clock_words
from lacrecords.queue.models import Job
from lacrecords.staff import services as staff
from lacrecords.staff.services import NewAbsence
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import NotificationKind, Role, TaskKind, TeamKind, Urgency
from tests.factories.notices import HOUR, MONDAY, make_child_identity, make_enquiry, notice
from tests.factories.staff import MAKER, make_account, make_team

pytestmark = pytest.mark.usefixtures("in_app")
TODAY = MONDAY.date()


def _away(who: SignedInActor, cover: SignedInActor | None = None, from_on: date = TODAY) -> None:
    absence = NewAbsence(
        account_id=who.account_id,
        from_on=from_on,
        to_on=TODAY + timedelta(days=30),
        cover_id=cover.account_id if cover else None,
    )
    staff.record_absence(MAKER, absence, MONDAY)


def _count(table: type[Notification] | type[Job] | type[FollowUp] | type[Acknowledgement]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def _to(person: SignedInActor) -> Recipient:
    return Recipient(account_id=person.account_id)


def _told(number: int) -> Recipient:
    row = db.session.get_one(Notification, number)
    return Recipient(row.account_id, row.team_id, row.role)


def test_a_notification_and_its_job_are_kept_together_or_not_at_all() -> None:
    with transaction():
        worker = make_account(Role.LEAD_SOCIAL_WORKER)
    with pytest.raises(RuntimeError), transaction():
        notify(MAKER, notice(_to(worker)), MONDAY)
        raise RuntimeError
    assert (_count(Notification), _count(Job)) == (0, 0)
    with transaction():
        notify(MAKER, notice(_to(worker)), MONDAY)
    assert (_count(Notification), _count(Job)) == (1, 1)


def test_somebody_away_is_stood_in_for_step_by_step() -> None:
    with transaction():
        team_manager = make_account(Role.TEAM_MANAGER)
        team = make_team(manager_id=team_manager.account_id)
        worker = make_account(Role.LEAD_SOCIAL_WORKER, team_id=team)
        cover = make_account(Role.LEAD_SOCIAL_WORKER, team_id=team)
        designated = make_account(Role.DESIGNATED_MANAGER)
        _away(worker, cover)
        told = [notify(MAKER, notice(_to(worker)), MONDAY)]
        _away(cover)
        told.append(notify(MAKER, notice(_to(worker)), MONDAY))
        _away(team_manager)
        told.append(notify(MAKER, notice(_to(worker)), MONDAY))
        duty = make_team(TeamKind.DUTY)
        officer = make_account(Role.DUTY_OFFICER, team_id=duty)
        _away(designated)
        told.append(notify(MAKER, notice(_to(worker)), MONDAY))
        assert officer.account_id
    assert [_told(number) for number in told] == [
        _to(cover),
        _to(team_manager),
        Recipient(role=Role.DESIGNATED_MANAGER),
        Recipient(team_id=duty),
    ]


def test_a_leaver_is_never_told_and_their_old_team_still_is() -> None:
    with transaction():
        team_manager = make_account(Role.TEAM_MANAGER)
        team = make_team(manager_id=team_manager.account_id)
        leaver = make_account(Role.LEAD_SOCIAL_WORKER, left_on=TODAY)
        make_account(Role.DESIGNATED_MANAGER)
    assert services.route_worker(leaver.account_id, team, TODAY) == _to(team_manager)
    assert services.route_worker(None, team, TODAY) == _to(team_manager)
    assert services.route_worker(None, None, TODAY) == Recipient(role=Role.DESIGNATED_MANAGER)


def test_one_call_is_one_notification_for_each_worker() -> None:
    with transaction():
        worker, other = (make_account(Role.LEAD_SOCIAL_WORKER) for _ in range(2))
        enquiry, reference = make_enquiry()
        children = [make_child_identity() for _ in range(3)]
        numbers = {
            notify(MAKER, notice(_to(worker), enquiry, child_id=child), MONDAY)
            for child, _ in children
        }
        again = notify(MAKER, notice(_to(worker), enquiry, child_id=children[0][0]), MONDAY)
        to_other = notify(MAKER, notice(_to(other), enquiry), MONDAY)
    assert numbers == {again}
    assert to_other not in numbers
    (item,) = queries.inbox_of(worker, MONDAY)
    assert [about.child_reference for about in item.about] == [name for _, name in children]
    assert item.enquiry_reference == reference


def test_other_calls_other_matters_and_greater_urgency_are_told_apart() -> None:
    with transaction():
        worker = make_account(Role.LEAD_SOCIAL_WORKER)
        one, other = make_enquiry()[0], make_enquiry()[0]
        routine = notice(_to(worker), one, urgency=Urgency.ROUTINE)
        told = [
            notify(MAKER, routine, MONDAY),
            notify(MAKER, notice(_to(worker), one), MONDAY),
            notify(MAKER, notice(_to(worker), other), MONDAY),
            notify(MAKER, notice(_to(worker), one, kind=NotificationKind.TASK), MONDAY),
            notify(MAKER, notice(_to(worker)), MONDAY),
            notify(MAKER, notice(_to(worker)), MONDAY),
        ]
    assert len(set(told)) == len(told)


def test_after_the_acknowledgement_only_what_is_new_is_told_and_stands_alone() -> None:
    with transaction():
        worker = make_account(Role.LEAD_SOCIAL_WORKER)
        enquiry = make_enquiry()[0]
        first = notify(MAKER, notice(_to(worker), enquiry), MONDAY)
    (item,) = queries.inbox_of(worker, MONDAY)
    with transaction():
        services.acknowledge(worker, item.reference, 1, MONDAY)
        sibling = notice(_to(worker), enquiry, kind=NotificationKind.SIBLING)
        assert notify(MAKER, sibling, MONDAY) != first
        assert notify(MAKER, notice(_to(worker), enquiry), MONDAY) == first


def test_what_joined_after_the_page_was_shown_is_not_acknowledged_unread() -> None:
    with transaction():
        worker = make_account(Role.LEAD_SOCIAL_WORKER)
        enquiry = make_enquiry()[0]
        notify(MAKER, notice(_to(worker), enquiry), MONDAY)
    (shown,) = queries.inbox_of(worker, MONDAY)
    with transaction():
        sibling = notice(_to(worker), enquiry, kind=NotificationKind.SIBLING)
        notify(MAKER, sibling, MONDAY)
    with pytest.raises(services.AddedSinceShown), transaction():
        services.acknowledge(worker, shown.reference, len(shown.about), MONDAY)
    assert queries.unread_count(worker) == 1


def test_an_answer_sent_twice_counts_once() -> None:
    with transaction():
        worker = make_account(Role.LEAD_SOCIAL_WORKER)
        notify(MAKER, notice(_to(worker)), MONDAY)
    reference = queries.inbox_of(worker, MONDAY)[0].reference
    for expected in (True, False):
        with transaction():
            assert services.acknowledge(worker, reference, 1, MONDAY) is expected
    for expected in (True, False):
        with transaction():
            done = services.record_follow_up(worker, reference, " Rang the school ", 1, MONDAY)
            assert done is expected
    with pytest.raises(ValueError, match="Words"), transaction():
        services.record_follow_up(worker, reference, "  ", 1, MONDAY)
    assert (_count(Acknowledgement), _count(FollowUp)) == (1, 1)
    assert queries.unread_count(worker) == 0
    item = queries.item(reference, worker, MONDAY)
    assert item is not None
    assert [kept.words for kept in item.follow_ups] == ["Rang the school"]


def test_a_follow_up_acknowledges_as_well() -> None:
    with transaction():
        worker = make_account(Role.LEAD_SOCIAL_WORKER)
        notify(MAKER, notice(_to(worker)), MONDAY)
    reference = queries.inbox_of(worker, MONDAY)[0].reference
    with transaction():
        services.record_follow_up(worker, reference, "Visited the family", 1, MONDAY)
    assert queries.unread_count(worker) == 0


def test_an_inbox_shows_ones_own_ones_teams_and_ones_roles_and_no_other() -> None:
    with transaction():
        team, other_team = make_team(), make_team()
        worker = make_account(Role.LEAD_SOCIAL_WORKER, team_id=team)
        stranger = make_account(Role.DIRECTOR, team_id=other_team)
        mine = [
            notify(MAKER, notice(recipient), MONDAY)
            for recipient in (
                _to(worker),
                Recipient(team_id=team),
                Recipient(role=Role.LEAD_SOCIAL_WORKER),
            )
        ]
        notify(MAKER, notice(_to(stranger)), MONDAY)
    items = queries.inbox_of(worker, MONDAY)
    assert sorted(item.id for item in items) == mine
    assert len(queries.inbox_of(stranger, MONDAY)) == 1
    for item in items:
        assert queries.item(item.reference, stranger, MONDAY) is None
        with pytest.raises(LookupError), transaction():
            services.acknowledge(stranger, item.reference, 1, MONDAY)
    assert queries.inbox_of(WORKER, MONDAY) == ()


def test_unread_and_urgent_stand_first_with_their_clock_in_words() -> None:
    with transaction():
        worker = make_account(Role.LEAD_SOCIAL_WORKER)
        routine = notify(MAKER, notice(_to(worker), urgency=Urgency.ROUTINE), MONDAY)
        urgent = notify(MAKER, notice(_to(worker)), MONDAY + HOUR)
        read = notify(MAKER, notice(_to(worker)), MONDAY)
        reference = db.session.get_one(Notification, read).reference
        services.acknowledge(worker, reference, 1, MONDAY)
    items = queries.inbox_of(worker, MONDAY + HOUR)
    assert [item.id for item in items] == [urgent, routine, read]
    assert [item.clock_words for item in items] == ["60 minutes left", "23 hours left", ""]
    assert not any(item.is_late for item in items)
    assert queries.inbox_of(worker, MONDAY + 4 * HOUR)[0].clock_words == "2 hours late"


def test_a_task_is_done_once_in_the_words_of_who_did_it() -> None:
    with transaction():
        team = make_team(TeamKind.DUTY)
        officer = make_account(Role.DUTY_OFFICER, team_id=team)
        designated = make_account(Role.DESIGNATED_MANAGER)
        enquiry, reference = make_enquiry()
        new = NewTask(
            kind=TaskKind.MATCH,
            enquiry_id=enquiry,
            recipient=Recipient(team_id=team),
            why="Nobody could tell.",
            due_at=MONDAY + HOUR,
        )
        number = services.open_task(MAKER, new, MONDAY)
    (shown,) = queries.tasks_of(officer, MONDAY)
    assert (shown.enquiry_reference, shown.clock_words) == (reference, "60 minutes left")
    assert queries.was_told_of(officer, enquiry)
    assert not queries.was_told_of(designated, enquiry)
    assert queries.tasks_of(designated, MONDAY) == ()
    assert queries.tasks_of(designated, MONDAY + 2 * HOUR)[0].is_late
    assert queries.open_task_counts(MONDAY + 2 * HOUR).counts == (1, 1)
    with transaction():
        assert services.close_task(officer, number, "Decided with the school", MONDAY)
        assert not services.close_task(officer, number, "Once more", MONDAY)
    assert queries.tasks_of(officer, MONDAY) == ()
    done = queries.task(shown.reference, officer, MONDAY)
    assert done is not None
    assert done.closed is not None
    assert done.closed.words == "Decided with the school"


def test_every_kind_has_its_words_and_a_recipient_is_exactly_one() -> None:
    assert set(NOTIFICATION_WORDS) == set(NotificationKind)
    assert set(TASK_WORDS) == set(TaskKind)
    assert clock_words(MONDAY, MONDAY + timedelta(days=3)) == "3 days late"
    with pytest.raises(ValueError, match="one person"):
        Recipient()
    with pytest.raises(ValueError, match="one person"):
        Recipient(account_id=1, role=Role.DIRECTOR)
