"""The right way: items, the check of the recipient, what they agreed, who is informed."""

from __future__ import annotations

from datetime import datetime

from lacrecords.agencies.proof import why_it_proves_nothing
from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.sharing_decisions.holding import hold
from lacrecords.sharing_decisions.marks import marks_of
from lacrecords.sharing_decisions.standing import DecisionStanding
from lacrecords.sharing_decisions.values import (
    NewAgreement,
    NewInformed,
    NewItem,
    NewRecipientCheck,
    SharingRefused,
)
from lacrecords.sharing_decisions.way_models import (
    SharingAgreement,
    SharingInformed,
    SharingItem,
    SharingRecipientCheck,
)
from lacrecords.terms import VerificationMethod, VerificationOutcome


def add_item(actor: Actor, decision_id: int, new: NewItem, now: datetime) -> SharingItem:
    """Keep one thing that is to be shared.

    SharingRefused for a day to come, and where it holds addresses, numbers or names and nobody
    says why they may go.
    """
    standing = hold(decision_id)
    if new.as_at > local_date(now):
        raise SharingRefused("as_at", "The day on which it was so must be today or in the past")
    found = marks_of(actor, new.words, standing.row.child_id, now)
    if found and not new.marks_kept_because.strip():
        held = ", ".join(found)
        raise SharingRefused(
            "marks_kept_because", f"This holds {held}. Take it out, or enter why it must go"
        )
    row = SharingItem(
        decision_id=decision_id,
        position=len(standing.items) + 1,
        kind=new.kind,
        words=new.words,
        basis=new.basis,
        source=new.source,
        as_at=new.as_at,
        accuracy_confirmed=new.accuracy_confirmed,
        needed_because=new.needed_because,
        limits=new.limits,
        marks_kept_because=new.marks_kept_because if found else "",
        added_at=now,
        added_by=actor.key,
    )
    db.session.add(row)
    audit.record(actor, "sharing_item_added", "sharing_decision", decision_id)
    db.session.flush()
    return row


def take_item_back(
    actor: Actor, decision_id: int, position: int, because: str, now: datetime
) -> None:
    """Take an item back: it goes out no more. What went out stays recorded."""
    standing = hold(decision_id)
    for item in standing.good_items:
        if item.position == position:
            item.taken_back_at, item.taken_back_by = now, actor.key
            item.taken_back_because = because
            audit.record(actor, "sharing_item_taken_back", "sharing_decision", decision_id)
            db.session.flush()
            return
    raise SharingRefused(None, "This item was taken back already")


def record_recipient_check(
    actor: Actor, decision_id: int, new: NewRecipientCheck, now: datetime
) -> None:
    """Keep one check of the recipient; SharingRefused when it cannot count as what it claims."""
    standing = hold(decision_id)
    if new.outcome is VerificationOutcome.CONFIRMED:
        _refuse_a_check_that_is_none(standing, new, now)
    elif not new.words.strip():
        raise SharingRefused("words", "Enter what happened when you tried to check them")
    db.session.add(
        SharingRecipientCheck(
            decision_id=decision_id,
            recipient_id=standing.recipient.id,
            method=new.method,
            contact_point_id=new.contact_point_id,
            outcome=new.outcome,
            words=new.words,
            checked_at=now,
            checked_by=actor.key,
        )
    )
    audit.record(actor, f"sharing_check_{new.outcome.value}", "sharing_decision", decision_id)
    db.session.flush()


def _refuse_a_check_that_is_none(
    standing: DecisionStanding, new: NewRecipientCheck, now: datetime
) -> None:
    if new.method is VerificationMethod.IDENTITY_DOCUMENT:
        if not new.words.strip():
            raise SharingRefused("words", "Enter which document you saw, and where")
        return
    agency_id = standing.recipient.agency_id
    if why := why_it_proves_nothing(new.method, new.contact_point_id, agency_id, now):
        raise SharingRefused("how", why)


def record_agreement(actor: Actor, decision_id: int, new: NewAgreement, now: datetime) -> None:
    """Keep what the recipient says of passing it on, and whether they know its limits."""
    standing = hold(decision_id)
    if new.passes_on and not new.passes_on_to.strip():
        raise SharingRefused("passes_on_to", "Enter to whom they intend to pass it on")
    db.session.add(
        SharingAgreement(
            decision_id=decision_id,
            recipient_id=standing.recipient.id,
            passes_on=new.passes_on,
            passes_on_to=new.passes_on_to if new.passes_on else "",
            knows_limits=new.knows_limits,
            words=new.words,
            recorded_at=now,
            recorded_by=actor.key,
        )
    )
    audit.record(actor, "sharing_agreement_recorded", "sharing_decision", decision_id)
    db.session.flush()


def record_informed(actor: Actor, decision_id: int, new: NewInformed, now: datetime) -> None:
    """Keep whether those whom it is about know that it is shared, or why it is not safe."""
    hold(decision_id)
    db.session.add(
        SharingInformed(
            decision_id=decision_id,
            informed=new.informed,
            words=new.words,
            recorded_at=now,
            recorded_by=actor.key,
        )
    )
    audit.record(actor, "sharing_informed_recorded", "sharing_decision", decision_id)
    db.session.flush()
