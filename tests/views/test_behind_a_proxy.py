"""Whose network a request comes from: our own proxies are believed when there are any, nobody else.

The waits after wrong passwords are counted by network, so a header that anybody can send
must neither free a guesser from them nor make somebody else wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lacrecords.application import create_app
from lacrecords.commands.serve import application_server
from lacrecords.database import db
from lacrecords.settings import Settings
from lacrecords.staff.models import SignInAttempt
from lacrecords.terms import Role
from tests.factories.staff import client_of_role
from tests.support.posting import token_on

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PROXY = "192.0.2.1"


@pytest.fixture
def behind(database_url: str) -> Iterator[Callable[[int], Flask]]:
    """Makes the program as it runs behind this many proxies of ours."""
    made: list[Flask] = []

    def make(proxies: int) -> Flask:
        app = create_app({"database_url": database_url, "trusted_proxies": proxies})
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def _network_seen(app: Flask, **headers: str) -> str:
    """The network that a wrong password is counted for."""
    client = app.test_client()
    data = {
        "csrf_token": token_on(client, "/sign-in"),
        "email": "somebody@ashdown.example",
        "password": "not the right one",
    }
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    client.post("/sign-in", data=data, headers=sent, environ_base={"REMOTE_ADDR": PROXY})
    with app.app_context():
        latest = select(SignInAttempt.network).order_by(SignInAttempt.id.desc()).limit(1)
        return db.session.scalar(latest) or ""


@pytest.mark.parametrize(
    ("proxies", "forwarded", "network"),
    [
        (0, "198.51.100.7", PROXY),
        (0, "127.0.0.1", PROXY),
        (1, "198.51.100.7", "198.51.100.7"),
        # What stands further left was written by the client, whatever it says.
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7, 192.0.2.2", "198.51.100.7"),
        # Fewer than our proxies would have written: somebody went round them.
        (2, "203.0.113.9", PROXY),
        (1, "", PROXY),
        (1, "unknown", "not known"),
        (1, "' OR 1=1 --", "not known"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(
    behind: Callable[[int], Flask], proxies: int, forwarded: str, network: str
) -> None:
    assert _network_seen(behind(proxies), X_Forwarded_For=forwarded) == network


@pytest.mark.parametrize("proxies", [0, 1])
def test_other_headers_of_proxies_are_never_believed(
    behind: Callable[[int], Flask], proxies: int
) -> None:
    app = behind(proxies)
    administrator: FlaskClient = client_of_role(app, Role.SYSTEM_ADMINISTRATOR)
    spoofed = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "gopher",
        "X-Forwarded-Port": "666",
        "X-Forwarded-Prefix": "/evil",
        "Forwarded": "for=198.51.100.7;host=evil.example",
        "Host": "evil.example",
    }
    for path in ("/", "/staff", "/account", "/nothing"):
        answer = administrator.get(path, headers=spoofed)
        assert "evil" not in answer.text and "evil" not in (answer.location or "")


@pytest.mark.parametrize("proxies", [0, 1])
def test_the_server_hands_the_header_on_only_where_there_is_a_proxy(
    behind: Callable[[int], Flask], proxies: int
) -> None:
    app = behind(proxies)
    settings: Settings = app.extensions["lacrecords_settings"]
    server = application_server(app, settings, "127.0.0.1", 0, 1)
    try:
        assert server.adj.clear_untrusted_proxy_headers is (proxies == 0)
        assert server.adj.url_scheme == "http"
    finally:
        server.close()
