"""The pages of decisions whether to share over HTTP: each role, each step, bad input given back."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from lacrecords.children.queries import reference_of
from lacrecords.database import now_utc, transaction
from tests.factories.children import make_child, restrict
from tests.factories.sharing import AN_ITEM, begun, decided, in_the_right_way, shared, with_consent
from tests.factories.staff import sign_in_as
from tests.factories.town import Town, make_town

FIRST = {
    "purpose": "yes",
    "purpose_reasons": "To help him at school",
    "requirement": "none",
    "clear_risk": "no",
    "shown": "0",
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


def asked_today(**said: str) -> dict[str, str]:
    today = now_utc().date()
    return {
        "idempotency_key": "one",
        "direction": "asked_of_us",
        "about_words": "A boy in year 4",
        "wanted": "What is going on at home?",
        "asked_on-day": str(today.day),
        "asked_on-month": str(today.month),
        "asked_on-year": str(today.year),
        "name": "Hester Quill",
        "role": "Head teacher",
        **said,
    }


def test_a_decision_is_begun_and_led_from_question_to_question(
    town: Town, manager: FlaskClient
) -> None:
    begins = manager.post("/sharing-decisions/new", data=asked_today())
    assert begins.status_code == 303
    path = begins.location
    assert "What is going on at home?" in manager.get(path).text
    first = manager.post(f"{path}/questions/purpose", data=FIRST)
    assert first.location.endswith("/questions/identifiable")
    second = {"identifiable": "yes", "reasons": "His name stands there", "shown": "0"}
    third = manager.post(f"{path}/questions/identifiable", data=second)
    assert third.location.endswith("/questions/confidential")
    page = manager.get(path).text
    assert "His name stands there" in page and "Nothing follows yet" in page
    danger = FIRST | {"clear_risk": "yes", "risk_reasons": "He has bruises", "shown": "1"}
    manager.post(f"{path}/questions/purpose", data=danger)
    page = manager.get(path).text
    assert "The least that would do is normally shared" in page and "Not needed" in page


def test_what_was_typed_is_given_back_with_what_to_do(town: Town, manager: FlaskClient) -> None:
    wrong = manager.post("/sharing-decisions/new", data=asked_today(wanted="", name="Hester Q"))
    assert (
        wrong.status_code == 422 and "Hester Q" in wrong.text and "Enter what it is" in wrong.text
    )
    path = manager.post("/sharing-decisions/new", data=asked_today()).location
    law = FIRST | {"requirement": "court_order", "purpose_reasons": "The judge asks"}
    answer = manager.post(f"{path}/questions/purpose", data=law)
    assert answer.status_code == 422
    assert "Enter which law or order" in answer.text and "The judge asks" in answer.text
    assert manager.get(f"{path}/questions/right_way").status_code == 404
    assert manager.get(f"{path}/questions/nonsense").status_code == 404


def test_a_stale_answer_is_refused_and_given_back(town: Town, manager: FlaskClient) -> None:
    path = manager.post("/sharing-decisions/new", data=asked_today()).location
    manager.post(f"{path}/questions/purpose", data=FIRST)
    stale = manager.post(
        f"{path}/questions/purpose", data=FIRST | {"purpose_reasons": "My own words"}
    )
    assert stale.status_code == 422
    assert "while you typed" in stale.text and "My own words" in stale.text


def test_a_second_open_decision_on_a_child_needs_a_reason(
    app: Flask, town: Town, manager: FlaskClient
) -> None:
    with app.app_context():
        with transaction():
            number = make_child("Corin", "Ashgrove")
            reference = reference_of(number)
        begun(town, number)
    path = f"/sharing-decisions/new/child/{reference}"
    assert "A decision on this is open" in manager.get(path).text
    refused = manager.post(path, data=asked_today())
    assert refused.status_code == 422 and "say why this one is decided apart" in refused.text
    taken = manager.post(path, data=asked_today(another_because="The hospital asks too"))
    assert taken.status_code == 303
    panel = manager.get(f"/children/{reference}").text
    assert "Sharing" in panel and "Hester Quill" in panel


def test_an_open_decision_of_somebody_else_is_named_and_not_led_to(app: Flask, town: Town) -> None:
    with app.app_context():
        with transaction():
            number = make_child("Corin", "Ashgrove")
            reference = reference_of(number)
        path = f"/sharing-decisions/{begun(town, number).row.reference}"
    form = f"/sharing-decisions/new/child/{reference}"
    for actor, leads in ((town.team_manager, True), (town.other_lead, False)):
        text = sign_in_as(app.test_client(), actor).get(form).text
        assert "A decision on this is open" in text
        assert (f'href="{path}"' in text) is leads


def test_every_page_of_a_decision_opens(app: Flask, town: Town, manager: FlaskClient) -> None:
    with app.app_context():
        standing = in_the_right_way(town, decided(town, with_consent(town, begun(town))))
        path = f"/sharing-decisions/{standing.row.reference}"
        gone = f"/sharing-decisions/{shared(town).row.reference}"
    questions = ("purpose", "identifiable", "confidential", "consent", "public_interest")
    rests = ["", "/recipient", "/decide", "/items/add", "/items/1/take-back", "/check"]
    rests += ["/agreement", "/informed", "/cover-sheet", "/shared"]
    rests += [f"/questions/{question}" for question in questions]
    paths = [path + rest for rest in rests] + [gone, "/sharing-decisions?shown=all"]
    answers = {one: manager.get(one).status_code for one in paths}
    assert {one: status for one, status in answers.items() if status != 200} == {}


def test_a_cover_sheet_holds_exactly_its_items_and_is_kept(
    app: Flask, town: Town, manager: FlaskClient
) -> None:
    with app.app_context():
        standing = in_the_right_way(town, decided(town, with_consent(town, begun(town))))
        path = f"/sharing-decisions/{standing.row.reference}"
    other = {
        "kind": "education",
        "words": "He is often late.",
        "basis": "opinion",
        "source": "His teacher",
        "as_at-day": "1",
        "as_at-month": "11",
        "as_at-year": "2026",
        "accuracy_confirmed": "yes",
        "needed_because": "To help him",
    }
    assert manager.post(f"{path}/items/add", data=other).status_code == 303
    assert manager.post(f"{path}/cover-sheet", data={"positions": "1"}).status_code == 303
    made = manager.get(f"{path}/cover-sheets/1.pdf")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made.data)).pages)
    assert AN_ITEM.words in " ".join(text.split())
    assert "often late" not in text and "Page 1 of 1" in text and "Hester Quill" in text
    assert manager.get(f"{path}/cover-sheets/1.pdf").data == made.data
    assert manager.get(f"{path}/cover-sheets/2.pdf").status_code == 404
    today = now_utc().date()
    sent = {
        "idempotency_key": "sent",
        "means": "secure_email",
        "words": "To the address of the directory",
        "positions": "2",
        "shared_on-day": str(today.day),
        "shared_on-month": str(today.month),
        "shared_on-year": str(today.year),
    }
    assert "cover sheet with exactly these" in manager.post(f"{path}/shared", data=sent).text
    assert manager.post(f"{path}/shared", data=sent | {"positions": "1"}).status_code == 303
    assert "Secure email" in manager.get(path).text


def test_what_points_to_somebody_is_warned_of_before_it_is_kept(
    app: Flask, town: Town, manager: FlaskClient
) -> None:
    with app.app_context():
        path = f"/sharing-decisions/{begun(town).row.reference}"
    careless = {
        "kind": "other",
        "words": "Ring his aunt on 01632 960 222.",
        "basis": "fact",
        "source": "The aunt",
        "as_at-day": "1",
        "as_at-month": "11",
        "as_at-year": "2026",
        "accuracy_confirmed": "yes",
        "needed_because": "She collects him",
    }
    answer = manager.post(f"{path}/items/add", data=careless)
    assert answer.status_code == 422 and "telephone number" in answer.text
    assert "Ring his aunt" in answer.text
    kept = careless | {"marks_kept_because": "She asked for it"}
    assert manager.post(f"{path}/items/add", data=kept).status_code == 303


def test_two_hundred_pasted_pages_are_given_back_with_what_to_do(
    app: Flask, town: Town, manager: FlaskClient
) -> None:
    with app.app_context():
        path = f"/sharing-decisions/{begun(town).row.reference}"
    pasted = "He was seen at home. " * 40_000
    answer = manager.post(f"{path}/questions/purpose", data=FIRST | {"purpose_reasons": pasted})
    assert answer.status_code == 422
    assert "characters or fewer" in answer.text and pasted.strip() in answer.text


def test_who_may_not_see_it_finds_nothing(app: Flask, town: Town) -> None:
    with app.app_context():
        with transaction():
            number = make_child("Corin", "Ashgrove")
            closed = reference_of(number)
        path = f"/sharing-decisions/{begun(town, number).row.reference}"
        with transaction():
            restrict(number, town.designated_manager)
    for actor in (town.team_manager, town.lead, town.duty_social_worker):
        client = sign_in_as(app.test_client(), actor)
        for rest in ("", "/decide", "/questions/purpose", "/items/add", "/cover-sheets/1.pdf"):
            assert client.get(path + rest).status_code == 404
        assert client.get(f"/sharing-decisions/new/child/{closed}").status_code == 404
    assert sign_in_as(app.test_client(), town.duty_officer).get(path).status_code == 403
    owner = sign_in_as(app.test_client(), town.designated_manager)
    assert owner.get(path).status_code == 200


def test_there_is_nothing_to_begin_about_what_is_not_there(
    town: Town, manager: FlaskClient
) -> None:
    for kind in ("child", "enquiry", "check-request", "risk-notification", "nonsense"):
        assert manager.get(f"/sharing-decisions/new/{kind}/ABCD-2345").status_code == 404
