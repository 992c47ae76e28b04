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
from lacrecords.subject_access.further import open_further
from lacrecords.subject_access.rounds import past_releases
from lacrecords.subject_access.step_forms import DeliveryForm, EndForm, FurtherForm
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
    """What was issued last, exactly as it was issued."""
    standing = worked_or_404(reference)
    if standing.document is None:
        abort(404)
    note_reading("subject_access_document_read", standing.request.id)
    issued = worked_or_404(reference).document
    return _sent(issued.pdf if issued else b"", f"information-{reference}.pdf")


@subject_access.get("/<reference>/releases/<int:number>/document.pdf")
@requires(Action.SUBJECT_ACCESS_WORK)
def released_document(reference: str, number: int) -> ResponseReturnValue:
    """What was issued with this release, exactly as it was issued."""
    standing = worked_or_404(reference)
    note_reading("subject_access_document_read", standing.request.id)
    past = past_releases(standing.request.id)
    issued = next((one.document for one in past if one.number == number), None)
    if issued is None:
        abort(404)
    return _sent(issued.pdf, f"information-{reference}-{number}.pdf")


def _sent(pdf: bytes, name: str) -> Response:
    answer = Response(pdf, mimetype="application/pdf")
    kind = "attachment" if request.args.get("save") else "inline"
    answer.headers["Content-Disposition"] = f'{kind}; filename="{name}"'
    return answer


@subject_access.route("/<reference>/further", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_WORK)
def further(reference: str) -> ResponseReturnValue:
    """Open the request again for a further pack."""
    standing = worked_or_404(reference)
    if standing.release is None or standing.ended is not None:
        abort(404)
    form = FurtherForm()

    def step() -> None:
        open_further(signed_in(), standing.request.id, form.value(), now_utc())

    if is_taken(form, step, "The request is open again. What was released stays as it is"):
        return back_to(reference)
    return page("subject_access/further.html", form=form, standing=standing)


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
