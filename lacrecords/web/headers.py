"""The headers of every response, errors and static files included.

They tell the browser to run no script but ours, to keep nothing and to tell
other sites nothing. One nonce for each response; it is never used again.
"""

from __future__ import annotations

import secrets

from flask import Flask, abort, g, request
from werkzeug.wrappers import Response

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_PAGES = frozenset({"same-origin", "none"})
TWO_YEARS = 2 * 365 * 24 * 60 * 60

HEADERS = {
    "Strict-Transport-Security": f"max-age={TWO_YEARS}; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}


def init_headers(app: Flask) -> None:
    """Put the headers on every response and refuse changes asked for by another site's page."""
    app.before_request(_refuse_other_sites)
    app.after_request(_add_headers)
    app.jinja_env.globals["csp_nonce"] = csp_nonce


def csp_nonce() -> str:
    """The nonce that scripts of this response carry."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(24)
    nonce: str = g.csp_nonce
    return nonce


def content_security_policy(nonce: str) -> str:
    """What the page may load: our own files, and only the scripts that carry the nonce."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'nonce-{nonce}' 'strict-dynamic'",
            "style-src 'self'",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _refuse_other_sites() -> None:
    # Browsers say where a request comes from; it stands behind the token, never instead of it.
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if request.method not in SAFE_METHODS and site not in OWN_PAGES:
        abort(403)


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Content-Security-Policy"] = content_security_policy(csp_nonce())
    if request.endpoint == "static" and response.status_code in (200, 304):
        # Asked for again each time, answered 304 unless an upgrade changed it.
        response.headers["Cache-Control"] = "public, no-cache"
    else:
        response.headers["Cache-Control"] = "no-store"
    response.headers.pop("Server", None)
    return response
