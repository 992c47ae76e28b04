"""Many at once: guesses side by side are all counted, an invitation is used by one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from lacrecords.database import db, now_utc, transaction
from lacrecords.staff import services, sign_in_steps
from lacrecords.staff.models import SignInAttempt
from lacrecords.staff.services import InvitationVoid
from lacrecords.staff.throttle import WAITS_BEGIN_AT
from tests.factories.staff import MAKER, make_account

TOGETHER = 12


def _at_once(app: Flask, work: Callable[[], bool]) -> int:
    """Do the same work in every thread at the same moment; how many said yes."""
    start = Barrier(TOGETHER)

    def one(_number: int) -> bool:
        with app.app_context():
            start.wait(timeout=30)
            return work()

    with ThreadPoolExecutor(TOGETHER) as threads:
        return sum(threads.map(one, range(TOGETHER)))


def test_no_more_guesses_are_looked_at_side_by_side_than_one_after_the_other(app: Flask) -> None:
    def guess() -> bool:
        with transaction():
            return not sign_in_steps.open_try("a@ashdown.example", "192.0.2.1", now_utc()).wait

    assert _at_once(app, guess) == WAITS_BEGIN_AT
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SignInAttempt)) == WAITS_BEGIN_AT


def test_of_many_who_use_an_invitation_at_once_one_sets_the_password(app: Flask) -> None:
    with app.app_context(), transaction():
        account = make_account(password=None)
        token = services.invite_again(MAKER, account.account_id, now_utc())

    def use() -> bool:
        try:
            with transaction():
                services.set_password(token, "walnut ferry under the piano", now_utc())
        except InvitationVoid:
            return False
        return True

    assert _at_once(app, use) == 1
