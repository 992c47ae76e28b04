"""The pages on which a request ends, its document is read, and it is written down how it went."""

from __future__ import annotations

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc
from lacrecords.rules.authorisation import Action
from lacrecords.rules.subject_access_words import NOTHING_GIVEN
from lacrecords.subject_access.blueprint import (
    back_to,
    note_reading,
    subject_access,
    worked_or_404,
)
from lacrecords.subject_access.ending import end_request, record_delivery
from lacrecords.subject_access.step_forms import DeliveryForm, EndForm
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page
from lacrecords.web.steps import is_taken


@subject_access.route("/<reference>/end", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_WORK)
def end(reference: str) -> ResponseReturnValue:
    """End a request with a letter instead of a pack."""
    standing = worked_or_404(reference)
    form = EndForm()

    def step() -> None:
        end_request(signed_in(), standing.request.id, form.value(), now_utc())

    if is_taken(form, step, "The request has ended. Its letter is being made"):
        return back_to(reference)
    return page(
        "subject_access/end.html", form=form, standing=standing, nothing_given=NOTHING_GIVEN
    )


@subject_access.get("/<reference>/document.pdf")
@requires(Action.SUBJECT_ACCESS_WORK)
def document(reference: str) -> ResponseReturnValue:
    """What was issued, exactly as it was issued."""
    standing = worked_or_404(reference)
    if standing.document is None:
        abort(404)
    note_reading("subject_access_document_read", standing.request.id)
    standing = worked_or_404(reference)
    issued = standing.document
    answer = Response(issued.pdf if issued else b"", mimetype="application/pdf")
    kind = "attachment" if request.args.get("save") else "inline"
    name = f"information-{reference}.pdf"
    answer.headers["Content-Disposition"] = f'{kind}; filename="{name}"'
    return answer


@subject_access.route("/<reference>/delivery", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_WORK)
def delivery(reference: str) -> ResponseReturnValue:
    """Write down how what was issued went, and to whom."""
    standing = worked_or_404(reference)
    if standing.document is None:
        abort(404)
    form = DeliveryForm(to_whom=standing.request.asker_name)

    def step() -> None:
        record_delivery(signed_in(), standing.request.id, form.value(), now_utc())

    if is_taken(form, step, "It is written down how it went"):
        return back_to(reference)
    return page("subject_access/delivery.html", form=form, standing=standing)
