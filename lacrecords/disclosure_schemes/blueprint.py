"""Where the pages of questions about a person live, and how a page finds its question."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask, abort, current_app
from flask.blueprints import BlueprintSetupState

from lacrecords.audit import services as audit
from lacrecords.children.panels import register_panel
from lacrecords.database import now_utc, transaction
from lacrecords.disclosure_schemes.access import question_id_for
from lacrecords.disclosure_schemes.child_panel import CHILD_PANEL
from lacrecords.disclosure_schemes.export import SCHEME_QUESTIONS
from lacrecords.disclosure_schemes.standing import QuestionStanding, standing_of
from lacrecords.disclosure_schemes.words import words
from lacrecords.exports.services import register_export
from lacrecords.notifications.services import MatterPage, register_matter_page
from lacrecords.notifications.words import clock_words
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Action
from lacrecords.terms import MatterKind
from lacrecords.web.access import record_refusal, signed_in
from lacrecords.web.navigation import NavigationItem, hide_counts_on, register_navigation

disclosure_schemes = Blueprint("disclosure_schemes", __name__, url_prefix="/disclosure-schemes")


@disclosure_schemes.record_once
def _show_in_navigation(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    item = NavigationItem(
        "Disclosure schemes",
        "disclosure_schemes.index",
        Action.SCHEME_READ,
        position=39,
        on_home=True,
    )
    register_navigation(app, item)
    shown = MatterPage("Question about a person", "disclosure_schemes.show")
    register_matter_page(app, MatterKind.SCHEME_QUESTION, shown)
    # A number that moves after a call could give away whether we know anybody.
    hide_counts_on(app, disclosure_schemes.name)
    register_panel(app, CHILD_PANEL)
    register_export(app, SCHEME_QUESTIONS)


disclosure_schemes.add_app_template_global(words, "scheme_words")
disclosure_schemes.add_app_template_global(clock_words, "scheme_clock_words")


def procedure() -> Procedure:
    """The council's own figures."""
    figures: Procedure = current_app.extensions["lacrecords_procedure"]
    return figures


def council_name() -> str:
    """The name of the council, as it stands on what goes out."""
    name: str = current_app.extensions["lacrecords_settings"].council_name
    return name or "the council"


def standing_or_404(reference: str) -> QuestionStanding:
    """The question, where this person may see it; that it was read, or refused, is kept."""
    actor = signed_in()
    number = question_id_for(actor, reference, now_utc())
    if number is None:
        record_refusal(actor, Action.SCHEME_READ.value)
        abort(404)
    with transaction():
        audit.record(actor, "scheme_question_read", "scheme_question", number)
    return standing_of(number)
