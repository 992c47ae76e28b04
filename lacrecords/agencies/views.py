"""The pages of the agency directory: search, one agency, adding, and its contact points."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.agencies import (
    authority_views,
    directory_queries,
    proposal_views,
    queries,
    services,
)
from lacrecords.agencies.blueprint import agencies
from lacrecords.agencies.directory_queries import Standing
from lacrecords.agencies.forms import KIND_WORDS, AgencyForm, ContactPointForm
from lacrecords.agencies.queries import AgencyCard
from lacrecords.agencies.services import DirectoryError
from lacrecords.database import now_utc, transaction
from lacrecords.rules.authorisation import Action, may
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import clean_text, page
from lacrecords.wording import words

__all__ = ["agencies", "authority_views", "proposal_views"]
LONGEST_SEARCH = 100
# Larger numbers than a row can have are no page, rather than an error of the database.
AGENCY = "/<int(max=2147483647):agency_id>"


@agencies.get("")
@requires(Action.DIRECTORY_READ)
def index() -> ResponseReturnValue:
    """The agencies, by name, with a search for a part of the name."""
    wanted = _search_words(request.args.get("q", ""))
    return page(
        "agencies/index.html",
        list=directory_queries.directory(wanted, now_utc()),
        wanted=wanted,
        **_words_and_powers(),
    )


def _search_words(typed: str) -> str:
    try:
        return " ".join(clean_text(typed[:LONGEST_SEARCH]).split())
    except ValueError:
        return ""


@agencies.route("/add", methods=["GET", "POST"])
@requires(Action.DIRECTORY_CHANGE)
def add() -> ResponseReturnValue:
    """Add an agency; its contact points come after."""
    form = AgencyForm()
    if form.validate_on_submit():
        try:
            with transaction():
                agency_id = services.add_agency(signed_in(), form.name.data, form.agency_type.data)
        except DirectoryError as refused:
            form.refuse(refused.field or None, str(refused).rstrip("."))
        else:
            flash("The agency is added. Add its contact points next.", "success")
            return redirect(url_for("agencies.agency", agency_id=agency_id))
    return page("agencies/add.html", form=form)


@agencies.get(AGENCY)
@requires(Action.DIRECTORY_READ)
def agency(agency_id: int) -> ResponseReturnValue:
    """One agency with its contact points and their story."""
    return page(
        "agencies/agency.html",
        agency=_agency_or_404(agency_id),
        points=directory_queries.kept_contact_points(agency_id, signed_in(), now_utc()),
        **_words_and_powers(),
    )


@agencies.route(f"{AGENCY}/contact-points/add", methods=["GET", "POST"])
@requires(Action.DIRECTORY_CHANGE)
def propose(agency_id: int) -> ResponseReturnValue:
    """Propose a contact point; it serves for nothing until somebody else confirms it."""
    card = _agency_or_404(agency_id)
    form = ContactPointForm()
    if form.validate_on_submit():
        try:
            with transaction():
                services.propose_contact_point(signed_in(), agency_id, form.new(), now_utc())
        except DirectoryError as refused:
            form.refuse(refused.field or None, str(refused).rstrip("."))
        else:
            flash("The contact point waits for somebody else to confirm it.", "success")
            return redirect(url_for("agencies.agency", agency_id=agency_id))
    hours = current_app.extensions["lacrecords_procedure"].contact_point_cooling_off_hours
    return page("agencies/propose.html", form=form, agency=card, hours=hours)


def _agency_or_404(agency_id: int) -> AgencyCard:
    return queries.agency(agency_id) or abort(404)


def _words_and_powers() -> dict[str, Any]:
    return {
        "may_change": may(signed_in().role, Action.DIRECTORY_CHANGE),
        "Standing": Standing,
        "kind_words": KIND_WORDS,
        "words": words,
    }
