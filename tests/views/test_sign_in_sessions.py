"""How long a sign-in lives, and everything that ends it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from lacrecords.audit import services as audit
from lacrecords.database import db, now_utc, transaction
from lacrecords.staff import services
from lacrecords.staff.models import Account, StaffSession
from lacrecords.staff.queries import council_day
from lacrecords.staff.sessions import SignedInActor
from lacrecords.staff.sign_in import COOKIE
from lacrecords.terms import Role
from tests.factories.staff import MAKER, make_account, sign_in_as
from tests.support.posting import post_form


@pytest.fixture
def worker(app: Flask, client: FlaskClient) -> SignedInActor:
    """A team manager, signed in in `client`."""
    with app.app_context(), transaction():
        actor = make_account(Role.TEAM_MANAGER, name="Tobias Okonjo")
    sign_in_as(client, actor)
    return actor


def _is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def _move(app: Flask, *, started: timedelta, seen: timedelta) -> None:
    now = now_utc()
    times = {"started_at": now - started, "last_seen_at": now - seen}
    with app.app_context(), transaction():
        db.session.execute(update(StaffSession).values(**times))


def _last_seen(app: Flask) -> datetime:
    with app.app_context():
        return db.session.scalars(select(StaffSession.last_seen_at)).one()


def test_a_cookie_copied_before_sign_out_is_worth_nothing_after(
    app: Flask, client: FlaskClient, worker: SignedInActor
) -> None:
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None and _is_signed_in(client)
    answer = post_form(client, "/sign-out", page="/account")
    assert (answer.status_code, answer.location) == (302, "/sign-in")
    assert not _is_signed_in(client)
    copied = app.test_client()
    copied.set_cookie(COOKIE, cookie.value)
    assert not _is_signed_in(copied)


def test_sign_out_clears_what_the_browser_keeps(client: FlaskClient, worker: SignedInActor) -> None:
    answer = post_form(client, "/sign-out", page="/account")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get_cookie(COOKIE) is None


def test_sign_out_is_never_a_link(client: FlaskClient, worker: SignedInActor) -> None:
    assert client.get("/sign-out").status_code in (404, 405)
    assert _is_signed_in(client)


def test_a_session_ends_after_fifteen_idle_minutes(
    app: Flask, client: FlaskClient, worker: SignedInActor
) -> None:
    _move(app, started=timedelta(hours=1), seen=timedelta(minutes=14, seconds=30))
    assert _is_signed_in(client)
    _move(app, started=timedelta(hours=1), seen=timedelta(minutes=15))
    assert not _is_signed_in(client)


def test_a_session_ends_after_twelve_hours_even_in_use(
    app: Flask, client: FlaskClient, worker: SignedInActor
) -> None:
    _move(app, started=timedelta(hours=11, minutes=59), seen=timedelta(0))
    assert _is_signed_in(client)
    _move(app, started=timedelta(hours=12), seen=timedelta(0))
    assert not _is_signed_in(client)


def test_a_sign_of_life_is_written_once_a_minute_at_most(
    app: Flask, client: FlaskClient, worker: SignedInActor
) -> None:
    _move(app, started=timedelta(hours=1), seen=timedelta(seconds=50))
    before = _last_seen(app)
    client.get("/account")
    assert _last_seen(app) == before
    _move(app, started=timedelta(hours=1), seen=timedelta(seconds=70))
    client.get("/account")
    assert now_utc() - _last_seen(app) < timedelta(seconds=20)


def test_a_disabled_account_is_out_at_its_next_request(
    app: Flask, client: FlaskClient, worker: SignedInActor
) -> None:
    assert _is_signed_in(client)
    with app.app_context(), transaction():
        services.disable_account(MAKER, worker.account_id, now_utc())
    assert not _is_signed_in(client)


def test_an_account_disabled_past_our_services_is_out_all_the_same(
    app: Flask, client: FlaskClient, worker: SignedInActor
) -> None:
    _change(app, worker, disabled_at=now_utc())
    assert not _is_signed_in(client)


def test_somebody_who_left_is_out_from_that_day(
    app: Flask, client: FlaskClient, worker: SignedInActor
) -> None:
    today = council_day(now_utc())
    _change(app, worker, left_on=today + timedelta(days=1))
    assert _is_signed_in(client)
    _change(app, worker, left_on=today)
    assert not _is_signed_in(client)


def test_a_role_taken_away_is_gone_at_the_next_request(
    app: Flask, client: FlaskClient, worker: SignedInActor
) -> None:
    assert client.get("/staff").status_code == 200
    _change(app, worker, role=Role.LEAD_SOCIAL_WORKER)
    assert client.get("/staff").status_code == 403


def _change(app: Flask, who: SignedInActor, **values: object) -> None:
    with app.app_context(), transaction():
        account = db.session.get_one(Account, who.account_id)
        for name, value in values.items():
            setattr(account, name, value)
        audit.record(MAKER, "account_changed", "account", who.account_id)


def test_a_person_ends_their_own_session_elsewhere(
    app: Flask, client: FlaskClient, worker: SignedInActor
) -> None:
    left_behind = sign_in_as(app.test_client(), worker)
    with app.app_context():
        ids = db.session.scalars(select(StaffSession.id).order_by(StaffSession.id)).all()
    page = client.get("/account").text
    assert "(this one)" in page and page.count("Signed in on") == 2
    answer = post_form(client, f"/account/sessions/{ids[-1]}/end", page="/account")
    assert answer.status_code == 302
    assert not _is_signed_in(left_behind)
    assert _is_signed_in(client)


def test_nobody_ends_the_session_of_another(
    app: Flask, client: FlaskClient, worker: SignedInActor
) -> None:
    with app.app_context(), transaction():
        other = make_account()
    theirs = sign_in_as(app.test_client(), other)
    with app.app_context():
        session_id = db.session.scalars(
            select(StaffSession.id).where(StaffSession.account_id == other.account_id)
        ).one()
    answer = post_form(client, f"/account/sessions/{session_id}/end", page="/account")
    absent = post_form(client, "/account/sessions/999999/end", page="/account")
    assert answer.status_code == absent.status_code == 404
    assert _is_signed_in(theirs)


def test_reading_a_page_writes_nothing_but_the_sign_of_life(
    app: Flask, client: FlaskClient, worker: SignedInActor
) -> None:
    before = _last_seen(app)
    for path in ("/", "/account", "/staff", "/sign-in"):
        client.get(path)
    assert _last_seen(app) == before
