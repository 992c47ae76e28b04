"""How a child stands: every combination that the rules ask about, on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from lacrecords.children import services
from lacrecords.children.services import (
    DeclareConnection,
    NewCase,
    NewLead,
    NewPlan,
    RecordDeath,
    RecordOtherAuthority,
)
from lacrecords.children.standing import ChildStanding, closed_ids, closed_to, standing_of
from lacrecords.database import now_utc, transaction
from lacrecords.staff.queries import council_day
from lacrecords.terms import RestrictionKind, Role
from tests.factories.children import (
    CLOSED,
    OPEN,
    OPENED_ON,
    PLAN,
    born,
    led_by,
    make_child,
    restrict,
    send_away,
)
from tests.factories.staff import MAKER, make_account, make_team

pytestmark = pytest.mark.usefixtures("in_app")
TODAY = council_day(now_utc())


def standing(child_id: int) -> ChildStanding:
    return standing_of(child_id, TODAY)


def test_a_case_that_is_open_closed_or_not_recorded_is_told_apart() -> None:
    with transaction():
        children = [make_child(cases=cases) for cases in ((OPEN,), (CLOSED,), (CLOSED, OPEN), ())]
    seen = [(standing(child).case_recorded, standing(child).case_open) for child in children]
    assert seen == [(True, True), (True, False), (True, True), (False, False)]


def test_a_case_whose_start_is_not_recorded_is_open() -> None:
    with transaction():
        child = make_child(cases=(NewCase(),))
    assert standing(child).case_open


def test_a_plan_counts_from_its_first_day_until_its_last() -> None:
    plan = NewPlan(from_on=date(2025, 1, 10), to_on=date(2025, 6, 1))
    with transaction():
        child = make_child(cases=(OPEN,), plans=(plan,))
        planned = make_child(cases=(OPEN,), plans=(PLAN,))
    days = (date(2025, 1, 9), date(2025, 1, 10), date(2025, 5, 31), date(2025, 6, 1))
    assert [standing_of(child, day).on_plan for day in days] == [False, True, True, False]
    assert standing(planned).on_plan


def test_a_lead_at_work_is_active_and_needs_no_cover() -> None:
    with transaction():
        lead = make_account(Role.LEAD_SOCIAL_WORKER)
        child = led_by(lead)
    found = standing(child)
    assert found.lead and found.lead.account_id == lead.account_id
    assert found.lead.office_number == "01632 960111"
    assert found.lead_active and found.cover is None


def test_an_absent_lead_with_cover_shows_the_cover() -> None:
    with transaction():
        lead, cover = make_account(Role.LEAD_SOCIAL_WORKER), make_account(Role.LEAD_SOCIAL_WORKER)
        send_away(lead, cover)
        child = led_by(lead)
    found = standing(child)
    assert not found.lead_active
    assert found.cover and found.cover.account_id == cover.account_id


def test_an_absent_lead_whose_cover_is_absent_too_has_none() -> None:
    with transaction():
        lead, cover = make_account(Role.LEAD_SOCIAL_WORKER), make_account(Role.LEAD_SOCIAL_WORKER)
        send_away(lead, cover)
        send_away(cover)
        child = led_by(lead)
    assert (standing(child).lead_active, standing(child).cover) == (False, None)


def test_an_absent_lead_without_cover_is_still_named() -> None:
    with transaction():
        lead = make_account(Role.LEAD_SOCIAL_WORKER)
        send_away(lead)
        child = led_by(lead)
    found = standing(child)
    assert found.lead is not None and not found.lead_active and found.cover is None


def test_a_lead_who_has_left_is_not_active() -> None:
    with transaction():
        child = led_by(make_account(Role.LEAD_SOCIAL_WORKER, left_on=date(2025, 4, 1)))
    found = standing(child)
    assert found.lead is not None and not found.lead_active and found.cover is None


def test_without_an_assignment_there_is_no_lead() -> None:
    with transaction():
        child = make_child(cases=(OPEN,))
    found = standing(child)
    assert (found.lead, found.lead_active, found.cover) == (None, False, None)
    assert (found.team_id, found.team_manager_id) == (None, None)


def test_a_lead_known_by_a_name_in_a_file_only_is_never_active() -> None:
    with transaction():
        child = make_child(cases=(OPEN,), leads=(NewLead(name_as_given="Wren Halloway"),))
    found = standing(child)
    assert found.lead and found.lead.name == "Wren Halloway" and found.lead.account_id is None
    assert not found.lead_active


def test_the_team_and_its_manager_come_with_the_lead() -> None:
    with transaction():
        manager = make_account(Role.TEAM_MANAGER)
        team = make_team(manager_id=manager.account_id)
        child = led_by(make_account(Role.LEAD_SOCIAL_WORKER, team_id=team))
    assert standing(child).team_id == team
    assert standing(child).team_manager_id == manager.account_id


def test_a_restricted_record_is_closed_to_all_but_owner_and_readers() -> None:
    with transaction():
        owner, reader, other = (make_account(Role.DESIGNATED_MANAGER) for _ in range(3))
        child = make_child()
        restrict(child, owner, reader)
    found = standing(child)
    assert found.restriction and found.restriction.owner_id == owner.account_id
    assert found.restriction.reader_ids == {reader.account_id}
    closed = [closed_to(found, actor.account_id) for actor in (owner, reader, other)]
    assert closed == [False, False, True]
    assert closed_to(found, None)


def test_a_sealed_record_is_open_to_its_owner_alone() -> None:
    with transaction():
        owner, reader = make_account(Role.DESIGNATED_MANAGER), make_account()
        child = make_child()
        restrict(child, reader, reader)
        restrict(child, owner, kind="sealed_at_adoption")
    found = standing(child)
    assert found.restriction and found.restriction.kind is RestrictionKind.SEALED_AT_ADOPTION
    assert not closed_to(found, owner.account_id)
    assert closed_to(found, reader.account_id)


def test_a_declared_connection_closes_the_record_even_to_its_owner() -> None:
    with transaction():
        owner, other = make_account(Role.DESIGNATED_MANAGER), make_account()
        child = make_child()
        restrict(child, owner)
        services.declare_connection(
            owner, child, DeclareConnection(reason="My sister's child"), now_utc()
        )
        free = make_child()
    found = standing(child)
    assert found.connected_account_ids == {owner.account_id}
    assert closed_to(found, owner.account_id)
    assert closed_ids((child, free), other.account_id, TODAY) == {child}
    assert closed_ids((child, free), owner.account_id, TODAY) == {child}


def test_somebody_who_died_or_is_eighteen_today_is_told_apart_from_a_child() -> None:
    eighteen_today = TODAY.replace(year=TODAY.year - 18)
    with transaction():
        adult = make_child(birth=born(eighteen_today))
        tomorrow = date.fromordinal(eighteen_today.toordinal() + 1)
        nearly = make_child(birth=born(tomorrow))
        dead = make_child()
        services.record_death(MAKER, dead, RecordDeath(died_on=OPENED_ON), now_utc())
        undated = make_child()
        services.record_death(MAKER, undated, RecordDeath(died_on=None), now_utc())
    found = [standing(child).died_or_adult for child in (adult, nearly, dead, undated)]
    assert found == [True, False, True, True]


def test_another_authority_is_named_with_its_number() -> None:
    involved = RecordOtherAuthority(
        authority="Northmere Council", telephone="01632 960777", what="child protection plan"
    )
    with transaction():
        child = make_child()
        services.record_other_authority(MAKER, child, involved, now_utc())
    found = standing(child).other_authority
    assert found and (found.authority, found.telephone) == ("Northmere Council", "01632 960777")


def test_a_child_who_is_not_there_is_a_key_error(in_app: Flask) -> None:
    with pytest.raises(KeyError):
        standing_of(99_999, TODAY)
