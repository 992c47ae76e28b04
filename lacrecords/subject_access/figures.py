"""Requests for information of a span, counted for the statement; nobody is named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from lacrecords.clocks import local_date
from lacrecords.database import db, grouped
from lacrecords.staff.stints import Span
from lacrecords.subject_access.models import SubjectAccessRequest
from lacrecords.subject_access.release_models import AccessEnded, Release
from lacrecords.subject_access.standing import standing_of
from lacrecords.terms import AccessEnd


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A request: its last day as it stands now (None: stopped), and the day it was answered."""

    due_on: date | None
    done_on: date | None


def requests(span: Span, now: datetime) -> tuple[AskedFor, ...]:
    """Every request that was recorded in the span."""
    rows = SubjectAccessRequest.__table__.c
    first = (
        select(Release.request_id, func.min(Release.released_at).label("at"))
        .group_by(Release.request_id)
        .subquery()
    )
    found = (
        select(rows.id, func.coalesce(first.c.at, AccessEnded.ended_at))
        .outerjoin(first, first.c.request_id == rows.id)
        .outerjoin(AccessEnded, AccessEnded.request_id == rows.id)
        .where(span.holds(rows.recorded_at))
        .order_by(rows.id)
    )
    return tuple(
        AskedFor(standing_of(number, now).first_due_on, local_date(done_at) if done_at else None)
        for number, done_at in db.session.execute(found)
    )


def released(span: Span) -> int:
    """How many packs were released in the span."""
    moment = Release.__table__.c.released_at
    return db.session.scalar(select(func.count(Release.id)).where(span.holds(moment))) or 0


def ended(span: Span) -> Counter[AccessEnd]:
    """How many requests ended without a pack in the span, by how."""
    moment = AccessEnded.__table__.c.ended_at
    found = select(AccessEnded.ended_as, func.count()).where(span.holds(moment))
    return grouped(found.group_by(AccessEnded.ended_as))
