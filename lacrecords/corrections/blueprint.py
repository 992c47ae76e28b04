"""The blueprint of corrections, its place in the navigation, how a page begins."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask, abort, current_app
from flask.blueprints import BlueprintSetupState

from lacrecords.audit import services as audit
from lacrecords.children.panels import register_panel
from lacrecords.corrections.child_panel import CHILD_PANEL
from lacrecords.corrections.models import CorrectionDuty
from lacrecords.corrections.queries import CorrectionStanding, duty_with, standing_with
from lacrecords.corrections.words import NOT_TOLD_WORDS, SOURCE_WORDS
from lacrecords.database import now_utc, transaction
from lacrecords.notifications.services import MatterPage, register_matter_page
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Action
from lacrecords.sharing_decisions.words import MEANS_WORDS
from lacrecords.terms import MatterKind
from lacrecords.web.access import record_refusal, signed_in
from lacrecords.web.navigation import NavigationItem, register_navigation

corrections = Blueprint("corrections", __name__, url_prefix="/corrections")


@corrections.record_once
def _connect(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    item = NavigationItem(
        "Corrections", "corrections.index", Action.CORRECTION_READ, 37, on_home=True
    )
    register_navigation(app, item)
    register_panel(app, CHILD_PANEL)
    shown = MatterPage("Somebody to be told of a correction", "corrections.recipient")
    register_matter_page(app, MatterKind.CORRECTION, shown)


@corrections.context_processor
def _words() -> dict[str, object]:
    return {
        "source_words": SOURCE_WORDS,
        "not_told_words": NOT_TOLD_WORDS,
        "means_words": MEANS_WORDS,
    }


def procedure() -> Procedure:
    """The council's own figures."""
    figures: Procedure = current_app.extensions["lacrecords_procedure"]
    return figures


def standing_or_404(reference: str) -> CorrectionStanding:
    """The correction, where this person may see it; a refusal is kept, and looks like none."""
    found = standing_with(signed_in(), reference, now_utc())
    if found is None:
        record_refusal(signed_in(), "correction_viewed")
        abort(404)
    return found


def duty_or_404(reference: str) -> tuple[CorrectionStanding, CorrectionDuty]:
    """The recipient and the correction, where this person may see them."""
    found = duty_with(signed_in(), reference, now_utc())
    if found is None:
        record_refusal(signed_in(), "correction_viewed")
        abort(404)
    return found


def note(action: str, number: int | None = None) -> None:
    """Put a reading into the trail, in a short transaction of its own."""
    with transaction():
        audit.record(signed_in(), action, "correction", number)
