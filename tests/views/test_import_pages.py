"""The pages of the import over HTTP: uploading, limits, steps pressed twice, downloads."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, stream_encode_multipart

from lacrecords.application import create_app
from lacrecords.database import db, now_utc, transaction
from lacrecords.exchange.undoing import UNDO
from lacrecords.queue.models import Job
from lacrecords.rules.authorisation import Action, may
from lacrecords.terms import Role
from lacrecords.worker import run_once
from tests.factories.archives import packed, packed_dataset, register_bytes, with_another
from tests.factories.children import path_of, restrict
from tests.factories.dataset_folders import address, person
from tests.factories.register_files import make_row
from tests.factories.staff import make_account
from tests.support.posting import post_form, token_on
from tests.support.register import Register

UPLOAD = "/register/imports/upload"
BAD = make_row(child_id="T9999", dob="tomorrow", surname="@cmd", nhs="")


@pytest.fixture
def manager(register: Register) -> FlaskClient:
    return register.browser(register.staff(Role.DESIGNATED_MANAGER))


@pytest.fixture
def small_app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """A program with a limit of one megabyte for an upload, less than other forms may be."""
    settings = {"database_url": database_url, "import_folder": str(tmp_path / "imports")}
    app = create_app({**settings, "import_upload_megabytes": 1})
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def send(
    client: FlaskClient, *files: tuple[str, bytes], extent: str = "whole", token: str = ""
) -> TestResponse:
    data = {"csrf_token": token or token_on(client, UPLOAD), "extent": extent}
    streams = [FileStorage(io.BytesIO(content), name) for name, content in files]
    return send_parts(client, UPLOAD, data | {"files": streams})


def send_parts(client: FlaskClient, path: str, data: dict[str, Any]) -> TestResponse:
    """Post a form in parts from memory, so that only the program keeps files."""
    body, _, boundary = stream_encode_multipart(MultiDict(data), use_tempfile=False)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post(path, data=body.read(), content_type=kind)


def sent(client: FlaskClient, content: bytes) -> str:
    answer = send(client, ("register.csv", content))
    assert answer.status_code == 303, answer.text
    return answer.location


def press(client: FlaskClient, path: str, step: str) -> TestResponse:
    return post_form(client, f"{path}/{step}", page=UPLOAD)


def test_a_register_is_uploaded_checked_and_loaded(
    app: Flask, manager: FlaskClient, tmp_path: Path
) -> None:
    path = sent(manager, register_bytes(tmp_path, [make_row(), BAD]))
    assert re.search(r"/uploads/[A-Z0-9-]{9}$", path)
    waiting = manager.get(path).text
    assert "Waiting for the worker since" in waiting and "Look again" in waiting
    run_once(app)
    checked = manager.get(path).text
    assert "Checked: nothing is written yet" in checked
    with manager.get(f"{path}/findings") as listed:
        assert listed.headers["Cache-Control"] == "no-store"
        assert "attachment" in listed.headers["Content-Disposition"]
        assert "'@cmd" in listed.text and ",@cmd" not in listed.text
    press(manager, path, "load")
    assert "Loading the files" in manager.get(path).text
    run_once(app)
    run = manager.get(path).location
    assert run.endswith("/runs/1")
    page = manager.get(run).text
    assert "Loaded" in page and "register.csv" in page
    with manager.get(f"{run}/findings") as listed:
        assert "'@cmd" in listed.text
    assert 'href="/register/imports/runs/1"' in manager.get("/register/imports").text


def test_loading_asks_for_a_tick_where_a_file_meant_for_us_is_not_read(
    app: Flask, manager: FlaskClient, tmp_path: Path
) -> None:
    content = with_another(
        packed_dataset(tmp_path, person=[person()], address=[address()]), "CP Plans.csv", b"x\n"
    )
    path = send(manager, ("night.zip", content)).location
    run_once(app)
    shown = manager.get(path).text
    assert "Not read, though it looks like a file of the register: CP Plans.csv" in shown
    assert "No file was sent for" in shown and "child protection plans" in shown
    untold = post_form(manager, f"{path}/load", page=UPLOAD)
    assert untold.status_code == 422 and "Tick that you know what is not read" in untold.text
    assert "Checked: nothing is written yet" in manager.get(path).text
    told = post_form(manager, f"{path}/load", page=UPLOAD, understood="y")
    assert told.status_code == 303 and "Loading the files" in manager.get(path).text


def test_load_it_pressed_twice_loads_once(
    app: Flask, manager: FlaskClient, register: Register, tmp_path: Path
) -> None:
    path = sent(manager, register_bytes(tmp_path))
    run_once(app)
    other = register.browser(register.staff(Role.DESIGNATED_MANAGER))
    for client in (manager, manager, other):
        assert press(client, path, "load").status_code == 303
    run_once(app)
    assert len(register.trail("import_register_begin")) == 1
    assert press(other, path, "throw-away").status_code == 303
    assert manager.get("/register/imports/runs/2").status_code == 404


def test_an_upload_of_the_same_file_says_when_it_was_loaded(
    app: Flask, manager: FlaskClient, tmp_path: Path
) -> None:
    for _ in range(2):
        path = sent(manager, register_bytes(tmp_path))
        run_once(app)
        words = manager.get(path).text
        press(manager, path, "load")
        run_once(app)
    assert "The same file was loaded on" in words and "run 1" in words


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("register.xlsx", packed({"[Content_Types].xml": b"<a/>"}), "is a spreadsheet"),
        ("a.zip", packed({"../ssd_person.csv": b"x"}), "a place outside it"),
        ("a.zip", packed({"ssd_person.csv": b"0" * 3_000_000}), "grow far too large"),
        ("empty.csv", b"", "is empty"),
    ],
)
def test_what_is_refused_is_said_on_the_form_and_nothing_is_kept(
    manager: FlaskClient, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    answer = send(manager, (name, content))
    assert answer.status_code == 422 and words in answer.text
    assert list((tmp_path / "imports").iterdir()) == []


def test_nothing_chosen_is_asked_for(manager: FlaskClient) -> None:
    answer = send(manager, extent="")
    assert answer.status_code == 422
    assert "Choose the file to upload" in answer.text
    assert "Select whether this is the whole register" in answer.text


def test_an_upload_beyond_the_limit_is_refused_with_a_page(small_app: Flask) -> None:
    with small_app.app_context(), transaction():
        actor = make_account(Role.DESIGNATED_MANAGER)
    client = Register(small_app).browser(actor)
    answer = send(client, ("register.csv", b"x" * 1_100_000))
    assert answer.status_code == 413 and "too large" in answer.text


def test_large_files_are_taken_from_those_who_may_import_and_on_that_page_alone(
    register: Register, manager: FlaskClient
) -> None:
    large = b"x" * 3_000_000
    assert send(manager, ("register.csv", large)).status_code == 303
    token = token_on(manager, UPLOAD)
    elsewhere = {"csrf_token": token, "forename": FileStorage(io.BytesIO(large), "a")}
    assert (
        send_parts(manager, "/register/imports/uploads/AAAA-AAAA/load", elsewhere).status_code
        == 413
    )
    elsewhere["forename"] = FileStorage(io.BytesIO(large), "a")
    assert send_parts(register.app.test_client(), UPLOAD, elsewhere).status_code == 413
    officer = register.browser(register.staff(Role.DUTY_OFFICER))
    assert send(officer, ("register.csv", large), token="none").status_code == 413


def test_files_that_are_sent_never_lie_in_the_machine_s_shared_folder(
    manager: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", "/nowhere")
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    assert send(manager, ("register.csv", b"x" * 1_500_000)).status_code == 303


def test_a_form_without_its_token_is_refused(manager: FlaskClient, tmp_path: Path) -> None:
    assert send(manager, ("a.csv", register_bytes(tmp_path)), token="wrong").status_code == 400


def test_files_thrown_away_are_gone(app: Flask, manager: FlaskClient, tmp_path: Path) -> None:
    path = sent(manager, register_bytes(tmp_path))
    run_once(app)
    answer = press(manager, path, "throw-away")
    assert answer.status_code == 303
    assert list((tmp_path / "imports").iterdir()) == []
    assert "were thrown away" in manager.get(path).text
    assert manager.get(f"{path}/findings").status_code == 404


def test_a_run_is_undone_with_a_reason_and_the_page_says_so(
    app: Flask, manager: FlaskClient, tmp_path: Path
) -> None:
    path = sent(manager, register_bytes(tmp_path))
    run_once(app)
    press(manager, path, "load")
    run_once(app)
    undo = "/register/imports/runs/1/undo"
    refused = post_form(manager, undo, reason="")
    assert refused.status_code == 422
    assert "Enter the reason" in refused.text and "Tick that you know" in refused.text
    assert post_form(manager, undo, reason="Last year's.", understood="y").status_code == 303
    assert "Being undone" in manager.get("/register/imports/runs/1").text
    run_once(app)
    page = manager.get("/register/imports/runs/1").text
    assert "Undone" in page and "Last year&#39;s." in page and "Undo this run" not in page
    assert "undone already" in post_form(manager, undo, reason="x", understood="y").text
    assert "Undoing of run 1" in manager.get("/register/imports/runs/2").text


def test_the_undo_page_says_beforehand_what_was_built_and_a_search_is_nothing_of_it(
    app: Flask, manager: FlaskClient, tmp_path: Path
) -> None:
    path = sent(manager, register_bytes(tmp_path))
    run_once(app)
    press(manager, path, "load")
    run_once(app)
    undo = "/register/imports/runs/1/undo"
    search = post_form(
        manager, "/children/search", page="/children", purpose="A call", surname="Applethwaite"
    )
    assert "Applethwaite" in manager.get(search.location).text
    page = manager.get(undo).text
    assert "Nothing has been built on it so far" in page and "Why is this run undone" in page
    with app.app_context():
        child = path_of(1)
    post_form(manager, undo, reason="Last year's.", understood="y")
    run_once(app)
    record = manager.get(child).text
    assert "The import that brought this record was undone on" in record
    assert "Was shown it in the results of a search" in record and "A call" in record
    assert "Nothing has been built" not in manager.get(undo).text


def test_the_undo_page_of_a_run_that_was_built_on_counts_it_and_asks_for_no_reason(
    app: Flask, manager: FlaskClient, tmp_path: Path
) -> None:
    path = sent(manager, register_bytes(tmp_path))
    run_once(app)
    press(manager, path, "load")
    run_once(app)
    with app.app_context(), transaction():
        restrict(1, make_account(Role.DESIGNATED_MANAGER))
    page = manager.get("/register/imports/runs/1/undo").text
    assert "It cannot be undone" in page and "children changed by hand since: 1" in page
    assert "Why is this run undone" not in page


def test_an_undoing_that_was_given_up_can_be_gone_on_with(
    app: Flask, manager: FlaskClient, tmp_path: Path
) -> None:
    path = sent(manager, register_bytes(tmp_path))
    run_once(app)
    press(manager, path, "load")
    run_once(app)
    run = "/register/imports/runs/1"
    post_form(manager, f"{run}/undo", reason="Last year's.", understood="y")
    assert "goes on by itself" in manager.get(press(manager, f"{run}/undo", "go-on").location).text
    with app.app_context(), transaction():
        db.session.execute(update(Job).where(Job.kind == UNDO).values(gave_up_at=now_utc()))
    assert "Undoing has stopped" in manager.get(run).text
    assert press(manager, f"{run}/undo", "go-on").status_code == 303
    run_once(app)
    assert "Undone" in manager.get(run).text


def test_children_who_are_not_in_the_file_are_listed_by_the_authority_s_numbers(
    app: Flask, manager: FlaskClient, tmp_path: Path
) -> None:
    many = [make_row(child_id=f"T{number:04}", nhs="") for number in range(120)]
    for rows in (many, many[:1]):
        path = sent(manager, register_bytes(tmp_path, rows))
        run_once(app)
        press(manager, path, "load")
        run_once(app)
    first = manager.get("/register/imports/runs/2/not-in-file")
    assert "T0001" in first.text and "T0119" not in first.text
    assert "T0119" in manager.get("/register/imports/runs/2/not-in-file?page=2").text
    assert manager.get("/register/imports/runs/2/not-in-file?page=x").status_code == 200


def test_only_the_designated_manager_may_import() -> None:
    permitted = {role for role in Role if may(role, Action.REGISTER_IMPORT)}
    assert permitted == {Role.DESIGNATED_MANAGER}
