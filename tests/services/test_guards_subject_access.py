"""The database itself releases nothing before the checks, and never by one person alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.support.access_rows import NUMBER, insert, ready, release
from tests.support.plain_sql import PlainConnection
from tests.support.rows import NOW


def test_a_pack_is_released_when_everything_stands_and_once(sql: PlainConnection) -> None:
    ready(sql)
    assert release(sql) == "None"
    assert release(sql, id=6) != "None"


def test_one_person_alone_never_releases(sql: PlainConnection) -> None:
    ready(sql)
    assert "two_people" in release(sql, released_by=f"asked_by {NUMBER}")
    invented = release(sql, released_by="account:9", asked_by="account:8")
    assert "exactly what a first person prepared" in invented
    assert "exactly what a first person prepared" in release(sql, release_digest="other words")


@pytest.mark.parametrize("outcome", ["not_confirmed", "could_not_be_done"])
def test_nothing_is_released_or_searched_without_a_confirmed_identity(
    sql: PlainConnection, outcome: str
) -> None:
    ready(sql)
    assert insert(sql, "checks", 6, request_id=NUMBER, outcome=outcome) == "None"
    assert "before who asks was shown" in release(sql)
    assert "before who asks was shown" in insert(sql, "searches", 6, request_id=NUMBER)


def test_nobody_is_confirmed_by_nothing_that_was_seen(sql: PlainConnection) -> None:
    ready(sql)
    of = {"request_id": NUMBER}
    assert "confirmed_by_something" in insert(sql, "checks", 6, method="none", **of)
    assert "confirmed_by_something" in insert(sql, "checks", 6, documents=" ", **of)


@pytest.mark.parametrize("asks_as", ["parental_responsibility", "representative"])
def test_whoever_asks_for_another_shows_their_authority(sql: PlainConnection, asks_as: str) -> None:
    assert insert(sql, "requests", asks_as=asks_as) == "None"
    assert insert(sql, "checks", request_id=NUMBER) == "None"
    assert "before who asks was shown" in insert(sql, "searches", request_id=NUMBER)
    assert insert(sql, "checks", 6, request_id=NUMBER, kind="authority") == "None"
    assert insert(sql, "searches", request_id=NUMBER) == "None"
    assert insert(sql, "packs", request_id=NUMBER) == "None"
    assert insert(sql, "harm_checks", pack_id=NUMBER, request_id=NUMBER) == "None"
    assert insert(sql, "release_asked", pack_id=NUMBER, request_id=NUMBER) == "None"
    failed = {"request_id": NUMBER, "kind": "authority", "outcome": "not_confirmed"}
    assert insert(sql, "checks", 7, **failed) == "None"
    assert "before their authority was shown" in release(sql)


def test_nothing_is_released_before_an_answer_on_serious_harm_for_this_pack(
    sql: PlainConnection,
) -> None:
    ready(sql)
    whole = {"request_id": NUMBER, "pack_id": NUMBER, "answer": "likely_as_a_whole"}
    assert insert(sql, "harm_checks", 6, **whole) == "None"
    assert "on serious harm" in release(sql)
    assert insert(sql, "harm_checks", 7, **(whole | {"answer": "not_likely"})) == "None"
    assert release(sql) == "None"


def test_an_older_pack_is_not_released(sql: PlainConnection) -> None:
    ready(sql)
    assert insert(sql, "packs", 6, request_id=NUMBER) == "None"
    assert "but the newest pack" in release(sql)


def test_nothing_is_released_while_a_proposal_waits(sql: PlainConnection) -> None:
    ready(sql)
    of = {"pack_id": NUMBER, "page": 1}
    assert insert(sql, "proposals", **of) == "None"
    assert "waits for a decision" in release(sql)
    decided = {"proposal_id": NUMBER, "made_at": NOW - timedelta(hours=1)}
    assert insert(sql, "redactions", **of, **decided) == "None"
    undone = {"redaction_id": NUMBER, "undone_at": NOW - timedelta(minutes=30)}
    assert insert(sql, "redactions_undone", **undone) == "None"
    assert "waits for a decision" in release(sql)
    assert insert(sql, "proposals_refused", proposal_id=NUMBER) == "None"
    assert release(sql) == "None"


@pytest.mark.parametrize("change", ["redaction", "undone", "link"])
def test_what_was_changed_after_the_first_person_asked_is_not_released(
    sql: PlainConnection, change: str
) -> None:
    ready(sql)
    of = {"pack_id": NUMBER, "page": 1}
    early, late = NOW - timedelta(hours=1), NOW + timedelta(hours=1)
    assert insert(sql, "redactions", **of, made_at=late if change == "redaction" else early) == (
        "None"
    )
    if change == "undone":
        assert insert(sql, "redactions_undone", redaction_id=NUMBER, undone_at=late) == "None"
    if change == "link":
        assert insert(sql, "links", request_id=NUMBER, decided_at=late) == "None"
    assert "changed since it was asked for" in release(sql)


def test_what_was_given_back_is_asked_for_anew(sql: PlainConnection) -> None:
    ready(sql)
    assert insert(sql, "returned", asked_id=NUMBER) == "None"
    assert "given back or asked for anew" in release(sql)
    again = {"request_id": NUMBER, "pack_id": NUMBER}
    assert insert(sql, "release_asked", 6, **again) == "None"
    words = {"asked_id": 6, "asked_by": "asked_by 6", "release_digest": "release_digest 6"}
    assert release(sql, **words) == "None"


def test_every_release_waits_the_days_after_the_search(sql: PlainConnection) -> None:
    ready(sql)
    later = {"request_id": NUMBER, "release_from": date(2026, 11, 11)}
    assert insert(sql, "searches", 6, **later) == "None"
    assert "time to answer" in release(sql)
    assert "time to answer" in release(sql, released_at=NOW.replace(hour=21))
    assert release(sql, released_at=NOW.replace(day=11, hour=0)) == "None"


OVER = [
    ("corrections", {}),
    ("scopes", {}),
    ("searches", {}),
    ("links", {}),
    ("packs", {"number": 9}),
    ("harm_checks", {"pack_id": NUMBER}),
    ("release_asked", {"pack_id": NUMBER}),
    ("ends", {}),
]


@pytest.mark.parametrize(("table", "said"), OVER)
def test_nothing_is_added_to_a_request_that_was_released(
    sql: PlainConnection, table: str, said: dict[str, object]
) -> None:
    ready(sql)
    assert release(sql) == "None"
    assert "released or has ended" in insert(sql, table, 6, request_id=NUMBER, **said)


def test_no_page_and_no_redaction_is_added_after_the_release(sql: PlainConnection) -> None:
    ready(sql)
    of = {"pack_id": NUMBER, "page": 1}
    assert insert(sql, "redactions", **of, made_at=NOW - timedelta(hours=1)) == "None"
    assert release(sql) == "None"
    assert "released or has ended" in insert(sql, "redactions", 6, **of)
    assert "released or has ended" in insert(sql, "redactions_undone", 6, redaction_id=NUMBER)
    assert "released or has ended" in insert(sql, "pages", 6, pack_id=NUMBER, number=2)
    assert "released or has ended" in insert(sql, "not_asked_for", 6, pack_id=NUMBER)


def test_what_has_ended_is_not_released(sql: PlainConnection) -> None:
    ready(sql)
    assert insert(sql, "ends", request_id=NUMBER) == "None"
    assert "released or has ended" in release(sql)


def test_an_extension_is_told_in_the_first_month_with_reasons(sql: PlainConnection) -> None:
    ready(sql)
    late = {"request_id": NUMBER, "told_on": date(2026, 11, 10)}
    assert "told_in_the_first_month" in insert(sql, "extensions", **late)
    assert "told_with_reasons" in insert(sql, "extensions", request_id=NUMBER, reasons=" ")
    assert insert(sql, "extensions", request_id=NUMBER) == "None"
    assert insert(sql, "extensions", 6, request_id=NUMBER) != "None"


def test_a_decision_is_about_one_place_of_our_records(sql: PlainConnection) -> None:
    ready(sql)
    of = {"request_id": NUMBER}
    assert "one_place" in insert(sql, "links", kind="person", **of)
    assert "one_place" in insert(sql, "links", person_id=1, **of)
    assert insert(sql, "links", **of) == "None"


def test_one_question_of_a_kind_waits_at_a_time(sql: PlainConnection) -> None:
    ready(sql)
    assert insert(sql, "questions", request_id=NUMBER) == "None"
    assert insert(sql, "questions", 6, request_id=NUMBER) != "None"
    assert insert(sql, "questions", 7, request_id=NUMBER, kind="clarification") == "None"
