"""Peer review of decisions whether to share: the draw of a month, what was drawn, what was found.

Rows are added and never changed. That nobody reviews a decision in which they had a part, and
that whoever decided answers and nobody else, triggers hold besides the services.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.sharing_decisions.models import ABOUT
from lacrecords.terms import PeerAnswer


class SharingPeerDraw(Base):
    """The draw from the decisions of one month: once, by the system, with what there was."""

    __tablename__ = "sharing_peer_draws"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("wanted > 0 AND found >= 0 AND left_out >= 0", name="counted"),
        {"info": {"meaning": "draws of decisions for peer review", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    month: Mapped[date] = described("first day of the month it was drawn from", unique=True)
    wanted: Mapped[int] = described("how many were to be drawn, by the setting of the day")
    found: Mapped[int] = described("how many decisions there were to draw from")
    left_out: Mapped[int] = described("how many more nobody could review who had no part in them")
    drawn_at: Mapped[datetime] = described("moment of the draw")
    drawn_by: Mapped[str] = described("who drew: the system")


class SharingPeerReview(Base):
    """One decision that was drawn, and to whom it was given to review."""

    __tablename__ = "sharing_peer_reviews"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["decision_id", "outcome_id"], ["sharing_outcomes.decision_id", "sharing_outcomes.id"]
        ),
        UniqueConstraint("draw_id", "decision_id"),
        UniqueConstraint("decision_id", "id"),
        {"info": {"meaning": "decisions drawn for peer review", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that can be read aloud", unique=True)
    draw_id: Mapped[int] = described("the draw", ForeignKey("sharing_peer_draws.id"))
    decision_id: Mapped[int] = described("the decision", index=True)
    outcome_id: Mapped[int] = described("the outcome that is reviewed", unique=True)
    given_to_id: Mapped[int] = described("who was asked to review it", ForeignKey("accounts.id"))
    due_at: Mapped[datetime] = described("moment by which it is to be reviewed")


def _worded(name: str) -> CheckConstraint:
    words = f"trim({name}_words) <> ''"
    return CheckConstraint(f"{name} = 'yes' OR {words}", name=f"{name}_said")


class SharingPeerFinding(Base):
    """What the colleague found: five answers, with words wherever one is not yes."""

    __tablename__ = "sharing_peer_findings"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["decision_id", "review_id"],
            ["sharing_peer_reviews.decision_id", "sharing_peer_reviews.id"],
        ),
        UniqueConstraint("decision_id", "id"),
        _worded("purpose_clear"),
        _worded("consent_right"),
        _worded("least_shared"),
        _worded("right_person"),
        _worded("same_decision"),
        {"info": {"meaning": "findings of peer reviews", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    decision_id: Mapped[int] = described("the decision")
    review_id: Mapped[int] = described("the review: found once", unique=True)
    purpose_clear: Mapped[PeerAnswer] = described("whether the purpose was clear")
    purpose_clear_words: Mapped[str] = described("and in words")
    consent_right: Mapped[PeerAnswer] = described("whether consent was handled rightly")
    consent_right_words: Mapped[str] = described("and in words")
    least_shared: Mapped[PeerAnswer] = described("whether the least that would do was shared")
    least_shared_words: Mapped[str] = described("and in words")
    right_person: Mapped[PeerAnswer] = described("whether the right person was checked")
    right_person_words: Mapped[str] = described("and in words")
    same_decision: Mapped[PeerAnswer] = described("whether they would have decided the same")
    same_decision_words: Mapped[str] = described("and in words")
    reviewed_at: Mapped[datetime] = described("moment")
    reviewed_by: Mapped[str] = described("who reviewed it")


class SharingPeerReply(Base):
    """What whoever decided says to the finding."""

    __tablename__ = "sharing_peer_replies"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["decision_id", "finding_id"],
            ["sharing_peer_findings.decision_id", "sharing_peer_findings.id"],
        ),
        CheckConstraint("trim(words) <> ''", name="with_words"),
        {"info": {"meaning": "answers to findings of peer reviews", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    decision_id: Mapped[int] = described("the decision")
    finding_id: Mapped[int] = described("the finding: answered once", unique=True)
    words: Mapped[str] = described("in their words")
    replied_at: Mapped[datetime] = described("moment")
    replied_by: Mapped[str] = described("who answered: whoever decided")
