"""The pages of advice over HTTP: what is found is shown, and the adviser learns no child."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lacrecords.advice import services
from lacrecords.advice.models import AdviceException, AdviceQuestion, AdviceTurn
from lacrecords.children.queries import child_id_of
from lacrecords.database import db, now_utc, transaction
from lacrecords.terms import Role
from tests.factories.advice import QUESTION, Office, asked, make_office, spoken
from tests.factories.children import restrict
from tests.factories.staff import make_account, sign_in_as

READ = {"read_again": "y"}
ASKED = {"adviser": "caldicott_guardian", "urgent": "no", "question": QUESTION, **READ}


@pytest.fixture
def office(app: Flask) -> Office:
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["PREFERRED_URL_SCHEME"] = "https"
    with app.app_context(), transaction():
        return make_office()


@pytest.fixture
def lead(app: Flask, office: Office) -> FlaskClient:
    return sign_in_as(app.test_client(), office.town.lead)


@pytest.fixture
def guardian(app: Flask, office: Office) -> FlaskClient:
    return sign_in_as(app.test_client(), office.guardian)


@pytest.fixture
def path(office: Office) -> str:
    return f"/advice/new/about/child/{office.child}"


def questions(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(AdviceQuestion.question)))


def text_of(answer: object) -> str:
    """The text of a page, its entities read."""
    return html.unescape(answer.text)  # type: ignore[attr-defined]


def test_a_question_without_marks_goes_at_once_and_leads_back_to_the_record(
    app: Flask, lead: FlaskClient, office: Office, path: str
) -> None:
    answer = lead.post(path, data=ASKED)
    assert answer.status_code == 303 and answer.location == f"/children/{office.child}"
    assert questions(app) == [QUESTION]
    page = lead.get(answer.location).text
    assert "Advice on sharing" in page and f"/advice/about/child/{office.child}" in page
    assert QUESTION in text_of(lead.get(f"/advice/about/child/{office.child}"))


def test_marks_are_shown_in_the_text_and_beside_it_the_text_without_them(
    app: Flask, lead: FlaskClient, path: str
) -> None:
    typed = "Wilfreda lives at 14 Quince Row, ZZ9 4QR. Mrs Bell rang 01632 960321. May we share?"
    answer = lead.post(path, data=ASKED | {"question": typed})
    assert answer.status_code == 422 and questions(app) == []
    marked = re.findall(r"<mark>(.*?)<span", answer.text)
    assert marked == ["Wilfreda", "14 Quince Row", "ZZ9 4QR", "Bell", "01632 960321"]
    proposed = (
        "[a name of the family] lives at [an address], [a postcode]. Mrs [a name] rang"
        " [a telephone number]. May we share?"
    )
    assert proposed in text_of(answer) and typed in text_of(answer)
    assert "Why does “Bell” identify nobody?" in text_of(answer)
    assert "identify nobody?" in answer.text and "“Wilfreda” identify" not in text_of(answer)


def test_the_stripped_text_is_taken_read_and_sent(app: Flask, lead: FlaskClient, path: str) -> None:
    typed = ASKED | {"question": "Wilfreda said no. May we share?", "step": "take_out"}
    answer = lead.post(path, data=typed)
    assert answer.status_code == 200 and questions(app) == []
    assert "[a name of the family] said no. May we share?</textarea>" in answer.text
    assert 'value="y" checked' not in answer.text, "it is read again before it goes"
    stripped = "[a name of the family] said no. May we share?"
    assert lead.post(path, data=ASKED | {"question": stripped}).status_code == 303
    assert questions(app) == [stripped]


def test_a_reason_lets_a_single_mark_stay_and_never_an_address(
    app: Flask, lead: FlaskClient, path: str
) -> None:
    reason = {
        "exceptions-0-kind": "name",
        "exceptions-0-words": "Bell",
        "exceptions-0-reason": "The name of a shop",
        "exceptions-1-kind": "postcode",
        "exceptions-1-words": "ZZ9 4QR",
        "exceptions-1-reason": "Everybody lives there",
    }
    barred = lead.post(path, data=ASKED | reason | {"question": "Mrs Bell, ZZ9 4QR. May we?"})
    assert barred.status_code == 422 and "cannot be sent, whatever the reason" in barred.text
    assert "The name of a shop" in barred.text
    assert (
        lead.post(path, data=ASKED | reason | {"question": "Mrs Bell. May we?"}).status_code == 303
    )
    with app.app_context():
        assert db.session.scalars(select(AdviceException.reason)).all() == ["The name of a shop"]


@pytest.mark.parametrize("left_out", ["adviser", "urgent", "question", "read_again"])
def test_what_is_left_out_is_said_and_nothing_is_lost(
    app: Flask, lead: FlaskClient, path: str, left_out: str
) -> None:
    answer = lead.post(path, data={name: one for name, one in ASKED.items() if name != left_out})
    assert answer.status_code == 422 and questions(app) == []
    assert left_out == "question" or QUESTION in text_of(answer)


def test_a_pasted_record_of_two_hundred_pages_is_given_back(
    app: Flask, lead: FlaskClient, path: str
) -> None:
    pasted = "Wilfreda lives in ZZ9 4QR.\n" * 18_519
    answer = lead.post(path, data=ASKED | {"question": pasted})
    assert answer.status_code == 422 and questions(app) == []
    assert "has 500,012 characters, 492,012 more than the 8,000" in answer.text
    assert answer.text.count("Wilfreda lives in ZZ9 4QR.") == 18_519


def test_the_guardian_reads_asks_back_and_answers_and_sees_no_child(
    app: Flask, office: Office, lead: FlaskClient, guardian: FlaskClient, path: str
) -> None:
    lead.post(path, data=ASKED)
    listed = guardian.get("/advice/to-answer").text
    reference = re.findall(r'href="(/advice/[A-Z2-9-]{9})"', listed)[0]
    seen = [guardian.get(at).text for at in ("/inbox", "/advice", reference, f"{reference}/answer")]
    seen.append(guardian.get(re.findall(r'href="(/inbox/[A-Z2-9-]{9})"', seen[0])[0]).text)
    for page in (listed, *seen):
        assert office.child not in page and "Wilfreda" not in page and "Child's record" not in page
    assert guardian.post(f"{reference}/ask-back", data={"words": "How old?", "shown": "0"})
    assert "It concerns" in lead.get(reference).text and office.child in lead.get(reference).text
    wrong = lead.post(f"{reference}/add", data=READ | {"words": "Wilfreda is 8", "shown": "1"})
    assert wrong.status_code == 422 and "Wilfreda is 8" in wrong.text
    assert (
        lead.post(f"{reference}/add", data=READ | {"words": "8", "shown": "1"}).status_code == 303
    )
    late = guardian.post(f"{reference}/answer", data={"words": "Say yes.", "shown": "0"})
    assert late.status_code == 422 and "while you typed" in late.text and "Say yes." in late.text
    assert (
        guardian.post(f"{reference}/answer", data={"words": "Yes.", "shown": "2"}).status_code
        == 303
    )
    assert "Yes." in lead.get(reference).text
    assert lead.get(f"{reference}/withdraw").status_code == 409
    assert office.child not in guardian.get(reference).text


def test_somebody_else_finds_no_question_and_no_closed_matter(
    app: Flask, office: Office, lead: FlaskClient, path: str
) -> None:
    with app.app_context():
        reference, by_telephone = asked(office).reference, spoken(office).reference
    other = sign_in_as(app.test_client(), office.town.other_lead)
    for number in (reference, by_telephone):
        for at in ("", "/answer", "/ask-back", "/add", "/withdraw"):
            assert other.get(f"/advice/{number}{at}").status_code == 404, at
    manager = sign_in_as(app.test_client(), office.town.designated_manager)
    assert manager.get(f"/advice/{reference}").status_code == 200
    assert "It concerns" not in manager.get(f"/advice/{reference}").text
    assert manager.get(f"/advice/{by_telephone}").status_code == 404
    for at in (
        "new/about/child/ZZZZ-2222",
        "new/about/statement/ABCD-2345",
        "about/child/ZZZZ-2222",
    ):
        assert lead.get(f"/advice/{at}").status_code == 404
    officer = sign_in_as(app.test_client(), office.town.duty_officer)
    assert officer.get(f"/advice/{reference}").status_code == 404


def test_advice_by_telephone_is_recorded(app: Flask, lead: FlaskClient, office: Office) -> None:
    typed = {
        "adviser": "legal_services",
        "spoken_with": "Leonora Vance",
        "spoken_office": "Legal services",
        "taken_on-day": "2",
        "taken_on-month": "3",
        "taken_on-year": "2026",
        "taken_time": "14:05",
        "question": QUESTION,
        "answer": "Tell the school of Wilfreda.",
        **READ,
    }
    path = f"/advice/spoken/about/child/{office.child}"
    wrong = lead.post(path, data=typed)
    assert wrong.status_code == 422 and "<mark>Wilfreda" in wrong.text
    tomorrow = {"taken_on-year": str(now_utc().year + 1), "answer": "Share it."}
    assert "must be in the past" in lead.post(path, data=typed | tomorrow).text
    assert "taken_time" in lead.post(path, data=typed | {"taken_time": "soon"}).text
    assert lead.post(path, data=typed | {"answer": "Share it."}).status_code == 303
    shown = lead.get(f"/advice/about/child/{office.child}").text
    assert "Leonora Vance, Legal services" in shown and "Share it." in shown


def test_the_designated_manager_sees_what_is_late(app: Flask, office: Office) -> None:
    manager = sign_in_as(app.test_client(), office.town.designated_manager)
    assert "No advice is late" in manager.get("/advice/late").text
    with app.app_context():
        then, now = now_utc() - timedelta(days=30), now_utc()
        late, in_time = (asked(office, about=False, now=at).reference for at in (then, now))
    page = manager.get("/advice/late").text
    assert late in page and in_time not in page
    assert "Late" in manager.get(f"/advice/{late}").text


def test_a_question_withdrawn_says_why(app: Flask, office: Office, lead: FlaskClient) -> None:
    with app.app_context():
        reference = asked(office).reference
    path = f"/advice/{reference}/withdraw"
    assert lead.post(path, data={"words": "", "shown": "0"}).status_code == 422
    assert lead.post(path, data=READ | {"words": "Consent came", "shown": "0"}).status_code == 303
    assert "Consent came" in lead.get(f"/advice/{reference}").text
    with app.app_context():
        assert db.session.scalar(select(func.count(AdviceTurn.id))) == 1


def test_a_record_closed_meanwhile_is_shown_no_more_and_the_question_is_withdrawn(
    app: Flask, office: Office, lead: FlaskClient
) -> None:
    with app.app_context():
        reference = asked(office).reference
        child_id = child_id_of(office.child)
        with transaction():
            restrict(child_id or 0, office.town.designated_manager)
    assert lead.get(f"/advice/about/child/{office.child}").status_code == 404
    page = lead.get(f"/advice/{reference}")
    assert page.status_code == 200 and office.child not in page.text
    gone = lead.post(
        f"/advice/{reference}/withdraw", data=READ | {"words": "No need", "shown": "0"}
    )
    assert gone.status_code == 303


def test_what_is_longer_than_a_line_can_only_be_taken_out(
    app: Flask, lead: FlaskClient, path: str
) -> None:
    answer = lead.post(
        path, data=ASKED | {"question": "May we share https://x.example/" + "a" * 400}
    )
    assert answer.status_code == 422 and "Use the text without it" in answer.text
    assert "identify nobody?" not in answer.text
    taken = lead.post(path, data=ASKED | {"question": "May we share [a web address]"})
    assert taken.status_code == 303


def test_business_support_is_offered_no_advice_on_a_childs_page(app: Flask, office: Office) -> None:
    with app.app_context():
        with transaction():
            keeper = make_account(Role.BUSINESS_SUPPORT_OFFICER, name="Ottilie Marsh")
        question = asked(office)
        with transaction():
            services.advise(office.guardian, question.id, "Yes.", 0, now_utc())
    page = sign_in_as(app.test_client(), keeper).get(f"/children/{office.child}").text
    assert "Wilfreda" in page and "dvice on sharing" not in page
