"""Records that may be of one child: the list, one pair side by side, and "two children"."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.children.blueprint import children
from lacrecords.children.changes import ChangeRefused
from lacrecords.children.comparison import compare_records
from lacrecords.children.duplicate_finding import waiting
from lacrecords.children.duplicate_list import DUPLICATES, PairShown, pair_of, pairs_page
from lacrecords.children.link_forms import ReasonForm
from lacrecords.children.links import say_two_children
from lacrecords.children.reading import note_reading
from lacrecords.database import now_utc, transaction
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.staff.list_choices import asked_by
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page


@children.get("/duplicates")
@requires(Action.DUPLICATES)
def duplicates() -> ResponseReturnValue:
    """The pairs of records that may be of one child, filtered and in order."""
    actor = signed_in()
    asked = asked_by(actor, DUPLICATES, request.args)
    paged = pairs_page(actor.account_id, asked, now_utc())
    to_compare = waiting()
    with transaction():
        audit.record(actor, "duplicates_listed", "duplicate_pair")
    return page("children/duplicates.html", paged=paged, asked=asked, to_compare=to_compare)


@children.get("/duplicates/<pair_reference>")
@requires(Action.LINK_PROPOSE)
def duplicate(pair_reference: str) -> ResponseReturnValue:
    """Two records that may be of one child, side by side."""
    actor, now = signed_in(), now_utc()
    pair = _pair(actor, pair_reference)
    compared = compare_records(actor, pair.one.child_id, pair.other.child_id, now)
    with transaction():
        for card in (pair.one, pair.other):
            note_reading(actor, card.child_id)
    return page("children/duplicate.html", pair=pair, compared=compared)


@children.route("/duplicates/<pair_reference>/two-children", methods=["GET", "POST"])
@requires(Action.LINK_PROPOSE)
def two_children(pair_reference: str) -> ResponseReturnValue:
    """Say that the pair is of two children, until either record says something else."""
    actor, now = signed_in(), now_utc()
    pair = _pair(actor, pair_reference)
    form = ReasonForm(evidence=pair.evidence)
    if form.validate_on_submit():
        evidence = form.evidence.data or ""
        try:
            with transaction():
                say_two_children(actor, pair.id, evidence, form.reason.data, now)
        except ChangeRefused as refused:
            form.refuse("reason", refused.words)
        else:
            flash("Kept. They are not proposed again until either record changes", "success")
            return redirect(url_for("children.child", reference=pair.one.reference))
    return page("children/two_children.html", pair=pair, form=form)


def _pair(actor: Actor, reference: str) -> PairShown:
    pair = pair_of(actor.account_id, reference, now_utc())
    if pair is None:
        abort(404)
    return pair
