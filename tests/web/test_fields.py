"""Every kind of field, drawn and read, in the right and in the wrong."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lacrecords.terms import DatePrecision
from lacrecords.web.date_parts import DateParts
from tests.web.every_field import Pet
from tests.web.reading import Page, assert_sound

GOOD = {
    "name": " Ada  Quill ",
    "words": "one\r\ntwo",
    "secret": " kept as typed ",
    "pet": "cat",
    "agency": "12",
    "pets": ["cat", "dog"],
    "worried": "no",
    "agreed": "y",
    "born-day": "29",
    "born-month": "feb",
    "born-year": "2024",
    "children-0-forename": "Bo",
    "children-0-born-year": "2019",
}


def sent(browser: FlaskClient, **changes: Any) -> Page:
    """The page that comes back for a form with these changes; it must say what is wrong."""
    answer = browser.post("/form", data=GOOD | changes)
    assert answer.status_code == 422, answer.status
    page = Page(answer.text)
    assert_sound(page)
    assert page.one("title").text.startswith("Error: ")
    return page


def links(page: Page) -> dict[str, str]:
    """What the summary says, with where it leads."""
    summary = page.one(class_="govuk-error-summary")
    inside = [link for link in page.all("a") if summary in link.ancestors]
    return {link.text.strip(): link.attributes["href"] for link in inside}


def test_every_kind_of_field_is_drawn_soundly(browser: FlaskClient) -> None:
    answer = browser.get("/form")
    page = Page(answer.text)
    assert answer.status_code == 200
    assert_sound(page)
    assert not page.has(class_="govuk-error-summary")
    assert page.one("title").text == "A form - Children's register - Ashdown County Council"
    assert page.one(id="name")["aria-describedby"] == "name-hint"
    assert (
        page.one("form", method="post", enctype="multipart/form-data").attributes["novalidate"]
        == ""
    )
    assert page.one("input", name="step")["value"] == "2"
    assert page.one("input", id="secret")["type"] == "password"
    assert [each["value"] for each in page.all("input", name="pet")] == ["cat", "dog", "none"]
    assert page.one(id="pet-item-hint").text.strip() == "Also a kitten"
    assert page.one("input", id="letter")["type"] == "file"
    assert [each["id"] for each in page.all("input", inputmode="numeric")][:3] == [
        "born-day",
        "born-month",
        "born-year",
    ]


def test_a_right_form_becomes_typed_values(web_app: Flask, browser: FlaskClient) -> None:
    assert browser.post("/form", data=GOOD).status_code == 302
    seen = web_app.config["SEEN"][0]
    assert seen["name"] == "Ada  Quill"
    assert seen["words"] == "one\ntwo"
    assert seen["secret"] == " kept as typed "
    assert (seen["pet"], seen["second"], seen["agency"]) == (Pet.CAT, None, 12)
    assert seen["pets"] == [Pet.CAT, Pet.DOG]
    assert (seen["worried"], seen["agreed"]) == (False, True)
    assert seen["born"] == DateParts(29, 2, 2024)
    assert seen["children"][0]["born"].estimated()[1] is DatePrecision.YEAR


def test_an_empty_form_says_what_to_enter_and_where(browser: FlaskClient) -> None:
    page = Page(browser.post("/form", data={}).text)
    assert_sound(page)
    assert links(page) == {
        "Enter the name": "#name",
        "Select a pet": "#pet",
        "Select yes if you are worried": "#worried",
        "Enter the child's first name": "#children-0-forename",
    }
    assert page.one(id="name")["aria-describedby"] == "name-hint name-error"
    assert "Error:" in page.one(id="name-error").text


@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\r\n\t"])
def test_blanks_alone_are_nothing(browser: FlaskClient, blank: str) -> None:
    assert links(sent(browser, name=blank)) == {"Enter the name": "#name"}


@pytest.mark.parametrize("hidden", ["a\x00b", "a\x1bb", "a\u202eb", "a\u2066b"])
def test_characters_that_cannot_be_seen_are_refused(browser: FlaskClient, hidden: str) -> None:
    said = links(sent(browser, name=hidden))
    assert said == {"Remove the characters that cannot be seen, then type the text again": "#name"}


def test_a_text_without_a_length_of_its_own_has_a_greatest_length(browser: FlaskClient) -> None:
    assert links(sent(browser, name="é" * 251)) == {"Name must be 250 characters or fewer": "#name"}
    said = links(sent(browser, words="x" * 5001))
    assert said == {"What was said must be 5,000 characters or fewer": "#words"}


def test_a_file_in_place_of_a_text_is_refused(browser: FlaskClient) -> None:
    page = sent(browser, name=(BytesIO(b"x"), "x.txt"), pet=(BytesIO(b"x"), "x.txt"))
    assert links(page) == {
        "Enter text here, not a file": "#name",
        "Select one of the answers shown": "#pet",
    }


@pytest.mark.parametrize("name", ["pet", "second", "agency", "pets", "worried"])
def test_an_answer_that_was_not_offered_is_refused(browser: FlaskClient, name: str) -> None:
    for value in ("horse", "99", "9" * 5000):
        said = links(sent(browser, **{name: value}))
        assert list(said.values()) == [f"#{name}"]
        assert list(said) == ["Select one of the answers shown"]


@pytest.mark.parametrize(
    ("day", "month", "year", "message", "box"),
    [
        ("", "2", "2024", "Date of birth must include a day", "day"),
        ("3", "", "", "Date of birth must include a month and year", "month"),
        ("3", "2", "24", "Year must include 4 numbers", "year"),
        ("3", "2", "0024", "Year must include 4 numbers", "year"),
        ("30", "2", "2024", "Date of birth must be a real date", "day"),
        ("29", "2", "2023", "Date of birth must be a real date", "day"),
        ("3", "13", "2024", "Date of birth must be a real date", "month"),
        ("3", "Smarch", "2024", "Date of birth must be a real date", "month"),
        ("x", "2", "2024", "Date of birth must be a real date", "day"),
        ("٣", "2", "2024", "Date of birth must be a real date", "day"),
    ],
)
def test_a_wrong_date_says_which_box(
    browser: FlaskClient, day: str, month: str, year: str, message: str, box: str
) -> None:
    page = sent(browser, **{"born-day": day, "born-month": month, "born-year": year})
    assert links(page) == {message: f"#born-{box}"}
    assert page.one(id="born-day").attributes.get("value", "") == day
    assert "govuk-input--error" in page.one(id=f"born-{box}")["class"]


def test_what_was_typed_comes_back_as_text_and_never_as_a_tag(browser: FlaskClient) -> None:
    attack = "</textarea></title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    page = sent(browser, name="", words=attack, **{"children-0-notes": attack, "born-day": attack})
    assert page.one("textarea", id="words").text == attack
    assert page.one("textarea", id="children-0-notes").text == attack
    assert not page.has("img")
    assert len(page.all("script")) == 2
    assert page.one(id="secret").attributes.get("value") is None


def test_several_lines_come_back_as_they_were_typed(browser: FlaskClient) -> None:
    page = sent(browser, name="", **{"children-0-notes": "first\n  second\nthird"})
    assert page.one("textarea", id="children-0-notes").text == "first\n  second\nthird"


def test_answers_chosen_stay_chosen(browser: FlaskClient) -> None:
    page = sent(browser, name="")
    chosen = [each["id"] for each in page.all("input") if "checked" in each.attributes]
    assert chosen == ["pet", "pets", "pets-2", "worried-2", "agreed"]
    assert [each["value"] for each in page.all("option") if "selected" in each.attributes] == ["12"]


def test_browsers_are_told_to_remember_and_send_nothing_that_is_typed(browser: FlaskClient) -> None:
    page = Page(browser.get("/form").text)
    boxes = page.all("input", type="text") + page.all("textarea")
    assert len(boxes) >= 6
    assert {each["autocomplete"] for each in boxes} == {"off"}
    assert {each["spellcheck"] for each in [page.one(id="name"), *page.all("textarea")]} == {
        "false"
    }
