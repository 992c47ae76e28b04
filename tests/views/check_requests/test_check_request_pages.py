"""The pages of suitability checks over HTTP: what each role reads, what bad input gives back."""

from __future__ import annotations

import html
import io
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import func, select

from lacrecords.check_requests.models import CheckRequest
from lacrecords.database import db, now_utc, transaction
from lacrecords.terms import Role
from tests.factories.checks import (
    HOME,
    ISADORA,
    MAILBOX,
    WHOLE,
    Desk,
    again,
    asked,
    consented,
    make_adult,
    path_of,
    ready,
    rung_back,
    searched,
)
from tests.factories.staff import make_account, sign_in_as
from tests.factories.town import NOW


def test_every_page_of_a_request_opens(app: Flask, desk: Desk, manager: FlaskClient) -> None:
    with app.app_context():
        with transaction():
            make_adult("Isadora", "Tollemache")
        bare = path_of(asked(desk))
        further = path_of(searched(desk, consented(desk, asked(desk))))
    pages = ("", "/amend", "/people/add", "/people/1", "/check", "/people/1/consent", "/end")
    more = ("/people/1/consent/withdraw", "/people/1/search", "/people/1/search/1", "/result")
    paths = [bare + rest for rest in pages]
    paths += [further + rest for rest in (*pages, *more)]
    answers = {path: manager.get(path).status_code for path in ("/check-requests/new", *paths)}
    assert {path: status for path, status in answers.items() if status != 200} == {}


def test_another_person_is_added(app: Flask, desk: Desk, officer: FlaskClient) -> None:
    with app.app_context():
        standing = asked(desk)
    path = path_of(standing, "/people/add")
    assert "Enter a name" in officer.post(path, data={"name_type": "current"}).text
    typed = {"name_type": "current", "forename": "Lucian", "born-year": "1980"}
    wrong = officer.post(path, data=typed)
    assert wrong.status_code == 422 and "Lucian" in wrong.text
    answer = officer.post(path, data=typed | {"born-year": ""})
    assert answer.status_code == 303 and answer.location.endswith("/people/2")
    assert "Lucian" in officer.get(answer.location).text


def said(desk: Desk, **fields: str) -> dict[str, str]:
    today = now_utc().date()
    typed = {
        "idempotency_key": "form one",
        "received-day": str(today.day),
        "received-month": str(today.month),
        "received-year": str(today.year),
        "agency_id": str(desk.town.agency_id),
        "requester_name": "Jocasta Wren",
        "purpose": "fostering",
        "people-0-forename": "Isadora",
        "people-0-surname": "Pennyfeather",
        "people-0-name_type": "current",
        "people-0-born-day": "27",
        "people-0-born-month": "3",
        "people-0-born-year": "1984",
    }
    return typed | {name.replace("__", "-"): value for name, value in fields.items()}


def test_a_request_is_recorded_once_however_often_it_is_sent(
    app: Flask, desk: Desk, officer: FlaskClient
) -> None:
    answers = [officer.post("/check-requests/new", data=said(desk)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    page = officer.get(answers[0].location).text
    assert "Isadora Pennyfeather" in page and "27 March 1984" in page
    assert "A confirmed check of the requester" in page
    with app.app_context():
        assert db.session.scalar(select(func.count(CheckRequest.id))) == 1


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"received__day": "31", "received__month": "2"}, "must be a real date"),
        ({"received__year": "2099"}, "today or in the past"),
        ({"received__year": "1999"}, "too long ago"),
        ({"received__day": "", "received__month": "", "received__year": ""}, "Enter the day"),
        ({"agency_id": "", "agency_name": " "}, "Select the agency, or enter it"),
        ({"agency_id": "999999"}, "Select one of the answers shown"),
        ({"purpose": "renting"}, "Select one of the answers shown"),
        ({"requester_name": " "}, "Enter who asks"),
        ({"people__0__forename": "", "people__0__surname": " "}, "Enter a name of person 1"),
        ({"people__0__born__day": "31", "people__0__born__month": "2"}, "must be a real date"),
        ({"people__0__born__year": "2099"}, "must be in the past"),
        ({"people__0__born__year": "1850"}, "more than 120 years ago"),
        ({"people__0__forename": "x" * 300}, "250 characters or fewer"),
        ({"details": "\u202eeman"}, "cannot be seen"),
    ],
)
def test_bad_input_is_answered_clearly_and_nothing_is_lost(
    app: Flask, desk: Desk, officer: FlaskClient, fields: dict[str, str], message: str
) -> None:
    typed = said(desk, their_reference="LF/221", **fields)
    answer = officer.post("/check-requests/new", data=typed)
    assert answer.status_code == 422 and message in answer.text
    assert ("LF/221" in answer.text and 'value="1984"' in answer.text) or fields
    assert "There is a problem" in answer.text
    with app.app_context():
        assert db.session.scalar(select(func.count(CheckRequest.id))) == 0


