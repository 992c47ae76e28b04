"""Nothing about a child is told before the enquirer is checked, also not by plain SQL.

The ground is one row in every table: enquiry 1 with a confirmed check and an
outcome that allows the lead social worker's name.
"""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Table

from lacrecords.database import Base
from lacrecords.terms import TELLINGS_ABOUT_A_CHILD, TellingKind, VerificationOutcome
from tests.support.plain_sql import PlainConnection, plain_connection
from tests.support.rows import NOW, a_row

UNCHECKED = "before the enquirer is checked"
NOT_ALLOWED = "but what the outcome for this child allows"
ABOUT_A_CHILD = sorted(TELLINGS_ABOUT_A_CHILD)
ADVICE = sorted(set(TellingKind) - TELLINGS_ABOUT_A_CHILD)

WITHOUT_GUARD_OF_DIRECTORY = {
    True: "DROP TRIGGER guard_verifications_directory",
    False: "DROP TRIGGER guard_verifications_directory_insert ON verifications",
}
"""As if the check had slipped in: what the guard of the checks refuses, the next one refuses."""


def add(sql: PlainConnection, table_name: str, number: int, **values: Any) -> str | None:
    """Insert a row; the refusal of the database, or None."""
    table: Table = Base.metadata.tables[table_name]
    row = a_row(table, number, **values)
    shown = [str(value) if hasattr(value, "isoformat") else value for value in row.values()]
    shown = ["{}" if value == {} else value for value in shown]
    marks = ", ".join("?" * len(row))
    return sql.refusal(f"INSERT INTO {table_name} ({', '.join(row)}) VALUES ({marks})", shown)


def tell(sql: PlainConnection, **values: Any) -> str | None:
    """Try to record a telling about enquired child 1; the refusal, or None."""
    return add(sql, "disclosures", 50, **values)


def allow(sql: PlainConnection, *kinds: TellingKind, outcome_id: int = 1) -> None:
    """Let an outcome list more kinds."""
    for kind in kinds:
        if (outcome_id, kind) != (1, TellingKind.LEAD_SOCIAL_WORKER_NAME):
            assert add(sql, "outcome_tellings", 1, outcome_id=outcome_id, kind=kind) is None


def check_again(sql: PlainConnection, number: int, outcome: VerificationOutcome) -> None:
    """Record a further check of enquiry 1."""
    assert add(sql, "verifications", number, outcome=outcome) is None


def test_a_telling_after_a_confirmed_check_is_recorded(sql: PlainConnection) -> None:
    assert tell(sql) is None


@pytest.mark.parametrize("kind", ABOUT_A_CHILD)
def test_nothing_about_a_child_is_told_without_a_check(
    sql: PlainConnection, kind: TellingKind
) -> None:
    allow(sql, kind)
    assert UNCHECKED in str(tell(sql, kind=kind, verification_id=None))


def test_advice_needs_no_check(sql: PlainConnection) -> None:
    allow(sql, *ADVICE)
    for number, kind in enumerate(ADVICE, start=100):
        assert add(sql, "disclosures", number, kind=kind, verification_id=None) is None


@pytest.mark.parametrize(
    "outcome", [VerificationOutcome.NOT_CONFIRMED, VerificationOutcome.COULD_NOT_BE_DONE]
)
def test_a_check_that_confirmed_nothing_unlocks_nothing(
    sql: PlainConnection, outcome: VerificationOutcome
) -> None:
    check_again(sql, 2, outcome)
    assert UNCHECKED in str(tell(sql, verification_id=2))


def test_a_later_check_that_confirms_nothing_closes_what_an_earlier_one_opened(
    sql: PlainConnection,
) -> None:
    check_again(sql, 2, VerificationOutcome.NOT_CONFIRMED)
    assert UNCHECKED in str(tell(sql, verification_id=1))
    check_again(sql, 3, VerificationOutcome.CONFIRMED)
    assert tell(sql, verification_id=3) is None


def test_a_check_of_another_enquiry_unlocks_nothing(sql: PlainConnection) -> None:
    assert add(sql, "enquiries", 2) is None
    assert add(sql, "verifications", 2, enquiry_id=2) is None
    assert UNCHECKED in str(tell(sql, verification_id=2))


def test_a_check_that_does_not_exist_unlocks_nothing(sql: PlainConnection) -> None:
    assert UNCHECKED in str(tell(sql, verification_id=999))


