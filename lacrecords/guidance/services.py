"""Proposing what the council's guidance says from a day, and agreeing to it: two people.

Each happens in the caller's transaction. A text in force is never changed in place.
"""

from __future__ import annotations

from datetime import datetime

from flask import current_app

from lacrecords.agencies import queries as agencies
from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import db, new_reference, take_turn
from lacrecords.guidance import own
from lacrecords.guidance.models import GuidanceChange, OwnGuidance
from lacrecords.guidance.values import DECIDED_MEANWHILE, GuidanceRejected, Proposal
from lacrecords.notifications.services import (
    Matter,
    Notice,
    Recipient,
    acknowledge_matter,
    close_tasks_of_matter,
    notify,
)
from lacrecords.procedure import Procedure
from lacrecords.rules import guidance as rules
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.rules.deadlines import months_later
from lacrecords.terms import (
    OWN_GUIDANCE,
    GuidanceKind,
    MatterKind,
    NotificationKind,
    Role,
    TaskKind,
    Urgency,
)
from lacrecords.wording import words

__all__ = ["GuidanceRejected", "Proposal", "decide", "propose"]
GUIDANCE_LOCK = 7_201_138
_OTHER = {Role.DESIGNATED_MANAGER: Role.CALDICOTT_GUARDIAN}
"""Whoever holds the role and proposes is not asked: the other one is."""


def propose(actor: Actor, value: Proposal, now: datetime) -> str:
    """Keep a proposal and ask a second person; gives its reference.

    The same proposed twice while it waits is one. GuidanceRejected says what is wrong.
    """
    if actor.account_id is None or not may(actor.role, Action.GUIDANCE_PROPOSE):
        raise GuidanceRejected(None, "You may not propose guidance")
    take_turn(GUIDANCE_LOCK)
    row = _text(actor, actor.account_id, value, now)
    agreed = own.agreed_versions(row.id)
    if len(agreed) != value.shown:
        raise GuidanceRejected(None, _why_not_as_shown(value, len(agreed)))
    _refuse_unfit(row, value, agreed, now)
    change = _change(row, actor.account_id, value, now)
    for waiting in own.waiting_changes(row.id):
        if _same(waiting, change):
            return waiting.reference
    db.session.add(change)
    db.session.flush()
    audit.record(actor, "guidance_proposed", "guidance_change", change.id)
    role = _OTHER.get(actor.role or Role.TEAM_MANAGER, Role.DESIGNATED_MANAGER)
    why = f"{actor.name} proposes guidance: {words(row.kind).lower()}. Read it and decide."
    _tell(actor, NotificationKind.GUIDANCE_PROPOSED, Recipient(role=role), change, why, now)
    return change.reference


def _text(actor: Actor, account_id: int, value: Proposal, now: datetime) -> OwnGuidance:
    """The text that changes; the one that there can be only one of; else a new one."""
    if value.reference:
        row = own.text_row(value.reference)
        if row is None:
            raise GuidanceRejected(None, "There is no such text")
        return row
    if value.kind not in OWN_GUIDANCE:
        raise GuidanceRejected(None, "National guidance comes with the program")
    if value.kind is GuidanceKind.AGENCY_AGREEMENT and (
        value.agency_id is None or agencies.agency(value.agency_id) is None
    ):
        raise GuidanceRejected("agency_id", "Select the agency that the agreement is with")
    found = own.row_of_one(value.kind, value.agency_id) or own.row_waiting(value)
    if found is not None:
        return found
    agency_id = value.agency_id if value.kind is GuidanceKind.AGENCY_AGREEMENT else None
    row = OwnGuidance(
        reference=new_reference(),
        kind=value.kind,
        agency_id=agency_id,
        added_at=now,
        added_by_id=account_id,
    )
    db.session.add(row)
    db.session.flush()
    return row


def _why_not_as_shown(value: Proposal, agreed: int) -> str:
    if not value.reference and agreed:
        return "There is such a text already. Open it, and propose a change of it"
    return DECIDED_MEANWHILE


def _refuse_unfit(
    row: OwnGuidance, value: Proposal, agreed: tuple[own.GuidanceVersion, ...], now: datetime
) -> None:
    if not value.reason.strip():
        raise GuidanceRejected("reason", "Enter why you propose it")
    today, correcting = local_date(now), value.corrects_record
    if why := rules.why_day_refused(value.from_on, today, corrects_record=correcting):
        raise GuidanceRejected("from_on", why)
    before = rules.in_force(agreed, value.from_on)
    if value.ends and before is None:
        raise GuidanceRejected("from_on", "The text does not apply on that day")
    if not value.ends:
        _refuse_unfit_text(row, value, now)
    if before is not None and not value.ends and _says(before) == _says(value):
        raise GuidanceRejected(None, "Nothing would change: this is what applies on that day")


