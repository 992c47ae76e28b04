"""The enquiries decided to be about one child, as that child's record shows them.

A worker never reads there of an enquiry about a worker of ours; the duty desk reads
of no enquiry whose candidates are not open to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lacrecords.children.queries import record_ids
from lacrecords.database import db
from lacrecords.enquiries.models import (
    Enquirer,
    Enquiry,
    MatchDecision,
    ProtectiveOpening,
    Verification,
)
from lacrecords.enquiries.queries.pages import enquirer_title
from lacrecords.notifications import queries as notifications
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.terms import MatchAnswer, Role, VerificationOutcome
from lacrecords.wording import words

MOST_SHOWN = 25
MANAGERS = frozenset({Role.TEAM_MANAGER, Role.DESIGNATED_MANAGER})


@dataclass(frozen=True, slots=True)
class EnquiryAboutChild:
    """One enquiry kept on the child's record."""

    reference: str
    asked_at: datetime
    type_words: str
    enquirer_title: str
    may_open: bool


def enquiries_about(actor: Actor, child_id: int) -> tuple[EnquiryAboutChild, ...]:
    """The latest enquiries whose decision in force names this child, newest first."""
    latest = select(func.max(MatchDecision.id)).group_by(MatchDecision.enquired_child_id)
    about = select(MatchDecision.enquiry_id).where(
        MatchDecision.id.in_(latest),
        MatchDecision.child_id.in_(record_ids(child_id)),
        MatchDecision.answer == MatchAnswer.SAME,
    )
    rows = db.session.execute(
        select(Enquiry, Enquirer)
        .join(Enquirer, Enquirer.enquiry_id == Enquiry.id)
        .where(Enquiry.id.in_(about))
        .order_by(Enquiry.asked_at.desc(), Enquiry.id.desc())
        .limit(MOST_SHOWN)
    ).all()
    return tuple(
        _shown(actor, enquiry, enquirer) for enquiry, enquirer in rows if _may_see(actor, enquiry)
    )


def _shown(actor: Actor, enquiry: Enquiry, enquirer: Enquirer) -> EnquiryAboutChild:
    return EnquiryAboutChild(
        reference=enquiry.reference,
        asked_at=enquiry.asked_at,
        type_words=words(enquiry.enquiry_type),
        enquirer_title=enquirer_title(enquirer),
        may_open=may(actor.role, Action.ENQUIRY_RECORD)
        or notifications.was_told_of(actor, enquiry.id),
    )


def _may_see(actor: Actor, enquiry: Enquiry) -> bool:
    if not may(actor.role, Action.ENQUIRY_READ):
        return False
    if actor.role in MANAGERS:
        return True
    if enquiry.about_our_worker:
        return may(actor.role, Action.ENQUIRY_RECORD) and _is_open_to(actor, enquiry.id)
    return not may(actor.role, Action.ENQUIRY_RECORD) or _is_open_to(actor, enquiry.id)


def _is_open_to(actor: Actor, enquiry_id: int) -> bool:
    """The last check confirmed the enquirer, or this person opened the candidates to protect."""
    outcome = db.session.scalar(
        select(Verification.outcome)
        .where(Verification.enquiry_id == enquiry_id)
        .order_by(Verification.id.desc())
        .limit(1)
    )
    opened = select(ProtectiveOpening.id).where(
        ProtectiveOpening.enquiry_id == enquiry_id, ProtectiveOpening.opened_by == actor.key
    )
    confirmed = outcome is VerificationOutcome.CONFIRMED
    return confirmed or db.session.scalar(opened.limit(1)) is not None
