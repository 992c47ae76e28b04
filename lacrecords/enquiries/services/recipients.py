"""Which of our own people a duty goes to. A person who is away or has left is never chosen."""

from __future__ import annotations

from datetime import datetime

from lacrecords.children.standing import ChildStanding
from lacrecords.clocks import is_out_of_hours, local_date
from lacrecords.enquiries.services.matter import Matter
from lacrecords.notifications.services import Recipient, route_worker
from lacrecords.procedure import Procedure
from lacrecords.staff import queries as staff
from lacrecords.terms import Role, TeamKind

DESIGNATED_MANAGER = Recipient(role=Role.DESIGNATED_MANAGER)


def duty_recipients(procedure: Procedure, now: datetime) -> tuple[Recipient, ...]:
    """The duty team; out of hours the out-of-hours team instead, where there is one."""
    night = staff.team_of_kind(TeamKind.OUT_OF_HOURS) if is_out_of_hours(procedure, now) else None
    team = night or staff.team_of_kind(TeamKind.DUTY)
    return (Recipient(team_id=team.team_id) if team else DESIGNATED_MANAGER,)


def told_for_the_duty_team(matter: Matter) -> tuple[Recipient, ...]:
    """The duty team; the manager on shift while nobody has confirmed the enquirer.

    Whoever took the call is in the duty team, and would read there what the check keeps back.
    """
    if matter.is_confirmed:
        return duty_recipients(matter.procedure, matter.now)
    return (manager_on_shift(matter.procedure, matter.now),)


def manager_on_shift(procedure: Procedure, now: datetime) -> Recipient:
    """The manager of the duty team, out of hours of the out-of-hours team; else the role."""
    kind = TeamKind.OUT_OF_HOURS if is_out_of_hours(procedure, now) else TeamKind.DUTY
    team = staff.team_of_kind(kind)
    manager = staff.team_manager_for(team.team_id, local_date(now)) if team else None
    return Recipient(account_id=manager.account_id) if manager else DESIGNATED_MANAGER


def lead_social_worker(standing: ChildStanding, now: datetime) -> Recipient:
    """The lead social worker where active, else the cover, else up the line."""
    account_id = standing.lead.account_id if standing.lead else None
    return route_worker(account_id, standing.team_id, local_date(now))


def also_leading(standing: ChildStanding, now: datetime) -> tuple[Recipient, ...]:
    """Whoever leads for the child by a record that is linked, or who stands in for them."""
    return tuple(
        route_worker(lead.worker.account_id, lead.team_id, local_date(now))
        for lead in standing.also_leading
    )


def team_manager(standing: ChildStanding, now: datetime) -> Recipient:
    """The active manager of the child's team; else the designated manager."""
    manager = staff.team_manager_for(standing.team_id, local_date(now))
    return Recipient(account_id=manager.account_id) if manager else DESIGNATED_MANAGER


def who_follow_up(
    standing: ChildStanding, about_our_worker: bool, now: datetime
) -> tuple[Recipient, ...]:
    """Who follow up for a child; an enquiry about a worker of ours goes to no worker at all.

    The enquiry does not say which worker it is about, so a manager hears instead of each.
    Where two records of the child are linked, whoever leads by either of them hears.
    """
    if about_our_worker:
        return (manager_who_does_not_lead(standing, now),)
    return tuple(dict.fromkeys((lead_social_worker(standing, now), *also_leading(standing, now))))


def manager_who_does_not_lead(standing: ChildStanding, now: datetime) -> Recipient:
    """The team manager, or the designated manager where the team manager leads for the child."""
    manager = team_manager(standing, now)
    besides = [who for lead in standing.also_leading for who in (lead.worker, lead.cover)]
    workers = (standing.lead, standing.cover, *besides)
    leading = {worker.account_id for worker in workers if worker}
    return DESIGNATED_MANAGER if manager.account_id in leading else manager


def record_owner(standing: ChildStanding, now: datetime) -> Recipient:
    """The named owner of a restricted record where active; else the designated manager."""
    owner_id = standing.restriction.owner_id if standing.restriction else None
    if owner_id is not None and staff.is_active(owner_id, local_date(now)):
        return Recipient(account_id=owner_id)
    return DESIGNATED_MANAGER
