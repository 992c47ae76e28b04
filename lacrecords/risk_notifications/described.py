"""What the forms give to the services of this slice: frozen values, nothing decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lacrecords.people.services import NewPerson
from lacrecords.refusals import StepRefused
from lacrecords.terms import (
    Channel,
    PersonTold,
    RiskBasis,
    RiskHitAnswer,
    RiskLevel,
    RiskRestrictionKind,
    RiskReviewOutcome,
    Role,
    VerificationMethod,
    VerificationOutcome,
)


class RiskRefused(StepRefused):
    """The register does not allow this; `field` says where on the form, `words` why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who sent the notification, and how it came."""

    agency_id: int | None
    agency_name: str
    source_name: str
    source_role: str
    contact_given: str
    channel: Channel
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What it says: fact and opinion apart, the assessment, and whether the person was told."""

    basis: RiskBasis
    fact: str
    opinion: str
    level: RiskLevel
    assessment: str
    told: PersonTold
    told_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Something that binds the person, between its days."""

    kind: RiskRestrictionKind
    words: str
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRiskNotification:
    """A whole notification; `person_id` where the person is on the register already."""

    form_key: str
    source: Source
    statement: Statement
    person: NewPerson
    person_id: int | None = None
    conditions: tuple[Condition, ...] = ()
    linked: tuple[tuple[int, str], ...] = ()
    reader_ids: tuple[int, ...] = ()
    reader_roles: tuple[Role, ...] = ()
    first_review_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCheck:
    """How whoever sent it was checked, and what the check showed."""

    method: VerificationMethod
    outcome: VerificationOutcome
    contact_point_id: int | None = None
    second_fact: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitAnswer:
    """What a person decided of a meeting."""

    answer: RiskHitAnswer
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What came of a review; `statement` where what is said changes."""

    outcome: RiskReviewOutcome
    reasons: str
    next_on: date | None = None
    statement: Statement | None = None
