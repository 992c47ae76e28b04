"""The blueprint of the directory's pages and its place in the navigation."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState

from lacrecords.agencies.directory_queries import proposals_to_confirm
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.web.navigation import NavigationItem, register_navigation

agencies = Blueprint("agencies", __name__, url_prefix="/agencies")


def _waiting(actor: Actor) -> int:
    return proposals_to_confirm(actor) if may(actor.role, Action.DIRECTORY_CHANGE) else 0


@agencies.record_once
def _show_in_navigation(state: BlueprintSetupState) -> None:
    item = NavigationItem(
        "Agencies",
        "agencies.index",
        Action.DIRECTORY_READ,
        position=70,
        count=_waiting,
        count_words="contact points to confirm",
    )
    register_navigation(cast(Flask, state.app), item)
