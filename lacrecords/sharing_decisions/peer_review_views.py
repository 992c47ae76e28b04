"""Peer reviews: the list, one of them, what the colleague finds, and what whoever decided says."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc, transaction
from lacrecords.notifications.queries import was_told_of_matter
from lacrecords.rules.authorisation import Action
from lacrecords.sharing_decisions.blueprint import note, sharing_decisions
from lacrecords.sharing_decisions.peer_review_forms import FindingForm, ReplyForm
from lacrecords.sharing_decisions.peer_review_page import (
    REVIEWS,
    ReviewShown,
    draws,
    review_named,
    review_page,
    reviews_page,
)
from lacrecords.sharing_decisions.peer_reviewing import record_finding, record_reply
from lacrecords.sharing_decisions.values import SharingRefused
from lacrecords.staff.list_choices import asked_by
from lacrecords.terms import PeerQuestion, Role
from lacrecords.web.access import record_refusal, requires, signed_in
from lacrecords.web.forms import page


@sharing_decisions.get("/reviews")
@requires(Action.SHARING_PEER_REVIEW)
def peer_reviews() -> ResponseReturnValue:
    """The decisions that were drawn: which are reviewed, which wait, which are late."""
    actor = signed_in()
    asked = asked_by(actor, REVIEWS, request.args)
    note("sharing_peer_reviews_listed")
    paged = reviews_page(actor, asked, now_utc())
    return page("sharing_decisions/peer_reviews.html", asked=asked, paged=paged, draws=draws())


@sharing_decisions.get("/reviews/<reference>")
@requires(Action.SHARING_READ)
def peer_review(reference: str) -> ResponseReturnValue:
    """One review: the decision in short, what was found, what was answered."""
    shown = review_page(signed_in(), reference, now_utc())
    if shown is None:
        return _closed(reference)
    note("sharing_peer_review_viewed", shown.standing.row.id)
    return page("sharing_decisions/peer_review.html", shown=_again(reference))


def _closed(reference: str) -> ResponseReturnValue:
    """Nothing of it, but that it waits for others, to those whom it reached because it is late."""
    actor, row = signed_in(), review_named(reference)
    record_refusal(actor, "sharing_peer_review_viewed")
    told = was_told_of_matter(actor, reference.upper())
    if row is None or not (told or actor.role is Role.DESIGNATED_MANAGER):
        abort(404)
    return page("sharing_decisions/peer_review_closed.html", reference=reference.upper())


@sharing_decisions.route("/reviews/<reference>/find", methods=["GET", "POST"])
@requires(Action.SHARING_PEER_REVIEW)
def find_in_review(reference: str) -> ResponseReturnValue:
    """The colleague answers five questions about the decision."""
    shown, form = _again(reference), FindingForm()
    if request.method == "GET" and not shown.may_review:
        return redirect(url_for("sharing_decisions.peer_review", reference=reference), 303)
    if form.validate_on_submit():
        try:
            with transaction():
                record_finding(signed_in(), shown.row.id, form.value(), now_utc())
        except SharingRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The review is kept, and whoever decided is told", "success")
            return redirect(url_for("sharing_decisions.peer_review", reference=reference), 303)
    shown = _again(reference)
    return page(
        "sharing_decisions/peer_find.html", form=form, shown=shown, questions=list(PeerQuestion)
    )


@sharing_decisions.route("/reviews/<reference>/answer", methods=["GET", "POST"])
@requires(Action.SHARING_WORK)
def answer_review(reference: str) -> ResponseReturnValue:
    """Whoever decided answers the review."""
    shown, form = _again(reference), ReplyForm()
    if signed_in().key != shown.outcome.decided_by or shown.finding is None:
        record_refusal(signed_in(), "sharing_peer_review_answered")
        abort(404)
    if form.validate_on_submit():
        try:
            with transaction():
                record_reply(signed_in(), shown.row.id, form.words.data, now_utc())
        except SharingRefused as refused:
            form.refuse_step(refused)
        else:
            flash("Your answer is kept beside the review", "success")
            return redirect(url_for("sharing_decisions.peer_review", reference=reference), 303)
    return page("sharing_decisions/peer_answer.html", form=form, shown=_again(reference))


def _again(reference: str) -> ReviewShown:
    shown = review_page(signed_in(), reference, now_utc())
    if shown is None:
        record_refusal(signed_in(), "sharing_peer_review_viewed")
        abort(404)
    return shown
