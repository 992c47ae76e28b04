"""The database itself holds movements and alerts to their order, whoever asks, by plain SQL."""

from __future__ import annotations

import pytest

from tests.support.plain_sql import PlainConnection
from tests.support.putting_in import put_in as insert

MOMENT = "'2026-11-20 10:00:00+00:00'"
FOUND = (
    f"UPDATE missing_families SET found_at = {MOMENT}, found_by = 'account:1',"
    " found_on = '2026-11-20', found_words = 'At an aunt''s'"
)
STOOD_DOWN = (
    f"UPDATE missing_family_alerts SET stood_down_at = {MOMENT}, stood_down_by = 'account:1',"
    " stood_down_on = '2026-11-20', stood_down_method = 'secure_email', stood_down_whom = 'desk'"
)
WITHDRAWN = (
    f"UPDATE movement_steps SET withdrawn_at = {MOMENT}, withdrawn_by = 'account:1',"
    " withdrawn_because = 'Another child' WHERE id = "
)


def step(sql: PlainConnection, number: int, kind: str, **said: object) -> str | None:
    return insert(sql, "movement_steps", number, kind=kind, **said)


def test_responsibility_never_passes_before_a_conference_was_held(sql: PlainConnection) -> None:
    assert "after a conference" in str(step(sql, 2, "responsibility_passed"))
    assert step(sql, 3, "conference_booked") is None
    assert "after a conference" in str(step(sql, 4, "responsibility_passed"))
    assert step(sql, 5, "conference_held", happened_on="2026-11-12") is None
    early = step(sql, 6, "responsibility_passed", happened_on="2026-11-11")
    assert "after a conference" in str(early)
    assert step(sql, 7, "responsibility_passed", happened_on="2026-11-12") is None
    again = str(step(sql, 8, "responsibility_passed", happened_on="2026-11-12"))
    assert "unique" in again.lower() or "replaced" in again


def test_it_passes_by_written_agreement_with_reasons_only(sql: PlainConnection) -> None:
    said = {"agreed_in_writing": True}
    assert step(sql, 2, "responsibility_passed", words="  ", **said)
    assert step(sql, 3, "papers_sent", words="Agreed", **said)
    assert step(sql, 4, "responsibility_passed", words="Letter of 4 November", **said) is None


def test_a_conference_of_a_child_on_no_plan_passes_nothing(sql: PlainConnection) -> None:
    assert insert(sql, "movements", 2, on_plan=False, looked_after=True) is None
    assert step(sql, 2, "conference_held", movement_id=2) is None
    assert "after a conference" in str(step(sql, 3, "responsibility_passed", movement_id=2))


def test_the_conference_on_which_it_rests_is_not_withdrawn(sql: PlainConnection) -> None:
    assert step(sql, 2, "conference_held") is None
    assert step(sql, 3, "responsibility_passed") is None
    assert "on the strength of this conference" in str(sql.refusal(f"{WITHDRAWN}2"))
    assert step(sql, 4, "conference_held") is None
    assert sql.refusal(f"{WITHDRAWN}2") is None
    assert sql.refusal(f"{WITHDRAWN}3") is None
    assert sql.refusal(f"{WITHDRAWN}4") is None


def test_a_step_is_withdrawn_once_with_a_reason_and_never_changed(sql: PlainConnection) -> None:
    assert sql.refusal(WITHDRAWN.replace("Another child", "  ") + "1")
    assert sql.refusal(f"{WITHDRAWN}1") is None
    assert "guard:" in str(sql.refusal(WITHDRAWN.replace("Another", "One") + "1"))
    assert "guard:" in str(sql.refusal("UPDATE movement_steps SET happened_on = '2026-11-01'"))
    assert "guard:" in str(sql.refusal("DELETE FROM movement_steps"))


def test_an_ended_movement_takes_no_further_step(sql: PlainConnection) -> None:
    assert step(sql, 2, "ended") is None
    assert "is ended" in str(step(sql, 3, "papers_sent"))
    assert sql.refusal(f"{WITHDRAWN}2") is None
    assert step(sql, 4, "papers_sent") is None


