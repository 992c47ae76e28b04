"""Linking two records of one child: one person proposes, another, whom they name, decides.

The link may be undone and leaves both records as they were. It is never chained, never made
for a record sealed at adoption, and only by people who may open both records.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select

from lacrecords.audit import services as audit
from lacrecords.children.changes import ChangeRefused, Stamp, lock_records
from lacrecords.children.comparison import compare_records
from lacrecords.children.descriptions import reindex
from lacrecords.children.link_rules import refuse_unlinkable, who_may_decide
from lacrecords.children.linked import forget_what_is_known
from lacrecords.children.merge_models import DecidedTwoChildren, DuplicatePair, RecordMerge
from lacrecords.children.restrictions import refuse_unknown
from lacrecords.children.standing import hidden_ids, standings_of
from lacrecords.database import db, new_reference
from lacrecords.notifications.services import Notice, Recipient, notify
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import NotificationKind, Urgency

ASKED = "You are asked to decide whether two records are of one child."
DECIDED = "Your proposal to link two records was decided. The answer stands beside it."
LINKED = "Two records of a child were linked, one of whom you lead for. Look whether all is right."
UNLINKED = "The link of two records was undone. Each stands as it was. Look whether all is right."
CHANGED = "One of the records has changed since you looked. Look at them again"
CHANGED_SINCE = (
    "A record has changed since this was proposed. Answer no, and it can be proposed anew"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeLink:
    """Two records are of one child; the first is kept, and this person decides."""

    kept_id: int
    linked_id: int
    holds: tuple[str, ...]
    """Kinds of fact that hold as the linked record has them."""
    approver_id: int
    reason: str
    evidence: str
    """What the page showed of both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideLink:
    """Whether the records are linked, and why."""

    approve: bool
    reason: str


def propose_link(actor: Actor, value: ProposeLink, now: datetime) -> int:
    """Ask another person to link two records; ChangeRefused where they cannot be linked."""
    stamp = Stamp(actor, now, value.reason)
    lock_records((value.kept_id, value.linked_id))
    refuse_unlinkable(actor, value.kept_id, value.linked_id, stamp.today)
    shown = compare_records(actor, value.kept_id, value.linked_id, now)
    if shown.evidence != value.evidence:
        raise ChangeRefused("reason", CHANGED)
    both = (value.kept_id, value.linked_id)
    refuse_unknown("approver_id", (value.approver_id,), who_may_decide(actor, both, now))
    merge = RecordMerge(
        reference=new_reference(),
        kept_child_id=value.kept_id,
        linked_child_id=value.linked_id,
        proposed_by=actor.key,
        proposed_at=now,
        reason=value.reason,
        holds=sorted({line.kind for line in shown.to_decide} & set(value.holds)),
        evidence=shown.evidence,
        approver_id=value.approver_id,
    )
    db.session.add(merge)
    db.session.flush()
    _note(actor, "link_proposed", merge)
    _tell(actor, NotificationKind.LINK_ASKED, Recipient(account_id=value.approver_id), ASKED, now)
    return merge.id


def decide_link(actor: Actor, merge_id: int, value: DecideLink, now: datetime) -> None:
    """Link the records or leave them; ChangeRefused for anybody but the person who was asked.

    Whoever proposed it may say no: that takes the proposal back.
    """
    merge = _locked(merge_id)
    if merge.decided_at is not None:
        raise ChangeRefused("approve", "This proposal was decided already")
    asked = actor.account_id == merge.approver_id
    if not asked and (actor.key != merge.proposed_by or value.approve):
        raise ChangeRefused("approve", "Only the person who was asked can decide this")
    _refuse_closed(actor, merge, "approve", now)
    if value.approve:
        today = Stamp(actor, now, "").today
        refuse_unlinkable(actor, merge.kept_child_id, merge.linked_child_id, today, merge.id)
        shown = compare_records(actor, merge.kept_child_id, merge.linked_child_id, now)
        if shown.evidence != merge.evidence:
            raise ChangeRefused("approve", CHANGED_SINCE)
    merge.decided_at, merge.decided_by = now, actor.key
    merge.approved, merge.decided_because = value.approve, value.reason
    db.session.flush()
    forget_what_is_known()
    _note(actor, "records_linked" if value.approve else "link_refused", merge)
    if value.approve:
        reindex((merge.kept_child_id,))
        _tell_leads(actor, (merge.kept_child_id,), LINKED, now)
    if asked:
        proposer = Recipient(account_id=_account_of(merge.proposed_by))
        _tell(actor, NotificationKind.LINK_ASKED, proposer, DECIDED, now)


