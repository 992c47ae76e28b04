"""A record is restricted after its correction was noticed: the task goes to whoever owns it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from lacrecords.corrections.access import duties_seen
from lacrecords.corrections.models import CorrectionDuty
from lacrecords.corrections.moving import MOVED, asked_now, move_to_owners
from lacrecords.corrections.page import correction_page
from lacrecords.corrections.queries import CORRECTIONS, corrections_page, standings
from lacrecords.database import db, transaction
from lacrecords.notifications.models import Notification, Task
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import NotificationKind, TaskKind
from lacrecords.web.listing import asked_for
from tests.factories.children import restrict, send_away
from tests.factories.corrections import HOUR, correct, duties, noticed, share, tell
from tests.factories.links import link
from tests.factories.town import NOW, Town, make_child, make_town

LATER = NOW + 2 * HOUR


@pytest.fixture
def town(in_app: Flask) -> Iterator[Town]:
    with transaction():
        made = make_town()
    yield made


def to_tell(town: Town) -> tuple[int, CorrectionDuty]:
    """Something was shared and corrected: whoever shared it has the task to tell."""
    with transaction():
        child_id = make_child(case_open=True, lead=town.lead)
    share(town, child_id)
    correct(town.lead, child_id, "names", NOW + HOUR, forename="Winifred")
    (duty,) = noticed()
    assert has_task(duty) == town.team_manager.account_id
    return child_id, duty


def has_task(duty: CorrectionDuty) -> int | None:
    return asked_now((duty,))[duty.id].account_id


def tasks(open_only: bool = True) -> list[Task]:
    db.session.rollback()
    found = select(Task).where(Task.kind == TaskKind.CORRECTION).order_by(Task.id)
    return [one for one in db.session.scalars(found) if not open_only or one.closed_at is None]


def restricted_to(owner: Actor, child_id: int) -> None:
    with transaction():
        restrict(child_id, owner)


def own(actor: Actor) -> int:
    return corrections_page(actor, asked_for(CORRECTIONS, {"whose": "own"}), LATER).total


def test_the_task_goes_to_whoever_answers_for_the_record_once(town: Town) -> None:
    child_id, duty = to_tell(town)
    assert move_to_owners(LATER) == 0 and own(town.team_manager) == 1
    restricted_to(town.duty_manager, child_id)
    # Before the worker has moved it, the owner sees it and nobody else.
    assert duties_seen(town.duty_manager, [duty], LATER) == (duty,)
    assert duties_seen(town.team_manager, [duty], LATER) == ()
    assert move_to_owners(LATER) == 1
    first, second = tasks(open_only=False)
    assert first.closing_words == MOVED and first.account_id == town.team_manager.account_id
    assert second.account_id == town.duty_manager.account_id and second.closed_at is None
    assert second.due_at == duty.due_at and second.matter_reference == duty.reference
    told = db.session.scalars(select(Notification).where(Notification.task_id == second.id)).one()
    assert told.kind is NotificationKind.RESTRICTED_RECORD
    assert move_to_owners(LATER) == 0 and len(tasks()) == 1
    assert (own(town.duty_manager), own(town.team_manager)) == (1, 0)


def test_the_page_names_who_is_asked_now_and_telling_ends_that_task(town: Town) -> None:
    child_id, duty = to_tell(town)
    restricted_to(town.duty_manager, child_id)
    move_to_owners(LATER)
    (standing,) = standings(town.duty_manager, LATER)
    shown = correction_page(town.duty_manager, standing, LATER)
    asked = shown.asked[duty.id].account_id
    assert asked == town.duty_manager.account_id
    assert shown.names[f"account:{asked}"] == town.duty_manager.name
    tell(town, duty.id, LATER)
    assert tasks() == [] and move_to_owners(LATER) == 0
    assert [one.settled_at for one in duties()] == [LATER]


def test_another_owner_gets_it_again(town: Town) -> None:
    child_id, duty = to_tell(town)
    restricted_to(town.duty_manager, child_id)
    move_to_owners(LATER)
    restricted_to(town.designated_manager, child_id)
    assert move_to_owners(LATER) == 1
    assert has_task(duty) == town.designated_manager.account_id
    assert move_to_owners(LATER) == 0


def test_a_restricted_record_that_is_linked_counts_for_both(town: Town) -> None:
    child_id, duty = to_tell(town)
    with transaction():
        other = make_child("Winifred", "Ashgrove")
        link(town.designated_manager, town.team_manager, other, child_id, now=NOW + HOUR)
    restricted_to(town.duty_manager, other)
    assert move_to_owners(LATER) == 1
    assert has_task(duty) == town.duty_manager.account_id
    assert duties_seen(town.duty_manager, [duty], LATER) == (duty,)


def test_while_the_owner_is_away_it_leaves_whoever_may_not_open_the_record(town: Town) -> None:
    child_id, duty = to_tell(town)
    with transaction():
        restrict(child_id, town.duty_manager)
        send_away(town.duty_manager)
    assert move_to_owners(LATER) == 1
    assert has_task(duty) != town.team_manager.account_id
    assert move_to_owners(LATER) == 0 and len(tasks()) == 1
