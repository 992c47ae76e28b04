"""What the forms hand to the services, and why a service refuses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lacrecords.refusals import StepRefused
from lacrecords.rules.disclosure_schemes import SchemeFacts
from lacrecords.terms import (
    AskedAbout,
    Channel,
    DisclosureScheme,
    PoliceAnswer,
    SchemeAsker,
    SchemeContact,
    SchemeEnd,
    SchemeSaying,
    Undertaking,
)

CHANGED_MEANWHILE = (
    "Somebody else changed this while you typed. What you typed is still here: open the question"
    " in another tab, read what has changed, then enter it anew"
)


class SchemeRefused(StepRefused):
    """The step cannot be taken; says what to do, and beside which field of the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOfQuestion:
    """Who asks about whom and why, as given."""

    asker: SchemeAsker
    asker_name: str
    name_refused: bool
    contact_given: str
    safe_contact: str
    relationship: str
    about: AskedAbout
    access_to_child: bool
    our_worker: bool
    child_at_risk: bool
    danger_now: bool
    person_name: str
    person_details: str
    seen_or_heard: str
    their_opinion: str
    emergency_action: str

    @property
    def facts(self) -> SchemeFacts:
        """What the rules weigh of it."""
        return SchemeFacts(
            asker=self.asker,
            about=self.about,
            access_to_child=self.access_to_child,
            child_at_risk=self.child_at_risk,
            danger_now=self.danger_now,
            our_worker=self.our_worker,
        )


@dataclass(frozen=True, slots=True)
class SaidOfChild:
    """A child who has to do with the person asked about, as described."""

    name: str
    details: str
    contact: SchemeContact


@dataclass(frozen=True, slots=True, kw_only=True)
class NewQuestion:
    """A question as it was asked."""

    idempotency_key: str
    enquiry_id: int | None
    channel: Channel
    asked_at: datetime
    said: SaidOfQuestion
    children: tuple[SaidOfChild, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWords:
    """What was said to whoever asks: the sentences that were said, and other words."""

    sentences: tuple[SchemeSaying, ...]
    other_words: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReferral:
    """A question passed to the police; `shown_words` are those that stood on the page."""

    contact_point_id: int
    referred_to: str
    their_reference: str
    shown_words: str
    referred_at: datetime
    corrects: int | None = None
    why_corrected: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPoliceAnswer:
    """What the police said."""

    answer: PoliceAnswer
    answered_on: date
    said_by: str
    note: str
    corrects: int | None = None
    why_corrected: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttended:
    """A disclosure of the police at which staff of ours were."""

    idempotency_key: str
    scheme: DisclosureScheme
    held_on: date
    place: str
    attended_by: str
    police_officer: str
    told_to: str
    warned_safeguarding_only: bool
    warned_confidential: bool
    warned_proceedings: bool
    undertaking: Undertaking
    police_considered: bool | None
    took_place: bool
    note: str
    corrects: int | None = None
    why_corrected: str = ""

    @property
    def was_wholly_warned(self) -> bool:
        """All three parts of the warning were given."""
        return (
            self.warned_safeguarding_only and self.warned_confidential and self.warned_proceedings
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEnd:
    """Why a question ends."""

    ended_as: SchemeEnd
    words: str
    other_reference: str = ""