def test_a_duty_officer_reads_nothing_of_who_came_up(
    app: Flask, desk: Desk, officer: FlaskClient, manager: FlaskClient
) -> None:
    with app.app_context():
        with transaction():
            make_adult("Isadora", "Tollemache")
        standing = searched(desk, consented(desk, asked(desk)))
    for rest in ("/people/1/search", "/people/1/search/1", "/people/1/evidence.pdf", "/result"):
        assert officer.get(path_of(standing, rest)).status_code == 403
        assert manager.get(path_of(standing, rest)).status_code == 200
    for path in (path_of(standing), "/check-requests", "/check-requests?shown=waits_for_sharing"):
        page = officer.get(path).text
        assert "/people/1/search" not in page and "/result" not in page
        assert "The search by a manager" in page and "who came up" not in page
        assert "sharing decision" not in page
    assert "A decision on everybody who came up" in manager.get("/check-requests").text
    assert "Isadora Tollemache" in manager.get(path_of(standing, "/people/1/search")).text


@pytest.mark.parametrize(
    "role", [Role.LEAD_SOCIAL_WORKER, Role.BUSINESS_SUPPORT_OFFICER, Role.SYSTEM_ADMINISTRATOR]
)
def test_nobody_else_opens_a_request(app: Flask, desk: Desk, role: Role) -> None:
    with app.app_context():
        path = path_of(asked(desk))
        with transaction():
            actor = make_account(role)
    browser = sign_in_as(app.test_client(), actor)
    assert browser.get(path).status_code == 403
    assert browser.get("/check-requests").status_code == 403


def test_the_whole_duty_over_http(
    app: Flask, desk: Desk, officer: FlaskClient, manager: FlaskClient
) -> None:
    with app.app_context():
        with transaction():
            make_adult("Isadora", "Tollemache")
        standing = asked(desk)
    path = path_of(standing)
    _check_and_consent(desk, officer, path)
    assert officer.post(f"{path}/people/1/search").status_code == 403
    found = manager.post(f"{path}/people/1/search")
    assert found.status_code == 303
    assert "Isadora Tollemache" in manager.get(found.location).text
    with app.app_context():
        search = again(standing).people[0].search
        assert search is not None
        number = search.id
    _decide(manager, path, number)
    reply = officer.get(f"{path}/reply").text
    assert MAILBOX in reply and "jocasta@mail.example" not in reply
    assert officer.post(f"{path}/reply", data={"address": str(desk.email_id)}).status_code == 303
    page = officer.get(path).text
    assert f"Went to {MAILBOX}" in page and "The answer has gone" in page
    assert officer.post(f"{path}/end", data={}).status_code == 422


def _check_and_consent(desk: Desk, officer: FlaskClient, path: str) -> None:
    how = f"ring_back:{desk.town.telephone_id}"
    check = {"how": how, "outcome": "confirmed", "words": ""}
    assert officer.post(f"{path}/check", data=check).status_code == 303
    consent = {
        "given_by": "the_person",
        "signer_name": "Isadora Pennyfeather",
        "signed_on-day": "1",
        "signed_on-month": "11",
        "signed_on-year": "2026",
        "seen_by": "Juno Castellan",
    }
    assert officer.post(f"{path}/people/1/consent", data=consent).status_code == 303


