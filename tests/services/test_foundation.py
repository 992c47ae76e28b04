"""What a request says of its sender is believed only from as many proxies as are set."""

from __future__ import annotations

import pytest
from flask import Flask, request

from lacrecords.foundation import lay_foundation

FORWARDED = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"}


def an_app(trusted_proxies: int) -> Flask:
    """A foundation with one page that says who asks."""
    app = lay_foundation({"database_url": "sqlite://", "trusted_proxies": trusted_proxies})
    app.add_url_rule("/", view_func=lambda: f"{request.remote_addr} {request.scheme}")
    return app


@pytest.mark.parametrize(("proxies", "believed"), [(0, "127.0.0.1 http"), (1, "192.0.2.7 https")])
def test_a_forwarded_address_is_believed_from_a_trusted_proxy_only(
    proxies: int, believed: str
) -> None:
    assert an_app(proxies).test_client().get("/", headers=FORWARDED).text == believed


def test_of_many_forwarded_addresses_only_the_last_is_the_proxys_own() -> None:
    headers = {"X-Forwarded-For": "198.51.100.9, 192.0.2.7"}
    answer = an_app(1).test_client().get("/", headers=headers)
    assert answer.text.startswith("192.0.2.7")
