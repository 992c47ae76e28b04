"""What a colleague finds of a decision that was drawn, and what whoever decided says to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.notifications.services import (
    Matter,
    Notice,
    Recipient,
    close_tasks_of_matter,
    notify,
)
from lacrecords.rules.authorisation import Actor
from lacrecords.sharing_decisions.models import SharingOutcomeRow
from lacrecords.sharing_decisions.peer_pool import may_review_this
from lacrecords.sharing_decisions.peer_review_models import (
    SharingPeerFinding,
    SharingPeerReply,
    SharingPeerReview,
)
from lacrecords.sharing_decisions.standing import standing_of
from lacrecords.sharing_decisions.values import SharingRefused
from lacrecords.staff import queries as staff
from lacrecords.terms import (
    MatterKind,
    NotificationKind,
    PeerAnswer,
    PeerQuestion,
    TaskKind,
    Urgency,
)

DONE_ALREADY = "A colleague has reviewed this decision already. What they found stands on its page"
HAD_A_PART = "You cannot review this decision: somebody reviews it who had no part in it"
TOLD_WHY = "A colleague says what they find of it. Read it, and answer in words where you wish."
NOT_YOURS = "Whoever decided answers, and nobody else"
ANSWERED = "This was answered already"


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of a colleague, in their words as well."""

    answer: PeerAnswer
    words: str


def record_finding(
    actor: Actor, review_id: int, said: Mapping[PeerQuestion, Said], now: datetime
) -> SharingPeerFinding:
    """Keep what the colleague finds, end the task, and tell whoever decided."""
    review = _hold(review_id)
    if not may_review_this(actor, standing_of(review.decision_id), now):
        raise SharingRefused(None, HAD_A_PART)
    if finding_of(review_id) is not None:
        raise SharingRefused(None, DONE_ALREADY)
    for question, one in said.items():
        if one.answer is not PeerAnswer.YES and not one.words.strip():
            raise SharingRefused(f"{question.value}_words", "Enter why you did not answer yes")
    columns = {question.value: one.answer for question, one in said.items()}
    words = {f"{question.value}_words": one.words.strip() for question, one in said.items()}
    row = SharingPeerFinding(
        decision_id=review.decision_id,
        review_id=review_id,
        **columns,
        **words,
        reviewed_at=now,
        reviewed_by=actor.key,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "sharing_peer_reviewed", "sharing_peer_review", review_id)
    matter = Matter(MatterKind.PEER_REVIEW, review.reference)
    close_tasks_of_matter(actor, TaskKind.PEER_REVIEW, matter, "Reviewed", now)
    _tell_whoever_decided(actor, review, matter, now)
    return row


def _tell_whoever_decided(
    actor: Actor, review: SharingPeerReview, matter: Matter, now: datetime
) -> None:
    """Nobody stands in for them: a review is for whoever decided, while they work here."""
    key = decided_by(review)
    account = int(key.removeprefix("account:")) if key.startswith("account:") else None
    if account is None or not staff.is_active(account, local_date(now)):
        return
    notice = Notice(
        kind=NotificationKind.PEER_REVIEWED,
        urgency=Urgency.ROUTINE,
        recipient=Recipient(account_id=account),
        matter=matter,
        why=TOLD_WHY,
    )
    notify(actor, notice, now)


def record_reply(actor: Actor, review_id: int, words: str, now: datetime) -> SharingPeerReply:
    """Keep what whoever decided says to the finding; once, and it stays."""
    review = _hold(review_id)
    finding = finding_of(review_id)
    if finding is None or decided_by(review) != actor.key:
        raise SharingRefused("words", NOT_YOURS)
    if reply_to(finding.id) is not None:
        raise SharingRefused("words", ANSWERED)
    if not words.strip():
        raise SharingRefused("words", "Enter your answer")
    row = SharingPeerReply(
        decision_id=review.decision_id,
        finding_id=finding.id,
        words=words.strip(),
        replied_at=now,
        replied_by=actor.key,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "sharing_peer_review_answered", "sharing_peer_review", review_id)
    return row


def _hold(review_id: int) -> SharingPeerReview:
    """Let whoever else works on this review wait."""
    found = select(SharingPeerReview).where(SharingPeerReview.id == review_id)
    held = db.session.scalars(
        found.with_for_update(), execution_options={"populate_existing": True}
    )
    return held.one()


def decided_by(review: SharingPeerReview) -> str:
    """The key of whoever decided what is reviewed."""
    return db.session.get_one(SharingOutcomeRow, review.outcome_id).decided_by


def finding_of(review_id: int) -> SharingPeerFinding | None:
    """What was found in this review."""
    return db.session.scalar(
        select(SharingPeerFinding).where(SharingPeerFinding.review_id == review_id)
    )


def reply_to(finding_id: int) -> SharingPeerReply | None:
    """What whoever decided said to this finding."""
    return db.session.scalar(
        select(SharingPeerReply).where(SharingPeerReply.finding_id == finding_id)
    )
