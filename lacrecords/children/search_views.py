"""Searching the register outside an enquiry: a form, a saved search, its results."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.children.blueprint import children
from lacrecords.children.forms import SearchForm
from lacrecords.children.queries import candidate_cards, children_led_by
from lacrecords.children.searches import note_results_seen, results_of, save_search
from lacrecords.database import now_utc, transaction
from lacrecords.rules.authorisation import Action
from lacrecords.staff.queries import council_day
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page


@children.get("")
@requires(Action.CHILD_SEARCH)
def index() -> ResponseReturnValue:
    """The children whom one leads for, and the search."""
    return _index(SearchForm())


@children.post("/search")
@requires(Action.CHILD_SEARCH)
def search() -> ResponseReturnValue:
    """Keep the search with its purpose and go to its results."""
    form = SearchForm()
    if not form.validate_on_submit():
        return _index(form)
    with transaction():
        reference = save_search(signed_in(), form.value(), now_utc())
    return redirect(url_for("children.results", reference=reference))


@children.get("/search/<reference>")
@requires(Action.CHILD_SEARCH)
def results(reference: str) -> ResponseReturnValue:
    """The results of one's own search, each with its reasons."""
    actor, now = signed_in(), now_utc()
    everyone = request.args.get("show") == "all"
    found = results_of(actor, reference, council_day(now), everyone)
    if found is None:
        abort(404)
    with transaction():
        note_results_seen(actor, reference, found.found, now)
    return page("children/results.html", results=found, search_reference=reference)


def _index(form: SearchForm) -> ResponseReturnValue:
    actor, on = signed_in(), council_day(now_utc())
    led = children_led_by((actor.account_id or 0,), on)
    cards = candidate_cards(led, actor.account_id, on)
    own = sorted(cards.values(), key=lambda card: (card.name, card.reference))
    if own:
        with transaction():
            audit.record(actor, "own_children_listed", "child")
    return page("children/index.html", form=form, own=own)
