"""Where the pages of consent live, and what of them other slices show."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState

from lacrecords.audit import services as audit
from lacrecords.children.panels import register_panel
from lacrecords.consents.child_panel import CHILD_PANEL
from lacrecords.database import transaction
from lacrecords.notifications.services import MatterPage, register_matter_page
from lacrecords.rules.authorisation import Action
from lacrecords.terms import MatterKind
from lacrecords.web.access import signed_in
from lacrecords.web.navigation import NavigationItem, register_navigation
from lacrecords.wording import words

consents = Blueprint("consents", __name__, url_prefix="/consents")


@consents.record_once
def _connect(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    item = NavigationItem("Consents", "consents.index", Action.CONSENT_READ, 49, on_home=True)
    register_navigation(app, item)
    register_panel(app, CHILD_PANEL)
    register_matter_page(app, MatterKind.CONSENT, MatterPage("Consent", "consents.show"))
    page = MatterPage("Parents disagree", "consents.disagreement")
    register_matter_page(app, MatterKind.PARENTS_DISAGREEMENT, page)


consents.add_app_template_global(words, "words")


def note(action: str, kind: str, number: int) -> None:
    """Put a reading into the trail, in a short transaction of its own."""
    with transaction():
        audit.record(signed_in(), action, kind, number)
