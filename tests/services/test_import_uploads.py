"""An upload on its way: checked without writing, loaded once, taken up again, removed in time."""

from __future__ import annotations

import csv
import json
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from lacrecords.audit.models import AuditEntry
from lacrecords.children.models import Child, ChildAddress, ChildName, ChildProtectionPlan
from lacrecords.database import db, now_utc, transaction
from lacrecords.duties import LONG_HANDLERS
from lacrecords.exchange import upload_folder, uploading
from lacrecords.exchange.dataset_tables import FORMAT, FORMAT_FILE, FORMAT_VERSION
from lacrecords.exchange.models import ImportRun
from lacrecords.exchange.upload_jobs import CHECK_REJECTS, LOAD_REJECTS, remove_old_files
from lacrecords.exchange.upload_pages import UploadState, upload_page
from lacrecords.exchange.uploading import LOAD, NotNow
from lacrecords.queue import services as queue
from lacrecords.queue.models import Job
from lacrecords.queue.work import ClaimedJob, TryAgainLater
from lacrecords.queue.work import stopping as queue_stopping
from lacrecords.terms import Role
from lacrecords.worker import Worker
from tests.factories.archives import packed, packed_dataset, register_bytes, with_another
from tests.factories.dataset_folders import address, person, plan, write_folder
from tests.factories.register_files import make_row
from tests.factories.staff import make_account
from tests.support.imports import Imports

ROWS = tuple(make_row(child_id=f"T{number:04}", nhs="") for number in range(700))
BAD = make_row(child_id="T9999", dob="tomorrow", surname="=SUM(A1)", nhs="")


