"""The desk on which each role's day begins."""

from __future__ import annotations

from collections.abc import Container

from lacrecords.terms import Role

DESKS: dict[Role, str] = {
    Role.DUTY_OFFICER: "enquiries.index",
    Role.DUTY_SOCIAL_WORKER: "enquiries.index",
    Role.OUT_OF_HOURS_SOCIAL_WORKER: "enquiries.index",
    Role.LEAD_SOCIAL_WORKER: "notifications.inbox",
    Role.BUSINESS_SUPPORT_OFFICER: "children.index",
    Role.TEAM_MANAGER: "notifications.inbox",
    Role.DESIGNATED_MANAGER: "oversight.home",
    Role.CALDICOTT_GUARDIAN: "notifications.inbox",
    Role.DIRECTOR: "oversight.home",
    Role.SYSTEM_ADMINISTRATOR: "staff.index",
}


def desk_of(role: Role, endpoints: Container[str]) -> str:
    """The endpoint of this role's desk; one's own account where the desk is not there."""
    desk = DESKS[role]
    return desk if desk in endpoints else "staff.account"
