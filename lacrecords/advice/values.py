"""What the forms hand to the services, what other slices are shown, and why a step is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lacrecords.advice.concerned import Concerned
from lacrecords.notifications.services import Matter
from lacrecords.refusals import StepRefused
from lacrecords.rules.advice import MarkKey
from lacrecords.terms import AdviceState, AdviserKind

LONGEST_QUESTION = 8_000


class AdviceRefused(StepRefused):
    """The step cannot be taken; says what to do, and beside which field of the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A text for eyes that must not learn whom it is about, with what was answered for in it."""

    words: str
    reasons: Mapping[MarkKey, str]
    concerned: Concerned | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewQuestion:
    """A question for an adviser of ours."""

    idempotency_key: str
    adviser: AdviserKind
    urgent: bool
    question: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenAdvice:
    """Advice that was taken by telephone or in a talk."""

    idempotency_key: str
    adviser: AdviserKind
    spoken_with: str
    spoken_office: str
    taken_at: datetime
    question: Said
    answer: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceTaken:
    """Advice about a matter, as the page of the matter shows it; `answer` is the newest."""

    reference: str
    of_whom: str
    question: str
    answer: str | None
    asked_at: datetime
    answered_at: datetime | None
    due_at: datetime | None
    late: bool
    state: AdviceState
    matter: Matter
