"""`lacrecords serve`: the program on its own web server, and by default its worker beside it.

It does not start with unsafe settings or with tables that are not up to date.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, NoReturn
from urllib.parse import urlsplit

import click
import waitress
from flask import Flask

from lacrecords import schema
from lacrecords.application import create_app
from lacrecords.commands.opened import opened
from lacrecords.settings import Settings, refuse_unsafe
from lacrecords.worker import run_worker

WORKER_MAY_TAKE_SECONDS = 10.0


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--threads", default=8, show_default=True, help="Pages made at the same time.")
def serve(host: str, port: int, threads: int) -> None:
    """Serve the pages until told to stop."""
    with opened(create_app) as app:
        settings: Settings = app.extensions["lacrecords_settings"]
        refuse_unsafe(settings)
        schema.refuse_unless_up_to_date()
        if fallen := schema.fallen_guards():
            raise click.ClickException(
                f"These guards do not stand: {', '.join(fallen)}. Run: lacrecords db upgrade"
            )
        click.echo(f"Serving {settings.council_name} at {settings.base_url}")
        serve_application(app, settings, host, port, threads)


def serve_application(app: Flask, settings: Settings, host: str, port: int, threads: int) -> None:
    """Serve until SIGTERM or Ctrl-C; the worker is given time to finish what it has begun."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        server = application_server(app, settings, host, port, threads)
    except OSError as taken:
        raise click.ClickException(
            f"Port {port} on {host} cannot be used: {taken.strerror}"
        ) from taken
    with _worker_beside(app, settings.embedded_worker):
        server.run()


def application_server(app: Flask, settings: Settings, host: str, port: int, threads: int) -> Any:
    """The server, listening. Without proxies of ours it drops the headers that proxies send."""
    return waitress.create_server(
        app,
        host=host,
        port=port,
        threads=threads,
        ident=None,
        url_scheme=urlsplit(settings.base_url).scheme,
        # Larger ones than any page takes are refused before they are kept anywhere.
        max_request_body_size=2 * settings.import_upload_megabytes * 1024**2,
        # With proxies, `create_app` reads what they wrote and nothing else.
        clear_untrusted_proxy_headers=settings.trusted_proxies == 0,
    )


@contextmanager
def _worker_beside(app: Flask, wanted: bool) -> Iterator[None]:
    stop = threading.Event()
    worker = threading.Thread(target=run_worker, args=(app, stop), name="worker", daemon=True)
    if wanted:
        worker.start()
    try:
        yield
    finally:
        stop.set()
        if wanted:
            worker.join(WORKER_MAY_TAKE_SECONDS)


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)
