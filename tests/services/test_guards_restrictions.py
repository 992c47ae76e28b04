"""The database itself holds restricted and sealed records closed, whoever asks, by plain SQL."""

from __future__ import annotations

import pytest

from lacrecords.database import Base
from tests.support.plain_sql import PlainConnection
from tests.support.putting_in import put_in as insert
from tests.support.rows import NOW, a_row


def test_a_restriction_that_nobody_lifted_is_not_taken_away(sql: PlainConnection) -> None:
    gone = "UPDATE restrictions SET superseded_at = ? WHERE id = ?"
    assert insert(sql, "restrictions", 2, kind="restricted") is None
    assert "lifted by two people" in str(sql.refusal(gone, [str(NOW), 2]))
    # The one that stands first was lifted by two, as the rows of the test say.
    assert sql.refusal(gone, [str(NOW), 1]) is None


def test_a_restriction_goes_when_another_of_its_kind_stands_in_its_place(
    sql: PlainConnection,
) -> None:
    gone = "UPDATE restrictions SET superseded_at = ? WHERE id = 2"
    assert insert(sql, "restrictions", 2, kind="sealed_at_adoption") is None
    # A weaker one, or one that has ended, is none in its place.
    assert insert(sql, "restrictions", 3, kind="restricted") is None
    assert insert(sql, "restrictions", 4, kind="sealed_at_adoption", to_on="2026-11-10") is None
    assert "lifted by two people" in str(sql.refusal(gone, [str(NOW)]))
    assert insert(sql, "restrictions", 5, kind="sealed_at_adoption") is None
    assert sql.refusal(gone, [str(NOW)]) is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"decided_by": "account:7", "requested_by": "account:7"}, "lifted_by_two"),
        ({"decided_by": "account:9", "requested_by": "account:8"}, "lifted_by_two"),
        ({"requested_by": "account:1", "approved": False}, "asked_of_another"),
        ({"decided_because": None}, "decided_as_a_whole"),
    ],
)
def test_nobody_lifts_alone_nor_in_the_place_of_the_person_asked(
    sql: PlainConnection, said: dict[str, object], words: str
) -> None:
    columns = {
        "decided_at": NOW,
        "decided_by": "account:1",
        "approved": True,
        "decided_because": "x",
        "requested_by": "account:2",
    } | said
    refusal = insert(sql, "restriction_lifts", 2, **columns)
    assert words in str(refusal)


def test_of_one_restriction_one_request_waits(sql: PlainConnection) -> None:
    waiting = {name: None for name in ("decided_at", "decided_by", "approved", "decided_because")}
    row = {
        name: value
        for name, value in a_row(Base.metadata.tables["restriction_lifts"], number=2).items()
        if name not in waiting
    }
    marks = ", ".join("?" * len(row))
    statement = f"INSERT INTO restriction_lifts ({', '.join(row)}) VALUES ({marks})"
    assert sql.refusal(statement, [str(value) for value in row.values()]) is None
    row |= {"id": 3, "reference": "another"}
    assert sql.refusal(statement, [str(value) for value in row.values()]) is not None


def test_nobody_ends_a_connection_of_their_own_and_none_just_goes(sql: PlainConnection) -> None:
    gone = "UPDATE declared_connections SET superseded_at = ? WHERE id = 1"
    assert "lifted by somebody else" in str(sql.refusal(gone, [str(NOW)]))
    ended = {"to_on": "2026-11-10", "recorded_at": "2026-11-10 12:00:00"}
    own = insert(sql, "declared_connections", 2, recorded_by="account:1", **ended)
    assert "declared themselves" in str(own)
    assert insert(sql, "declared_connections", 2, recorded_by="account:2", **ended) is None
    assert sql.refusal(gone, [str(NOW)]) is None


def test_a_sealed_record_is_not_opened_in_an_emergency(sql: PlainConnection) -> None:
    assert insert(sql, "emergency_openings", 2) is None
    assert insert(sql, "restrictions", 2, kind="sealed_at_adoption") is None
    assert "not opened in an emergency" in str(insert(sql, "emergency_openings", 3))


def test_whoever_opened_a_record_does_not_review_it(sql: PlainConnection) -> None:
    review = (
        "UPDATE emergency_openings SET reviewed_at = ?, justified = true, review_words = 'Right',"
        " reviewed_by = "
    )
    assert sql.refusal(review + "opened_by", [str(NOW)]) is not None
    assert sql.refusal(review + "'account:2'", [str(NOW)]) is None
    assert "guard:" in str(sql.refusal(review + "'account:3'", [str(NOW)]))


def test_no_new_link_ties_a_sealed_record_to_another_child(sql: PlainConnection) -> None:
    assert insert(sql, "restrictions", 2, kind="sealed_at_adoption") is None
    sql.run(
        "INSERT INTO children (id, reference, created_at, created_by) VALUES (3, 'c', ?, 'x')",
        [str(NOW)],
    )
    for said in ({"child_id": 1, "other_child_id": 3}, {"child_id": 3, "other_child_id": 1}):
        refused = insert(sql, "child_relationships", 2, **said)
        assert "no new link" in str(refused), said
    # What stood before the seal can still be corrected and ended.
    assert insert(sql, "child_relationships", 2, child_id=1, other_child_id=2) is None
    assert insert(sql, "child_relationships", 3, child_id=3, other_child_id=2) is None
