"""The database itself keeps findings, acceptances, digests and exports as they were."""

from __future__ import annotations

import pytest

from tests.support.plain_sql import PlainConnection

MOMENT = "'2026-11-20 10:00:00+00:00'"
EARLIER = "'2026-11-10 10:00:00+00:00'"
MEND = f"UPDATE currency_findings SET last_seen_at = {EARLIER}, mended_at = {MOMENT}"
AGREE = (
    f"UPDATE export_requests SET decided_at = {EARLIER}, decided_by_id = 2, approved = true,"
    f" decided_because = 'Needed', usable_until_at = {MOMENT}"
)
FETCH = f"UPDATE export_requests SET fetched_at = {EARLIER}, rows_fetched = 3"


def _another_person(sql: PlainConnection) -> None:
    columns = "email, name, role, office_number, created_at"
    assert not sql.refusal(
        f"INSERT INTO accounts (id, {columns}) SELECT 2, 'another', name, role, office_number,"
        " created_at FROM accounts WHERE id = 1"
    )


def _again(rule: str = "rule", child: str = "child_id") -> str:
    return (
        "INSERT INTO currency_findings (id, reference, child_id, rule, first_found_at) SELECT"
        f" 77, 'another', {child}, {rule}, first_found_at FROM currency_findings LIMIT 1"
    )


def test_one_finding_of_a_rule_is_open_for_a_child(sql: PlainConnection) -> None:
    assert sql.refusal(_again())
    assert not sql.refusal(_again(child="2"))


def test_another_finding_may_be_opened_when_the_first_is_mended(sql: PlainConnection) -> None:
    assert not sql.refusal(MEND)
    assert not sql.refusal(_again())


def test_a_finding_is_mended_once_and_not_before_it_was_seen(sql: PlainConnection) -> None:
    assert sql.refusal(f"UPDATE currency_findings SET mended_at = {MOMENT}")
    assert sql.refusal(f"UPDATE currency_findings SET last_seen_at = {MOMENT}")
    backwards = MEND.replace(EARLIER, "'2026-11-21 10:00:00+00:00'")
    assert sql.refusal(backwards)
    assert not sql.refusal(MEND)
    assert "guard:" in str(sql.refusal(MEND.replace("10:00", "11:00")))
    assert "guard:" in str(sql.refusal("UPDATE currency_findings SET mended_at = NULL"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE currency_findings SET since_on = '2026-01-01'",
        "DELETE FROM currency_findings",
        "DELETE FROM currency_acceptances",
        "UPDATE currency_acceptances SET until_on = '2030-01-01'",
        "UPDATE currency_acceptances SET reason = 'Another'",
        "DELETE FROM currency_climbs",
        "UPDATE currency_digests SET made_on = '2020-01-01'",
        "DELETE FROM currency_digests",
        "UPDATE currency_day_counts SET open_count = 0",
        "DELETE FROM currency_day_counts",
        "UPDATE address_confirmations SET confirmed_on = '2030-01-01'",
        "DELETE FROM address_confirmations",
        "DELETE FROM export_requests",
        "UPDATE export_requests SET purpose = 'Another'",
        "UPDATE export_requests SET asked_by_id = 2",
    ],
)
def test_what_stands_is_never_changed_or_deleted(sql: PlainConnection, statement: str) -> None:
    _another_person(sql)
    assert "guard:" in str(sql.refusal(statement))


def test_an_acceptance_is_ended_once_by_somebody(sql: PlainConnection) -> None:
    end = f"UPDATE currency_acceptances SET ended_at = {MOMENT}, ended_by = 'account:1'"
    assert sql.refusal(f"UPDATE currency_acceptances SET ended_at = {MOMENT}")
    assert not sql.refusal(end)
    assert "guard:" in str(sql.refusal(end.replace("10:00", "11:00")))


def test_one_digest_a_day_goes_to_a_role_and_to_one_recipient(sql: PlainConnection) -> None:
    columns = "id, reference, made_on, made_at, account_id, role"
    again = f"INSERT INTO currency_digests ({columns}) SELECT 77, 'x', made_on, made_at, {{}} FROM"
    again += " currency_digests LIMIT 1"
    assert sql.refusal(again.format("account_id, role"))
    assert sql.refusal(again.format("NULL, NULL"))
    assert sql.refusal(again.format("1, role"))
    assert not sql.refusal(again.format("1, NULL"))


def test_an_export_is_decided_by_another_once_and_fetched_once_in_time(
    sql: PlainConnection,
) -> None:
    _another_person(sql)
    assert sql.refusal(FETCH), "nobody has agreed"
    assert sql.refusal(AGREE.replace("decided_by_id = 2", "decided_by_id = 1"))
    assert sql.refusal(f"UPDATE export_requests SET approved = true, decided_at = {MOMENT}")
    assert not sql.refusal(AGREE)
    assert "guard:" in str(sql.refusal(AGREE.replace("true", "false")))
    late = FETCH.replace(EARLIER, "'2026-11-21 10:00:00+00:00'")
    assert sql.refusal(late)
    assert not sql.refusal(FETCH)
    assert "guard:" in str(sql.refusal(FETCH.replace("10:00", "09:00")))


def test_a_refused_export_is_never_fetched(sql: PlainConnection) -> None:
    _another_person(sql)
    assert not sql.refusal(AGREE.replace("approved = true", "approved = false"))
    assert sql.refusal(FETCH)
