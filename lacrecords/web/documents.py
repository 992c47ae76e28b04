"""Pages as documents: tagged PDF from a template, for what is printed, sent or kept.

It fetches nothing: a document is made of its own text and the fonts of the machine.
Where the libraries that draw text are missing, everything else works and this says so.
"""

from __future__ import annotations

from typing import Any

from flask import render_template

try:
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher
except (ImportError, OSError):  # the package is there, the machine's pango is not
    HTML = None

NO_PDF = (
    "This machine cannot make PDF files: the library pango is missing. "
    "Ask your system administrator to install it (on Debian and Ubuntu: libpango-1.0-0, "
    "libpangoft2-1.0-0 and libharfbuzz-subset0). The page itself can be printed."
)


class CannotMakePdf(Exception):
    """This machine lacks what draws text into PDF files; the message says what to install."""


def can_make_pdf() -> bool:
    """Whether this machine can make PDF files."""
    return HTML is not None


def pdf_from_template(template: str, **values: Any) -> bytes:
    """The template as a tagged PDF (PDF/UA-1); CannotMakePdf where the machine cannot.

    Templates extend `layout/document.html`, which sets language, title and print styles.
    """
    if HTML is None:
        raise CannotMakePdf(NO_PDF)
    page = HTML(string=render_template(template, **values), url_fetcher=_nothing())
    made: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    return made


def _nothing() -> Any:
    """A fetcher that may fetch no address at all."""
    return URLFetcher(allowed_protocols=())
