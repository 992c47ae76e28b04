"""The pages of the search: running it, deciding on whoever came up, and its evidence as a PDF."""

from __future__ import annotations

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.check_requests.blueprint import (
    check_requests,
    id_or_404,
    person_or_404,
    standing_or_404,
)
from lacrecords.check_requests.candidates import SearchPage, search_page
from lacrecords.check_requests.person_standing import PersonStanding
from lacrecords.check_requests.searching import (
    answer_for_closed_record,
    decide_candidate,
    search,
)
from lacrecords.check_requests.standing import RequestStanding
from lacrecords.check_requests.step_forms import CandidateForm, ClosedRecordForm
from lacrecords.check_requests.values import CheckRefused
from lacrecords.database import now_utc, transaction
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in
from lacrecords.web.documents import pdf_from_template
from lacrecords.web.forms import page
from lacrecords.web.steps import is_taken


@check_requests.post("/<reference>/people/<int:position>/search")
@requires(Action.CHECK_REQUEST_SEARCH)
def run_search(reference: str, position: int) -> ResponseReturnValue:
    """Search the register for the person, and keep what came up."""
    standing = standing_or_404(reference)
    one = person_or_404(standing, position)
    try:
        with transaction():
            search(signed_in(), standing, one, now_utc())
    except CheckRefused as refused:
        flash(str(refused))
        return redirect(url_for("check_requests.show", reference=reference), 303)
    there = url_for("check_requests.found", reference=reference, position=position)
    return redirect(there, 303)


@check_requests.get("/<reference>/people/<int:position>/search")
@requires(Action.CHECK_REQUEST_SEARCH)
def found(reference: str, position: int) -> ResponseReturnValue:
    """Who came up, each with the reasons, to be decided on."""
    standing, one, shown = _read(reference, position)
    return page("check_requests/found.html", standing=standing, one=one, shown=shown, now=now_utc())


@check_requests.route(
    "/<reference>/people/<int:position>/search/<int:place>", methods=["GET", "POST"]
)
@requires(Action.CHECK_REQUEST_SEARCH)
def candidate(reference: str, position: int, place: int) -> ResponseReturnValue:
    """Decide whether somebody who came up is the person who is checked."""
    standing, one, shown = _read(reference, position)
    somebody = shown.at(place)
    if somebody is None:
        abort(404)
    form = CandidateForm(place=str(shown.search.id))
    if somebody.earlier and not form.is_submitted():
        form.answer.data, form.words.data = somebody.earlier.answer, somebody.earlier.words
    actor, now = signed_in(), now_utc()

    def step() -> None:
        if form.place.data != str(shown.search.id):
            raise CheckRefused(None, "The register was searched again meanwhile. Look again")
        decide_candidate(
            actor, one, somebody.person.person_id, form.answer.data, form.words.data, now
        )

    if is_taken(form, step, "The decision is kept"):
        there = url_for("check_requests.found", reference=reference, position=position)
        return redirect(there, 303)
    return page(
        "check_requests/candidate.html", form=form, standing=standing, one=one, somebody=somebody
    )


@check_requests.route(
    "/<reference>/people/<int:position>/closed/<int:number>", methods=["GET", "POST"]
)
@requires(Action.CHECK_REQUEST_SEARCH)
def closed_record(reference: str, position: int, number: int) -> ResponseReturnValue:
    """Whoever answers for a closed record says whether it concerns the person."""
    standing, one, shown = _read(reference, position)
    question = next((row for row in shown.questions if row.id == number), None)
    if question is None:
        abort(404)
    form = ClosedRecordForm()
    actor, now = signed_in(), now_utc()

    def step() -> None:
        answer_for_closed_record(
            actor, number, standing.request.id, form.concerns.data, form.words.data, now
        )

    if is_taken(form, step, "Your answer is kept"):
        there = url_for("check_requests.found", reference=reference, position=position)
        return redirect(there, 303)
    return page(
        "check_requests/closed_record.html",
        form=form,
        standing=standing,
        one=one,
        question=question,
    )


@check_requests.get("/<reference>/people/<int:position>/evidence.pdf")
@requires(Action.CHECK_REQUEST_SEARCH)
def evidence(reference: str, position: int) -> ResponseReturnValue:
    """What was searched and what came up, to be printed: also where nobody came up."""
    standing, one, shown = _read(reference, position)
    made = pdf_from_template(
        "check_requests/evidence.html",
        standing=standing,
        one=one,
        shown=shown,
        reader=signed_in().name,
        read_at=now_utc(),
    )
    return as_pdf(made, f"suitability-check-{reference}-evidence-{position}.pdf")


def as_pdf(made: bytes, name: str) -> Response:
    """A PDF under a name that names nobody."""
    answer = Response(made, mimetype="application/pdf")
    kind = "attachment" if request.args.get("save") else "inline"
    answer.headers["Content-Disposition"] = f'{kind}; filename="{name}"'
    return answer


def _read(reference: str, position: int) -> tuple[RequestStanding, PersonStanding, SearchPage]:
    """The search of this person as this reader may see it; its reading stands in the trail."""
    number = id_or_404(reference)
    if request.method == "GET":
        with transaction():
            audit.record(signed_in(), "check_search_read", "check_request", number)
    standing = standing_or_404(reference)
    one = person_or_404(standing, position)
    shown = search_page(signed_in(), one, now_utc())
    if shown is None:
        abort(404)
    return standing, one, shown
