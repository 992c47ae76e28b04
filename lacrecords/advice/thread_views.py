"""One question: reading it, and what is written after it."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.advice import services
from lacrecords.advice.blueprint import advice, procedure, read_or_404
from lacrecords.advice.concerned import Concerned, concerned_by
from lacrecords.advice.forms import AddForm, AdviseForm, AskBackForm, WithdrawForm
from lacrecords.advice.sending import take
from lacrecords.advice.threads import Thread, concerns
from lacrecords.advice.values import AdviceRefused, Said
from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.notifications.matters import matter_link
from lacrecords.rules.authorisation import Action
from lacrecords.terms import AdviceTurnKind
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page

_LATER = "This cannot be written here any more"


@advice.get("/<reference>")
@requires(Action.ADVICE_READ)
def show(reference: str) -> ResponseReturnValue:
    """A question with what was written since; what it concerns is shown to whoever asked alone."""
    thread, standing = read_or_404(reference)
    with transaction():
        audit.record(signed_in(), "advice_read", "advice", thread.question_id)
    thread, standing = read_or_404(reference)
    matter = concerns(thread) if standing.asks else None
    now = now_utc()
    sees = matter and concerned_by(signed_in(), matter.kind, matter.reference, now)
    return page(
        "advice/show.html",
        thread=thread,
        standing=standing,
        link=matter_link(matter.kind, matter.reference) if matter and sees else None,
        kinds=AdviceTurnKind,
        now=now,
    )


@advice.route("/<reference>/answer", methods=["GET", "POST"])
@requires(Action.ADVICE_GIVE)
def answer(reference: str) -> ResponseReturnValue:
    """Give advice, or put it right."""
    thread = _for_adviser(reference, AdviceTurnKind.ADVICE)
    form = AdviseForm(shown=len(thread.turns))
    said = "Your advice is sent"
    return _written(thread, form, services.advise, "advice/answer.html", said)


@advice.route("/<reference>/ask-back", methods=["GET", "POST"])
@requires(Action.ADVICE_GIVE)
def ask_back(reference: str) -> ResponseReturnValue:
    """Ask for what one needs to know before advising."""
    thread = _for_adviser(reference, AdviceTurnKind.ASKED_BACK)
    form = AskBackForm(shown=len(thread.turns))
    said = "Your question is sent back. The clock waits for the answer"
    return _written(thread, form, services.ask_back, "advice/ask_back.html", said)


@advice.route("/<reference>/add", methods=["GET", "POST"])
@requires(Action.ADVICE_ASK)
def add(reference: str) -> ResponseReturnValue:
    """Answer what the adviser asked back."""
    thread, concerned = _for_asker(reference, AdviceTurnKind.ADDED)
    form = AddForm(shown=len(thread.turns))

    def send() -> str:
        said, shown = form.said("words", concerned), _number(form.shown.data)
        services.add(signed_in(), thread.question_id, said, shown, procedure(), now_utc())
        return thread.reference

    sent, texts = take(form, concerned, send)
    if sent is not None:
        flash("Your answer is sent. The clock begins anew", "success")
        return redirect(url_for(".show", reference=sent), 303)
    return page("advice/add.html", form=form, texts=texts, thread=thread)


@advice.route("/<reference>/withdraw", methods=["GET", "POST"])
@requires(Action.ADVICE_ASK)
def withdraw(reference: str) -> ResponseReturnValue:
    """Take the question back, with the reason."""
    thread, concerned = _for_asker(reference, AdviceTurnKind.WITHDRAWN)
    form = WithdrawForm(shown=len(thread.turns))

    def send() -> str:
        said: Said = form.said("words", concerned)
        shown = _number(form.shown.data)
        services.withdraw(signed_in(), thread.question_id, said, shown, now_utc())
        return thread.reference

    sent, texts = take(form, concerned, send)
    if sent is not None:
        flash("The question is withdrawn", "success")
        return redirect(url_for(".show", reference=sent), 303)
    return page("advice/withdraw.html", form=form, texts=texts, thread=thread)


def _written(
    thread: Thread,
    form: AdviseForm | AskBackForm,
    service: Callable[..., object],
    template: str,
    said: str,
) -> ResponseReturnValue:
    """What an adviser writes: kept, or given back with what is wrong."""
    if form.validate_on_submit():
        try:
            with transaction():
                shown = _number(form.shown.data)
                service(signed_in(), thread.question_id, form.words.data, shown, now_utc())
        except AdviceRefused as refused:
            form.refuse_step(refused)
        else:
            flash(said, "success")
            return redirect(url_for(".show", reference=thread.reference), 303)
    return page(template, form=form, thread=thread)


def _for_adviser(reference: str, kind: AdviceTurnKind) -> Thread:
    """The question, where this person advises on it and this may be written."""
    thread, standing = read_or_404(reference)
    if not standing.advises:
        abort(404)
    if not thread.may_follow(kind):
        abort(409, _LATER)
    return thread


def _for_asker(reference: str, kind: AdviceTurnKind) -> tuple[Thread, Concerned | None]:
    """The same for whoever asked, with the family whose names must not be written.

    A record that was closed to them meanwhile keeps its names from them: they may still answer
    or withdraw, and the text is searched as that of a question that started from no record.
    """
    thread, standing = read_or_404(reference)
    if not standing.asks:
        abort(404)
    if not thread.may_follow(kind):
        abort(409, _LATER)
    matter = concerns(thread)
    if matter is None:
        return thread, None
    return thread, concerned_by(signed_in(), matter.kind, matter.reference, now_utc())


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else -1