def test_a_check_is_good_until_it_expires_and_not_a_second_longer(sql: PlainConnection) -> None:
    hour = timedelta(hours=1)
    assert add(sql, "verifications", 2, valid_until_at=NOW + hour) is None
    late = NOW + hour + timedelta(seconds=1)
    assert UNCHECKED in str(tell(sql, verification_id=2, said_at=late))
    assert tell(sql, verification_id=2, said_at=NOW + hour) is None


@pytest.mark.parametrize(
    ("broken", "values"),
    [
        ("confirmed_somehow", {"method": "none"}),
        ("confirmed_by_what_was_seen", {"second_fact": ""}),
        ("confirmed_by_what_was_seen", {"second_fact": "  "}),
        ("confirmed_by_what_was_seen", {"method": "known_voice", "second_fact": ""}),
        ("good_after_the_check", {"valid_until_at": NOW - timedelta(seconds=1)}),
    ],
)
def test_a_check_that_is_none_cannot_be_written_as_confirmed(
    sql: PlainConnection, broken: str, values: dict[str, Any]
) -> None:
    assert broken in str(add(sql, "verifications", 2, **values))
    if broken != "good_after_the_check":
        could_not = VerificationOutcome.COULD_NOT_BE_DONE
        assert add(sql, "verifications", 2, outcome=could_not, **values) is None


@pytest.mark.parametrize("method", ["ring_back", "directory_email"])
def test_a_check_by_the_directory_names_what_was_used(sql: PlainConnection, method: str) -> None:
    refusal = add(sql, "verifications", 2, method=method, contact_point_id=None)
    assert "guard:" in str(refusal)
    sql.run(WITHOUT_GUARD_OF_DIRECTORY[sql.is_sqlite])
    refusal = add(sql, "verifications", 2, method=method, contact_point_id=None)
    assert "confirmed_by_directory" in str(refusal)


@pytest.mark.parametrize("days", [11, 365, 4000])
def test_a_check_that_claims_to_be_good_for_longer_than_any_is_good_for_nothing(
    sql: PlainConnection, days: int
) -> None:
    assert add(sql, "verifications", 2, valid_until_at=NOW + timedelta(days=days)) is None
    assert UNCHECKED in str(tell(sql, verification_id=2))
    assert add(sql, "verifications", 3, valid_until_at=NOW + timedelta(days=10)) is None
    assert tell(sql, verification_id=3) is None


@pytest.mark.parametrize(
    "point",
    [
        {"agency_id": 2},
        {"usable_from_at": NOW + timedelta(seconds=1)},
        {"confirmed_by": None, "confirmed_at": None, "usable_from_at": None},
    ],
)
def test_a_telling_asks_the_directory_itself_whether_the_number_was_the_agencys_own(
    sql: PlainConnection, point: dict[str, Any]
) -> None:
    """A check that slipped past the guard of the checks unlocks nothing."""
    confirmed = {"confirmed_by": "account:2", "confirmed_at": NOW, "usable_from_at": NOW}
    assert add(sql, "agencies", 2) is None
    assert add(sql, "contact_points", 2, **(confirmed | point)) is None
    assert add(sql, "contact_points", 3, **confirmed) is None
    assert add(sql, "enquiries", 2) is None
    assert add(sql, "enquirers", 2, enquiry_id=2, agency_id=1) is None
    assert add(sql, "enquired_children", 2, enquiry_id=2) is None
    assert add(sql, "outcomes", 2, enquiry_id=2, enquired_child_id=2) is None
    lead = TellingKind.LEAD_SOCIAL_WORKER_NAME
    assert add(sql, "outcome_tellings", 1, outcome_id=2, kind=lead) is None
    sql.run(WITHOUT_GUARD_OF_DIRECTORY[sql.is_sqlite])
    told = {"enquiry_id": 2, "enquired_child_id": 2, "outcome_id": 2}
    rung_back = {"enquiry_id": 2, "method": "ring_back"}
    assert add(sql, "verifications", 2, contact_point_id=2, **rung_back) is None
    assert UNCHECKED in str(tell(sql, verification_id=2, **told))
    assert add(sql, "verifications", 3, contact_point_id=3, **rung_back) is None
    assert tell(sql, verification_id=3, **told) is None


def test_nothing_is_told_on_a_check_that_came_afterwards(sql: PlainConnection) -> None:
    before = NOW - timedelta(seconds=1)
    assert UNCHECKED in str(tell(sql, said_at=before))


