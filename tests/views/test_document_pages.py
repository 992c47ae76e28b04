"""The pages of documents over HTTP: each role, each step, bad files, and no typed word lost."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from lacrecords.audit.models import AuditEntry
from lacrecords.database import db, transaction
from lacrecords.documents.models import KeptDocument
from lacrecords.sharing_decisions.document_place import DOCUMENTS
from tests.factories.children import make_child, restrict
from tests.factories.documents import (
    MEGABYTE,
    keep,
    letter,
    mixed,
    protected,
    scan,
    with_file,
    with_program,
)
from tests.factories.sharing import begun
from tests.factories.staff import sign_in_as
from tests.factories.town import Town, make_town

AGAIN = "Choose the file again"
SAID = {
    "idempotency_key": "one",
    "kind": "court_order",
    "words": "Order of the family court",
    "dated_on-day": "3",
    "dated_on-month": "3",
    "dated_on-year": "2026",
    "from_whom": "The family court",
}


@pytest.fixture
def town(app: Flask) -> Town:
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["PREFERRED_URL_SCHEME"] = "https"
    with app.app_context(), transaction():
        return make_town()


@pytest.fixture
def manager(app: Flask, town: Town) -> FlaskClient:
    return sign_in_as(app.test_client(), town.team_manager)


@pytest.fixture
def path(app: Flask, town: Town) -> str:
    with app.app_context():
        return f"/sharing-decisions/{begun(town).row.reference}/documents"


def add(client: FlaskClient, path: str, content: bytes, **said: str) -> TestResponse:
    data = SAID | said | {"file": (BytesIO(content), "../Maya Okafor.pdf")}
    answer = client.post(f"{path}/add", data=data, content_type="multipart/form-data")
    # The client of the tests leaves the body of a large form open.
    answer.request.environ["wsgi.input"].close()
    return answer


def test_a_scan_is_kept_and_the_page_says_plainly_what_cannot_be_read(
    manager: FlaskClient, path: str
) -> None:
    added = add(manager, path, mixed())
    assert added.status_code == 303 and added.location.endswith(f"{path}/1")
    page = manager.get(f"{path}/1").text
    assert "Page 2 cannot be read here" in page and "Dear Ms Okafor" in page
    assert "cannot be searched, and nobody is warned" in page
    listed = manager.get(path).text
    assert "Order of the family court" in listed and "of 3 March 2026" in listed
    assert "Page 2 to be typed" in listed and "No document goes out" in listed
    decision = manager.get(path.removesuffix("/documents")).text
    assert "1 kept" in decision and "whose words nobody has typed" in decision


def test_the_file_is_saved_under_a_name_that_names_nobody(
    app: Flask, manager: FlaskClient, path: str
) -> None:
    add(manager, path, mixed())
    opened = manager.get(f"{path}/1/file.pdf")
    assert opened.data == mixed() and opened.mimetype == "application/pdf"
    name = opened.headers["Content-Disposition"]
    assert name.startswith("attachment;") and "-document-1.pdf" in name and "Maya" not in name
    assert opened.headers["X-Content-Type-Options"] == "nosniff"
    with app.app_context():
        trail = set(db.session.scalars(select(AuditEntry.action)))
        assert {"document_added", "document_opened"} <= trail


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"\x89PNG\r\n", "The file is no PDF"),
        (letter()[:300], "The file is damaged"),
        (protected(), "The file is protected"),
        (b"%PDF-" + b"x" * 10 * MEGABYTE, "The file must be 10 MB or smaller"),
        (b"%PDF-" + b"x" * 40 * MEGABYTE, "The file must be 10 MB or smaller"),
    ],
    ids=["empty", "picture", "damaged", "protected", "large", "very large"],
)
def test_a_bad_file_is_refused_and_no_typed_word_is_lost(
    app: Flask, manager: FlaskClient, path: str, content: bytes, words: str
) -> None:
    refused = add(manager, path, content, words="Order about Maya")
    assert refused.status_code == 422 and words in refused.text
    assert "Order about Maya" in refused.text and "The family court" in refused.text
    assert 'value="2026"' in refused.text and 'value="court_order" selected' in refused.text
    with app.app_context():
        assert db.session.scalar(select(KeptDocument)) is None


def test_where_the_words_are_wrong_the_file_is_asked_for_again(
    manager: FlaskClient, path: str
) -> None:
    refused = add(manager, path, letter(), words="")
    assert "Enter what it is" in refused.text and AGAIN in refused.text
    assert "The family court" in refused.text
    day = add(manager, path, letter(), **{"dated_on-year": "2036"})
    assert "today or in the past" in day.text and AGAIN in day.text
    assert AGAIN not in manager.get(f"{path}/add").text
    without = manager.post(f"{path}/add", data=SAID)
    assert "Choose the file" in without.text and AGAIN not in without.text


def test_the_same_file_twice_says_so(manager: FlaskClient, path: str) -> None:
    add(manager, path, letter())
    again = add(manager, path, letter(), idempotency_key="two", words="The same order")
    assert again.status_code == 422 and "kept here already, as document 1" in again.text
    assert "The same order" in again.text


def test_what_is_inside_a_file_is_warned_of(manager: FlaskClient, path: str) -> None:
    add(manager, path, with_program())
    add(manager, path, with_file(), idempotency_key="two")
    assert "A program is inside this file" in manager.get(f"{path}/1").text
    assert "Other files are inside this file" in manager.get(f"{path}/2").text


def test_the_words_of_a_page_are_typed_and_half_of_them_given_back(
    manager: FlaskClient, path: str
) -> None:
    add(manager, path, scan(1))
    page = f"{path}/1/pages/1"
    assert "Open the file" in manager.get(page).text
    both = {"words": "Maya is with her aunt", "nothing_on_it": "y", "shown": "0"}
    refused = manager.post(page, data=both)
    assert refused.status_code == 422 and "Maya is with her aunt" in refused.text
    long = manager.post(page, data={"words": "word " * 5000, "shown": "0"})
    assert "20,000 characters or fewer" in long.text and "word word" in long.text
    taken = manager.post(page, data={"words": "Maya is with her aunt", "shown": "0"})
    assert taken.status_code == 303 and taken.location.endswith("/1#page-1")
    shown = manager.get(f"{path}/1").text
    assert "Maya is with her aunt" in shown and "Typed by" in shown
    late = manager.post(page, data={"words": "With her uncle", "shown": "0"})
    assert "Somebody else changed this" in late.text and "With her uncle" in late.text
    assert manager.get(f"{path}/1/pages/2").status_code == 404


def test_a_wrong_document_is_set_aside_and_put_back(manager: FlaskClient, path: str) -> None:
    add(manager, path, letter())
    form = f"{path}/1/belongs"
    assert "Enter why" in manager.post(form, data={"because": ""}).text
    manager.post(form, data={"because": "It is of another boy"})
    listed = manager.get(path).text
    assert "No document is kept here" in listed and "It is of another boy" in listed
    manager.post(form, data={"because": "It is of him after all"})
    assert "No document is kept here" not in manager.get(path).text
    assert "put back" in manager.get(f"{path}/1").text


PAGES = ("", "/add", "/1", "/1/file.pdf", "/1/belongs", "/1/pages/1")


def test_whoever_may_not_see_the_decision_sees_no_document(
    app: Flask, town: Town, manager: FlaskClient
) -> None:
    with app.app_context():
        with transaction():
            child_id = make_child()
        standing = begun(town, child_id, by=town.designated_manager)
        keep(town.designated_manager, DOCUMENTS, standing.row.id, letter())
        path = f"/sharing-decisions/{standing.row.reference}/documents"
    officer = sign_in_as(app.test_client(), town.duty_officer)
    other_lead = sign_in_as(app.test_client(), town.other_lead)
    assert [manager.get(path + place).status_code for place in PAGES] == [200] * len(PAGES)
    assert {officer.get(path + place).status_code for place in PAGES} == {403}
    assert {other_lead.get(path + place).status_code for place in PAGES} == {404}
    with app.app_context(), transaction():
        restrict(child_id, town.designated_manager)
    assert {manager.get(path + place).status_code for place in PAGES} == {404}
    assert add(manager, path, scan()).status_code == 404


def test_a_document_of_another_decision_is_not_found(
    app: Flask, town: Town, manager: FlaskClient, path: str
) -> None:
    add(manager, path, letter())
    with app.app_context():
        other = f"/sharing-decisions/{begun(town).row.reference}/documents"
    assert manager.get(f"{other}/1").status_code == 404
    assert manager.get(f"{other}/1/file.pdf").status_code == 404
