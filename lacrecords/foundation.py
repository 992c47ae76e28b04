"""The program without its pages: settings, procedure, database and migrations.

Commands that must work when a page does not (`db upgrade`, `check`) stand on
this alone; `application.create_app` adds the pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from lacrecords import models
from lacrecords.database import configure_engine, db
from lacrecords.guidance.national import load_national_guidance
from lacrecords.matching.families import read_lists
from lacrecords.procedure import load_procedure, load_sources
from lacrecords.resources import resource
from lacrecords.settings import Settings, load_settings

migrations = Migrate()
EVERY_TABLE = models.__all__
"""Named so that the models are imported: mappers, migrations and guards see every table."""


def lay_foundation(overrides: Mapping[str, Any] | None = None) -> Flask:
    """An application with these settings and its database, and no route at all."""
    settings = load_settings(overrides)
    app = Flask("lacrecords", static_folder="static", template_folder=None)
    app.extensions["lacrecords_settings"] = settings
    app.extensions["lacrecords_procedure"] = load_procedure(settings.procedure_file)
    app.extensions["lacrecords_figure_sources"] = load_sources(settings.procedure_file)
    read_lists(settings.names_folder)
    national = load_national_guidance(settings.guidance_file)
    app.extensions["lacrecords_national_guidance"] = national
    _configure(app, settings)
    db.init_app(app)
    with app.app_context():
        configure_engine(db.engine)
    migrations.init_app(app, db, directory=str(resource("migrations")))
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        # A connection that the database closed meanwhile is noticed before it is used.
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True, "pool_pre_ping": True},
        SESSION_COOKIE_NAME="__Host-lacrecords-form",
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
        MAX_FORM_PARTS=2000,
    )
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        proxied = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)
        app.wsgi_app = proxied  # type: ignore[method-assign]
