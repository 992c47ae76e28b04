"""Where the pages of guidance live, and where they are looked for."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState

from lacrecords.notifications.services import MatterPage, register_matter_page
from lacrecords.rules.authorisation import Action
from lacrecords.terms import MatterKind
from lacrecords.web.navigation import NavigationItem, register_navigation

guidance = Blueprint("guidance", __name__, url_prefix="/guidance")


@guidance.record_once
def _stand_where_they_are_looked_for(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    proposed = MatterPage("Proposed guidance", "guidance.proposal")
    register_matter_page(app, MatterKind.GUIDANCE_PROPOSAL, proposed)
    agreement = MatterPage("Agreement on sharing", "guidance.text")
    register_matter_page(app, MatterKind.AGENCY_AGREEMENT, agreement)
    item = NavigationItem("Guidance", "guidance.index", Action.GUIDANCE_READ, 46, on_home=True)
    register_navigation(app, item)
