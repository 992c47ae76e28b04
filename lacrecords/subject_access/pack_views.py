"""The pages of a pack: assembled, read page by page, words left out, and what has changed."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc
from lacrecords.queue import queries as queue
from lacrecords.rules.authorisation import Action
from lacrecords.staff import queries as staff
from lacrecords.subject_access.assembling import ask_to_assemble, has_changed, job_key
from lacrecords.subject_access.blueprint import (
    back_to,
    note_reading,
    pack_or_404,
    subject_access,
    taken_or_said,
    worked_or_404,
)
from lacrecords.subject_access.differences import differences_of
from lacrecords.subject_access.pack_forms import PassagesForm, ProposalsForm, UndoForm, WordsForm
from lacrecords.subject_access.pack_models import PackPage, SubjectPack
from lacrecords.subject_access.pack_pages import (
    next_to_decide,
    page_of_pack,
    pages_listed,
    redaction_words,
)
from lacrecords.subject_access.packs import page_row, redactions_of, shown_passages, undecided_of
from lacrecords.subject_access.redacting import (
    accept_proposals,
    leave_out_passages,
    leave_out_words,
    refuse_proposals,
    undo_redaction,
)
from lacrecords.subject_access.released import still_standing
from lacrecords.subject_access.scoping import unasked_of
from lacrecords.subject_access.standing import AccessStanding
from lacrecords.subject_access.step_forms import number_of
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page
from lacrecords.web.steps import is_taken


@subject_access.post("/<reference>/assemble")
@requires(Action.SUBJECT_ACCESS_WORK)
def assemble(reference: str) -> ResponseReturnValue:
    """Ask the worker to assemble everything that is held."""
    standing = worked_or_404(reference)
    said = "The pack is being assembled. Look at this page again in a moment"
    taken_or_said(lambda: ask_to_assemble(signed_in(), standing.request.id, now_utc()), said)
    return back_to(reference, "subject_access.pack")


@subject_access.get("/<reference>/pack")
@requires(Action.SUBJECT_ACCESS_WORK)
def pack(reference: str) -> ResponseReturnValue:
    """The pack as a whole: its pages, what waits for a decision, and whether something came in."""
    standing = worked_or_404(reference)
    note_reading("pack_read", standing.request.id)
    standing, now = worked_or_404(reference), now_utc()
    found = standing.pack
    return page(
        "subject_access/pack.html",
        standing=standing,
        job=queue.state_of(job_key(standing), now),
        pages=pages_listed(found.id) if found else (),
        changed=standing.is_open and found is not None and has_changed(found, now),
        differences=differences_of(found) if found else None,
        unasked=unasked_of(found.id) if found else (),
        still=still_standing(found) if found and standing.is_open else (),
        names=staff.names_for({found.assembled_by}) if found else {},
    )


def _page_or_404(standing: AccessStanding, number: int) -> tuple[SubjectPack, PackPage]:
    found = pack_or_404(standing)
    row = page_row(found.id, number)
    if row is None:
        abort(404)
    return found, row


@subject_access.get("/<reference>/pack/<int:number>")
@requires(Action.SUBJECT_ACCESS_WORK)
def pack_page(reference: str, number: int) -> ResponseReturnValue:
    """One page: read it, decide on proposals, leave lines or words out."""
    standing = worked_or_404(reference)
    found, _ = _page_or_404(standing, number)
    note_reading("pack_page_read", standing.request.id)
    return _drawn(worked_or_404(reference), number, found.number)


def _drawn(
    standing: AccessStanding,
    number: int,
    pack_number: int,
    proposals: ProposalsForm | None = None,
    passages: PassagesForm | None = None,
) -> ResponseReturnValue:
    """The page, with the form that was sent where something stands against it."""
    found, _ = _page_or_404(standing, number)
    shown = page_of_pack(found, number)
    proposals = proposals or ProposalsForm(formdata=None)
    passages = passages or PassagesForm(formdata=None)
    proposals.offer(shown.proposals, shown.passages)
    passages.offer(shown.passages)
    proposals.pack.data = passages.pack.data = str(pack_number)
    return page(
        "subject_access/page.html",
        standing=standing,
        shown=shown,
        proposals=proposals,
        passages=passages,
        forms=(proposals, passages),
        may_change=standing.is_open and standing.open_ask is None,
        to_decide=next_to_decide(found.id, number),
    )


@subject_access.post("/<reference>/pack/<int:number>/proposals")
@requires(Action.SUBJECT_ACCESS_WORK)
def decide_proposals(reference: str, number: int) -> ResponseReturnValue:
    """Leave the ticked proposals out, or let them stand."""
    standing = worked_or_404(reference)
    found, row = _page_or_404(standing, number)
    form = ProposalsForm()
    form.offer(undecided_of(found.id, number), shown_passages(row, ()))

    def step() -> None:
        at = (number_of(form.pack.data), number)
        ticked, everywhere = form.proposals.data, bool(form.everywhere.data)
        if (reason := form.leaves_out) is not None:
            accept_proposals(
                signed_in(), standing.request.id, at, ticked, reason, everywhere, now_utc()
            )
        else:
            kept = form.lets_stand
            refuse_proposals(
                signed_in(), standing.request.id, at, ticked, kept, everywhere, now_utc()
            )

    if is_taken(form, step, "The decisions are kept"):
        return _back_to_page(reference, number)
    return _drawn(worked_or_404(reference), number, found.number, proposals=form)


@subject_access.post("/<reference>/pack/<int:number>/lines")
@requires(Action.SUBJECT_ACCESS_WORK)
def leave_out_lines(reference: str, number: int) -> ResponseReturnValue:
    """Leave the ticked lines out."""
    standing = worked_or_404(reference)
    found, row = _page_or_404(standing, number)
    form = PassagesForm()
    form.offer(shown_passages(row, ()))

    def step() -> None:
        at = (number_of(form.pack.data), number)
        chosen, reason = form.passages.data, form.reason.data
        leave_out_passages(signed_in(), standing.request.id, at, chosen, reason, now_utc())

    if is_taken(form, step, "The lines are left out"):
        return _back_to_page(reference, number)
    return _drawn(worked_or_404(reference), number, found.number, passages=form)


def _back_to_page(reference: str, number: int) -> ResponseReturnValue:
    return redirect(url_for("subject_access.pack_page", reference=reference, number=number), 303)


@subject_access.route("/<reference>/pack/<int:number>/lines/<int:place>", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_WORK)
def line(reference: str, number: int, place: int) -> ResponseReturnValue:
    """Leave single words of a line out."""
    standing = worked_or_404(reference)
    found, row = _page_or_404(standing, number)
    lines = shown_passages(row, redactions_of(found.id, number))
    if place >= len(lines):
        abort(404)
    form = WordsForm()
    form.offer(lines[place].words)

    def step() -> None:
        at = (number_of(form.pack.data), number)
        chosen, reason = form.words.data, form.reason.data
        leave_out_words(signed_in(), standing.request.id, at, place, chosen, reason, now_utc())

    if is_taken(form, step, "The words are left out"):
        return _back_to_page(reference, number)
    if request.method == "GET":
        form.pack.data = str(found.number)
    return page(
        "subject_access/line.html", form=form, standing=standing, row=row, line=lines[place]
    )


@subject_access.route(
    "/<reference>/pack/<int:number>/left-out/<int:redaction>", methods=["GET", "POST"]
)
@requires(Action.SUBJECT_ACCESS_WORK)
def left_out(reference: str, number: int, redaction: int) -> ResponseReturnValue:
    """Let words stand again that were left out."""
    standing = worked_or_404(reference)
    found, row = _page_or_404(standing, number)
    one = next((each for each in redactions_of(found.id, number) if each.id == redaction), None)
    if one is None:
        abort(404)
    form = UndoForm()

    def step() -> None:
        at = (number_of(form.pack.data), number)
        because = form.because.data
        undo_redaction(signed_in(), standing.request.id, at, redaction, because, now_utc())

    if is_taken(form, step, "The words stand again"):
        return _back_to_page(reference, number)
    form.pack.data = str(found.number)
    return page(
        "subject_access/left_out.html",
        form=form,
        standing=standing,
        row=row,
        one=one,
        left_out_words=redaction_words(row, one),
    )
