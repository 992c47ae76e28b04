"""Writing the trail, in the same transaction as what it is about. Rules never read it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from lacrecords.audit.models import AuditEntry
from lacrecords.database import db, now_utc
from lacrecords.rules.authorisation import Actor

request_number: ContextVar[str] = ContextVar("request_number", default="")
"""Set at the start of each request or run by the edge that begins it."""


@contextmanager
def another_request() -> Iterator[None]:
    """What is recorded inside is tied to nothing else of this request."""
    token = request_number.set(uuid.uuid4().hex)
    try:
        yield
    finally:
        request_number.reset(token)


def record(
    actor: Actor,
    action: str,
    subject_kind: str,
    subject_id: int | None = None,
    outcome: str = "allowed",
) -> None:
    """Add one entry: who (`actor`), what (`action`), to what; ids only, no names or reasons."""
    db.session.add(
        AuditEntry(
            at=now_utc(),
            actor=actor.key,
            action=action,
            subject_kind=subject_kind,
            subject_id=subject_id,
            outcome=outcome,
            request=request_number.get(),
        )
    )
