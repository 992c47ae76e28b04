"""The designated manager's desk in the navigation, and the matters whose pages it has."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState

from lacrecords.exports.services import register_export
from lacrecords.notifications.services import MatterPage, register_matter_page
from lacrecords.oversight.export import UNACKNOWLEDGED_LIST
from lacrecords.rules.authorisation import Action
from lacrecords.terms import MatterKind
from lacrecords.web.navigation import NavigationItem, register_navigation

oversight = Blueprint("oversight", __name__)


@oversight.record_once
def _show_in_navigation(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    register_navigation(app, NavigationItem("Home", "oversight.home", Action.OVERSIGHT, position=5))
    register_export(app, UNACKNOWLEDGED_LIST)
    page = MatterPage("Deputy", "oversight.deputy")
    register_matter_page(app, MatterKind.HAND_OVER, page)
