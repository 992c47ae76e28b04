"""One request is changed by one person at a time, and not after it was released or has ended."""

from __future__ import annotations

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.subject_access.asked import Asked, as_it_reads
from lacrecords.subject_access.models import SubjectAccessRequest
from lacrecords.subject_access.rounds import is_over
from lacrecords.subject_access.values import AccessRefused


def hold(request_id: int) -> Asked:
    """Let whoever else changes this request wait; the request as it reads today."""
    found = select(SubjectAccessRequest).where(SubjectAccessRequest.id == request_id)
    return as_it_reads(db.session.scalars(found.with_for_update()).one())


def hold_open(request_id: int) -> Asked:
    """The same; AccessRefused where it was released or has ended."""
    request = hold(request_id)
    if db.session.scalar(select(is_over(request_id))):
        raise AccessRefused(None, "This request was released or has ended. Nothing is changed")
    return request
