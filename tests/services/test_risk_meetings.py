"""A meeting at an address is possible by its days, and says only what is recorded; on both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from lacrecords.children import services as children
from lacrecords.children.ages import Birth
from lacrecords.children.services import NewAddress, RecordDeath
from lacrecords.database import db, now_utc, transaction
from lacrecords.notifications.models import Notification
from lacrecords.people.services import NewPersonAddress
from lacrecords.procedure import load_procedure
from lacrecords.risk_notifications import comparing
from lacrecords.risk_notifications.course_models import RiskHit
from lacrecords.staff.queries import council_day
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import DatePrecision, NotificationKind, Role
from tests.factories.children import born, expected, led_by
from tests.factories.risk import make_notification
from tests.factories.staff import MAKER, make_account

pytestmark = pytest.mark.usefixtures("in_app")


FULLER = NewPersonAddress(
    line1="58 Fuller Way",
    town="Ashdown",
    postcode="ZZ9 4QX",
    from_on=date(2020, 2, 1),
    to_on=date(2021, 2, 1),
)
FULLER_HOME = NewAddress(line1="58 Fuller Way", town="Ashdown", postcode="ZZ9 4QX")
LEFT = "The same address; the person is recorded there until 1 February 2021"
CAME = "when the child came there is not recorded"


@pytest.mark.parametrize(
    ("birth", "home", "said"),
    [
        (born(date(2022, 10, 29)), FULLER_HOME, None),
        (born(date(2021, 2, 2)), FULLER_HOME, None),
        (born(date(2021, 2, 1)), FULLER_HOME, f"{LEFT}; {CAME}:"),
        (born(date(2021, 3, 15), DatePrecision.MONTH), FULLER_HOME, None),
        (
            born(date(2021, 7, 1), DatePrecision.YEAR),
            FULLER_HOME,
            f"{LEFT}; whether the child was born by then is not recorded; {CAME}:",
        ),
        (born(date(2019, 5, 4)), FULLER_HOME, f"{LEFT}; {CAME}:"),
        (born(date(2021, 1, 4)), replace(FULLER_HOME, to_on=date(2021, 1, 3)), None),
        (
            born(date(2019, 5, 4)),
            replace(FULLER_HOME, from_on=date(2019, 5, 4)),
            "The same address, both there until 1 February 2021:",
        ),
        (expected(date(2027, 1, 4)), FULLER_HOME, None),
    ],
)
def test_a_child_meets_nobody_before_its_birth_and_only_what_is_recorded_is_said(
    manager: SignedInActor, lead: SignedInActor, birth: Birth, home: NewAddress, said: str | None
) -> None:
    with transaction():
        led_by(lead, birth=birth, addresses=(home,))
        make_notification(manager, addresses=(FULLER,))
    assert compare() == int(said is not None)
    assert len(told(lead.account_id)) == int(said is not None)
    assert all(hit.why[0].startswith(str(said)) for hit in hits())
    with transaction():
        comparing.compare_everybody_again()
    assert compare() == 0


def test_the_present_home_of_an_unborn_child_is_met_and_said_to_be_before_the_birth(
    manager: SignedInActor, lead: SignedInActor
) -> None:
    due = council_day(now_utc()) + timedelta(days=40)
    with transaction():
        led_by(lead, birth=expected(due), addresses=(FULLER_HOME,))
        make_notification(manager, addresses=(replace(FULLER, to_on=None),))
    assert compare() == 1
    assert hits()[0].why[0].startswith("The same address; the child is not born yet:")


def test_a_child_that_has_died_is_met_by_nobody(
    manager: SignedInActor, lead: SignedInActor
) -> None:
    with transaction():
        child = led_by(lead, addresses=(FULLER_HOME,))
        death = RecordDeath(died_on=date(2026, 3, 1), reason="")
        children.record_death(MAKER, child, death, now_utc())
        make_notification(manager, addresses=(replace(FULLER, to_on=None),))
    assert compare() == 0
    assert told(lead.account_id) == []


@pytest.fixture
def manager() -> SignedInActor:
    with transaction():
        return make_account(Role.DESIGNATED_MANAGER)


@pytest.fixture
def lead() -> SignedInActor:
    with transaction():
        return make_account(Role.LEAD_SOCIAL_WORKER)


def compare() -> int:
    return comparing.compare_changed(load_procedure(), now_utc())


def hits() -> list[RiskHit]:
    db.session.rollback()
    return list(db.session.scalars(select(RiskHit).order_by(RiskHit.id)))


def told(account_id: int) -> list[Notification]:
    found = select(Notification).where(
        Notification.account_id == account_id, Notification.kind == NotificationKind.RISK_HIT
    )
    return list(db.session.scalars(found))
