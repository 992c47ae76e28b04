"""Raw statements that try to destroy what two people have not decided, or not yet, or not that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask

from lacrecords.children import services as children
from lacrecords.children.services import RecordHouseholdMember
from lacrecords.database import db, transaction
from lacrecords.guards_disposed import DESTROYED_WORDS, ROWS_OF_NOTIFICATION, ROWS_OF_PERSON
from lacrecords.risk_notifications import comparing, holding
from lacrecords.risk_notifications.hits import waiting_hits
from lacrecords.terms import RiskDisposalAnswer
from tests.factories.children import make_child
from tests.factories.disposals import PROCEDURE, Removed, make_removed, make_standing, taken_off
from tests.factories.staff import MAKER
from tests.support.plain_sql import PlainConnection, plain_connection

TABLES = (*ROWS_OF_NOTIFICATION, *ROWS_OF_PERSON, "risk_notifications")
CERTIFICATE = "counts = '{}', hit_references = '[]', last_hit_number = NULL, checksum = 'x'"


@pytest.fixture
def raw(app: Flask, database_url: str) -> Iterator[PlainConnection]:
    with app.app_context(), plain_connection(database_url) as connection:
        yield connection


def made() -> Removed:
    """With a meeting, a lifted hold and a review of it; taken off."""
    with transaction():
        make_child()
    standing = make_standing()
    comparing.compare_changed(PROCEDURE, standing.removed_at)
    with transaction():
        holding.hold(standing.manager, standing.number, "A claim", standing.removed_at)
    with transaction():
        holding.lift_hold(standing.guardian, standing.number, "None", standing.removed_at)
    taken_off(standing)
    assert waiting_hits((standing.number,)) == ()
    db.session.rollback()
    return standing


def delete(table: str, one: Removed) -> str:
    """Delete the rows of this notification, or of its person."""
    if table in ROWS_OF_PERSON:
        return f"DELETE FROM {table} WHERE person_id = {one.person_id}"
    key = "id" if table == "risk_notifications" else "risk_notification_id"
    return f"DELETE FROM {table} WHERE {key} = {one.number}"


def refused_deletes(raw: PlainConnection, one: Removed) -> set[str]:
    """Tables of which the database refuses to delete what there is."""
    return {
        table for table in TABLES if "guard: rows of" in (raw.refusal(delete(table, one)) or "")
    }


def with_rows(raw: PlainConnection, one: Removed) -> set[str]:
    return {
        table
        for table in TABLES
        if raw.run(delete(table, one).replace("DELETE", "SELECT count(*)"))[0][0]
    }


def approve(one: Removed, at: datetime, by: int | None = None) -> str:
    decider = one.guardian.account_id if by is None else by
    return (
        f"UPDATE risk_disposals SET decided_by_id = {decider}, decided_at = '{at}',"
        f" answer = 'agreed', approved = true WHERE notification_number = {one.number}"
    )


def insert(one: Removed, at: datetime, **said: object) -> str:
    row = {
        "reference": "AAAA-2222",
        "notification_reference": one.reference,
        "notification_number": one.number,
        "recorded_on": one.removed_at.date(),
        "removed_on": one.removed_at.date(),
        "ground": "time_is_over",
        "asked_by_id": one.manager.account_id,
        "asked_at": at,
        **said,
    }
    values = ", ".join(
        str(value) if isinstance(value, int) else f"'{value}'" for value in row.values()
    )
    return f"INSERT INTO risk_disposals ({', '.join(row)}) VALUES ({values})"


def test_nothing_goes_while_nobody_has_agreed(raw: PlainConnection) -> None:
    one = made()
    expected = with_rows(raw, one)
    assert len(expected) >= 8
    assert refused_deletes(raw, one) == expected
    one.asked()
    assert refused_deletes(raw, one) == expected
    assert not one.decided(RiskDisposalAnswer.INQUIRY_OR_CLAIM)
    assert refused_deletes(raw, one) == expected


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (4000, {"decided_at": "2037-01-01 10:00:00+00:00", "decided_by_id": 2, "approved": 1}),
        (300, {}),
        (4000, {"notification_reference": "BBBB-3333"}),
        (4000, {"notification_number": 99}),
    ],
)
def test_a_request_is_a_request_of_what_was_taken_off_long_ago(
    raw: PlainConnection, days: int, said: dict[str, object]
) -> None:
    one = made()
    wrong = insert(one, one.removed_at + timedelta(days=days), **said)
    assert raw.refusal(wrong if raw.is_sqlite else wrong.replace(" 1)", " true)")), said
    assert raw.refusal(insert(one, one.later)) is None


def test_what_stands_cannot_be_asked_for(raw: PlainConnection) -> None:
    one = make_standing()
    assert "guard: a disposal is asked for" in str(raw.refusal(insert(one, one.later)))


def test_what_is_held_is_neither_asked_for_nor_agreed_nor_destroyed(raw: PlainConnection) -> None:
    one = made()
    held = (
        "INSERT INTO risk_holds (risk_notification_id, set_by, set_at, reason)"
        f" VALUES ({one.number}, 'account:1', '{one.later}', 'a court')"
    )
    lifted = (
        f"UPDATE risk_holds SET lifted_by = 'account:2', lifted_at = '{one.later}',"
        " lifted_because = 'done' WHERE lifted_at IS NULL"
    )
    raw.run(held)
    assert "nobody holds" in str(raw.refusal(insert(one, one.later)))
    assert raw.refusal(lifted.replace("account:2", "account:1")), "lifted by whoever set it"
    raw.run(lifted)
    raw.run(insert(one, one.later))
    raw.run(held)
    assert "or is held" in str(raw.refusal(approve(one, one.later)))
    raw.run(lifted)
    raw.run(approve(one, one.later))
    raw.run(held)
    assert refused_deletes(raw, one) == with_rows(raw, one)


def test_it_is_agreed_by_another_and_not_before_its_time(raw: PlainConnection) -> None:
    one = made()
    raw.run(insert(one, one.later))
    assert raw.refusal(approve(one, one.later, one.manager.account_id))
    assert "taken off lately" in str(raw.refusal(approve(one, one.removed_at)))
    assert raw.refusal(approve(one, one.later).replace("'agreed'", "'to_be_held'"))
    assert raw.refusal(approve(one, one.later)) is None
    assert raw.refusal(approve(one, one.later, 3)), "decided twice"


def test_only_what_was_agreed_goes_and_the_certificate_tells_the_truth(
    raw: PlainConnection,
) -> None:
    one, other = made(), make_removed(forename="Alaric", surname="Stonehouse")
    raw.run(insert(one, one.later))
    raw.run(approve(one, one.later))
    assert refused_deletes(raw, other) == with_rows(raw, other)
    done = f"UPDATE risk_disposals SET destroyed_at = '{one.later}', {CERTIFICATE}"
    assert "when nothing is left" in str(raw.refusal(done))
    for table in (*ROWS_OF_PERSON, *ROWS_OF_NOTIFICATION, "risk_notifications"):
        assert raw.refusal(delete(table, one)) is None, table
    assert raw.refusal(done) is None
    assert with_rows(raw, one) == set()
    assert with_rows(raw, other)
    assert "guard: rows of risk_disposals" in str(raw.refusal("DELETE FROM risk_disposals"))
    changed = str(raw.refusal("UPDATE risk_disposals SET removed_on = '2020-01-01'"))
    assert "guard: rows of risk_disposals" in changed
    assert refused_deletes(raw, other) == with_rows(raw, other)


def test_whoever_is_an_adult_in_a_childs_life_is_kept_by_the_database(raw: PlainConnection) -> None:
    one = made()
    with transaction():
        member = RecordHouseholdMember(
            person_id=one.person_id,
            relationship="Uncle",
            lives_with_child=True,
            parental_responsibility=False,
        )
        children.record_household_member(MAKER, make_child(), member, one.removed_at)
    raw.run(insert(one, one.later))
    raw.run(approve(one, one.later))
    assert refused_deletes(raw, one) == with_rows(raw, one) & set(ROWS_OF_PERSON) != set()
    assert raw.refusal(f"UPDATE people SET born_on = NULL WHERE id = {one.person_id}")


def test_words_are_put_out_only_of_what_is_destroyed_and_only_so(raw: PlainConnection) -> None:
    one = made()
    put_out = f"UPDATE tasks SET closing_words = '{DESTROYED_WORDS}'"
    ours = f"{put_out} WHERE matter_reference = '{one.reference}'"
    born = f"UPDATE people SET born_on = NULL WHERE id = {one.person_id}"
    assert raw.refusal(ours) and raw.refusal(born)
    raw.run(insert(one, one.later))
    raw.run(approve(one, one.later))
    with transaction():
        make_child()
    other = make_removed(forename="Alaric", surname="Stonehouse")
    assert raw.refusal(ours.replace(DESTROYED_WORDS, "Nothing to see"))
    assert raw.refusal(ours.replace(one.reference, other.reference))
    assert raw.refusal(ours.replace("SET ", "SET why = 'x', "))
    assert raw.refusal(born.replace("NULL", "'1990-01-01'"))
    assert raw.refusal(born.replace(str(one.person_id), str(other.person_id)))
    assert raw.refusal(ours) is None and raw.refusal(born) is None


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_number_of_what_was_destroyed_is_never_given_again(raw: PlainConnection) -> None:
    one, other = make_removed(), make_removed(forename="Alaric", surname="Stonehouse")
    other.destroyed()
    again = (
        "INSERT INTO risk_notifications SELECT {number}, 'CCCC-4444', person_id, agency_id,"
        " agency_name, source_name, source_role, contact_given, channel, received_on,"
        " first_review_on, recorded_at, recorded_by, 'another form' FROM risk_notifications"
        f" WHERE id = {one.number}"
    )
    for number in ("NULL", other.number):
        assert "never given again" in str(raw.refusal(again.format(number=number)))


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_no_table_is_emptied_under_cover_of_a_disposal(raw: PlainConnection) -> None:
    one = made()
    raw.run(insert(one, one.later))
    raw.run(approve(one, one.later))
    for table in TABLES:
        assert "guard:" in str(raw.refusal(f"TRUNCATE {table} CASCADE")), table
