"""One administrator always remains, also when two remove each other at the same moment."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from lacrecords.database import db, now_utc, transaction
from lacrecords.staff import administration, services
from lacrecords.staff.account_rules import AccountRefused
from lacrecords.staff.models import Account
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import Role
from tests.factories.staff import MAKER, make_account

pytestmark = pytest.mark.usefixtures("in_app")
LATER = date(2999, 1, 1)


def _administrators(number: int, **values: object) -> list[SignedInActor]:
    with transaction():
        return [make_account(Role.SYSTEM_ADMINISTRATOR, **values) for _ in range(number)]  # type: ignore[arg-type]


def _close(actor: object, account_id: int) -> None:
    with transaction():
        services.disable_account(actor, account_id, now_utc())  # type: ignore[arg-type]


def test_the_last_administrator_is_not_closed_marked_left_or_given_another_role() -> None:
    (only,) = _administrators(1)
    with pytest.raises(AccountRefused, match="last system administrator"):
        _close(MAKER, only.account_id)
    with pytest.raises(AccountRefused, match="last"), transaction():
        services.mark_left(MAKER, only.account_id, LATER, now_utc())
    with pytest.raises(AccountRefused, match="last"), transaction():
        administration.change_role(MAKER, only.account_id, Role.DIRECTOR, now_utc())


def test_who_has_no_password_or_a_leaving_day_is_no_administrator_to_rely_on() -> None:
    (only,) = _administrators(1)
    _administrators(1, password=None)
    _administrators(1, left_on=LATER)
    with pytest.raises(AccountRefused, match="last"):
        _close(MAKER, only.account_id)
    _administrators(1)
    _close(MAKER, only.account_id)


def test_of_two_administrators_who_close_each_other_at_once_one_remains(in_app: Flask) -> None:
    for _ in range(5):
        pair = _administrators(2)
        with transaction():
            others = select(Account.id).where(
                Account.role == Role.SYSTEM_ADMINISTRATOR,
                Account.disabled_at.is_(None),
                Account.id.not_in([person.account_id for person in pair]),
            )
            for account_id in db.session.scalars(others).all():
                services.disable_account(MAKER, account_id, now_utc())
        _close_each_other(in_app, pair)
        remaining = select(func.count()).where(
            Account.role == Role.SYSTEM_ADMINISTRATOR, Account.disabled_at.is_(None)
        )
        assert db.session.scalar(remaining) == 1


def _close_each_other(app: Flask, pair: list[SignedInActor]) -> None:
    barrier = threading.Barrier(2)

    def close(actor: SignedInActor, other: SignedInActor) -> None:
        with app.app_context():
            barrier.wait()
            try:
                _close(actor, other.account_id)
            except AccountRefused:
                pass
            finally:
                db.session.remove()

    threads = [
        threading.Thread(target=close, args=(pair[0], pair[1])),
        threading.Thread(target=close, args=(pair[1], pair[0])),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
