"""A late hit as its manager reads it: what was asked, the record that meets now, and why.

Of a record that is closed to the reader nothing is shown, not even how strongly it agrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.children import queries as children
from lacrecords.children.queries import CandidateCard
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.enquiries.late_models import LateHit
from lacrecords.enquiries.models import EnquiredChild, Enquirer, Enquiry
from lacrecords.enquiries.outcome_models import Disclosure
from lacrecords.enquiries.queries.earlier_decisions import EarlierDecision, earlier_decisions
from lacrecords.enquiries.queries.pages import EnquiredChildCard, child_card, enquirer_title
from lacrecords.notifications import queries as notifications
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.staff import queries as staff
from lacrecords.terms import LateHitAnswer, Role
from lacrecords.wording import words


@dataclass(frozen=True, slots=True)
class LateAnswerCard:
    """What a manager decided of a late hit, and whether that was undone."""

    answer: LateHitAnswer
    answer_words: str
    by_name: str
    at: datetime
    reasons: str
    ring_back: bool | None
    ring_back_because: str
    undone_by_name: str
    undone_at: datetime | None
    undone_because: str


@dataclass(frozen=True, slots=True)
class LateHitPage:
    """One late hit; `card` is empty where the record is closed to the reader."""

    id: int
    reference: str
    enquiry_reference: str
    asked_at: datetime
    enquirer: str
    reason: str
    worry: str
    child: EnquiredChildCard
    card: CandidateCard | None
    strength: str
    why: tuple[str, ...]
    raised_at: datetime
    earlier: tuple[EarlierDecision, ...]
    told: tuple[str, ...]
    answer: LateAnswerCard | None
    withdrawn_at: datetime | None
    withdrawn_because: str

    @property
    def waits(self) -> bool:
        """Nobody has decided yet, and there is something to decide."""
        return self.answer is None and self.withdrawn_at is None

    @property
    def can_be_undone(self) -> bool:
        """A decision stands here."""
        return self.answer is not None and self.answer.undone_at is None


@dataclass(frozen=True, slots=True)
class ListedLateHit:
    """One late hit on the page of its enquiry; it names no record."""

    reference: str
    child_title: str
    raised_at: datetime
    state_words: str


def reference_of_task(task_id: int) -> str | None:
    """The late hit that this task asks a manager to decide."""
    return db.session.scalar(select(LateHit.reference).where(LateHit.task_id == task_id))


def late_hit_page(reference: str, actor: Actor, now: datetime) -> LateHitPage | None:
    """The late hit, where it is this person's to decide; None: there is none, or it is not."""
    hit = db.session.scalar(select(LateHit).where(LateHit.reference == reference.upper()))
    if hit is None:
        return None
    today = local_date(now)
    hidden = bool(children.hidden_ids((hit.child_id,), actor.account_id, today))
    if not _is_of(hit, actor, hidden, now):
        return None
    enquiry = db.session.get_one(Enquiry, hit.enquiry_id)
    enquirer = db.session.scalars(select(Enquirer).where(Enquirer.enquiry_id == enquiry.id)).one()
    child = db.session.get_one(EnquiredChild, hit.enquired_child_id)
    cards = {} if hidden else children.candidate_cards((hit.child_id,), actor.account_id, today)
    said = db.session.scalars(
        select(Disclosure.words)
        .where(Disclosure.enquired_child_id == child.id)
        .order_by(Disclosure.id)
    )
    before = {} if hidden else earlier_decisions((child.id,), (hit.child_id,), leave_out=hit.id)
    return LateHitPage(
        id=hit.id,
        reference=hit.reference,
        enquiry_reference=enquiry.reference,
        asked_at=enquiry.asked_at,
        enquirer=enquirer_title(enquirer),
        reason=enquiry.reason,
        worry=enquiry.worry,
        child=child_card(child),
        card=cards.get(hit.child_id),
        strength=hit.strength.value,
        why=() if hidden else tuple(hit.why),
        raised_at=hit.raised_at,
        earlier=before.get(hit.child_id, ()),
        told=tuple(said),
        answer=_answer(hit),
        withdrawn_at=hit.withdrawn_at,
        withdrawn_because=hit.withdrawn_because or "",
    )


def _is_of(hit: LateHit, actor: Actor, hidden: bool, now: datetime) -> bool:
    """Their own task; the designated manager also decides of every record open to them."""
    if actor.role is Role.DESIGNATED_MANAGER and not hidden:
        return True
    return notifications.is_task_of_actor(hit.task_id, actor, now)


def _answer(hit: LateHit) -> LateAnswerCard | None:
    if hit.answer is None or hit.answered_at is None or hit.answered_by is None:
        return None
    names = staff.names_for([hit.answered_by, hit.undone_by or ""])
    return LateAnswerCard(
        answer=hit.answer,
        answer_words=words(hit.answer),
        by_name=names[hit.answered_by],
        at=hit.answered_at,
        reasons=hit.reasons or "",
        ring_back=hit.ring_back,
        ring_back_because=hit.ring_back_because or "",
        undone_by_name=names[hit.undone_by or ""] if hit.undone_by else "",
        undone_at=hit.undone_at,
        undone_because=hit.undone_because or "",
    )


def late_hits_of(enquiry_id: int, actor: Actor, now: datetime) -> tuple[ListedLateHit, ...]:
    """The late hits of an enquiry, for whoever decides of them, without closed records."""
    if not may(actor.role, Action.LATE_HIT):
        return ()
    hits = db.session.scalars(
        select(LateHit).where(LateHit.enquiry_id == enquiry_id).order_by(LateHit.id)
    ).all()
    hidden = children.hidden_ids({hit.child_id for hit in hits}, actor.account_id, local_date(now))
    return tuple(
        ListedLateHit(
            reference=hit.reference,
            child_title=child_card(db.session.get_one(EnquiredChild, hit.enquired_child_id)).title,
            raised_at=hit.raised_at,
            state_words=_state(hit),
        )
        for hit in hits
        if hit.child_id not in hidden and _is_of(hit, actor, False, now)
    )


def _state(hit: LateHit) -> str:
    if hit.undone_at is not None:
        return "Decided, and undone"
    if hit.answer is not None:
        return words(hit.answer)
    return "Nothing to decide any more" if hit.withdrawn_at is not None else "To be decided"
