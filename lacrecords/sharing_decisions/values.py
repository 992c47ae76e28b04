"""What the forms hand to the services, and why a service refuses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lacrecords.refusals import StepRefused
from lacrecords.terms import (
    PersonInformed,
    SharedItemKind,
    SharingBasis,
    SharingDirection,
    SharingMeans,
    SharingOutcome,
    SharingQuestion,
    VerificationMethod,
    VerificationOutcome,
)


class SharingRefused(StepRefused):
    """The step cannot be taken; says what to do, and beside which field of the form."""


CHANGED_MEANWHILE = (
    "Somebody else changed this while you typed. Copy what you typed, open the page again and"
    " enter it anew"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a decision is about: rows by number; none of them, then words alone."""

    child_id: int | None = None
    enquiry_id: int | None = None
    check_request_id: int | None = None
    risk_notification_id: int | None = None

    def as_columns(self) -> dict[str, int | None]:
        """The columns of the decision."""
        return {
            "child_id": self.child_id,
            "enquiry_id": self.enquiry_id,
            "check_request_id": self.check_request_id,
            "risk_notification_id": self.risk_notification_id,
        }

    @property
    def is_something(self) -> bool:
        """Whether there is a row at all."""
        return any(self.as_columns().values())


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOfRecipient:
    """To whom it would go, as given."""

    name: str
    role: str
    agency_id: int | None
    agency_name: str
    contact_given: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDecision:
    """A decision as it is begun."""

    idempotency_key: str
    direction: SharingDirection
    about: About
    about_words: str
    wanted: str
    recipient: SaidOfRecipient
    asked_at: datetime
    another_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnswer:
    """One question as somebody answers it; `shown` is the number of the answer on the page."""

    question: SharingQuestion
    choices: Mapping[str, str]
    words: Mapping[str, str]
    shown: int
    consent_reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOutcome:
    """How somebody decides; `shown` is the number of the outcome on the page."""

    outcome: SharingOutcome
    reasons: str
    departure_reason: str
    anew_because: str
    shown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """One thing to be shared."""

    kind: SharedItemKind
    words: str
    basis: SharingBasis
    source: str
    as_at: date
    accuracy_confirmed: bool
    needed_because: str
    limits: str
    marks_kept_because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecipientCheck:
    """One check of the recipient."""

    method: VerificationMethod
    outcome: VerificationOutcome
    contact_point_id: int | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAgreement:
    """What the recipient says of passing it on."""

    passes_on: bool
    passes_on_to: str
    knows_limits: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInformed:
    """Whether people know that it is shared."""

    informed: PersonInformed
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSharing:
    """What goes out, and how."""

    idempotency_key: str
    means: SharingMeans
    words: str
    positions: tuple[int, ...]
    shared_at: datetime
