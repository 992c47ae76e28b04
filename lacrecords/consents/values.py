"""What the forms of consent hand to the services; frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lacrecords.refusals import StepRefused
from lacrecords.terms import (
    ConsentAnswer,
    ConsentChangeKind,
    ConsentForm,
    ConsentKind,
    ConsentReviewOutcome,
    ExplainedPart,
    UnderstandingAnswer,
    UnderstandingQuestion,
    WhoseConsent,
)


class ConsentRefused(StepRefused):
    """This cannot be recorded so; `field` says where on the form, the message what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Giver:
    """Who was asked, and in what capacity."""

    whose: WhoseConsent
    person_id: int | None = None
    name: str = ""
    relationship: str = ""
    responsibility_shown: str = ""
    why_this_person: str = ""
    of_concern: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConsent:
    """What was answered when consent was asked for."""

    idempotency_key: str
    giver: Giver
    answer: ConsentAnswer
    kind: ConsentKind
    form: ConsentForm
    what_was_said: str
    reasons_given: str = ""
    taken_on: date
    taken_by: str
    purpose: str
    scope: str
    recipients: str
    limits: str = ""
    third_party_limits: str = ""
    explained: frozenset[ExplainedPart] = frozenset()
    within_service: bool = False
    explained_at_outset: bool = False
    special_category: bool = False
    worksheet: str = ""
    review_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWithdrawal:
    """A consent is taken back."""

    by_giver: bool
    whose: WhoseConsent | None
    name: str
    withdrawn_on: date
    form: ConsentForm
    what_was_said: str
    already_shared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChange:
    """Something has changed since a consent was given."""

    kind: ConsentChangeKind
    since_on: date
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReview:
    """What a review of a consent came to."""

    outcome: ConsentReviewOutcome
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerToDisagreement:
    """Whose consent is sought where parents disagree."""

    same_matter: bool
    sought_person_id: int | None
    sought_from: str
    reasons: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Showed:
    """What the child showed on one question."""

    answer: UnderstandingAnswer
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWorksheet:
    """A worksheet that was worked through with a child."""

    idempotency_key: str
    occasion: str
    worked_on: date
    how_explained: str
    language: str
    communication: str
    interpreter: str
    answers: dict[UnderstandingQuestion, Showed]
    childs_view: str
    why_no_view: str
    others_opinion: str
    able: bool
    reason: str
    why_departs: str
    capacity_note: str
    assessed_by: str
