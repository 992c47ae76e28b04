"""The database keeps nothing as told by us, and ends no question while a child is at risk."""

from __future__ import annotations

import pytest

from lacrecords.rules.disclosure_scheme_words import SCHEME_SENTENCES
from lacrecords.terms import SchemeSaying
from tests.services.test_guards_checks import insert
from tests.support.plain_sql import PlainConnection
from tests.support.rows import NOW

EARLIER, LATER = NOW.replace(hour=9), NOW.replace(hour=12)
NOTHING = SCHEME_SENTENCES[SchemeSaying.NOTHING_FROM_US]


def another_question(sql: PlainConnection, number: int = 3, **said: object) -> None:
    """A question that was referred, which the police decided to disclose on."""
    of = {"question_id": number}
    assert insert(sql, "scheme_questions", number) == "None"
    fits = {"child_sex_offender_scheme": True, "urgency": "routine", "refer_by_at": NOW}
    assert insert(sql, "scheme_question_versions", number, **(of | fits | said)) == "None"
    assert insert(sql, "scheme_referrals", number, **of) == "None"
    answer = {"referral_id": number, "answer": "discloses"}
    assert insert(sql, "scheme_police_answers", number, **of, **answer) == "None"


def test_a_fixed_sentence_is_kept_word_for_word(sql: PlainConnection) -> None:
    said = {"question_id": 1, "kind": "nothing_from_us", "because": ""}
    assert insert(sql, "scheme_words_said", 5, words=NOTHING, **said) == "None"
    for wrong in (f"{NOTHING} But he is on the register.", "He is not known to us."):
        assert "word for word" in insert(sql, "scheme_words_said", 6, words=wrong, **said)


def test_other_words_have_a_reason_and_fixed_ones_none(sql: PlainConnection) -> None:
    said = {"question_id": 1, "kind": "other_words", "words": "Yes."}
    assert "other_words_with_a_reason" in insert(sql, "scheme_words_said", 5, because=" ", **said)
    assert insert(sql, "scheme_words_said", 5, because="She cried", **said) == "None"
    assert sql.refusal("UPDATE scheme_words_said SET words = 'No.' WHERE id = 5") is not None
    assert sql.refusal("DELETE FROM scheme_words_said WHERE id = 5") is not None


@pytest.mark.parametrize(
    "said",
    [
        {"contact_point_id": 1},
        {"contact_point_id": 51},
        {"contact_point_id": 53, "method": "email"},
        {"recorded_at": EARLIER},
        {"contact_point_id": 54},
    ],
)
def test_the_police_are_reached_by_the_directory_alone(
    sql: PlainConnection, said: dict[str, object]
) -> None:
    assert insert(sql, "scheme_questions", 3) == "None"
    refused = insert(sql, "scheme_referrals", 3, **({"question_id": 3} | said))
    assert "in force in the directory" in refused


def test_a_number_that_was_withdrawn_reaches_nobody(sql: PlainConnection) -> None:
    assert insert(sql, "scheme_questions", 3) == "None"
    gone = "UPDATE contact_points SET withdrawn_by = 'account:1', withdrawn_at = ? WHERE id = 53"
    sql.run(gone, [str(NOW)])
    assert "in force in the directory" in insert(sql, "scheme_referrals", 3, question_id=3)


def test_nobody_attends_before_the_police_decided_to_disclose(sql: PlainConnection) -> None:
    another_question(sql)
    of = {"question_id": 3, "answer_id": 3}
    assert insert(sql, "scheme_attended_disclosures", 3, **of) == "None"
    not_so = {"question_id": 3, "referral_id": 3, "corrects_id": 3, "why_corrected": "Misheard"}
    answer = {"answer": "does_not_disclose"}
    assert insert(sql, "scheme_police_answers", 4, **not_so, **answer) == "None"
    for answer_id in (3, 4):
        refused = insert(sql, "scheme_attended_disclosures", 4, question_id=3, answer_id=answer_id)
        assert "decide to disclose before" in refused


