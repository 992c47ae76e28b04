"""Consent to share, and a child's understanding of the question."""

from __future__ import annotations

from enum import StrEnum


class WhoseConsent(StrEnum):
    """For whom an answer speaks, and in what capacity."""

    CHILD = "child"
    PARENTAL_RESPONSIBILITY = "parental_responsibility"
    LOCAL_AUTHORITY = "local_authority"
    ADULT = "adult"
    THIRD_PARTY = "third_party"


class ConsentKind(StrEnum):
    """Said in so many words, or following from a service whose sharing was explained."""

    EXPLICIT = "explicit"
    IMPLIED = "implied"


class ConsentForm(StrEnum):
    """How it was given; of an implied one, how the sharing was explained at the outset."""

    WRITTEN = "written"
    SPOKEN = "spoken"


class ConsentAnswer(StrEnum):
    """What happened when consent was asked for; only the first of these is consent."""

    CONSENTED = "consented"
    REFUSED = "refused"
    NO_REPLY = "no_reply"
    PRESSED = "pressed"
    SERVICE_CONDITION = "service_condition"


class ExplainedPart(StrEnum):
    """What whoever consents must have had explained to them."""

    WHY = "why"
    WHAT = "what"
    WITH_WHOM = "with_whom"
    USE = "use"
    CONSEQUENCES = "consequences"


class ConsentFault(StrEnum):
    """Why an answer never was a valid consent, or a refusal by whoever decides."""

    NO_REPLY = "no_reply"
    PRESSED = "pressed"
    SERVICE_CONDITION = "service_condition"
    NOT_INFORMED = "not_informed"
    IMPLIED_OUTSIDE_SERVICE = "implied_outside_service"
    IMPLIED_NOT_EXPLAINED = "implied_not_explained"
    IMPLIED_SPECIAL_CATEGORY = "implied_special_category"
    PERSON_OF_CONCERN = "person_of_concern"
    WITHOUT_RESPONSIBILITY = "without_responsibility"
    NOT_THEIRS_TO_DECIDE = "not_theirs_to_decide"


class ConsentDayRefusal(StrEnum):
    """Why no answer can have been given on that day."""

    IN_FUTURE = "in_future"
    BEFORE_BIRTH = "before_birth"
    AFTER_DEATH = "after_death"


class ConsentState(StrEnum):
    """How an answer stands now."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REVIEW_DUE = "review_due"
    NEVER_VALID = "never_valid"


class ReviewReason(StrEnum):
    """Why consent is to be sought again before anything leans on it."""

    CHILD_DIED = "child_died"
    ADULT_NOW = "adult_now"
    CHILD_DECIDES_NOW = "child_decides_now"
    NOT_ABLE_NOW = "not_able_now"
    CARE_ORDER_NOW = "care_order_now"
    NO_CARE_ORDER_NOW = "no_care_order_now"
    AGE_NOT_KNOWN_NOW = "age_not_known_now"
    PARENTS_DISAGREE = "parents_disagree"
    ANOTHER_IS_ASKED = "another_is_asked"
    USE_CHANGED = "use_changed"
    RELATIONSHIP_CHANGED = "relationship_changed"
    GIVER_DIED = "giver_died"
    GIVER_LOST_RESPONSIBILITY = "giver_lost_responsibility"
    GIVER_OF_CONCERN = "giver_of_concern"
    DATE_REACHED = "date_reached"


class ConsentChangeKind(StrEnum):
    """What has changed since consent was given, so that it must be sought again."""

    USE_CHANGED = "use_changed"
    RELATIONSHIP_CHANGED = "relationship_changed"
    GIVER_DIED = "giver_died"
    GIVER_LOST_RESPONSIBILITY = "giver_lost_responsibility"
    GIVER_OF_CONCERN = "giver_of_concern"


class ConsentReviewOutcome(StrEnum):
    """What a review of a consent came to."""

    CONFIRMED = "confirmed"
    ASKED_AGAIN = "asked_again"
    NOT_NEEDED = "not_needed"


class AgeBand(StrEnum):
    """What a child's age alone says of whether they decide for themselves."""

    UNBORN = "unborn"
    YOUNGER = "younger"
    EXPECTED_TO_UNDERSTAND = "expected_to_understand"
    PRESUMED_TO_UNDERSTAND = "presumed_to_understand"
    ADULT = "adult"
    NOT_KNOWN = "not_known"


class DecidesBecause(StrEnum):
    """Why it is this person whose consent is to be sought."""

    GROWN_UP = "grown_up"
    UNBORN = "unborn"
    PRESUMED = "presumed"
    EXPECTED = "expected"
    SHOWN_ABLE = "shown_able"
    SHOWN_NOT_ABLE = "shown_not_able"
    TOO_YOUNG_WITHOUT_WORKSHEET = "too_young_without_worksheet"
    CARE_ORDER = "care_order"
    PARENTS_DISAGREE = "parents_disagree"
    AGE_NOT_KNOWN = "age_not_known"
    CHILD_DIED = "child_died"


class UnderstandingQuestion(StrEnum):
    """What is worked through to see whether a child can decide about this sharing."""

    QUESTION = "question"
    WHAT_IS_SHARED = "what_is_shared"
    REASONS = "reasons"
    IMPLICATIONS = "implications"
    ALTERNATIVES = "alternatives"
    WEIGHING = "weighing"
    OWN_VIEW = "own_view"
    CONSISTENT = "consistent"


class UnderstandingAnswer(StrEnum):
    """What the child showed."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"
