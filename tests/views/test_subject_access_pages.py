"""The pages of requests for information over HTTP: what each role reads, what bad input does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lacrecords.database import now_utc, transaction
from lacrecords.terms import AsksAs
from tests.factories.staff import sign_in_as
from tests.factories.subject_access import (
    SUBJECT,
    Access,
    asked,
    assembled,
    make_records,
    path_of,
    searched,
    shown,
)
from tests.factories.town import make_town

LONG_AGO = now_utc() - timedelta(days=12)
WHO = f"{SUBJECT[0]} {SUBJECT[1]}"


@pytest.fixture
def access(app: Flask) -> Access:
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["PREFERRED_URL_SCHEME"] = "https"
    with app.app_context(), transaction():
        return make_records(make_town())


@pytest.fixture
def guardian(app: Flask, access: Access) -> FlaskClient:
    return sign_in_as(app.test_client(), access.guardian)


@pytest.fixture
def manager(app: Flask, access: Access) -> FlaskClient:
    return sign_in_as(app.test_client(), access.town.designated_manager)


def test_every_page_of_a_request_opens(
    app: Flask, access: Access, guardian: FlaskClient, manager: FlaskClient
) -> None:
    with app.app_context():
        bare = path_of(asked(access, LONG_AGO, asks_as=AsksAs.REPRESENTATIVE, relationship="x"))
        request_id = searched(access, shown(access, asked(access, LONG_AGO), LONG_AGO), LONG_AGO)
        assembled(request_id, access.guardian, LONG_AGO)
        packed = path_of(request_id)
    early = ("", "/checks/identity", "/checks/authority", "/questions/identity")
    early += ("/questions/clarification", "/extend", "/voice/consent", "/voice/understanding")
    pages = [bare + rest for rest in (*early, "/end", "/pack")]
    later = ("", "/candidates", "/candidates/1", "/pack", "/pack/1", "/pack/1/lines/0")
    pages += [packed + rest for rest in (*later, "/harm/ask", "/preview", "/release")]
    answers = {path: guardian.get(path).status_code for path in ("/subject-access/new", *pages)}
    answers |= {path: manager.get(path).status_code for path in (*pages, f"{packed}/harm")}
    assert {path: status for path, status in answers.items() if status != 200} == {}
