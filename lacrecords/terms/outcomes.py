"""What the rules weigh, and what they give back."""

from __future__ import annotations

from enum import StrEnum


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
