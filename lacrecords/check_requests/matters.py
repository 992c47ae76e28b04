"""A suitability check request as our own people are told of it: by its reference only."""

from __future__ import annotations

from lacrecords.check_requests.models import CheckRequest
from lacrecords.notifications.services import Matter
from lacrecords.terms import MatterKind


def matter_of(request: CheckRequest) -> Matter:
    """What tasks and notices about this request lead to."""
    return Matter(MatterKind.CHECK_REQUEST, request.reference)
