"""Half-typed text of a call: kept while the officer types, gone when the enquiry is saved."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from lacrecords.database import db, lock_form
from lacrecords.enquiries.errors import StepOutOfOrder
from lacrecords.enquiries.models import Enquiry, EnquiryDraft
from lacrecords.rules.authorisation import Actor

Fields = dict[str, list[str]]


def save_draft(actor: Actor, idempotency_key: str, fields: Fields, now: datetime) -> None:
    """Keep what is typed so far; StepOutOfOrder where the enquiry is saved or another's."""
    lock_form(idempotency_key)
    saved = select(Enquiry.id).where(Enquiry.idempotency_key == idempotency_key)
    if db.session.scalar(saved) is not None or actor.account_id is None:
        raise StepOutOfOrder("This enquiry is saved already.")
    draft = db.session.scalar(
        select(EnquiryDraft).where(EnquiryDraft.idempotency_key == idempotency_key)
    )
    if draft is None:
        draft = EnquiryDraft(idempotency_key=idempotency_key, account_id=actor.account_id)
        db.session.add(draft)
    elif draft.account_id != actor.account_id:
        raise StepOutOfOrder("Somebody else is typing this enquiry.")
    draft.fields, draft.saved_at = dict(fields), now
    db.session.flush()


def remove_draft(idempotency_key: str, actor: Actor) -> None:
    """The enquiry is saved, or its author does not want the text any more."""
    db.session.execute(
        delete(EnquiryDraft).where(
            EnquiryDraft.idempotency_key == idempotency_key,
            EnquiryDraft.account_id == actor.account_id,
        )
    )
