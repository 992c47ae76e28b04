"""The list of decisions whether to share, beginning one, and the page of one."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc, transaction
from lacrecords.documents.queries import counted
from lacrecords.rules.authorisation import Action, may
from lacrecords.sharing_decisions import (
    document_place,
    looking_back_places,
    question_views,
    way_views,
)
from lacrecords.sharing_decisions.about import NOTHING, Found, find_about
from lacrecords.sharing_decisions.access import visible
from lacrecords.sharing_decisions.beginning import amend_recipient, begin_decision, open_on_the_same
from lacrecords.sharing_decisions.blueprint import (
    note,
    procedure,
    sharing_decisions,
    standing_or_404,
)
from lacrecords.sharing_decisions.forms import NewDecisionForm, RecipientForm
from lacrecords.sharing_decisions.page import decision_page
from lacrecords.sharing_decisions.queries import DECISIONS, decisions_page
from lacrecords.sharing_decisions.values import SharingRefused
from lacrecords.staff.list_choices import asked_by
from lacrecords.web.access import record_refusal, requires, signed_in
from lacrecords.web.forms import page

__all__ = [
    "document_place",
    "looking_back_places",
    "question_views",
    "sharing_decisions",
    "way_views",
]


@sharing_decisions.get("")
@requires(Action.SHARING_READ)
def index() -> ResponseReturnValue:
    """The decisions that this person may see: what waits, what is late, what was decided."""
    actor = signed_in()
    asked = asked_by(actor, DECISIONS, request.args)
    note("sharing_decisions_listed")
    paged = decisions_page(actor, asked, now_utc())
    return page("sharing_decisions/index.html", asked=asked, paged=paged)


@sharing_decisions.route("/new", methods=["GET", "POST"])
@requires(Action.SHARING_WORK)
def new() -> ResponseReturnValue:
    """Begin a decision on its own."""
    return _begin(NOTHING)


@sharing_decisions.route("/new/<kind>/<reference>", methods=["GET", "POST"])
@requires(Action.SHARING_WORK)
def new_about(kind: str, reference: str) -> ResponseReturnValue:
    """Begin a decision about a child, an enquiry, a suitability check or a risk notification."""
    found = find_about(signed_in(), kind, reference, now_utc())
    if found is None:
        record_refusal(signed_in(), "sharing_decision_begun")
        abort(404)
    return _begin(found)


def _begin(found: Found) -> ResponseReturnValue:
    form, now = _new_form(found), now_utc()
    form.offer_agencies()
    if form.validate_on_submit():
        try:
            with transaction():
                made = begin_decision(signed_in(), form.value(found.about, now), procedure(), now)
                reference = made.reference
        except SharingRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The request is kept. Answer the questions", "success")
            return redirect(url_for("sharing_decisions.show", reference=reference), 303)
    others = open_on_the_same(found.about)
    return page(
        "sharing_decisions/new.html",
        form=form,
        found=found,
        others=others,
        opens=visible(signed_in(), others, now),
    )


def _new_form(found: Found) -> NewDecisionForm:
    said = found.recipient
    if said is None:
        return NewDecisionForm()
    return NewDecisionForm(
        data={
            "name": said.name,
            "role": said.role,
            "agency_id": said.agency_id,
            "agency_name": "" if said.agency_id else said.agency_name,
            "contact_given": said.contact_given,
        }
    )


@sharing_decisions.get("/<reference>")
@requires(Action.SHARING_READ)
def show(reference: str) -> ResponseReturnValue:
    """One decision: the seven questions, what follows, the outcome, what went out."""
    note("sharing_decision_viewed", standing_or_404(reference).row.id)
    actor, now = signed_in(), now_utc()
    standing = standing_or_404(reference)
    return page(
        "sharing_decisions/show.html",
        standing=standing,
        shown=decision_page(standing, now),
        may_work=may(actor.role, Action.SHARING_WORK),
        documents=counted(document_place.DOCUMENTS, standing.row.id),
        now=now,
    )


@sharing_decisions.route("/<reference>/recipient", methods=["GET", "POST"])
@requires(Action.SHARING_WORK)
def recipient(reference: str) -> ResponseReturnValue:
    """Say anew to whom it would go."""
    standing = standing_or_404(reference)
    form = RecipientForm.of(standing.recipient)
    form.offer_agencies()
    if form.validate_on_submit():
        shown = int(form.shown.data) if str(form.shown.data).isdecimal() else 0
        try:
            with transaction():
                amend_recipient(
                    signed_in(),
                    standing.row.id,
                    form.said(),
                    form.why_changed.data,
                    shown,
                    now_utc(),
                )
        except SharingRefused as refused:
            form.refuse_step(refused)
        else:
            flash("It is kept. They must be checked before anything goes out", "success")
            return redirect(url_for("sharing_decisions.show", reference=reference), 303)
    return page("sharing_decisions/recipient.html", form=form, standing=standing)
