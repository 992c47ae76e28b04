"""The words that pages show for roles."""

from __future__ import annotations

from lacrecords.terms import Role

ROLE_WORDS: dict[Role, str] = {
    Role.DUTY_OFFICER: "Duty officer",
    Role.DUTY_SOCIAL_WORKER: "Duty social worker",
    Role.OUT_OF_HOURS_SOCIAL_WORKER: "Out-of-hours social worker",
    Role.LEAD_SOCIAL_WORKER: "Lead social worker",
    Role.BUSINESS_SUPPORT_OFFICER: "Business support officer",
    Role.TEAM_MANAGER: "Team manager",
    Role.DESIGNATED_MANAGER: "Designated manager",
    Role.CALDICOTT_GUARDIAN: "Caldicott Guardian",
    Role.DIRECTOR: "Director of Children's Services",
    Role.SYSTEM_ADMINISTRATOR: "System administrator",
}
