"""The database itself sends no answer before the check, and searches for nobody without consent."""

from __future__ import annotations

import pytest

from tests.support.plain_sql import PlainConnection
from tests.support.putting_in import answer_to as insert
from tests.support.rows import NOW

LATER = NOW.replace(hour=12)
NOT_CONSIDERED = {"considered_at": None, "considered_by": None, "considered_words": None}


def another_request(sql: PlainConnection, number: int = 3) -> None:
    """A request that is checked, consented to, searched and decided: its answer may go."""
    of = {"check_request_id": number}
    assert insert(sql, "check_requests", number) == "None"
    assert insert(sql, "check_request_versions", number, **of) == "None"
    assert insert(sql, "requester_checks", number, version_id=number, **of) == "None"
    assert insert(sql, "checked_people", number, **of) == "None"
    assert insert(sql, "checked_person_versions", number, checked_person_id=number) == "None"
    assert insert(sql, "check_consents", number, checked_person_id=number) == "None"
    search = {"checked_person_id": number, "person_version_id": number, "consent_id": number}
    assert insert(sql, "check_searches", number, **of, **search) == "None"
    assert insert(sql, "check_results", number, rests_on=[number], **of) == "None"


def reply(sql: PlainConnection, number: int = 3, **said: object) -> str:
    """Send the answer of that request."""
    of = {"check_request_id": number, "result_id": number, "requester_check_id": number}
    return insert(sql, "check_replies", number, **(of | {"words": f"words {number}"} | said))


def test_an_answer_goes_when_everything_stands_and_goes_once(sql: PlainConnection) -> None:
    another_request(sql)
    assert reply(sql) == "None"
    assert reply(sql, id=4) != "None"


def test_no_answer_goes_without_a_confirmed_check_of_this_request(sql: PlainConnection) -> None:
    another_request(sql)
    not_confirmed = {"check_request_id": 3, "version_id": 3, "outcome": "not_confirmed"}
    assert "before the requester is checked" in reply(sql, requester_check_id=1)
    assert insert(sql, "requester_checks", 4, **not_confirmed) == "None"
    assert "before the requester is checked" in reply(sql), "a later check failed"
    assert "before the requester is checked" in reply(sql, requester_check_id=4)


def test_a_check_of_whoever_asked_before_proves_nothing(sql: PlainConnection) -> None:
    another_request(sql)
    assert insert(sql, "check_request_versions", 4, check_request_id=3) == "None"
    assert "before the requester is checked" in reply(sql)


@pytest.mark.parametrize(
    "said",
    [
        {"contact_point_id": 1},
        {"contact_point_id": None},
        {"contact_point_id": 52},
        {"contact_point_id": 51, "method": "directory_email"},
        {"contact_point_id": 52, "method": "directory_email", "version_id": 4},
        {"method": "none"},
        {"method": "identity_document"},
        {"checked_at": NOW.replace(hour=9)},
    ],
)
def test_nobody_is_checked_but_by_the_directory(
    sql: PlainConnection, said: dict[str, object]
) -> None:
    another_request(sql)
    assert insert(sql, "check_request_versions", 4, check_request_id=3, agency_id=None) == "None"
    plain = {"check_request_id": 3, "version_id": 3}
    assert insert(sql, "requester_checks", 5, **(plain | said)) != "None"


def test_a_withdrawn_number_checks_nobody_and_a_withdrawn_address_gets_nothing(
    sql: PlainConnection,
) -> None:
    another_request(sql)
    gone = "UPDATE contact_points SET withdrawn_by = 'account:1', withdrawn_at = ? WHERE id > 50"
    sql.run(gone, [str(NOW)])
    again = {"check_request_id": 3, "version_id": 3}
    assert "not in force in the directory" in insert(sql, "requester_checks", 5, **again)
    assert "of the agency in the directory" in reply(sql)


@pytest.mark.parametrize("point", [1, 51])
def test_an_answer_goes_to_no_other_address(sql: PlainConnection, point: int) -> None:
    another_request(sql)
    assert "of the agency in the directory" in reply(sql, contact_point_id=point)


@pytest.mark.parametrize("result", ["information", "refer_allegation"])
def test_only_the_newest_result_that_may_be_sent_goes_word_for_word(
    sql: PlainConnection, result: str
) -> None:
    another_request(sql)
    assert "word for word" in reply(sql, words="We have no concerns.")
    assert "word for word" in reply(sql, result_id=1)
    newer = {"check_request_id": 3, "result": result, "words": "", "rests_on": []}
    assert insert(sql, "check_results", 4, **newer) == "None"
    assert "word for word" in reply(sql)
    assert "word for word" in reply(sql, result_id=4, words="")


def test_words_are_of_the_result_that_is_sent_and_of_no_other(sql: PlainConnection) -> None:
    another_request(sql)
    wrong = {"check_request_id": 3, "result": "information", "rests_on": []}
    assert "words_of_what_is_sent" in insert(sql, "check_results", 4, **wrong)
    wrong = {"check_request_id": 3, "words": " ", "rests_on": []}
    assert "words_of_what_is_sent" in insert(sql, "check_results", 4, **wrong)


WITHDRAW = (
    "UPDATE check_consents SET withdrawn_at = ?, withdrawn_by = 'account:1',"
    " withdrawn_because = 'She rang' WHERE id = 3"
)


def test_after_a_consent_was_taken_back_nothing_is_searched_or_sent(sql: PlainConnection) -> None:
    another_request(sql)
    assert sql.refusal(WITHDRAW, [str(NOW)]) is None
    search = {
        "check_request_id": 3,
        "checked_person_id": 3,
        "person_version_id": 3,
        "consent_id": 3,
    }
    assert "without a consent" in insert(sql, "check_searches", 4, **search)
    assert "whose consent does not stand" in reply(sql)
    assert "guard:" in str(sql.refusal(WITHDRAW.replace("rang", "wrote"), [str(LATER)]))


