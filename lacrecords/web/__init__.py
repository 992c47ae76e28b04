"""What every page shares: the access belt, forms, headers, errors and navigation.

It knows no slice: slices register what they add, and it shows that.
"""

from __future__ import annotations

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader

from lacrecords.resources import resource
from lacrecords.web.errors import init_errors
from lacrecords.web.forms import error_summary, has_groups, hidden_values, takes_files
from lacrecords.web.headers import init_headers
from lacrecords.web.large_files import CarefulRequest
from lacrecords.web.navigation import init_navigation
from lacrecords.web.parameters import govuk_parameters
from lacrecords.web.words import age_words, date_words, due_words, moment_words, time_words

SERVICE_NAME = "Children's register"


def init_web(app: Flask) -> None:
    """Give the application its templates, forms, headers, error pages and navigation."""
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader(resource("templates")),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    for words in (age_words, date_words, due_words, moment_words, time_words):
        app.jinja_env.filters[words.__name__] = words
    for function in (error_summary, govuk_parameters, has_groups, hidden_values, takes_files):
        app.jinja_env.globals[function.__name__] = function
    app.jinja_env.globals["service_name"] = SERVICE_NAME
    app.jinja_env.globals["council_name"] = _council_name(app)
    # Pages send no referrer, so a missing one proves nothing; the token and Sec-Fetch-Site do.
    app.config["WTF_CSRF_SSL_STRICT"] = False
    app.request_class = CarefulRequest
    CSRFProtect(app)
    init_headers(app)
    init_errors(app)
    init_navigation(app)


def _council_name(app: Flask) -> str:
    settings = app.extensions.get("lacrecords_settings")
    return str(getattr(settings, "council_name", ""))
