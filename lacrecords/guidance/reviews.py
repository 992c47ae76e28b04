"""Agreements whose review day has come: a task for the designated manager, once for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app
from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.audit.actors import WORKER
from lacrecords.clocks import local_date, working_days_later
from lacrecords.database import db, take_turn, transaction
from lacrecords.guidance import own
from lacrecords.guidance.models import AgreementReviewDue, OwnGuidance
from lacrecords.guidance.services import GUIDANCE_LOCK
from lacrecords.notifications.services import Matter, NewTask, Recipient, open_task
from lacrecords.procedure import Procedure
from lacrecords.rules.guidance import periods, review_due_on
from lacrecords.terms import GuidanceKind, MatterKind, Role, TaskKind

WHY = (
    "The review day of an agreement on sharing information has come. Read it, and propose what it"
    " says from now on, or that it goes on as it is with another review day."
)


@dataclass(frozen=True, slots=True)
class DueReview:
    """An agreement whose review day has come, and the version whose day it is."""

    text_id: int
    reference: str
    change_id: int
    review_on: date


def reviews_due(today: date) -> tuple[DueReview, ...]:
    """The agreements that go on and whose review day has come, those due longest first."""
    rows = db.session.scalars(
        select(OwnGuidance).where(OwnGuidance.kind == GuidanceKind.AGENCY_AGREEMENT)
    ).all()
    found = [one for row in rows if (one := _due(row, today))]
    return tuple(sorted(found, key=lambda one: (one.review_on, one.text_id)))


def _due(row: OwnGuidance, today: date) -> DueReview | None:
    agreed = [one for one in own.change_rows(row.id) if one.approved]
    versions = [own.version_of(one) for one in agreed]
    applied = periods(versions)
    review_on_of = {one.number: one.review_on for one in versions}
    review_on = review_due_on(applied, review_on_of, today)
    if review_on is None:
        return None
    number = applied[-1].version.number
    change_id = next(one.id for one in agreed if one.after_number + 1 == number)
    return DueReview(row.id, row.reference, change_id, review_on)


def tell_of_reviews(now: datetime) -> int:
    """Open a task for every review that came due and has none yet; how many were opened."""
    untold = _untold(reviews_due(local_date(now)))
    opened = 0
    for due in untold:
        with transaction():
            opened += _open_task(due, now)
    return opened


def _untold(due: Sequence[DueReview]) -> list[DueReview]:
    told = set(db.session.scalars(select(AgreementReviewDue.change_id)))
    return [one for one in due if one.change_id not in told]


def _open_task(due: DueReview, now: datetime) -> int:
    """The task, unless somebody opened it, or agreed on a change, since it was looked for."""
    take_turn(GUIDANCE_LOCK)
    row = db.session.get_one(OwnGuidance, due.text_id)
    if _due(row, local_date(now)) != due or not _untold([due]):
        return 0
    db.session.add(AgreementReviewDue(change_id=due.change_id, opened_at=now))
    db.session.flush()
    audit.record(WORKER, "agreement_review_due", "guidance_text", due.text_id)
    procedure: Procedure = current_app.extensions["lacrecords_procedure"]
    task = NewTask(
        kind=TaskKind.AGREEMENT_REVIEW,
        matter=Matter(MatterKind.AGENCY_AGREEMENT, due.reference),
        recipient=Recipient(role=Role.DESIGNATED_MANAGER),
        why=WHY,
        due_at=working_days_later(procedure, now, procedure.agreement_review_working_days),
    )
    open_task(WORKER, task, now)
    return 1
