"""What an enquirer says, as frozen values that a form or the demo gives to one service."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from lacrecords.terms import (
    AgencyType,
    Channel,
    DatePrecision,
    EnquirerKind,
    EnquiryType,
    KnownHow,
    MatchAnswer,
    Sex,
    TellingKind,
    Urgency,
    VerificationMethod,
    VerificationOutcome,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingPerson:
    """Who asks, as they give themselves."""

    kind: EnquirerKind
    name: str = ""
    name_refused: bool = False
    role: str = ""
    relationship: str = ""
    agency_id: int | None = None
    agency_name: str = ""
    agency_type: AgencyType | None = None
    telephone_given: str = ""
    email_given: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedChild:
    """A child as the enquirer describes them; empty means not given."""

    forename: str = ""
    middle: str = ""
    surname: str = ""
    other_names: str = ""
    born_on: date | None = None
    born_precision: DatePrecision = DatePrecision.EXACT
    expected_on: date | None = None
    age_years: int | None = None
    mother_name: str = ""
    sex: Sex = Sex.NOT_RECORDED
    nhs_number: str = ""
    upn: str = ""
    line1: str = ""
    town: str = ""
    postcode: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEnquiry:
    """One call, letter, e-mail or visit about one or more children."""

    idempotency_key: str
    channel: Channel
    enquiry_type: EnquiryType
    urgency: Urgency
    reason: str
    enquirer: AskingPerson
    children: tuple[DescribedChild, ...]
    about_our_worker: bool = False
    worried: bool = False
    worry: str = ""
    known_how: tuple[KnownHow, ...] = ()
    looks_like_an_attempt: bool = False
    court_order: bool = False
    asked_at: datetime | None = None
    entered_late_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVerification:
    """One check of the enquirer, as the officer records it."""

    method: VerificationMethod
    outcome: VerificationOutcome
    contact_point_id: int | None = None
    second_fact: str = ""
    looks_like_an_attempt: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMatchDecision:
    """The officer's decision about one enquired child, with the search it rests on."""

    answer: MatchAnswer
    search_id: int
    child_id: int | None = None
    earlier_enquired_child_id: int | None = None
    different_enquired_child_ids: tuple[int, ...] = ()
    continuation_reason: str = ""
    words: str = ""
    reason_accepted: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTelling:
    """What was said to the enquirer of what the outcome allows, kind by kind, word for word."""

    outcome_id: int
    said: dict[TellingKind, str] = field(default_factory=dict)
    # Needed where the words are not the sentence: they held nothing more about any child.
    nothing_more_said: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToldOutsideRules:
    """Words that were said beyond what was allowed."""

    words: str
    reason: str
    authorised_by: str = ""
    enquired_child_id: int | None = None
    said_at: datetime | None = None
