"""The program opened for one command, with its context, and its connections closed at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask

from lacrecords.database import db
from lacrecords.foundation import lay_foundation


@contextmanager
def opened(make: Callable[[], Flask] = lay_foundation) -> Iterator[Flask]:
    """An application (by default without pages) with its context open."""
    app = make()
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()