def test_an_answer_of_another_question_counts_for_none(sql: PlainConnection) -> None:
    another_question(sql)
    assert insert(sql, "scheme_questions", 4) == "None"
    of = {"question_id": 4, "answer_id": 3}
    assert insert(sql, "scheme_attended_disclosures", 4, **of) != "None"


def test_a_row_is_put_right_once(sql: PlainConnection) -> None:
    another_question(sql)
    right = {"question_id": 3, "referral_id": 3, "corrects_id": 3, "why_corrected": "Misheard"}
    assert insert(sql, "scheme_police_answers", 4, **right) == "None"
    assert insert(sql, "scheme_police_answers", 5, **right) != "None"
    wrong = {"question_id": 3, "referral_id": 3}
    for said in ({"corrects_id": 4}, {"why_corrected": "Misheard"}):
        refused = insert(sql, "scheme_police_answers", 6, **wrong, **said)
        assert "corrected_with_a_reason" in refused


def test_no_clock_is_put_back(sql: PlainConnection) -> None:
    another_question(sql)
    of = {"question_id": 3, "child_sex_offender_scheme": True, "urgency": "routine"}
    later = insert(sql, "scheme_question_versions", 9, refer_by_at=LATER, **of)
    assert "never later" in later
    none = {"way": "neither", "urgency": "no_referral", "refer_by_at": None}
    gone = insert(sql, "scheme_question_versions", 9, **(of | none))
    assert "never later" in gone
    assert insert(sql, "scheme_question_versions", 9, refer_by_at=EARLIER, **of) == "None"


@pytest.mark.parametrize("said", [{"child_at_risk": True}, {"danger_now": True}])
def test_a_change_of_mind_ends_nothing_while_there_is_risk(
    sql: PlainConnection, said: dict[str, object]
) -> None:
    another_question(sql, **said)
    withdrew = {"question_id": 3, "ended_as": "asker_withdrew", "other_question_id": None}
    assert "while a child is at risk" in insert(sql, "scheme_question_ends", 3, **withdrew)


def test_a_question_ends_for_a_reason_that_holds(sql: PlainConnection) -> None:
    another_question(sql)
    for reason, words in (
        ("neither_scheme_fits", "for which a scheme fits"),
        ("police_refused", "the police have taken"),
    ):
        refused = insert(
            sql, "scheme_question_ends", 3, question_id=3, ended_as=reason, other_question_id=None
        )
        assert words in refused
    decided = {"question_id": 3, "ended_as": "police_decided", "other_question_id": None}
    assert insert(sql, "scheme_question_ends", 3, **decided) == "None"
    assert insert(sql, "scheme_question_ends", 4, **decided) != "None"
    joined = {"question_id": 1, "ended_as": "same_as_another", "other_question_id": 3}
    assert "that has ended" in insert(sql, "scheme_question_ends", 5, **joined)


def test_a_question_not_decided_on_is_not_ended_as_decided(sql: PlainConnection) -> None:
    another_question(sql)
    more = {"question_id": 3, "referral_id": 3, "answer": "asks_for_more"}
    right = {"corrects_id": 3, "why_corrected": "Misheard"}
    assert insert(sql, "scheme_police_answers", 4, **more, **right) == "None"
    decided = {"question_id": 3, "ended_as": "police_decided", "other_question_id": None}
    assert "the police decide on" in insert(sql, "scheme_question_ends", 3, **decided)


