"""Where the pages of suitability checks live, and how a page finds its request."""

from __future__ import annotations

from datetime import date
from typing import cast

from flask import Blueprint, Flask, abort, current_app
from flask.blueprints import BlueprintSetupState

from lacrecords.check_requests.answering import overtaken_words
from lacrecords.check_requests.export import SUITABILITY_CHECKS
from lacrecords.check_requests.person_forms import NAME_WORDS
from lacrecords.check_requests.person_standing import PersonStanding
from lacrecords.check_requests.queries import request_id_of
from lacrecords.check_requests.standing import RequestStanding, standing_of
from lacrecords.check_requests.stood import CHECKS_THAT_STOOD
from lacrecords.children.stood_lists import register_stood_list
from lacrecords.exports.services import register_export
from lacrecords.notifications.services import MatterPage, register_matter_page
from lacrecords.notifications.words import clock_words
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Action
from lacrecords.terms import MatterKind, PersonNameType
from lacrecords.web.navigation import NavigationItem, register_navigation
from lacrecords.web.words import date_words
from lacrecords.wording import words as said_as

check_requests = Blueprint("check_requests", __name__, url_prefix="/check-requests")


@check_requests.record_once
def _show_in_navigation(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    item = NavigationItem(
        "Suitability checks",
        "check_requests.index",
        Action.CHECK_REQUEST_RECORD,
        position=38,
        on_home=True,
    )
    register_navigation(app, item)
    shown = MatterPage("Suitability check", "check_requests.show")
    register_matter_page(app, MatterKind.CHECK_REQUEST, shown)
    register_export(app, SUITABILITY_CHECKS)
    register_stood_list(app, CHECKS_THAT_STOOD)


@check_requests.app_template_filter()
def iso_date_words(day: str) -> str:
    """A date as the kept evidence holds it, in words."""
    return date_words(date.fromisoformat(day))


@check_requests.app_template_filter()
def name_type_words(kind: PersonNameType) -> str:
    """What a name is to the person, inside a sentence."""
    words = NAME_WORDS.get(kind, "name")
    return words[0].lower() + words[1:]


check_requests.add_app_template_filter(said_as, "said")
check_requests.add_app_template_global(said_as, "words")
check_requests.add_app_template_filter(clock_words)
check_requests.add_app_template_filter(overtaken_words)


def procedure() -> Procedure:
    """The council's own figures."""
    figures: Procedure = current_app.extensions["lacrecords_procedure"]
    return figures


def id_or_404(reference: str) -> int:
    """The number of the request with this reference."""
    number = request_id_of(reference)
    if number is None:
        abort(404)
    return number


def standing_or_404(reference: str) -> RequestStanding:
    """The request with this reference, as it stands."""
    return standing_of(id_or_404(reference), procedure())


def person_or_404(standing: RequestStanding, position: int) -> PersonStanding:
    """The person in this place of the request."""
    for one in standing.people:
        if one.person.position == position:
            return one
    abort(404)
