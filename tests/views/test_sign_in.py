"""Signing in through the page: who gets in, what everybody else is told, and how often."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from lacrecords.audit import services as audit
from lacrecords.audit.models import AuditEntry
from lacrecords.database import db, now_utc, transaction
from lacrecords.staff import services
from lacrecords.staff.models import Account, StaffSession
from lacrecords.staff.passwords import hash_password
from lacrecords.staff.sessions import SignedInActor
from lacrecords.staff.sign_in import COOKIE, DEMONSTRATION, DemonstrationSignIn
from lacrecords.terms import Role
from tests.factories.staff import MAKER, PASSWORD, make_account
from tests.support.posting import post_form, token_on, without_token

EMAIL = "marit.quill@ashdown.example"


@pytest.fixture
def worker(app: Flask) -> SignedInActor:
    """A member of staff with a password."""
    with app.app_context(), transaction():
        return make_account(Role.DUTY_OFFICER, name="Marit Quill", email=EMAIL)


def _sign_in(
    client: FlaskClient, email: str = EMAIL, password: str = PASSWORD, **options: str
) -> TestResponse:
    return post_form(client, "/sign-in", email=email, password=password, **options)


def _is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def test_the_right_password_signs_in_and_leads_home(
    client: FlaskClient, worker: SignedInActor
) -> None:
    answer = _sign_in(client)
    assert (answer.status_code, answer.location) == (302, "/")
    assert "Marit Quill" in client.get("/account").text


def test_the_address_is_found_in_any_case_and_with_blanks_round_it(
    client: FlaskClient, worker: SignedInActor
) -> None:
    assert _sign_in(client, email="  Marit.QUILL@Ashdown.example ").status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [PASSWORD.upper(), PASSWORD + " ", " " + PASSWORD, PASSWORD[:-1], "", "x" * 999],
)
def test_a_password_that_differs_at_all_is_wrong(
    client: FlaskClient, worker: SignedInActor, wrong: str
) -> None:
    assert _sign_in(client, password=wrong).status_code == 422
    assert not _is_signed_in(client)


def test_a_password_that_differs_after_72_characters_is_wrong(
    app: Flask, client: FlaskClient
) -> None:
    long = "walnut ferry under the piano " * 3
    with app.app_context(), transaction():
        make_account(email="long@ashdown.example", password=long + "a")
    assert _sign_in(client, "long@ashdown.example", long + "b").status_code == 422
    assert _sign_in(client, "long@ashdown.example", long + "a").status_code == 302


def test_present_absent_invited_disabled_and_left_accounts_get_the_same_answer(
    app: Flask, client: FlaskClient, worker: SignedInActor
) -> None:
    with app.app_context(), transaction():
        make_account(email="invited.0000@ashdown.example", password=None)
        closed = make_account(email="disabled.000@ashdown.example")
        services.disable_account(worker, closed.account_id, now_utc())
        make_account(email="left.0000000@ashdown.example", left_on=now_utc().date())
    wrong_password = _sign_in(client, password="another gravel teapot")
    expected = without_token(wrong_password.text)
    for email in ("absent.00000", "invited.0000", "disabled.000", "left.0000000"):
        answer = _sign_in(client, f"{email}@ashdown.example", PASSWORD)
        shown = without_token(answer.text).replace(f"{email}@ashdown.example", EMAIL)
        assert (answer.status_code, shown) == (422, expected), email


def test_an_absent_account_costs_the_same_work(app: Flask, worker: SignedInActor) -> None:
    hashed = []
    with app.app_context():
        # The kept hash and the one of nobody have the same parameters, so the same cost.
        kept = db.session.get_one(Account, worker.account_id).password_hash or ""
        hashed.append(kept.split("$")[1:4])
        hashed.append(hash_password("nobody has this password").split("$")[1:4])
    assert hashed[0] == hashed[1] and hashed[0][0] == "argon2id"


def test_the_cookie_is_bound_to_this_host_and_hidden_from_scripts(
    client: FlaskClient, worker: SignedInActor
) -> None:
    answer = _sign_in(client)
    for cookie in answer.headers.getlist("Set-Cookie"):
        assert cookie.startswith("__Host-")
        for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
            assert part in cookie
        assert "Domain" not in cookie


def test_the_database_does_not_hold_the_token_of_the_cookie(
    app: Flask, client: FlaskClient, worker: SignedInActor
) -> None:
    _sign_in(client)
    token = client.get_cookie(COOKIE)
    assert token is not None and len(token.value) >= 43
    with app.app_context():
        assert token.value not in db.session.scalars(select(StaffSession.token_hash)).all()


def test_signing_in_again_changes_the_session_and_ends_the_one_before(
    app: Flask, client: FlaskClient, worker: SignedInActor
) -> None:
    token = token_on(client, "/sign-in")
    _sign_in(client)
    first = client.get_cookie(COOKIE)
    assert first is not None
    data = {"email": EMAIL, "password": PASSWORD, "csrf_token": token_on(client, "/account")}
    assert token != data["csrf_token"]
    client.post("/sign-in", data=data)
    second = client.get_cookie(COOKIE)
    assert second is not None and first.value != second.value
    copied = app.test_client()
    copied.set_cookie(COOKIE, first.value)
    assert not _is_signed_in(copied)
    assert _is_signed_in(client)


def test_a_hash_of_an_older_strength_is_renewed_at_sign_in(
    app: Flask, client: FlaskClient, worker: SignedInActor
) -> None:
    weaker = PasswordHasher(1, 16, parallelism=1).hash(PASSWORD)
    with app.app_context(), transaction():
        db.session.get_one(Account, worker.account_id).password_hash = weaker
        audit.record(MAKER, "account_made", "account", worker.account_id)
    assert _sign_in(client).status_code == 302
    with app.app_context():
        kept = db.session.get_one(Account, worker.account_id).password_hash or ""
    assert ",t=1,p=1" in kept and kept.split("$")[3] != weaker.split("$")[3]


@pytest.mark.parametrize("path", ["/staff", "/account", "/enquiries?page=2"])
def test_after_sign_in_the_wanted_page_of_ours_is_opened(
    client: FlaskClient, worker: SignedInActor, path: str
) -> None:
    wanted = f"/sign-in?next={quote(path)}"
    answer = post_form(client, wanted, email=EMAIL, password=PASSWORD)
    assert answer.location == path


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "\\\\elsewhere.example",
        "/\t/elsewhere.example",
        "javascript:alert(1)",
        "elsewhere.example",
        "",
    ],
)
def test_after_sign_in_no_other_place_is_opened(
    client: FlaskClient, worker: SignedInActor, elsewhere: str
) -> None:
    wanted = f"/sign-in?next={quote(elsewhere)}"
    assert "elsewhere" not in without_token(client.get(wanted).text)
    assert post_form(client, wanted, email=EMAIL, password=PASSWORD).location == "/"


def test_somebody_not_signed_in_is_sent_to_sign_in_and_then_back(client: FlaskClient) -> None:
    answer = client.get("/account")
    assert (answer.status_code, answer.location) == (302, "/sign-in?next=/account")


def test_the_fields_help_password_keepers(client: FlaskClient) -> None:
    page = client.get("/sign-in").text
    assert 'type="password"' in page
    assert 'autocomplete="current-password"' in page and 'autocomplete="username"' in page
    assert "onpaste" not in page


def test_every_try_is_in_the_trail_without_a_name(
    app: Flask, client: FlaskClient, worker: SignedInActor
) -> None:
    _sign_in(client, password="another gravel teapot")
    _sign_in(client, email="absent@ashdown.example")
    _sign_in(client)
    with app.app_context():
        tries = select(AuditEntry).where(AuditEntry.action == "sign_in").order_by(AuditEntry.id)
        rows = [(row.actor, row.subject_id, row.outcome) for row in db.session.scalars(tries)]
    assert rows == [
        ("nobody", worker.account_id, "refused"),
        ("nobody", None, "refused"),
        (worker.key, worker.account_id, "allowed"),
    ]


def test_no_sign_in_is_listed_outside_the_demonstration(app: Flask, client: FlaskClient) -> None:
    assert "demonstration" not in client.get("/sign-in").text
    app.extensions[DEMONSTRATION] = (
        DemonstrationSignIn(Role.DIRECTOR, "Ansel Prideaux", "ansel@ashdown.example", "shown here"),
    )
    page = client.get("/sign-in").text
    assert "ansel@ashdown.example" in page and "shown here" in page


def test_a_cookie_that_was_never_given_signs_nobody_in(app: Flask, client: FlaskClient) -> None:
    for value in ("x", "1", "é" * 50, "remember_me"):
        client.set_cookie(COOKIE, quote(value))
        client.set_cookie("remember_token", "1|abc")
        assert client.get("/account").status_code == 302
