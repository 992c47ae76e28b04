"""The application, assembled: settings, database, access belt, slices. It decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask

from lacrecords import models
from lacrecords.children.views import children
from lacrecords.database import configure_engine, db
from lacrecords.enquiries.views import enquiries
from lacrecords.notifications.views import notifications
from lacrecords.oversight.views import oversight
from lacrecords.procedure import load_procedure
from lacrecords.settings import Settings, load_settings
from lacrecords.staff.sign_in import load_actor
from lacrecords.staff.views import staff
from lacrecords.web import init_web
from lacrecords.web.access import init_access, refuse_undeclared_routes

BLUEPRINTS = (staff, enquiries, notifications, children, oversight)
assert models  # noqa: S101 - imported so that every table is known


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """The application with these settings; UndeclaredRoute when a route declares no action."""
    settings = load_settings(overrides)
    app = Flask("lacrecords", static_folder="static", template_folder=None)
    app.extensions["lacrecords_settings"] = settings
    app.extensions["lacrecords_procedure"] = load_procedure(settings.procedure_file)
    _configure(app, settings)
    db.init_app(app)
    with app.app_context():
        configure_engine(db.engine)
    init_web(app)
    init_access(app, load_actor)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    refuse_undeclared_routes(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SESSION_COOKIE_NAME="__Host-lacrecords-form",
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
        MAX_FORM_PARTS=2000,
    )
