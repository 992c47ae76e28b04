"""Raw statements that try to tell where a family is to a sender nobody confirmed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lacrecords.database import transaction
from lacrecords.movements import received
from lacrecords.movements.received_queries import AlertPage
from tests.factories.movements import THORNLEIGH
from tests.factories.received import confirm, contact_of, make_alert, make_sender
from tests.factories.town import NOW, Town
from tests.support.plain_sql import PlainConnection, plain_connection


@pytest.fixture
def raw(town: Town, database_url: str) -> Iterator[PlainConnection]:
    with plain_connection(database_url) as connection:
        yield connection


def told(alert: AlertPage, contact_id: int) -> str:
    return (
        f"UPDATE received_alerts SET told_at = '{NOW}', told_by = 'account:1',"
        f" told_on = '{NOW.date()}', told_contact_id = {contact_id} WHERE id = {alert.row.id}"
    )


def check(alert: AlertPage, contact_id: int | str, method: str, outcome: str = "confirmed") -> str:
    return (
        "INSERT INTO received_alert_checks (received_alert_id, method, contact_id, outcome, words,"
        f" checked_by, checked_at) VALUES ({alert.row.id}, '{method}', {contact_id}, '{outcome}',"
        f" 'so', 'account:1', '{NOW}')"
    )


def test_where_a_family_is_is_told_to_a_confirmed_sender_by_its_own_contact(
    town: Town, raw: PlainConnection
) -> None:
    manager = town.designated_manager
    alert = make_alert(manager, make_sender(town))
    other = make_alert(manager, make_sender(town, THORNLEIGH))
    ours, theirs = contact_of(alert), contact_of(other)
    assert raw.refusal(told(alert, ours)), "not found"
    with transaction():
        received.found_here(manager, alert.row.id, NOW.date(), "At her aunt's", NOW)
    assert "confirmed sender" in str(raw.refusal(told(alert, ours)))
    confirm(manager, alert)
    assert "by the directory alone" in str(raw.refusal(told(alert, theirs)))
    raw.run(check(alert, "NULL", "none", "not_confirmed"))
    assert "confirmed sender" in str(raw.refusal(told(alert, ours))), "a later check failed"
    confirm(manager, alert)
    withdrawn = f"withdrawn_at = '{NOW}', withdrawn_by = 'account:1'"
    raw.run(f"UPDATE authority_contacts SET {withdrawn} WHERE id = {ours}")
    assert "by the directory alone" in str(raw.refusal(told(alert, ours))), "withdrawn"


def test_a_sender_is_confirmed_by_a_contact_of_its_authority_in_force(
    town: Town, raw: PlainConnection
) -> None:
    manager = town.designated_manager
    alert = make_alert(manager, make_sender(town))
    other = make_alert(manager, make_sender(town, THORNLEIGH))
    ours = contact_of(alert)
    assert raw.refusal(check(alert, contact_of(other), "ring_back"))
    assert raw.refusal(check(alert, ours, "directory_email")), "it is a number"
    assert raw.refusal(check(alert, "NULL", "ring_back"))
    assert raw.refusal(check(alert, ours, "none"))
    assert raw.refusal(check(alert, ours, "ring_back")) is None


def test_what_was_done_is_written_once_and_not_at_the_beginning(
    town: Town, raw: PlainConnection
) -> None:
    manager = town.designated_manager
    alert = make_alert(manager, make_sender(town))
    with transaction():
        received.end_alert(manager, alert.row.id, NOW.date(), "Perdita", NOW)
    assert raw.refusal("UPDATE received_alerts SET ended_words = 'another'")
    assert raw.refusal("UPDATE received_alerts SET worry = 'another'")
    assert raw.refusal("DELETE FROM received_alerts")
    assert raw.refusal("UPDATE received_alert_persons SET surname = 'another'")
    columns = (
        "authority_id, sender_name, contact_given, their_reference, channel, received_at, family,"
        " worry, asks, recorded_at, recorded_by"
    )
    begun = (
        f"INSERT INTO received_alerts (reference, form_key, {columns}, found_at, found_by,"
        f" found_on, found_words) SELECT 'AAAA-2222', 'f', {columns}, '{NOW}', 'x',"
        f" '{NOW.date()}', 'there' FROM received_alerts"
    )
    assert "before anything is done" in str(raw.refusal(begun))
