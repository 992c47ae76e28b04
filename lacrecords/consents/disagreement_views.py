"""The pages of parents who disagree: raising the question, and answering it."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.children.admission import admitted_child_id
from lacrecords.consents.access import disagreement_or_404
from lacrecords.consents.blueprint import consents
from lacrecords.consents.disagreements import (
    answer_disagreement,
    answers_in,
    raise_disagreement,
)
from lacrecords.consents.pages import about_child
from lacrecords.consents.recording import lock_consents_of
from lacrecords.consents.standing import consents_of_child
from lacrecords.consents.step_forms import DisagreementForm, RaiseForm
from lacrecords.database import now_utc
from lacrecords.rules.authorisation import Action
from lacrecords.staff.queries import names_for
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page
from lacrecords.web.steps import is_taken


@consents.route("/about/<reference>/disagreement", methods=["GET", "POST"])
@requires(Action.CONSENT_RECORD)
def new_disagreement(reference: str) -> ResponseReturnValue:
    """Say that parents disagree, so that it is considered whose consent is sought."""
    actor, now = signed_in(), now_utc()
    child_id = admitted_child_id(actor, reference, now)
    form = RaiseForm()
    made: list[str] = []

    def step() -> None:
        lock_consents_of(child_id)
        every = consents_of_child(child_id, now)
        made.append(raise_disagreement(actor, child_id, form.words.data, every, now))

    if is_taken(form, step, "The question is raised. Whoever leads for the child has a task"):
        return redirect(url_for("consents.disagreement", reference=made[0]), 303)
    shown = about_child(actor, child_id, now)
    return page("consents/new_disagreement.html", form=form, about=shown)


@consents.route("/disagreements/<reference>", methods=["GET", "POST"])
@requires(Action.CONSENT_RECORD)
def disagreement(reference: str) -> ResponseReturnValue:
    """Consider whose consent is sought; the answers side by side."""
    actor, now = signed_in(), now_utc()
    row = disagreement_or_404(actor, reference, now)
    about, answers, form = about_child(actor, row.child_id, now), answers_in(row.id), None
    if row.answered_at is None:
        form = DisagreementForm()
        form.offer(about.adults, answers)
        asked, number = form, row.id

        def step() -> None:
            answer_disagreement(actor, number, asked.value(), now)

        if is_taken(form, step, "It is kept whose consent is sought"):
            return redirect(url_for("consents.disagreement", reference=reference), 303)
        row = disagreement_or_404(actor, reference, now)
        about, answers = about_child(actor, row.child_id, now), answers_in(row.id)
    return page(
        "consents/disagreement.html",
        form=form,
        row=row,
        about=about,
        answers=[about.every.standing(one) for one in answers],
        names=names_for([row.raised_by, row.answered_by or row.raised_by]),
    )
