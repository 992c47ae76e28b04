"""The pages of serious harm, and of the release by two people."""

from __future__ import annotations

from flask import abort
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc
from lacrecords.rules.authorisation import Action
from lacrecords.subject_access.assembling import has_changed
from lacrecords.subject_access.blueprint import (
    back_to,
    note_reading,
    pack_or_404,
    subject_access,
    taken_or_said,
    worked_or_404,
)
from lacrecords.subject_access.harm import (
    answer_harm,
    ask_for_harm_check,
    lead_social_workers,
    may_answer,
)
from lacrecords.subject_access.packs import page_rows, redactions_of, shown_passages
from lacrecords.subject_access.released import released_pack, still_standing
from lacrecords.subject_access.releasing import ask_for_release, give_back, release
from lacrecords.subject_access.standing import AccessStanding, standing_of
from lacrecords.subject_access.step_forms import HarmAskForm, HarmForm, ReasonForm, ReleaseForm
from lacrecords.subject_access.visible import request_to_answer
from lacrecords.web.access import requires, signed_in
from lacrecords.web.fields import choice
from lacrecords.web.forms import page
from lacrecords.web.steps import is_taken


@subject_access.route("/<reference>/harm/ask", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_WORK)
def ask_harm(reference: str) -> ResponseReturnValue:
    """Give the question on serious harm to a social work professional."""
    standing = worked_or_404(reference)
    pack_or_404(standing)
    form = HarmAskForm()
    if not lead_social_workers(standing.request.id, now_utc()):
        form.to_whom.choices = [choice("designated_manager", "The designated manager")]

    def step() -> None:
        to_lead = form.to_whom.data == "lead"
        ask_for_harm_check(signed_in(), standing.request, to_lead, now_utc())

    if is_taken(form, step, "They are asked"):
        return back_to(reference)
    return page("subject_access/ask_harm.html", form=form, standing=standing)


def _to_answer_or_404(reference: str) -> AccessStanding:
    """The request, for whoever may answer on serious harm."""
    actor, now = signed_in(), now_utc()
    request_id = request_to_answer(actor, reference, now)
    if request_id is None or not may_answer(actor, request_id, now):
        abort(404)
    return standing_of(request_id, now)


@subject_access.route("/<reference>/harm", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_HARM)
def harm(reference: str) -> ResponseReturnValue:
    """Read the pack as it stands, and answer whether a release would cause serious harm."""
    standing = _to_answer_or_404(reference)
    pack = standing.pack
    note_reading("pack_read_for_harm", standing.request.id)
    standing = _to_answer_or_404(reference)
    form = HarmForm()

    def step() -> None:
        answer_harm(signed_in(), standing.request, form.value(), now_utc())

    if is_taken(form, step, "Your answer is kept"):
        return back_to(reference, "subject_access.harm")
    if pack is not None:
        form.pack.data = str(pack.number)
    return page("subject_access/harm.html", form=form, standing=standing, pages=_pages(standing))


def _pages(standing: AccessStanding) -> tuple[object, ...]:
    if standing.pack is None:
        return ()
    rows = redactions_of(standing.pack.id)
    return tuple((one, shown_passages(one, rows)) for one in page_rows(standing.pack.id))


@subject_access.post("/<reference>/release/ask")
@requires(Action.SUBJECT_ACCESS_WORK)
def ask_release(reference: str) -> ResponseReturnValue:
    """Say that the pack is ready for a second person."""
    standing = worked_or_404(reference)
    said = "A second person is asked to read it"
    taken_or_said(lambda: ask_for_release(signed_in(), standing.request.id, now_utc()), said)
    return back_to(reference)


@subject_access.get("/<reference>/preview")
@requires(Action.SUBJECT_ACCESS_WORK)
def preview(reference: str) -> ResponseReturnValue:
    """Everything as it would be released, the letter first."""
    standing = worked_or_404(reference)
    pack = pack_or_404(standing)
    note_reading("pack_read_as_released", standing.request.id)
    standing = worked_or_404(reference)
    return page(
        "subject_access/preview.html",
        standing=standing,
        pack=released_pack(standing.request, pack),
    )


@subject_access.route("/<reference>/release", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_RELEASE)
def second_person(reference: str) -> ResponseReturnValue:
    """Read everything as it would be released, and release it."""
    standing = worked_or_404(reference)
    pack = pack_or_404(standing)
    note_reading("pack_read_as_released", standing.request.id)
    standing = worked_or_404(reference)
    form = ReleaseForm()

    def step() -> None:
        release(signed_in(), standing.request.id, form.digest.data or "", now_utc())

    if is_taken(form, step, "The pack is released. Its document is being made"):
        return back_to(reference)
    words = released_pack(standing.request, pack)
    form.digest.data = words.digest()
    actor, asked = signed_in(), standing.open_ask
    return page(
        "subject_access/release.html",
        form=form,
        standing=standing,
        pack=words,
        own_ask=asked is not None and asked.asked_by == actor.key,
        changed=standing.is_open and has_changed(pack, now_utc()),
        still=still_standing(pack),
    )


@subject_access.route("/<reference>/release/give-back", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_RELEASE)
def return_pack(reference: str) -> ResponseReturnValue:
    """Give the pack back with reasons."""
    standing = worked_or_404(reference)
    if standing.open_ask is None:
        abort(404)
    form = ReasonForm()

    def step() -> None:
        give_back(signed_in(), standing.request.id, form.because.data, now_utc())

    if is_taken(form, step, "The pack is given back. It can be changed again"):
        return back_to(reference)
    return page("subject_access/give_back.html", form=form, standing=standing)
