"""Looking back at decisions whether to share: on what each rests, and what a colleague finds."""

from __future__ import annotations

from enum import StrEnum


class SharingGround(StrEnum):
    """On what the outcome of a decision whether to share rests."""

    LEGAL_REQUIREMENT = "legal_requirement"
    CHILD_IN_DANGER = "child_in_danger"
    CONSENT = "consent"
    PUBLIC_INTEREST = "public_interest"
    NOBODY_IDENTIFIED = "nobody_identified"
    NOT_CONFIDENTIAL = "not_confidential"
    NO_PURPOSE = "no_purpose"
    NO_PUBLIC_INTEREST = "no_public_interest"
    CONFIDENCE_OUTWEIGHS = "confidence_outweighs"
    IN_DOUBT = "in_doubt"
    ANSWERS_MISSING = "answers_missing"
    DEPARTURE = "departure"
    NO_LONGER_ASKED = "no_longer_asked"


class DepartureKind(StrEnum):
    """In which way a decision departs from what normally follows."""

    SHARED_AGAINST = "shared_against"
    SHARED_BEYOND_LIMITS = "shared_beyond_limits"
    SHARED_WITHOUT_ADVICE = "shared_without_advice"
    WITHHELD = "withheld"
    WAITED = "waited"
    BEFORE_ANSWERS = "before_answers"


class PeerQuestion(StrEnum):
    """What a colleague is asked about a decision that was drawn for peer review."""

    PURPOSE_CLEAR = "purpose_clear"
    CONSENT_RIGHT = "consent_right"
    LEAST_SHARED = "least_shared"
    RIGHT_PERSON = "right_person"
    SAME_DECISION = "same_decision"


class PeerAnswer(StrEnum):
    """What the colleague finds."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot_tell"
