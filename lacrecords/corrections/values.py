"""What the forms hand to the services, and why a service refuses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lacrecords.refusals import StepRefused
from lacrecords.terms import NotTold, SharingMeans, VerificationMethod, VerificationOutcome


class CorrectionRefused(StepRefused):
    """The step cannot be taken; says what to do, and beside which field of the form."""


CHANGED_MEANWHILE = (
    "Somebody else changed this while you typed. Copy what you typed, open the page again and"
    " enter it anew"
)
SETTLED = "It was written down already how this recipient stands. Open the page again"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItemCorrection:
    """An item that was shared was not right; `shown` is how often that was said before."""

    right_now: str
    because: str
    shown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCheck:
    """One check of a recipient: by the directory of agencies, or by an authority's contact."""

    method: VerificationMethod
    outcome: VerificationOutcome
    contact_point_id: int | None
    authority_contact_id: int | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTold:
    """A recipient was told: how, when, and in which words."""

    means: SharingMeans
    told_at: datetime
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNotTold:
    """A manager decides that a recipient is not told."""

    reason: NotTold
    because: str
    attempts: int | None
