"""The pages of the steps before the pack: checks, questions, extension, understanding, consent."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from flask import abort
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc
from lacrecords.rules.authorisation import Action
from lacrecords.rules.subject_access import first_month_ends_on, needs_authority
from lacrecords.subject_access.blueprint import (
    back_to,
    subject_access,
    worked_or_404,
)
from lacrecords.subject_access.checking import record_check, record_voice
from lacrecords.subject_access.recording import ask_back, extend, record_answer
from lacrecords.subject_access.standing import figures
from lacrecords.subject_access.step_forms import (
    AccessCheckForm,
    AnswerForm,
    ExtensionForm,
    QuestionForm,
    VoiceForm,
    day_of,
)
from lacrecords.terms import AccessCheckKind, AccessQuestionKind, SubjectVoiceKind
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page
from lacrecords.web.steps import is_taken

Word = TypeVar("Word", bound=StrEnum)


def _kind_or_404(terms: type[Word], kind: str) -> Word:
    if kind not in list(terms):
        abort(404)
    return terms(kind)


@subject_access.route("/<reference>/checks/<kind>", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_WORK)
def check(reference: str, kind: str) -> ResponseReturnValue:
    """Write down how who asks, or their right to ask, was shown."""
    standing = worked_or_404(reference)
    chosen = _kind_or_404(AccessCheckKind, kind)
    if chosen is AccessCheckKind.AUTHORITY and not needs_authority(standing.request.asks_as):
        abort(404)
    form = AccessCheckForm()

    def step() -> None:
        record_check(signed_in(), standing.request.id, form.value(chosen), now_utc())

    if is_taken(form, step, "The check is recorded"):
        return back_to(reference)
    return page("subject_access/check.html", form=form, standing=standing, kind=chosen)


@subject_access.route("/<reference>/questions/<kind>", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_WORK)
def question(reference: str, kind: str) -> ResponseReturnValue:
    """Write down that whoever asks was asked back."""
    standing = worked_or_404(reference)
    chosen = _kind_or_404(AccessQuestionKind, kind)
    form = QuestionForm()

    def step() -> None:
        words, day = form.words.data, day_of(form.on)
        ask_back(signed_in(), standing.request.id, chosen, day, words, now_utc())

    if is_taken(form, step, "It is written down what was asked"):
        return back_to(reference)
    return page("subject_access/question.html", form=form, standing=standing, kind=chosen)


@subject_access.route("/<reference>/questions/<kind>/answer", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_WORK)
def answer(reference: str, kind: str) -> ResponseReturnValue:
    """Write down that the answer came."""
    standing = worked_or_404(reference)
    chosen = _kind_or_404(AccessQuestionKind, kind)
    waiting = standing.question(chosen)
    if waiting is None:
        abort(404)
    form = AnswerForm()

    def step() -> None:
        words, day = form.words.data, day_of(form.on)
        record_answer(signed_in(), standing.request.id, chosen, day, words, now_utc())

    if is_taken(form, step, "The answer is written down. The clock runs on"):
        return back_to(reference)
    return page("subject_access/answer.html", form=form, standing=standing, waiting=waiting)


@subject_access.route("/<reference>/extend", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_WORK)
def extension(reference: str) -> ResponseReturnValue:
    """Write down that two months more were told."""
    standing = worked_or_404(reference)
    form = ExtensionForm()

    def step() -> None:
        words, day = form.words.data, day_of(form.on)
        extend(signed_in(), standing.request.id, day, words, now_utc())

    if is_taken(form, step, "The time is extended"):
        return back_to(reference)
    return page(
        "subject_access/extend.html",
        form=form,
        standing=standing,
        until=first_month_ends_on(standing.days, figures()),
    )


QUESTIONS = {
    SubjectVoiceKind.UNDERSTANDING: "Does the child understand what it is to ask for this?",
    SubjectVoiceKind.CONSENT: "Does the person agree that whoever asks is given it?",
}


@subject_access.route("/<reference>/voice/<kind>", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_WORK)
def voice(reference: str, kind: str) -> ResponseReturnValue:
    """Write down what the person themselves understands, or says to the release."""
    standing = worked_or_404(reference)
    chosen = _kind_or_404(SubjectVoiceKind, kind)
    form = VoiceForm()
    form.answer.label.text = QUESTIONS[chosen]

    def step() -> None:
        said, words = bool(form.answer.data), form.words.data
        record_voice(signed_in(), standing.request.id, chosen, said, words, now_utc())

    if is_taken(form, step, "It is written down"):
        return back_to(reference)
    return page("subject_access/voice.html", form=form, standing=standing, kind=chosen)
