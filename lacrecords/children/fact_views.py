"""The pages on which facts of a child are kept by hand: one way for every kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.children import fact_services, lifetimes, shared_numbers
from lacrecords.children.admission import admitted_child_id
from lacrecords.children.blueprint import children
from lacrecords.children.changes import ChangeRefused
from lacrecords.children.fact_form_parts import EndForm, FactForm, WithdrawForm
from lacrecords.children.fact_kinds import BY_SLUG, KINDS, FactKind, Way
from lacrecords.children.fact_pages import (
    counts,
    fact_replaced,
    fact_shown,
    facts_of_kind,
    one_line,
)
from lacrecords.children.fact_services import FactSaid
from lacrecords.children.family_rules import SameName
from lacrecords.children.forms import fact_number
from lacrecords.children.queries import candidate_cards
from lacrecords.children.reading import note_reading
from lacrecords.database import now_utc, transaction
from lacrecords.history import Fact, FactChangedMeanwhile
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.staff.queries import council_day
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page

FACT = "/<reference>/facts/<kind_slug>/<int(max=9223372036854775807):fact_id>"
WAY_WORDS = {
    Way.ADD: ("Add", "Add", "is recorded"),
    Way.CHANGE: ("It has changed", "Save the change", "is changed"),
    Way.COMPLETE: ("", "Save", "is brought up to date"),
    Way.CORRECT: ("It was never so", "Save the correction", "is corrected"),
    Way.END: ("It has ended", "Save the end", "has ended"),
    Way.WITHDRAW: ("It should never have been recorded", "Withdraw it", "is withdrawn"),
}
"""Of each way: the heading, the button, and what the message says."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Whose record and which kind of fact a page is about."""

    actor: Actor
    now: datetime
    child_id: int
    reference: str
    kind: FactKind

    @property
    def card(self) -> Any:
        """The child in a few words."""
        cards = candidate_cards((self.child_id,), self.actor.account_id, council_day(self.now))
        return cards[self.child_id]


@children.get("/<reference>/facts")
@requires(Action.CHILD_CHANGE)
def all_facts(reference: str) -> ResponseReturnValue:
    """Everything that is kept by hand about this child, kind by kind."""
    place = _place(reference, KINDS[0].slug)
    with transaction():
        note_reading(place.actor, place.child_id)
    number = counts(place.child_id)
    return page("children/facts.html", child=place.card, kinds=KINDS, number=number)


@children.get("/<reference>/facts/<kind_slug>")
@requires(Action.CHILD_CHANGE)
def facts_listed(reference: str, kind_slug: str) -> ResponseReturnValue:
    """What stands, what has ended, and what was corrected or withdrawn."""
    place = _place(reference, kind_slug)
    found = facts_of_kind(place.actor, place.child_id, place.kind, council_day(place.now))
    with transaction():
        note_reading(place.actor, place.child_id)
    may_add = Way.ADD in place.kind.ways and (place.kind.several or not found.has_running)
    return page(
        "children/facts_of_kind.html",
        child=place.card,
        kind=place.kind,
        facts=found,
        may_add=may_add,
    )


@children.route("/<reference>/facts/<kind_slug>/add", methods=["GET", "POST"])
@requires(Action.CHILD_CHANGE)
def add_fact(reference: str, kind_slug: str) -> ResponseReturnValue:
    """Record one more fact of this kind."""
    place = _place(reference, kind_slug)
    if Way.ADD not in place.kind.ways:
        abort(404)
    form = place.kind.form()
    form.prepare(place.actor, council_day(place.now), None)
    return _show_or_save(place, Way.ADD, form, lambda: _said(form, place.kind))


@children.get(FACT)
@requires(Action.CHILD_CHANGE)
def choose_way(reference: str, kind_slug: str, fact_id: int) -> ResponseReturnValue:
    """Ask what is wrong with a fact: it has changed, was never so, has ended, or is a mistake."""
    place = _place(reference, kind_slug)
    line = one_line(place.actor, place.child_id, place.kind, fact_id, council_day(place.now))
    if line is None:
        # Changed or withdrawn since the list was shown: the list says how it stands.
        return redirect(url_for("children.facts_listed", reference=reference, kind_slug=kind_slug))
    with transaction():
        note_reading(place.actor, place.child_id)
    return page("children/fact.html", child=place.card, kind=place.kind, line=line, Way=Way)


@children.route(f"{FACT}/<way_word>", methods=["GET", "POST"])
@requires(Action.CHILD_CHANGE)
def change_fact(reference: str, kind_slug: str, fact_id: int, way_word: str) -> ResponseReturnValue:
    """Change, correct, end or withdraw a fact."""
    place = _place(reference, kind_slug)
    if way_word not in {way.value for way in place.kind.ways - {Way.ADD}}:
        abort(404)
    way = Way(way_word)
    fact = fact_shown(place.kind, place.child_id, fact_id)
    if fact is None and request.method == "GET":
        return redirect(_list(place))
    on = council_day(place.now)
    if fact and one_line(place.actor, place.child_id, place.kind, fact_id, on) is None:
        abort(404)
    form = _form(place, way, fact_id, fact)
    if isinstance(form, FactForm):
        form.prepare(place.actor, on, fact)
        replaced = None if fact else fact_replaced(place.kind, place.child_id, fact_id)
        if replaced is not None:
            form.offer_what_stood(replaced)
    return _show_or_save(place, way, form, lambda: _said(form, place.kind))


