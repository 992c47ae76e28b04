"""A reference that is drawn twice stops no load: in a large register it happens."""

from __future__ import annotations

import secrets
from itertools import chain, repeat

import pytest
from flask import Flask
from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.children import bulk
from lacrecords.children.models import Child
from lacrecords.database import db, now_utc, transaction
from tests.factories.staff import MAKER


def _add(how_many: int) -> list[int]:
    with transaction():
        audit.record(MAKER, "children_added", "child")
        return bulk.add_children(how_many, now_utc(), MAKER.key)


@pytest.mark.usefixtures("in_app")
def test_a_reference_that_is_taken_is_drawn_again(
    in_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = chain(repeat("A", 8), repeat("A", 8), repeat("B", 16), repeat("C", 8), repeat("D", 8))
    monkeypatch.setattr(secrets, "choice", lambda letters: next(drawn))
    first, second = _add(1), _add(3)
    assert len({*first, *second}) == 4
    references = sorted(db.session.scalars(select(Child.reference)))
    assert references == ["AAAA-AAAA", "BBBB-BBBB", "CCCC-CCCC", "DDDD-DDDD"]
