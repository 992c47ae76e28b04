"""Half-typed text of a call is kept, given back to its author only, and gone once saved."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lacrecords.database import db
from lacrecords.enquiries.models import Enquiry, EnquiryDraft
from tests.factories.staff import sign_in_as
from tests.factories.town import Town
from tests.support.posting import post_form

KEY = "a-key-of-one-form"
TYPED = {"idempotency_key": KEY, "kind": "public", "children-0-forename": "Ottoline"}
COMPLETE = TYPED | {
    "name": "Hester Lyle",
    "channel": "telephone",
    "enquiry_type": "concern",
    "reason": "Heard crying at night",
    "worried": "no",
    "urgency": "routine",
}


@pytest.fixture
def officer(client: FlaskClient, town: Town) -> FlaskClient:
    return sign_in_as(client, town.duty_officer)


def count(app: Flask, table: type[Enquiry] | type[EnquiryDraft]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def keep(browser: FlaskClient, fields: dict[str, str]) -> int:
    return post_form(browser, "/enquiries/draft", "/enquiries/new", **fields).status_code


def test_what_is_typed_comes_back_to_its_author(officer: FlaskClient) -> None:
    assert keep(officer, TYPED) == 204
    assert keep(officer, TYPED | {"name": "Hester"}) == 204
    page = officer.get(f"/enquiries/new?draft={KEY}").get_data(as_text=True)
    assert "Ottoline" in page and "Hester" in page


def test_nobody_else_sees_or_changes_it(app: Flask, officer: FlaskClient, town: Town) -> None:
    assert keep(officer, TYPED) == 204
    other = sign_in_as(app.test_client(), town.duty_social_worker)
    assert "Ottoline" not in other.get(f"/enquiries/new?draft={KEY}").get_data(as_text=True)
    assert keep(other, TYPED | {"children-0-forename": "Changed"}) == 409
    assert "Ottoline" in officer.get(f"/enquiries/new?draft={KEY}").get_data(as_text=True)


def test_a_saved_enquiry_leaves_no_draft_and_none_can_follow(
    app: Flask, officer: FlaskClient
) -> None:
    assert keep(officer, TYPED) == 204
    saved = post_form(officer, "/enquiries/new", **COMPLETE)
    assert saved.status_code == 302
    assert (count(app, Enquiry), count(app, EnquiryDraft)) == (1, 0)
    assert keep(officer, TYPED) == 409


def test_finish_later_says_that_it_is_not_an_enquiry_yet(app: Flask, officer: FlaskClient) -> None:
    assert keep(officer, TYPED | {"keep": "later"}) == 302
    page = officer.get("/enquiries").get_data(as_text=True)
    assert "not an enquiry until you save it" in page and f"draft={KEY}" in page
    assert count(app, Enquiry) == 0
