"""One request is changed by one person at a time, and not after it was answered or ended."""

from __future__ import annotations

from sqlalchemy import select

from lacrecords.check_requests.answer_models import CheckReply, CheckRequestEnd
from lacrecords.check_requests.models import CheckRequest
from lacrecords.check_requests.values import CheckRefused
from lacrecords.database import db


def hold(request_id: int) -> CheckRequest:
    """Let whoever else changes this request wait."""
    found = select(CheckRequest).where(CheckRequest.id == request_id).with_for_update()
    return db.session.scalars(found).one()


def hold_open(request_id: int) -> CheckRequest:
    """The same; CheckRefused where it was answered or has ended."""
    request = hold(request_id)
    for kind in (CheckReply, CheckRequestEnd):
        if db.session.scalar(select(kind.id).where(kind.check_request_id == request_id)):
            raise CheckRefused(None, "This request was answered or has ended. Nothing is changed")
    return request
