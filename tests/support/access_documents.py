"""The documents of requests for own information: drawn by the worker, and read again."""

from __future__ import annotations

import io

from flask import Flask
from pypdf import PdfReader

from lacrecords.duties import LONG_HANDLERS
from lacrecords.worker import Worker


def pdf_text(made: bytes) -> tuple[str, PdfReader]:
    """Every word of the document, and the document."""
    reader = PdfReader(io.BytesIO(made))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split()), reader


def run_once_of_long_work(app: Flask) -> None:
    """The worker does every long job that waits."""
    Worker(app, handlers=LONG_HANDLERS, duties=()).run_once()
