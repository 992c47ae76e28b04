"""Deciding whether to share: the seven questions, their answers, what follows, what was shared."""

from __future__ import annotations

from enum import StrEnum


class SharingDirection(StrEnum):
    """Who wishes that something is shared."""

    ASKED_OF_US = "asked_of_us"
    OUR_WISH = "our_wish"


class SharingQuestion(StrEnum):
    """The seven questions, in their order."""

    PURPOSE = "purpose"
    IDENTIFIABLE = "identifiable"
    CONFIDENTIAL = "confidential"
    CONSENT = "consent"
    PUBLIC_INTEREST = "public_interest"
    RIGHT_WAY = "right_way"
    RECORDED = "recorded"


class SharingAnswer(StrEnum):
    """The answer to a question that some people cannot answer yet."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


class LegalRequirement(StrEnum):
    """Whether the law leaves a choice."""

    NONE = "none"
    STATUTORY_DUTY = "statutory_duty"
    COURT_ORDER = "court_order"
    COURT_ORDER_CHALLENGED = "court_order_challenged"


class ConsentPosition(StrEnum):
    """How it stands with consent, on the day of the decision."""

    GIVEN = "given"
    GIVEN_WITH_LIMITS = "given_with_limits"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    DOES_NOT_COUNT = "does_not_count"
    NOT_TO_BE_SOUGHT = "not_to_be_sought"
    CANNOT_BE_OBTAINED = "cannot_be_obtained"
    NOT_YET_SOUGHT = "not_yet_sought"


class PublicInterest(StrEnum):
    """For what it would be shared without consent."""

    EVIDENCE_OF_HARM = "evidence_of_harm"
    REASONABLE_CAUSE = "reasonable_cause"
    PREVENTING_SERIOUS_HARM = "preventing_serious_harm"
    WELFARE = "welfare"
    CRIME_AND_DISORDER = "crime_and_disorder"
    NONE = "none"


class Weighing(StrEnum):
    """Which side weighs more, in the words of whoever decides."""

    FOR_SHARING = "for_sharing"
    AGAINST_SHARING = "against_sharing"
    NOT_SURE = "not_sure"


class NormallyFollows(StrEnum):
    """What the procedure says normally follows from the answers."""

    SHARE = "share"
    SHARE_WITHIN_LIMITS = "share_within_limits"
    SHARE_THE_LEAST = "share_the_least"
    DO_NOT_SHARE = "do_not_share"
    SEEK_ADVICE = "seek_advice"
    ANSWERS_MISSING = "answers_missing"


class SharingOutcome(StrEnum):
    """How a named person decided."""

    SHARE = "share"
    SHARE_PART = "share_part"
    DO_NOT_SHARE = "do_not_share"
    SEEK_ADVICE = "seek_advice"
    NO_LONGER_ASKED = "no_longer_asked"


SHARING_OUTCOMES = frozenset({SharingOutcome.SHARE, SharingOutcome.SHARE_PART})
"""Outcomes after which something may go out."""


class FindingKind(StrEnum):
    """What a finding does: it says what normally follows, or what is wrong or missing."""

    FOLLOWS = "follows"
    MISSING = "missing"
    CONFLICT = "conflict"
    CAUTION = "caution"


class QuestionState(StrEnum):
    """Where one of the seven questions stands."""

    ANSWERED = "answered"
    OPEN = "open"
    NOT_NEEDED = "not_needed"


class PersonInformed(StrEnum):
    """Whether those whom it is about know that it is shared."""

    INFORMED = "informed"
    WILL_BE_INFORMED = "will_be_informed"
    NOT_INFORMED = "not_informed"


class SharedItemKind(StrEnum):
    """What kind of thing is shared: a closed list, item by item."""

    THAT_KNOWN = "that_known"
    LEAD_SOCIAL_WORKER = "lead_social_worker"
    PLAN_STATUS = "plan_status"
    PLAN_CATEGORY = "plan_category"
    LEGAL_STATUS = "legal_status"
    CHILD_NAME_AND_BIRTH = "child_name_and_birth"
    FAMILY_AND_RELATIONSHIPS = "family_and_relationships"
    HISTORY_OF_INVOLVEMENT = "history_of_involvement"
    ASSESSMENT = "assessment"
    CONCERN = "concern"
    HEALTH = "health"
    EDUCATION = "education"
    RISK_FROM_A_PERSON = "risk_from_a_person"
    CHILD_VIEW = "child_view"
    CONTACT_ARRANGEMENTS = "contact_arrangements"
    ADDRESS = "address"
    OTHER = "other"


class SharingBasis(StrEnum):
    """Whether an item is fact or somebody's opinion."""

    FACT = "fact"
    OPINION = "opinion"


class SharingMeans(StrEnum):
    """How it goes."""

    READ_OUT = "read_out"
    SECURE_EMAIL = "secure_email"
    POST = "post"
    IN_PERSON = "in_person"


class BeforeItGoes(StrEnum):
    """What must be so before anything is shared, in the order in which it is asked."""

    DECIDED = "decided"
    ITEMS = "items"
    ACCURACY = "accuracy"
    NECESSARY = "necessary"
    CHILD_AND_FAMILY_INFORMED = "child_and_family_informed"
    RECIPIENT_CHECKED = "recipient_checked"
    ONWARD_AGREED = "onward_agreed"
