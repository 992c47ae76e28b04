"""The page of the evidence of absence; printed, it is the sheet for the file."""

from __future__ import annotations

from flask import abort
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.queries.evidence import kept_evidence
from lacrecords.enquiries.views.blueprint import (
    child_or_404,
    enquiries,
    enquiry_or_404,
    is_open_to_me,
)
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page


@enquiries.get("/enquiries/<reference>/children/<int:position>/evidence")
@requires(Action.ENQUIRY_MATCH)
def evidence(reference: str, position: int) -> ResponseReturnValue:
    """What was searched and what came up when nobody took a record for this child."""
    enquiry = enquiry_or_404(reference)
    child = child_or_404(enquiry, position)
    if not is_open_to_me(enquiry):
        abort(404)
    actor = signed_in()
    now = now_utc()
    found = kept_evidence(child.id, actor.account_id, now)
    if found is None:
        abort(404)
    with transaction():
        audit.record(actor, "evidence_viewed", "enquired_child", child.id)
    return page(
        "enquiries/evidence.html",
        enquiry=enquiry,
        child=child,
        evidence=found,
        reader=actor.name,
        read_at=now,
    )
