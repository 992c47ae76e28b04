"""What tests of requests for one's own information share."""

from __future__ import annotations

import pytest
from flask import Flask

from lacrecords.database import transaction
from tests.factories.subject_access import Access, make_records
from tests.factories.town import make_town


@pytest.fixture
def access(in_app: Flask) -> Access:
    """Records of a child, and those who may ask about them."""
    with transaction():
        return make_records(make_town())
