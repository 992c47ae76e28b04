"""Answering one of the questions, and deciding."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.clocks import local_date
from lacrecords.database import now_utc, transaction
from lacrecords.guidance.queries import not_to_seek_consent_on
from lacrecords.rules.authorisation import Action
from lacrecords.sharing_decisions.blueprint import sharing_decisions, standing_or_404
from lacrecords.sharing_decisions.consent import consents_offered
from lacrecords.sharing_decisions.deciding import answer_question, decide
from lacrecords.sharing_decisions.forms import OutcomeForm
from lacrecords.sharing_decisions.page import decision_page, said_of
from lacrecords.sharing_decisions.question_forms import FORMS, ConsentForm
from lacrecords.sharing_decisions.standing import DecisionStanding
from lacrecords.sharing_decisions.values import SharingRefused
from lacrecords.sharing_decisions.words import HELP, QUESTION_WORDS
from lacrecords.staff.queries import names_for
from lacrecords.terms import QuestionState, SharingQuestion
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page


@sharing_decisions.route("/<reference>/questions/<question>", methods=["GET", "POST"])
@requires(Action.SHARING_WORK)
def answer(reference: str, question: str) -> ResponseReturnValue:
    """Answer one question, or answer it anew; what was answered before stays."""
    asked = _question_or_404(question)
    standing = standing_or_404(reference)
    form = FORMS[asked].of(standing.answer(asked))
    if isinstance(form, ConsentForm):
        form.offer(consents_offered(standing.row.child_id, now_utc()))
    if form.validate_on_submit():
        try:
            with transaction():
                answer_question(signed_in(), standing.row.id, form.value(), now_utc())
        except SharingRefused as refused:
            form.refuse_step(refused)
        else:
            return redirect(_next_address(reference), 303)
    earlier = [row for row in standing.answers if row.question is asked]
    return page(
        "sharing_decisions/question.html",
        form=form,
        standing=standing,
        question=asked,
        words=QUESTION_WORDS[asked],
        help=HELP[asked],
        why_not=standing.why_not_needed(asked),
        earlier=[(row, said_of(row)) for row in reversed(earlier)],
        names=names_for({row.answered_by for row in earlier}),
        not_to_seek=not_to_seek_consent_on(local_date(now_utc())),
    )


def _question_or_404(text: str) -> SharingQuestion:
    try:
        asked = SharingQuestion(text)
    except ValueError:
        abort(404)
    if asked not in FORMS:
        abort(404)
    return asked


def _next_address(reference: str) -> str:
    """The next question that is open; the page of the decision where none is."""
    standing = standing_or_404(reference)
    for question in FORMS:
        if standing.question_state(question) is QuestionState.OPEN and _may_come(
            standing, question
        ):
            return url_for("sharing_decisions.answer", reference=reference, question=question.value)
    flash("The questions are answered as far as they are asked", "success")
    return url_for("sharing_decisions.show", reference=reference)


def _may_come(standing: DecisionStanding, question: SharingQuestion) -> bool:
    """Not the same question again: consent that is still to be sought leads back to the page."""
    return standing.answer(question) is None


@sharing_decisions.route("/<reference>/decide", methods=["GET", "POST"])
@requires(Action.SHARING_WORK)
def decide_it(reference: str) -> ResponseReturnValue:
    """A named person decides, beside what the rules say."""
    standing = standing_or_404(reference)
    number = standing.outcome.number if standing.outcome else 0
    form = OutcomeForm(data={"shown": str(number)})
    if form.validate_on_submit():
        try:
            with transaction():
                decide(signed_in(), standing.row.id, form.value(), now_utc())
        except SharingRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The decision is kept with its reasons", "success")
            return redirect(url_for("sharing_decisions.show", reference=reference), 303)
    standing = standing_or_404(reference)
    return page(
        "sharing_decisions/decide.html",
        form=form,
        standing=standing,
        shown=decision_page(standing, now_utc()),
    )