def _decide(manager: FlaskClient, path: str, search: int) -> None:
    stale = manager.post(
        f"{path}/people/1/search/1", data={"place": "77", "answer": "same", "words": "x"}
    )
    assert stale.status_code == 422 and "searched again meanwhile" in stale.text
    decision = {"place": str(search), "answer": "not_the_same", "words": "Another mother"}
    assert manager.post(f"{path}/people/1/search/1", data=decision).status_code == 303
    result = manager.get(f"{path}/result").text
    assert "There is nothing that we can share with you" in result and "Do not say" in result
    start = result.index('name="shown_words" value="') + len('name="shown_words" value="')
    words = html.unescape(result[start : result.index('"', start)])
    chosen = {"result": "nothing_known", "reasons": "Nobody else", "shown_words": words}
    assert manager.post(f"{path}/result", data=chosen).status_code == 303


def text_of(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200 and answer.mimetype == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    document = PdfReader(io.BytesIO(answer.data))
    assert document.trailer["/Root"]["/Lang"]
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


def test_the_answer_is_a_document_with_the_exact_words_and_the_rights(
    app: Flask, desk: Desk, officer: FlaskClient
) -> None:
    with app.app_context():
        standing = ready(desk)
        assert standing.result is not None
        words = standing.result.words
    text = text_of(officer, path_of(standing, "/reply.pdf"))
    assert all(" ".join(one.split()) in text for one in words.split("\n\n"))
    assert "Jocasta Wren" in text and "LF/221" in text
    assert "You can ask to see what we hold about you" in text
    assert "jocasta@mail.example" not in text


def test_nothing_can_be_drawn_before_it_may_be_sent(
    app: Flask, desk: Desk, officer: FlaskClient
) -> None:
    with app.app_context():
        standing = rung_back(desk, asked(desk))
    assert officer.get(path_of(standing, "/reply.pdf")).status_code == 404
    assert officer.get(path_of(standing, "/reply")).status_code == 404


def test_the_evidence_of_an_empty_search_can_be_printed(
    app: Flask, desk: Desk, manager: FlaskClient
) -> None:
    with app.app_context():
        standing = searched(desk, consented(desk, asked(desk)))
    text = text_of(manager, path_of(standing, "/people/1/evidence.pdf"))
    assert "Nobody came up." in text and "27 March 1984" in text
    assert HOME.whole in text and standing.request.reference in text


def test_a_consent_that_is_taken_back_ends_the_request(
    app: Flask, desk: Desk, officer: FlaskClient, manager: FlaskClient
) -> None:
    with app.app_context():
        standing = consented(desk, asked(desk))
    path = path_of(standing)
    gone = officer.post(f"{path}/people/1/consent/withdraw", data={"because": "She rang us"})
    assert gone.status_code == 303
    page = officer.get(path).text
    assert "Ended: The person took their consent back" in page and "She rang us" in page
    answer = manager.post(f"{path}/people/1/search", follow_redirects=True)
    assert "Nothing is changed" in answer.text


def test_the_list_shows_what_waits_and_ignores_nonsense_in_its_address(
    app: Flask, desk: Desk, officer: FlaskClient
) -> None:
    with app.app_context():
        for place in range(27):
            late = NOW - timedelta(days=90 - place)
            asked(desk, replace(WHOLE, names=(replace(ISADORA, middle=f"No{place}"),)), at=late)
    first = officer.get("/check-requests").text
    assert "<strong>27</strong> open" in first and "Next" in first
    assert first.index("Isadora No0 ") < first.index("Isadora No24 ") and "No26" not in first
    assert "No26" in officer.get("/check-requests?page=2&order=due").text
    assert "No26" in officer.get("/check-requests?order=newest&purpose=fostering").text
    for nonsense in ("page=-1", "page=x", "shown=%00", "order=up", "purpose=1%27", "page=9999999"):
        assert officer.get(f"/check-requests?{nonsense}").status_code == 200


def test_a_task_leads_to_the_request(app: Flask, desk: Desk, manager: FlaskClient) -> None:
    with app.app_context():
        standing = asked(desk)
    listed = manager.get("/tasks").text
    assert "Answer a suitability check request" in listed
    assert "Pennyfeather" not in listed
    assert path_of(standing) in listed or "Suitability check" in listed
