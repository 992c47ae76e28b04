"""Who is signed in for this request, found by the cookie of our own sessions.

Flask-Login carries the answer; it stores nothing. Its remember-me and its use
of Flask's signed cookie are not used: a copied cookie would outlive sign-out.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import Flask, Request, current_app, session
from flask_login import LoginManager, current_user
from sqlalchemy.exc import InternalError, OperationalError
from werkzeug.wrappers import Response

from lacrecords.database import now_utc, transaction
from lacrecords.rules.authorisation import Actor
from lacrecords.settings import Settings
from lacrecords.staff import sessions
from lacrecords.staff.sessions import SessionLimits, SignedInActor
from lacrecords.terms import Role

COOKIE = "__Host-lacrecords"
DEMONSTRATION = "lacrecords_demonstration_sign_ins"
"""Where the demonstration puts its sign-ins: app.extensions[DEMONSTRATION], a tuple."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DemonstrationSignIn:
    """One invented person whom visitors of the demonstration may sign in as."""

    role: Role
    name: str
    email: str
    password: str


def init_sign_in(app: Flask) -> None:
    """Let Flask-Login ask our sessions who is there."""
    manager = LoginManager()
    # Its own check would mark Flask's cookie session, which carries no identity here.
    manager.session_protection = None
    manager.request_loader(_load_from_cookie)
    manager.init_app(app)


def load_actor() -> Actor | None:
    """Who is signed in for this request; None: nobody. Looked up once a request."""
    user = current_user._get_current_object()
    return user if isinstance(user, SignedInActor) else None


def _load_from_cookie(request: Request) -> SignedInActor | None:
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    now = now_utc()
    found = sessions.find(token, now, limits())
    if found is None:
        return None
    if found.seen_long_ago:
        _note_seen(found.actor, now)
    return found.actor


def _note_seen(actor: SignedInActor, now: datetime) -> None:
    try:
        with transaction():
            sessions.note_seen(actor.session_id, now)
    except (OperationalError, InternalError):
        # Reading goes on while nothing can be written; the session only grows idle sooner.
        logger.warning("a sign of life could not be written")


def limits() -> SessionLimits:
    """How long sessions live, by the settings."""
    settings: Settings = current_app.extensions["lacrecords_settings"]
    return SessionLimits(
        idle=timedelta(minutes=settings.session_idle_minutes),
        whole=timedelta(hours=settings.session_hours),
    )


def hand_over(response: Response, token: str) -> Response:
    """Give the browser its session; the form token of before sign-in is forgotten."""
    session.clear()
    response.set_cookie(COOKIE, token, secure=True, httponly=True, samesite="Lax", path="/")
    return response


def take_back(response: Response) -> Response:
    """Make the browser forget the session, its pages and everything else of ours."""
    session.clear()
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="Lax", path="/")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def local_path(wanted: str | None) -> str | None:
    """The wanted page if it is one of ours, as a path; None for any other place."""
    if not wanted or not wanted.startswith("/") or wanted.startswith("//"):
        return None
    if "\\" in wanted or any(ord(letter) < 33 or ord(letter) == 127 for letter in wanted):
        return None
    parts = urlsplit(wanted)
    return wanted if not parts.scheme and not parts.netloc else None
