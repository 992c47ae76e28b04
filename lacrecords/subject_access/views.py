"""The pages of requests for information; the steps of one stand in the modules beside this one."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc, transaction
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.rules.subject_access import needs_authority
from lacrecords.staff.list_choices import words_asked
from lacrecords.subject_access import (
    answer_views,
    correction_views,
    finding_views,
    pack_views,
    release_views,
    scope_views,
    step_views,
)
from lacrecords.subject_access.blueprint import (
    note_reading,
    request_or_404,
    subject_access,
)
from lacrecords.subject_access.closed_records import questions_waiting
from lacrecords.subject_access.correcting import history_of
from lacrecords.subject_access.course import course_of
from lacrecords.subject_access.end_models import EndAsked
from lacrecords.subject_access.forms import NewRequestForm
from lacrecords.subject_access.harm import may_answer
from lacrecords.subject_access.queries import Shown, ageing_page
from lacrecords.subject_access.recording import record_request
from lacrecords.subject_access.release_models import ReleaseAsked
from lacrecords.subject_access.released import kinds_of
from lacrecords.subject_access.rounds import past_releases
from lacrecords.subject_access.standing import standing_of
from lacrecords.subject_access.visible import works
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page

__all__ = [
    "answer_views",
    "correction_views",
    "finding_views",
    "pack_views",
    "release_views",
    "scope_views",
    "step_views",
    "subject_access",
]
MOST_PAGES = 10_000


@subject_access.get("")
@requires(Action.SUBJECT_ACCESS_RECORD)
def index() -> ResponseReturnValue:
    """The ageing list: every request for those who work them, one's own for everybody else."""
    said = words_asked(signed_in(), "subject_access", request.args, ("shown",)).get("shown", "")
    shown = Shown(said) if said in list(Shown) else Shown.OPEN
    number = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    return page(
        "subject_access/index.html",
        found=ageing_page(signed_in(), shown, number, now_utc()),
        shown=shown,
        works=works(signed_in()),
        questions=questions_waiting(signed_in(), now_utc()),
    )


@subject_access.route("/new", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_RECORD)
def new() -> ResponseReturnValue:
    """Write a request down as it came in."""
    form = NewRequestForm()
    if form.validate_on_submit():
        with transaction():
            made = record_request(signed_in(), form.value(), now_utc())
            reference = made.reference
        flash("The request is recorded. Its clock runs", "success")
        return redirect(url_for("subject_access.show", reference=reference), 303)
    return page("subject_access/new.html", form=form)


@subject_access.get("/<reference>")
@requires(Action.SUBJECT_ACCESS_RECORD)
def show(reference: str) -> ResponseReturnValue:
    """One request: what it waits for, and what has happened."""
    request_id = request_or_404(reference)
    note_reading("subject_access_read", request_id)
    actor, now = signed_in(), now_utc()
    standing = standing_of(request_id, now)
    if not works(actor):
        return page("subject_access/recorded.html", standing=standing)
    return page(
        "subject_access/show.html",
        standing=standing,
        course=course_of(standing),
        history=history_of(standing.request),
        past=past_releases(request_id),
        part_kinds=kinds_of(standing.scope),
        needs_authority=needs_authority(standing.request.asks_as),
        answers_harm=may_answer(actor, request_id, now),
        own_ask=_asked_by(standing.open_ask, actor),
        own_end_ask=_asked_by(standing.end_ask, actor),
    )


def _asked_by(asked: ReleaseAsked | EndAsked | None, actor: Actor) -> bool:
    return asked is not None and asked.asked_by == actor.key
