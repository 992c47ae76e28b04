"""The blueprint of sign-in, accounts and staff; the view modules hang their pages on it."""

from __future__ import annotations

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from lacrecords.rules.authorisation import Action
from lacrecords.staff.sign_in import init_sign_in
from lacrecords.web.navigation import NavigationItem, register_navigation

staff = Blueprint("staff", __name__)


@staff.record_once
def _begin(state: BlueprintSetupState) -> None:
    init_sign_in(state.app)
    register_navigation(
        state.app, NavigationItem("Staff", "staff.index", Action.STAFF_READ, position=80)
    )
    register_navigation(
        state.app, NavigationItem("Your account", "staff.account", Action.SIGNED_IN, position=90)
    )