def _place(reference: str, kind_slug: str) -> _Place:
    actor, now = signed_in(), now_utc()
    kind = BY_SLUG.get(kind_slug) or abort(404)
    return _Place(actor, now, admitted_child_id(actor, reference, now), reference, kind)


def _form(place: _Place, way: Way, fact_id: int, fact: Fact | None) -> Any:
    """The form of this way; at first it shows the fact as it stands."""
    shown = {"shown_id": str(fact_id)}
    if way is Way.END:
        return EndForm(data=shown)
    if way is Way.WITHDRAW:
        return WithdrawForm(data=shown)
    filled = place.kind.form.filled(fact)
    if way is Way.CHANGE:
        filled = {name: value for name, value in filled.items() if name not in ("from_on", "to_on")}
    form = place.kind.form(data=shown | filled)
    if way is Way.COMPLETE:
        form.keep_only(place.kind.when_completed)
    return form


def _said(form: Any, kind: FactKind) -> FactSaid:
    number = fact_number(form.shown_id.data or "")
    columns: dict[str, Any] = {}
    if isinstance(form, FactForm):
        columns = form.columns() | (form.days() if kind.dated else {})
    return FactSaid(
        columns=columns,
        reason=form.reason.data,
        shown_id=number,
        twice_on_purpose=_is_ticked(form, shared_numbers.FIELD),
        strange_on_purpose=_is_ticked(form, lifetimes.FIELD),
    )


def _is_ticked(form: Any, name: str) -> bool:
    """Whether a doubt that this form may raise was answered."""
    return name in form and bool(form[name].data)


def _save(place: _Place, way: Way, form: Any, said: FactSaid) -> None:
    given = place.actor, place.child_id, place.kind
    if way is Way.ADD:
        fact_services.add(*given, said, place.now)
    elif way is Way.CHANGE:
        fact_services.change(*given, said, place.now)
    elif way is Way.CORRECT:
        fact_services.correct(*given, said, place.now)
    elif way is Way.COMPLETE:
        fact_services.complete(*given, said, place.now)
    elif way is Way.END:
        fact_services.end(*given, form.ended_on.data.exact, said, place.now)
    else:
        fact_services.withdraw(*given, said, place.now)


def _show_or_save(
    place: _Place, way: Way, form: Any, said: Callable[[], FactSaid]
) -> ResponseReturnValue:
    """Show the form; save it; or say why not, with everything typed still there."""
    if form.validate_on_submit():
        try:
            with transaction():
                _save(place, way, form, said())
        except ChangeRefused as refused:
            form.refuse_step(refused)
        except SameName as same:
            form.offer(same)
        except FactChangedMeanwhile as changed:
            form.shown_id.data = str(changed.current.fact_id) if changed.current else ""
            html = render_template("children/fact_change.html", **_shown(place, way, form, changed))
            return make_response(html, 409)
        else:
            doubt = place.kind.doubt(form.columns()) if isinstance(form, FactForm) else ""
            flash(f"The {place.kind.one} {WAY_WORDS[way][2]}{doubt}", "success")
            return redirect(url_for("children.child", reference=place.reference))
    return page("children/fact_change.html", **_shown(place, way, form, None))


def _list(place: _Place) -> str:
    slug = place.kind.slug
    return url_for("children.facts_listed", reference=place.reference, kind_slug=slug)


def _shown(place: _Place, way: Way, form: Any, changed: Any) -> dict[str, Any]:
    button = WAY_WORDS[way][1]
    card = place.card
    with transaction():
        note_reading(place.actor, place.child_id)
    return {
        "child": card,
        "kind": place.kind,
        "form": form,
        "fields": _fields(place.kind, way),
        "heading": _heading(place.kind, way),
        "button_words": button,
        "way": way.value,
        "changed": changed,
    }


def _heading(kind: FactKind, way: Way) -> str:
    if way is Way.ADD:
        return f"Add {kind.with_article}"
    return kind.completed if way is Way.COMPLETE else WAY_WORDS[way][0]


def _fields(kind: FactKind, way: Way) -> tuple[str, ...]:
    if way is Way.END:
        return ("ended_on", "reason")
    if way is Way.WITHDRAW:
        return ("reason",)
    if way is Way.COMPLETE:
        return (*kind.when_completed, "reason")
    days = kind.days[:1] if way is Way.CHANGE else kind.days
    fixed = () if way is Way.ADD else kind.when_added
    own = tuple(name for name in kind.own_fields if name not in fixed)
    return (*own, *days, "reason")
