"""The pages of looking back over HTTP: each role, bad input given back, what leaves the program."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from lacrecords.children.queries import reference_of
from lacrecords.database import now_utc, transaction
from lacrecords.rules.looking_back import month_before
from lacrecords.sharing_decisions.peer_drawing import draw_month
from lacrecords.sharing_decisions.peer_review_page import review_named
from lacrecords.sharing_decisions.years import year_of
from lacrecords.terms import Role, SharingOutcome
from tests.factories.children import make_child, restrict
from tests.factories.peer_reviews import decision, drawn
from tests.factories.sharing import shared
from tests.factories.staff import make_account, sign_in_as
from tests.factories.town import NOW, Town, make_town
from tests.views.test_lists_exported import exported

ROOT = "/sharing-decisions"
FOUND = {
    "purpose_clear": "yes",
    "consent_right": "yes",
    "least_shared": "no",
    "least_shared_words": "Saturday alone would have done",
    "right_person": "yes",
    "same_decision": "yes",
}


@pytest.fixture
def town(app: Flask) -> Town:
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["PREFERRED_URL_SCHEME"] = "https"
    with app.app_context(), transaction():
        return make_town()


def client(app: Flask, actor: object) -> FlaskClient:
    return sign_in_as(app.test_client(), actor)  # type: ignore[arg-type]


def of_role(app: Flask, role: Role) -> FlaskClient:
    with app.app_context(), transaction():
        actor = make_account(role)
    return client(app, actor)


def a_child(app: Flask) -> tuple[int, str]:
    with app.app_context(), transaction():
        number = make_child("Corin", "Ashgrove")
        return number, reference_of(number)


def test_the_register_is_filtered_drawn_remembered_and_exported(app: Flask, town: Town) -> None:
    number, _ = a_child(app)
    with app.app_context():
        shared(town, number)
        decision(town, outcome=SharingOutcome.DO_NOT_SHARE)
    manager = client(app, town.designated_manager)
    page = manager.get(f"{ROOT}/register").text
    assert "Corin Ashgrove" in page and "2 decisions" in page
    assert '<svg class="lacrecords-bars" role="img"' in page
    assert "A departure, with its own reason" in page
    kept = manager.get(f"{ROOT}/register?outcome=do_not_share").text
    assert "1 decision<" in kept and "Corin Ashgrove" not in kept
    assert "1 decision<" in manager.get(f"{ROOT}/register").text
    rows = exported(app, town, "sharing_register", "?outcome=share")
    assert [row["About"] for row in rows] == ["Corin Ashgrove"]


def test_the_panel_leads_to_a_childs_decisions_in_order(app: Flask, town: Town) -> None:
    number, reference = a_child(app)
    with app.app_context():
        shared(town, number)
    manager = client(app, town.team_manager)
    path = f"{ROOT}/children/{reference}"
    assert path in manager.get(f"/children/{reference}").text
    page = manager.get(path).text
    assert "He sees his father on Saturdays." in page and "It helps him at school" in page
    assert "As the family told us" in page, "what was said of consent, in the words of the answer"
    before = NOW - timedelta(days=20)
    day = {"on-day": str(before.day), "on-month": str(before.month), "on-year": str(before.year)}
    then = manager.get(path, query_string=day).text
    assert "This is what was recorded by the end of" in then
    assert "Nothing was decided about sharing by then." in then
    wrong = manager.get(path, query_string=day | {"on-year": "2999"})
    assert wrong.status_code == 422 and "today or in the past" in wrong.text


def test_a_closed_child_is_not_there_for_register_order_or_review(app: Flask, town: Town) -> None:
    number, reference = a_child(app)
    with app.app_context():
        decision(town, number)
        with transaction():
            restrict(number, town.duty_manager)
        (review,) = drawn(town)
        path = f"{ROOT}/reviews/{review.reference}"
    for actor in (town.team_manager, town.lead):
        other = client(app, actor)
        assert other.get(f"{ROOT}/children/{reference}").status_code == 404
        assert "Corin" not in other.get(f"{ROOT}/register").text
        assert other.get(path).status_code == 404
    # The designated manager answers for late work: the page says that it is not theirs, no more.
    chief = client(app, town.designated_manager)
    closed = chief.get(path)
    assert closed.status_code == 200 and "with somebody else" in closed.text
    assert "Hester" not in closed.text and "Perrin" not in closed.text
    assert chief.get(f"{path}/find").status_code == 404
    assert chief.post(f"{path}/find", data=FOUND).status_code == 404
    assert client(app, town.duty_manager).get(path).status_code == 200


def test_a_review_is_found_read_and_answered(app: Flask, town: Town) -> None:
    with app.app_context():
        shared(town)
        (review,) = drawn(town)
        path = f"{ROOT}/reviews/{review.reference}"
        people = (town.duty_manager, town.designated_manager)
        mine = next(one for one in people if one.account_id == review.given_to_id)
    reviewer, decider = client(app, mine), client(app, town.team_manager)
    assert path in reviewer.get(f"{ROOT}/reviews?shown=own").text
    wordless = FOUND | {"least_shared_words": " ", "purpose_clear_words": "As it says"}
    given_back = reviewer.post(f"{path}/find", data=wordless)
    assert given_back.status_code == 422 and "As it says" in given_back.text
    assert "Enter why you did not answer yes" in given_back.text
    assert reviewer.post(f"{path}/find", data={}).status_code == 422
    assert decider.post(f"{path}/find", data=FOUND).status_code == 422
    assert reviewer.post(f"{path}/find", data=FOUND).status_code == 303
    again = reviewer.post(f"{path}/find", data=FOUND)
    assert again.status_code == 422 and "reviewed this decision already" in again.text
    assert "Saturday alone would have done" in again.text
    assert "A colleague has reviewed a decision of yours" in decider.get("/inbox").text
    assert "Saturday alone would have done" in decider.get(path).text
    assert reviewer.get(f"{path}/answer").status_code == 404
    assert decider.post(f"{path}/answer", data={"words": ""}).status_code == 422
    said = {"words": "The mother agreed to all of it"}
    assert decider.post(f"{path}/answer", data=said).status_code == 303
    assert "The mother agreed to all of it" in reviewer.get(path).text
    assert decider.post(f"{path}/answer", data=said).status_code == 422


def test_a_worker_reads_the_review_of_their_own_decision_and_no_other(
    app: Flask, town: Town
) -> None:
    with app.app_context():
        decision(town)
        (review,) = drawn(town)
        reference = review.reference
        assert review_named(reference.lower()) is not None
    path = f"{ROOT}/reviews/{reference}"
    for actor in (town.lead, town.duty_social_worker):
        assert client(app, actor).get(path).status_code == 404
        assert client(app, actor).get(f"{ROOT}/reviews").status_code == 403
    for rest in ("", "/find", "/answer"):
        assert (
            client(app, town.team_manager).get(f"{ROOT}/reviews/ABCD-2345{rest}").status_code == 404
        )


def test_the_years_report_has_numbers_for_three_roles_and_names_for_none(
    app: Flask, town: Town
) -> None:
    number, _ = a_child(app)
    with app.app_context():
        shared(town, number)
        with transaction():
            draw_month(month_before(now_utc().date()), town.procedure, now_utc())
    path = f"{ROOT}/years/{year_of(NOW.date()).number}"
    guardian = of_role(app, Role.CALDICOTT_GUARDIAN)
    director = of_role(app, Role.DIRECTOR)
    for reader in (guardian, client(app, town.designated_manager)):
        page = reader.get(path).text
        assert "Do not pass this page on" in page and "Share what is asked for" in page
        assert '<svg class="lacrecords-bars" role="img"' in page
    hidden = director.get(path).text
    assert "Do not pass this page on" not in hidden and "fewer than 5" in hidden
    for reader in (guardian, director):
        text = reader.get(path).text + reader.get(f"{ROOT}/years").text
        assert not any(name in text for name in ("Corin", "Ashgrove", "Hester", "Perrin"))
    for actor in (town.team_manager, town.lead, town.duty_officer):
        for rest in ("", "/document", "/numbers"):
            assert client(app, actor).get(path + rest).status_code == 403
    for wrong in (1999, 2999):
        assert guardian.get(f"{ROOT}/years/{wrong}").status_code == 404


def test_the_document_is_tagged_and_document_and_file_hide_small_numbers(
    app: Flask, town: Town
) -> None:
    with app.app_context():
        shared(town)
    path = f"{ROOT}/years/{year_of(NOW.date()).number}"
    guardian = of_role(app, Role.CALDICOTT_GUARDIAN)
    made = guardian.get(f"{path}/document")
    assert made.mimetype == "application/pdf"
    reader = PdfReader(io.BytesIO(made.data))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
    text = " ".join(" ".join(one.extract_text() for one in reader.pages).split())
    assert "Deciding whether to share, 2026 to 2027" in text and "fewer than 5" in text
    assert "Hester" not in text and "Page 1 of" in text
    file = guardian.get(f"{path}/numbers")
    rows = list(csv.reader(io.StringIO(file.data.decode("utf-8-sig"))))
    assert rows[0] == ["section", "table", "row", "this_period", "period_before"]
    assert ["What was decided", "Outcomes", "Decisions", "fewer than 5", "0"] in rows
    numbers = {cell for row in rows[5:] for cell in row[3:]}
    assert not {"1", "2", "3", "4"} & numbers
