"""Whoever gets a number into the directory alone can do nothing with it, also not by plain SQL.

The ground is one row in every table: agency 1 with contact point 1, a proposal,
and enquiry 1.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.support.plain_sql import PlainConnection
from tests.support.putting_in import put_in as add
from tests.support.rows import NOW

EARLIER = NOW - timedelta(days=2)
NOT_FROM_DIRECTORY = "not in force in the directory"
CONFIRMED = {"confirmed_by": "account:2", "confirmed_at": EARLIER, "usable_from_at": EARLIER}


def point(sql: PlainConnection, number: int, **values: Any) -> str | None:
    """Insert a contact point of agency 1."""
    return add(sql, "contact_points", number, **({"added_by": "account:1"} | values))


def change(sql: PlainConnection, number: int, words: str, *values: object) -> str | None:
    """Change a contact point; the refusal, or None."""
    shown = [str(value) if hasattr(value, "isoformat") else value for value in values]
    return sql.refusal(f"UPDATE contact_points SET {words} WHERE id = ?", [*shown, number])


def check_by(sql: PlainConnection, number: int | None, **values: Any) -> str | None:
    """Record a confirmed check by this contact point, by somebody from agency 1."""
    assert add(sql, "enquiries", 7) is None
    assert add(sql, "enquirers", 7, enquiry_id=7, agency_id=1) is None
    given = {"enquiry_id": 7, "method": "ring_back", "contact_point_id": number} | values
    return add(sql, "verifications", 7, **given)


def test_a_contact_point_is_never_confirmed_by_who_added_it(sql: PlainConnection) -> None:
    assert point(sql, 2, **(CONFIRMED | {"confirmed_by": "account:1"})) is not None
    assert point(sql, 2) is None
    filled = "confirmed_by = ?, confirmed_at = ?, usable_from_at = ?"
    assert change(sql, 2, filled, "account:1", EARLIER, EARLIER) is not None
    assert change(sql, 2, filled, "account:2", EARLIER, EARLIER) is None


def test_a_contact_point_is_never_usable_without_its_confirmation(sql: PlainConnection) -> None:
    for missing in CONFIRMED:
        values = {name: value for name, value in CONFIRMED.items() if name != missing}
        assert point(sql, 2, **values) is not None, missing
    assert point(sql, 2) is None
    assert change(sql, 2, "usable_from_at = ?", EARLIER) is not None
    assert change(sql, 2, "confirmed_by = ?", "account:2") is not None


def test_a_contact_point_is_not_usable_before_it_was_confirmed(sql: PlainConnection) -> None:
    before = EARLIER - timedelta(days=1)
    assert point(sql, 2, **(CONFIRMED | {"usable_from_at": before})) is not None


@pytest.mark.parametrize(
    "words",
    [
        "value = '01632 960999'",
        "agency_id = 2",
        "kind = 'email'",
        "label = 'other'",
        "added_by = 'account:9'",
        "confirmed_by = 'account:9'",
        "usable_from_at = '2020-01-01 00:00:00'",
        "confirmed_by = NULL, confirmed_at = NULL, usable_from_at = NULL",
    ],
)
def test_a_confirmed_contact_point_is_never_changed(sql: PlainConnection, words: str) -> None:
    assert point(sql, 2, **CONFIRMED) is None
    assert change(sql, 2, words) is not None


def test_the_number_of_a_proposal_is_not_changed_behind_the_second_person(
    sql: PlainConnection,
) -> None:
    assert point(sql, 2) is None
    assert "guard:" in str(change(sql, 2, "value = '01632 960999'"))
    assert "guard:" in str(change(sql, 2, "added_by = 'account:2'"))


def test_a_withdrawn_contact_point_stays_withdrawn(sql: PlainConnection) -> None:
    assert point(sql, 2, **CONFIRMED) is None
    assert change(sql, 2, "withdrawn_at = ?", NOW) is not None
    assert change(sql, 2, "withdrawn_by = 'account:1', withdrawn_at = ?", NOW) is None
    assert "guard:" in str(change(sql, 2, "withdrawn_by = NULL, withdrawn_at = NULL"))


def test_nobody_is_checked_by_a_proposal(sql: PlainConnection) -> None:
    assert point(sql, 2) is None
    assert NOT_FROM_DIRECTORY in str(check_by(sql, 2))


def test_somebody_is_checked_by_a_confirmed_contact_point(sql: PlainConnection) -> None:
    assert point(sql, 2, **CONFIRMED) is None
    assert check_by(sql, 2) is None


@pytest.mark.parametrize(
    "values",
    [
        {"usable_from_at": NOW + timedelta(seconds=1)},
        {"withdrawn_by": "account:1", "withdrawn_at": EARLIER},
        {"agency_id": 2},
        {"kind": "email"},
    ],
)
def test_nobody_is_checked_by_a_contact_point_that_is_not_in_force(
    sql: PlainConnection, values: dict[str, Any]
) -> None:
    assert add(sql, "agencies", 2) is None
    assert point(sql, 2, **(CONFIRMED | values)) is None
    assert NOT_FROM_DIRECTORY in str(check_by(sql, 2))


@pytest.mark.parametrize("number", [None, 999])
def test_nobody_is_checked_by_no_contact_point_at_all(
    sql: PlainConnection, number: int | None
) -> None:
    assert NOT_FROM_DIRECTORY in str(check_by(sql, number))


def test_a_check_that_confirmed_nothing_may_name_any_number(sql: PlainConnection) -> None:
    assert check_by(sql, 1, outcome="not_confirmed") is None
