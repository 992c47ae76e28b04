"""A task tells its owner, climbs, ends with its decision; nothing is told twice (A13, A15)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from lacrecords.children.restrictions import Restrict, restrict_record
from lacrecords.database import db, transaction
from lacrecords.enquiries.services.checking import open_candidates_to_protect
from lacrecords.notifications import queries
from lacrecords.notifications.climbing import climb_overdue
from lacrecords.notifications.models import Acknowledgement, Notification, Task
from lacrecords.notifications.services import acknowledge
from lacrecords.terms import (
    MatchAnswer,
    NotificationKind,
    TaskKind,
    Urgency,
    VerificationOutcome,
)
from tests.factories.enquiries import STRANGER, ask, check, children_of, decide
from tests.factories.town import NIGHT, NOW, Town, make_child

HOUR = timedelta(hours=1)


def task_notices() -> list[Notification]:
    found = select(Notification).where(Notification.kind == NotificationKind.TASK)
    return list(db.session.scalars(found.order_by(Notification.id)))


@pytest.mark.parametrize(("now", "team"), [(NOW, "duty_team_id"), (NIGHT, "out_of_hours_team_id")])
def test_a_worry_is_told_urgently_to_the_team_that_is_on_and_climbs(
    town: Town, now: object, team: str
) -> None:
    with transaction():
        ask(town, worried=True, worry="He shouts", now=now)
    (told,) = task_notices()
    (task,) = db.session.scalars(select(Task))
    assert (told.team_id, told.urgency) == (getattr(town, team), Urgency.URGENT)
    assert (task.team_id, told.task_id) == (told.team_id, task.id)
    assert climb_overdue(told.acknowledge_by_at + HOUR) == 1
    above = task_notices()[-1]
    assert (above.climbed_from_id, above.task_id) == (told.id, task.id)


def test_the_manager_who_rings_back_is_told_once(town: Town) -> None:
    with transaction():
        child_id = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        enquiry = ask(town)
        check(town, enquiry)
        _restrict(town, child_id)
        decide(town, children_of(enquiry)[0], MatchAnswer.NOT_KNOWN)
    (told,) = task_notices()
    assert told.account_id == town.duty_manager.account_id
    assert told.child_id is None


def test_deciding_ends_the_match_task_and_its_climb(town: Town) -> None:
    with transaction():
        enquiry = ask(town, STRANGER)
        check(town, enquiry)
        (child,) = children_of(enquiry)
        decide(town, child, MatchAnswer.CANNOT_TELL)
        assert queries.has_open_task(TaskKind.MATCH, child.id)
        decide(town, child, MatchAnswer.CANNOT_TELL)
        assert queries.has_open_task(TaskKind.MATCH, child.id)
        decide(town, child, MatchAnswer.NOT_KNOWN)
    assert not queries.has_open_task(TaskKind.MATCH, child.id)
    (told,) = task_notices()
    answered = db.session.scalars(select(Acknowledgement)).one()
    assert (answered.notification_id, answered.acknowledged_by) == (
        told.id,
        town.duty_officer.key,
    )
    assert climb_overdue(NOW + 5 * HOUR) == 0


def test_whoever_opened_the_candidates_to_protect_ends_it_too(town: Town) -> None:
    with transaction():
        for line1 in ("14 Quince Row", "15 Quince Row"):
            make_child(line1=line1, case_open=False)
        enquiry = ask(town)
        check(town, enquiry, VerificationOutcome.COULD_NOT_BE_DONE, contact_point_id=None)
        (child,) = children_of(enquiry)
        manager = town.duty_manager
        open_candidates_to_protect(manager, enquiry.id, "The match task", False, NOW + HOUR)
        decide(town, child, MatchAnswer.NOT_KNOWN, actor=manager, now=NOW + HOUR)
    assert not queries.has_open_task(TaskKind.MATCH, child.id)


def test_a_worker_who_has_read_it_is_not_told_again_of_the_same_child(town: Town) -> None:
    with transaction():
        child_id = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        enquiry = ask(town)
        check(town, enquiry)
        (child,) = children_of(enquiry)
        decide(town, child, MatchAnswer.SAME, child_id=child_id)
        (told,) = db.session.scalars(select(Notification))
        acknowledge(town.lead, told.reference, 1, NOW)
        decide(town, child, MatchAnswer.SAME, child_id=child_id)
    assert db.session.scalars(select(Notification.child_id)).all() == [child_id]


def _restrict(town: Town, child_id: int) -> None:
    owner = town.designated_manager.account_id
    new = Restrict(owner_id=owner, reader_ids=(), reason="Works here", shown_id=None)
    restrict_record(town.designated_manager, child_id, new, NOW)
