"""What tests of pages share: a town, and a register to look at through browsers."""

from __future__ import annotations

import pytest
from flask import Flask

from lacrecords.database import transaction
from tests.factories.town import Town, make_town
from tests.support.register import Register


@pytest.fixture
def town(app: Flask) -> Town:
    """A town of the register."""
    with app.app_context(), transaction():
        return make_town()


@pytest.fixture
def register(app: Flask) -> Register:
    """The register over https, so that Secure cookies come back."""
    app.config["PREFERRED_URL_SCHEME"] = "https"
    return Register(app)
