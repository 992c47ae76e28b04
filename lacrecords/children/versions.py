"""Two versions of a fact side by side, for a form that was overtaken by somebody else's change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lacrecords.children.fact_words import FactReader, words_of
from lacrecords.children.models import LeadSocialWorkerAssignment, Restriction
from lacrecords.history import Fact
from lacrecords.staff import queries as staff


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a fact in words; it outlives the transaction that read it."""

    fact_id: int
    title: str
    details: str
    from_on: date | None
    to_on: date | None
    recorded_at: datetime
    recorded_by: str
    reason: str


def version_of(fact: Fact | None, reader: FactReader | None = None) -> Version | None:
    """The fact in words, with the name of its author; without a reader only staff are named."""
    if fact is None:
        return None
    author = staff.names_for({fact.recorded_by})[fact.recorded_by]
    words = words_of(fact, reader or _naming_staff(fact))
    return Version(
        fact_id=fact.id,
        title=words.began if fact.to_on is None else words.ended,
        details=words.details,
        from_on=fact.from_on,
        to_on=fact.to_on,
        recorded_at=fact.recorded_at,
        recorded_by=author,
        reason=fact.reason,
    )


def _naming_staff(fact: Fact) -> FactReader:
    account_id = None
    if isinstance(fact, LeadSocialWorkerAssignment):
        account_id = fact.account_id
    elif isinstance(fact, Restriction):
        account_id = fact.owner_id
    key = f"account:{account_id}"
    return FactReader(staff={account_id or 0: staff.names_for({key})[key]})
