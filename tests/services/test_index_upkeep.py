"""`lacrecords index verify` and `rebuild`: damage is said in numbers and mended by the records."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, insert, select, text

from lacrecords import schema
from lacrecords.audit.models import AuditEntry
from lacrecords.children.ages import Birth
from lacrecords.database import Base, db, transaction
from lacrecords.enquiries.models import EnquiredChild
from lacrecords.matching import upkeep
from lacrecords.matching.forms import Described, NameForm, SubjectKind
from lacrecords.matching.models import MatchForm, MatchKey, MatchNameVariant
from lacrecords.matching.search import find_candidates
from lacrecords.matching.upkeep import Records
from lacrecords.terms import DatePrecision
from tests.factories.children import make_child
from tests.factories.enquiries import ask
from tests.factories.town import make_town
from tests.services.test_commands import change, command

TABLES = (MatchForm, MatchKey, MatchNameVariant)
BORN = date(2016, 4, 9)


@pytest.fixture
def register(in_app: Flask) -> list[int]:
    """Six children, and one enquiry."""
    with transaction():
        ask(make_town())
        birth = Birth(BORN, None, DatePrecision.EXACT)
        names = ("Odalys", "Brannock", "Tamsin", "Ivo", "Perpetua", "Leofric")
        return [make_child(name, "Quennell", birth=birth) for name in names]


def standing() -> list[list[tuple[Any, ...]]]:
    """All that stands in the index."""
    db.session.rollback()
    return [
        sorted(tuple(row) for row in db.session.execute(select(*model.__table__.columns)))
        for model in TABLES
    ]


def counted(url: str, *words: str, exit_code: int) -> dict[str, tuple[int, ...]]:
    """The rows of the table that the command shows: compared, missing, stale, extra, spellings."""
    db.session.rollback()
    given = command(url, "index", *words)
    assert given.exit_code == exit_code, given.output
    rows = re.findall(r"│ ((?:enquired )?children) +│([^\n]+)", given.output)
    return {
        kind: tuple(int(n.replace(",", "")) for n in re.findall(r"[\d,]+", cells))
        for kind, cells in rows
    }


def test_an_index_that_says_what_the_records_say_is_right(
    register: list[int], database_url: str
) -> None:
    before = standing()
    nothing = {"children": (6, 0, 0, 0, 0), "enquired children": (1, 0, 0, 0, 0)}
    assert counted(database_url, "verify", exit_code=0) == nothing
    assert counted(database_url, "rebuild", exit_code=0) == nothing
    assert standing() == before
    actions = select(AuditEntry.action).where(AuditEntry.subject_kind == "index")
    assert list(db.session.scalars(actions)) == ["index_rebuild_begun", "index_rebuilt"]


def test_entries_that_are_right_though_an_earlier_version_made_them_are_only_noted(
    register: list[int], database_url: str
) -> None:
    before = standing()
    change(database_url, "UPDATE match_forms SET keys_version = 3")
    told = command(database_url, "db", "upgrade").output
    assert "Children stand in the index as an earlier version put them in" in told
    checked = command(database_url, "check")
    assert (checked.exit_code, "Index: wrong" in checked.output) == (1, True)
    nothing = {"children": (6, 0, 0, 0, 0), "enquired children": (1, 0, 0, 0, 0)}
    assert counted(database_url, "verify", exit_code=0) == nothing
    assert counted(database_url, "rebuild", exit_code=0) == nothing
    assert standing() == before
    checked = command(database_url, "check")
    assert (checked.exit_code, "Index: right" in checked.output) == (0, True)


def test_keys_of_eight_bytes_become_keys_of_six_and_find_as_before(
    register: list[int], in_app: Flask
) -> None:
    before, longer = standing(), 2**16
    db.session.rollback()
    schema.downgrade("0008")
    assert standing() == [[], [], []]
    forms, keys, spellings = before
    twice = [keys[0], *keys]
    with transaction() as session:
        session.execute(insert(MatchForm), [_named(MatchForm, row) for row in forms])
        for model, rows in ((MatchKey, twice), (MatchNameVariant, spellings)):
            long = [(row[0] * longer + place % longer, *row[1:]) for place, row in enumerate(rows)]
            session.execute(insert(model), [_named(model, row) for row in long])
    schema.upgrade()
    assert standing() == before


def _named(model: type[Base], row: Sequence[Any]) -> dict[str, Any]:
    return dict(zip((column.name for column in model.__table__.columns), row, strict=True))


@pytest.mark.parametrize(
    ("damage", "children"),
    [
        ("DELETE FROM match_forms WHERE subject_kind = 0 AND subject_id = {0}", (6, 1, 0, 0, 0)),
        ("DELETE FROM match_keys WHERE subject_kind = 0 AND subject_id = {1}", (6, 0, 1, 0, 0)),
        (
            "DELETE FROM match_keys WHERE key IN (SELECT min(key) FROM match_keys"
            " WHERE subject_kind = 0 AND subject_id = {2}) AND subject_id = {2}",
            (6, 0, 1, 0, 0),
        ),
        ("INSERT INTO match_keys VALUES (77, 0, {3})", (6, 0, 1, 0, 0)),
        ("INSERT INTO match_keys VALUES (77, 0, 999)", (6, 0, 0, 1, 0)),
        ("INSERT INTO match_forms SELECT 0, 998, 1, packed FROM match_forms"
         " WHERE subject_kind = 0 AND subject_id = {0}", (6, 0, 0, 1, 0)),
        (
            "UPDATE match_forms SET packed = (SELECT packed FROM match_forms WHERE subject_kind = 0"
            " AND subject_id = {0}) WHERE subject_kind = 0 AND subject_id = {4}",
            (6, 0, 1, 0, 0),
        ),
        ("DELETE FROM match_name_variants WHERE name = 'ivo' AND variant IN"
         " (SELECT max(variant) FROM match_name_variants WHERE name = 'ivo')", (6, 0, 0, 0, 1)),
    ],
)  # fmt: skip
def test_each_kind_of_damage_is_counted_and_mended(
    register: list[int], database_url: str, damage: str, children: tuple[int, ...]
) -> None:
    before = standing()
    change(database_url, damage.format(*register))
    assert standing() != before
    assert counted(database_url, "verify", exit_code=1)["children"] == children
    assert counted(database_url, "rebuild", exit_code=0)["children"] == children
    assert standing() == before
    assert counted(database_url, "verify", exit_code=0)["children"] == (6, 0, 0, 0, 0)


def test_an_index_that_was_emptied_is_made_anew_for_enquired_children_too(
    register: list[int], database_url: str
) -> None:
    before = standing()
    for model in TABLES:
        change(database_url, f"DELETE FROM {model.__tablename__}")
    found = counted(database_url, "verify", exit_code=1)
    assert (found["children"][:2], found["enquired children"][:2]) == ((6, 6), (1, 1))
    counted(database_url, "rebuild", exit_code=0)
    assert standing() == before
    assert db.session.scalar(select(func.count(EnquiredChild.id))) == 1


def test_stretches_shorter_than_the_register_miss_nothing(
    register: list[int], monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    monkeypatch.setattr(upkeep, "STRETCH", 4)
    before = standing()
    change(
        database_url, f"DELETE FROM match_keys WHERE subject_id IN ({register[0]}, {register[5]})"
    )
    change(database_url, "INSERT INTO match_keys VALUES (78, 0, 5000)")
    assert counted(database_url, "verify", exit_code=1)["children"] == (6, 0, 2, 1, 0)
    assert counted(database_url, "rebuild", exit_code=0)["children"] == (6, 0, 2, 1, 0)
    assert standing() == before


def test_what_changed_between_the_look_and_the_mending_is_kept(register: list[int]) -> None:
    """A key that stands wrongly goes; one that somebody has added since, rightly, stays."""
    first = register[0]
    says = {first: Described(names=(NameForm("Odalys", "", "Quennell"),), born_on=BORN)}
    held: list[Sequence[int]] = []
    records = Records(
        SubjectKind.CHILD, lambda _after, _most: [first], lambda _ids: says, held.append
    )
    session = db.session()
    with transaction():
        session.execute(text(f"INSERT INTO match_keys VALUES (79, 0, {first})"))
    upkeep.begin_reading(session)
    found = upkeep.compare_stretch(session, records, 0, set())
    session.rollback()
    says[first] = Described(names=(NameForm("Wynfrith", "", "Tarrant"),), born_on=BORN)
    with transaction():
        upkeep.mend(session, records, found.wrong, found.standing)
    assert first in found.stale and held == [found.wrong]
    asked = Described(names=(NameForm("Wynfrith", "", "Tarrant"),), born_on=BORN, as_of=BORN)
    listed = find_candidates(session, SubjectKind.CHILD, asked)
    assert listed.candidates[0].subject_id == first
    assert session.scalar(select(func.count()).where(MatchKey.key == 79)) == 0
