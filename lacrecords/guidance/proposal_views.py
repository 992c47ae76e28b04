"""The pages of proposals: a new text, a change, an end, and the second person's answer."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.clocks import local_date
from lacrecords.database import now_utc, transaction
from lacrecords.guidance import own, pages, proposals, services
from lacrecords.guidance.blueprint import guidance
from lacrecords.guidance.forms import AnswerForm, EndForm, TextForm
from lacrecords.guidance.models import OwnGuidance
from lacrecords.guidance.values import GuidanceRejected, Proposal
from lacrecords.rules.authorisation import Action
from lacrecords.rules.guidance import periods
from lacrecords.terms import OWN_GUIDANCE, GuidanceKind
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import GovukForm, page


@guidance.get("/proposals")
@requires(Action.GUIDANCE_PROPOSE)
def proposal_list() -> ResponseReturnValue:
    """What waits for a second person, and what was decided."""
    rows = proposals.proposals(signed_in())
    return page("guidance/proposals.html", rows=rows, states=proposals.STATE_WORDS)


@guidance.route("/new/<kind>", methods=["GET", "POST"])
@requires(Action.GUIDANCE_PROPOSE)
def new(kind: str) -> ResponseReturnValue:
    """Propose a text that the council does not have yet."""
    if kind not in {one.value for one in OWN_GUIDANCE}:
        abort(404)
    wanted = GuidanceKind(kind)
    row = own.row_of_one(wanted, None)
    if row is not None and own.agreed_versions(row.id):
        return redirect(url_for("guidance.change", reference=row.reference))
    form = TextForm(shown="0")
    form.offer_agencies()
    form.keep(wanted, is_new=True)
    if form.validate_on_submit() and (kept := _kept(form, form.value(wanted))):
        return _proposed(kept)
    return page("guidance/propose.html", form=form, kind=wanted, row=None)


@guidance.route("/texts/<reference>/change", methods=["GET", "POST"])
@requires(Action.GUIDANCE_PROPOSE)
def change(reference: str) -> ResponseReturnValue:
    """Propose what a text says from a day."""
    row = _own_or_404(reference)
    agreed = own.agreed_versions(row.id)
    applied = periods(agreed)
    form = TextForm.of(applied[-1].version if applied else None, len(agreed))
    form.keep(row.kind, is_new=False)
    if form.validate_on_submit() and (kept := _kept(form, form.value(row.kind, reference))):
        return _proposed(kept)
    return page("guidance/propose.html", form=form, kind=row.kind, row=row, title_of=_title(row))


@guidance.route("/texts/<reference>/end", methods=["GET", "POST"])
@requires(Action.GUIDANCE_PROPOSE)
def end(reference: str) -> ResponseReturnValue:
    """Propose that a text applies no more from a day."""
    row = _own_or_404(reference)
    form = EndForm(shown=str(len(own.agreed_versions(row.id))))
    if form.validate_on_submit() and (kept := _kept(form, form.value(row.kind, reference))):
        return _proposed(kept)
    return page("guidance/end.html", form=form, kind=row.kind, row=row, title_of=_title(row))


@guidance.route("/proposals/<reference>", methods=["GET", "POST"])
@requires(Action.GUIDANCE_PROPOSE)
def proposal(reference: str) -> ResponseReturnValue:
    """One proposal: what would change and why, and for the second person the answer."""
    found = proposals.proposal(signed_in(), reference)
    if found is None:
        abort(404)
    form = AnswerForm() if found.is_mine_to_decide else None
    if form is not None and form.validate_on_submit():
        try:
            with transaction():
                because = str(form.because.data)
                services.decide(signed_in(), reference, bool(form.agrees.data), because, now_utc())
        except GuidanceRejected as refused:
            form.refuse_step(refused)
        else:
            flash("Your answer is kept", "success")
            return redirect(url_for("guidance.proposal", reference=reference), 303)
    return page("guidance/proposal.html", found=found, form=form, states=proposals.STATE_WORDS)


def _kept(form: GovukForm, value: Proposal) -> str:
    """The reference of the proposal; empty: the form says why it was refused."""
    try:
        with transaction():
            return services.propose(signed_in(), value, now_utc())
    except GuidanceRejected as refused:
        form.refuse_step(refused)
        return ""


def _proposed(reference: str) -> ResponseReturnValue:
    flash("The proposal is kept. A second person is asked", "success")
    return redirect(url_for("guidance.proposal", reference=reference), 303)


def _own_or_404(reference: str) -> OwnGuidance:
    row = own.text_row(reference)
    if row is None:
        abort(404)
    return row


def _title(row: OwnGuidance) -> str:
    found = pages.text_page(row.reference, local_date(now_utc()))
    return found.title if found else ""
