"""The database itself keeps views, questions, second looks, incidents and referrals as given."""

from __future__ import annotations

import pytest

from lacrecords.terms import IncidentDutyKind
from tests.support.plain_sql import PlainConnection

MOMENT = "'2026-11-20 10:00:00+00:00'"
VIEW = (
    "INSERT INTO manager_views"
    " (id, enquiry_id, position, kind, words, flags, follows_id, given_by, given_at)"
    f" VALUES ({{id}}, 1, {{position}}, '{{kind}}', '{{words}}', '[]', {{follows}},"
    f" 'account:1', {MOMENT})"
)
CONTAIN = (
    f"UPDATE incidents SET contained_at = {MOMENT}, contained_by = 'account:1',"
    " containment = 'Rang them'"
)
DECIDE = (
    "UPDATE incidents SET commissioner_told = true, commissioner_because = 'A risk',"
    f" commissioner_decided_by = 'account:1', commissioner_decided_at = {MOMENT}"
)
CLOSE = (
    f"UPDATE incidents SET closed_at = {MOMENT}, closed_by = 'account:1', closing_words = 'Learned'"
)
SETTLE = (
    "UPDATE incident_duties SET done = true, words = 'Rang', settled_by = 'account:1',"
    f" settled_at = {MOMENT}"
)
REFER = (
    f"UPDATE considerations SET closed_at = {MOMENT}, closed_by = 'account:1',"
    " outcome = '{outcome}', reasons = 'Both saw it'"
)


def view(
    kind: str = "no_further_action",
    words: str = "Read",
    follows: str = "1",
    id: int = 2,
    position: int = 2,
) -> str:
    return VIEW.format(kind=kind, words=words, follows=follows, id=id, position=position)


def test_a_view_is_never_changed_or_deleted(sql: PlainConnection) -> None:
    assert "guard:" in str(sql.refusal("UPDATE manager_views SET words = 'Other'"))
    assert "guard:" in str(sql.refusal("DELETE FROM manager_views"))


def test_an_enquiry_has_one_first_view_and_each_is_followed_once(sql: PlainConnection) -> None:
    assert sql.refusal(view(follows="NULL", position=1)), "there is a first view already"
    assert sql.refusal(view(follows="NULL")), "only the first follows none"
    assert not sql.refusal(view())
    assert sql.refusal(view(id=3, position=3)), "the first is followed already"
    assert not sql.refusal(view(id=3, position=3, follows="2"))


def test_a_view_that_does_something_says_what(sql: PlainConnection) -> None:
    assert sql.refusal(view("ask_the_officer", " "))
    assert not sql.refusal(view("ask_the_officer", "Who was it?"))


def test_nothing_but_closing_comes_of_a_batch(sql: PlainConnection) -> None:
    in_batch = view("referral_made").replace("given_by,", "given_by, batch_id,")
    assert sql.refusal(in_batch.replace("'account:1'", "'account:1', 1"))


def test_a_line_stays_as_it_was_shown_and_a_batch_is_closed_once(sql: PlainConnection) -> None:
    assert "guard:" in str(sql.refusal("UPDATE batch_lines SET words = 'Other'"))
    close = f"UPDATE enquiry_batches SET closed_at = {MOMENT}, closed_by = 'account:1'"
    assert not sql.refusal(close)
    assert "guard:" in str(sql.refusal(close.replace("account:1", "account:2")))


def test_a_question_is_answered_once_and_in_words(sql: PlainConnection) -> None:
    answer = (
        "UPDATE officer_questions SET answer = '{}', answered_by = 'account:1',"
        f" answered_at = {MOMENT}"
    )
    assert sql.refusal(answer.format("  "))
    assert sql.refusal(f"UPDATE officer_questions SET answered_at = {MOMENT}")
    assert not sql.refusal(answer.format("The aunt"))
    assert "guard:" in str(sql.refusal(answer.format("The uncle")))


