"""The words of looking back: grounds, departures, and the questions of a peer review."""

from __future__ import annotations

from lacrecords.terms import ConsentPosition, DepartureKind, PeerAnswer, PeerQuestion, SharingGround

GROUND_WORDS = {
    SharingGround.LEGAL_REQUIREMENT: "The law or a court requires it",
    SharingGround.CHILD_IN_DANGER: "A child is in danger",
    SharingGround.CONSENT: "Consent",
    SharingGround.PUBLIC_INTEREST: "Public interest without consent",
    SharingGround.NOBODY_IDENTIFIED: "Nobody can be identified",
    SharingGround.NOT_CONFIDENTIAL: "It is not confidential",
    SharingGround.NO_PURPOSE: "No legitimate purpose",
    SharingGround.NO_PUBLIC_INTEREST: "Neither consent nor public interest",
    SharingGround.CONFIDENCE_OUTWEIGHS: "Confidence weighs more",
    SharingGround.IN_DOUBT: "In doubt: advice first",
    SharingGround.ANSWERS_MISSING: "Decided before every answer",
    SharingGround.DEPARTURE: "A departure, with its own reason",
    SharingGround.NO_LONGER_ASKED: "No longer asked for",
}
DEPARTURE_WORDS = {
    DepartureKind.SHARED_AGAINST: "Shared although it is normally not",
    DepartureKind.SHARED_BEYOND_LIMITS: "Shared beyond the limits of a consent",
    DepartureKind.SHARED_WITHOUT_ADVICE: "Shared where advice normally comes first",
    DepartureKind.WITHHELD: "Not shared, where it normally is",
    DepartureKind.WAITED: "Advice first, where law or danger presses",
    DepartureKind.BEFORE_ANSWERS: "Before every answer was given",
}
CONSENT_WORDS = {
    ConsentPosition.GIVEN: "Given",
    ConsentPosition.GIVEN_WITH_LIMITS: "Given within limits",
    ConsentPosition.REFUSED: "Refused",
    ConsentPosition.WITHDRAWN: "Withdrawn",
    ConsentPosition.DOES_NOT_COUNT: "Does not count as consent",
    ConsentPosition.NOT_TO_BE_SOUGHT: "Not to be sought",
    ConsentPosition.CANNOT_BE_OBTAINED: "Could not be obtained",
    ConsentPosition.NOT_YET_SOUGHT: "Not yet sought",
}
PEER_QUESTION_WORDS = {
    PeerQuestion.PURPOSE_CLEAR: "Was the purpose clear?",
    PeerQuestion.CONSENT_RIGHT: "Was consent handled rightly?",
    PeerQuestion.LEAST_SHARED: "Was the least shared that would do?",
    PeerQuestion.RIGHT_PERSON: "Was the right person checked?",
    PeerQuestion.SAME_DECISION: "Would you have decided the same?",
}
PEER_ANSWER_WORDS = {
    PeerAnswer.YES: "Yes",
    PeerAnswer.NO: "No",
    PeerAnswer.CANNOT_TELL: "Cannot tell",
}
