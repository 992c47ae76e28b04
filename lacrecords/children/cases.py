"""Opening and closing a child's case. It tells nobody: enquiries and notifications do."""

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
from lacrecords.children.lifetimes import Beginning, refuse_outside_life
from lacrecords.children.models import (
    ChildCase,
    ChildProtectionPlan,
    LeadSocialWorkerAssignment,
)
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.lifetimes import Begun


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A case is opened; a start that is empty is not recorded."""

    opened_on: date | None
    reason: str
    shown_id: int | None
    strange_on_purpose: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCase:
    """The open case is closed."""

    closed_on: date
    closure_reason: str
    """The national code, or other words."""
    reason: str
    shown_id: int | None


def open_case(actor: Actor, child_id: int, value: OpenCase, now: datetime) -> int:
    """Open a case; ChangeRefused when one is open, FactChangedMeanwhile when the form is old."""
    stamp = Stamp(actor, now, value.reason)
    lock_child(child_id)
    check_shown(ChildCase, child_id, value.shown_id)
    refuse_future("opened_on", value.opened_on, stamp)
    spells = facts.current(ChildCase, (child_id,)).get(child_id, [])
    if any(spell.to_on is None for spell in spells):
        raise ChangeRefused("opened_on", "A case is open already")
    last_end = max((spell.to_on for spell in spells if spell.to_on), default=None)
    if value.opened_on and last_end and value.opened_on < last_end:
        raise ChangeRefused("opened_on", "The start must be on or after the day of the last end")
    begins = Beginning(
        what="A case",
        field="opened_on",
        begun=Begun(day=value.opened_on, after_death=True),
        on_purpose=value.strange_on_purpose,
    )
    refuse_outside_life(child_id, begins, stamp.today)
    case = ChildCase(
        child_id=child_id, from_on=value.opened_on, closure_reason="", **stamp.columns()
    )
    add_facts([case])
    audit.record(actor, "case_opened", "child", child_id)
    return case.id


def close_case(actor: Actor, child_id: int, value: CloseCase, now: datetime) -> int:
    """Close the open case and end the lead's assignment with it; a plan must have ended first."""
    stamp = Stamp(actor, now, value.reason)
    lock_child(child_id)
    check_shown(ChildCase, child_id, value.shown_id)
    refuse_future("closed_on", value.closed_on, stamp)
    if facts.running(ChildProtectionPlan, child_id):
        raise ChangeRefused("closed_on", "The child is on a plan. End the plan first")
    cases = facts.running(ChildCase, child_id)
    if not cases:
        raise ChangeRefused("closed_on", "No case is open")
    closed = [
        end_fact(case, value.closed_on, stamp, "closed_on", closure_reason=value.closure_reason)
        for case in cases
    ]
    for assignment in facts.running(LeadSocialWorkerAssignment, child_id):
        began = assignment.from_on
        end_fact(assignment, max(value.closed_on, began) if began else value.closed_on, stamp)
    audit.record(actor, "case_closed", "child", child_id)
    return closed[-1].id
