"""Notifications, tasks and clocks in plain words. It decides nothing and knows nobody's name."""

from __future__ import annotations

from datetime import datetime, timedelta

from lacrecords.terms import NotificationKind, Role, TaskKind

NOTIFICATION_WORDS = {
    NotificationKind.ENQUIRY_ABOUT_CHILD: "Somebody asked about a child you work with",
    NotificationKind.SAME_ADDRESS: (
        "Somebody asked about a child at the same address as a child on a plan"
    ),
    NotificationKind.SIBLING: "Somebody asked about a brother or sister of a child you work with",
    NotificationKind.CLOSE_CANDIDATE: ("Somebody asked about a child who may be one you work with"),
    NotificationKind.MESSAGE_FROM_FAMILY: "A message from a child's family",
    NotificationKind.NO_LEAD_SOCIAL_WORKER: (
        "Somebody asked about a child who has no active lead social worker"
    ),
    NotificationKind.ABOUT_OUR_WORKER: "An enquiry is about one of our workers",
    NotificationKind.CLOSED_CASE: "Somebody asked about a child whose case is closed",
    NotificationKind.RESTRICTED_RECORD: "Something may concern a restricted record",
    # The same words, so that whoever stands in for the owner cannot tell a sealed record.
    NotificationKind.SEALED_RECORD: "Something may concern a restricted record",
    NotificationKind.LIFT_ASKED: "You are asked about the lifting of a restriction",
    NotificationKind.OPENED_IN_EMERGENCY: "A restricted record was opened in an emergency",
    NotificationKind.EMERGENCY_NOT_REVIEWED: (
        "Nobody has reviewed the opening of a restricted record in an emergency"
    ),
    NotificationKind.CHILD_IN_NEED_CONSIDERATION: (
        "A child who is not known was asked about again: consider whether in need"
    ),
    NotificationKind.ATTEMPT_SUSPECTED: "Somebody may be trying to find a child",
    NotificationKind.TOLD_OUTSIDE_RULES: "Something was told outside the rules",
    NotificationKind.COURT_ORDER: "A court order was brought: send it to legal services",
    NotificationKind.ENQUIRER_NOT_CONFIRMED: "An enquiry came in whose enquirer is not confirmed",
    NotificationKind.CHILD_DIED: "A death has been recorded",
    NotificationKind.TURNED_EIGHTEEN: "Somebody whose case is open has turned eighteen",
    NotificationKind.LINK_ASKED: "You are asked whether two records are of one child",
    NotificationKind.RECORDS_LINKED: "Records of a child you work with were linked or taken apart",
    NotificationKind.LATE_HIT: (
        "Somebody asked earlier about a child who may be one you work with"
    ),
    NotificationKind.LATE_SAME_ADDRESS: (
        "Somebody asked earlier about a child at the same address as a child on a plan"
    ),
    NotificationKind.POWERS_HANDED_OVER: "The designated manager has, or had, a deputy",
    NotificationKind.CHILD_MOVED: "A child you work with is moving into or out of the area",
    NotificationKind.STAND_DOWN_LATE: (
        "An authority has not been told that a family was found: it may still be looking"
    ),
    NotificationKind.OFFICER_ANSWERED: "An officer has answered your question",
    NotificationKind.INCIDENT: "Something was told that should not have been",
    NotificationKind.RISK_HIT: "Something may concern the safety of a child you lead for",
    NotificationKind.RISK_ACCESS: "Your request to see a notification was decided",
    NotificationKind.RISK_REVIEW_LATE: "A review that was due has not been done",
    NotificationKind.SHARING_LATE: "A decision whether to share is late",
    NotificationKind.SHARING_CONSENT_FELL: "A consent on which a decision leans was taken back",
    NotificationKind.RISK_READER: "Who may see a notification was changed, and it concerns you",
    NotificationKind.RISK_DISPOSAL: "A notification that you asked to be destroyed was decided",
    NotificationKind.ALERT_RECEIVED: "Another authority looks for the family of a child you lead",
    NotificationKind.FOUND_FOR_OTHERS_LATE: (
        "An authority has not been told that we found the family it looks for"
    ),
    NotificationKind.SUITABILITY_CHECK: "A suitability check request waits for its answer",
    NotificationKind.CHECK_REGISTER_CHANGED: (
        "A suitability check is to be looked at again: the register has changed"
    ),
    NotificationKind.RECORDS_TO_PUT_RIGHT: "Records wait to be put right",
    NotificationKind.EXPORT_ASKED: "You are asked whether a list may be exported",
    NotificationKind.EXPORT_DECIDED: "Your request to export a list was decided",
    NotificationKind.STATEMENT_ISSUED: "A statement to the Director has been issued",
    NotificationKind.ALLEGATION_REFERRAL: (
        "Something is to be referred to the designated officer for allegations"
    ),
    NotificationKind.GUIDANCE_PROPOSED: "You are asked whether guidance on sharing may change",
    NotificationKind.GUIDANCE_DECIDED: "The guidance that you proposed was decided",
    NotificationKind.ADVICE_ASKED: "Your advice on sharing is asked for",
    NotificationKind.ADVICE_WRITTEN: "Something was written on advice that you asked for",
    NotificationKind.SCHEME_QUESTION: (
        "Somebody asked about a person who has to do with a child you work with"
    ),
    NotificationKind.SCHEME_LATE: "A question under a disclosure scheme needs your attention",
    NotificationKind.CONSENT_WITHDRAWN: "A consent to share was taken back",
    NotificationKind.PEER_REVIEW: "A decision whether to share was drawn for you to review",
    NotificationKind.PEER_REVIEWED: "A colleague has reviewed a decision of yours",
    NotificationKind.SUBJECT_ACCESS: "Somebody asks for what is held about them",
    NotificationKind.TASK: "There is a task for you",
}

