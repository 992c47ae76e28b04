"""The database itself lets nobody review what they had a part in, and takes one draw a month."""

from __future__ import annotations

import pytest

from tests.services.test_guards_sharing import another_decision, insert, share
from tests.support.plain_sql import PlainConnection

OF = {"decision_id": 3}


def drawn(sql: PlainConnection, given_to: int = 1) -> str:
    """A decision is drawn in a draw of its own and given to somebody."""
    another_decision(sql)
    assert insert(sql, "sharing_peer_draws", 3, month="2026-10-01") == "None"
    return insert(sql, "sharing_peer_reviews", 3, draw_id=3, outcome_id=3, **OF)


def found(sql: PlainConnection, row: int = 3, **said: object) -> str:
    """A colleague says what they find."""
    return insert(sql, "sharing_peer_findings", row, **({"review_id": 3} | OF | said))


def test_a_colleague_reviews_and_whoever_decided_answers(sql: PlainConnection) -> None:
    assert drawn(sql) == "None"
    assert found(sql, reviewed_by="account:77") == "None"
    answers = {"finding_id": 3, "replied_by": "decided_by 3"}
    assert insert(sql, "sharing_peer_replies", 3, **OF, **answers) == "None"


def test_one_draw_a_month_and_one_review_of_an_outcome(sql: PlainConnection) -> None:
    assert drawn(sql) == "None"
    assert insert(sql, "sharing_peer_draws", 4, month="2026-10-01") != "None"
    assert insert(sql, "sharing_peer_draws", 4, month="2026-09-01") == "None"
    again = {"draw_id": 4, "outcome_id": 3, **OF}
    assert insert(sql, "sharing_peer_reviews", 4, **again) != "None"


def test_a_review_is_found_once_and_answered_once(sql: PlainConnection) -> None:
    assert drawn(sql) == "None"
    assert found(sql) == "None"
    assert found(sql, row=4) != "None"
    answers = {"finding_id": 3, "replied_by": "decided_by 3", **OF}
    assert insert(sql, "sharing_peer_replies", 3, **answers) == "None"
    assert insert(sql, "sharing_peer_replies", 4, **answers) != "None"


@pytest.mark.parametrize(
    "part",
    [
        "begun_by",
        "decided_by",
        "recorded_by",
        "checked_by",
        "added_by",
    ],
)
def test_nobody_reviews_what_they_had_a_part_in(sql: PlainConnection, part: str) -> None:
    assert drawn(sql) == "None"
    assert "had a part" in found(sql, reviewed_by=f"{part} 3")


def test_who_answered_or_shared_had_a_part(sql: PlainConnection) -> None:
    assert drawn(sql) == "None"
    assert insert(sql, "sharing_answers", 3, **OF) == "None"
    assert share(sql) == "None"
    for part in ("answered_by 3", "shared_by 3"):
        assert "had a part" in found(sql, reviewed_by=part)


def test_no_review_is_given_to_who_had_a_part(sql: PlainConnection) -> None:
    another_decision(sql)
    answered = {"answered_by": "account:1", **OF}
    assert insert(sql, "sharing_answers", 3, **answered) == "None"
    assert insert(sql, "sharing_peer_draws", 3, month="2026-10-01") == "None"
    given = {"draw_id": 3, "outcome_id": 3, "given_to_id": 1, **OF}
    assert "had a part" in insert(sql, "sharing_peer_reviews", 3, **given)


def test_nobody_else_answers_than_whoever_decided(sql: PlainConnection) -> None:
    assert drawn(sql) == "None"
    assert found(sql) == "None"
    for other in ("decided_by 1", "reviewed_by 3", "account:1"):
        answers = {"finding_id": 3, "replied_by": other, **OF}
        assert "nobody else" in insert(sql, "sharing_peer_replies", 3, **answers)


def test_a_review_is_of_an_outcome_of_its_own_decision(sql: PlainConnection) -> None:
    another_decision(sql)
    assert insert(sql, "sharing_peer_draws", 3, month="2026-10-01") == "None"
    other = {"draw_id": 3, "outcome_id": 1, **OF}
    assert "guard: what is reviewed" in insert(sql, "sharing_peer_reviews", 3, **other)
    assert insert(sql, "sharing_peer_reviews", 3, draw_id=3, outcome_id=3, **OF) == "None"
    assert "guard: what is found" in found(sql, decision_id=1)


def test_what_is_not_yes_has_words(sql: PlainConnection) -> None:
    assert drawn(sql) == "None"
    for question in ("purpose_clear", "consent_right", "least_shared", "right_person"):
        assert found(sql, **{question: "no", f"{question}_words": " "}) != "None"
    assert found(sql, same_decision="cannot_tell", same_decision_words="") != "None"
    assert found(sql, same_decision="cannot_tell", same_decision_words="Too little") == "None"


@pytest.mark.parametrize(
    "table",
    [
        "sharing_peer_draws",
        "sharing_peer_reviews",
        "sharing_peer_findings",
        "sharing_peer_replies",
    ],
)
def test_nothing_of_a_review_is_changed_or_deleted(sql: PlainConnection, table: str) -> None:
    assert "guard" in str(sql.refusal(f"UPDATE {table} SET id = 99 WHERE id = 1", []))
    assert "guard" in str(sql.refusal(f"DELETE FROM {table} WHERE id = 1", []))
