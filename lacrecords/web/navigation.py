"""The navigation of every signed-in page: what this role may open, and nothing else.

Slices register their items; this module knows none of them. An item that is
not shown is no protection: the access belt stands at every route.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for
from flask.sansio.app import App
from markupsafe import Markup

from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.web.access import current_actor, declared_action

SIGN_OUT_ENDPOINT = "staff.sign_out"
_MADE = "lacrecords.navigation"
HOME_ACTION = Action.OVERSIGHT
"""Whoever may do this has a home page."""
COUNT = Markup(
    '{label} <span class="lacrecords-count">{count}'
    '<span class="govuk-visually-hidden"> {words}</span></span>'
)


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One link of the navigation, shown to those who may do its action."""

    label: str
    endpoint: str
    action: Action
    position: int = 100
    count: Callable[[Actor], int] | None = None
    count_words: str = "waiting"
    on_home: bool = False
    """Whoever has a home page finds it there, so that the navigation stays short enough to read."""


def register_navigation(app: App, item: NavigationItem) -> None:
    """Add an item; the pages show it at its position."""
    items: list[NavigationItem] = app.extensions.setdefault("lacrecords_navigation", [])
    items.append(item)
    items.sort(key=lambda each: each.position)


def hide_counts_on(app: App, blueprint: str) -> None:
    """Show no counts on the pages of this blueprint: a number that moves can give something away.

    What an enquiry sets off among our own people must not be seen on the enquiry's pages.
    """
    app.extensions.setdefault("lacrecords_without_counts", set()).add(blueprint)


def init_navigation(app: Flask) -> None:
    """Give the layout what it needs to know of whoever is signed in."""
    app.jinja_env.globals["navigation_items"] = navigation_items
    app.jinja_env.globals["home_items"] = home_items
    app.jinja_env.globals["navigation_actor"] = navigation_actor
    app.jinja_env.globals["sign_out_address"] = sign_out_address
    app.jinja_env.globals["may_follow"] = may_follow


def navigation_actor() -> Actor | None:
    """Who is signed in; None for nobody, and before sign-in is set up."""
    if "lacrecords_load_actor" not in current_app.extensions:
        return None
    return current_actor()


def may_follow(endpoint: str) -> bool:
    """Whether the signed-in person may open this page: a link to a refusal helps nobody."""
    actor, action = navigation_actor(), declared_action(current_app, endpoint)
    return actor is not None and action is not None and may(actor.role, action)


def sign_out_address() -> str:
    """Where the sign-out button leads; empty while the program has no sign-in."""
    return url_for(SIGN_OUT_ENDPOINT) if SIGN_OUT_ENDPOINT in current_app.view_functions else ""


def home_items() -> list[NavigationItem]:
    """What the signed-in person finds on their home page, and nowhere in the navigation."""
    actor = navigation_actor()
    return [] if actor is None else [item for item in _permitted(actor) if item.on_home]


def navigation_items(current_endpoint: str = "") -> list[dict[str, Any]]:
    """The items for the signed-in person, as GOV.UK service navigation takes them.

    GOV.UK's page renders its header more than once; what is counted in it is counted once.
    """
    made: dict[str, list[dict[str, Any]]] = request.environ.setdefault(_MADE, {})
    if current_endpoint not in made:
        made[current_endpoint] = _items(current_endpoint)
    return made[current_endpoint]


def _items(current_endpoint: str) -> list[dict[str, Any]]:
    actor = navigation_actor()
    if actor is None:
        return []
    here = current_endpoint or request.endpoint or ""
    permitted = _permitted(actor)
    marked = _marked(permitted, here)
    has_home = may(actor.role, HOME_ACTION)
    shown = [item for item in permitted if not (item.on_home and has_home)]
    if marked is not None and marked not in shown:
        marked = next((item for item in shown if item.action is HOME_ACTION), None)
    return [_shown(item, actor, here, marked) for item in shown]


def _permitted(actor: Actor) -> list[NavigationItem]:
    registered: list[NavigationItem] = current_app.extensions.get("lacrecords_navigation", [])
    return [item for item in registered if may(actor.role, item.action)]


def _marked(permitted: list[NavigationItem], here: str) -> NavigationItem | None:
    """The one item to mark: this page's own, else the first of its blueprint."""
    for item in permitted:
        if item.endpoint == here:
            return item
    blueprint = here.partition(".")[0]
    return next((item for item in permitted if item.endpoint.startswith(f"{blueprint}.")), None)


def _shown(
    item: NavigationItem, actor: Actor, here: str, marked: NavigationItem | None
) -> dict[str, Any]:
    shown: dict[str, Any] = {"text": item.label, "href": url_for(item.endpoint)}
    hidden: set[str | None] = current_app.extensions.get("lacrecords_without_counts", set())
    number = item.count(actor) if item.count and request.blueprint not in hidden else 0
    if number:
        shown["html"] = COUNT.format(label=item.label, count=number, words=item.count_words)
    shown["current"] = here == item.endpoint
    shown["active"] = item is marked
    return shown
