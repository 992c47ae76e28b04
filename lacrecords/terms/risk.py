"""People who may pose a risk of significant harm to children: the closed lists of that duty."""

from __future__ import annotations

from enum import StrEnum


class RiskBasis(StrEnum):
    """What a risk notification rests on."""

    CONVICTION = "conviction"
    CAUTION = "caution"
    CHARGE = "charge"
    COURT_FINDING = "court_finding"
    ASSESSMENT = "assessment"
    CONCERN = "concern"


class RiskLevel(StrEnum):
    """How great the risk is assessed to be, by the agency that assessed it."""

    NOT_ASSESSED = "not_assessed"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"


class RiskRestrictionKind(StrEnum):
    """What binds the person."""

    BAIL = "bail"
    LICENCE = "licence"
    COURT_ORDER = "court_order"
    AGREEMENT = "agreement"
    OTHER = "other"


class PersonTold(StrEnum):
    """Whether the person was told that information about them is held."""

    TOLD = "told"
    TO_BE_TOLD = "to_be_told"
    NOT_TOLD = "not_told"


class RiskHitKind(StrEnum):
    """How a person who may pose a risk meets a child on the register, surest first."""

    HOUSEHOLD = "household"
    SAME_ADDRESS = "same_address"
    HOUSEHOLD_NAME = "household_name"
    UNCERTAIN_ADDRESS = "uncertain_address"


class RiskHitAnswer(StrEnum):
    """What a person decided of such a meeting."""

    SAME = "same"
    NOT_THE_SAME = "not_the_same"
    CANNOT_TELL = "cannot_tell"


class RiskReviewOutcome(StrEnum):
    """How a review of a risk notification ends."""

    CONTINUE = "continue"
    CHANGE = "change"
    REMOVE = "remove"


class RiskDisposalGround(StrEnum):
    """Why it is asked that a notification that was taken off be destroyed."""

    TIME_IS_OVER = "time_is_over"
    ERASURE_ASKED = "erasure_asked"
    COURT_ORDERED = "court_ordered"
    WRONG_PERSON = "wrong_person"


class RiskDisposalAnswer(StrEnum):
    """What the second person says to that."""

    AGREED = "agreed"
    CHILD_MAY_NEED_IT = "child_may_need_it"
    INQUIRY_OR_CLAIM = "inquiry_or_claim"
    TO_BE_HELD = "to_be_held"
