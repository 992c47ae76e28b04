"""The database itself releases nothing on what was put right, narrowed or opened again since."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.support.access_rows import LATER, NUMBER, insert, ready, release
from tests.support.plain_sql import PlainConnection
from tests.support.rows import NOW


def put_right(sql: PlainConnection, **said: object) -> str:
    """Put the request right after it was prepared."""
    row = {"request_id": NUMBER, "corrected_at": NOW + timedelta(hours=1)}
    return insert(sql, "corrections", **(row | said))


def test_a_request_is_put_right_with_a_reason_and_never_received_later_than_recorded(
    sql: PlainConnection,
) -> None:
    assert insert(sql, "requests") == "None"
    assert "corrected_with_reasons" in put_right(sql, because=" ")
    assert "before it was recorded" in put_right(
        sql, received_on=date(2026, 11, 10), corrected_on=date(2026, 11, 20)
    )
    assert "received_before_corrected" in put_right(sql, corrected_on=date(2026, 11, 1))
    assert "somebody_asks" in put_right(sql, asker_name=" ")
    assert put_right(sql, received_on=date(2026, 11, 2)) == "None"


def test_nothing_is_put_right_while_the_pack_waits_for_a_second_person(
    sql: PlainConnection,
) -> None:
    ready(sql)
    assert "waits for a second person" in put_right(sql)
    assert insert(sql, "returned", asked_id=NUMBER) == "None"
    assert put_right(sql) == "None"


def test_of_a_part_nothing_is_assembled_before_it_is_said_which(sql: PlainConnection) -> None:
    of = {"request_id": NUMBER}
    assert insert(sql, "requests", everything=False) == "None"
    assert "but what is asked for" in insert(sql, "packs", **of)
    assert insert(sql, "scopes", **of) == "None"
    assert "but what is asked for" in insert(sql, "packs", **of)
    assert insert(sql, "scopes", 6, **of) == "None"
    assert "but what is asked for" in insert(sql, "packs", scope_id=NUMBER, **of)
    assert insert(sql, "packs", scope_id=6, **of) == "None"


def test_where_everything_is_asked_for_no_part_is_assembled(sql: PlainConnection) -> None:
    of = {"request_id": NUMBER}
    assert insert(sql, "requests") == "None"
    assert insert(sql, "scopes", **of) == "None"
    assert "but what is asked for" in insert(sql, "packs", scope_id=NUMBER, **of)
    assert put_right(sql, everything=False) == "None"
    assert insert(sql, "packs", scope_id=NUMBER, **of) == "None"


def test_a_part_is_said_with_its_reasons_and_its_days_in_order(sql: PlainConnection) -> None:
    of = {"request_id": NUMBER}
    assert insert(sql, "requests", everything=False) == "None"
    assert "said_with_reasons" in insert(sql, "scopes", words=" ", **of)
    days = {"from_on": date(2026, 1, 2), "to_on": date(2026, 1, 1)}
    assert "in_order" in insert(sql, "scopes", **days, **of)


def test_another_part_than_is_asked_for_is_not_released(sql: PlainConnection) -> None:
    of, pack = {"request_id": NUMBER}, {"request_id": NUMBER, "pack_id": NUMBER}
    assert insert(sql, "requests", everything=False) == "None"
    assert insert(sql, "scopes", **of) == "None"
    for table, said in (("checks", of), ("searches", of), ("packs", of | {"scope_id": NUMBER})):
        assert insert(sql, table, **said) == "None"
    assert insert(sql, "harm_checks", **pack) == "None"
    assert insert(sql, "scopes", 6, **of) == "None"
    assert insert(sql, "release_asked", **pack) == "None"
    assert "waits for a second person" in insert(sql, "scopes", 7, **of)
    assert "but the part that is asked for" in release(sql)


def further(sql: PlainConnection, **said: object) -> str:
    """Open the request again after its release."""
    row = {
        "request_id": NUMBER,
        "release_id": NUMBER,
        "number": 2,
        "opened_at": LATER + timedelta(hours=1),
    }
    return insert(sql, "further_packs", **(row | said))


def test_a_further_pack_follows_the_last_release_of_the_same_request(sql: PlainConnection) -> None:
    ready(sql)
    assert "follows the last release" in further(sql)
    assert release(sql) == "None"
    assert "follows the last release" in further(sql, number=3)
    assert "follows the last release" in further(sql, request_id=6)
    assert "opened_with_reasons" in further(sql, words=" ")
    assert "asked_before_opened" in further(sql, opened_on=date(2026, 11, 1))
    assert further(sql) == "None"
    assert further(sql, id=6, number=3) != "None"


@pytest.mark.parametrize(("pack", "search"), [(0, 2), (2, 0), (0, 0)])
def test_a_further_release_rests_on_a_search_and_a_pack_of_after_the_opening(
    sql: PlainConnection, pack: int, search: int
) -> None:
    ready(sql)
    assert release(sql) == "None" and further(sql) == "None"
    of, at = {"request_id": NUMBER}, LATER
    searched = {"searched_at": at + timedelta(hours=search)}
    packed = {"number": 9, "assembled_at": at + timedelta(hours=pack)}
    assert insert(sql, "searches", 6, **of, **searched) == "None"
    assert insert(sql, "packs", 6, **of, **packed) == "None"
    assert insert(sql, "harm_checks", 6, pack_id=6, **of) == "None"
    asked = {"pack_id": 6, "asked_at": at + timedelta(hours=3)}
    assert insert(sql, "release_asked", 6, **of, **asked) == "None"
    words = {"id": 6, "asked_id": 6, "pack_id": 6, "asked_by": "asked_by 6"}
    words |= {"release_digest": "release_digest 6", "released_at": at + timedelta(hours=4)}
    assert "before the request was opened again" in release(sql, **words)


@pytest.mark.parametrize("why", ["more_found", "update"])
def test_a_further_pack_is_released_by_two_after_every_check(
    sql: PlainConnection, why: str
) -> None:
    ready(sql)
    assert release(sql) == "None" and further(sql, why=why) == "None"
    of, soon = {"request_id": NUMBER}, LATER + timedelta(hours=2)
    if why == "update":
        assert "before who asks was shown" in insert(sql, "searches", 6, **of, searched_at=soon)
        assert insert(sql, "checks", 6, **of, checked_at=soon) == "None"
    assert insert(sql, "searches", 6, **of, searched_at=soon) == "None"
    assert insert(sql, "packs", 6, **of, number=9, assembled_at=soon) == "None"
    words = {"id": 6, "asked_id": 6, "pack_id": 6, "asked_by": "asked_by 6"}
    words |= {"release_digest": "release_digest 6", "released_at": soon + timedelta(hours=2)}
    assert insert(sql, "release_asked", 6, pack_id=6, **of, asked_at=soon) == "None"
    assert "on serious harm" in release(sql, **words)
    assert insert(sql, "harm_checks", 6, pack_id=6, **of) == "None"
    assert "two_people" in release(sql, **words, released_by="asked_by 6")
    assert release(sql, **words) == "None"
    assert "released or has ended" in insert(sql, "links", 6, **of)
    assert insert(sql, "documents", request_id=NUMBER, release_id=6, checksum="b" * 64) == "None"
    assert insert(sql, "documents", 6, request_id=NUMBER, release_id=6) != "None"


EARLY = NOW - timedelta(hours=1)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"asker_changed": True}, "before who asks was shown"),
        ({"person_changed": True}, "that was put right since"),
        ({"part_changed": True}, "that was put right since"),
        ({"asks_as": "representative"}, "before their authority was shown"),
        ({"corrected_at": EARLY, "asker_changed": True, "person_changed": True}, "None"),
    ],
)
def test_nothing_is_released_on_what_was_put_right_since(
    sql: PlainConnection, said: dict[str, object], refusal: str
) -> None:
    of = {"request_id": NUMBER}
    assert insert(sql, "requests") == "None"
    for table in ("checks", "searches", "packs"):
        assert insert(sql, table, **of) == "None"
    assert insert(sql, "harm_checks", pack_id=NUMBER, **of) == "None"
    moment = {"corrected_at": NOW} | said
    assert put_right(sql, **moment) == "None"
    asked = {"pack_id": NUMBER, "asked_at": NOW + timedelta(hours=1)}
    assert insert(sql, "release_asked", **of, **asked) == "None"
    assert refusal in release(sql)


def test_nobody_is_searched_for_on_a_check_of_somebody_else(sql: PlainConnection) -> None:
    assert insert(sql, "requests") == "None"
    assert insert(sql, "checks", request_id=NUMBER) == "None"
    assert put_right(sql, asker_changed=True) == "None"
    assert "before who asks was shown" in insert(sql, "searches", request_id=NUMBER)
    anew = {"request_id": NUMBER, "checked_at": LATER}
    assert insert(sql, "checks", 6, **anew) == "None"
    assert insert(sql, "searches", request_id=NUMBER) == "None"
