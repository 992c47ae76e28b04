"""What our own people are told and must do."""

from __future__ import annotations

from enum import StrEnum


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
    LATE_HIT = "late_hit"
    MOVEMENT_STEP = "movement_step"
    STAND_DOWN = "stand_down"
    OFFICER_QUESTION = "officer_question"
    REFERRAL = "referral"
    INCIDENT = "incident"
    RISK_HIT = "risk_hit"
    RISK_ACCESS = "risk_access"
    RISK_REVIEW = "risk_review"
    RISK_REMOVAL = "risk_removal"
    RISK_DISPOSAL = "risk_disposal"
    ALERT_RECEIVED = "alert_received"
    FOUND_FOR_OTHERS = "found_for_others"
    SUITABILITY_CHECK = "suitability_check"
    CHECK_SEARCH_AGAIN = "check_search_again"
    CHECK_ANSWER_CHANGED = "check_answer_changed"
    ALLEGATION_REFERRAL = "allegation_referral"
    SHARING_DECISION = "sharing_decision"
    AGREEMENT_REVIEW = "agreement_review"
    ADVICE = "advice"
    ADVICE_LATE = "advice_late"
    SCHEME_DANGER = "scheme_danger"
    SCHEME_REFERRAL = "scheme_referral"
    SCHEME_MORE_ASKED = "scheme_more_asked"
    SECTION_47_CONSIDERATION = "section_47_consideration"
    CONSENT_REVIEW = "consent_review"
    PARENTS_DISAGREE = "parents_disagree"
    PEER_REVIEW = "peer_review"
    CORRECTION = "correction"
    SUBJECT_ACCESS = "subject_access"
    SUBJECT_ACCESS_HARM = "subject_access_harm"


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
    SEALED_RECORD = "sealed_record"
    LIFT_ASKED = "lift_asked"
    OPENED_IN_EMERGENCY = "opened_in_emergency"
    EMERGENCY_NOT_REVIEWED = "emergency_not_reviewed"
    CHILD_IN_NEED_CONSIDERATION = "child_in_need_consideration"
    ATTEMPT_SUSPECTED = "attempt_suspected"
    TOLD_OUTSIDE_RULES = "told_outside_rules"
    COURT_ORDER = "court_order"
    ENQUIRER_NOT_CONFIRMED = "enquirer_not_confirmed"
    CHILD_DIED = "child_died"
    TURNED_EIGHTEEN = "turned_eighteen"
    LINK_ASKED = "link_asked"
    RECORDS_LINKED = "records_linked"
    LATE_HIT = "late_hit"
    LATE_SAME_ADDRESS = "late_same_address"
    POWERS_HANDED_OVER = "powers_handed_over"
    CHILD_MOVED = "child_moved"
    STAND_DOWN_LATE = "stand_down_late"
    OFFICER_ANSWERED = "officer_answered"
    INCIDENT = "incident"
    RISK_HIT = "risk_hit"
    RISK_ACCESS = "risk_access"
    RISK_REVIEW_LATE = "risk_review_late"
    RISK_READER = "risk_reader"
    RISK_DISPOSAL = "risk_disposal"
    ALERT_RECEIVED = "alert_received"
    FOUND_FOR_OTHERS_LATE = "found_for_others_late"
    SUITABILITY_CHECK = "suitability_check"
    CHECK_REGISTER_CHANGED = "check_register_changed"
    SHARING_LATE = "sharing_late"
    SHARING_CONSENT_FELL = "sharing_consent_fell"
    RECORDS_TO_PUT_RIGHT = "records_to_put_right"
    EXPORT_ASKED = "export_asked"
    EXPORT_DECIDED = "export_decided"
    STATEMENT_ISSUED = "statement_issued"
    ALLEGATION_REFERRAL = "allegation_referral"
    GUIDANCE_PROPOSED = "guidance_proposed"
    GUIDANCE_DECIDED = "guidance_decided"
    ADVICE_ASKED = "advice_asked"
    ADVICE_WRITTEN = "advice_written"
    SCHEME_QUESTION = "scheme_question"
    SCHEME_LATE = "scheme_late"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    PEER_REVIEW = "peer_review"
    PEER_REVIEWED = "peer_reviewed"
    SUBJECT_ACCESS = "subject_access"
    TASK = "task"


class ClockUnit(StrEnum):
    """In what the time that a clock gives is counted."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


class MatterKind(StrEnum):
    """What a task or notification is about where it is about no enquiry."""

    MOVEMENT = "movement"
    RISK_NOTIFICATION = "risk_notification"
    CHECK_REQUEST = "check_request"
    INCIDENT = "incident"
    HAND_OVER = "hand_over"
    MISSING_FAMILY_ALERT = "missing_family_alert"
    RECEIVED_ALERT = "received_alert"
    CONSIDERATION = "consideration"
    CURRENCY_DIGEST = "currency_digest"
    EXPORT = "export"
    STATEMENT = "statement"
    SHARING_DECISION = "sharing_decision"
    GUIDANCE_PROPOSAL = "guidance_proposal"
    AGENCY_AGREEMENT = "agency_agreement"
    CHILD = "child"
    ADVICE = "advice"
    SCHEME_QUESTION = "scheme_question"
    CONSENT = "consent"
    PARENTS_DISAGREEMENT = "parents_disagreement"
    PEER_REVIEW = "peer_review"
    CORRECTION = "correction"
    SUBJECT_ACCESS = "subject_access"
    SUBJECT_ACCESS_HARM = "subject_access_harm"
    SUBJECT_ACCESS_CLOSED = "subject_access_closed"


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


REFERRALS = frozenset(
    {
        ConsiderationOutcome.EARLY_HELP,
        ConsiderationOutcome.CHILD_IN_NEED_ASSESSMENT,
        ConsiderationOutcome.STRATEGY_DISCUSSION,
        ConsiderationOutcome.SECTION_47,
    }
)
"""Outcomes after which somebody must act, with a note for the council's case system."""
