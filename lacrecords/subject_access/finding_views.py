"""The pages on which the person is found: the search, who came up, and closed records."""

from __future__ import annotations

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc
from lacrecords.rules.authorisation import Action
from lacrecords.subject_access.asked import asked_for
from lacrecords.subject_access.blueprint import (
    back_to,
    note_reading,
    subject_access,
    taken_or_said,
    worked_or_404,
)
from lacrecords.subject_access.candidates import shown_candidates
from lacrecords.subject_access.closed_records import answer_for_record, question_for, request_of
from lacrecords.subject_access.searching import decide_candidate, search
from lacrecords.subject_access.standing import standing_of
from lacrecords.subject_access.step_forms import CandidateForm, OwnerForm, number_of
from lacrecords.subject_access.subject_words import asked_for_words
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page
from lacrecords.web.steps import is_taken


@subject_access.post("/<reference>/search")
@requires(Action.SUBJECT_ACCESS_WORK)
def run_search(reference: str) -> ResponseReturnValue:
    """Search everything that is held."""
    standing = worked_or_404(reference)
    said = "It was searched. Decide on everybody who came up"
    taken_or_said(lambda: search(signed_in(), standing.request.id, now_utc()), said)
    if standing_of(standing.request.id, now_utc()).search is None:
        return back_to(reference)
    return back_to(reference, "subject_access.candidates")


@subject_access.get("/<reference>/candidates")
@requires(Action.SUBJECT_ACCESS_WORK)
def candidates(reference: str) -> ResponseReturnValue:
    """Who came up, and what was decided on each."""
    standing = worked_or_404(reference)
    if standing.search is None:
        abort(404)
    note_reading("subject_search_read", standing.request.id)
    standing = worked_or_404(reference)
    shown = shown_candidates(signed_in(), standing, now_utc())
    return page("subject_access/candidates.html", standing=standing, shown=shown)


@subject_access.route("/<reference>/candidates/<int:number>", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_WORK)
def candidate(reference: str, number: int) -> ResponseReturnValue:
    """Decide whether somebody who came up is the person."""
    standing = worked_or_404(reference)
    shown = shown_candidates(signed_in(), standing, now_utc())
    one = next((each for each in shown if each.number == number), None)
    if one is None or standing.search is None:
        abort(404)
    form = CandidateForm()

    def step() -> None:
        searched, yes = number_of(form.search.data), bool(form.answer.data)
        number_, words = standing.request.id, form.words.data
        decide_candidate(signed_in(), number_, searched, one.place, yes, words, now_utc())

    if is_taken(form, step, "The decision is kept"):
        return back_to(reference, "subject_access.candidates")
    form.search.data = str(standing.search.id)
    return page(
        "subject_access/candidate.html",
        form=form,
        standing=standing,
        one=one,
        asked_for=asked_for_words(standing.request),
    )


@subject_access.route("/closed/<reference>", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_CLOSED)
def closed_record(reference: str) -> ResponseReturnValue:
    """Whoever answers for a closed record says whether it is the person's."""
    question = question_for(signed_in(), reference, now_utc())
    if question is None:
        abort(404)
    form = OwnerForm()

    def step() -> None:
        answer_for_record(signed_in(), question, bool(form.opens.data), form.words.data, now_utc())

    if is_taken(form, step, "Your answer is kept"):
        return redirect(url_for("subject_access.closed_record", reference=reference), 303)
    asked = asked_for(request_of(question))
    return page(
        "subject_access/closed_record.html",
        form=form,
        question=question,
        asked_for=asked_for_words(asked),
    )