def undo_link(actor: Actor, merge_id: int, reason: str, now: datetime) -> None:
    """Take the link away: each record stands as it was, and speaks for itself again."""
    merge = _locked(merge_id)
    if not merge.approved or merge.undone_at is not None:
        raise ChangeRefused("reason", "These records are not linked")
    _refuse_closed(actor, merge, "reason", now)
    both = (merge.kept_child_id, merge.linked_child_id)
    merge.undone_at, merge.undone_by, merge.undone_because = now, actor.key, reason
    db.session.flush()
    forget_what_is_known()
    reindex(both)
    _note(actor, "link_undone", merge)
    _tell_leads(actor, both, UNLINKED, now)


def standing_links(record_ids: Iterable[int]) -> tuple[RecordMerge, ...]:
    """The links that wait or are in force in which one of these records is."""
    wanted = tuple(set(record_ids))
    return tuple(
        db.session.scalars(
            select(RecordMerge)
            .where(
                or_(RecordMerge.kept_child_id.in_(wanted), RecordMerge.linked_child_id.in_(wanted)),
                RecordMerge.undone_at.is_(None),
                or_(RecordMerge.approved.is_(None), RecordMerge.approved.is_(True)),
            )
            .order_by(RecordMerge.id)
        )
    )


def say_two_children(actor: Actor, pair_id: int, evidence: str, reason: str, now: datetime) -> None:
    """Keep the decision that a pair is of two children, on the evidence that the page showed."""
    pair = db.session.get(DuplicatePair, pair_id)
    if pair is None or pair.evidence != evidence:
        raise ChangeRefused("reason", CHANGED)
    both = (pair.first_child_id, pair.second_child_id)
    lock_records(both)
    if hidden_ids(both, actor.account_id, Stamp(actor, now, "").today):
        raise ChangeRefused("reason", "You may not open both records")
    db.session.add(
        DecidedTwoChildren(
            evidence=pair.evidence,
            decided_by=actor.key,
            decided_at=now,
            reason=reason,
        )
    )
    db.session.flush()
    audit.record(actor, "decided_two_children", "duplicate_pair", pair.id)


def forget_pairs(child_id: int) -> None:
    """Nothing kept may tie a record that is sealed to another: its pairs go."""
    tied = or_(DuplicatePair.first_child_id == child_id, DuplicatePair.second_child_id == child_id)
    db.session.execute(delete(DuplicatePair).where(tied))


def _locked(merge_id: int) -> RecordMerge:
    merge = db.session.get_one(RecordMerge, merge_id)
    lock_records((merge.kept_child_id, merge.linked_child_id))
    db.session.refresh(merge)
    return merge


def _refuse_closed(actor: Actor, merge: RecordMerge, field: str, now: datetime) -> None:
    both = (merge.kept_child_id, merge.linked_child_id)
    if hidden_ids(both, actor.account_id, Stamp(actor, now, "").today):
        raise ChangeRefused(field, "You may not open both records. Somebody else must decide")


def _note(actor: Actor, action: str, merge: RecordMerge) -> None:
    for child_id in (merge.kept_child_id, merge.linked_child_id):
        audit.record(actor, action, "child", child_id)


def _account_of(key: str) -> int:
    return int(key.removeprefix("account:"))


def _tell(
    actor: Actor,
    kind: NotificationKind,
    recipient: Recipient,
    why: str,
    now: datetime,
    child_id: int | None = None,
) -> None:
    notice = Notice(
        kind=kind, urgency=Urgency.ROUTINE, recipient=recipient, child_id=child_id, why=why
    )
    notify(actor, notice, now)


def _tell_leads(actor: Actor, child_ids: Iterable[int], why: str, now: datetime) -> None:
    """Every lead social worker of the records hears, once."""
    today = Stamp(actor, now, "").today
    told: dict[int, int] = {}
    for child_id, standing in standings_of(child_ids, today).items():
        workers = [standing.lead, *(lead.worker for lead in standing.also_leading)]
        for worker in workers:
            if worker is not None and worker.account_id is not None:
                told.setdefault(worker.account_id, child_id)
    for account_id, child_id in told.items():
        if account_id != actor.account_id:
            recipient = Recipient(account_id=account_id)
            _tell(actor, NotificationKind.RECORDS_LINKED, recipient, why, now, child_id)
