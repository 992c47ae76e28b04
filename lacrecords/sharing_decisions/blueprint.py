"""The blueprint of decisions whether to share, its place in the navigation, how a page begins."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask, abort, current_app
from flask.blueprints import BlueprintSetupState

from lacrecords.advice.concerned import register_concerned
from lacrecords.advice.sending import expect_long_texts
from lacrecords.audit import services as audit
from lacrecords.children.panels import register_panel
from lacrecords.database import now_utc, transaction
from lacrecords.notifications.services import MatterPage, register_matter_page
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Action
from lacrecords.sharing_decisions.child_panel import CHILD_PANEL
from lacrecords.sharing_decisions.concerned import decision_concerned
from lacrecords.sharing_decisions.queries import visible_standing
from lacrecords.sharing_decisions.standing import DecisionStanding
from lacrecords.sharing_decisions.words import (
    BASIS_WORDS,
    FOLLOWS_WORDS,
    INFORMED_WORDS,
    ITEM_WORDS,
    MEANS_WORDS,
    OUTCOME_WORDS,
)
from lacrecords.terms import MatterKind
from lacrecords.web.access import record_refusal, signed_in
from lacrecords.web.navigation import NavigationItem, register_navigation

sharing_decisions = Blueprint("sharing_decisions", __name__, url_prefix="/sharing-decisions")


@sharing_decisions.record_once
def _connect(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    item = NavigationItem(
        "Sharing", "sharing_decisions.index", Action.SHARING_READ, 36, on_home=True
    )
    register_navigation(app, item)
    register_panel(app, CHILD_PANEL)
    register_concerned(app, MatterKind.SHARING_DECISION, decision_concerned)
    shown = MatterPage("Decision whether to share", "sharing_decisions.show")
    register_matter_page(app, MatterKind.SHARING_DECISION, shown)


# A pasted record of some hundred pages reaches the form, which gives it back.
sharing_decisions.url_value_preprocessor(expect_long_texts)


@sharing_decisions.context_processor
def _words() -> dict[str, object]:
    return {
        "outcome_words": OUTCOME_WORDS,
        "follows_words": FOLLOWS_WORDS,
        "item_words": ITEM_WORDS,
        "basis_words": BASIS_WORDS,
        "means_words": MEANS_WORDS,
        "informed_words": INFORMED_WORDS,
    }


def procedure() -> Procedure:
    """The council's own figures."""
    figures: Procedure = current_app.extensions["lacrecords_procedure"]
    return figures


def standing_or_404(reference: str) -> DecisionStanding:
    """The decision, where this person may see it; a refusal is kept, and looks like none."""
    found = visible_standing(signed_in(), reference, now_utc())
    if found is None:
        record_refusal(signed_in(), "sharing_decision_viewed")
        abort(404)
    return found


def note(action: str, number: int | None = None) -> None:
    """Put a reading into the trail, in a short transaction of its own."""
    with transaction():
        audit.record(signed_in(), action, "sharing_decision", number)
