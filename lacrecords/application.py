"""The application, assembled: foundation, pages, access belt, slices. It decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from lacrecords.admin import init_admin
from lacrecords.advice.views import advice
from lacrecords.agencies.views import agencies
from lacrecords.check_requests.views import check_requests
from lacrecords.children.views import children
from lacrecords.consents.views import consents
from lacrecords.corrections.views import corrections
from lacrecords.currency.sources import register_movements
from lacrecords.currency.views import currency
from lacrecords.disclosure_schemes.views import disclosure_schemes
from lacrecords.enquiries.views import enquiries
from lacrecords.exchange.views import exchange
from lacrecords.exports.views import exports
from lacrecords.foundation import lay_foundation
from lacrecords.guidance.views import guidance
from lacrecords.lists.views import lists
from lacrecords.movements.moves import moves_of
from lacrecords.movements.views import movements
from lacrecords.notifications.views import notifications
from lacrecords.oversight.views import oversight
from lacrecords.risk_notifications.views import risk_notifications
from lacrecords.settings import Settings
from lacrecords.sharing_decisions.views import sharing_decisions
from lacrecords.staff.sign_in import load_actor
from lacrecords.staff.views import staff
from lacrecords.statements.views import statements
from lacrecords.subject_access.views import subject_access
from lacrecords.web import init_web
from lacrecords.web.access import init_access, refuse_undeclared_routes

BLUEPRINTS = (
    staff,
    enquiries,
    notifications,
    children,
    oversight,
    agencies,
    exchange,
    lists,
    movements,
    risk_notifications,
    consents,
    check_requests,
    disclosure_schemes,
    currency,
    exports,
    sharing_decisions,
    corrections,
    statements,
    guidance,
    advice,
    subject_access,
)


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """The application with these settings; UndeclaredRoute when a route declares no action."""
    app = lay_foundation(overrides)
    _believe_trusted_proxies(app)
    init_web(app)
    init_access(app, load_actor)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    register_movements(app, moves_of)
    init_admin(app)
    refuse_undeclared_routes(app)
    return app


def _believe_trusted_proxies(app: Flask) -> None:
    """Take the enquiring network from our own proxies' header; believe nobody's without one.

    Only X-Forwarded-For is read, and of it only what our proxies wrote. Scheme and host come
    from `base_url`: a proxy that does not set those headers would pass on a stranger's.
    """
    settings: Settings = app.extensions["lacrecords_settings"]
    if settings.trusted_proxies > 0:
        fixed = ProxyFix(
            app.wsgi_app, x_for=settings.trusted_proxies, x_proto=0, x_host=0, x_port=0, x_prefix=0
        )
        app.wsgi_app = fixed  # type: ignore[method-assign]
