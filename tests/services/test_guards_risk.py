"""What the database itself refuses around people who may pose a risk, by raw statements."""

from __future__ import annotations

import pytest

from tests.support.plain_sql import PlainConnection
from tests.support.rows import NOW

REFUSED = {
    "a second hit that waits for the same pair": (
        "INSERT INTO risk_hits (reference, risk_notification_id, child_id, kind, why, evidence,"
        " grounds, task_id, raised_at) SELECT 'AAAA-2222', risk_notification_id, child_id, kind,"
        " why, 'other', grounds, 99, raised_at FROM risk_hits"
    ),
    "a hit answered without reasons": (
        f"UPDATE risk_hits SET answer = 'same', answered_at = '{NOW}', answered_by = 'account:1',"
        " reasons = ' '"
    ),
    "a request decided by whoever asks": (
        f"UPDATE risk_access_requests SET decided_by = 'account:1', decided_at = '{NOW}',"
        f" granted = true, decided_because = 'mine', until_at = '{NOW}'"
    ),
    "a request granted for ever": (
        f"UPDATE risk_access_requests SET decided_by = 'account:2', decided_at = '{NOW}',"
        " granted = true, decided_because = 'theirs'"
    ),
    "a removal decided by whoever proposed it": (
        f"UPDATE risk_removals SET decided_by = proposed_by, decided_at = '{NOW}',"
        " approved = true, decided_because = 'mine' WHERE id = 1"
    ),
    "a removal decided without a reason": (
        f"UPDATE risk_removals SET decided_by = 'account:2', decided_at = '{NOW}', approved = true"
        " WHERE id = 1"
    ),
    "a notification given to another person": "UPDATE risk_notifications SET person_id = 2",
    "a notification deleted": "DELETE FROM risk_notifications",
    "what was said, changed": "UPDATE risk_statements SET fact = 'another'",
    "a view of one that was taken back": "DELETE FROM audit_entries",
    "a reader who is nobody": (
        "INSERT INTO risk_readers (risk_notification_id, recorded_at, recorded_by, reason, source)"
        f" VALUES (1, '{NOW}', 'account:1', '', 'hand')"
    ),
    "a source confirmed by nothing": (
        "INSERT INTO risk_source_checks (risk_notification_id, method, outcome, second_fact,"
        f" words, checked_by, checked_at) VALUES (1, 'none', 'confirmed', '', '', 'x', '{NOW}')"
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_database_refuses(sql: PlainConnection, what: str) -> None:
    assert sql.refusal(REFUSED[what]), what


def test_the_decision_of_another_is_taken_once(sql: PlainConnection) -> None:
    decided = (
        f"UPDATE risk_removals SET decided_by = 'account:2', decided_at = '{NOW}',"
        " approved = true, decided_because = 'the police confirmed it' WHERE id = 1"
    )
    assert sql.refusal(decided) is None
    assert sql.refusal(decided.replace("true", "false"))
