"""What the forms hand to the services, and why a service refuses it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from lacrecords.refusals import StepRefused
from lacrecords.terms import (
    AccessCheckKind,
    AccessCheckMethod,
    AccessEnd,
    AccessPart,
    AccessWay,
    AsksAs,
    DeliveryWay,
    FurtherReason,
    HarmAnswer,
    VerificationOutcome,
)


class AccessRefused(StepRefused):
    """The step cannot be taken; says what to do, and beside which field of the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a request says."""

    received_on: date
    received_how: AccessWay
    asks_as: AsksAs
    asker_name: str
    asker_contact: str
    relationship: str
    subject_forename: str
    subject_surname: str
    subject_other_names: str
    subject_born_on: date | None
    subject_address: str
    subject_postcode: str
    everything: bool
    asked: str


SAID = tuple(each.name for each in fields(Said))
"""The parts that can be put right, in the order of the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccessRequest(Said):
    """A request as it came in."""

    idempotency_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCorrection:
    """How a request reads from now on, and why; `shown` is the correction that the form showed."""

    said: Said
    because: str
    shown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewScope:
    """Which kinds of record and which days are asked for, and how that is known."""

    kinds: tuple[AccessPart, ...]
    from_on: date | None
    to_on: date | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccessCheck:
    """One check of who asks, or of their right to ask."""

    kind: AccessCheckKind
    method: AccessCheckMethod
    documents: str
    outcome: VerificationOutcome
    shown_on: date
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHarmCheck:
    """The answer on serious harm, for the pack that was read."""

    pack_number: int
    answer: HarmAnswer
    pages: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccessEnd:
    """How a request ends without a pack."""

    ended_as: AccessEnd
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFurther:
    """Why a further pack is made, and since when it is asked for."""

    why: FurtherReason
    words: str
    asked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelivery:
    """How what was issued went."""

    way: DeliveryWay
    to_whom: str
    went_on: date
    words: str
