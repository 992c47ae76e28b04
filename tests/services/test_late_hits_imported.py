"""Late hits of files: raised after a load, withdrawn when the load is undone (A11)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from lacrecords.database import db, now_utc, transaction
from lacrecords.enquiries.asked import DescribedChild
from lacrecords.enquiries.late_models import LateHit
from lacrecords.enquiries.services.late_withdrawing import GONE
from lacrecords.notifications.models import Task
from lacrecords.terms import MatchAnswer, TaskKind
from tests.factories.enquiries import ask, check, children_of, decide
from tests.factories.register_files import make_row
from tests.factories.town import make_town
from tests.support.imports import Imports

ROW = make_row()


def asked_about(row: dict[str, str]) -> None:
    with transaction():
        town, now = make_town(), now_utc()
        child = DescribedChild(
            forename=row["forename"],
            surname=row["surname"],
            born_on=date.fromisoformat(row["dob"]),
            line1=row["addr1"],
            postcode=row["postcode"],
        )
        enquiry = ask(town, child, now=now)
        check(town, enquiry, now=now)
        decide(town, children_of(enquiry)[0], MatchAnswer.NOT_KNOWN, now=now)


def hits() -> list[LateHit]:
    db.session.rollback()
    return list(db.session.scalars(select(LateHit).order_by(LateHit.id)))


def test_a_load_meets_an_earlier_enquiry_and_its_undoing_asks_nobody(imports: Imports) -> None:
    asked_about(ROW)
    run_id = imports.load(ROW)
    imports.work()
    (hit,) = hits()
    assert hit.withdrawn_at is None
    undo = imports.undo(run_id)
    assert (undo.children_done, undo.built_on) == (1, None)
    imports.work()
    (hit,) = hits()
    assert hit.withdrawn_because == GONE
    (task,) = db.session.scalars(select(Task).where(Task.kind == TaskKind.LATE_HIT))
    assert task.closing_words == GONE


def test_the_same_file_loaded_again_asks_again(imports: Imports) -> None:
    asked_about(ROW)
    run_id = imports.load(ROW)
    imports.work()
    imports.undo(run_id)
    imports.work()
    imports.load(ROW)
    imports.work()
    assert [hit.withdrawn_at is None for hit in hits()] == [False, True]
