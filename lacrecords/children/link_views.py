"""Linking two records of one child: proposing, deciding, undoing, and what waits."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.children.admission import admitted_child_id
from lacrecords.children.blueprint import children
from lacrecords.children.changes import ChangeRefused
from lacrecords.children.comparison import compare_records
from lacrecords.children.link_forms import DecideLinkForm, OtherRecordForm, ReasonForm, form_for
from lacrecords.children.link_list import LinkShown, link_of, links_for
from lacrecords.children.link_rules import refuse_unlinkable, who_may_decide
from lacrecords.children.linked import kept_id
from lacrecords.children.links import decide_link, propose_link, undo_link
from lacrecords.children.queries import candidate_cards, child_id_of
from lacrecords.children.reading import note_reading
from lacrecords.children.standing import hidden_ids, restrictions_of
from lacrecords.database import now_utc, transaction
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.staff.queries import council_day
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page

NOT_THERE = "There is no such record that you may open. Check the reference"


@children.route("/<reference>/link", methods=["GET", "POST"])
@requires(Action.LINK_PROPOSE)
def link_another(reference: str) -> ResponseReturnValue:
    """Ask which other record is of the same child."""
    actor, now, form = signed_in(), now_utc(), OtherRecordForm()
    own = admitted_child_id(actor, reference, now)
    card = candidate_cards((own,), actor.account_id, council_day(now))[own]
    if form.validate_on_submit():
        other = form.other.data.strip().upper()
        if _open_record(actor, other) is not None:
            return redirect(
                url_for("children.propose", reference=card.reference, other_reference=other)
            )
        form.refuse("other", NOT_THERE)
    return page("children/link_another.html", child=card, form=form)


@children.route("/<reference>/link/<other_reference>", methods=["GET", "POST"])
@requires(Action.LINK_PROPOSE)
def propose(reference: str, other_reference: str) -> ResponseReturnValue:
    """Both records side by side, what is to be decided, and who decides."""
    actor, now = signed_in(), now_utc()
    kept = admitted_child_id(actor, reference, now)
    linked = _open_record(actor, other_reference)
    if linked is None:
        abort(404)
    both = (kept, linked)
    try:
        refuse_unlinkable(actor, kept, linked, council_day(now))
    except ChangeRefused as refused:
        return page("children/not_linkable.html", why=refused.words, reference=reference)
    cards = candidate_cards(both, actor.account_id, council_day(now))
    compared = compare_records(actor, kept, linked, now)
    form = form_for(compared.to_decide, cards[kept].reference, cards[linked].reference)
    form.offer(who_may_decide(actor, both, now))
    form.evidence.data = form.evidence.data or compared.evidence
    if form.validate_on_submit():
        try:
            with transaction():
                propose_link(actor, form.value(kept, linked, compared.to_decide), now)
        except ChangeRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The proposal is kept, and the person you chose is told", "success")
            return redirect(url_for("children.child", reference=cards[kept].reference))
    with transaction():
        for child_id in both:
            note_reading(actor, child_id)
    return page(
        "children/propose_link.html",
        form=form,
        kept=cards[kept],
        linked=cards[linked],
        compared=compared,
        restricts=bool(restrictions_of(both, council_day(now))),
    )


@children.get("/links")
@requires(Action.LINK_PROPOSE)
def links() -> ResponseReturnValue:
    """Proposals that one made or is asked to decide."""
    actor = signed_in()
    found = links_for(actor, now_utc())
    with transaction():
        audit.record(actor, "links_listed", "record_merge")
    return page("children/links.html", links=found)


@children.route("/links/<link_reference>", methods=["GET", "POST"])
@requires(Action.LINK_PROPOSE)
def link(link_reference: str) -> ResponseReturnValue:
    """One proposal or link: both records, the reason, and the answer."""
    actor, now, form = signed_in(), now_utc(), DecideLinkForm()
    found = _link(actor, link_reference)
    if form.validate_on_submit():
        try:
            with transaction():
                decide_link(actor, found.id, form.value(), now)
        except ChangeRefused as refused:
            form.refuse_step(refused)
        else:
            flash("Your answer is kept", "success")
            return redirect(url_for("children.child", reference=found.kept))
    compared = compare_records(actor, found.kept_id, found.linked_id, found.compared_at(now))
    with transaction():
        for child_id in (found.kept_id, found.linked_id):
            note_reading(actor, child_id)
    may_undo = found.in_force and may(actor.role, Action.LINK_DECIDE)
    both = (found.kept_id, found.linked_id)
    return page(
        "children/link.html",
        form=form,
        link=found,
        compared=compared,
        may_undo=may_undo,
        restricts=bool(restrictions_of(both, council_day(now))),
    )


@children.route("/links/<link_reference>/undo", methods=["GET", "POST"])
@requires(Action.LINK_DECIDE)
def undo(link_reference: str) -> ResponseReturnValue:
    """Take two records apart again; each stands as it was."""
    actor, form = signed_in(), ReasonForm()
    found = _link(actor, link_reference)
    if not found.in_force:
        abort(404)
    if form.validate_on_submit():
        try:
            with transaction():
                undo_link(actor, found.id, form.reason.data, now_utc())
        except ChangeRefused as refused:
            form.refuse("reason", refused.words)
        else:
            flash("The link is undone. Each record stands as it was", "success")
            return redirect(url_for("children.child", reference=found.linked))
    return page("children/undo_link.html", form=form, link=found)


def _link(actor: Actor, reference: str) -> LinkShown:
    found = link_of(actor, reference, now_utc())
    if found is None:
        abort(404)
    return found


def _open_record(actor: Actor, reference: str) -> int | None:
    """The record that speaks for the child of this reference, where this person may open it."""
    child_id = child_id_of(reference)
    if child_id is None:
        return None
    hidden = hidden_ids((child_id,), actor.account_id, council_day(now_utc()))
    return None if hidden else kept_id(child_id)