def test_what_a_movement_was_ended_on_is_not_withdrawn_under_it(sql: PlainConnection) -> None:
    assert step(sql, 2, "papers_sent") is None
    assert step(sql, 3, "ended") is None
    assert "on the strength of its steps" in str(sql.refusal(f"{WITHDRAWN}2"))
    assert sql.refusal(f"{WITHDRAWN}3") is None
    assert sql.refusal(f"{WITHDRAWN}2") is None


def test_whoever_proposed_the_end_of_a_movement_does_not_end_it(sql: PlainConnection) -> None:
    first, second = {"recorded_by": "account:1"}, {"recorded_by": "account:2"}
    assert step(sql, 2, "ending_proposed", **first) is None
    assert "proposed once" in str(step(sql, 3, "ending_proposed", **second))
    assert "does not end it" in str(step(sql, 4, "ended", **first))
    assert sql.refusal(f"{WITHDRAWN}2") is None
    assert step(sql, 5, "ending_proposed", **second) is None
    assert "does not end it" in str(step(sql, 6, "ended", **second))
    assert step(sql, 7, "ended", **first) is None


@pytest.mark.parametrize(
    "said",
    [
        {"on_plan": False},
        {"childrens_home": True},
        {"told_by": "  "},
        {"address": " ", "area": ""},
        {"stay": "permanent", "expected_back_on": "2026-12-01"},
        {"stay": "temporary", "expected_back_on": "2026-11-01"},
    ],
)
def test_a_movement_that_says_what_cannot_be_is_refused(
    sql: PlainConnection, said: dict[str, object]
) -> None:
    assert insert(sql, "movements", 2, **said)
    assert "guard:" in str(sql.refusal("UPDATE movements SET area = 'elsewhere'"))


def test_a_movement_is_of_one_child_and_a_decision_is_undone_once(sql: PlainConnection) -> None:
    assert insert(sql, "movement_children", 2, child_id=2)
    undo = (
        f"UPDATE movement_children SET undone_at = {MOMENT}, undone_by = 'account:1',"
        " undone_because = 'A cousin'"
    )
    assert sql.refusal(undo.replace("A cousin", " "))
    assert sql.refusal(undo) is None
    assert insert(sql, "movement_children", 2, child_id=2) is None


def test_the_same_notice_is_loaded_once(sql: PlainConnection) -> None:
    said = {"kind": "notice_loaded", "authority_id": 1, "origin_reference": "K7QP-3MRT"}
    assert insert(sql, "movement_documents", 2, **said) is None
    assert insert(sql, "movement_documents", 3, **said)
    assert insert(sql, "movement_documents", 4, confidential_address=True, confidential_because="")


def test_nobody_stands_down_before_the_family_is_found_and_nobody_is_alerted_after(
    sql: PlainConnection,
) -> None:
    assert "before the family is found" in str(sql.refusal(STOOD_DOWN))
    assert sql.refusal(FOUND.replace("At an aunt''s", " "))
    assert sql.refusal(FOUND) is None
    assert "guard:" in str(sql.refusal(FOUND.replace("aunt", "uncle")))
    assert insert(sql, "other_authorities", 2) is None
    after = insert(sql, "missing_family_alerts", 2, authority_id=2)
    assert "of a family that is found" in str(after)
    assert sql.refusal(STOOD_DOWN.replace("'desk'", "' '"))
    assert sql.refusal(STOOD_DOWN) is None
    assert "guard:" in str(sql.refusal(STOOD_DOWN.replace("desk", "chief")))
    assert "guard:" in str(sql.refusal("DELETE FROM missing_family_alerts"))


def test_a_contact_is_confirmed_by_another_person(sql: PlainConnection) -> None:
    confirm = f"UPDATE authority_contacts SET confirmed_at = {MOMENT}, confirmed_by = "
    assert sql.refusal(f"{confirm}added_by")
    assert sql.refusal("UPDATE authority_contacts SET value = 'elsewhere'")
    assert sql.refusal(f"{confirm}'account:2'") is None
    assert "guard:" in str(sql.refusal(f"{confirm}'account:3'"))