def _refuse_unfit_text(row: OwnGuidance, value: Proposal, now: datetime) -> None:
    for name, said in (("title", value.title), ("text", value.text), ("source", value.source)):
        if not said.strip():
            raise GuidanceRejected(name, f"Enter the {name}")
    if row.kind is not GuidanceKind.AGENCY_AGREEMENT:
        return
    procedure: Procedure = current_app.extensions["lacrecords_procedure"]
    latest = months_later(local_date(now), procedure.agreement_review_most_months)
    why = rules.why_review_refused(value.review_on, value.from_on, local_date(now), latest)
    if why:
        raise GuidanceRejected("review_on", why)


def _says(said: Proposal | own.GuidanceVersion) -> tuple[object, ...]:
    return (said.title.strip(), said.text.strip(), said.source.strip(), said.review_on)


def _change(row: OwnGuidance, account_id: int, value: Proposal, now: datetime) -> GuidanceChange:
    ends, agreement = value.ends, row.kind is GuidanceKind.AGENCY_AGREEMENT
    return GuidanceChange(
        reference=new_reference(),
        text_id=row.id,
        after_number=value.shown,
        ends=ends,
        title="" if ends else value.title.strip(),
        text="" if ends else value.text.strip(),
        source="" if ends else value.source.strip(),
        from_on=value.from_on,
        review_on=value.review_on if agreement and not ends else None,
        corrects_record=value.corrects_record,
        reason=value.reason.strip(),
        proposed_at=now,
        proposed_by_id=account_id,
    )


_SAID = (
    *("after_number", "ends", "title", "text", "source", "from_on", "review_on"),
    *("corrects_record", "reason", "proposed_by_id"),
)


def _same(one: GuidanceChange, other: GuidanceChange) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in _SAID)


def decide(actor: Actor, reference: str, agrees: bool, because: str, now: datetime) -> None:
    """Agree to a proposal, which makes it a version of its text, or refuse it with a reason."""
    take_turn(GUIDANCE_LOCK)
    change = own.locked_change(reference)
    if change is None:
        raise GuidanceRejected(None, "There is no such proposal")
    row = db.session.get_one(OwnGuidance, change.text_id)
    _refuse_answer(actor, change, agrees, now)
    if not because.strip():
        raise GuidanceRejected("because", "Enter the reason")
    change.decided_at, change.decided_by_id = now, actor.account_id
    change.approved, change.decided_because = agrees, because.strip()
    db.session.flush()
    action = "guidance_agreed" if agrees else "guidance_refused"
    audit.record(actor, action, "guidance_change", change.id)
    if agrees and row.kind is GuidanceKind.AGENCY_AGREEMENT:
        matter = Matter(MatterKind.AGENCY_AGREEMENT, row.reference)
        said = "A change of the agreement was agreed"
        close_tasks_of_matter(actor, TaskKind.AGREEMENT_REVIEW, matter, said, now)
    asked = Matter(MatterKind.GUIDANCE_PROPOSAL, change.reference)
    acknowledge_matter(actor, NotificationKind.GUIDANCE_PROPOSED, asked, now)
    answer = "The guidance you proposed was agreed." if agrees else "Your proposal was refused."
    asker = Recipient(account_id=change.proposed_by_id)
    _tell(actor, NotificationKind.GUIDANCE_DECIDED, asker, change, answer, now)


def _refuse_answer(actor: Actor, change: GuidanceChange, agrees: bool, now: datetime) -> None:
    why = rules.why_decision_refused(
        may_decide=actor.account_id is not None and may(actor.role, Action.GUIDANCE_DECIDE),
        own_proposal=actor.account_id == change.proposed_by_id,
        decided=change.decided_at is not None,
        agrees=agrees,
        overtaken=len(own.agreed_versions(change.text_id)) != change.after_number,
    )
    today = local_date(now)
    if not why and agrees and not change.corrects_record and change.from_on < today:
        why = (
            "The day it was to apply from has passed. Select no, and have it proposed again from"
            " a later day"
        )
    if why:
        raise GuidanceRejected("agrees", why)


def _tell(
    actor: Actor,
    kind: NotificationKind,
    recipient: Recipient,
    change: GuidanceChange,
    why: str,
    now: datetime,
) -> None:
    notice = Notice(
        kind=kind,
        urgency=Urgency.ROUTINE,
        recipient=recipient,
        matter=Matter(MatterKind.GUIDANCE_PROPOSAL, change.reference),
        why=why,
    )
    notify(actor, notice, now)
