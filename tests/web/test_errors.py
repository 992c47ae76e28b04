"""Error pages: plain words, what to do next, nothing of what went wrong inside."""

from __future__ import annotations

import logging

import pytest
from flask.testing import FlaskClient

from lacrecords.web.errors import PAGES
from tests.web.reading import Page, assert_sound


@pytest.mark.parametrize("code", sorted(PAGES))
def test_an_error_page_says_what_to_do_and_tells_nothing(browser: FlaskClient, code: int) -> None:
    answer = browser.get(f"/fail/{code}")
    page = Page(answer.text)
    assert answer.status_code == code
    assert_sound(page)
    assert page.one("h1").text.strip() == PAGES[code].title
    assert "canary" not in answer.text
    for word in ("please", "!", "sorry", "oops", "error"):
        assert word not in page.one("main").text.lower()


def test_an_error_without_words_of_its_own_gets_the_nearest(browser: FlaskClient) -> None:
    assert browser.get("/fail/418").status_code == 418
    assert PAGES[400].title in browser.get("/fail/418").text
    assert PAGES[500].title in browser.get("/fail/502").text


def test_a_crash_shows_no_trace(browser: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    answer = browser.get("/crash")
    assert answer.status_code == 500
    assert "canary" not in answer.text
    assert "RuntimeError" not in answer.text


def test_a_database_that_does_not_answer_is_a_503_with_the_paper_form(
    browser: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = browser.get("/database")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "paper form" in answer.text
    assert "canary" not in answer.text + caplog.text


def test_a_missing_and_a_misspelt_page_look_the_same(browser: FlaskClient) -> None:
    def without_nonce(text: str) -> list[str]:
        return [line for line in text.splitlines() if "nonce" not in line]

    missing, refused = browser.get("/fail/404"), browser.get("/nowhere")
    assert without_nonce(missing.text) == without_nonce(refused.text)


def test_a_redirect_stays_a_redirect(browser: FlaskClient) -> None:
    assert browser.post("/form", data={"name": "x"}).status_code == 422
    assert browser.get("/form/").status_code == 404