def count(model: type[object]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def state(reference: str) -> UploadState:
    db.session.rollback()
    found = upload_page(reference, now_utc())
    assert found
    return found.state


def test_a_check_counts_what_a_load_would_do_and_writes_no_record(imports: Imports) -> None:
    reference = imports.send_rows(make_row(), BAD)
    assert state(reference) is UploadState.CHECKING
    imports.work()
    assert state(reference) is UploadState.CHECKED
    assert (count(Child), count(ImportRun)) == (0, 0)
    found = imports.upload(reference).found or {}
    assert (found["read"], found["added"], found["rejected"]) == (2, 1, 1)
    imports.ask(reference)
    imports.work()
    run = db.session.scalars(select(ImportRun)).one()
    assert (run.rows_read, run.rows_added, run.rows_rejected) == (2, 1, 1)
    assert run.file_name == "register.csv" and run.started_by == imports.manager.key
    (name,) = db.session.scalars(select(ChildName))
    assert name.recorded_by == imports.manager.key
    for listed in (CHECK_REJECTS, LOAD_REJECTS):
        with (imports.kept(reference) / listed).open(encoding="utf-8", newline="") as file:
            assert [row["surname"] for row in csv.DictReader(file)] == ["'=SUM(A1)"]


def test_a_file_that_is_no_register_is_refused_by_the_check_with_the_reason(
    imports: Imports,
) -> None:
    reference = imports.send(b"name,born\nWrenna,2019\n")
    imports.work()
    assert state(reference) is UploadState.REFUSED
    assert "missing: child_id" in imports.upload(reference).refused_because
    with pytest.raises(NotNow, match="not checked"):
        imports.ask(reference)


def test_asking_twice_loads_once_and_the_first_who_asked_is_named(imports: Imports) -> None:
    with transaction():
        second = make_account(Role.DESIGNATED_MANAGER)
    reference = imports.send_rows(make_row())
    imports.work()
    assert imports.ask(reference) == imports.ask(reference, second)
    imports.work()
    assert (count(ImportRun), count(Child)) == (1, 1)
    assert imports.upload(reference).asked_by == imports.manager.key


def test_one_file_is_loaded_after_the_other(imports: Imports) -> None:
    first, second = imports.send_rows(make_row()), imports.send_rows(make_row(child_id="T2"))
    imports.work()
    imports.ask(first)
    with pytest.raises(NotNow, match="Another file is being loaded"):
        imports.ask(second)
    imports.work()
    imports.ask(second)


def test_the_same_file_again_says_when_it_was_loaded(imports: Imports) -> None:
    run_id = imports.load(make_row())
    again = imports.send_rows(make_row())
    imports.work()
    found = upload_page(again, now_utc())
    assert found and found.loaded_before
    assert (found.loaded_before.run_id, found.loaded_before.undone) == (run_id, False)
    assert found.found["unchanged"] == 1


def test_a_load_whose_worker_stops_is_taken_up_again_under_the_same_run(imports: Imports) -> None:
    reference = imports.send_rows(*ROWS)
    imports.work()
    run_id = imports.ask(reference)
    claimed = _claim()
    with pytest.raises(TryAgainLater, match="worker stopped"):
        _load_with_a_worker_that_stops(claimed)
    # The first lot was written and stays.
    assert count(Child) == 500
    with transaction():
        queue.fail(claimed, "worker stopped", now_utc())
    imports.work(now_utc() + timedelta(minutes=1))
    run = imports.run(run_id)
    assert (count(Child), run.rows_added, run.rows_unchanged, run.rows_read) == (700, 700, 0, 700)
    assert count(ImportRun) == 1 and run.finished_at


def _claim() -> ClaimedJob:
    with transaction():
        claimed = queue.claim("tests", [LOAD], now_utc())
    assert claimed
    return claimed


def _load_with_a_worker_that_stops(claimed: ClaimedJob) -> None:
    token = queue_stopping.set(lambda: True)
    try:
        LONG_HANDLERS[LOAD](claimed, now_utc())
    finally:
        queue_stopping.reset(token)


def test_a_worker_that_stopped_does_not_stop_what_is_done_after_it(app: Flask) -> None:
    stop = threading.Event()
    stop.set()
    Worker(app, stop=stop).run(0.01)
    assert not queue_stopping.get()()


def test_a_worker_that_lost_its_lease_writes_no_more(imports: Imports) -> None:
    reference = imports.send_rows(*ROWS)
    imports.work()
    imports.ask(reference)
    lost = _claim()
    later = now_utc() + queue.LEASE + timedelta(seconds=1)
    with transaction():
        taken = queue.claim("another", [LOAD], later)
    assert taken and taken.id == lost.id
    with pytest.raises(queue.LeaseLost):
        LONG_HANDLERS[LOAD](lost, now_utc())
    assert count(Child) == 500


def test_a_long_job_keeps_its_lease(imports: Imports) -> None:
    imports.send_rows(make_row())
    now = now_utc()
    with transaction():
        claimed = queue.claim("tests", LONG_HANDLERS, now)
    assert claimed
    with transaction():
        queue.renew(claimed, now + timedelta(minutes=4))
    with transaction():
        assert queue.claim("another", LONG_HANDLERS, now + timedelta(minutes=6)) is None


def test_work_that_was_given_up_can_be_tried_again_or_left(imports: Imports) -> None:
    reference = imports.send_rows(make_row())
    imports.work()
    imports.ask(reference)
    with pytest.raises(NotNow, match="has not been given up"), transaction():
        uploading.try_again(imports.manager, reference, now_utc())
    _give_up()
    assert state(reference) is UploadState.GAVE_UP
    with transaction():
        uploading.try_again(imports.manager, reference, now_utc())
    assert state(reference) is UploadState.LOADING
    _give_up()
    with transaction():
        uploading.leave_as_it_is(imports.manager, reference, now_utc())
    assert state(reference) is UploadState.LEFT
    imports.load(make_row(child_id="T2"))


def _give_up() -> None:
    with transaction():
        job = db.session.scalars(
            select(Job).where(Job.kind == LOAD, Job.gave_up_at.is_(None))
        ).one()
        job.gave_up_at = now_utc()


def test_a_worker_that_does_not_run_is_noticed_by_whoever_waits(imports: Imports) -> None:
    reference = imports.send_rows(make_row())
    for minutes, noticed in ((0, False), (2, True)):
        found = upload_page(reference, now_utc() + timedelta(minutes=minutes))
        assert found and found.work
        assert (found.work.begun, found.work.waits_long) == (False, noticed)


def test_files_thrown_away_are_gone_and_cannot_be_loaded(imports: Imports) -> None:
    reference = imports.send_rows(make_row())
    imports.work()
    with transaction():
        folder = uploading.throw_away(imports.manager, reference, now_utc())
    upload_folder.remove(folder)
    assert not imports.kept(reference).exists()
    assert state(reference) is UploadState.THROWN_AWAY
    with pytest.raises(NotNow, match="thrown away"):
        imports.ask(reference)


def test_what_is_being_loaded_cannot_be_thrown_away(imports: Imports) -> None:
    reference = imports.send_rows(make_row())
    imports.work()
    imports.ask(reference)
    with pytest.raises(NotNow, match="cannot be thrown away"), transaction():
        uploading.throw_away(imports.manager, reference, now_utc())


def test_files_are_removed_in_time_and_the_run_stays(imports: Imports) -> None:
    run_id = imports.load(BAD, make_row())
    waiting = imports.send_rows(make_row(child_id="T2"))
    folders = list(Path(upload_folder.root()).iterdir())
    assert len(folders) == 2
    assert remove_old_files(now_utc() + timedelta(days=13)) == 0
    assert remove_old_files(now_utc() + timedelta(days=15)) == 2
    assert not list(Path(upload_folder.root()).iterdir())
    assert imports.run(run_id).rows_rejected == 1
    assert state(waiting) is UploadState.REMOVED
    actions = list(db.session.scalars(select(AuditEntry.action)))
    assert actions.count("import_files_removed") == 2


def test_only_so_many_uploads_wait_at_once(imports: Imports) -> None:
    for _ in range(uploading.MOST_WAITING):
        imports.send_rows(make_row())
    with pytest.raises(NotNow, match="Throw some of them away"):
        imports.send_rows(make_row())


def test_a_file_of_changes_misses_nobody_and_a_whole_one_lists_who_is_not_in_it(
    imports: Imports,
) -> None:
    imports.load(make_row(), make_row(child_id="T2", nhs=""))
    content = register_bytes(imports.folder, [make_row(surname="Thistlecombe")])
    for delta, missing in ((True, 0), (False, 1)):
        reference = imports.send(content, delta=delta)
        imports.work()
        found = imports.upload(reference).found or {}
        assert (found["changed"], found["not_in_file"]) == (1, missing)


def test_plans_are_read_by_page_whatever_stands_before_and_behind_the_name(
    imports: Imports,
) -> None:
    written = write_folder(imports.folder / "ssd", person=[person()], cp_plans=[plan()])
    (written / "ssd_cp_plans.csv").rename(written / "dbo.SSD_CP_Plans_20260101.csv")
    files = {f"export/{path.name}": path.read_bytes() for path in written.iterdir()}
    reference = imports.send(packed(files), "night.zip")
    imports.work()
    upload = imports.upload(reference)
    assert upload.left_out == [] and "ssd_cp_plans" not in (upload.found or {})["missing"]
    assert "ssd_cp_reviews" in (upload.found or {})["missing"]
    imports.ask(reference)
    imports.work()
    assert count(ChildProtectionPlan) == 1


def test_a_file_meant_for_us_and_not_read_must_be_known_before_the_rest_is_loaded(
    imports: Imports,
) -> None:
    tables = packed_dataset(imports.folder, person=[person()], address=[address()])
    content = with_another(tables, "export/ssd_cp_plans.xlsx", b"PKnothing")
    reference = imports.send(content, "night.zip")
    imports.work()
    with pytest.raises(NotNow, match=r"what is not read: ssd_cp_plans\.xlsx"):
        imports.ask(reference)
    assert (count(ImportRun), count(Child)) == (0, 0)
    with transaction():
        known = {"knows_what_is_left_out": True}
        run_id = uploading.ask_to_load(imports.manager, reference, now_utc(), **known)
    imports.work()
    assert count(Child) == 1
    trail = select(AuditEntry.subject_id).where(AuditEntry.action == "import_left_out_known")
    assert list(db.session.scalars(trail)) == [run_id]


def test_a_folder_of_the_national_dataset_is_loaded_and_undone(imports: Imports) -> None:
    tables = {"person": [person()], "address": [address()], "cats": [{"name": "Tabby"}]}
    reference = imports.send(packed_dataset(imports.folder, **tables), "night.zip")
    imports.work()
    assert (imports.upload(reference).found or {})["added"] == 1
    assert imports.upload(reference).left_out == ["ssd_cats.csv"]
    run_id = imports.ask(reference)
    imports.work()
    assert (count(Child), count(ChildName), count(ChildAddress)) == (1, 1, 1)
    assert imports.run(run_id).file_name == "night.zip"
    assert imports.undo(run_id).finished_at
    again = imports.send(packed_dataset(imports.folder, **tables), "night.zip")
    imports.work()
    assert (imports.upload(again).found or {})["changed"] == 1
    run_id = imports.ask(again)
    imports.work()
    assert (imports.run(run_id).rows_changed, imports.run(run_id).conflicts) == (1, 0)
    assert count(Child) == 1


def test_a_folder_from_a_later_version_is_refused(imports: Imports) -> None:
    written = write_folder(imports.folder / "later", person=[person()])
    files = {path.name: path.read_bytes() for path in written.iterdir()}
    files[FORMAT_FILE] = json.dumps({"format": FORMAT, "version": FORMAT_VERSION + 1}).encode()
    reference = imports.send(packed(files), "later.zip")
    imports.work()
    assert "a later version" in imports.upload(reference).refused_because
