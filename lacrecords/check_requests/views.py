"""The pages of suitability checks; the steps of one stand in `step_views` and `answer_views`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.check_requests import answer_views, search_views, step_views
from lacrecords.check_requests.blueprint import (
    check_requests,
    id_or_404,
    person_or_404,
    procedure,
    standing_or_404,
)
from lacrecords.check_requests.choices import options
from lacrecords.check_requests.forms import AddPersonForm, AmendRequestForm, NewRequestForm
from lacrecords.check_requests.pages import request_page
from lacrecords.check_requests.person_forms import PersonForm, said_name
from lacrecords.check_requests.queries import OF_THE_SEARCH, Order, Shown, ageing_page
from lacrecords.check_requests.recording import (
    add_person,
    amend_person,
    amend_request,
    record_request,
)
from lacrecords.check_requests.values import CheckRefused
from lacrecords.database import now_utc, transaction
from lacrecords.rules.authorisation import Action
from lacrecords.rules.suitability_words import rights_words
from lacrecords.staff.list_choices import words_asked
from lacrecords.terms import CheckPurpose
from lacrecords.web.access import requires, signed_in
from lacrecords.web.clocks_shown import clock_shown
from lacrecords.web.forms import page
from lacrecords.web.navigation import may_follow

__all__ = ["answer_views", "check_requests", "search_views", "step_views"]
MOST_PAGES = 100_000
Word = TypeVar("Word", bound=StrEnum)


@check_requests.get("")
@requires(Action.CHECK_REQUEST_RECORD)
def index() -> ResponseReturnValue:
    """The ageing list: which requests wait, and how long."""
    said = words_asked(signed_in(), "check_requests", request.args, ("shown", "order", "purpose"))
    shown = _one_of(said, Shown, "shown") or Shown.OPEN
    if shown in OF_THE_SEARCH and not may_follow("check_requests.found"):
        shown = Shown.OPEN
    order = _one_of(said, Order, "order") or Order.DUE
    purpose = _one_of(said, CheckPurpose, "purpose")
    number = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    now = now_utc()
    found = ageing_page(shown, purpose, order, number, procedure(), now)
    return page(
        "check_requests/index.html",
        found=found,
        shown=shown,
        of_the_search=OF_THE_SEARCH,
        order=order,
        purpose=purpose,
        now=now,
        purposes=options(CheckPurpose),
    )


def _one_of(said: Mapping[str, str], terms: type[Word], name: str) -> Word | None:
    """The word in the address, where it is one of the list."""
    try:
        return terms(said.get(name, ""))
    except ValueError:
        return None


@check_requests.route("/new", methods=["GET", "POST"])
@requires(Action.CHECK_REQUEST_RECORD)
def new() -> ResponseReturnValue:
    """Write a request down as it came in."""
    form = NewRequestForm()
    form.offer_agencies()
    if not form.regroup() and form.validate_on_submit():
        now = now_utc()
        with transaction():
            made = record_request(signed_in(), form.value(now), procedure(), now)
            reference = made.reference
        flash("The request is recorded. Its clock runs", "success")
        return redirect(url_for("check_requests.show", reference=reference), 303)
    return page("check_requests/new.html", form=form)


@check_requests.get("/<reference>")
@requires(Action.CHECK_REQUEST_RECORD)
def show(reference: str) -> ResponseReturnValue:
    """One request: what it waits for, and what has happened."""
    number = id_or_404(reference)
    with transaction():
        audit.record(signed_in(), "check_request_read", "check_request", number)
    standing, now = standing_or_404(reference), now_utc()
    return page(
        "check_requests/show.html",
        standing=standing,
        details=request_page(standing),
        now=now,
        clock=standing.clock(now),
        reason=clock_shown(
            "suitability_check_working_days",
            standing.request.received_at,
            "the request reached us",
            standing.request.due_at,
        ),
        rights=rights_words(procedure().data_rights_contact, procedure().complaints_contact),
    )


@check_requests.route("/<reference>/amend", methods=["GET", "POST"])
@requires(Action.CHECK_REQUEST_RECORD)
def amend(reference: str) -> ResponseReturnValue:
    """Say anew who asks and for what; what was said before stays."""
    standing = standing_or_404(reference)
    form = AmendRequestForm.of(standing.version)
    form.offer_agencies()
    if form.validate_on_submit():
        try:
            with transaction():
                shown = _number(form.shown.data)
                why = form.why_changed.data
                amend_request(signed_in(), standing.request.id, form.said(), why, shown, now_utc())
        except CheckRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The request is amended. What was said before is kept", "success")
            return redirect(url_for("check_requests.show", reference=reference), 303)
    return page("check_requests/amend.html", form=form, standing=standing)


@check_requests.route("/<reference>/people/add", methods=["GET", "POST"])
@requires(Action.CHECK_REQUEST_RECORD)
def another_person(reference: str) -> ResponseReturnValue:
    """Add another person whom the request is about."""
    standing = standing_or_404(reference)
    form = AddPersonForm()
    if form.validate_on_submit():
        try:
            if not said_name(form).whole:
                raise CheckRefused("forename", "Enter a name")
            with transaction():
                position = add_person(signed_in(), standing.request.id, form.value(), now_utc())
        except CheckRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The person is added", "success")
            there = url_for("check_requests.person", reference=reference, position=position)
            return redirect(there, 303)
    return page("check_requests/add_person.html", form=form, standing=standing)


@check_requests.route("/<reference>/people/<int:position>", methods=["GET", "POST"])
@requires(Action.CHECK_REQUEST_RECORD)
def person(reference: str, position: int) -> ResponseReturnValue:
    """Every name, date of birth and address of a person; a gap in the addresses is shown."""
    standing = standing_or_404(reference)
    one = person_or_404(standing, position)
    form = PersonForm.of(one)
    if not form.regroup() and form.validate_on_submit():
        try:
            with transaction():
                shown, why = _number(form.shown.data), form.why_changed.data or ""
                amend_person(signed_in(), one, form.value(), why, shown, now_utc())
        except CheckRefused as refused:
            form.refuse_step(refused)
        else:
            return redirect(_after_person(reference, position), 303)
    return page("check_requests/person.html", form=form, standing=standing, one=one)


def _after_person(reference: str, position: int) -> str:
    """Back to the request; to the same page where days without an address are to be explained."""
    again = person_or_404(standing_or_404(reference), position)
    if again.facts.gap_open and again.facts.addresses_given:
        flash("It is kept. There are days without an address: ask about them")
        return url_for("check_requests.person", reference=reference, position=position)
    flash("What is said of the person is kept", "success")
    return url_for("check_requests.show", reference=reference)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
