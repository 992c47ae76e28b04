"""Consent over HTTP: asked, refused, taken back, reviewed; hidden from whom it is not for."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from lacrecords.consents.models import Consent, ConsentWithdrawal
from lacrecords.database import db, now_utc, transaction
from lacrecords.staff.queries import council_day
from lacrecords.terms import ExplainedPart, Role, UnderstandingQuestion
from tests.factories.children import path_of, restrict
from tests.factories.consents import FIVE, THIRTEEN, Family, make_family
from tests.factories.town import Town
from tests.support.posting import post_form
from tests.support.register import Register

TODAY = council_day(now_utc())


@pytest.fixture
def lead(register: Register, town: Town) -> FlaskClient:
    return register.browser(town.lead)


def a_family(app: Flask, town: Town, born_on: date = THIRTEEN) -> tuple[Family, str]:
    """The family, and the address of what is kept about consent for the child."""
    with app.app_context():
        family = make_family(town, born_on)
        return family, f"/consents/about/{path_of(family.child_id).rpartition('/')[2]}"


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}__{part}": str(getattr(on, part)) for part in ("day", "month", "year")}


def record(client: FlaskClient, about: str, expect: int = 303, **said: object) -> TestResponse:
    plain = {
        "giver": "child",
        "of_concern": "no",
        "worksheet": "none",
        "purpose": "So that the school can help",
        "scope": "That she cares for her mother",
        "recipients": "The head of year",
        "special_category": "no",
        "explained": [part.value for part in ExplainedPart],
        "answer": "consented",
        "kind": "explicit",
        "form": "spoken",
        "what_was_said": "Yes, tell them.",
        "taken_by": "Ines Thackeray",
        **day("taken_on", TODAY),
    }
    answer = post_form(client, f"{about}/new", **(plain | said))  # type: ignore[arg-type]
    assert answer.status_code == expect, answer.text
    return answer


def worksheet(client: FlaskClient, about: str, expect: int = 303, **said: str) -> TestResponse:
    plain = {
        "occasion": "Whether her school is told",
        "how_explained": "With a drawing",
        "language": "English",
        "communication": "Talking",
        "childs_view": "Tell my tutor and nobody else",
        "others_opinion": "Her gran says no",
        "able": "yes",
        "reason": "She weighed it",
        "assessed_by": "Ines Thackeray",
        **day("worked_on", TODAY),
        **{f"{one.value}_answer": "yes" for one in UnderstandingQuestion},
        **{f"{one.value}_words": "In her own words" for one in UnderstandingQuestion},
    }
    answer = post_form(client, f"{about}/worksheet", **(plain | said))
    assert answer.status_code == expect, answer.text
    return answer


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_from_the_childs_record_to_an_answer_that_stands(
    app: Flask, register: Register, town: Town, lead: FlaskClient
) -> None:
    family, about = a_family(app, town)
    with app.app_context():
        child = path_of(family.child_id)
    assert about in lead.get(child).text
    assert "Nobody was asked yet" in lead.get(about).text
    shown = record(lead, about).location
    page = text_of(lead.get(shown).text)
    assert "Consent given" in page and "Isolde Fennimore" in page and "Yes, tell them." in page
    panel = text_of(lead.get(child).text)
    assert "Consent to share When" not in panel and "Consent given" in panel
    assert len(register.trail("consent_recorded")) == 2
    assert len(register.trail("consent_read")) == 1 and len(register.trail("consents_read")) == 1


def test_a_refusal_and_an_agreement_stand_side_by_side(
    app: Flask, town: Town, lead: FlaskClient
) -> None:
    family, about = a_family(app, town)
    worksheet(lead, about)
    reference = re.findall(r"/consents/worksheets/([0-9A-Z-]+)", lead.get(about).text)[0]
    record(lead, about, worksheet=reference, answer="refused", what_was_said="No. Not my class.")
    mother = {"giver": f"person:{family.mother_id}", "worksheet": reference}
    record(lead, about, **mother)
    page = lead.get(about).text
    assert "Answers that differ" in page and "They agree" in page and "They refuse" in page
    assert "Tell my tutor and nobody else" in page and "Her gran says no" not in page
    kept = text_of(page)
    assert "The child, for themselves" in kept and "No consent" in kept and "Refused" in kept


@pytest.mark.parametrize("answer", ["no_reply", "pressed", "service_condition"])
def test_silence_and_pressure_are_kept_as_no_consent(
    app: Flask, town: Town, lead: FlaskClient, answer: str
) -> None:
    _, about = a_family(app, town)
    form = text_of(lead.get(f"{about}/new").text)
    assert form.count("It is kept, as no consent") == 3
    page = text_of(lead.get(record(lead, about, answer=answer, kind="").location).text)
    assert "No consent" in page and "Consent given" not in page


def test_what_was_typed_comes_back_with_what_to_do(
    app: Flask, town: Town, lead: FlaskClient
) -> None:
    _, about = a_family(app, town)
    tomorrow = day("taken_on", TODAY + timedelta(days=1))
    page = record(lead, about, 422, limits="Not my uncle <b>", **tomorrow).text
    assert "The day must be today or in the past" in page and "Not my uncle &lt;b&gt;" in page
    page = record(lead, about, 422, kind="", giver="").text
    assert "Select who was asked" in page
    assert "Select whether the consent is explicit or implied" in page
    page = record(lead, about, 422, kind="implied").text
    assert "Select whether it is part of the service" in page
    assert record(lead, about, 422, giver="person:99").status_code == 422
    unnamed = {"giver": "adult", "giver_name": ""}
    assert "Enter the name of whoever answered" in record(lead, about, 422, **unnamed).text
    with app.app_context():
        assert db.session.scalar(select(func.count(Consent.id))) == 0


def test_a_consent_is_taken_back_once_and_for_good(
    app: Flask, town: Town, lead: FlaskClient, register: Register
) -> None:
    _, about = a_family(app, town)
    shown = record(lead, about).location
    there = f"{shown}/withdraw"
    said = {"by": "giver", "form": "spoken", "what_was_said": "", "already_shared": "yes"}
    page = post_form(lead, there, **said, **day("withdrawn_on", TODAY))
    assert page.status_code == 422 and "Enter what was said" in page.text
    said["what_was_said"] = "I changed my mind"
    assert post_form(lead, there, **said, **day("withdrawn_on", TODAY)).status_code == 303
    page_after = text_of(lead.get(shown).text)
    assert "Taken back" in page_after and "I changed my mind" in page_after
    assert "It is taken back" not in page_after
    again = post_form(lead, there, **said, **day("withdrawn_on", TODAY))
    assert again.status_code == 422 and "already" in again.text
    with app.app_context():
        assert db.session.scalar(select(func.count(ConsentWithdrawal.id))) == 1
    manager = register.browser(town.designated_manager)
    inbox = manager.get("/inbox").text
    assert "A consent to share was taken back" in inbox and "Isolde" not in inbox


def test_a_change_and_a_review(app: Flask, town: Town, lead: FlaskClient) -> None:
    _, about = a_family(app, town)
    shown = record(lead, about).location
    review = {"outcome": "confirmed", "words": "She still says yes"}
    assert post_form(lead, f"{shown}/review", **review).status_code == 303
    change = {"kind": "use_changed", "words": "For a new club", **day("since_on", TODAY)}
    assert post_form(lead, f"{shown}/change", **change).status_code == 303
    page = text_of(lead.get(shown).text)
    assert "To be asked again" in page and "used for something else now" in page
    assert "Isolde Fennimore" in lead.get("/consents").text
    refused = post_form(lead, f"{shown}/review", **review)
    assert refused.status_code == 422 and "She still says yes" in refused.text
    asked = post_form(lead, f"{shown}/review", **(review | {"outcome": "asked_again"}))
    assert asked.status_code == 303
    assert "Isolde Fennimore" not in lead.get("/consents").text


def test_a_worksheet_shows_the_childs_view_before_others_opinion(
    app: Flask, town: Town, lead: FlaskClient
) -> None:
    _, about = a_family(app, town)
    page = text_of(lead.get(worksheet(lead, about).location).text)
    own, others = page.index("Tell my tutor"), page.index("Her gran says no")
    assert page.index("The child’s own view") < own < page.index("What others think") < others
    refused = worksheet(lead, about, 422, weighing_words="", able="no").text
    assert "Enter how: Can the child weigh" in refused and "Tell my tutor" in refused
    refused = worksheet(lead, about, 422, able="no").text
    assert "another than the answers suggest" in refused


def test_parents_who_disagree_and_its_answer(app: Flask, town: Town, lead: FlaskClient) -> None:
    family, about = a_family(app, town, FIVE)
    record(lead, about, giver=f"person:{family.mother_id}")
    father = {"giver": f"person:{family.father_id}", "answer": "refused"}
    assert "Enter why this parent was" in record(lead, about, 422, **father).text
    record(lead, about, why_this_person="He rang us", **father)
    page = lead.get(about).text
    assert "Parents disagree: consider whose consent is sought" in page
    there = re.findall(r"/consents/disagreements/[0-9A-Z-]+", page)[0]
    said = {
        "same_matter": "yes",
        "sought": f"person:{family.mother_id}",
        "reasons": "She lives there",
        "advice": "",
    }
    refused = post_form(lead, there, **said)
    assert refused.status_code == 422 and "She lives there" in refused.text
    said["advice"] = "Perrin Aldous: yes"
    assert post_form(lead, there, **said).status_code == 303
    page = text_of(lead.get(there).text)
    assert "Maren Fennimore" in page and "Perrin Aldous: yes" in page
    assert post_form(lead, there, page=f"{about}/new", **said).status_code == 200, "kept once"


def test_a_disagreement_is_raised_by_hand(app: Flask, town: Town, lead: FlaskClient) -> None:
    _, about = a_family(app, town, FIVE)
    refused = post_form(lead, f"{about}/disagreement", words="")
    assert refused.status_code == 422
    made = post_form(lead, f"{about}/disagreement", words="They quarrel")
    assert made.status_code == 303 and "They quarrel" in lead.get(made.location).text
    other = {"same_matter": "yes", "sought": "another", "sought_name": "Nan", "reasons": "x"}
    assert post_form(lead, made.location, advice="None: urgent", **other).status_code == 303
    assert "Nan" in lead.get(made.location).text


def test_whoever_may_not_open_the_record_learns_nothing(
    app: Flask, register: Register, town: Town, lead: FlaskClient
) -> None:
    family, about = a_family(app, town, FIVE)
    sheet = worksheet(lead, about).location
    shown = _by_worksheet(lead, about)
    question = post_form(lead, f"{about}/disagreement", words="They quarrel").location
    with app.app_context(), transaction():
        restrict(family.child_id, town.team_manager)
    paths = [about, f"{about}/new", f"{about}/worksheet", f"{about}/disagreement", sheet, shown]
    paths += [question, f"{shown}/withdraw", f"{shown}/change", f"{shown}/review"]
    lead.get("/inbox")
    nowhere = lead.get("/consents/AAAA-AAAA")
    for path in paths:
        answer = lead.get(path)
        assert answer.status_code == 404, path
        assert text_of(answer.text) == text_of(nowhere.text), path
    owner = register.browser(town.team_manager)
    assert all(owner.get(path).status_code == 200 for path in paths)
    assert "Isolde" not in lead.get("/consents").text
    assert len(register.trail("consent_read")) >= 6


def _by_worksheet(client: FlaskClient, about: str) -> str:
    reference = re.findall(r"/consents/worksheets/([0-9A-Z-]+)", client.get(about).text)[0]
    return str(record(client, about, worksheet=reference).location)


@pytest.mark.parametrize(
    "role", [Role.DUTY_OFFICER, Role.BUSINESS_SUPPORT_OFFICER, Role.SYSTEM_ADMINISTRATOR]
)
def test_who_is_no_social_worker_neither_reads_nor_records(
    app: Flask, register: Register, town: Town, role: Role, lead: FlaskClient
) -> None:
    family, about = a_family(app, town)
    record(lead, about)
    client = register.browser(register.staff(role))
    assert client.get(about).status_code == 403 and client.get("/consents").status_code == 403
    with app.app_context():
        child = path_of(family.child_id)
    assert "Consent given" not in client.get(child).text


def test_nothing_personal_stands_in_an_address(app: Flask, town: Town, lead: FlaskClient) -> None:
    _, about = a_family(app, town)
    for path in (about, record(lead, about).location, worksheet(lead, about).location):
        assert not re.search("isolde|fennimore|2013", path, re.IGNORECASE)
