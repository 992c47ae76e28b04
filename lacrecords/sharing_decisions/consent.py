"""The consent that an answer leans on, as it stands now."""

from __future__ import annotations

from datetime import datetime

from lacrecords.terms import ConsentPosition


def consent_now(reference: str, answered: ConsentPosition) -> ConsentPosition:
    """How it stands with this consent now, where the answer leaned on it."""
    return answered


def consents_offered(child_id: int | None, now: datetime) -> tuple[tuple[str, str], ...]:
    """The consents and refusals on the child's record, by reference, in words."""
    return ()
