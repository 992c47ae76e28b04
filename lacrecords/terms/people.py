"""Our staff and teams, and the bodies whose staff ask us."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a member of staff is here to do."""

    DUTY_OFFICER = "duty_officer"
    DUTY_SOCIAL_WORKER = "duty_social_worker"
    OUT_OF_HOURS_SOCIAL_WORKER = "out_of_hours_social_worker"
    LEAD_SOCIAL_WORKER = "lead_social_worker"
    BUSINESS_SUPPORT_OFFICER = "business_support_officer"
    TEAM_MANAGER = "team_manager"
    DESIGNATED_MANAGER = "designated_manager"
    CALDICOTT_GUARDIAN = "caldicott_guardian"
    DIRECTOR = "director"
    SYSTEM_ADMINISTRATOR = "system_administrator"


class TeamKind(StrEnum):
    """What a team is for; notifications to "the duty team" go to the team of that kind."""

    CASEWORK = "casework"
    DUTY = "duty"
    OUT_OF_HOURS = "out_of_hours"


class AgencyType(StrEnum):
    """The kind of body an enquirer works for, by the national contact source list."""

    SCHOOL = "school"
    EDUCATION_SERVICE = "education_service"
    GENERAL_PRACTICE = "general_practice"
    HEALTH_VISITING = "health_visiting"
    SCHOOL_NURSING = "school_nursing"
    HOSPITAL = "hospital"
    OTHER_HEALTH = "other_health"
    HOUSING = "housing"
    OWN_AUTHORITY = "own_authority"
    OTHER_AUTHORITY = "other_authority"
    EARLY_HELP = "early_help"
    POLICE = "police"
    PROBATION = "probation"
    FAMILY_COURT_SERVICE = "family_court_service"
    OTHER_LEGAL = "other_legal"
    VOLUNTARY = "voluntary"
    OTHER = "other"


class PersonNameType(StrEnum):
    """What kind of name an adult has, had or uses."""

    NOT_STATED = "not_stated"
    CURRENT = "current"
    BIRTH = "birth"
    MARRIED = "married"
    PREVIOUS = "previous"
    ALIAS = "alias"


class PersonStrength(StrEnum):
    """How strongly what is said of an adult agrees with an adult who is recorded, best first."""

    STRONG = "strong"
    LIKELY = "likely"
    POSSIBLE = "possible"


class ContactPointKind(StrEnum):
    """A way to reach an agency that we, not the enquirer, know to be theirs."""

    TELEPHONE = "telephone"
    EMAIL = "email"