def test_a_second_look_ends_once_and_with_a_view(sql: PlainConnection) -> None:
    look = f"UPDATE second_looks SET looked_at = {MOMENT}, looked_by = 'account:1', agrees = true"
    assert sql.refusal(look)
    assert not sql.refusal(f"{look}, later_view_id = 1")
    assert "guard:" in str(sql.refusal("UPDATE second_looks SET agrees = false"))
    assert "guard:" in str(sql.refusal("DELETE FROM second_looks"))


def other_duties(sql: PlainConnection) -> None:
    """The duties that the one row of the table leaves out."""
    for number, kind in enumerate(list(IncidentDutyKind)[1:], 2):
        sql.run(
            "INSERT INTO incident_duties (id, incident_id, kind, due_at)"
            f" VALUES ({number}, 1, '{kind.value}', {MOMENT})"
        )


def test_an_incident_is_closed_only_when_everybody_is_told(sql: PlainConnection) -> None:
    other_duties(sql)
    assert not sql.refusal(CONTAIN)
    assert not sql.refusal(DECIDE)
    assert "guard:" in str(sql.refusal(CLOSE))
    assert not sql.refusal(f"{SETTLE} WHERE kind <> 'tell_director'")
    assert "guard:" in str(sql.refusal(CLOSE))
    assert not sql.refusal(f"{SETTLE} WHERE kind = 'tell_director'")
    assert not sql.refusal(CLOSE)
    assert "guard:" in str(sql.refusal(CLOSE.replace("Learned", "Nothing")))


def test_an_incident_without_its_duties_is_not_closed(sql: PlainConnection) -> None:
    for step in (CONTAIN, DECIDE, SETTLE):
        assert not sql.refusal(step)
    assert "guard:" in str(sql.refusal(CLOSE))
    assert "guard:" in str(sql.refusal("DELETE FROM incident_duties"))


@pytest.mark.parametrize("left_out", [CONTAIN, DECIDE])
def test_an_incident_that_is_not_contained_or_not_decided_is_not_closed(
    sql: PlainConnection, left_out: str
) -> None:
    other_duties(sql)
    for step in (CONTAIN, DECIDE, SETTLE):
        if step != left_out:
            assert not sql.refusal(step)
    assert sql.refusal(CLOSE)


def test_a_duty_is_settled_once_in_words_and_some_are_never_decided_against(
    sql: PlainConnection,
) -> None:
    other_duties(sql)
    assert sql.refusal(SETTLE.replace("'Rang'", "' '"))
    against = SETTLE.replace("done = true", "done = false")
    assert sql.refusal(f"{against} WHERE kind = 'tell_director'")
    assert sql.refusal(f"{against} WHERE kind = 'tell_data_protection_officer'")
    assert not sql.refusal(f"{against} WHERE kind = 'tell_persons_concerned'")
    assert "guard:" in str(sql.refusal(f"{SETTLE} WHERE kind = 'tell_persons_concerned'"))


@pytest.mark.parametrize(
    "step",
    [
        CONTAIN.replace("'Rang them'", "' '"),
        DECIDE.replace("'A risk'", "''"),
        "UPDATE incidents SET commissioner_told = true",
        "UPDATE incidents SET what_was_told = 'Less'",
        f"UPDATE incidents SET aware_at = {MOMENT}",
    ],
)
def test_an_incident_says_why_and_keeps_what_it_began_with(sql: PlainConnection, step: str) -> None:
    assert sql.refusal(step)


@pytest.mark.parametrize(
    "outcome", ["early_help", "child_in_need_assessment", "strategy_discussion", "section_47"]
)
def test_a_referral_has_its_note_and_somebody_who_acts(sql: PlainConnection, outcome: str) -> None:
    refer = REFER.format(outcome=outcome)
    assert "guard:" in str(sql.refusal(refer))
    assert "guard:" in str(sql.refusal(f"{refer}, note = ' ', task_id = 1"))
    assert "guard:" in str(sql.refusal(f"{refer}, note = 'The note'"))
    assert not sql.refusal(f"{refer}, note = 'The note', task_id = 1")
    assert "guard:" in str(sql.refusal("UPDATE considerations SET note = 'Another'"))


def test_no_further_action_needs_no_note(sql: PlainConnection) -> None:
    assert not sql.refusal(REFER.format(outcome="no_further_action"))
