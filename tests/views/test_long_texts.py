"""A pasted record that is far too long comes back with the form, token and all."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lacrecords.database import transaction
from tests.factories.staff import sign_in_as
from tests.factories.town import Town, make_town
from tests.support.posting import post_form

TWO_HUNDRED_PAGES = "He said that all was well. " * 22 + "\r\n"
"""A line of some 600 letters; so many hundred times it is a record of so many pages."""
ADDRESS = "https://localhost/"


@pytest.fixture
def town(app: Flask) -> Town:
    app.config["WTF_CSRF_ENABLED"] = True
    app.config["PREFERRED_URL_SCHEME"] = "https"
    with app.app_context(), transaction():
        return make_town()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("lines", [800, 1_600, 6_000])
@pytest.mark.parametrize(
    ("path", "field"), [("/advice/new", "question"), ("/sharing-decisions/new", "wanted")]
)
def test_a_text_of_hundreds_of_pages_is_given_back(
    app: Flask, town: Town, path: str, field: str, lines: int
) -> None:
    person = sign_in_as(app.test_client(), town.team_manager)
    answer = post_form(person, path, **{field: TWO_HUNDRED_PAGES * lines})
    assert answer.status_code == 422
    assert answer.text.count("He said that all was well.") >= 22 * lines


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_nobody_who_has_not_signed_in_sends_so_much(client: FlaskClient, town: Town) -> None:
    sent = {"question": TWO_HUNDRED_PAGES * 6_000, "csrf_token": "none"}
    assert client.post("/advice/new", data=sent).status_code == 413
