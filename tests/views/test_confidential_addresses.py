"""A confidential address is read by nobody else, by whatever way round one looks for it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from lacrecords.children.fact_kinds import BY_SLUG
from lacrecords.children.fact_services import FactSaid, change, correct
from lacrecords.children.models import ChildAddress
from lacrecords.children.queries import candidate_cards
from lacrecords.children.registration import NewAddress, NewChild, NewLead, NewName, create_child
from lacrecords.database import db, now_utc, transaction
from lacrecords.staff.queries import council_day
from lacrecords.terms import Role
from tests.factories.children import path_of
from tests.factories.staff import MAKER
from tests.support.register import Register

HOME = NewAddress(line1="8 Sorrel Rise", postcode="ZZ9 1AA", from_on=date(2026, 1, 5))
REFUGE = NewAddress(line1="8 Sorrel Rise", postcode="ZZ9 1AA", confidential=True)


def make_confidential(register: Register, child: int, way: str) -> None:
    with register.app.app_context(), transaction():
        kind = BY_SLUG["addresses"]
        row = db.session.scalars(
            select(ChildAddress).where(ChildAddress.child_id == child, ChildAddress.is_current())
        ).one()
        own = ("address_type", "line1", "line2", "town", "postcode", "uprn")
        columns = {name: getattr(row, name) for name in own} | {"confidential": True}
        columns |= {"from_on": row.from_on, "to_on": None}
        if way == "change":
            columns["from_on"] = date(2026, 2, 2)
        said = FactSaid(columns=columns, reason="He must not find her.", shown_id=row.id)
        (change if way == "change" else correct)(MAKER, child, kind, said, now_utc())


@pytest.mark.parametrize("way", ["correct", "change"])
def test_an_address_made_confidential_later_is_read_in_no_earlier_version(
    register: Register, way: str
) -> None:
    officer = register.staff(Role.LEAD_SOCIAL_WORKER)
    manager = register.staff(Role.TEAM_MANAGER)
    child, path = register.child(addresses=(HOME,))
    make_confidential(register, child, way)
    for page in (path, f"{path}/facts/addresses"):
        text = register.browser(officer).get(page).text
        assert "Sorrel" not in text and "1AA" not in text
        assert "Confidential address held" in text
        assert "Sorrel" in register.browser(manager).get(page).text
    with register.app.app_context():
        on = council_day(now_utc())
        card = candidate_cards((child,), officer.account_id, on)[child]
        assert card.addresses == ("Confidential address held",)


def test_who_led_once_reads_no_confidential_address_by_asking_for_that_day(
    register: Register,
) -> None:
    before, after = (register.staff(Role.LEAD_SOCIAL_WORKER) for _ in range(2))
    now = now_utc()
    month_ago = now - timedelta(days=30)
    changed_on = council_day(now) - timedelta(days=2)
    leads = (
        NewLead(
            account_id=before.account_id, from_on=changed_on - timedelta(days=9), to_on=changed_on
        ),
        NewLead(account_id=after.account_id, from_on=changed_on),
    )
    with register.app.app_context(), transaction():
        name = NewName(forename="Odalys", surname="Quennell")
        made = NewChild(names=(name,), addresses=(REFUGE,), leads=leads, reason="A test")
        path = path_of(create_child(MAKER, made, month_ago))
    day = changed_on - timedelta(days=1)
    asked = {"on-day": day.day, "on-month": day.month, "on-year": day.year}
    text = register.browser(before).get(path, query_string=asked).text
    assert "as it stood" in text and "Confidential address held" in text
    assert "Sorrel" not in text
    assert "Sorrel" in register.browser(after).get(path, query_string=asked).text


def test_who_leads_for_one_child_is_not_told_that_another_hides_at_that_address(
    register: Register,
) -> None:
    lead, manager = register.staff(Role.LEAD_SOCIAL_WORKER), register.staff(Role.TEAM_MANAGER)
    _, path = register.child(lead, addresses=(HOME,))
    hidden = (NewName(forename="Zephyrine", surname="Lockyer"),)
    register.child(names=hidden, addresses=(REFUGE,))
    own = (NewName(forename="Ysolde", surname="Lockyer"),)
    register.child(lead, names=own, addresses=(REFUGE,))
    text = register.browser(lead).get(path).text
    assert "Zephyrine" not in text and "Ysolde" in text
    assert "Zephyrine" in register.browser(manager).get(path).text
