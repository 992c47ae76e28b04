"""Error pages in plain words: what happened, whether anything is lost, what to do next.

They show nothing of the request, of a person or of the program's inside. A page
for our own failure asks the database nothing, since that may be what failed.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app, render_template
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

RETRY_AFTER_SECONDS = "30"


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """The heading and the sentences of one error page."""

    title: str
    sentences: tuple[str, ...]


WRONG_REQUEST = ErrorWords(
    "The page could not be used",
    (
        "Nothing has been saved. This happens when a page has been open for a long time.",
        "Go back, load the page again and enter the details again.",
    ),
)
OUR_FAULT = ErrorWords(
    "There is a problem with this service",
    (
        "What you were doing may not have been saved. Check before you enter it again.",
        "If you are taking an enquiry, write it on the paper form now and enter it later.",
        "Tell your system administrator what you were doing and at what time.",
    ),
)
PAGES = {
    400: WRONG_REQUEST,
    401: ErrorWords("You are not signed in", ("Sign in, then try again.",)),
    403: ErrorWords(
        "You cannot use this page",
        (
            "Your role does not include this. The attempt has been recorded.",
            "If you need it for your work, ask your team manager.",
        ),
    ),
    404: ErrorWords(
        "Page not found",
        (
            "If you typed the address, check that it is correct.",
            "If you followed a link, go to your home page and look for it from there.",
        ),
    ),
    405: ErrorWords("The page could not be used", ("Go to your home page and start from there.",)),
    409: ErrorWords(
        "Somebody has changed this in the meantime",
        (
            "Your change has not been saved.",
            "Go back, load the page again to see what it says now, and decide whether your "
            "change is still needed.",
        ),
    ),
    413: ErrorWords(
        "The file or the text is too large",
        ("Nothing has been saved. Send a smaller file or a shorter text.",),
    ),
    429: ErrorWords("Too many attempts", ("Wait a few minutes, then try again.",)),
    500: OUR_FAULT,
    503: ErrorWords(
        "The register is not available",
        (
            "What you were doing has not been saved.",
            "If you are taking an enquiry, write it on the paper form now and enter it later.",
            "Wait a minute, then try again.",
        ),
    ),
}


def init_errors(app: Flask) -> None:
    """Show our own page for every error a browser can meet."""
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(OperationalError, show_unavailable)


def show_http_error(error: HTTPException) -> Response | HTTPException:
    """The page for this error; redirects and answers made elsewhere pass unchanged."""
    if error.code is None or error.code < 400 or error.response is not None:
        return error
    response = _error_page(error.code)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def show_unavailable(error: OperationalError) -> Response:
    """The page for a database that does not answer; says in the log which kind of failure."""
    # The text of the error may hold values of a record, so only its kind is logged.
    current_app.logger.error("database unavailable: %s", type(error.orig).__name__)
    response = _error_page(503)
    response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def _error_page(code: int) -> Response:
    words = PAGES.get(code, WRONG_REQUEST if code < 500 else OUR_FAULT)
    page = render_template("errors/page.html", words=words, code=code, plain=code >= 500)
    return current_app.make_response((page, code))
