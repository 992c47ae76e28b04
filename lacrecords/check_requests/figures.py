"""Suitability checks of a span, counted for the statement; nobody is named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lacrecords.check_requests.answer_models import CheckReply, CheckRequestEnd, DecidedResult
from lacrecords.check_requests.models import CheckRequest
from lacrecords.database import db, grouped
from lacrecords.staff.stints import Span
from lacrecords.terms import CheckResult


@dataclass(frozen=True, slots=True)
class Requested:
    """A request: by when it was to be answered, and when it was answered or ended."""

    due_at: datetime
    done_at: datetime | None


def requests(span: Span) -> tuple[Requested, ...]:
    """Every request that reached us in the span."""
    found = (
        select(CheckRequest.due_at, func.coalesce(CheckReply.sent_at, CheckRequestEnd.ended_at))
        .outerjoin(CheckReply, CheckReply.check_request_id == CheckRequest.id)
        .outerjoin(CheckRequestEnd, CheckRequestEnd.check_request_id == CheckRequest.id)
        .where(span.holds(CheckRequest.__table__.c.received_at))
    )
    return tuple(Requested(due_at, done_at) for due_at, done_at in db.session.execute(found))


def results(span: Span) -> Counter[CheckResult]:
    """The results that were decided in the span; of one request the newest."""
    newest = select(func.max(DecidedResult.id)).group_by(DecidedResult.check_request_id)
    found = select(DecidedResult.result, func.count()).where(
        DecidedResult.id.in_(newest), span.holds(DecidedResult.__table__.c.decided_at)
    )
    return grouped(found.group_by(DecidedResult.result))
