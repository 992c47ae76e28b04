"""A run undone as a whole, and refused where anything has been built on it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from lacrecords.audit import services as audit
from lacrecords.audit.models import AuditEntry
from lacrecords.children import fact_services, searches, taking_back
from lacrecords.children.fact_kinds import BY_SLUG
from lacrecords.children.fact_services import FactSaid
from lacrecords.children.models import Child, ChildAddress, ChildName, ChildRelationship
from lacrecords.children.restriction_models import RefusedView
from lacrecords.children.search_models import ChildSearchShown
from lacrecords.children.searches import SearchFor
from lacrecords.database import db, now_utc, transaction
from lacrecords.exchange import built_on, loading, undoing
from lacrecords.exchange.models import ImportConflict, ImportRun
from lacrecords.exchange.queries import register_state
from lacrecords.exchange.run_pages import RunState, run_row
from lacrecords.exchange.sources import open_source
from lacrecords.exchange.upload_models import ImportUndo
from lacrecords.exchange.uploading import NotNow
from lacrecords.matching import store
from lacrecords.matching.forms import SubjectKind
from lacrecords.queue.models import Job
from lacrecords.queue.work import stopping
from lacrecords.terms import NameType
from lacrecords.worker import Worker
from tests.factories.register_files import make_row, write_register
from tests.factories.staff import MAKER
from tests.support.imports import Imports
from tests.support.rows import a_row

FIRST = make_row()
SECOND = make_row(child_id="T0002", forename="Bramwell", nhs="")
MOVED = make_row(addr1="9 Heronsway", postcode="ZZ8 8ZZ", surname="Thistlecombe")
MANY = tuple(make_row(child_id=f"T{number:04}", nhs="") for number in range(1, 260))


def said_now() -> list[tuple[Any, ...]]:
    """All that the record says now of every child, whoever said it and when."""
    db.session.rollback()
    found = []
    for table in taking_back.fact_tables():
        own = [
            column
            for column in table.columns
            if column.name not in ("id", "recorded_at", "recorded_by", "reason", "source")
        ]
        for row in db.session.execute(select(*own).where(table.c.superseded_at.is_(None))):
            found.append((table.name, *row))
    return sorted(found, key=repr)


def found_by_search() -> set[int]:
    db.session.rollback()
    everybody = list(db.session.scalars(select(Child.id)))
    return set(store.load_forms(db.session(), SubjectKind.CHILD, everybody))


def count(model: type[object]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def state(run_id: int) -> RunState | None:
    row = run_row(run_id)
    return row.state if row else None


def say_by_hand(child_id: int, slug: str, **columns: Any) -> None:
    with transaction():
        kind = BY_SLUG[slug]
        model: Any = kind.model
        row = db.session.scalars(
            select(model).where(model.child_id == child_id, model.is_current())
        ).first()
        said = FactSaid(columns=columns, reason="She told us.", shown_id=row.id if row else None)
        do = fact_services.correct if row else fact_services.add
        do(MAKER, child_id, kind, said, now_utc())


def test_what_a_run_changed_stands_as_before_and_whom_it_added_is_found_by_nothing(
    imports: Imports,
) -> None:
    imports.load(FIRST)
    before, indexed = said_now(), found_by_search()
    run_id = imports.load(MOVED, SECOND)
    assert said_now() != before and len(found_by_search()) == 2
    undo = imports.undo(run_id, "It was last year's file.")
    assert (undo.children_done, undo.children_left, undo.built_on) == (2, 0, None)
    assert said_now() == before and found_by_search() == indexed
    assert store.load_forms(db.session(), SubjectKind.CHILD, [1])[1].names[0].surname == (
        "applethwaite",
    )
    assert count(Child) == 2
    (name,) = db.session.scalars(select(ChildName).where(ChildName.is_current()))
    assert name.source == f"import:{undo.own_run_id}"
    assert (name.reason, name.recorded_by) == ("It was last year's file.", imports.manager.key)


def test_the_same_file_loaded_again_meets_the_same_children_without_a_conflict(
    imports: Imports,
) -> None:
    imports.load(FIRST)
    run_id = imports.load(MOVED, SECOND)
    after = said_now()
    imports.undo(run_id)
    again = imports.run(imports.load(MOVED, SECOND))
    assert (again.rows_added, again.rows_changed, again.conflicts) == (0, 2, 0)
    assert said_now() == after and count(Child) == 2 and len(found_by_search()) == 2
    once_more = imports.run(imports.load(MOVED, SECOND))
    assert (once_more.rows_changed, once_more.rows_unchanged) == (0, 2)


def test_a_run_is_undone_once_and_an_undoing_not_at_all(imports: Imports) -> None:
    run_id = imports.load(FIRST)
    undo = imports.undo(run_id)
    with pytest.raises(NotNow, match="undone already"):
        imports.undo(run_id)
    assert undo.own_run_id
    with pytest.raises(NotNow, match="undid another"):
        imports.undo(undo.own_run_id)
    assert register_state().last_run == run_id


def test_a_run_that_has_not_ended_is_not_undone(imports: Imports) -> None:
    with transaction() as session:
        started = datetime(2026, 11, 1, tzinfo=UTC)
        run = ImportRun(started_at=started, started_by="command:x", file_name="a", file_digest="b")
        session.add(run)
    with pytest.raises(NotNow, match="has not ended"):
        imports.undo(run.id)


def test_a_record_changed_by_hand_since_stops_the_undoing_and_nothing_is_written(
    imports: Imports,
) -> None:
    run_id = imports.load(FIRST, SECOND)
    _rename_by_hand()
    before = said_now()
    undo = imports.undo(run_id)
    assert undo.refused_at and undo.built_on == {built_on.BY_HAND: 1}
    assert said_now() == before
    assert count(ImportRun) == 1


def _rename_by_hand() -> None:
    columns = {"name_type": NameType.CURRENT, "forename": "Wren", "middle": "", "surname": "Quill"}
    say_by_hand(1, "names", **columns, from_on=None, to_on=None)


def test_a_later_file_and_a_withdrawal_stop_the_undoing(imports: Imports) -> None:
    run_id = imports.load(FIRST, SECOND)
    imports.load(MOVED, SECOND)
    with transaction():
        home = db.session.scalars(select(ChildAddress).where(ChildAddress.child_id == 2)).one()
        said = FactSaid(columns={}, reason="Never lived there.", shown_id=home.id)
        fact_services.withdraw(MAKER, 2, BY_SLUG["addresses"], said, now_utc())
    undo = imports.undo(run_id)
    assert undo.built_on
    assert undo.built_on[built_on.BY_FILE] == 1
    assert undo.built_on[built_on.ENDED] == 1


def test_whoever_was_shown_a_record_stops_nothing_and_stays_written_down(imports: Imports) -> None:
    run_id = imports.load(FIRST, SECOND)
    now = now_utc()
    with transaction():
        wanted = SearchFor(purpose="A call at night", surname="Applethwaite")
        reference = searches.save_search(imports.manager, wanted, now)
    results = searches.results_of(imports.manager, reference, now.date())
    assert results and results.found
    with transaction():
        searches.note_results_seen(imports.manager, reference, results.found, now)
    _put_one_row(RefusedView.__table__, child_id=2)
    shown = [1, 2][: len(results.found)]
    undo = imports.undo(run_id)
    assert (undo.refused_at, undo.children_done) == (None, 2)
    assert sorted(db.session.scalars(select(ChildSearchShown.child_id))) == shown
    assert list(db.session.scalars(select(RefusedView.child_id))) == [2]
    assert found_by_search() == set() and count(Child) == 2


def test_what_would_refuse_the_undoing_is_counted_beforehand_as_it_is_then(
    imports: Imports, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = imports.run(imports.load(FIRST, SECOND))
    assert not built_on.built_on_run(run)
    _rename_by_hand()
    _put_one_row(db.metadatas[None].tables["tasks"], child_id=2)
    expected = {built_on.BY_HAND: 1, "tasks with a clock": 1}
    assert built_on.built_on_run(run) == expected
    monkeypatch.setattr(taking_back, "MANY", 1)  # As for a run of thousands of children.
    assert built_on.built_on_run(run) == expected
    assert imports.undo(run.id).built_on == expected


_ALONE: dict[str, dict[str, Any]] = {
    "child_relationships": {"child_id": 1},
    "record_merges": {"kept_child_id": 1, "linked_child_id": 1},
    "emergency_openings": {
        "reviewed_at": datetime(2026, 11, 11, tzinfo=UTC),
        "reviewed_by": "account:2",
        "justified": True,
        "review_words": "It was right to look.",
    },
}
"""What keeps a row from more than one tie to the child, and the worker from adding another:
the Director is told of an opening that nobody reviewed."""
_BESIDE_ANOTHER = {"disagreement_consents.child_id"}
"""Never alone: the answers and the disagreement that it ties together name the child too."""
_BEFORE: dict[str, str] = {"subject_access_searches": "subject_access_checks"}
"""A table whose row must stand before the database lets a row into another."""
REFERRING = sorted(
    {
        f"{table.name}.{column.name}"
        for table, column in taking_back._references(built_on.RESTS_ON_NOTHING)
    }
    - _BESIDE_ANOTHER
)


@pytest.mark.parametrize("place", REFERRING)
def test_whatever_refers_to_a_child_whom_the_run_added_stops_the_undoing(
    imports: Imports, place: str
) -> None:
    imports.load(SECOND)
    run_id = imports.load(FIRST)
    table_name, column = place.split(".")
    table = db.metadatas[None].tables[table_name]
    values = _ALONE.get(table_name, {}) | {column: 2}
    _put_one_row(table, **values)
    undo = imports.undo(run_id)
    assert undo.built_on == {table.info["meaning"]: 1}, place


def _put_one_row(table: Any, **values: Any) -> None:
    """One row of this table, and of every table it rests on."""
    with transaction() as session:
        audit.record(MAKER, "row_put", "test")
        for needed in _rests_on(table):
            if before := _BEFORE.get(needed.name):
                checks = db.metadatas[None].tables[before]
                for number, kind in enumerate(("identity", "authority"), 1):
                    session.execute(checks.insert().values(a_row(checks, number, kind=kind)))
            if not session.execute(select(func.count()).select_from(needed)).scalar():
                session.execute(needed.insert().values(a_row(needed)))
        session.execute(table.insert().values(a_row(table, number=900) | values))


def _rests_on(table: Any) -> list[Any]:
    found: list[Any] = []
    for key in sorted(table.foreign_keys, key=str):
        other = key.column.table
        if other is not table and other not in found and not key.parent.nullable:
            found += [one for one in (*_rests_on(other), other) if one not in found]
    return found


def test_the_tables_that_speak_of_children_are_found_by_themselves() -> None:
    assert {
        "match_decisions.child_id",
        "notifications.child_id",
        "tasks.child_id",
        "records_made.child_id",
        "withdrawn_facts.child_id",
        "child_relationships.other_child_id",
    } <= set(REFERRING)
    assert not [place for place in REFERRING if place.startswith("import")]


def test_the_run_s_own_children_may_be_related_to_each_other(imports: Imports) -> None:
    run_id = imports.load(FIRST, SECOND)
    at = imports.run(run_id).started_at
    with transaction() as session:
        audit.record(MAKER, "row_put", "test")
        related = ChildRelationship(
            child_id=1, other_child_id=2, relationship="sister", source=f"import:{run_id} 7",
            recorded_at=at, recorded_by="command:x",
        )  # fmt: skip
        session.add(related)
    assert imports.undo(run_id).finished_at


def test_a_row_of_the_file_is_still_known_by_its_number_when_the_fact_stands_again() -> None:
    taking = taking_back.Taking(9, now_utc(), "account:1", "why")
    assert taking.source_of("import:3 ADR-17") == "import:9 ADR-17"
    assert taking.source_of("import:3") == "import:9"
    assert taking.source_of("hand") == "undo:9"


def test_an_undoing_that_is_stopped_goes_on_and_leaves_whoever_was_changed_meanwhile(
    imports: Imports,
) -> None:
    run_id = imports.load(*MANY)
    imports.work()  # what the load left to be matched with earlier enquiries
    with transaction():
        undo_id = undoing.ask_to_undo(imports.manager, run_id, "Wrong year.", now_utc())
    looks = iter([False, False, True])
    token = stopping.set(lambda: next(looks, True))
    try:
        # The undoing alone: what else the worker looks after asks as well whether to stop.
        Worker(imports.app, duties=()).run_once()
    finally:
        stopping.reset(token)
    undo = db.session.get_one(ImportUndo, undo_id, populate_existing=True)
    assert 0 < undo.children_done < len(MANY) and undo.finished_at is None
    last = max(db.session.scalars(select(Child.id)))
    with transaction():
        home = db.session.scalars(select(ChildAddress).where(ChildAddress.child_id == last)).one()
        said = FactSaid(columns={}, reason="Never lived there.", shown_id=home.id)
        fact_services.withdraw(MAKER, last, BY_SLUG["addresses"], said, now_utc())
    with pytest.raises(NotNow, match="Another file"):
        imports.ask(_checked(imports))
    imports.work(datetime(2030, 1, 1, tzinfo=UTC))
    undo = db.session.get_one(ImportUndo, undo_id, populate_existing=True)
    assert undo.finished_at
    assert (undo.children_done, undo.children_left) == (len(MANY) - 1, 1)
    assert found_by_search() == {last}


def _checked(imports: Imports) -> str:
    reference = imports.send_rows(FIRST)
    imports.work()
    return reference


def test_conflicts_of_an_undone_run_are_raised_anew_by_the_next(imports: Imports) -> None:
    imports.load(FIRST)
    _rename_by_hand()
    run_id = imports.load(make_row(surname="Misspelt"))
    assert count(ImportConflict) == 1
    imports.undo(run_id)
    again = imports.load(make_row(surname="Misspelt"))
    raised = db.session.scalars(select(ImportConflict).order_by(ImportConflict.id)).all()
    assert [row.import_run_id for row in raised] == [run_id, again]


def test_the_trail_says_who_undid_what(imports: Imports) -> None:
    run_id = imports.load(FIRST)
    imports.undo(run_id)
    rows = db.session.execute(
        select(AuditEntry.action, AuditEntry.actor).where(
            AuditEntry.subject_kind == "import_run", AuditEntry.action.like("import_undo%")
        )
    )
    assert {actor for _, actor in rows} == {imports.manager.key}


def test_an_undoing_that_was_given_up_is_gone_on_with_when_somebody_asks(imports: Imports) -> None:
    run_id = imports.load(FIRST)
    with transaction():
        undo_id = undoing.ask_to_undo(imports.manager, run_id, "Last year's.", now_utc())
        job = db.session.scalars(select(Job).where(Job.kind == undoing.UNDO)).one()
        job.gave_up_at = now_utc()
    assert state(run_id) is RunState.UNDOING_GAVE_UP
    with transaction():
        undoing.go_on(imports.manager, run_id, now_utc())
    with pytest.raises(NotNow, match="not been given up"), transaction():
        undoing.go_on(imports.manager, run_id, now_utc())
    imports.work()
    assert db.session.get_one(ImportUndo, undo_id, populate_existing=True).finished_at
    assert state(run_id) is RunState.UNDONE
    assert found_by_search() == set() and imports.load(FIRST)


def test_the_run_of_a_command_that_was_killed_is_undone_when_its_file_was_loaded_again(
    imports: Imports,
) -> None:
    rows = [make_row(child_id=f"T{number:04}", nhs="") for number in range(510)]
    path = write_register(imports.folder / "nightly.csv", rows)
    with pytest.raises(InterruptedError):
        loading.load(open_source(path, now_utc().date()), None, MAKER, now_utc(), kill)
    db.session.rollback()
    killed = db.session.scalars(select(ImportRun)).one()
    with pytest.raises(NotNow, match="Load its file again"):
        imports.undo(killed.id)
    assert count(Child) == 500
    again = loading.load(open_source(path, now_utc().date()), None, MAKER, now_utc())
    for run_id in (again.run_id, killed.id):
        assert imports.undo(run_id).finished_at
    assert found_by_search() == set()


def kill(_children_done: int) -> None:
    raise InterruptedError
