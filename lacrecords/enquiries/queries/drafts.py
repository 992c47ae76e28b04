"""The calls somebody began to type and has not saved; only they see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.enquiries.models import EnquiryDraft
from lacrecords.rules.authorisation import Actor


@dataclass(frozen=True, slots=True)
class DraftCard:
    """One half-typed call."""

    idempotency_key: str
    saved_at: datetime
    fields: dict[str, list[str]]


def drafts_of(actor: Actor) -> tuple[DraftCard, ...]:
    """This person's half-typed calls, the latest first."""
    rows = db.session.scalars(
        select(EnquiryDraft)
        .where(EnquiryDraft.account_id == actor.account_id)
        .order_by(EnquiryDraft.saved_at.desc())
    )
    return tuple(DraftCard(row.idempotency_key, row.saved_at, row.fields) for row in rows)


def draft_of(actor: Actor, idempotency_key: str) -> DraftCard | None:
    """One of this person's half-typed calls."""
    found = (draft for draft in drafts_of(actor) if draft.idempotency_key == idempotency_key)
    return next(found, None)
