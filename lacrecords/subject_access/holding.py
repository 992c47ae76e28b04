"""One request is changed by one person at a time, and not after it was released or has ended."""

from __future__ import annotations

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.subject_access.models import SubjectAccessRequest
from lacrecords.subject_access.release_models import AccessEnded, Release
from lacrecords.subject_access.values import AccessRefused


def hold(request_id: int) -> SubjectAccessRequest:
    """Let whoever else changes this request wait."""
    found = select(SubjectAccessRequest).where(SubjectAccessRequest.id == request_id)
    return db.session.scalars(found.with_for_update()).one()


def hold_open(request_id: int) -> SubjectAccessRequest:
    """The same; AccessRefused where it was released or has ended."""
    request = hold(request_id)
    for kind in (Release, AccessEnded):
        if db.session.scalar(select(kind.id).where(kind.request_id == request_id)):
            raise AccessRefused(None, "This request was released or has ended. Nothing is changed")
    return request
