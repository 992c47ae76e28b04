"""What other parts of the program may ask about consent; everything comes back frozen.

Whether the reader may open the child's record at all, whoever asks has made sure of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from lacrecords.children.queries import record_ids
from lacrecords.consents.models import Consent, ConsentWithdrawal
from lacrecords.consents.standing import ChildConsents, ConsentStanding, consents_of_child
from lacrecords.consents.words import DECIDES_WORDS
from lacrecords.database import db, now_utc
from lacrecords.rules.understanding import starts_as_able
from lacrecords.terms import AgeBand, DecidesBecause, WhoseConsent

__all__ = [
    "ConsentStanding",
    "Understanding",
    "WhoseToDecide",
    "WithdrawnConsent",
    "consent",
    "consents_about",
    "understanding_of",
    "whose_consent",
    "withdrawn_since",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoseToDecide:
    """Whose consent is to be sought; nobody's yet where a question must be answered first."""

    whose: WhoseConsent | None
    because: DecidesBecause
    words: str
    disagreement: str | None
    """The reference of the question that must be answered first, where parents disagree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """What is known of a child's understanding, and the child's own view."""

    band: AgeBand
    presumed: bool | None
    """What the age alone says: able, not able, or nothing."""
    worksheet: str | None
    """Reference of the newest worksheet; none was worked through: everything below is empty."""
    occasion: str
    worked_on: date | None
    able: bool | None
    reason: str
    assessed_by: str
    childs_view: str
    why_no_view: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnConsent:
    """A consent that was taken back, for whoever has leaned on it."""

    consent_id: int
    reference: str
    child_id: int
    withdrawn_at: datetime
    withdrawn_by: str
    already_shared: bool
    recorded_at: datetime


def consents_about(child_id: int, now: datetime) -> tuple[ConsentStanding, ...]:
    """Every answer about this child, the newest first, as it stands now."""
    of_child = Consent.child_id.in_(record_ids(child_id))
    if db.session.scalar(select(Consent.id).where(of_child).limit(1)) is None:
        return ()
    every = consents_of_child(child_id, now)
    return tuple(every.standing(row) for row in reversed(every.consents))


def consent(reference: str, now: datetime | None = None) -> ConsentStanding | None:
    """The answer with this reference, as it stands now; None: there is none."""
    row = db.session.scalar(select(Consent).where(Consent.reference == reference))
    if row is None:
        return None
    return consents_of_child(row.child_id, now or now_utc()).standing(row)


def withdrawn_since(after: datetime) -> tuple[WithdrawnConsent, ...]:
    """Consents whose withdrawal was written down after this moment, in that order."""
    rows = db.session.execute(
        select(Consent, ConsentWithdrawal)
        .join(ConsentWithdrawal, ConsentWithdrawal.consent_id == Consent.id)
        .where(ConsentWithdrawal.recorded_at > after)
        .order_by(ConsentWithdrawal.id)
    )
    return tuple(
        WithdrawnConsent(
            consent_id=row.id,
            reference=row.reference,
            child_id=row.child_id,
            withdrawn_at=taken_back.withdrawn_at,
            withdrawn_by=taken_back.withdrawn_by,
            already_shared=taken_back.already_shared,
            recorded_at=taken_back.recorded_at,
        )
        for row, taken_back in rows
    )


def whose_consent(child_id: int, now: datetime) -> WhoseToDecide:
    """Whose consent is to be sought for this child now."""
    return whose_of(consents_of_child(child_id, now))


def whose_of(every: ChildConsents) -> WhoseToDecide:
    """The same, of what was read already."""
    decides, asked = every.decides(), every.open_disagreement
    return WhoseToDecide(
        whose=decides.whose,
        because=decides.because,
        words=DECIDES_WORDS[decides.because],
        disagreement=asked.reference if asked else None,
    )


def understanding_of(child_id: int, now: datetime) -> Understanding:
    """What the child's age says, what the newest worksheet found, and the child's own view."""
    return understanding_in(consents_of_child(child_id, now))


def understanding_in(every: ChildConsents) -> Understanding:
    """The same, of what was read already."""
    band, newest = every.child.band, every.worksheet
    return Understanding(
        band=band,
        presumed=starts_as_able(band),
        worksheet=newest.reference if newest else None,
        occasion=newest.occasion if newest else "",
        worked_on=newest.worked_on if newest else None,
        able=newest.able if newest else None,
        reason=newest.reason if newest else "",
        assessed_by=newest.assessed_by if newest else "",
        childs_view=newest.childs_view if newest else "",
        why_no_view=newest.why_no_view if newest else "",
    )
