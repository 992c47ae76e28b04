"""What tests of services share: a town in the open application, its authority, its imports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from lacrecords.database import transaction
from tests.factories.movements import make_authority
from tests.factories.town import Town, make_town
from tests.support.imports import Imports


@pytest.fixture
def town(in_app: Flask) -> Town:
    """A town of the register."""
    with transaction():
        return make_town()


@pytest.fixture
def authority(town: Town) -> int:
    """Another authority of the directory."""
    with transaction():
        return make_authority()


@pytest.fixture
def imports(in_app: Flask, tmp_path: Path) -> Iterator[Imports]:
    """Imports of files into this register."""
    yield Imports(in_app, tmp_path)
