"""The database itself: silence and pressure never stand, what was taken back stays so."""

from __future__ import annotations

import pytest

from tests.services.test_guards_checks import insert
from tests.support.plain_sql import PlainConnection

BY_CHILD = {"whose": "child", "decides_because": "expected"}


def consent(sql: PlainConnection, number: int = 5, **said: object) -> str:
    return insert(sql, "consents", number, **said)


def test_what_is_valid_is_kept(sql: PlainConnection) -> None:
    assert consent(sql) == "None"
    assert consent(sql, 6, **BY_CHILD) == "None"
    assert consent(sql, 7, answer="refused", explained_why=False) == "None"
    assert consent(sql, 8, answer="no_reply", stands=False) == "None"


@pytest.mark.parametrize("answer", ["no_reply", "pressed", "service_condition"])
def test_silence_and_pressure_never_stand(sql: PlainConnection, answer: str) -> None:
    assert "only_informed_consent_stands" in consent(sql, answer=answer)
    assert consent(sql, answer=answer, stands=False) == "None"
    assert "guard:" in str(sql.refusal("UPDATE consents SET stands = true WHERE id = 5"))


@pytest.mark.parametrize("part", ["why", "what", "with_whom", "use", "consequences"])
def test_nothing_stands_that_was_not_explained(sql: PlainConnection, part: str) -> None:
    assert "only_informed_consent_stands" in consent(sql, **{f"explained_{part}": False})


@pytest.mark.parametrize(
    "said",
    [
        {"within_service": False, "explained_at_outset": True},
        {"within_service": True, "explained_at_outset": False},
        {"within_service": True, "explained_at_outset": True, "special_category": True},
    ],
)
def test_implied_consent_stands_within_the_service_only(
    sql: PlainConnection, said: dict[str, object]
) -> None:
    assert "implied_within_the_service" in consent(sql, kind="implied", **said)
    within = {"within_service": True, "explained_at_outset": True}
    assert consent(sql, kind="implied", **within) == "None"


@pytest.mark.parametrize(
    ("whose", "because"),
    [
        ("parental_responsibility", "expected"),
        ("parental_responsibility", "presumed"),
        ("parental_responsibility", "shown_able"),
        ("parental_responsibility", "care_order"),
        ("child", "too_young_without_worksheet"),
        ("child", "shown_not_able"),
        ("child", "child_died"),
        ("local_authority", "expected"),
        ("local_authority", "parents_disagree"),
    ],
)
def test_nothing_stands_of_whoever_does_not_decide(
    sql: PlainConnection, whose: str, because: str
) -> None:
    said = {"whose": whose, "decides_because": because, "worksheet_id": 1}
    assert "stands_if_theirs_to_decide" in consent(sql, **said)
    assert consent(sql, stands=False, **said) == "None"


def test_what_a_worksheet_shows_is_shown_by_a_worksheet(
    sql: PlainConnection,
) -> None:
    shown = {"decides_because": "shown_not_able"}
    assert "understanding_shown_by_a_worksheet" in consent(sql, **shown)
    assert consent(sql, worksheet_id=1, **shown) == "None"


def test_a_person_of_concern_and_an_answer_without_words_do_not_stand(
    sql: PlainConnection,
) -> None:
    assert "person_of_concern_does_not_stand" in consent(sql, giver_of_concern=True)
    for column in ("given_by", "purpose", "scope", "recipients", "what_was_said", "taken_by"):
        assert "said_in_words" in consent(sql, **{column: "  "})
    assert "reviewed_after_it_was_taken" in consent(sql, review_on="2026-11-09")


def test_a_withdrawn_consent_stays_withdrawn(sql: PlainConnection) -> None:
    assert consent(sql) == "None"
    confirm = {"consent_id": 5, "outcome": "confirmed", "review_on": "2027-05-09"}
    assert insert(sql, "consent_reviews", 4, **confirm) == "None"
    assert insert(sql, "consent_withdrawals", 5, consent_id=5) == "None"
    assert insert(sql, "consent_withdrawals", 6, consent_id=5) != "None", "once"
    assert "is not confirmed" in insert(sql, "consent_reviews", 5, **confirm)
    for statement in (
        "DELETE FROM consent_withdrawals",
        "UPDATE consent_withdrawals SET consent_id = 1 WHERE id = 5",
        "UPDATE consents SET answer = 'consented'",
    ):
        assert "guard:" in str(sql.refusal(statement))


def test_only_a_consent_is_taken_back(sql: PlainConnection) -> None:
    assert consent(sql, answer="refused") == "None"
    assert "only a consent" in insert(sql, "consent_withdrawals", 5, consent_id=5)


def test_what_has_changed_or_never_stood_is_not_confirmed(sql: PlainConnection) -> None:
    assert consent(sql) == "None" and consent(sql, 6, stands=False) == "None"
    assert insert(sql, "consent_changes", 5, consent_id=5) == "None"
    confirm = {"outcome": "confirmed", "review_on": "2027-05-09"}
    for number in (5, 6):
        said = insert(sql, "consent_reviews", number, consent_id=number, **confirm)
        assert "is not confirmed" in said
    assert "next_day_if_confirmed" in insert(
        sql, "consent_reviews", 7, consent_id=5, outcome="asked_again", review_on="2027-05-09"
    )


def test_a_disagreement_is_about_answers_of_parents(sql: PlainConnection) -> None:
    assert consent(sql, **BY_CHILD) == "None"
    assert "what parents answered" in insert(sql, "disagreement_consents", 5, consent_id=5)
    assert consent(sql, 6) == "None"
    assert insert(sql, "disagreement_consents", 6, consent_id=6) == "None"


ANSWER = (
    "UPDATE parents_disagreements SET answered_at = '2026-11-10 10:30:00',"
    " answered_by = 'account:1', reasons = ?, advice = ?, sought_from = ?, same_matter = ?"
)


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        (["", "x", "x", True], True),
        (["x", "", "x", True], True),
        (["x", "x", "", True], True),
        (["x", "x", "x", False], True),
        (["x", "", "", False], False),
        (["x", "x", "x", True], False),
    ],
)
def test_a_disagreement_is_answered_whole_and_once(
    sql: PlainConnection, values: list[object], refused: bool
) -> None:
    said = str(sql.refusal(ANSWER, values))
    assert ("answered_with_reasons" in said) == refused
    if not refused:
        assert "guard:" in str(sql.refusal(ANSWER, ["y", "y", "y", True]))


def test_a_worksheet_has_a_view_or_why_none_and_a_note_at_16(sql: PlainConnection) -> None:
    table = "understanding_worksheets"
    assert "view_or_why_none" in insert(sql, table, 5, childs_view=" ", why_no_view=" ")
    assert "view_or_why_none" in insert(sql, table, 5, why_no_view="asleep")
    at_16 = {"band": "presumed_to_understand", "able": False}
    assert "presumption_rebutted_with_note" in insert(sql, table, 5, capacity_note=" ", **at_16)
    assert insert(sql, table, 5, **at_16) == "None"
    assert "guard:" in str(sql.refusal("UPDATE understanding_worksheets SET able = false"))
