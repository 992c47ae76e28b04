"""The glossary as code: every closed list of the field, one name for one thing.

Tables, screens, rules and tests use these words and no others. This module
imports the standard library only and decides nothing: rules decide.
Source of the words: the council's procedure and the project's glossary.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a member of staff is here to do."""

    DUTY_OFFICER = "duty_officer"
    DUTY_SOCIAL_WORKER = "duty_social_worker"
    OUT_OF_HOURS_SOCIAL_WORKER = "out_of_hours_social_worker"
    LEAD_SOCIAL_WORKER = "lead_social_worker"
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


class EnquirerKind(StrEnum):
    """In what capacity the enquirer asks, as they say."""

    PROFESSIONAL = "professional"
    PARENT = "parent"
    PARENTAL_RESPONSIBILITY = "parental_responsibility"
    RELATIVE = "relative"
    PUBLIC = "public"
    CHILD = "child"


class EnquiryType(StrEnum):
    """Why the register is asked; the custodian of the register must record it."""

    CONCERN = "concern"
    ROUTINE = "routine"
    FAMILY_COURT_SERVICE = "family_court_service"
    LIST = "list"
    OTHER = "other"


class Channel(StrEnum):
    """How the enquiry reached us."""

    TELEPHONE = "telephone"
    EMAIL = "email"
    LETTER = "letter"
    IN_PERSON = "in_person"


class Urgency(StrEnum):
    """How soon the enquiry must be followed up."""

    ROUTINE = "routine"
    URGENT = "urgent"


class VerificationMethod(StrEnum):
    """How the enquirer was, or was not, shown to be who they say."""

    RING_BACK = "ring_back"
    DIRECTORY_EMAIL = "directory_email"
    IDENTITY_DOCUMENT = "identity_document"
    KNOWN_VOICE = "known_voice"
    NONE = "none"


class VerificationOutcome(StrEnum):
    """What the check of the enquirer showed."""

    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"
    COULD_NOT_BE_DONE = "could_not_be_done"


class ContactPointKind(StrEnum):
    """A way to reach an agency that we, not the enquirer, know to be theirs."""

    TELEPHONE = "telephone"
    EMAIL = "email"


class MatchAnswer(StrEnum):
    """A person's decision about one enquired child, with the evidence shown."""

    SAME = "same"
    NOT_KNOWN = "not_known"
    CANNOT_TELL = "cannot_tell"


class MatchStrength(StrEnum):
    """How strongly a record looks like the enquired child, in four plain levels."""

    STRONG = "strong"
    LIKELY = "likely"
    POSSIBLE = "possible"
    WEAK = "weak"


class DatePrecision(StrEnum):
    """How much of a date of birth is known; an estimated day is the 15th by convention."""

    EXACT = "exact"
    MONTH = "month"
    YEAR = "year"
    EXPECTED = "expected"


class Sex(StrEnum):
    """Sex as the national returns hold it."""

    FEMALE = "F"
    MALE = "M"
    NOT_RECORDED = "U"


class NameType(StrEnum):
    """What kind of name a child has or had."""

    CURRENT = "current"
    EARLIER = "earlier"
    KNOWN_AS = "known_as"
    OTHER = "other"


class AddressType(StrEnum):
    """What an address is to a child."""

    HOME = "home"
    SECOND_HOME = "second_home"
    PLACEMENT = "placement"
    TEMPORARY = "temporary"


class IdentifierScheme(StrEnum):
    """Whose number an identifier is."""

    AUTHORITY = "authority"
    NHS = "nhs"
    UPN = "upn"
    MOTHER_NHS = "mother_nhs"


class PlanCategory(StrEnum):
    """Category of a child protection plan, by the national code."""

    NEGLECT = "NEG"
    PHYSICAL = "PHY"
    SEXUAL = "SAB"
    EMOTIONAL = "EMO"
    MULTIPLE = "MUL"
    NOT_RECORDED = "NOT"


class RestrictionKind(StrEnum):
    """Why few people may open a record."""

    RESTRICTED = "restricted"
    SEALED_AT_ADOPTION = "sealed_at_adoption"


class EnquirerStanding(StrEnum):
    """What the enquirer is to this child, once the officer has weighed role and reason."""

    LEGITIMATE = "legitimate"
    FAMILY = "family"
    PUBLIC = "public"
    THE_CHILD = "the_child"


class Check(StrEnum):
    """The state of the check when the outcome is weighed."""

    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"


class ChildState(StrEnum):
    """What the register says of the enquired child at the moment of weighing."""

    OPEN_WORKER_ACTIVE = "open_worker_active"
    OPEN_COVER_ACTIVE = "open_cover_active"
    OPEN_NO_ACTIVE_WORKER = "open_no_active_worker"
    CLOSED = "closed"
    NOT_KNOWN = "not_known"
    RESTRICTED = "restricted"
    OTHER_AUTHORITY = "other_authority"
    DIED_OR_ADULT = "died_or_adult"
    CANNOT_TELL = "cannot_tell"


