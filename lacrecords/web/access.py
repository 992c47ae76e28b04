"""The access belt of every route: a view declares its action or the program does not start.

Who is signed in is found by a loader that the sign-in slice registers; this
module knows only the Actor protocol and the table of `authorisation`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from lacrecords.audit import services as audit
from lacrecords.audit.actors import UnattendedActor
from lacrecords.database import transaction
from lacrecords.rules.authorisation import Action, Actor, may

View = TypeVar("View", bound=Callable[..., Any])
NOBODY: Actor = UnattendedActor("nobody", "nobody signed in")


class UndeclaredRoute(Exception):
    """A route has no declared action, so nobody could say who may use it."""


def requires(action: Action) -> Callable[[View], View]:
    """Declare which action a view is; the belt refuses everybody whom the table does not permit."""

    def declare(view: View) -> View:
        view.required_action = action  # type: ignore[attr-defined]
        return view

    return declare


def declared_action(app: Flask, endpoint: str) -> Action | None:
    """The action that an endpoint declares; None where it declares none."""
    if endpoint == "static" or endpoint.endswith(".static"):
        return Action.ANYBODY
    return getattr(app.view_functions.get(endpoint), "required_action", None)


def init_access(app: Flask, load_actor: Callable[[], Actor | None]) -> None:
    """Fasten the belt: every request is stopped here unless its view's action is permitted."""
    app.extensions["lacrecords_load_actor"] = load_actor
    app.before_request(_refuse_unless_permitted)


def refuse_undeclared_routes(app: Flask) -> None:
    """Raise UndeclaredRoute naming every route without an action; called before serving."""
    endpoints = sorted({rule.endpoint for rule in app.url_map.iter_rules()})
    undeclared = [name for name in endpoints if declared_action(app, name) is None]
    if undeclared:
        raise UndeclaredRoute(f"These routes declare no action: {', '.join(undeclared)}")


def current_actor() -> Actor | None:
    """Who is signed in for this request; None: nobody."""
    if "actor" not in g:
        g.actor = current_app.extensions["lacrecords_load_actor"]()
    actor: Actor | None = g.actor
    return actor


def signed_in() -> Actor:
    """Who is signed in; 401 where a view without a permitted actor was reached by mistake."""
    actor = current_actor()
    if actor is None:
        abort(401)
    return actor


def _refuse_unless_permitted() -> Response | None:
    audit.request_number.set(uuid.uuid4().hex)
    if request.endpoint is None:
        return None
    if "\x00" in request.path:
        # No reference holds one, and PostgreSQL takes no text with one.
        abort(404)
    action = declared_action(current_app, request.endpoint)
    if action is None:
        abort(403)
    actor = current_actor() if action is not Action.ANYBODY else None
    if may(actor.role if actor else None, action):
        return None
    record_refusal(actor, action.value)
    if actor is None:
        if request.method == "GET":
            return redirect(url_for("staff.sign_in", next=request.path))
        return redirect(url_for("staff.sign_in"))
    abort(403)


def record_refusal(actor: Actor | None, action: str) -> None:
    """Put a refusal in the trail, in a transaction of its own."""
    with transaction():
        audit.record(actor or NOBODY, action, "route", outcome="refused")
