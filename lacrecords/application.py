"""The application, assembled: foundation, pages, access belt, slices. It decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask

from lacrecords.agencies.views import agencies
from lacrecords.children.views import children
from lacrecords.enquiries.views import enquiries
from lacrecords.foundation import lay_foundation
from lacrecords.notifications.views import notifications
from lacrecords.oversight.views import oversight
from lacrecords.staff.sign_in import load_actor
from lacrecords.staff.views import staff
from lacrecords.web import init_web
from lacrecords.web.access import init_access, refuse_undeclared_routes

BLUEPRINTS = (staff, enquiries, notifications, children, oversight, agencies)


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """The application with these settings; UndeclaredRoute when a route declares no action."""
    app = lay_foundation(overrides)
    init_web(app)
    init_access(app, load_actor)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    refuse_undeclared_routes(app)
    return app
