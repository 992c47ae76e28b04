"""The database lets a request end only as one person asked and another agreed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.support.access_rows import LATER, NUMBER, insert, ready
from tests.support.plain_sql import PlainConnection
from tests.support.rows import NOW

OF = {"request_id": NUMBER}
AGREED = {
    "ended_as": "refused_harm",
    "words": f"words {NUMBER}",
    "asked_id": NUMBER,
    "asked_by": f"asked_by {NUMBER}",
    "ended_at": LATER,
}
OTHER = [
    {"asked_id": None, "asked_by": None},
    {"asked_id": 99},
    {"asked_by": "account:99"},
    {"asked_by": None},
    {"words": "Other words."},
    {"ended_as": "nothing_held"},
    {"ended_by": f"asked_by {NUMBER}"},
]


def asked(sql: PlainConnection, **said: object) -> None:
    """A request of which somebody asks that it ends."""
    assert insert(sql, "requests") == "None"
    assert insert(sql, "ends_asked", **OF, **({"ended_as": "refused_harm"} | said)) == "None"


def test_a_request_ends_as_it_was_asked_and_agreed(sql: PlainConnection) -> None:
    asked(sql)
    assert insert(sql, "ends", **OF, **AGREED) == "None"


@pytest.mark.parametrize("said", OTHER)
def test_no_request_ends_otherwise(sql: PlainConnection, said: dict[str, object]) -> None:
    asked(sql)
    assert "one person asked and another agreed" in insert(sql, "ends", **OF, **(AGREED | said))


def test_an_end_of_another_request_is_none_of_this(sql: PlainConnection) -> None:
    asked(sql)
    assert insert(sql, "requests", 6) == "None"
    said = AGREED | {"request_id": 6}
    assert "one person asked and another agreed" in insert(sql, "ends", **said)


def test_what_was_given_back_is_asked_for_anew(sql: PlainConnection) -> None:
    asked(sql)
    assert insert(sql, "ends_returned", asked_id=NUMBER) == "None"
    assert insert(sql, "ends_returned", 6, asked_id=NUMBER) != "None"
    assert "one person asked and another agreed" in insert(sql, "ends", **OF, **AGREED)
    assert insert(sql, "ends_asked", 6, **OF, ended_as="refused_harm") == "None"
    again = {"asked_id": 6, "asked_by": "asked_by 6", "words": "words 6"}
    assert insert(sql, "ends", **OF, **(AGREED | again)) == "None"


def test_whoever_asked_takes_it_back_at_any_time(sql: PlainConnection) -> None:
    asked(sql)
    assert insert(sql, "ends", **OF) == "None"


def test_one_thing_at_a_time_waits_for_a_second_person(sql: PlainConnection) -> None:
    ready(sql)
    waits = "one thing at a time"
    assert waits in insert(sql, "ends_asked", **OF)
    assert insert(sql, "returned", asked_id=NUMBER) == "None"
    assert insert(sql, "ends_asked", **OF) == "None"
    assert waits in insert(sql, "ends_asked", 6, **OF)
    assert "while an end waits" in insert(sql, "release_asked", 6, **OF, pack_id=NUMBER)
    assert "while an end waits" in insert(sql, "corrections", **OF)


def test_nothing_is_held_only_where_nothing_was_found_since(sql: PlainConnection) -> None:
    asked(sql, ended_as="nothing_held")
    of = OF | {"decided_at": NOW + timedelta(hours=1)}
    assert insert(sql, "links", **of, is_the_person=True) == "None"
    said = AGREED | {"ended_as": "nothing_held"}
    assert "something was found" in insert(sql, "ends", **OF, **said)


def test_another_person_found_since_changes_nothing(sql: PlainConnection) -> None:
    asked(sql, ended_as="nothing_held")
    of = OF | {"decided_at": NOW + timedelta(hours=1)}
    assert insert(sql, "links", **of, is_the_person=False) == "None"
    assert insert(sql, "ends", **OF, **(AGREED | {"ended_as": "nothing_held"})) == "None"


def test_nobody_is_asked_to_agree_that_a_request_was_taken_back(sql: PlainConnection) -> None:
    assert insert(sql, "requests") == "None"
    assert "not_their_own_end" in insert(sql, "ends_asked", **OF, ended_as="withdrawn")
    assert "asked_with_reasons" in insert(sql, "ends_asked", **OF, words=" ")


def test_nothing_is_asked_or_given_back_after_the_end(sql: PlainConnection) -> None:
    asked(sql)
    assert insert(sql, "ends", **OF, **AGREED) == "None"
    assert "released or has ended" in insert(sql, "ends_asked", 6, **OF)
    assert "released or has ended" in insert(sql, "ends_returned", asked_id=NUMBER)
