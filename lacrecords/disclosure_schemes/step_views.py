"""The pages of the steps that are ours: words said, linking, what was done, the end."""

from __future__ import annotations

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc
from lacrecords.disclosure_schemes.blueprint import disclosure_schemes, procedure, standing_or_404
from lacrecords.disclosure_schemes.ending import (
    end_question,
    ends_offered,
    record_allegation_note,
    record_done,
)
from lacrecords.disclosure_schemes.following import DONE_BY_HAND, WHY
from lacrecords.disclosure_schemes.linking import link_child, undo_link
from lacrecords.disclosure_schemes.pages import children_of
from lacrecords.disclosure_schemes.saying import record_words
from lacrecords.disclosure_schemes.standing import QuestionStanding
from lacrecords.disclosure_schemes.step_forms import (
    AllegationForm,
    DoneForm,
    EndForm,
    LinkForm,
    UndoLinkForm,
    WordsForm,
)
from lacrecords.rules.authorisation import Action
from lacrecords.rules.disclosure_scheme_words import NEVER_SAY, sayings_for
from lacrecords.terms import TaskKind
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page
from lacrecords.web.steps import is_taken


def back_to(standing: QuestionStanding) -> ResponseReturnValue:
    """To the page of the question."""
    there = url_for("disclosure_schemes.show", reference=standing.question.reference)
    return redirect(there, 303)


@disclosure_schemes.route("/<reference>/say", methods=["GET", "POST"])
@requires(Action.SCHEME_RECORD)
def say(reference: str) -> ResponseReturnValue:
    """The sentences to say, and what was said, word for word."""
    standing = standing_or_404(reference)
    form = WordsForm()
    form.offer(sayings_for(standing.outcome))

    def step() -> None:
        record_words(signed_in(), standing, form.value(), procedure(), now_utc())

    if is_taken(form, step, "What you said is recorded"):
        return back_to(standing)
    return page("disclosure_schemes/say.html", form=form, standing=standing, never_say=NEVER_SAY)


@disclosure_schemes.route("/<reference>/children/<int:position>/link", methods=["GET", "POST"])
@requires(Action.SCHEME_LINK)
def link(reference: str, position: int) -> ResponseReturnValue:
    """Say which record a described child has; its lead social worker is told."""
    standing = standing_or_404(reference)
    child = next((one for one in standing.children if one.position == position), None)
    if child is None:
        abort(404)
    form = LinkForm()

    def step() -> None:
        said = (form.child_reference.data, form.because.data)
        link_child(signed_in(), standing, child, said, now_utc())

    if is_taken(form, step, "The record is linked. Whoever works with the child is told"):
        return back_to(standing)
    return page("disclosure_schemes/link.html", form=form, standing=standing, child=child)


@disclosure_schemes.route("/<reference>/links/<int:link_id>/undo", methods=["GET", "POST"])
@requires(Action.SCHEME_LINK)
def unlink(reference: str, link_id: int) -> ResponseReturnValue:
    """The described child is another."""
    standing = standing_or_404(reference)
    cards = children_of(signed_in(), standing, now_utc())
    found = [one for card in cards for one in card.links if one.link_id == link_id]
    if not found:
        abort(404)
    form = UndoLinkForm()

    def step() -> None:
        undo_link(signed_in(), standing, link_id, form.because.data, now_utc())

    if is_taken(form, step, "The link is undone. It stays in the trail"):
        return back_to(standing)
    return page("disclosure_schemes/unlink.html", form=form, standing=standing, link=found[0])


@disclosure_schemes.route("/<reference>/done/<kind>", methods=["GET", "POST"])
@requires(Action.SCHEME_LINK)
def done(reference: str, kind: str) -> ResponseReturnValue:
    """A social worker or manager says what was done about something urgent."""
    standing = standing_or_404(reference)
    task = next((one for one in DONE_BY_HAND if one.value == kind), None)
    if task is None:
        abort(404)
    chosen: TaskKind = task
    form = DoneForm()

    def step() -> None:
        record_done(signed_in(), standing.question.id, chosen, form.words.data, now_utc())

    if is_taken(form, step, "What was done is recorded"):
        return back_to(standing)
    return page(
        "disclosure_schemes/done.html",
        form=form,
        standing=standing,
        kind=chosen,
        why=WHY.get(chosen, ""),
    )


@disclosure_schemes.route("/<reference>/allegation", methods=["GET", "POST"])
@requires(Action.SCHEME_MANAGE)
def allegation(reference: str) -> ResponseReturnValue:
    """The designated officer for allegations was told."""
    standing = standing_or_404(reference)
    if not standing.was_of_our_worker:
        abort(404)
    form = AllegationForm()

    def step() -> None:
        question_id, told_to, words = standing.question.id, form.told_to.data, form.words.data
        record_allegation_note(signed_in(), question_id, told_to, words, now_utc())

    if is_taken(form, step, "It is recorded whom you told"):
        return back_to(standing)
    return page("disclosure_schemes/allegation.html", form=form, standing=standing)


@disclosure_schemes.route("/<reference>/end", methods=["GET", "POST"])
@requires(Action.SCHEME_MANAGE)
def end(reference: str) -> ResponseReturnValue:
    """Nothing is left to do, or it is the same as another question."""
    standing = standing_or_404(reference)
    form = EndForm()
    form.offer(ends_offered(standing))

    def step() -> None:
        end_question(signed_in(), standing.question.id, form.value(), now_utc())

    if is_taken(form, step, "The question has ended. What was recorded is kept"):
        return back_to(standing)
    return page("disclosure_schemes/end.html", form=form, standing=standing)
