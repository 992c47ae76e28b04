"""What tests of suitability checks share."""

from __future__ import annotations

import pytest
from flask import Flask

from lacrecords.database import transaction
from tests.factories.checks import Desk, make_desk
from tests.factories.town import make_town


@pytest.fixture
def desk(in_app: Flask) -> Desk:
    """A town whose agency can ask for checks."""
    with transaction():
        return make_desk(make_town())
