"""Documents that are kept with a request for own information: papers that are held elsewhere."""

from __future__ import annotations

from lacrecords.database import now_utc
from lacrecords.documents.pages import add_document_pages
from lacrecords.documents.places import DocumentPlace, Matter
from lacrecords.rules.authorisation import Action
from lacrecords.subject_access.blueprint import note_reading, subject_access, worked_or_404
from lacrecords.subject_access.holding import hold_open
from lacrecords.subject_access.standing import standing_of
from lacrecords.subject_access.standing_parts import REQUEST_ID
from lacrecords.subject_access.values import AccessRefused


def _find(reference: str) -> Matter:
    standing = worked_or_404(reference)
    may_change = standing.is_open and standing.open_ask is None
    return Matter(standing.request.id, standing.request.reference, may_change)


def _hold(request_id: int) -> None:
    hold_open(request_id)
    if standing_of(request_id, now_utc()).open_ask is not None:
        raise AccessRefused(None, "The pack waits for a second person. Let them give it back first")


PAPERS = DocumentPlace(
    blueprint="subject_access",
    column=REQUEST_ID,
    read=Action.SUBJECT_ACCESS_WORK,
    work=Action.SUBJECT_ACCESS_WORK,
    find=_find,
    hold=_hold,
    note=note_reading,
    what="request",
    caption="Request",
    file_name="request",
    kept_words=(
        "Papers about the person that are held elsewhere, such as a paper file that was scanned.",
        "What stands in them becomes part of the pack, page by page, and is redacted like the"
        " rest. A page that is a picture must be typed, or left out with a reason.",
    ),
)
"""The papers of a request."""


add_document_pages(subject_access, PAPERS)
