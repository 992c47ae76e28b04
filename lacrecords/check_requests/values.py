"""What the forms hand to the services, and why a service refuses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lacrecords.refusals import StepRefused
from lacrecords.terms import (
    CheckEnd,
    CheckPurpose,
    CheckResult,
    ConsentGiver,
    PersonNameType,
    VerificationMethod,
    VerificationOutcome,
)


class CheckRefused(StepRefused):
    """The step cannot be taken; says what to do, and beside which field of the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOfRequest:
    """Who asks, and for what."""

    agency_id: int | None
    agency_name: str
    requester_name: str
    requester_role: str
    telephone_given: str
    email_given: str
    their_reference: str
    purpose: CheckPurpose
    details: str


@dataclass(frozen=True, slots=True)
class SaidName:
    """One name of a person who is checked."""

    name_type: PersonNameType
    forename: str
    middle: str
    surname: str

    @property
    def whole(self) -> str:
        """The name in reading order."""
        return " ".join(part for part in (self.forename, self.middle, self.surname) if part)


@dataclass(frozen=True, slots=True)
class SaidAddress:
    """One address, and between which days."""

    line1: str
    town: str
    postcode: str
    from_on: date
    to_on: date | None

    @property
    def whole(self) -> str:
        """The address on one line."""
        return ", ".join(part for part in (self.line1, self.town, self.postcode) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOfPerson:
    """All that is said of a person who is checked."""

    names: tuple[SaidName, ...]
    births: tuple[date, ...]
    addresses: tuple[SaidAddress, ...] = ()
    gap_explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCheckRequest:
    """A request as it came in."""

    idempotency_key: str
    received_at: datetime
    request: SaidOfRequest
    people: tuple[SaidOfPerson, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequesterCheck:
    """One check of the requester."""

    method: VerificationMethod
    outcome: VerificationOutcome
    contact_point_id: int | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConsent:
    """A consent that somebody of ours has seen."""

    given_by: ConsentGiver
    signer_name: str
    relationship: str
    signed_on: date
    seen_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewResult:
    """What the designated manager decides; `shown_words` are those that stood on the page."""

    result: CheckResult
    reasons: str
    shown_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEnd:
    """Why a request ends without an answer."""

    ended_as: CheckEnd
    words: str
    other_reference: str = ""
