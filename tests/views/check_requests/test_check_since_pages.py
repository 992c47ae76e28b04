"""What the pages of a suitability check say when the register holds more than the search found."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lacrecords.check_requests.answer_models import CheckReply, DecidedResult
from lacrecords.check_requests.answering import record_reply_gone
from lacrecords.check_requests.watching import look_again
from lacrecords.database import db, transaction
from tests.factories.checks import (
    Desk,
    again,
    asked,
    consented,
    decided,
    make_adult,
    path_of,
    procedure,
    ready,
    rung_back,
    searched,
)
from tests.factories.checks_since import not_the_same, notify_of, send
from tests.factories.town import NOW

CHANGED = "The register has changed since the search of 18 November 2026"


def count(app: Flask, kind: type[CheckReply] | type[DecidedResult]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(kind.id))) or 0


def test_the_request_says_so_before_anybody_presses_and_nothing_goes(
    app: Flask, desk: Desk, officer: FlaskClient, manager: FlaskClient
) -> None:
    with app.app_context():
        standing = ready(desk)
        path = path_of(standing)
        send = path_of(standing, "/reply")
    assert "Send the answer" in officer.get(path).text
    assert CHANGED not in officer.get(send).text
    with app.app_context(), transaction():
        notify_of(desk)
    for reader in (officer, manager):
        text = reader.get(path).text
        assert CHANGED in text and "Send the answer" not in text
        assert "The answer can be sent" not in text
    said = officer.post(send, data={"address": str(desk.email_id)}).text
    assert CHANGED in said and "Go to the request" in said
    assert officer.get(f"{path}/reply.pdf").status_code == 404
    assert count(app, CheckReply) == 0
    assert "Press “Search again” below" in manager.get(path).text
    hidden = officer.get(path).text
    assert "Search again for" not in hidden and "The search by a manager" in hidden
    assert manager.post(f"{path}/people/1/search").status_code == 303
    assert CHANGED not in manager.get(path).text


def test_reasons_that_were_typed_are_given_back(
    app: Flask, desk: Desk, manager: FlaskClient
) -> None:
    with app.app_context():
        standing = searched(desk, consented(desk, rung_back(desk, asked(desk))))
        path = path_of(standing)
    assert "Keep the result" in manager.get(f"{path}/result").text
    with app.app_context(), transaction():
        make_adult()
    typed = {"result": "nothing_known", "reasons": "I read the whole file."}
    answer = manager.post(f"{path}/result", data=typed)
    assert answer.status_code == 422 and CHANGED in answer.text
    assert "I read the whole file." in answer.text and "Keep the result" not in answer.text
    assert count(app, DecidedResult) == 0
    found = manager.get(f"{path}/people/1/search").text
    assert "The register has changed since this search" in found


def test_the_list_says_when_the_register_has_grown_and_when_it_was_told_of(
    app: Flask, desk: Desk, officer: FlaskClient, manager: FlaskClient
) -> None:
    path = "/check-requests"
    with app.app_context():
        ready(desk)
    assert CHANGED not in officer.get(path).text
    with app.app_context(), transaction():
        make_adult()
    for reader in (officer, manager):
        text = reader.get(path).text
        assert CHANGED in text and "it looks again before anything is decided or sent" in text
        assert "The answer can be sent" not in text
    with app.app_context():
        assert look_again(procedure(), NOW) == 1
    assert "Another search: the register has changed" in manager.get(path).text
    read_by_officer = officer.get(path).text
    assert "Another search" not in read_by_officer
    assert "The answer can be sent" not in read_by_officer


def test_after_the_answer_the_manager_reads_who_is_found_and_writes_what_they_decide(
    app: Flask, desk: Desk, officer: FlaskClient, manager: FlaskClient
) -> None:
    with app.app_context():
        standing = ready(desk)
        number, path = standing.request.id, path_of(standing)
        with transaction():
            record_reply_gone(desk.officer, number, desk.email_id, procedure(), NOW)
    form = f"{path}/considered"
    assert manager.get(form).status_code == 404
    with app.app_context():
        with transaction():
            reference = notify_of(desk)
        assert look_again(procedure(), NOW) == 1
    assert "The register has changed since" in manager.get(path).text
    assert "The register has changed since" not in officer.get(path).text
    assert officer.get(form).status_code == 403
    found = manager.get(f"{path}/people/1/search").text
    assert "Found since the answer" in found and reference in found
    assert "Nothing is sent from here" in manager.get(form).text
    assert "Enter what you decide" in manager.post(form, data={"words": " "}).text
    decided = "Spoke to the police. A decision whether to share is made."
    assert manager.post(form, data={"words": decided}).status_code == 303
    text = manager.get(path).text
    assert decided in text and "Consider telling the requester" not in text
    assert decided not in officer.get(path).text
    assert count(app, CheckReply) == 1


def test_the_list_of_those_that_might_be_answered_otherwise_is_the_managers(
    app: Flask, desk: Desk, officer: FlaskClient, manager: FlaskClient
) -> None:
    changed, words = "/check-requests?shown=changed_since", "another answer might be given today"
    with app.app_context():
        standing = ready(desk)
        reference, path = standing.request.reference, path_of(standing)
        with transaction():
            record_reply_gone(desk.officer, standing.request.id, desk.email_id, procedure(), NOW)
    assert f"1 answered, and {words}" not in manager.get("/check-requests").text
    assert reference not in manager.get(changed).text
    with app.app_context():
        with transaction():
            notify_of(desk)
        assert look_again(procedure(), NOW) == 1
    assert f"1 answered, and {words}" in manager.get("/check-requests").text
    assert reference in manager.get(changed).text
    hidden = officer.get(changed).text
    assert words not in hidden and reference not in hidden
    manager.post(f"{path}/considered", data={"words": "The police are asked first."})
    assert reference not in manager.get(changed).text


def test_a_search_that_was_made_again_before_the_answer_is_no_other_answer(
    app: Flask, desk: Desk, manager: FlaskClient
) -> None:
    with app.app_context():
        standing = ready(desk)
        with transaction():
            notify_of(desk)
        assert look_again(procedure(), NOW) == 1
        standing = decided(desk, not_the_same(desk, searched(desk, again(standing))))
        send(desk, standing)
        reference = standing.request.reference
    assert reference not in manager.get("/check-requests?shown=changed_since").text
    assert reference in manager.get("/check-requests?shown=answered").text
