"""What tests of the pages of suitability checks share."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lacrecords.database import transaction
from tests.factories.checks import Desk, make_desk
from tests.factories.staff import sign_in_as
from tests.factories.town import make_town


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A town whose agency can ask for checks; forms need no token."""
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["PREFERRED_URL_SCHEME"] = "https"
    with app.app_context(), transaction():
        return make_desk(make_town())


@pytest.fixture
def officer(app: Flask, desk: Desk) -> FlaskClient:
    """The browser of the duty officer."""
    return sign_in_as(app.test_client(), desk.town.duty_officer)


@pytest.fixture
def manager(app: Flask, desk: Desk) -> FlaskClient:
    """The browser of the designated manager."""
    return sign_in_as(app.test_client(), desk.town.designated_manager)
