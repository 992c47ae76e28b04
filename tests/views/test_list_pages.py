"""Lists over HTTP: sent, looked up by the worker, read and downloaded by the manager, removed."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from lacrecords.database import db, now_utc, transaction
from lacrecords.enquiries.models import EnquiredChild
from lacrecords.enquiries.services.unattended import enquiries_left_unchecked
from lacrecords.lists.jobs import LOOK_UP, look_up, remove_old_lists
from lacrecords.lists.models import ListLookup
from lacrecords.queue import services as queue
from lacrecords.queue.work import TryAgainLater, stopping
from lacrecords.terms import Role
from lacrecords.worker import run_once
from tests.factories.children import restrict
from tests.factories.enquiries import ask, check
from tests.factories.lists import list_text, listed, write_list
from tests.factories.town import BORN_ON, Town, make_child, make_town
from tests.services.test_commands import command
from tests.support.posting import post_form, token_on
from tests.support.register import Register
from tests.views.test_import_pages import send_parts

SEND = "/register/lists/send"
WILFREDA = listed("R1", forename="Wilfreda", surname="Ashgrove", dob=str(BORN_ON))
WILFREDA |= {"address": "14 Quince Row", "postcode": "ZZ9 4QR"}
STRANGER = listed("R2", forename="Ottoline", surname="Fairweather", dob="2020-02-03")


@pytest.fixture
def manager(register: Register) -> FlaskClient:
    return register.browser(register.staff(Role.DESIGNATED_MANAGER))


@pytest.fixture
def town(app: Flask) -> Town:
    with app.app_context(), transaction():
        town = make_town()
        make_child(on_plan=True, case_open=True, lead=town.lead)
        return town


def send(client: FlaskClient, content: str | bytes = "", **fields: str) -> TestResponse:
    sent = content or list_text(WILFREDA, STRANGER)
    data = sent.encode() if isinstance(sent, str) else sent
    given = {"purpose": "Our own check"} | fields
    file = FileStorage(io.BytesIO(data), "roll.csv")
    return send_parts(client, SEND, given | {"csrf_token": token_on(client, SEND), "file": file})


def looked_up(app: Flask, client: FlaskClient, content: str = "", **fields: str) -> str:
    answer = send(client, content, **fields)
    assert answer.status_code == 303, answer.text
    assert "Waiting for the worker" in client.get(answer.location).text
    run_once(app)
    return answer.location


def downloaded(client: FlaskClient, path: str) -> list[dict[str, object]]:
    with client.get(f"{path}/answers") as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        assert "attachment" in answer.headers["Content-Disposition"]
        return [json.loads(line) for line in answer.text.splitlines()]


def test_a_list_is_sent_looked_up_read_and_downloaded(
    app: Flask, manager: FlaskClient, register: Register, town: Town
) -> None:
    path = looked_up(app, manager)
    page = manager.get(path).text
    assert "What the list brought up" in page and "Our own check" in page
    assert "Wilfreda Ashgrove" in page and "Child on a plan at this address" in page
    assert [one["answer"] for one in downloaded(manager, path)] == ["one", "none"]
    assert "R2" not in manager.get(f"{path}?answer=one").text
    assert manager.get(f"{path}?answer=else").status_code == 404
    assert "roll.csv" in manager.get("/register/lists").text
    for action in ("list_looked_up", "list_answered", "list_answers_downloaded"):
        assert len(register.trail(action)) == 1
    assert len(register.trail("list_answers_read")) == 2


def test_a_record_restricted_since_is_in_no_answer_any_more(
    app: Flask, manager: FlaskClient, town: Town
) -> None:
    path = looked_up(app, manager)
    with app.app_context(), transaction():
        child_id = make_child("Perpetua", "Lockyer")
        restrict(1, town.team_manager)
    assert child_id != 1
    page = manager.get(path).text
    assert "/children/" not in page.split("<main")[1]
    (first, _) = downloaded(manager, path)
    assert (first["answer"], first["candidates"], first["same_address"]) == ("none", [], [])


def test_an_agencys_list_makes_enquired_children_once_however_often_it_is_taken_up(
    app: Flask, manager: FlaskClient, town: Town
) -> None:
    just_now = now_utc() - timedelta(minutes=5)
    with app.app_context(), transaction():
        enquiry = ask(town, now=just_now)
        check(town, enquiry, now=just_now)
        reference = enquiry.reference
    rows = [STRANGER | {"enquiry_id": f"R{number}"} for number in range(120)]
    path = send(manager, list_text(*rows), purpose="", enquiry=reference).location
    with app.app_context():
        with transaction():
            claimed = queue.claim("first", {LOOK_UP: look_up}, now_utc())
        assert claimed
        asked: list[int] = []
        told = stopping.set(lambda: asked.append(1) or len(asked) > 2)
        with pytest.raises(TryAgainLater):
            look_up(claimed, now_utc())
        stopping.reset(told)
        with transaction():
            queue.fail(claimed, "stopped", now_utc() - timedelta(hours=1))
    run_once(app)
    assert "What the list brought up" in manager.get(path).text
    with app.app_context():
        kept = select(func.count()).where(EnquiredChild.from_list)
        assert db.session.scalar(kept) == 120
        # One child was described to the officer; the rows of the list wait for nobody.
        waiting = enquiries_left_unchecked(town.procedure, now_utc() + timedelta(days=1))
        assert len(waiting) == 1
    shown = manager.get(f"/enquiries/{reference}").text
    assert "Wilfreda" in shown and "Ottoline" not in shown


@pytest.mark.parametrize(
    ("content", "fields", "words"),
    [
        (b"enquiry_id,forename\nR1,Ivo\n", {}, "missing: date"),
        (b"PK\x03\x04", {}, "damaged"),
        (b"", {"purpose": ""}, "Give the purpose of our own list"),
        (b"", {"enquiry": "ZZZZ-9999"}, "Give the purpose of our own list"),
        (b"", {"purpose": "", "enquiry": "ZZZZ-9999"}, "no enquiry with this reference"),
        (b"", {"purpose": "x" * 501}, "500 characters or fewer"),
    ],
)
def test_what_is_refused_is_said_on_the_form_and_nothing_is_kept(
    app: Flask,
    manager: FlaskClient,
    tmp_path: Path,
    content: bytes,
    fields: dict[str, str],
    words: str,
) -> None:
    answer = send(manager, content, **fields)
    assert answer.status_code == 422 and words in answer.text
    folder = tmp_path / "imports"
    assert not folder.exists() or list(folder.iterdir()) == []
    with app.app_context():
        assert db.session.scalars(select(ListLookup)).all() == []


def test_a_list_is_thrown_away_or_removed_after_its_time(
    app: Flask, manager: FlaskClient, tmp_path: Path, town: Town
) -> None:
    thrown, old = looked_up(app, manager), looked_up(app, manager)
    assert post_form(manager, f"{thrown}/throw-away", page=SEND).status_code == 303
    with app.app_context():
        assert remove_old_lists(now_utc() + timedelta(days=13)) == 0
        assert remove_old_lists(now_utc() + timedelta(days=15)) == 1
    for path in (thrown, old):
        assert "The list and its answers were removed" in manager.get(path).text
        assert manager.get(f"{path}/answers").status_code == 404
    assert list((tmp_path / "imports").iterdir()) == []


def test_work_that_was_given_up_is_taken_up_again(
    app: Flask, manager: FlaskClient, town: Town, tmp_path: Path
) -> None:
    path = send(manager).location
    (kept,) = (tmp_path / "imports").iterdir()
    (kept / "list.csv").rename(kept / "away")
    with app.app_context():
        for hours in range(1, 40):
            run_once(app, now_utc() + timedelta(hours=hours))
    assert "The work has stopped" in manager.get(path).text
    (kept / "away").rename(kept / "list.csv")
    assert post_form(manager, f"{path}/try-again", page=SEND).status_code == 303
    run_once(app)
    assert "What the list brought up" in manager.get(path).text


def test_a_list_that_a_command_looked_up_stands_among_the_others(
    app: Flask, manager: FlaskClient, town: Town, database_url: str, tmp_path: Path
) -> None:
    file, output = write_list(tmp_path / "ours.csv", WILFREDA), str(tmp_path / "out.jsonl")
    words = ("find-children", str(file), "--output", output, "--purpose", "At the keyboard")
    assert command(database_url, *words).exit_code == 0
    with app.app_context():
        (reference,) = db.session.scalars(select(ListLookup.reference))
    assert "ours.csv" in manager.get("/register/lists").text
    page = manager.get(f"/register/lists/{reference}").text
    assert "Rows answered, in a file on the server: 1." in page and "At the keyboard" in page
    assert manager.get(f"/register/lists/{reference}/answers").status_code == 404
    for step in ("throw-away", "try-again"):
        pressed = post_form(manager, f"/register/lists/{reference}/{step}", page=SEND)
        assert pressed.status_code == 303
