"""The database itself keeps documents whole, in order, and out of requests that are over."""

from __future__ import annotations

import pytest

from tests.support import access_rows
from tests.support.plain_sql import PlainConnection
from tests.support.putting_in import answer_to as insert

FURTHER = {"number": 3, "pages": 2, "checksum": "b" * 64}


def document(sql: PlainConnection, row: int = 3, **said: object) -> str:
    """A further document of the first decision."""
    return insert(sql, "documents", row, **(FURTHER | said))


def test_a_document_with_its_file_and_pages_is_kept(sql: PlainConnection) -> None:
    assert document(sql) == "None"
    of = {"document_id": 3}
    assert insert(sql, "document_files", 3, **of) == "None"
    for number in (1, 2):
        assert insert(sql, "document_pages", number + 2, number=number, **of) == "None"
    assert insert(sql, "document_words_typed", 3, page=2, number=1, **of) == "None"


def test_a_file_is_kept_whole(sql: PlainConnection) -> None:
    assert document(sql) == "None"
    assert "kept whole" in insert(sql, "document_files", 3, document_id=3, content=b"a fil")


def test_a_page_is_one_of_its_document(sql: PlainConnection) -> None:
    assert document(sql) == "None"
    assert "one of its document" in insert(sql, "document_pages", 3, document_id=3, number=3)
    assert insert(sql, "document_pages", 3, document_id=3, number=0) != "None"


@pytest.mark.parametrize(
    "said",
    [
        {"access_request_id": 1},
        {"decision_id": None},
        {"checksum": "c"},
        {"bytes": 0},
        {"pages": 0},
        {"pages": 201},
        {"words": "  "},
        {"from_whom": ""},
        {"checksum": "a" * 64},
        {"number": 1},
    ],
    ids=str,
)
def test_no_document_is_kept_without_what_makes_it_one(
    sql: PlainConnection, said: dict[str, object]
) -> None:
    assert document(sql, **said) != "None"


def test_the_same_file_is_kept_in_another_matter(sql: PlainConnection) -> None:
    other = {"decision_id": None, "access_request_id": 1, "checksum": "a" * 64, "number": 1}
    assert document(sql, **other) == "None"


@pytest.mark.parametrize("request_id", [2, 3])
def test_nothing_is_added_to_a_request_that_is_over(sql: PlainConnection, request_id: int) -> None:
    of = {"decision_id": None, "access_request_id": request_id}
    assert "over, or whose pack waits" in document(sql, **of)


@pytest.mark.parametrize("set_aside", [False, True])
def test_nothing_is_held_only_where_no_papers_are_kept(
    sql: PlainConnection, set_aside: bool
) -> None:
    assert access_rows.insert(sql, "requests") == "None"
    of = {"request_id": access_rows.NUMBER}
    assert access_rows.insert(sql, "ends_asked", **of, ended_as="nothing_held") == "None"
    assert document(sql, decision_id=None, access_request_id=access_rows.NUMBER) == "None"
    if set_aside:
        row = {"document_id": 3, "number": 1, "belongs": False}
        assert insert(sql, "document_standings", 3, **row) == "None"
    end = {"ended_as": "nothing_held", "asked_id": access_rows.NUMBER, "words": "words 5"}
    said = access_rows.insert(sql, "ends", **of, **end, asked_by="asked_by 5")
    assert ("something is held" in said) is not set_aside


def test_documents_are_added_to_a_request_that_was_opened_again(sql: PlainConnection) -> None:
    assert document(sql, decision_id=None, access_request_id=4) == "None"


def test_what_is_typed_follows_what_was_typed(sql: PlainConnection) -> None:
    said = {"document_id": 1, "page": 1}
    assert "follows" in insert(sql, "document_words_typed", 3, number=3, **said)
    assert insert(sql, "document_words_typed", 3, number=2, **said) == "None"
    assert insert(sql, "document_words_typed", 4, number=3, page=2, document_id=1) != "None"


@pytest.mark.parametrize(("words", "nothing"), [("", False), ("Dear", True), ("  ", False)])
def test_a_page_that_was_typed_holds_words_or_nothing(
    sql: PlainConnection, words: str, nothing: bool
) -> None:
    said = {"document_id": 1, "page": 1, "number": 2, "words": words, "nothing_on_it": nothing}
    assert insert(sql, "document_words_typed", 3, **said) != "None"


def test_a_document_is_set_aside_and_put_back_by_turns(sql: PlainConnection) -> None:
    of = {"document_id": 1}
    assert insert(sql, "document_standings", 3, number=2, belongs=False, **of) != "None"
    assert "follows" in insert(sql, "document_standings", 3, number=3, belongs=False, **of)
    assert insert(sql, "document_standings", 3, number=2, belongs=True, **of) == "None"
    assert (
        insert(sql, "document_standings", 4, number=3, belongs=False, because=" ", **of) != "None"
    )


def test_whoever_gave_a_document_reviews_no_such_decision(sql: PlainConnection) -> None:
    assert insert(sql, "sharing_decisions", 3) == "None"
    assert insert(sql, "sharing_outcomes", 3, decision_id=3) == "None"
    assert document(sql, decision_id=3, added_by="account:77") == "None"
    assert insert(sql, "sharing_peer_draws", 3, month="2026-10-01") == "None"
    drawn = {"decision_id": 3, "draw_id": 3, "outcome_id": 3}
    assert insert(sql, "sharing_peer_reviews", 3, **drawn) == "None"
    found = {"decision_id": 3, "review_id": 3, "reviewed_by": "account:77"}
    assert "had a part" in insert(sql, "sharing_peer_findings", 3, **found)
