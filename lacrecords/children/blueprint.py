"""The blueprint of this slice's pages and its place in the navigation."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState

from lacrecords.children.duplicate_export import DUPLICATE_LIST
from lacrecords.children.stood_children import LISTS_OF_CHILDREN
from lacrecords.children.stood_lists import register_stood_list
from lacrecords.exports.services import register_export
from lacrecords.rules.authorisation import Action
from lacrecords.web.navigation import NavigationItem, register_navigation

children = Blueprint("children", __name__, url_prefix="/children")


@children.record_once
def _show_in_navigation(state: BlueprintSetupState) -> None:
    item = NavigationItem("Children", "children.index", Action.CHILD_SEARCH, position=30)
    register_navigation(cast(Flask, state.app), item)
    for stood in LISTS_OF_CHILDREN:
        register_stood_list(cast(Flask, state.app), stood)
    register_export(cast(Flask, state.app), DUPLICATE_LIST)
