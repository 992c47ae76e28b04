"""The pages of the import, and their place in the navigation."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState

from lacrecords.rules.authorisation import Action
from lacrecords.web.navigation import NavigationItem, register_navigation

exchange = Blueprint("exchange", __name__, url_prefix="/register/imports")
RUN = "/runs/<int(max=9223372036854775807):run_id>"
CONFLICT = "/conflicts/<int(max=9223372036854775807):conflict_id>"
LEAD_NAME = "/lead-names/<int(max=9223372036854775807):assignment_id>"


@exchange.record_once
def _show_in_navigation(state: BlueprintSetupState) -> None:
    item = NavigationItem("Imports", "exchange.index", Action.REGISTER_IMPORT, position=45)
    register_navigation(cast(Flask, state.app), item)
