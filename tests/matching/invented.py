"""Invented children and an index of their own for the tests of the search."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from lacrecords.database import Base
from lacrecords.matching import store
from lacrecords.matching.forms import AddressForm, Described, NameForm, SubjectKind
from lacrecords.matching.models import (
    INDEX_TABLES,
)
from lacrecords.terms import Sex

TODAY = date(2026, 11, 2)
HOME = AddressForm(line1="14 Larch Lane", town="Ashmere", postcode="AM3 4QT")


def child(forename: str, surname: str, born_on: date | None = None, **more: Any) -> Described:
    """A child described by name and date, with whatever else a test needs."""
    middle = more.pop("middle", "")
    return Described(
        names=(NameForm(forename, middle, surname),), born_on=born_on, as_of=TODAY, **more
    )


ISOLDE = child(
    "Isolde", "Quarrington", date(2015, 4, 9), sex=Sex.FEMALE, addresses=(HOME,), middle="Wren"
)


@contextmanager
def register(*children: Described) -> Iterator[Session]:
    """An index of its own in memory, the children numbered from 1 in the order given."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine, tables=INDEX_TABLES)
    with Session(engine) as session:
        store.index_many(session, SubjectKind.CHILD, list(enumerate(children, 1)))
        yield session
    engine.dispose()