def test_everybody_of_a_request_has_consented(sql: PlainConnection) -> None:
    another_request(sql)
    assert insert(sql, "checked_people", 4, check_request_id=3, position=9) == "None"
    assert "whose consent does not stand" in reply(sql)


def test_a_consent_of_somebody_else_is_none(sql: PlainConnection) -> None:
    another_request(sql)
    search = {
        "check_request_id": 3,
        "checked_person_id": 3,
        "person_version_id": 3,
        "consent_id": 1,
    }
    assert "without a consent" in insert(sql, "check_searches", 4, **search)


def test_what_has_ended_stays_ended(sql: PlainConnection) -> None:
    another_request(sql)
    assert insert(sql, "check_request_ends", 3, check_request_id=3) == "None"
    of = {"check_request_id": 3}
    search = {"checked_person_id": 3, "person_version_id": 3, "consent_id": 3}
    assert "has ended" in insert(sql, "check_searches", 4, **of, **search)
    assert "has ended" in insert(sql, "check_results", 4, rests_on=[], **of)
    assert "has ended" in reply(sql)
    assert insert(sql, "check_request_ends", 4, **of) != "None"


def test_what_was_answered_is_neither_ended_nor_decided_anew(sql: PlainConnection) -> None:
    another_request(sql)
    assert reply(sql) == "None"
    assert "was answered" in insert(sql, "check_request_ends", 3, check_request_id=3)
    newer = {"check_request_id": 3, "rests_on": []}
    assert "was answered" in insert(sql, "check_results", 4, **newer)


def test_nothing_is_decided_or_sent_on_a_search_that_the_register_has_overtaken(
    sql: PlainConnection,
) -> None:
    another_request(sql)
    of = {"check_request_id": 3}
    assert insert(sql, "check_found_since", 3, search_id=3, **NOT_CONSIDERED) == "None"
    assert "has overtaken" in reply(sql)
    assert "has overtaken" in insert(sql, "check_results", 4, rests_on=[3], **of)
    newer = {"checked_person_id": 3, "person_version_id": 3, "consent_id": 3}
    assert insert(sql, "check_searches", 4, **of, **newer) == "None"
    assert insert(sql, "check_results", 4, rests_on=[4], **of) == "None"
    assert reply(sql, result_id=4, words="words 4") == "None"


def test_another_person_whose_search_is_overtaken_holds_up_the_answer(
    sql: PlainConnection,
) -> None:
    another_request(sql)
    of = {"check_request_id": 3}
    assert insert(sql, "checked_people", 4, **of) == "None"
    assert insert(sql, "checked_person_versions", 4, checked_person_id=4) == "None"
    assert insert(sql, "check_consents", 4, checked_person_id=4) == "None"
    search = {"checked_person_id": 4, "person_version_id": 4, "consent_id": 4}
    assert insert(sql, "check_searches", 4, **of, **search) == "None"
    assert insert(sql, "check_found_since", 3, search_id=4, **NOT_CONSIDERED) == "None"
    assert "has overtaken" in reply(sql)


def test_what_was_told_of_stays_and_is_considered_once(sql: PlainConnection) -> None:
    another_request(sql)
    assert reply(sql) == "None", "also after the answer people are told"
    assert insert(sql, "check_found_since", 3, search_id=3, **NOT_CONSIDERED) == "None"
    considered = "considered_by = 'account:1', considered_words = 'A namesake'"
    whole = f"{considered}, considered_at = told_at"
    for change, done in (
        ("told_at = considered_at", False),
        (considered, False),
        (whole.replace("A namesake", " "), False),
        (whole, True),
        (whole.replace("A namesake", "Told"), False),
    ):
        answer = str(sql.refusal(f"UPDATE check_found_since SET {change} WHERE id = 3"))
        assert (answer == "None") is done, change
    assert sql.refusal("DELETE FROM check_found_since WHERE id = 3") is not None


@pytest.mark.parametrize(
    ("table", "said", "words"),
    [
        ("check_requests", {"due_at": LATER, "director_at": NOW}, "clock_in_order"),
        ("check_requests", {"warning_at": LATER}, "clock_in_order"),
        ("checked_names", {"forename": " ", "surname": ""}, "named_somehow"),
        ("checked_addresses", {"to_on": "2026-11-08"}, "ends_after_it_begins"),
        ("check_consents", {"signer_name": " "}, "seen_by_somebody"),
        ("check_consents", {"withdrawn_at": NOW}, "withdrawn_as_a_whole"),
        ("check_decisions", {"words": " "}, "decided_with_reasons"),
        ("closed_record_questions", {"search_id": 3, "concerns": True}, "answered_as_a_whole"),
        ("check_request_ends", {"check_request_id": 3, "words": " "}, "ended_with_reasons"),
        (
            "check_request_ends",
            {"check_request_id": 3, "ended_as": "same_as_another"},
            "same_as_which",
        ),
        (
            "check_request_ends",
            {"check_request_id": 3, "ended_as": "same_as_another", "other_request_id": 3},
            "same_as_which",
        ),
        ("allegation_referrals", {"result_id": 3, "referred_to": " "}, "referred_to_somebody"),
    ],
)
def test_rows_that_say_nothing_sensible_are_refused(
    sql: PlainConnection, table: str, said: dict[str, object], words: str
) -> None:
    another_request(sql)
    assert words in insert(sql, table, 9, **said)
