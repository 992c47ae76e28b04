"""Whom a correction reaches: one recipient, one duty, the newest version; nobody asked twice.

A correction of a correction joins what is still open. Whoever was told of the earlier one
in time was told what has turned out wrong as well, and is told again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.children.standing import ChildStanding
from lacrecords.clocks import working_days_later
from lacrecords.corrections.models import Correction, CorrectionDuty, CorrectionHad
from lacrecords.corrections.whose import standing_of_child, told_as, who_tells
from lacrecords.database import db, new_reference
from lacrecords.notifications.services import Matter, NewTask, Recipient, open_task
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.corrections import Telling, ToldRecipient, is_exactly_this
from lacrecords.terms import MatterKind, TaskKind, ToldBy

TASK_WHY = "What somebody was told is not right. Check them, and tell them what is right now."


def root_of(correction: Correction) -> int:
    """The number of the first correction of the same thing."""
    return correction.root_id or correction.id


def told_of_earlier(root_id: int, begun_at: datetime, until: datetime) -> list[Telling]:
    """Who was told of an earlier correction of this thing while the now wrong version stood."""
    rows = db.session.scalars(
        select(CorrectionDuty).where(
            CorrectionDuty.root_id == root_id,
            CorrectionDuty.told_at >= begun_at,
            CorrectionDuty.told_at <= until,
        )
    )
    return [_telling_of(row) for row in rows]


def _telling_of(row: CorrectionDuty) -> Telling:
    return Telling(
        source=ToldBy.CORRECTION,
        row=row.id,
        child_id=0,
        at=row.told_at or row.opened_at,
        words=row.told_words or "",
        told_by=row.settled_by or "",
        recipient=ToldRecipient(
            key=row.recipient_key,
            name=row.name,
            role=row.role,
            agency_id=row.agency_id,
            agency_name=row.agency_name,
            authority_id=row.authority_id,
            managers_only=row.managers_only,
        ),
        origin_id=row.origin_id,
    )


def not_covered(correction_id: int | None, had: Iterable[Telling]) -> list[Telling]:
    """Those of these tellings that no duty of this correction answers for yet, each once.

    One telling may be about two linked records of the same child.
    """
    each = {(one.source, one.row): one for one in had}
    if correction_id is None:
        return list(each.values())
    rows = db.session.execute(
        select(CorrectionHad.source, CorrectionHad.source_row).where(
            CorrectionHad.correction_id == correction_id
        )
    )
    covered = {(source, number) for source, number in rows}
    return [one for key, one in each.items() if key not in covered]


def reach(
    actor: Actor,
    correction: Correction,
    had: Sequence[Telling],
    procedure: Procedure,
    now: datetime,
) -> int:
    """Open what is to be done for whoever had it; how many recipients are newly asked for."""
    child = standing_of_child(correction.child_id, now)
    by_recipient: dict[str, list[Telling]] = defaultdict(list)
    for one in had:
        by_recipient[one.recipient.key].append(one)
    opened = 0
    for key, tellings in sorted(by_recipient.items()):
        duty = _standing_duty(correction, key)
        if duty is None:
            newest = max(tellings, key=lambda one: one.at)
            duty = _open(actor, correction, newest, child, procedure, now)
            opened += 1
        db.session.add_all(_had(correction, duty, one) for one in tellings)
    db.session.flush()
    return opened


def _standing_duty(correction: Correction, key: str) -> CorrectionDuty | None:
    """The open duty of this thing for this recipient, or the settled one of this correction."""
    of_recipient = select(CorrectionDuty).where(CorrectionDuty.recipient_key == key)
    still_open = of_recipient.where(
        CorrectionDuty.root_id == root_of(correction), CorrectionDuty.settled_at.is_(None)
    )
    found = db.session.scalar(still_open)
    if found is not None:
        return found
    return db.session.scalar(of_recipient.where(CorrectionDuty.correction_id == correction.id))


def _open(
    actor: Actor,
    correction: Correction,
    telling: Telling,
    child: ChildStanding | None,
    procedure: Procedure,
    now: datetime,
) -> CorrectionDuty:
    to, reference = telling.recipient, new_reference()
    tells = who_tells(telling, child, now)
    due_at = working_days_later(procedure, now, procedure.correction_tell_working_days)
    task = task_of(tells, reference, due_at, child)
    row = CorrectionDuty(
        reference=reference,
        correction_id=correction.id,
        root_id=root_of(correction),
        source=_first_source(telling),
        origin_id=telling.origin_id,
        recipient_key=to.key,
        name=to.name,
        role=to.role,
        agency_id=to.agency_id,
        agency_name=to.agency_name,
        authority_id=to.authority_id,
        managers_only=to.managers_only,
        account_id=tells.account_id,
        task_id=open_task(actor, task, now),
        opened_at=now,
        due_at=due_at,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "correction_duty_opened", "correction", correction.id)
    return row


def matter_of(reference: str) -> Matter:
    """The recipient with this reference, as a task is about them."""
    return Matter(MatterKind.CORRECTION, reference)


def task_of(
    tells: Recipient, reference: str, due_at: datetime, child: ChildStanding | None
) -> NewTask:
    """The task to tell the recipient with this reference."""
    return NewTask(
        kind=TaskKind.CORRECTION,
        recipient=tells,
        why=TASK_WHY,
        due_at=due_at,
        matter=matter_of(reference),
        told_as=told_as(child),
    )


def _first_source(telling: Telling) -> ToldBy:
    """By which way they first had it, where this is a correction of a correction."""
    if telling.source is not ToldBy.CORRECTION:
        return telling.source
    return db.session.get_one(CorrectionDuty, telling.row).source


def _had(correction: Correction, duty: CorrectionDuty, telling: Telling) -> CorrectionHad:
    kind = correction.fact_kind
    exactly = not kind or is_exactly_this(telling, kind)
    if telling.source is ToldBy.CORRECTION:
        earlier = select(CorrectionHad.exactly).where(CorrectionHad.duty_id == telling.row)
        exactly = any(db.session.scalars(earlier))
    return CorrectionHad(
        correction_id=correction.id,
        duty_id=duty.id,
        source=telling.source,
        source_row=telling.row,
        exactly=exactly,
        words=telling.words,
        told_at=telling.at,
        told_by=telling.told_by,
    )
