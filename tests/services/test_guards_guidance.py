"""The database itself keeps the council's guidance: two people, and nothing in place."""

from __future__ import annotations

from datetime import date

import pytest

from lacrecords.terms import GuidanceKind
from tests.support.plain_sql import PlainConnection
from tests.support.putting_in import put_in as put

MOMENT = "2026-11-10 10:30:00+00:00"
DECIDE = (
    "UPDATE guidance_changes SET decided_at = ?, decided_by_id = 2, approved = true,"
    " decided_because = 'It is so' WHERE id = ?"
)


@pytest.fixture
def two(sql: PlainConnection) -> PlainConnection:
    """A second person, and a third who keeps the accounts."""
    assert put(sql, "accounts", 2) is None
    assert put(sql, "accounts", 3, role="system_administrator") is None
    return sql


def decided(sql: PlainConnection, change_id: int = 1, at: str = MOMENT) -> str | None:
    return sql.refusal(DECIDE, [at, change_id])


def test_a_second_person_agrees_once_and_nothing_changes_after(two: PlainConnection) -> None:
    own = DECIDE.replace("decided_by_id = 2", "decided_by_id = 1")
    assert "two_people" in str(two.refusal(own, [MOMENT, 1]))
    assert decided(two) is None
    other = DECIDE.replace("approved = true", "approved = false")
    assert "guard:" in str(two.refusal(other, [MOMENT, 1])), "an answer is given once"
    assert "guard:" in str(two.refusal("UPDATE guidance_changes SET decided_at = NULL"))
    for column in ("text = 'Other'", "from_on = '2027-01-01'", "reason = 'Other'", "ends = true"):
        assert "guard:" in str(two.refusal(f"UPDATE guidance_changes SET {column}"))
    for table in ("guidance_changes", "guidance_texts", "agreement_reviews_due"):
        assert two.refusal(f"DELETE FROM {table}")
    assert "guard:" in str(two.refusal("UPDATE guidance_texts SET kind = 'agency_agreement'"))
    assert "guard:" in str(two.refusal("UPDATE agreement_reviews_due SET change_id = 2"))


def test_a_text_that_waits_is_not_changed_in_place_either(two: PlainConnection) -> None:
    assert "guard:" in str(two.refusal("UPDATE guidance_changes SET text = 'Other'"))
    assert "guard:" in str(two.refusal("UPDATE guidance_changes SET proposed_by_id = 2"))


def test_an_answer_is_whole_and_has_a_reason(two: PlainConnection) -> None:
    half = "UPDATE guidance_changes SET decided_at = ?, decided_by_id = 2, approved = true"
    assert "decided_in_one_go" in str(two.refusal(half, [MOMENT]))
    blank = DECIDE.replace("'It is so'", "' '")
    assert "decided_with_a_reason" in str(two.refusal(blank, [MOMENT, 1]))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"reason": " "}, "proposed_with_a_reason"),
        ({"text": " "}, "says_something_or_ends"),
        ({"source": ""}, "says_something_or_ends"),
        ({"ends": True}, "says_something_or_ends"),
        ({"review_on": date(2027, 1, 1)}, "an agreement has a review day"),
        ({"from_on": date(2026, 11, 9)}, "correction of the record"),
        ({"proposed_by_id": 3}, "no system administrator"),
        (
            {
                "decided_at": MOMENT,
                "decided_by_id": 2,
                "approved": True,
                "decided_because": "It is so",
            },
            "proposed first",
        ),
    ],
)
def test_no_proposal_is_less_than_a_proposal(
    two: PlainConnection, said: dict[str, object], words: str
) -> None:
    assert words in str(put(two, "guidance_changes", 2, **said))
    assert put(two, "guidance_changes", 2) is None


def test_a_day_in_the_past_is_marked_as_a_correction(two: PlainConnection) -> None:
    past = {"from_on": date(2020, 1, 1), "corrects_record": True}
    assert put(two, "guidance_changes", 2, **past) is None
    assert decided(two, 2) is None


def test_what_waited_until_its_day_had_passed_is_not_agreed(two: PlainConnection) -> None:
    assert "correction of the record" in str(decided(two, at="2026-11-11 09:00:00+00:00"))
    refuse = DECIDE.replace("approved = true", "approved = false")
    assert two.refusal(refuse, ["2026-11-11 09:00:00+00:00", 1]) is None


def test_no_system_administrator_agrees(two: PlainConnection) -> None:
    by_administrator = DECIDE.replace("decided_by_id = 2", "decided_by_id = 3")
    assert "no system administrator" in str(two.refusal(by_administrator, [MOMENT, 1]))


def test_a_version_follows_the_one_that_its_author_read(two: PlainConnection) -> None:
    assert put(two, "guidance_changes", 2) is None
    assert put(two, "guidance_changes", 3, after_number=2) is None
    assert decided(two) is None
    assert "its author read" in str(decided(two, 2)), "of two proposals of one state, one is agreed"
    assert "its author read" in str(decided(two, 3)), "no number is left out"
    assert put(two, "guidance_changes", 4, after_number=1) is None
    assert decided(two, 4) is None


def test_one_list_and_one_agreement_with_an_agency(two: PlainConnection) -> None:
    the_list = {"kind": GuidanceKind.NOT_TO_SEEK_CONSENT.value}
    assert put(two, "guidance_texts", 2, **the_list) is None
    assert put(two, "guidance_texts", 3, **the_list), "there is one list"
    agreement = {"kind": GuidanceKind.AGENCY_AGREEMENT.value, "agency_id": 1}
    assert put(two, "guidance_texts", 3, **agreement) is None
    assert put(two, "guidance_texts", 4, **agreement), "there is one agreement with an agency"
    assert put(two, "agencies", 2) is None
    assert "agreement_with_somebody" in str(put(two, "guidance_texts", 4, agency_id=2))
    no_agency = put(two, "guidance_texts", 4, kind=GuidanceKind.AGENCY_AGREEMENT.value)
    assert "agreement_with_somebody" in str(no_agency)
    rule = put(two, "guidance_texts", 4, kind=GuidanceKind.GOLDEN_RULE.value)
    assert "of_the_council" in str(rule), "national guidance comes with the program"


def test_an_agreement_has_a_review_day_after_it_begins(two: PlainConnection) -> None:
    agreement = {"kind": GuidanceKind.AGENCY_AGREEMENT.value, "agency_id": 1}
    assert put(two, "guidance_texts", 2, **agreement) is None
    of_it = {"text_id": 2}
    assert "has a review day" in str(put(two, "guidance_changes", 2, **of_it))
    early = {**of_it, "review_on": date(2026, 11, 10)}
    assert "reviewed_after_it_begins" in str(put(two, "guidance_changes", 2, **early))
    assert put(two, "guidance_changes", 2, **of_it, review_on=date(2027, 11, 10)) is None
    an_end = {**of_it, "ends": True, "text": "", "title": "", "source": ""}
    assert put(two, "guidance_changes", 3, **an_end) is None


def test_a_review_comes_due_once(two: PlainConnection) -> None:
    assert put(two, "agreement_reviews_due", 2), "the review of this version is known"
