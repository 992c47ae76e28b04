"""Starting and ending a child protection plan. Conferences and reviews come with a later page."""

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
from lacrecords.children.models import ChildCase, ChildProtectionPlan
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import PlanCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPlan:
    """A plan starts; a start that is empty is not recorded."""

    category: PlanCategory
    started_on: date | None
    reason: str
    shown_id: int | None


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
    if facts.running(ChildProtectionPlan, child_id):
        raise ChangeRefused("started_on", "The child is on a plan already")
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
    ended = [end_fact(plan, value.ended_on, stamp) for plan in plans]
    audit.record(actor, "plan_ended", "child", child_id)
    return ended[-1].id