class TellingKind(StrEnum):
    """The closed list of what may be told by the enquiry route. No kind carries an address."""

    LEAD_SOCIAL_WORKER_NAME = "lead_social_worker_name"
    COVER_WORKER_NAME = "cover_worker_name"
    DUTY_TEAM = "duty_team"
    OUT_OF_HOURS_TEAM = "out_of_hours_team"
    EARLIER_ENQUIRY = "earlier_enquiry"
    OTHER_AUTHORITY_CONTACT = "other_authority_contact"
    PLAN_STATUS = "plan_status"
    ADVICE = "advice"
    WORRY_TAKEN_HERE = "worry_taken_here"
    RING_BACK = "ring_back"
    HOW_TO_BE_CHECKED = "how_to_be_checked"
    HOW_TO_REPORT_A_WORRY = "how_to_report_a_worry"
    MESSAGE_PASSED_ON = "message_passed_on"
    OWN_INFORMATION_ROUTE = "own_information_route"
    DISCLOSURE_SCHEMES = "disclosure_schemes"
    ARE_YOU_SAFE_NOW = "are_you_safe_now"


TELLINGS_ABOUT_A_CHILD = frozenset(
    {
        TellingKind.LEAD_SOCIAL_WORKER_NAME,
        TellingKind.COVER_WORKER_NAME,
        TellingKind.DUTY_TEAM,
        TellingKind.OUT_OF_HOURS_TEAM,
        TellingKind.EARLIER_ENQUIRY,
        TellingKind.OTHER_AUTHORITY_CONTACT,
        TellingKind.PLAN_STATUS,
    }
)
"""Kinds that say something about a child: each needs a confirmed check."""


class DutyKind(StrEnum):
    """The closed list of what we must do after an enquiry."""

    NOTIFY_LEAD_SOCIAL_WORKER = "notify_lead_social_worker"
    NOTIFY_COVER_WORKER = "notify_cover_worker"
    NOTIFY_TEAM_MANAGER = "notify_team_manager"
    NOTIFY_DESIGNATED_MANAGER = "notify_designated_manager"
    NOTIFY_DUTY_TEAM = "notify_duty_team"
    NOTIFY_SAME_ADDRESS_WORKERS = "notify_same_address_workers"
    NOTIFY_SIBLING_WORKERS = "notify_sibling_workers"
    NOTIFY_CLOSE_CANDIDATE_WORKERS = "notify_close_candidate_workers"
    NOTIFY_RECORD_OWNER = "notify_record_owner"
    NOTIFY_MANAGER_ON_SHIFT = "notify_manager_on_shift"
    KEEP_ON_CHILD_RECORD = "keep_on_child_record"
    CONTACT_RECORD = "contact_record"
    CHILD_IN_NEED_CONSIDERATION = "child_in_need_consideration"
    MATCH_TASK = "match_task"
    RING_BACK_TASK = "ring_back_task"
    MOVEMENT_TASK = "movement_task"
    WORRY_TASK = "worry_task"
    CHILD_CALLING_TASK = "child_calling_task"
    PASS_MESSAGE_ON = "pass_message_on"  # noqa: S105 - not a password


class TaskKind(StrEnum):
    """Something a person must do by a given moment."""

    WORRY = "worry"
    CHILD_CALLING = "child_calling"
    MATCH = "match"
    RING_BACK = "ring_back"
    MOVEMENT = "movement"
    MORE_ASKED = "more_asked"
    TOLD_OUTSIDE_RULES = "told_outside_rules"
    ATTEMPT_SUSPECTED = "attempt_suspected"


class NotificationKind(StrEnum):
    """Why one of our own people is told of an enquiry."""

    ENQUIRY_ABOUT_CHILD = "enquiry_about_child"
    SAME_ADDRESS = "same_address"
    SIBLING = "sibling"
    CLOSE_CANDIDATE = "close_candidate"
    MESSAGE_FROM_FAMILY = "message_from_family"
    NO_LEAD_SOCIAL_WORKER = "no_lead_social_worker"
    ABOUT_OUR_WORKER = "about_our_worker"
    CLOSED_CASE = "closed_case"
    RESTRICTED_RECORD = "restricted_record"
    CHILD_IN_NEED_CONSIDERATION = "child_in_need_consideration"
    ATTEMPT_SUSPECTED = "attempt_suspected"
    TOLD_OUTSIDE_RULES = "told_outside_rules"
    TASK = "task"


class ConsiderationOutcome(StrEnum):
    """How a child in need consideration ends."""

    NO_FURTHER_ACTION = "no_further_action"
    EARLY_HELP = "early_help"
    CHILD_IN_NEED_ASSESSMENT = "child_in_need_assessment"
    STRATEGY_DISCUSSION = "strategy_discussion"
    SECTION_47 = "section_47"
    CHILD_FOUND_TO_BE_KNOWN = "child_found_to_be_known"
    DIFFERENT_CHILD = "different_child"
    OTHER_AUTHORITY_RESPONSIBLE = "other_authority_responsible"
