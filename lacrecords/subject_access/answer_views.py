"""The pages on which a request ends, its document is read, and it is written down how it went."""

from __future__ import annotations

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc
from lacrecords.rules.authorisation import Action
from lacrecords.rules.subject_access import needs_second_person
from lacrecords.rules.subject_access_words import NOTHING_GIVEN
from lacrecords.staff.queries import names_for
from lacrecords.subject_access.blueprint import (
    back_to,
    note_reading,
    subject_access,
    worked_or_404,
)
from lacrecords.subject_access.ending import end_request, record_delivery
from lacrecords.subject_access.further import open_further
from lacrecords.subject_access.refusing import agree_to_end, ask_for_end, give_end_back
from lacrecords.subject_access.released import letter_of_end
from lacrecords.subject_access.rounds import past_releases
from lacrecords.subject_access.step_forms import (
    AgreeForm,
    DeliveryForm,
    EndForm,
    FurtherForm,
    ReasonForm,
    number_of,
)
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page
from lacrecords.web.steps import is_taken

ENDED = "The request has ended. Its letter is being made"


@subject_access.route("/<reference>/end", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_WORK)
def end(reference: str) -> ResponseReturnValue:
    """End a request with a letter instead of a pack, or ask a second person to agree to that."""
    standing = worked_or_404(reference)
    form = EndForm()
    by_two = form.ended_as.data is not None and needs_second_person(form.ended_as.data)

    def step() -> None:
        take = ask_for_end if by_two else end_request
        take(signed_in(), standing.request.id, form.value(), now_utc())

    if is_taken(form, step, "A second person is asked" if by_two else ENDED):
        return back_to(reference)
    return page(
        "subject_access/end.html", form=form, standing=standing, nothing_given=NOTHING_GIVEN
    )


@subject_access.route("/<reference>/end/agree", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_RELEASE)
def agree_end(reference: str) -> ResponseReturnValue:
    """Read why a request is to end and what its letter says, and agree."""
    standing = worked_or_404(reference)
    note_reading("end_read_as_asked", standing.request.id)
    standing = worked_or_404(reference)
    asked, actor = standing.end_ask, signed_in()
    if asked is None:
        abort(404)
    form = AgreeForm()

    def step() -> None:
        agree_to_end(actor, standing.request.id, number_of(form.asked.data), now_utc())

    if is_taken(form, step, ENDED):
        return back_to(reference)
    form.asked.data = str(asked.id)
    return page(
        "subject_access/agree_end.html",
        form=form,
        standing=standing,
        asked=asked,
        own_ask=asked.asked_by == actor.key,
        asked_by=names_for({asked.asked_by}).get(asked.asked_by, ""),
        letter=letter_of_end(standing.request, asked),
    )


@subject_access.route("/<reference>/end/give-back", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_RELEASE)
def return_end(reference: str) -> ResponseReturnValue:
    """Give the end back with reasons: the request goes on."""
    standing = worked_or_404(reference)
    if standing.end_ask is None:
        abort(404)
    form = ReasonForm()

    def step() -> None:
        give_end_back(signed_in(), standing.request.id, form.because.data, now_utc())

    if is_taken(form, step, "The end is given back. The request goes on"):
        return back_to(reference)
    return page("subject_access/give_end_back.html", form=form, standing=standing)


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