def test_what_may_be_told_of_one_child_is_not_told_of_another(sql: PlainConnection) -> None:
    assert add(sql, "enquired_children", 2, position=2) is None
    assert NOT_ALLOWED in str(tell(sql, enquired_child_id=2))


def test_what_may_be_told_to_one_enquirer_is_not_told_to_another(sql: PlainConnection) -> None:
    assert add(sql, "enquiries", 2) is None
    assert add(sql, "verifications", 2, enquiry_id=2) is None
    assert NOT_ALLOWED in str(tell(sql, enquiry_id=2, verification_id=2))


@pytest.mark.parametrize("kind", [TellingKind.PLAN_STATUS, TellingKind.ADVICE])
def test_a_kind_that_the_outcome_does_not_list_is_not_told(
    sql: PlainConnection, kind: TellingKind
) -> None:
    assert NOT_ALLOWED in str(tell(sql, kind=kind))


def test_there_is_no_kind_outside_the_closed_list(sql: PlainConnection) -> None:
    refusal = add(sql, "outcome_tellings", 1, kind="home_address")
    assert "ck_outcome_tellings_closed_list" in str(refusal)
    assert NOT_ALLOWED in str(tell(sql, kind="home_address"))


def test_more_is_told_only_after_a_check_and_a_decision_to_share(sql: PlainConnection) -> None:
    check_again(sql, 2, VerificationOutcome.NOT_CONFIRMED)
    again = {"enquiry_id": 1, "more_asked_id": 2}
    assert add(sql, "tasks", 2) is None
    assert add(sql, "more_asked", 2, task_id=2, shared=None, decided_at=None) is None
    assert UNCHECKED in str(add(sql, "more_told", 2, more_asked_id=1, verification_id=2))
    check_again(sql, 3, VerificationOutcome.CONFIRMED)
    refusal = add(sql, "more_told", 2, verification_id=3, **again)
    assert "a manager decided to share" in str(refusal)
    sql.run("UPDATE more_asked SET shared = true, decided_at = asked_at WHERE id = 2")
    assert add(sql, "more_told", 2, verification_id=3, **again) is None


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_telling_waits_for_a_check_that_is_being_withdrawn(
    sql: PlainConnection, filled_database_url: str
) -> None:
    answers: list[str | None] = []
    sql.run("BEGIN")
    check_again(sql, 2, VerificationOutcome.NOT_CONFIRMED)
    with plain_connection(filled_database_url) as other:
        telling = threading.Thread(target=lambda: answers.append(tell(other)))
        telling.start()
        telling.join(0.3)
        assert telling.is_alive(), "it did not wait"
        sql.run("COMMIT")
        telling.join(10)
    assert UNCHECKED in str(answers)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_withdrawal_waits_for_a_telling_that_came_first(
    sql: PlainConnection, filled_database_url: str
) -> None:
    done: list[None] = []
    sql.run("BEGIN")
    assert tell(sql) is None
    with plain_connection(filled_database_url) as other:
        withdraw = threading.Thread(
            target=lambda: done.append(check_again(other, 2, VerificationOutcome.NOT_CONFIRMED))
        )
        withdraw.start()
        withdraw.join(0.3)
        assert withdraw.is_alive(), "it did not wait"
        sql.run("COMMIT")
        withdraw.join(10)
    assert done == [None]
    assert UNCHECKED in str(add(sql, "disclosures", 51))


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize("isolation", ["REPEATABLE READ", "SERIALIZABLE"])
def test_a_telling_is_not_recorded_where_a_withdrawal_would_be_overlooked(
    sql: PlainConnection, isolation: str
) -> None:
    sql.run(f"BEGIN ISOLATION LEVEL {isolation}")
    assert "read committed only" in str(tell(sql))


def test_a_check_in_writing_opens_nothing_once_the_reply_has_gone(sql: PlainConnection) -> None:
    later = NOW + timedelta(minutes=5)
    hour = NOW + timedelta(hours=1)
    assert add(sql, "verifications", 2, valid_until_at=hour) is None
    assert tell(sql, verification_id=2, said_at=later) is None
    assert add(sql, "written_replies", 2, verification_id=2, sent_at=later) is None
    more = {"verification_id": 2, "said_at": later + timedelta(seconds=1)}
    assert UNCHECKED in str(add(sql, "disclosures", 60, **more))
    assert UNCHECKED in str(add(sql, "more_told", 60, more_asked_id=1, **more))
