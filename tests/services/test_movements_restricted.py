"""Movements of restricted and sealed records: the owner's alone, in no list, never at the desk."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from lacrecords.database import db, transaction
from lacrecords.movements import access, queries
from lacrecords.movements.next_steps import look_after_all
from lacrecords.movements.queries import Wanted
from lacrecords.notifications.climbing import climb_overdue
from lacrecords.notifications.models import Notification
from lacrecords.terms import NotificationKind
from tests.factories.children import restrict
from tests.factories.movements import make_movement
from tests.factories.town import NOW, Town, make_child
from tests.services.test_movements import told, waiting


def test_a_movement_of_a_restricted_record_is_its_owners_and_nobody_elses(
    town: Town, authority: int
) -> None:
    owner = town.team_manager
    with transaction():
        child = make_child(case_open=True, lead=town.lead)
        restrict(child, owner)
        one = make_movement(owner, authority, child_id=child)
    (task,) = waiting()
    assert task.account_id == owner.account_id and task.child_id is None
    assert access.visible(town.designated_manager, one.row.reference, NOW) is None
    assert access.visible(town.lead, one.row.reference, NOW) is None
    assert access.visible(owner, one.row.reference, NOW) is not None
    assert told() == [], "the lead may not open the record"
    assert queries.movements_page(town.designated_manager, Wanted(), 1, NOW).every == 0
    assert queries.movements_page(owner, Wanted(), 1, NOW).every == 1
    assert queries.open_counts(NOW).counts == (0, 0)
    for hours in range(48, 400, 48):
        climb_overdue(NOW + timedelta(hours=hours))
    reached = {row.team_id for row in db.session.scalars(select(Notification))}
    assert town.duty_team_id not in reached and town.out_of_hours_team_id not in reached


def test_the_task_goes_to_the_owner_where_the_record_was_restricted_since(
    town: Town, authority: int
) -> None:
    with transaction():
        child = make_child()
        make_movement(town.designated_manager, authority, child_id=child)
        restrict(child, town.team_manager)
    assert look_after_all(NOW) == 1
    (task,) = waiting()
    assert task.account_id == town.team_manager.account_id
    assert look_after_all(NOW) == 0


def test_a_sealed_record_is_in_no_list_and_whoever_leads_is_not_told(
    town: Town, authority: int
) -> None:
    owner = town.team_manager
    with transaction():
        child = make_child(case_open=True, lead=town.lead)
        restrict(child, owner, kind="sealed_at_adoption")
        make_movement(owner, authority, child_id=child)
    assert told() == [] and told(NotificationKind.RESTRICTED_RECORD)[0].child_id is None
    assert queries.movements_page(owner, Wanted(), 1, NOW).every == 0
