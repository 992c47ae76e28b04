"""Starting and ending a child protection plan. Its conferences and reviews are facts by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lacrecords.audit import services as audit
from lacrecords.children import facts
from lacrecords.children.changes import (
    ChangeRefused,
    Stamp,
    add_facts,
    check_shown,
    end_fact,
    lock_child,
    refuse_future,
)
from lacrecords.children.course_rules import refuse_one_day_plan
from lacrecords.children.lifetimes import Beginning, refuse_outside_life
from lacrecords.children.models import ChildCase, ChildProtectionPlan
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.lifetimes import Begun
from lacrecords.terms import PlanCategory
from lacrecords.web.words import date_words


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPlan:
    """A plan starts; a start that is empty is not recorded."""

    category: PlanCategory
    started_on: date | None
    reason: str
    shown_id: int | None
    strange_on_purpose: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPlan:
    """The plan ends."""

    ended_on: date
    reason: str
    shown_id: int | None


def start_plan(actor: Actor, child_id: int, value: StartPlan, now: datetime) -> int:
    """Start a plan; ChangeRefused when there is one or no case is open."""
    stamp = Stamp(actor, now, value.reason)
    lock_child(child_id)
    check_shown(ChildProtectionPlan, child_id, value.shown_id)
    refuse_future("started_on", value.started_on, stamp)
    plans = facts.current(ChildProtectionPlan, (child_id,)).get(child_id, [])
    if any(plan.to_on is None for plan in plans):
        raise ChangeRefused("started_on", "The child is on a plan already")
    last_end = max((plan.to_on for plan in plans if plan.to_on), default=None)
    if value.started_on and last_end and value.started_on < last_end:
        words = f"The start must be on or after {date_words(last_end)}, when the last plan ended"
        raise ChangeRefused("started_on", words)
    begins = Beginning(
        what="A plan",
        field="started_on",
        begun=Begun(day=value.started_on),
        on_purpose=value.strange_on_purpose,
    )
    refuse_outside_life(child_id, begins, stamp.today)
    if not facts.running(ChildCase, child_id):
        raise ChangeRefused("started_on", "No case is open. Open a case first")
    plan = ChildProtectionPlan(
        child_id=child_id,
        from_on=value.started_on,
        initial_category=value.category.value,
        latest_category=value.category.value,
        **stamp.columns(),
    )
    add_facts([plan])
    audit.record(actor, "plan_started", "child", child_id)
    return plan.id


def end_plan(actor: Actor, child_id: int, value: EndPlan, now: datetime) -> int:
    """End the plan; where an import left two open, both end."""
    stamp = Stamp(actor, now, value.reason)
    lock_child(child_id)
    check_shown(ChildProtectionPlan, child_id, value.shown_id)
    refuse_future("ended_on", value.ended_on, stamp)
    plans = facts.running(ChildProtectionPlan, child_id)
    if not plans:
        raise ChangeRefused("ended_on", "The child is not on a plan")
    for plan in plans:
        refuse_one_day_plan("ended_on", plan.from_on, value.ended_on)
    ended = [end_fact(plan, value.ended_on, stamp) for plan in plans]
    audit.record(actor, "plan_ended", "child", child_id)
    return ended[-1].id
