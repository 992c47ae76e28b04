"""The database itself lets nothing be shared undecided, unchecked or unagreed."""

from __future__ import annotations

from tests.support.plain_sql import PlainConnection
from tests.support.putting_in import answer_to as insert


def another_decision(sql: PlainConnection, number: int = 3) -> None:
    """A decision by which something may go out."""
    of = {"decision_id": number}
    assert insert(sql, "sharing_decisions", number) == "None"
    assert insert(sql, "sharing_recipients", number, **of) == "None"
    assert insert(sql, "sharing_outcomes", number, **of) == "None"
    checked = {"recipient_id": number, **of}
    assert insert(sql, "sharing_recipient_checks", number, **checked) == "None"
    assert insert(sql, "sharing_agreements", number, **checked) == "None"
    assert insert(sql, "sharing_informed", number, **of) == "None"
    assert insert(sql, "sharing_items", number, accuracy_confirmed=True, **of) == "None"


def share(sql: PlainConnection, number: int = 3, row: int = 3, **said: object) -> str:
    """Something goes out by that decision."""
    rests_on = {
        "decision_id": number,
        "outcome_id": number,
        "recipient_check_id": number,
        "agreement_id": number,
        "informed_id": number,
    }
    return insert(sql, "shared_information", row, **(rests_on | said))


def test_something_goes_out_when_everything_stands(sql: PlainConnection) -> None:
    another_decision(sql)
    assert share(sql) == "None"
    assert insert(sql, "shared_items", 3, decision_id=3, sharing_id=3, item_id=3) == "None"


def test_nothing_goes_out_by_a_decision_not_to_share(sql: PlainConnection) -> None:
    another_decision(sql)
    not_to = {"decision_id": 3, "outcome": "do_not_share"}
    assert insert(sql, "sharing_outcomes", 4, **not_to) == "None"
    assert "newest decision" in share(sql, outcome_id=4)
    assert "newest decision" in share(sql)


def test_nothing_goes_out_by_another_decisions_outcome_or_check(sql: PlainConnection) -> None:
    another_decision(sql)
    assert share(sql, outcome_id=1) != "None"
    assert share(sql, recipient_check_id=1) != "None"
    assert share(sql, agreement_id=1) != "None"
    assert share(sql, informed_id=1) != "None"


def test_nothing_goes_to_a_recipient_who_is_not_checked(sql: PlainConnection) -> None:
    another_decision(sql)
    failed = {"decision_id": 3, "recipient_id": 3, "outcome": "not_confirmed"}
    assert insert(sql, "sharing_recipient_checks", 4, **failed) == "None"
    assert "not checked" in share(sql, recipient_check_id=4)
    assert "not checked" in share(sql)


def test_nothing_goes_to_somebody_else_than_was_checked(sql: PlainConnection) -> None:
    another_decision(sql)
    assert insert(sql, "sharing_recipients", 4, decision_id=3) == "None"
    assert "guard: nothing is shared with a recipient" in share(sql)


def test_nothing_goes_to_a_recipient_who_refuses_the_limits(sql: PlainConnection) -> None:
    another_decision(sql)
    refuses = {"decision_id": 3, "recipient_id": 3, "knows_limits": False}
    assert insert(sql, "sharing_agreements", 4, **refuses) == "None"
    assert "limits" in share(sql, agreement_id=4)
    assert "limits" in share(sql)


def test_nobody_is_checked_by_a_number_that_is_not_in_the_directory(sql: PlainConnection) -> None:
    another_decision(sql)
    of = {"decision_id": 3, "recipient_id": 3}
    for point in (1, 52):
        refused = insert(sql, "sharing_recipient_checks", 4, contact_point_id=point, **of)
        assert "not in force in the directory" in refused
    no_point = {"contact_point_id": None, **of}
    assert insert(sql, "sharing_recipient_checks", 4, **no_point) != "None"
    document = {"method": "identity_document", **no_point}
    assert insert(sql, "sharing_recipient_checks", 4, **document) == "None"


def test_no_item_goes_that_was_taken_back_or_not_found_accurate(sql: PlainConnection) -> None:
    another_decision(sql)
    assert share(sql) == "None"
    of = {"decision_id": 3, "sharing_id": 3}
    assert insert(sql, "sharing_items", 4, decision_id=3, accuracy_confirmed=False) == "None"
    assert "not found accurate" in insert(sql, "shared_items", 4, item_id=4, **of)
    back = "UPDATE sharing_items SET taken_back_at = ?, taken_back_by = ?, taken_back_because = ?"
    moment = "2026-11-10 10:30:00+00:00"
    assert sql.refusal(f"{back} WHERE id = 3", [moment, "account:1", "Wrong"]) is None
    assert "taken back" in insert(sql, "shared_items", 4, item_id=3, **of)
    assert insert(sql, "shared_items", 4, item_id=2, **of) != "None"


def test_a_departure_and_a_second_outcome_need_reasons(sql: PlainConnection) -> None:
    another_decision(sql)
    of = {"decision_id": 3}
    assert insert(sql, "sharing_outcomes", 5, anew_because=" ", **of) != "None"
    assert insert(sql, "sharing_outcomes", 5, departs=True, departure_reason="", **of) != "None"
    assert insert(sql, "sharing_outcomes", 5, reasons=" ", **of) != "None"
    assert insert(sql, "sharing_outcomes", 5, **of) == "None"
