"""The database itself holds how a correction is told: raw SQL tries to break it."""

from __future__ import annotations

from datetime import timedelta

from tests.support.plain_sql import PlainConnection
from tests.support.putting_in import answer_to as insert
from tests.support.rows import NOW

LATER = NOW + timedelta(hours=1)


def settle(sql: PlainConnection, number: int = 1, **said: object) -> str:
    """Write down how a recipient stands; what the database answers."""
    values = {"settled_at": LATER, "settled_by": "account:1", **said}
    columns = ", ".join(f"{name} = ?" for name in values)
    given = [one if isinstance(one, bool | int) else str(one) for one in values.values()]
    return str(sql.refusal(f"UPDATE correction_duties SET {columns} WHERE id = {number}", given))


TOLD = {"told_at": LATER, "means": "read_out", "told_words": "Otherwise", "check_id": 1}


def test_a_recipient_who_was_checked_is_told_once(sql: PlainConnection) -> None:
    assert settle(sql, **TOLD) == "None"
    assert settle(sql, **TOLD | {"told_words": "Something else"}) != "None"
    assert settle(sql, not_told="no_difference", not_told_because="None") != "None"
    assert sql.refusal("DELETE FROM correction_duties") is not None


def test_nobody_is_told_on_the_check_of_another_or_on_none(sql: PlainConnection) -> None:
    assert "before they are checked" in settle(sql, **TOLD | {"check_id": 7})
    assert settle(sql, **TOLD | {"check_id": None}) != "None"
    assert "before they are checked" in settle(
        sql, **TOLD | {"told_at": NOW - timedelta(minutes=1)}
    )


def test_nobody_is_told_on_a_check_that_failed_later(sql: PlainConnection) -> None:
    assert insert(sql, "correction_checks", 2, outcome="not_confirmed") == "None"
    assert "before they are checked" in settle(sql, **TOLD)
    assert "before they are checked" in settle(sql, **TOLD | {"check_id": 2})


def test_nobody_is_told_without_words_or_means(sql: PlainConnection) -> None:
    assert settle(sql, **TOLD | {"told_words": "  "}) != "None"
    without = {name: value for name, value in TOLD.items() if name != "means"}
    assert settle(sql, **without) != "None"


def test_a_recipient_is_told_or_not_told_and_never_both(sql: PlainConnection) -> None:
    both = {"not_told": "no_difference", "not_told_because": "A nickname"}
    assert settle(sql, **TOLD, **both) != "None"
    assert settle(sql) != "None"
    assert settle(sql, not_told="no_difference", not_told_because=" ") != "None"
    gone = {"not_told": "cannot_be_reached", "not_told_because": "Moved"}
    assert settle(sql, **gone) != "None"
    assert settle(sql, **gone, attempts=3) == "None"


def test_a_recipient_waits_once_for_one_thing(sql: PlainConnection) -> None:
    key = "recipient_key 1"
    task = insert(sql, "tasks", 2)
    assert task == "None"
    another = {"recipient_key": key, "task_id": 2}
    assert insert(sql, "corrections", 2, fact_id=2) == "None"
    assert insert(sql, "correction_duties", 2, correction_id=2, **another) != "None"
    assert settle(sql, **TOLD) == "None"
    assert insert(sql, "correction_duties", 3, correction_id=1, **another) != "None"
    assert insert(sql, "correction_duties", 3, correction_id=2, **another) == "None"


def test_whoever_had_it_begins_as_to_be_told(sql: PlainConnection) -> None:
    assert insert(sql, "tasks", 2) == "None"
    said = {"settled_at": LATER, "settled_by": "account:1", "not_told": "no_difference"}
    refused = insert(
        sql,
        "correction_duties",
        2,
        recipient_key="another",
        task_id=2,
        not_told_because="It is",
        **said,
    )
    assert "first to be told" in refused


def test_nobody_is_checked_by_a_contact_that_is_not_of_their_directory(
    sql: PlainConnection,
) -> None:
    assert "not in force" in insert(sql, "correction_checks", 2, contact_point_id=1)
    assert "not in force" in insert(sql, "correction_checks", 2, contact_point_id=52)
    assert insert(sql, "correction_checks", 2, contact_point_id=None) != "None"
    assert insert(sql, "correction_checks", 2, method="known_voice") != "None"
    document = {"method": "identity_document", "contact_point_id": None}
    assert insert(sql, "correction_checks", 2, **document) == "None"


def test_a_fact_is_corrected_once_and_an_item_with_what_is_right(sql: PlainConnection) -> None:
    assert insert(sql, "corrections", 2, fact_kind="fact_kind 1") != "None"
    item = {"cause": "item", "fact_id": None, "item_id": 1}
    assert insert(sql, "corrections", 2, **item) == "None"
    assert insert(sql, "corrections", 3, right_now=" ", **item) != "None"
    assert insert(sql, "corrections", 3, cause="item", fact_id=3) != "None"


def test_what_was_told_and_checked_is_never_changed(sql: PlainConnection) -> None:
    for table in ("corrections", "correction_had", "correction_checks"):
        assert sql.refusal(f"DELETE FROM {table}") is not None
    assert sql.refusal("UPDATE correction_had SET words = 'x'") is not None
    assert sql.refusal("UPDATE correction_checks SET outcome = 'confirmed'") is not None
    assert sql.refusal("UPDATE correction_duties SET name = 'x'") is not None