TASK_WORDS = {
    TaskKind.WORRY: "The enquirer is worried about the child: take it up now",
    TaskKind.CHILD_CALLING: "A child is asking for help: speak to them now",
    TaskKind.MATCH: "Decide who the child is",
    TaskKind.RING_BACK: "Ring the enquirer back",
    TaskKind.MOVEMENT: "A child of another authority is here: start the movement",
    TaskKind.MORE_ASKED: "Decide whether more may be shared",
    TaskKind.TOLD_OUTSIDE_RULES: "Review what was told outside the rules",
    TaskKind.ATTEMPT_SUSPECTED: "Look into a suspected attempt to find a child",
    TaskKind.MOVEMENT_STEP: "A movement has a next step",
    TaskKind.STAND_DOWN: "Tell an authority that the family is found",
    TaskKind.OFFICER_QUESTION: "Answer the designated manager's question about an enquiry",
    TaskKind.REFERRAL: "Act on a referral for a child who was asked about again",
    TaskKind.INCIDENT: "Work through an incident: something was told that should not have been",
    TaskKind.LATE_HIT: "Decide whether a later record is the child asked about",
    TaskKind.RISK_HIT: "Decide whether a notification concerns a child",
    TaskKind.RISK_ACCESS: "Decide whether somebody may see a notification",
    TaskKind.RISK_REVIEW: "Review a notification",
    TaskKind.RISK_REMOVAL: "Decide whether a notification is taken off",
    TaskKind.SHARING_DECISION: "Decide whether to share",
    TaskKind.RISK_DISPOSAL: "Decide whether a notification is destroyed",
    TaskKind.ALERT_RECEIVED: "Deal with an alert that another authority sent us",
    TaskKind.FOUND_FOR_OTHERS: "Tell the authority that looks for a family that it is here",
    TaskKind.SUITABILITY_CHECK: "Answer a suitability check request",
    TaskKind.CHECK_SEARCH_AGAIN: "Search again for a suitability check: the register has changed",
    TaskKind.CHECK_ANSWER_CHANGED: (
        "Consider telling a requester: the register has changed since the answer"
    ),
    TaskKind.PEER_REVIEW: "Review a decision whether to share",
    TaskKind.ALLEGATION_REFERRAL: "Refer to the designated officer for allegations",
    TaskKind.AGREEMENT_REVIEW: "Review an agreement on sharing information",
    TaskKind.ADVICE: "Give advice on sharing",
    TaskKind.ADVICE_LATE: "See that advice on sharing is given: it is late",
    TaskKind.SCHEME_DANGER: "Somebody may be in danger at this moment: take it up now",
    TaskKind.SCHEME_REFERRAL: "Refer a question about a person to the police",
    TaskKind.SCHEME_MORE_ASKED: "Answer what the police ask about a question",
    TaskKind.SECTION_47_CONSIDERATION: "Consider enquiries under section 47",
    TaskKind.CONSENT_REVIEW: "Look at a consent to share again",
    TaskKind.PARENTS_DISAGREE: "Consider whose consent is sought: parents disagree",
    TaskKind.CORRECTION: "Tell somebody that what they were told is not right",
    TaskKind.SUBJECT_ACCESS: "Answer a request for somebody's own information",
    TaskKind.SUBJECT_ACCESS_HARM: "Say whether a release would be likely to cause serious harm",
}

NOT_CONFIRMED_WHY = (
    "Nobody has confirmed who asks, so nothing is told. Check the enquirer again where you can,"
    " and see that nothing is left undone."
)
"""What the duty desk reads of every such enquiry, whatever the register holds."""

ROLE_WORDS = {
    Role.DUTY_OFFICER: "the duty officers",
    Role.DUTY_SOCIAL_WORKER: "the duty social workers",
    Role.OUT_OF_HOURS_SOCIAL_WORKER: "the out-of-hours social workers",
    Role.LEAD_SOCIAL_WORKER: "the lead social workers",
    Role.BUSINESS_SUPPORT_OFFICER: "the business support officers",
    Role.TEAM_MANAGER: "the team managers",
    Role.DESIGNATED_MANAGER: "the designated manager",
    Role.CALDICOTT_GUARDIAN: "the Caldicott Guardian",
    Role.DIRECTOR: "the Director of Children's Services",
    Role.SYSTEM_ADMINISTRATOR: "the system administrators",
}


def clock_words(due_at: datetime, now: datetime) -> str:
    """How long there is, or by how long it is late: "45 minutes left", "2 hours late"."""
    late = now > due_at
    span = abs(due_at - now)
    return f"{_span_words(span)} late" if late else f"{_span_words(span)} left"


def _span_words(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return "less than a minute"
    if minutes < 120:
        return _counted(minutes, "minute")
    if minutes < 48 * 60:
        return _counted(minutes // 60, "hour")
    return _counted(minutes // (24 * 60), "day")


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
