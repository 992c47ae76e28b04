"""How an enquiry is read and closed by the designated manager, and what follows of a mistake."""

from __future__ import annotations

from enum import StrEnum


class KnownHow(StrEnum):
    """How the enquirer knows what they say: fact and opinion kept apart."""

    SEEN_OR_HEARD = "seen_or_heard"
    TOLD_BY_SOMEBODY = "told_by_somebody"
    THEIR_OPINION = "their_opinion"


class ManagerViewKind(StrEnum):
    """What the designated manager makes of an enquiry they have read."""

    NO_FURTHER_ACTION = "no_further_action"
    ASK_THE_OFFICER = "ask_the_officer"
    REFERRAL_MADE = "referral_made"
    WRONG_DISCLOSURE = "wrong_disclosure"


class EnquiryFlag(StrEnum):
    """Why an enquiry must be read on its own, and cannot be closed among others."""

    CHECK_FAILED = "check_failed"
    CHECK_NOT_DONE = "check_not_done"
    TOLD_OUTSIDE_RULES = "told_outside_rules"
    OTHER_WORDS_SAID = "other_words_said"
    NOTHING_RECORDED_AS_SAID = "nothing_recorded_as_said"
    WORRIED = "worried"
    CHILD_ASKED = "child_asked"
    SECOND_ENQUIRY = "second_enquiry"
    RESTRICTED = "restricted"
    NOT_ANSWERED_AT_ONCE = "not_answered_at_once"
    ABOUT_OUR_WORKER = "about_our_worker"
    ATTEMPT_SUSPECTED = "attempt_suspected"
    MORE_ASKED = "more_asked"
    COURT_ORDER = "court_order"
    LEFT_UNATTENDED = "left_unattended"
    ENTERED_LATE = "entered_late"
    ACKNOWLEDGED_LATE = "acknowledged_late"
    MANY_CHILDREN_BY_ONE_ENQUIRER = "many_children_by_one_enquirer"
    SAME_ADDRESS_ASKED_BEFORE = "same_address_asked_before"
    DECISION_CHANGED = "decision_changed"


class CheckState(StrEnum):
    """How the check of the enquirer stands when the manager reads."""

    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"
    COULD_NOT_BE_DONE = "could_not_be_done"
    NOT_RECORDED = "not_recorded"


class QueueState(StrEnum):
    """Where an enquiry stands in the designated manager's queue."""

    TO_READ = "to_read"
    ASKED = "asked"
    ANSWERED = "answered"
    SECOND_LOOK = "second_look"
    CONSIDERED = "considered"


class AnswerGiven(StrEnum):
    """What an enquirer could be told, in groups that give away no record."""

    WORKER_NAMED = "worker_named"
    DUTY_TEAM = "duty_team"
    OTHER_AUTHORITY = "other_authority"
    RING_BACK = "ring_back"
    EARLIER_ENQUIRY = "earlier_enquiry"
    ADVICE = "advice"
    NOT_CHECKED = "not_checked"


class IncidentDutyKind(StrEnum):
    """Who must be told when something was told that should not have been."""

    TELL_DATA_PROTECTION_OFFICER = "tell_data_protection_officer"
    TELL_LEAD_SOCIAL_WORKER = "tell_lead_social_worker"
    TELL_DIRECTOR = "tell_director"
    TELL_INFORMATION_COMMISSIONER = "tell_information_commissioner"
    TELL_PERSONS_CONCERNED = "tell_persons_concerned"
