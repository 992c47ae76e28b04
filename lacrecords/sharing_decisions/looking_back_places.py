"""Where the pages of looking back are found: navigation, exports, what a task leads to."""

from __future__ import annotations

from typing import cast

from flask import Flask
from flask.blueprints import BlueprintSetupState

from lacrecords.exports.kinds import register_export
from lacrecords.notifications.services import MatterPage, register_matter_page
from lacrecords.rules.authorisation import Action
from lacrecords.sharing_decisions import looking_back_views, peer_review_views, year_views
from lacrecords.sharing_decisions.blueprint import sharing_decisions
from lacrecords.sharing_decisions.register_page import REGISTER
from lacrecords.terms import MatterKind
from lacrecords.web.navigation import NavigationItem, register_navigation

__all__ = ["looking_back_views", "peer_review_views", "year_views"]


@sharing_decisions.record_once
def _connect(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    item = NavigationItem(
        "Sharing in figures", "sharing_decisions.years", Action.SHARING_REPORT, 37, on_home=True
    )
    register_navigation(app, item)
    register_export(app, REGISTER)
    shown = MatterPage("Peer review", "sharing_decisions.peer_review")
    register_matter_page(app, MatterKind.PEER_REVIEW, shown)
