"""What cannot be recorded of a case, a plan, a review, a death or who leads.

These look at other facts of the same child: a review comes after its plan began, a case
does not end under a plan. What a file says is warned of and kept; whoever types is asked.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from lacrecords.children import facts
from lacrecords.children.changes import ChangeRefused, refuse_future
from lacrecords.children.fact_rules import Said, check_no_overlap
from lacrecords.children.identities import refuse_death_before_birth
from lacrecords.children.lifetimes import Beginning, refuse_outside_life
from lacrecords.children.models import (
    ChildCase,
    ChildProtectionPlan,
    LeadSocialWorkerAssignment,
)
from lacrecords.rules.lifetimes import Begun
from lacrecords.staff import queries as staff

OF_THE_START = ("initial", "transfer_in")
"""Conferences that a plan comes from: they are held on its first day or before."""
PLAN_FIRST = "The child is on a plan. End the plan first"


def check_case(said: Said) -> dict[str, Any]:
    """Two spells do not overlap, none ends under a plan, and one that ended says why."""
    ended = said.columns.get("to_on") is not None
    if said.columns.get("closure_reason") and not ended:
        raise ChangeRefused("to_on", "Enter the day it was closed, or empty why it was closed")
    if ended and facts.running(ChildProtectionPlan, said.child_id):
        others_run = any(row.to_on is None for row in said.others)
        if not others_run:
            raise ChangeRefused("to_on", PLAN_FIRST)
    columns = check_no_overlap(said)
    _refuse_outside_life(said, "A case", after_death=True)
    return columns


def refuse_case_under_plan(child_id: int) -> None:
    """Raise ChangeRefused where the only open case would go while a plan runs."""
    cases = facts.running(ChildCase, child_id)
    if len(cases) == 1 and facts.running(ChildProtectionPlan, child_id):
        raise ChangeRefused("reason", PLAN_FIRST)


def check_plan(said: Said) -> dict[str, Any]:
    """A plan lasts, overlaps no other, and begins before its reviews."""
    refuse_one_day_plan("to_on", said.columns.get("from_on"), said.columns.get("to_on"))
    columns = check_no_overlap(said)
    _refuse_outside_life(said, "A plan")
    return columns


def check_legal_status(said: Said) -> dict[str, Any]:
    """An order begins in the lifetime of the child."""
    _refuse_outside_life(said, "A legal status", only_when_born=True)
    return said.columns


def _refuse_outside_life(said: Said, what: str, **may: bool) -> None:
    """A day that stands already is not asked about again: the file that gave it was warned of."""
    from_on = said.columns.get("from_on")
    if said.fact is not None and said.fact.from_on == from_on:
        return
    begins = Beginning(
        what=what,
        field="from_on",
        begun=Begun(day=from_on, ended=said.columns.get("to_on") is not None, **may),
        on_purpose=said.strange_on_purpose,
    )
    refuse_outside_life(said.child_id, begins, said.stamp.today)


def refuse_one_day_plan(field: str, from_on: date | None, to_on: date | None) -> None:
    """Raise ChangeRefused for a plan that ends on the day it starts."""
    if from_on is not None and from_on == to_on:
        words = "A plan cannot end on the day it starts. If it never was, withdraw it"
        raise ChangeRefused(field, words)


def check_review(said: Said) -> dict[str, Any]:
    """What was held was held by today and under a plan; only then was it quorate or not."""
    refuse_future("held_on", said.columns["held_on"], said.stamp)
    if said.columns["quorate"] is not None and said.columns["held_on"] is None:
        raise ChangeRefused("held_on", "Enter the day it was held, or leave the last question open")
    if said.columns["review_kind"] not in OF_THE_START:
        plans = facts.current(ChildProtectionPlan, (said.child_id,)).get(said.child_id, [])
        for name in ("due_on", "booked_on", "held_on"):
            _refuse_before_plan(name, said.columns[name], plans)
    return said.columns


def _refuse_before_plan(name: str, day: date | None, plans: list[ChildProtectionPlan]) -> None:
    """A review comes after the first day of some plan; without any plan nothing is said."""
    if day is None or not plans:
        return
    if not any(plan.from_on is None or plan.from_on < day for plan in plans):
        raise ChangeRefused(name, "A review comes after the first day of the plan. Check the day")


def check_death(said: Said) -> dict[str, Any]:
    """Nobody dies before they are born."""
    refuse_death_before_birth("from_on", said.columns.get("from_on"), said.child_id)
    return said.columns


def check_lead(said: Said) -> dict[str, Any]:
    """One lead at a time; somebody on the staff list takes the place of a name from a file."""
    columns = check_no_overlap(said)
    account_id = columns.pop("account_id")
    held = said.fact.account_id if isinstance(said.fact, LeadSocialWorkerAssignment) else None
    if account_id in (None, held):
        return columns
    team_id = next(iter(staff.teams_of(account_id, said.stamp.today)), None)
    return columns | {"account_id": account_id, "name_as_given": "", "team_id": team_id}
