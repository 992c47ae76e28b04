"""Who else may see a notification: let in and taken away by the manager, in rows, and told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lacrecords.clocks import local_date
from lacrecords.database import db, now_utc, transaction
from lacrecords.notifications.models import Notification
from lacrecords.risk_notifications.described import RiskRefused
from lacrecords.risk_notifications.models import RiskReader
from lacrecords.risk_notifications.permission import access_to
from lacrecords.risk_notifications.readers import NewReader, add_reader, take_reader_away
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.risk import RiskAccess
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import NotificationKind, Role
from tests.factories.disposals import Removed, make_standing, taken_off
from tests.factories.staff import make_account

pytestmark = pytest.mark.usefixtures("in_app")


@pytest.fixture
def made(in_app: Flask) -> Removed:
    return make_standing()


@pytest.fixture
def lead(in_app: Flask) -> SignedInActor:
    with transaction():
        return make_account(Role.LEAD_SOCIAL_WORKER)


def lets_in(made: Removed, by: Actor | None = None, **said: object) -> int:
    value = NewReader(**({"reason": "Leads for his niece"} | said))  # type: ignore[arg-type]
    with transaction():
        return add_reader(by or made.manager, made.number, value, now_utc())


def takes_away(made: Removed, reader_id: int, reason: str = "Case closed") -> None:
    with transaction():
        take_reader_away(made.manager, made.number, reader_id, reason, now_utc())


def access(made: Removed, actor: Actor, days: int = 0) -> RiskAccess:
    db.session.rollback()
    return access_to(actor, (made.number,), now_utc() + timedelta(days=days))[made.number]


def told(actor: Actor) -> list[str]:
    found = select(Notification.why).where(
        Notification.account_id == actor.account_id,
        Notification.kind == NotificationKind.RISK_READER,
    )
    return list(db.session.scalars(found.order_by(Notification.id)))


def refusal(what: Callable[[], object]) -> str:
    with pytest.raises(RiskRefused) as refused:
        what()
    return refused.value.words


def test_somebody_is_let_in_from_a_day_to_another_and_told(
    made: Removed, lead: SignedInActor
) -> None:
    today = local_date(now_utc())
    assert access(made, lead) is RiskAccess.MAY_ASK
    lets_in(
        made,
        account_id=lead.account_id,
        from_on=today + timedelta(days=2),
        until_on=today + timedelta(days=5),
    )
    assert access(made, lead) is RiskAccess.MAY_ASK
    assert access(made, lead, 2) is RiskAccess.SEES
    assert access(made, lead, 4) is RiskAccess.SEES
    assert access(made, lead, 5) is RiskAccess.MAY_ASK
    (why,) = told(lead)
    assert "You may see it from" in why and "Quillfeather" not in why and "niece" not in why


def test_a_reader_is_taken_away_at_once_told_and_the_rows_stay(
    made: Removed, lead: SignedInActor
) -> None:
    number = lets_in(made, account_id=lead.account_id)
    assert access(made, lead) is RiskAccess.SEES
    takes_away(made, number)
    assert access(made, lead) is RiskAccess.MAY_ASK
    rows = db.session.scalars(select(RiskReader).order_by(RiskReader.id)).all()
    assert [(row.reason, row.superseded_at is None) for row in rows] == [
        ("Leads for his niece", False),
        ("Case closed", True),
    ]
    assert told(lead)[-1] == "You may no longer see it."
    assert "any more" in refusal(lambda: takes_away(made, number))
    assert "any more" in refusal(lambda: takes_away(made, rows[1].id))
    lets_in(made, account_id=lead.account_id)
    assert access(made, lead) is RiskAccess.SEES


def test_a_whole_role_is_let_in_and_taken_away(made: Removed) -> None:
    with transaction():
        team_manager = make_account(Role.TEAM_MANAGER)
    number = lets_in(made, role=Role.TEAM_MANAGER)
    assert access(made, team_manager) is RiskAccess.SEES
    takes_away(made, number)
    assert access(made, team_manager) is RiskAccess.MAY_ASK


def test_what_makes_no_sense_is_refused(made: Removed, lead: SignedInActor) -> None:
    today, who = local_date(now_utc()), {"account_id": lead.account_id}
    with transaction():
        officer = make_account(Role.DUTY_OFFICER)
    assert "Enter why" in refusal(lambda: lets_in(made, reason=" ", **who))
    assert "Select who" in refusal(lambda: lets_in(made))
    assert "Choose social workers" in refusal(lambda: lets_in(made, account_id=officer.account_id))
    assert "as a whole" in refusal(lambda: lets_in(made, role=Role.DUTY_OFFICER))
    guardian = made.guardian.account_id
    assert "every notification" in refusal(lambda: lets_in(made, account_id=guardian))
    yesterday = today - timedelta(days=1)
    assert "first day" in refusal(lambda: lets_in(made, from_on=yesterday, **who))
    assert "end must be" in refusal(lambda: lets_in(made, until_on=today, **who))
    lets_in(made, **who)
    assert "already" in refusal(lambda: lets_in(made, **who))
    assert "Only the designated manager" in refusal(lambda: lets_in(made, by=made.guardian, **who))


def test_a_row_of_another_notification_is_not_taken_away_here(
    made: Removed, lead: SignedInActor
) -> None:
    other = make_standing(forename="Alaric", surname="Stonehouse")
    number = lets_in(other, account_id=lead.account_id)
    assert "any more" in refusal(lambda: takes_away(made, number))
    assert access(other, lead) is RiskAccess.SEES


def test_nobody_is_let_in_to_what_was_taken_off(made: Removed, lead: SignedInActor) -> None:
    taken_off(made)
    assert "taken off" in refusal(lambda: lets_in(made, account_id=lead.account_id))
