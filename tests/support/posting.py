"""Posting a form the way a browser does: with the token that its page carried."""

from __future__ import annotations

import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def token_on(client: FlaskClient, path: str) -> str:
    """The form token that the page at this path carries for this browser."""
    found = TOKEN.search(client.get(path).text)
    assert found, f"{path} has no form"
    return found.group(1)


def post_form(
    client: FlaskClient, path: str, page: str = "", network: str = "192.0.2.10", **fields: str
) -> TestResponse:
    """Post these fields to a path, with the token of its page (or of another page's form)."""
    data = {name.replace("__", "-"): value for name, value in fields.items()}
    data["csrf_token"] = token_on(client, page or path)
    return client.post(path, data=data, environ_base={"REMOTE_ADDR": network})


def without_token(text: str) -> str:
    """The page without what is new in every response: form tokens and nonces."""
    return re.sub(r'nonce="[^"]+"', 'nonce=""', TOKEN.sub("", text))
