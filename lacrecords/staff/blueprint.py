"""The blueprint of sign-in, accounts and staff; the view modules hang their pages on it."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState

from lacrecords.rules.authorisation import Action
from lacrecords.staff.sign_in import init_sign_in
from lacrecords.web.navigation import NavigationItem, register_navigation

staff = Blueprint("staff", __name__)


@staff.record_once
def _begin(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    init_sign_in(app)
    register_navigation(app, NavigationItem("Staff", "staff.index", Action.STAFF_READ, 80))
    register_navigation(app, NavigationItem("Account", "staff.account", Action.SIGNED_IN, 90))
