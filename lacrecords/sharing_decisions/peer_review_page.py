"""Peer reviews as their list and their page show them, to those who may see the decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.sharing_decisions.access import visible
from lacrecords.sharing_decisions.looking_back_words import PEER_ANSWER_WORDS, PEER_QUESTION_WORDS
from lacrecords.sharing_decisions.models import SharingDecision, SharingOutcomeRow
from lacrecords.sharing_decisions.peer_pool import may_review_this
from lacrecords.sharing_decisions.peer_review_models import (
    SharingPeerDraw,
    SharingPeerFinding,
    SharingPeerReply,
    SharingPeerReview,
)
from lacrecords.sharing_decisions.standing import DecisionStanding, standing_of
from lacrecords.staff import queries as staff
from lacrecords.staff.queries import names_for
from lacrecords.terms import PeerQuestion
from lacrecords.web.listing import Asked, ListKind, Paged, Selection
from lacrecords.web.words import MONTHS

SHOWN = Selection(
    "shown",
    "Reviews",
    (
        ("waiting", "Not done"),
        ("own", "Given to me, not done"),
        ("late", "Late"),
        ("done", "Done"),
        ("all", "All"),
    ),
)
ORDER = Selection("order", "Order", (("due", "Due first"), ("newest", "Newest first")))
REVIEWS = ListKind("sharing_peer_reviews", (SHOWN, ORDER))


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One review in the list."""

    row: SharingPeerReview
    decision: str
    month: str
    given_to: str
    finding: SharingPeerFinding | None
    late: bool


@dataclass(frozen=True, slots=True)
class DrawLine:
    """One draw: how many there were, and how many were drawn."""

    month: str
    found: int
    drawn: int
    drawn_at: datetime


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """One review: the decision, what was found, what was answered, and what this reader may do."""

    row: SharingPeerReview
    standing: DecisionStanding
    outcome: SharingOutcomeRow
    month: str
    names: dict[str, str]
    given_to: str
    finding: SharingPeerFinding | None
    reply: SharingPeerReply | None
    late: bool
    may_review: bool
    may_answer: bool

    @property
    def found(self) -> tuple[tuple[str, str, str], ...]:
        """Each question with the answer and the words."""
        if self.finding is None:
            return ()
        return tuple(
            (
                PEER_QUESTION_WORDS[question],
                PEER_ANSWER_WORDS[getattr(self.finding, question.value)],
                getattr(self.finding, f"{question.value}_words"),
            )
            for question in PeerQuestion
        )


def month_words(month: date) -> str:
    """A month as people say it: March 2024."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def review_named(reference: str) -> SharingPeerReview | None:
    """The review with this reference, whoever asks."""
    found = select(SharingPeerReview).where(SharingPeerReview.reference == reference.upper())
    return db.session.scalar(found)


def review_page(actor: Actor, reference: str, now: datetime) -> ReviewShown | None:
    """The review with this reference, where this reader may see it.

    Those who review and whoever decided; nobody to whom the decision itself is closed.
    """
    row = review_named(reference)
    if row is None:
        return None
    standing = standing_of(row.decision_id)
    outcome = next(one for one in standing.outcomes if one.id == row.outcome_id)
    reads = may(actor.role, Action.SHARING_PEER_REVIEW) or outcome.decided_by == actor.key
    if not reads or standing.row.id not in visible(actor, (standing.row,), now):
        return None
    finding, reply = _said_in(row.id)
    keys = {outcome.decided_by} | ({finding.reviewed_by} if finding else set())
    draw = db.session.get_one(SharingPeerDraw, row.draw_id)
    return ReviewShown(
        row=row,
        standing=standing,
        outcome=outcome,
        month=month_words(draw.month),
        names=names_for(keys),
        given_to=_name(row.given_to_id),
        finding=finding,
        reply=reply,
        late=finding is None and row.due_at < now,
        may_review=finding is None and may_review_this(actor, standing, now),
        may_answer=finding is not None and reply is None and outcome.decided_by == actor.key,
    )


def _said_in(review_id: int) -> tuple[SharingPeerFinding | None, SharingPeerReply | None]:
    found = db.session.execute(
        select(SharingPeerFinding, SharingPeerReply)
        .outerjoin(SharingPeerReply, SharingPeerReply.finding_id == SharingPeerFinding.id)
        .where(SharingPeerFinding.review_id == review_id)
    ).first()
    return (found[0], found[1]) if found else (None, None)


def _name(account_id: int) -> str:
    card = staff.person(account_id)
    return card.name if card else ""


def reviews_page(actor: Actor, asked: Asked, now: datetime) -> Paged[ReviewLine]:
    """The part of the list that this reader asked for."""
    found: Sequence[Any] = db.session.execute(
        select(SharingPeerReview, SharingDecision, SharingPeerDraw.month, SharingPeerFinding)
        .join(SharingDecision, SharingDecision.id == SharingPeerReview.decision_id)
        .join(SharingPeerDraw, SharingPeerDraw.id == SharingPeerReview.draw_id)
        .outerjoin(SharingPeerFinding, SharingPeerFinding.review_id == SharingPeerReview.id)
        .order_by(SharingPeerReview.due_at, SharingPeerReview.id)
    ).all()
    seen = visible(actor, [row[1] for row in found], now)
    names = names_for(f"account:{row[0].given_to_id}" for row in found)
    lines = [
        ReviewLine(
            row=review,
            decision=decision.reference,
            month=month_words(month),
            given_to=names[f"account:{review.given_to_id}"],
            finding=finding,
            late=finding is None and review.due_at < now,
        )
        for review, decision, month, finding in found
        if decision.id in seen
    ]
    wanted = [one for one in lines if _is_shown(one, asked["shown"], actor)]
    return asked.page_of(wanted[::-1] if asked["order"] == "newest" else wanted)


def _is_shown(one: ReviewLine, shown: str, actor: Actor) -> bool:
    done = one.finding is not None
    return {
        "waiting": not done,
        "own": not done and one.row.given_to_id == actor.account_id,
        "late": one.late,
        "done": done,
        "all": True,
    }[shown]


def draws() -> tuple[DrawLine, ...]:
    """The draws of the last twelve months, the newest first; numbers only."""
    found = db.session.scalars(
        select(SharingPeerDraw).order_by(SharingPeerDraw.month.desc()).limit(12)
    ).all()
    drawn = db.session.scalars(
        select(SharingPeerReview.draw_id).where(
            SharingPeerReview.draw_id.in_([one.id for one in found])
        )
    ).all()
    return tuple(
        DrawLine(month_words(one.month), one.found, drawn.count(one.id), one.drawn_at)
        for one in found
    )
