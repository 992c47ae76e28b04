"""Beginning a decision whether to share, and saying anew to whom it would go."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.agencies import queries as agencies
from lacrecords.audit import services as audit
from lacrecords.clocks import working_days_later
from lacrecords.database import db, lock_form, new_reference
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.sharing_decisions.holding import hold
from lacrecords.sharing_decisions.models import SharingDecision, SharingRecipient
from lacrecords.sharing_decisions.standing import standings_of
from lacrecords.sharing_decisions.telling import open_its_task
from lacrecords.sharing_decisions.values import (
    CHANGED_MEANWHILE,
    About,
    NewDecision,
    SaidOfRecipient,
    SharingRefused,
)

ANOTHER_IS_OPEN = (
    "A decision on this is open already. Go on with it, or say why this one is decided apart"
)


def begin_decision(
    actor: Actor, new: NewDecision, procedure: Procedure, now: datetime
) -> SharingDecision:
    """Keep what is asked or wished; a form sent twice is one decision.

    SharingRefused where a decision on the same request is open, and nobody says why another.
    """
    lock_form(new.idempotency_key)
    known = db.session.scalar(
        select(SharingDecision).where(SharingDecision.idempotency_key == new.idempotency_key)
    )
    if known is not None:
        return known
    if new.asked_at > now:
        raise SharingRefused("asked_on", "The day it was asked must be today or in the past")
    if not new.about.is_something and not new.about_words.strip():
        raise SharingRefused("about_words", "Enter whom or what it is about")
    if open_on_the_same(new.about) and not new.another_because.strip():
        raise SharingRefused("another_because", ANOTHER_IS_OPEN)
    row = SharingDecision(
        reference=new_reference(),
        idempotency_key=new.idempotency_key,
        direction=new.direction,
        **new.about.as_columns(),
        about_words=new.about_words,
        wanted=new.wanted,
        another_because=new.another_because,
        asked_at=new.asked_at,
        due_at=working_days_later(procedure, now, procedure.sharing_decision_working_days),
        begun_at=now,
        begun_by=actor.key,
    )
    db.session.add(row)
    db.session.flush()
    _write_recipient(actor, row.id, new.recipient, 1, "", now)
    audit.record(actor, "sharing_decision_begun", "sharing_decision", row.id)
    db.session.flush()
    open_its_task(actor, row, now)
    return row


def open_on_the_same(about: About) -> tuple[SharingDecision, ...]:
    """Decisions on the same enquiry, child or check that somebody still has to do something for."""
    wanted = {name: number for name, number in about.as_columns().items() if number is not None}
    if not wanted:
        return ()
    # From the nearest: two enquiries about one child are two requests.
    name = next(one for one in _NEAREST_FIRST if one in wanted)
    found = select(SharingDecision.id).where(getattr(SharingDecision, name) == wanted[name])
    standings = standings_of(db.session.scalars(found).all())
    return tuple(one.row for one in standings.values() if one.waits)


_NEAREST_FIRST = ("enquiry_id", "check_request_id", "risk_notification_id", "child_id")


def amend_recipient(
    actor: Actor, decision_id: int, said: SaidOfRecipient, why: str, shown: int, now: datetime
) -> None:
    """Say anew to whom it would go; whoever it is now must be checked again."""
    newest = hold(decision_id).recipient
    if newest.number != shown:
        raise SharingRefused(None, CHANGED_MEANWHILE)
    if not why.strip():
        raise SharingRefused("why_changed", "Enter why you change it")
    _write_recipient(actor, decision_id, said, newest.number + 1, why, now)
    audit.record(actor, "sharing_recipient_amended", "sharing_decision", decision_id)
    db.session.flush()


def _write_recipient(
    actor: Actor, decision_id: int, said: SaidOfRecipient, number: int, why: str, now: datetime
) -> None:
    known = agencies.agency(said.agency_id) if said.agency_id is not None else None
    db.session.add(
        SharingRecipient(
            decision_id=decision_id,
            number=number,
            name=said.name,
            role=said.role,
            agency_id=said.agency_id,
            agency_name=known.name if known else said.agency_name,
            contact_given=said.contact_given,
            why_changed=why,
            recorded_at=now,
            recorded_by=actor.key,
        )
    )
