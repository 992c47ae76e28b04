"""The database itself keeps a late hit as it was raised, and its answer as it was given."""

from __future__ import annotations

import pytest

from tests.support.plain_sql import PlainConnection

MOMENT = "'2026-11-20 10:00:00+00:00'"
ANSWER = (
    "UPDATE late_hits SET answer = 'different', reasons = 'A cousin', answered_by = 'account:1',"
    f" answered_at = {MOMENT}"
)
WITHDRAW = f"UPDATE late_hits SET withdrawn_at = {MOMENT}, withdrawn_because = 'Gone'"
UNDO = (
    f"UPDATE late_hits SET undone_at = {MOMENT}, undone_by = 'account:1',"
    " undone_because = 'Wrong record'"
)


def test_an_answer_is_given_once(sql: PlainConnection) -> None:
    assert not sql.refusal(ANSWER)
    assert "guard:" in str(sql.refusal(ANSWER.replace("different", "same")))
    assert "guard:" in str(sql.refusal("UPDATE late_hits SET answer = NULL"))


def test_an_answer_is_undone_once_and_stays(sql: PlainConnection) -> None:
    assert sql.refusal(UNDO), "nothing is decided yet"
    assert not sql.refusal(ANSWER)
    assert not sql.refusal(UNDO)
    assert "guard:" in str(sql.refusal(UNDO.replace("Wrong", "Right")))


def test_what_was_withdrawn_is_not_answered(sql: PlainConnection) -> None:
    assert not sql.refusal(WITHDRAW)
    assert sql.refusal(ANSWER)


@pytest.mark.parametrize(
    "statement",
    [
        ANSWER.replace("'A cousin'", "'  '"),
        ANSWER.replace("different", "same"),
        ANSWER.replace("different", "same") + ", ring_back = true, ring_back_because = ' '",
    ],
)
def test_an_answer_without_reasons_or_without_ringing_back_decided_is_refused(
    sql: PlainConnection, statement: str
) -> None:
    assert sql.refusal(statement)


def test_a_pair_waits_once(sql: PlainConnection) -> None:
    columns = (
        "reference, enquiry_id, enquired_child_id, child_id, task_id, strength, score, why,"
        " evidence, raised_at"
    )
    again = (
        f"INSERT INTO late_hits ({columns}) SELECT 'another', enquiry_id, enquired_child_id,"
        " child_id, 77, strength, score, why, evidence, raised_at FROM late_hits"
    )
    refusal = str(sql.refusal(again))
    assert "late_hits" in refusal
    assert "FOREIGN" not in refusal.upper()
