"""Waiting after wrong passwords, through the page: it slows guessing and locks nobody out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from lacrecords.database import db, transaction
from lacrecords.staff.models import SignInAttempt
from lacrecords.staff.throttle import LONGEST_WAIT
from tests.factories.staff import PASSWORD, make_account
from tests.support.posting import post_form, without_token

EMAIL = "marit.quill@ashdown.example"
WRONG = "another gravel teapot"
HERE, ELSEWHERE = "192.0.2.10", "198.51.100.20"


@pytest.fixture
def guess(app: Flask) -> Callable[..., TestResponse]:
    """One try of a password for a member of staff who exists."""
    with app.app_context(), transaction():
        make_account(email=EMAIL)

    def once(password: str = WRONG, network: str = HERE, email: str = EMAIL) -> TestResponse:
        browser = app.test_client()
        return post_form(browser, "/sign-in", network=network, email=email, password=password)

    return once


def _time_passes(app: Flask, passed: timedelta) -> None:
    with app.app_context(), transaction():
        for attempt in db.session.scalars(select(SignInAttempt)).all():
            attempt.at -= passed


def test_the_fifth_wrong_try_begins_the_wait(guess: Callable[..., TestResponse]) -> None:
    assert [guess().status_code for _ in range(5)] == [422] * 5
    waiting = guess()
    assert waiting.status_code == 429
    assert 1 <= int(waiting.headers["Retry-After"]) <= 6
    assert "Too many wrong passwords" in waiting.text


def test_while_waiting_even_the_right_password_is_not_looked_at(
    app: Flask, guess: Callable[..., TestResponse]
) -> None:
    for _ in range(5):
        guess()
    assert guess(PASSWORD).status_code == 429
    _time_passes(app, timedelta(seconds=6))
    assert guess(PASSWORD).status_code == 302


def test_tries_while_waiting_count_for_nothing(
    app: Flask, guess: Callable[..., TestResponse]
) -> None:
    for _ in range(12):
        guess()
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SignInAttempt)) == 5


def test_others_elsewhere_cannot_shut_a_person_out_of_her_own_network(
    app: Flask, guess: Callable[..., TestResponse]
) -> None:
    for _ in range(20):
        guess(network=ELSEWHERE)
        _time_passes(app, timedelta(seconds=1))
    assert guess(network=ELSEWHERE).status_code == 429
    assert guess(PASSWORD, network=HERE).status_code == 302


def test_the_longest_wait_always_ends(app: Flask, guess: Callable[..., TestResponse]) -> None:
    for _ in range(5):
        guess()
    with app.app_context(), transaction():
        row = db.session.scalars(select(SignInAttempt)).first()
        assert row is not None
        more = [
            SignInAttempt(
                at=row.at, email_hash=row.email_hash, network=row.network, succeeded=False
            )
            for _ in range(500)
        ]
        db.session.add_all(more)
    assert guess(PASSWORD).status_code == 429
    _time_passes(app, LONGEST_WAIT)
    assert guess(PASSWORD).status_code == 302


def test_the_right_password_begins_the_count_again(
    guess: Callable[..., TestResponse],
) -> None:
    for _ in range(4):
        guess()
    assert guess(PASSWORD).status_code == 302
    assert [guess().status_code for _ in range(4)] == [422] * 4


def test_an_absent_account_waits_with_the_same_words(
    guess: Callable[..., TestResponse],
) -> None:
    absent = "absent.quill@ashdown.example"
    for _ in range(5):
        guess()
        guess(email=absent)
    present, missing = guess(), guess(email=absent)
    assert present.status_code == missing.status_code == 429
    shown = without_token(missing.text).replace(absent, EMAIL)
    assert shown.split("Try again")[0] == without_token(present.text).split("Try again")[0]


def test_the_current_password_cannot_be_guessed_on_the_account_page(
    client: FlaskClient, guess: Callable[..., TestResponse]
) -> None:
    post_form(client, "/sign-in", email=EMAIL, password=PASSWORD)
    answers = [
        post_form(client, "/account", current=WRONG, password="a new walnut and teapot")
        for _ in range(6)
    ]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]


def test_an_attempt_keeps_no_address_in_the_clear(
    app: Flask, guess: Callable[..., TestResponse]
) -> None:
    guess()
    with app.app_context():
        row = db.session.scalars(select(SignInAttempt)).one()
        assert EMAIL not in row.email_hash and len(row.email_hash) == 64
