"""The database itself keeps advice as it was written, and lets nobody advise themselves."""

from __future__ import annotations

import pytest

from lacrecords.rules.identifying_marks import NEVER_SENT
from lacrecords.terms import MarkKind
from tests.support.plain_sql import PlainConnection
from tests.support.putting_in import answer_to as insert
from tests.support.rows import NOW

ASKER, ADVISER = "asked_by 2", "account:9"


def question(sql: PlainConnection) -> None:
    """A question that nobody has written on."""
    assert insert(sql, "advice_questions", 2) == "None"


def turn(sql: PlainConnection, number: int, kind: str, by: str) -> str:
    """Write this after the question; what the database answers."""
    due = {"due_at": NOW} if kind == "added" else {}
    said = {"advice_question_id": 2, "number": number, "kind": kind, "said_by": by, **due}
    return insert(sql, "advice_turns", number + 10, **said)


def test_a_question_is_asked_back_answered_and_advised_on(sql: PlainConnection) -> None:
    question(sql)
    assert turn(sql, 1, "asked_back", ADVISER) == "None"
    assert turn(sql, 2, "added", ASKER) == "None"
    assert turn(sql, 3, "advice", ADVISER) == "None"
    assert turn(sql, 4, "advice", ADVISER) == "None"
    for kind, by in (("asked_back", ADVISER), ("withdrawn", ASKER)):
        assert "cannot follow" in turn(sql, 5, kind, by)


@pytest.mark.parametrize("kind", ["asked_back", "advice"])
def test_nobody_advises_themselves(sql: PlainConnection, kind: str) -> None:
    question(sql)
    assert "advises themselves" in turn(sql, 1, kind, ASKER)


def test_only_whoever_asked_adds_or_withdraws(sql: PlainConnection) -> None:
    question(sql)
    assert "only whoever asked" in turn(sql, 1, "withdrawn", ADVISER)
    assert turn(sql, 1, "asked_back", ADVISER) == "None"
    assert "only whoever asked" in turn(sql, 2, "added", ADVISER)


def test_nothing_is_written_out_of_order(sql: PlainConnection) -> None:
    question(sql)
    assert "cannot follow" in turn(sql, 1, "added", ASKER), "nothing was asked back"
    assert "cannot follow" in turn(sql, 2, "advice", ADVISER), "a number is left out"
    assert turn(sql, 1, "asked_back", ADVISER) == "None"
    assert "cannot follow" in turn(sql, 2, "asked_back", ADVISER)
    assert turn(sql, 2, "withdrawn", ASKER) == "None"
    assert "cannot follow" in turn(sql, 3, "advice", ADVISER), "what is withdrawn stays so"


def test_advice_by_telephone_is_answered_and_nothing_else(sql: PlainConnection) -> None:
    said = {"spoken_with": "Somebody", "spoken_office": "Legal services", "due_at": None}
    assert insert(sql, "advice_questions", 2, **said) == "None"
    assert "cannot follow" in turn(sql, 1, "withdrawn", ASKER)
    assert turn(sql, 1, "advice", ASKER) == "None"


@pytest.mark.parametrize(
    "said",
    [
        {"spoken_with": "Somebody", "due_at": None},
        {"spoken_with": "Somebody", "spoken_office": "Legal services"},
        {"due_at": None},
        {"question": "  "},
    ],
)
def test_a_question_is_asked_here_with_a_clock_or_spoken_with_an_office(
    sql: PlainConnection, said: dict[str, object]
) -> None:
    assert insert(sql, "advice_questions", 2, **said) != "None"


@pytest.mark.parametrize("kind", list(MarkKind))
def test_an_address_or_a_known_name_stays_in_no_text(sql: PlainConnection, kind: MarkKind) -> None:
    answer = insert(sql, "advice_exceptions", 2, kind=kind.value)
    assert (answer == "None") is (kind not in NEVER_SENT)
    assert insert(sql, "advice_exceptions", 3, reason=" ") != "None"


@pytest.mark.parametrize(
    "table",
    ["advice_questions", "advice_turns", "advice_matters", "advice_exceptions", "advice_climbs"],
)
def test_what_was_written_is_neither_changed_nor_deleted(sql: PlainConnection, table: str) -> None:
    assert sql.refusal(f"UPDATE {table} SET id = 77") is not None
    assert sql.refusal(f"DELETE FROM {table}") is not None
