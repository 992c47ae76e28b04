"""The findings are live: a changed child at once, whoever leads with them, every child each day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from lacrecords.audit import services as audit
from lacrecords.audit.models import AuditEntry
from lacrecords.children import services
from lacrecords.children.links import undo_link
from lacrecords.children.plans import StartPlan, start_plan
from lacrecords.clocks import local_date
from lacrecords.currency.models import CurrencyFinding, CurrencyRun
from lacrecords.currency.writing import keep
from lacrecords.database import db, now_utc, transaction
from lacrecords.matching.changed import oldest_marks
from lacrecords.matching.models import ChangeJob, MatchChange
from lacrecords.movements.identifying import undo_child
from lacrecords.staff.models import Account
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import CurrencyRule, IdentifierScheme, PlanCategory, Role
from lacrecords.worker import run_once
from tests.factories.children import (
    OPEN,
    OPENED_ON,
    PLAN,
    led_by,
    make_child,
    restrict,
    send_away,
)
from tests.factories.currency import (
    days_later,
    finding,
    findings_of,
    look_at_changes,
    look_at_everything,
    open_rules,
)
from tests.factories.links import link
from tests.factories.movements import make_authority, make_movement
from tests.factories.staff import MAKER, make_account

pytestmark = pytest.mark.usefixtures("in_app")
R = CurrencyRule
NUMBER = "9434765919"


def lead() -> SignedInActor:
    return make_account(Role.LEAD_SOCIAL_WORKER, password=None)


def with_number(number: str = NUMBER, **said: Any) -> int:
    child = make_child(**said)
    give_number(child, number)
    return child


def give_number(child: int, number: str = NUMBER) -> None:
    value = services.RecordIdentifier(
        scheme=IdentifierScheme.NHS, value=number, twice_on_purpose=True, reason="Seen"
    )
    services.record_identifier(MAKER, child, value, now_utc())


def test_a_changed_child_is_looked_at_at_once_and_what_is_mended_ends() -> None:
    with transaction():
        child = make_child(cases=(OPEN,))
    assert look_at_changes() > 0
    assert {R.CASE_WITHOUT_LEAD, R.NHS_NUMBER_MISSING, R.IN_NO_HOUSEHOLD} <= open_rules(child)
    assert finding(child, R.CASE_WITHOUT_LEAD).since_on == OPENED_ON
    assert look_at_changes() == 0
    with transaction():
        worker = lead()
        value = services.AssignLead(
            account_id=worker.account_id or 0, from_on=OPENED_ON, reason="Hers", shown_id=None
        )
        services.assign_lead_social_worker(MAKER, child, value, now_utc())
    assert look_at_changes() == 1
    assert R.CASE_WITHOUT_LEAD not in open_rules(child)
    (mended,) = [one for one in findings_of((child,)) if one.mended_at is not None]
    assert mended.rule is R.CASE_WITHOUT_LEAD
    assert mended.last_seen_at and mended.first_found_at <= mended.last_seen_at <= mended.mended_at
    assert not oldest_marks(db.session(), ChangeJob.RECORD, 1).numbers


def test_the_worker_does_it_by_itself(in_app: Flask) -> None:
    with transaction():
        child = make_child(cases=(OPEN,))
    run_once(in_app)
    assert R.CASE_WITHOUT_LEAD in open_rules(child)
    entries = select(func.count(AuditEntry.id)).where(AuditEntry.action == "records_looked_over")
    assert db.session.scalar(entries)


def test_whoever_leads_going_away_and_leaving_is_noticed_without_any_change_of_the_record() -> None:
    with transaction():
        worker, cover = lead(), lead()
        child = led_by(worker)
    look_at_changes()
    assert not open_rules(child) & {R.LEAD_HAS_LEFT, R.LEAD_AWAY_WITHOUT_COVER}
    with transaction():
        send_away(worker)
    look_at_changes()
    assert R.LEAD_AWAY_WITHOUT_COVER in open_rules(child)
    with transaction():
        send_away(worker, cover)
    look_at_changes()
    assert R.LEAD_AWAY_WITHOUT_COVER not in open_rules(child)
    with transaction():
        db.session.get_one(Account, worker.account_id).left_on = date(2026, 3, 31)
        audit.record(MAKER, "account_left", "account", worker.account_id)
    look_at_changes()
    assert R.LEAD_HAS_LEFT in open_rules(child)
    assert finding(child, R.LEAD_HAS_LEFT).since_on == date(2026, 3, 31)


def test_two_records_with_one_nhs_number_are_both_found_and_both_mended() -> None:
    with transaction():
        one, other = with_number(), make_child()
    look_at_changes()
    assert R.NHS_NUMBER_SHARED not in open_rules(one)
    with transaction():
        give_number(other)
    look_at_changes()
    assert R.NHS_NUMBER_SHARED in open_rules(one) & open_rules(other)
    with transaction():
        give_number(other, "9434765870")
    look_at_changes()
    assert R.NHS_NUMBER_SHARED not in open_rules(one) | open_rules(other)


def test_a_restricted_record_is_no_other_record_and_a_sealed_one_has_one_rule() -> None:
    with transaction():
        owner = make_account(Role.TEAM_MANAGER, password=None)
        one, closed = with_number(cases=(OPEN,)), with_number(cases=(OPEN,))
        sealed = with_number(cases=(OPEN,))
        restrict(closed, owner)
        restrict(sealed, owner, kind="sealed_at_adoption")
    look_at_everything()
    assert R.NHS_NUMBER_SHARED not in open_rules(one)
    assert R.NHS_NUMBER_SHARED in open_rules(closed), "read by those who may open it"
    assert open_rules(sealed) == set()
    with transaction():
        db.session.get_one(Account, owner.account_id).left_on = date(2026, 3, 31)
        audit.record(MAKER, "account_left", "account", owner.account_id)
    look_at_changes()
    assert open_rules(sealed) == {R.RESTRICTED_WITHOUT_OWNER}
    assert R.RESTRICTED_WITHOUT_OWNER in open_rules(closed)


def test_of_linked_records_the_kept_one_speaks_with_the_facts_of_both() -> None:
    with transaction():
        one, two = (make_account(role, password=None) for role in MANAGERS)
        kept, linked = make_child(cases=(OPEN,)), with_number(cases=(OPEN,))
    look_at_changes()
    assert R.NHS_NUMBER_MISSING in open_rules(kept) - open_rules(linked)
    with transaction():
        number = link(one, two, kept, linked, "child_names")
    look_at_changes()
    assert open_rules(linked) == set()
    assert R.NHS_NUMBER_MISSING not in open_rules(kept)
    assert R.NHS_NUMBER_SHARED not in open_rules(kept)
    with transaction():
        undo_link(two, number, "Two children", now_utc())
    look_at_changes()
    assert R.NHS_NUMBER_MISSING in open_rules(kept) - open_rules(linked)


MANAGERS = (Role.DESIGNATED_MANAGER, Role.TEAM_MANAGER)


def test_every_record_is_looked_at_once_a_day_and_days_alone_make_findings() -> None:
    with transaction():
        child = make_child(cases=(OPEN,))
        plan = StartPlan(
            category=PlanCategory.NEGLECT,
            started_on=now_utc().date() - timedelta(days=1),
            reason="Conference",
            shown_id=None,
        )
        start_plan(MAKER, child, plan, now_utc())
    look_at_changes()
    assert R.REVIEW_OVERDUE not in open_rules(child)
    assert look_at_everything() == 0
    assert look_at_everything(days_later(200)) > 0
    assert look_at_everything(days_later(200)) == 0
    assert R.REVIEW_OVERDUE in open_rules(child) and R.REVIEW_NOT_BOOKED not in open_rules(child)
    runs = list(db.session.scalars(select(CurrencyRun).order_by(CurrencyRun.id)))
    assert [run.through_child_id for run in runs] == [child, child]
    assert all(run.finished_at is not None for run in runs)


def test_a_look_that_was_stopped_goes_on_where_it_was() -> None:
    with transaction():
        first, second = make_child(cases=(OPEN,)), make_child(cases=(OPEN,))
        db.session.execute(delete(MatchChange))
        now = now_utc()
        on = local_date(now)
        db.session.add(CurrencyRun(run_on=on, begun_at=now, through_child_id=first))
    look_at_everything(now)
    assert findings_of((first,)) == [] and open_rules(second)


def test_a_move_out_of_the_area_needs_a_movement_and_is_mended_at_once_by_one(
    in_app: Flask,
) -> None:
    procedure = in_app.extensions["lacrecords_procedure"]
    in_app.extensions["lacrecords_procedure"] = replace(
        procedure, own_postcode_districts=frozenset({"ZZ8"})
    )
    with transaction():
        child = make_child(cases=(OPEN,), plans=(PLAN,))
    look_at_changes()
    assert R.MOVED_OUT_UNRECORDED in open_rules(child)
    with transaction():
        manager = make_account(Role.DESIGNATED_MANAGER)
        made = make_movement(
            manager, make_authority(), now_utc(), child_id=child, moved_on=now_utc().date()
        )
    assert look_at_changes() > 0
    assert R.MOVED_OUT_UNRECORDED not in open_rules(child)
    with transaction():
        undo_child(manager, made.row.id, "Another child", now_utc())
    look_at_changes()
    assert R.MOVED_OUT_UNRECORDED in open_rules(child)


def test_the_rules_that_ask_for_a_movement_are_silent_where_nobody_keeps_any(
    in_app: Flask,
) -> None:
    del in_app.extensions["lacrecords_currency_movements"]
    procedure = in_app.extensions["lacrecords_procedure"]
    in_app.extensions["lacrecords_procedure"] = replace(
        procedure, own_postcode_districts=frozenset({"ZZ8"})
    )
    with transaction():
        child = make_child(cases=(OPEN,), plans=(PLAN,))
    look_at_changes()
    assert R.MOVED_OUT_UNRECORDED not in open_rules(child)


def test_looking_twice_at_once_doubles_nothing() -> None:
    with transaction():
        child = make_child(cases=(OPEN,))
    look_at_changes()
    with transaction():
        keep({child: {R.NO_ADDRESS: None, R.CASE_WITHOUT_LEAD: None}}, now_utc())
        keep({child: {R.NO_ADDRESS: None, R.CASE_WITHOUT_LEAD: None}}, now_utc())
    assert open_rules(child) == {R.NO_ADDRESS, R.CASE_WITHOUT_LEAD}
    assert len({(one.rule, one.mended_at) for one in findings_of((child,))}) == len(
        findings_of((child,))
    )
    assert db.session.scalar(select(func.count(CurrencyFinding.id)))
