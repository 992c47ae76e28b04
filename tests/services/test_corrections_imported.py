"""A file of the register corrects an address that was shared: whoever had it is to be told."""

from __future__ import annotations

from sqlalchemy import select

from lacrecords.children.models import Child, ChildAddress
from lacrecords.corrections.models import Correction
from lacrecords.database import db, now_utc
from lacrecords.notifications.models import Task
from lacrecords.terms import SharedItemKind, TaskKind, ToldBy
from tests.factories.corrections import duties, share
from tests.factories.register_files import make_row
from tests.factories.town import Town
from tests.support.imports import Imports

UPRN = "100012345678"
WRONG = make_row(uprn=UPRN)
RIGHT = make_row(uprn=UPRN, addr1="14 Quillback Lane")
"""The same home by its number: the file says that its address was written wrongly."""
MOVED = make_row(addr1="3 Sedge Court", postcode="ZZ9 9ZY")


def the_child() -> int:
    db.session.rollback()
    return db.session.scalars(select(Child.id)).one()


def shared_address(town: Town, child_id: int) -> None:
    share(town, child_id, SharedItemKind.ADDRESS, at=now_utc())


def test_a_file_that_corrects_a_shared_address_opens_the_task_to_tell(
    imports: Imports, town: Town
) -> None:
    imports.load(WRONG)
    child_id = the_child()
    shared_address(town, child_id)
    imports.work()
    assert duties() == []
    run_id = imports.load(RIGHT)
    imports.work()
    db.session.rollback()
    (duty,) = duties()
    assert (duty.name, duty.source) == ("Hester Quill", ToldBy.SHARED_ITEM)
    correction = db.session.get_one(Correction, duty.correction_id)
    assert correction.child_id == child_id and correction.fact_kind == "addresses"
    stands = db.session.get_one(ChildAddress, correction.new_fact_id)
    assert stands.line1 == RIGHT["addr1"] and stands.source == f"import:{run_id}"
    task = db.session.scalars(select(Task).where(Task.kind == TaskKind.CORRECTION)).one()
    assert task.id == duty.task_id and task.closed_at is None
    # The same file once more corrects nothing.
    imports.load(RIGHT)
    imports.work()
    db.session.rollback()
    assert len(duties()) == 1


def test_a_file_with_another_home_corrects_nothing(imports: Imports, town: Town) -> None:
    imports.load(WRONG)
    shared_address(town, the_child())
    imports.load(MOVED)
    imports.work()
    db.session.rollback()
    assert duties() == [] and db.session.scalars(select(Correction)).all() == []
