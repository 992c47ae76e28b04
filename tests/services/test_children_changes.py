"""The five actions and the history they leave, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from lacrecords.audit.queries import latest_about
from lacrecords.children import services
from lacrecords.children.facts import every, latest
from lacrecords.children.models import ChildCase, ChildProtectionPlan, LeadSocialWorkerAssignment
from lacrecords.children.services import (
    AssignLead,
    ChangeRefused,
    CloseCase,
    EndPlan,
    OpenCase,
    StartPlan,
)
from lacrecords.database import db, now_utc, transaction
from lacrecords.history import FactChangedMeanwhile
from lacrecords.rules.authorisation import Actor
from lacrecords.staff.queries import council_day
from lacrecords.terms import PlanCategory, Role
from tests.factories.children import CLOSED, OPEN, OPENED_ON, PLAN, led_by, make_child, send_away
from tests.factories.staff import MAKER, make_account

pytestmark = pytest.mark.usefixtures("in_app")
TODAY = council_day(now_utc())
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def shown(model: type, child_id: int) -> int | None:
    newest = latest(model, child_id)
    return newest.id if newest else None


def open_case(child_id: int, opened_on: date | None = TODAY) -> int:
    value = OpenCase(opened_on=opened_on, reason="A referral", shown_id=shown(ChildCase, child_id))
    with transaction():
        return services.open_case(MAKER, child_id, value, now_utc())


def close_case(child_id: int, closed_on: date = TODAY) -> int:
    value = CloseCase(
        closure_reason="RC7",
        closed_on=closed_on,
        reason="Needs met",
        shown_id=shown(ChildCase, child_id),
    )
    with transaction():
        return services.close_case(MAKER, child_id, value, now_utc())


def assign(child_id: int, lead: Actor, from_on: date | None = TODAY) -> int:
    value = AssignLead(
        account_id=lead.account_id or 0,
        from_on=from_on,
        reason="New lead",
        shown_id=shown(LeadSocialWorkerAssignment, child_id),
    )
    with transaction():
        return services.assign_lead_social_worker(MAKER, child_id, value, now_utc())


def start_plan(child_id: int, started_on: date | None = TODAY) -> int:
    value = StartPlan(
        category=PlanCategory.NEGLECT,
        started_on=started_on,
        reason="Conference",
        shown_id=shown(ChildProtectionPlan, child_id),
    )
    with transaction():
        return services.start_plan(MAKER, child_id, value, now_utc())


def end_plan(child_id: int, ended_on: date = TODAY) -> int:
    number = shown(ChildProtectionPlan, child_id)
    with transaction():
        value = EndPlan(ended_on=ended_on, reason="Review", shown_id=number)
        return services.end_plan(MAKER, child_id, value, now_utc())


def new_child(**said: object) -> int:
    with transaction():
        return make_child(**said)


def test_opening_and_closing_a_case_keeps_both_facts_with_author_and_reason() -> None:
    child = new_child()
    opened = open_case(child, YESTERDAY)
    closed = close_case(child)
    first, second = every(ChildCase, child)
    assert (first.id, second.id) == (opened, closed)
    assert first.superseded_at is not None and first.to_on is None
    assert (second.from_on, second.to_on, second.superseded_at) == (YESTERDAY, TODAY, None)
    assert (first.reason, second.reason) == ("A referral", "Needs met")
    assert second.closure_reason == "RC7"
    assert {first.recorded_by, second.recorded_by} == {MAKER.key}


def test_a_case_can_be_opened_again_after_it_was_closed() -> None:
    child = new_child(cases=(CLOSED,))
    open_case(child)
    spells = [row for row in every(ChildCase, child) if row.superseded_at is None]
    assert [row.to_on for row in spells] == [CLOSED.to_on, None]


def test_a_start_that_is_not_recorded_stays_empty() -> None:
    child = new_child()
    open_case(child, None)
    start_plan(child, None)
    assert latest(ChildCase, child).from_on is None
    assert latest(ChildProtectionPlan, child).from_on is None


def refused_field(act: object, *arguments: object) -> str:
    with pytest.raises(ChangeRefused) as refused:
        act(*arguments)  # type: ignore[operator]
    return refused.value.field


def test_what_the_record_does_not_allow_is_refused_at_its_field() -> None:
    plain, opened = new_child(), new_child(cases=(OPEN,))
    planned = new_child(cases=(OPEN,), plans=(PLAN,))
    assert refused_field(open_case, opened) == "opened_on"
    assert refused_field(open_case, plain, TOMORROW) == "opened_on"
    assert refused_field(close_case, plain) == "closed_on"
    assert refused_field(close_case, opened, OPENED_ON - timedelta(days=1)) == "closed_on"
    assert refused_field(close_case, planned) == "closed_on"
    assert refused_field(start_plan, plain) == "started_on"
    assert refused_field(start_plan, planned) == "started_on"
    assert refused_field(end_plan, opened) == "ended_on"
    assert refused_field(end_plan, planned, TOMORROW) == "ended_on"


def test_a_case_is_not_opened_before_the_last_one_ended() -> None:
    child = new_child(cases=(CLOSED,))
    assert refused_field(open_case, child, OPENED_ON) == "opened_on"


def test_a_plan_starts_and_ends_and_both_stay() -> None:
    child = new_child(cases=(OPEN,))
    start_plan(child, YESTERDAY)
    end_plan(child)
    started, ended = every(ChildProtectionPlan, child)
    assert started.latest_category == "NEG"
    assert (ended.from_on, ended.to_on) == (YESTERDAY, TODAY)


def test_a_new_lead_ends_the_one_before_on_the_same_day() -> None:
    with transaction():
        first, second = (make_account(Role.LEAD_SOCIAL_WORKER) for _ in range(2))
        child = led_by(first)
    assign(child, second, TODAY)
    current = [row for row in every(LeadSocialWorkerAssignment, child) if not row.superseded_at]
    assert [(row.account_id, row.from_on, row.to_on) for row in current] == [
        (first.account_id, OPENED_ON, TODAY),
        (second.account_id, TODAY, None),
    ]


def test_only_somebody_at_work_who_may_lead_can_be_chosen() -> None:
    with transaction():
        officer = make_account(Role.DUTY_OFFICER)
        away = make_account(Role.LEAD_SOCIAL_WORKER)
        send_away(away)
        left = make_account(Role.LEAD_SOCIAL_WORKER, left_on=YESTERDAY)
        lead = make_account(Role.LEAD_SOCIAL_WORKER)
        child, led = make_child(cases=(OPEN,)), led_by(lead)
        nobody = make_child()
    for actor in (officer, away, left):
        assert refused_field(assign, child, actor) == "account_id"
    assert refused_field(assign, led, lead) == "account_id"
    assert refused_field(assign, nobody, lead) == "account_id"


def test_a_second_lead_needs_a_day_on_which_the_first_ends() -> None:
    with transaction():
        first, second = (make_account(Role.LEAD_SOCIAL_WORKER) for _ in range(2))
        child = led_by(first)
    assert refused_field(assign, child, second, None) == "from_on"
    assert refused_field(assign, child, second, OPENED_ON - timedelta(days=1)) == "from_on"


def test_closing_the_case_ends_the_lead_on_the_same_day() -> None:
    with transaction():
        child = led_by(make_account(Role.LEAD_SOCIAL_WORKER))
    close_case(child)
    ended = latest(LeadSocialWorkerAssignment, child)
    assert ended.to_on == TODAY and ended.reason == "Needs met"


def test_a_form_that_was_overtaken_gets_both_versions() -> None:
    child = new_child(cases=(OPEN,))
    old = shown(ChildCase, child)
    close_case(child)
    value = CloseCase(closure_reason="RC7", closed_on=YESTERDAY, reason="Moved away", shown_id=old)
    with pytest.raises(FactChangedMeanwhile) as changed, transaction():
        services.close_case(MAKER, child, value, now_utc())
    assert changed.value.shown.title == "Case opened"
    assert changed.value.current.title == "Case closed"
    assert changed.value.current.reason == "Needs met"
    assert changed.value.current.recorded_by == "tests (command)"


def test_the_fact_of_another_child_is_never_shown_as_a_version() -> None:
    child, other = new_child(cases=(OPEN,)), new_child(cases=(OPEN,))
    value = CloseCase(
        closure_reason="RC7", closed_on=TODAY, reason="x", shown_id=shown(ChildCase, other)
    )
    with pytest.raises(FactChangedMeanwhile) as changed, transaction():
        services.close_case(MAKER, child, value, now_utc())
    assert changed.value.shown is None


def test_every_change_leaves_a_row_in_the_trail() -> None:
    child = new_child()
    open_case(child)
    with transaction():
        lead = make_account(Role.LEAD_SOCIAL_WORKER)
    assign(child, lead)
    start_plan(child, TODAY - timedelta(days=1))
    end_plan(child)
    close_case(child)
    assert [entry.action for entry in reversed(latest_about("child", child))] == [
        "child_created",
        "case_opened",
        "lead_social_worker_assigned",
        "plan_started",
        "plan_ended",
        "case_closed",
    ]


def test_a_refused_change_writes_nothing() -> None:
    child = new_child(cases=(OPEN,), plans=(PLAN,))
    refused_field(close_case, child)
    assert db.session.scalar(select(func.count()).select_from(ChildCase)) == 1
