"""Invented peer reviews of decisions whether to share. Each opens a transaction of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from lacrecords.database import db, transaction
from lacrecords.rules.authorisation import Actor
from lacrecords.sharing_decisions.peer_drawing import draw_month
from lacrecords.sharing_decisions.peer_review_models import SharingPeerReview
from lacrecords.sharing_decisions.peer_reviewing import Said, record_finding
from lacrecords.sharing_decisions.standing import DecisionStanding
from lacrecords.terms import PeerAnswer, PeerQuestion, SharingOutcome
from tests.factories.sharing import begun, decided, with_consent
from tests.factories.town import NOW, Town

NOVEMBER = date(2026, 11, 1)
FIRST_OF_DECEMBER = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
"""A Tuesday, half an hour after the office opens: the first working day of the month."""
ALL_WELL = {question: Said(PeerAnswer.YES, "") for question in PeerQuestion}


def decision(
    town: Town,
    child_id: int | None = None,
    outcome: SharingOutcome = SharingOutcome.SHARE,
    at: datetime = NOW,
) -> DecisionStanding:
    """A decision of the team manager, with consent; another outcome than sharing departs."""
    standing = with_consent(town, begun(town, child_id, at=at - timedelta(days=1)))
    why = "" if outcome is SharingOutcome.SHARE else "The school does not need it after all"
    return decided(town, standing, outcome, at=at, departure_reason=why)


def drawn(town: Town, now: datetime = FIRST_OF_DECEMBER) -> list[SharingPeerReview]:
    """What is drawn from November."""
    with transaction():
        draw_month(NOVEMBER, town.procedure, now)
    found = select(SharingPeerReview).order_by(SharingPeerReview.id)
    return list(db.session.scalars(found))


def found_well(actor: Actor, review_id: int, now: datetime = FIRST_OF_DECEMBER) -> None:
    """A colleague finds nothing wrong."""
    with transaction():
        record_finding(actor, review_id, ALL_WELL, now)