def test_after_the_end_only_what_the_police_do_is_written_down(sql: PlainConnection) -> None:
    another_question(sql)
    of = {"question_id": 3}
    decided = {"question_id": 3, "ended_as": "police_decided", "other_question_id": None}
    assert insert(sql, "scheme_question_ends", 3, **decided) == "None"
    version = {"child_sex_offender_scheme": True, "urgency": "routine", "refer_by_at": EARLIER}
    assert "has ended" in insert(sql, "scheme_question_versions", 9, **of, **version)
    assert "has ended" in insert(sql, "scheme_children", 9, position=9, **of)
    assert "has ended" in insert(sql, "scheme_referrals", 9, **of)
    assert insert(sql, "scheme_attended_disclosures", 9, answer_id=3, **of) == "None"


def test_a_question_that_goes_on_as_another_takes_nothing_more(sql: PlainConnection) -> None:
    another_question(sql)
    joined = {"question_id": 3, "ended_as": "same_as_another", "other_question_id": 1}
    assert insert(sql, "scheme_question_ends", 3, **joined) == "None"
    of = {"question_id": 3}
    assert "has ended" in insert(sql, "scheme_police_answers", 9, referral_id=3, **of)
    assert "has ended" in insert(sql, "scheme_attended_disclosures", 9, answer_id=3, **of)


UNDO = (
    "UPDATE scheme_child_links SET undone_at = ?, undone_by = 'account:1',"
    " undone_because = '{}' WHERE id = 1"
)


def test_a_link_is_undone_once_and_stands_once(sql: PlainConnection) -> None:
    of = {"question_id": 1, "scheme_child_id": 1}
    assert insert(sql, "scheme_child_links", 4, **of) != "None", "the same record twice"
    assert sql.refusal(UNDO.format("Another boy"), [str(NOW)]) is None
    assert "guard:" in str(sql.refusal(UNDO.format("No"), [str(LATER)]))
    assert insert(sql, "scheme_child_links", 4, **of) == "None"


VERSION = {
    "question_id": 3,
    "child_sex_offender_scheme": True,
    "urgency": "routine",
    "refer_by_at": EARLIER,
}
ATTENDED = {"question_id": 3, "answer_id": 3}


@pytest.mark.parametrize(
    ("table", "said", "words"),
    [
        ("scheme_question_versions", VERSION | {"asker_name": " "}, "named_or_would_not"),
        ("scheme_question_versions", VERSION | {"safe_contact": " "}, "safe_way_to_contact"),
        (
            "scheme_question_versions",
            VERSION | {"person_name": " ", "person_details": ""},
            "about_somebody",
        ),
        (
            "scheme_question_versions",
            VERSION | {"danger_now": True, "emergency_action": ""},
            "danger_was_acted_on",
        ),
        (
            "scheme_question_versions",
            VERSION | {"child_sex_offender_scheme": False},
            "no_clock_without_a_scheme",
        ),
        ("scheme_question_versions", VERSION | {"way": "neither"}, "way_goes_with"),
        ("scheme_children", {"name": " ", "details": ""}, "described_somehow"),
        ("scheme_child_links", {"because": " ", "child_id": 2}, "linked_with_reasons"),
        ("scheme_referrals", {"referred_to": " "}, "referred_to_somebody"),
        ("scheme_attended_disclosures", ATTENDED | {"place": " "}, "attended_as_a_whole"),
        (
            "scheme_attended_disclosures",
            ATTENDED | {"undertaking": "refused"},
            "refused_was_considered",
        ),
        (
            "scheme_attended_disclosures",
            ATTENDED | {"police_considered": True},
            "refused_was_considered",
        ),
        ("scheme_question_ends", {"question_id": 3, "words": " "}, "ended_with_reasons"),
        (
            "scheme_question_ends",
            {"question_id": 3, "ended_as": "same_as_another", "other_question_id": None},
            "same_as_which",
        ),
        ("scheme_allegation_notes", {"question_id": 3, "told_to": " "}, "told_to_somebody"),
    ],
)
def test_rows_that_say_nothing_sensible_are_refused(
    sql: PlainConnection, table: str, said: dict[str, object], words: str
) -> None:
    another_question(sql)
    assert words in insert(sql, table, 9, **said)
