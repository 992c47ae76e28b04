"""A request for information as our own people are told of it: by random references only."""

from __future__ import annotations

from lacrecords.notifications.services import Matter
from lacrecords.subject_access.asked import Asked
from lacrecords.subject_access.models import OwnerQuestion
from lacrecords.terms import MatterKind


def matter_of(request: Asked) -> Matter:
    """What tasks and notices about this request lead to."""
    return Matter(MatterKind.SUBJECT_ACCESS, request.reference)


def harm_matter_of(request: Asked) -> Matter:
    """What whoever answers on serious harm is led to."""
    return Matter(MatterKind.SUBJECT_ACCESS_HARM, request.reference)


def owner_matter_of(question: OwnerQuestion) -> Matter:
    """What whoever answers for a closed record is led to; it does not name the request."""
    return Matter(MatterKind.SUBJECT_ACCESS_CLOSED, question.reference)
