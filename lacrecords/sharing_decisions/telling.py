"""Telling our own people of a decision that is late, or that leaned on a consent which fell.

Each is told once; the row that says so is the memory. By reference only: no name leaves it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.consents.queries import withdrawn_since
from lacrecords.database import db
from lacrecords.notifications.services import (
    Matter,
    NewTask,
    Notice,
    Recipient,
    close_tasks_of_matter,
    notify,
    open_task,
)
from lacrecords.rules.authorisation import Actor
from lacrecords.sharing_decisions.holding import hold
from lacrecords.sharing_decisions.models import (
    SharingAnswerRow,
    SharingDecision,
    SharingOutcomeRow,
    SharingWarning,
)
from lacrecords.sharing_decisions.standing import DecisionStanding, standings_of
from lacrecords.terms import (
    MatterKind,
    NotificationKind,
    Role,
    SharingOutcome,
    SharingQuestion,
    TaskKind,
    Urgency,
)

LATE = "late"
WHY_TASK = "Decide whether to share, and record what goes out."
WHY_LATE = "A decision whether to share is late. See what holds it up."
WHY_FELL = "A consent on which a decision leans was taken back. See what follows from it now."
BEGINNING = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


def matter_of(row: SharingDecision) -> Matter:
    """What tasks and notices about this decision lead to."""
    return Matter(MatterKind.SHARING_DECISION, row.reference)


def owner_of(key: str) -> Recipient:
    """Whoever began it; a command has no inbox, so the designated manager reads for it."""
    kind, _, number = key.partition(":")
    if kind == "account" and number.isdecimal():
        return Recipient(account_id=int(number))
    return Recipient(role=Role.DESIGNATED_MANAGER)


def open_its_task(actor: Actor, row: SharingDecision, now: datetime) -> None:
    """Put it on the list of whoever began it, with its clock; they need no notice of it."""
    task = NewTask(
        kind=TaskKind.SHARING_DECISION,
        matter=matter_of(row),
        recipient=owner_of(row.begun_by),
        why=WHY_TASK,
        due_at=row.due_at,
    )
    open_task(actor, task, now)


def close_its_task(actor: Actor, row: SharingDecision, words: str, now: datetime) -> None:
    """Nobody has to do anything any more."""
    close_tasks_of_matter(actor, TaskKind.SHARING_DECISION, matter_of(row), words, now)


def warnings_due(now: datetime) -> tuple[tuple[int, str], ...]:
    """Which decisions somebody is still to be told of, and what about."""
    told = set(db.session.execute(select(SharingWarning.decision_id, SharingWarning.about)).all())
    wanted = {*_late(now), *_fallen()}
    return tuple(sorted(one for one in wanted if one not in {(row[0], row[1]) for row in told}))


def warn(actor: Actor, decision_id: int, about: str, now: datetime) -> None:
    """Tell whoever began it, and of a late one the designated manager as well; once."""
    standing = hold(decision_id)
    found = select(SharingWarning.id).where(
        SharingWarning.decision_id == decision_id, SharingWarning.about == about
    )
    if db.session.scalar(found) is not None:
        return
    db.session.add(SharingWarning(decision_id=decision_id, about=about, told_at=now))
    audit.record(actor, "sharing_warned", "sharing_decision", decision_id)
    db.session.flush()
    if about == LATE:
        _tell(actor, standing, NotificationKind.SHARING_LATE, WHY_LATE, now)
        _tell(
            actor,
            standing,
            NotificationKind.SHARING_LATE,
            WHY_LATE,
            now,
            Recipient(role=Role.DESIGNATED_MANAGER),
        )
    else:
        _tell(actor, standing, NotificationKind.SHARING_CONSENT_FELL, WHY_FELL, now)


def _tell(
    actor: Actor,
    standing: DecisionStanding,
    kind: NotificationKind,
    why: str,
    now: datetime,
    recipient: Recipient | None = None,
) -> None:
    notice = Notice(
        kind=kind,
        urgency=Urgency.ROUTINE,
        recipient=recipient or owner_of(standing.row.begun_by),
        matter=matter_of(standing.row),
        why=why,
    )
    notify(actor, notice, now)


def _late(now: datetime) -> set[tuple[int, str]]:
    ended = select(SharingOutcomeRow.id).where(
        SharingOutcomeRow.decision_id == SharingDecision.id,
        SharingOutcomeRow.outcome.in_(
            (SharingOutcome.DO_NOT_SHARE, SharingOutcome.NO_LONGER_ASKED)
        ),
    )
    found = select(SharingDecision.id).where(SharingDecision.due_at <= now, ~ended.exists())
    standings = standings_of(db.session.scalars(found).all()).values()
    return {(one.row.id, LATE) for one in standings if one.is_late(now)}


def _fallen() -> set[tuple[int, str]]:
    """Open decisions whose newest answer on consent leans on one that was taken back."""
    fell = {one.reference for one in withdrawn_since(BEGINNING)}
    if not fell:
        return set()
    leaning = select(SharingAnswerRow.decision_id).where(
        SharingAnswerRow.question == SharingQuestion.CONSENT,
        SharingAnswerRow.consent_reference.in_(fell),
    )
    standings = standings_of(set(db.session.scalars(leaning))).values()
    found = set()
    for one in standings:
        row = one.answer(SharingQuestion.CONSENT)
        if one.waits and row is not None and row.consent_reference in fell:
            found.add((one.row.id, row.consent_reference))
    return found
