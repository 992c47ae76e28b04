"""Who leads for a child: one lead social worker at a time, each from a day to a day."""

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
from lacrecords.children.models import ChildCase, LeadSocialWorkerAssignment
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.staff.queries import StaffCard
from lacrecords.terms import Role

MAY_LEAD = (Role.LEAD_SOCIAL_WORKER, Role.TEAM_MANAGER)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignLead:
    """A lead social worker begins; a start that is empty is not recorded."""

    account_id: int
    from_on: date | None
    reason: str
    shown_id: int | None


def who_may_lead(on: date) -> tuple[StaffCard, ...]:
    """Those who can be chosen: at work on that day, in a role that leads."""
    return staff.active_people(MAY_LEAD, on)


def assign_lead_social_worker(
    actor: Actor, child_id: int, value: AssignLead, now: datetime
) -> int:
    """Let one member of staff lead from a day on; whoever led before ends on that day."""
    stamp = Stamp(actor, now, value.reason)
    lock_child(child_id)
    check_shown(LeadSocialWorkerAssignment, child_id, value.shown_id)
    refuse_future("from_on", value.from_on, stamp)
    chosen = _chosen(value.account_id, stamp.today)
    if not facts.running(ChildCase, child_id):
        raise ChangeRefused("account_id", "No case is open. Open a case first")
    _end_earlier(child_id, value, stamp)
    assignment = LeadSocialWorkerAssignment(
        child_id=child_id,
        account_id=chosen.account_id,
        name_as_given="",
        team_id=next(iter(chosen.team_ids), None),
        from_on=value.from_on,
        **stamp.columns(),
    )
    add_facts([assignment])
    audit.record(actor, "lead_social_worker_assigned", "child", child_id)
    return assignment.id


def _chosen(account_id: int, on: date) -> StaffCard:
    for card in who_may_lead(on):
        if card.account_id == account_id:
            return card
    raise ChangeRefused("account_id", "Choose somebody who is at work today and may lead")


def _end_earlier(child_id: int, value: AssignLead, stamp: Stamp) -> None:
    for earlier in facts.running(LeadSocialWorkerAssignment, child_id):
        if earlier.account_id == value.account_id:
            raise ChangeRefused("account_id", "This person is the lead social worker already")
        if value.from_on is None:
            raise ChangeRefused("from_on", "Enter the day: another lead social worker ends then")
        end_fact(earlier, value.from_on, stamp, "from_on")
