"""The words of the guards around sharing, on SQLite and on PostgreSQL.

Nothing goes out but by the newest outcome that says so, to the recipient as they stand now,
who was checked and knows the limits, and no item that was taken back or not found accurate.
Nobody reviews a decision in which they had a part.
"""

# ruff: noqa: S608 - names of our own tables and columns only, never a value from outside

from __future__ import annotations

from lacrecords.guards_refusals import Refusal, moment_on, on_insert, statements_of

SHARING_TABLES = frozenset(
    {"sharing_decisions", "sharing_outcomes", "sharing_recipients", "sharing_recipient_checks"}
    | {
        "sharing_agreements",
        "sharing_informed",
        "sharing_cover_sheets",
        "sharing_items",
        "shared_information",
        "shared_items",
        "sharing_answers",
        "sharing_peer_reviews",
        "sharing_peer_findings",
        "sharing_peer_replies",
        "documents",
    }
)

_NOT_DECIDED = (
    "NOT EXISTS (SELECT 1 FROM sharing_outcomes o WHERE o.id = NEW.outcome_id"
    " AND o.decision_id = NEW.decision_id AND o.outcome IN ('share', 'share_part')"
    " AND o.number = (SELECT MAX(n.number) FROM sharing_outcomes n"
    " WHERE n.decision_id = NEW.decision_id))"
)
_NEWEST_RECIPIENT = (
    "(SELECT r.id FROM sharing_recipients r WHERE r.decision_id = NEW.decision_id"
    " ORDER BY r.number DESC LIMIT 1)"
)
_NOT_CHECKED = (
    "NOT EXISTS (SELECT 1 FROM sharing_recipient_checks c WHERE c.id = NEW.recipient_check_id"
    " AND c.decision_id = NEW.decision_id AND c.outcome = 'confirmed'"
    f" AND c.recipient_id = {_NEWEST_RECIPIENT})"
    " OR EXISTS (SELECT 1 FROM sharing_recipient_checks c WHERE c.decision_id = NEW.decision_id"
    " AND c.id > NEW.recipient_check_id AND c.outcome <> 'confirmed')"
)
_NOT_AGREED = (
    "NOT EXISTS (SELECT 1 FROM sharing_agreements a WHERE a.id = NEW.agreement_id"
    " AND a.decision_id = NEW.decision_id AND a.knows_limits"
    f" AND a.recipient_id = {_NEWEST_RECIPIENT}"
    " AND a.id = (SELECT MAX(b.id) FROM sharing_agreements b"
    " WHERE b.decision_id = NEW.decision_id))"
)
_NOT_INFORMED = (
    "NOT EXISTS (SELECT 1 FROM sharing_informed i WHERE i.id = NEW.informed_id"
    " AND i.decision_id = NEW.decision_id)"
)
_NOT_IN_FORCE = (
    "NEW.outcome = 'confirmed' AND NEW.method <> 'identity_document' AND NOT EXISTS"
    " (SELECT 1 FROM contact_points p JOIN sharing_recipients r ON r.agency_id = p.agency_id"
    " WHERE r.id = NEW.recipient_id AND p.id = NEW.contact_point_id"
    " AND p.confirmed_by <> p.added_by AND p.withdrawn_at IS NULL"
    " AND {usable} <= {at}"
    " AND (NEW.method, p.kind) IN (('ring_back', 'telephone'), ('directory_email', 'email')))"
)
_NO_GOOD_ITEM = (
    "NOT EXISTS (SELECT 1 FROM sharing_items i WHERE i.id = NEW.item_id"
    " AND i.decision_id = NEW.decision_id AND i.taken_back_at IS NULL AND i.accuracy_confirmed)"
)


_HELD = "sharing_decisions WHERE id = NEW.decision_id"
"""Whoever changes a decision waits there."""
_GOING_OUT = (
    on_insert(
        "guard_shared_information_decided",
        "shared_information",
        _NOT_DECIDED,
        "guard: nothing is shared but by the newest decision that says so",
    ),
    on_insert(
        "guard_shared_information_checked",
        "shared_information",
        _NOT_CHECKED,
        "guard: nothing is shared with a recipient who is not checked",
    ),
    on_insert(
        "guard_shared_information_agreed",
        "shared_information",
        _NOT_AGREED,
        "guard: nothing is shared with a recipient who does not know the limits",
    ),
    on_insert(
        "guard_shared_information_informed",
        "shared_information",
        _NOT_INFORMED,
        "guard: nothing is shared before it is recorded whether those concerned know",
    ),
)
"""What lets nothing go out before its time."""


def _had_a_part(who: str) -> str:
    """That this person began, answered, decided, prepared or shared: the ways to have a part."""
    parts = (
        ("sharing_outcomes", "decided_by"),
        ("sharing_answers", "answered_by"),
        ("sharing_recipients", "recorded_by"),
        ("sharing_recipient_checks", "checked_by"),
        ("sharing_agreements", "recorded_by"),
        ("sharing_informed", "recorded_by"),
        ("sharing_items", "added_by"),
        ("sharing_items", "taken_back_by"),
        ("sharing_cover_sheets", "made_by"),
        ("shared_information", "shared_by"),
        ("documents", "added_by"),
    )
    others = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} p WHERE p.decision_id = NEW.decision_id"
        f" AND p.{column} = {who})"
        for table, column in parts
    )
    begun = f"SELECT 1 FROM sharing_decisions d WHERE d.id = NEW.decision_id AND d.begun_by = {who}"
    return f"EXISTS ({begun}) OR {others}"


_PEER_REVIEWS = (
    on_insert(
        "guard_sharing_peer_findings_part",
        "sharing_peer_findings",
        _had_a_part("NEW.reviewed_by"),
        "guard: nobody reviews a decision in which they had a part",
    ),
    on_insert(
        "guard_sharing_peer_reviews_part",
        "sharing_peer_reviews",
        _had_a_part("'account:' || NEW.given_to_id"),
        "guard: no review is given to somebody who had a part in the decision",
    ),
    on_insert(
        "guard_sharing_peer_findings_own",
        "sharing_peer_findings",
        "NOT EXISTS (SELECT 1 FROM sharing_peer_reviews r WHERE r.id = NEW.review_id"
        " AND r.decision_id = NEW.decision_id)",
        "guard: what is found is of the decision that was drawn",
    ),
    on_insert(
        "guard_sharing_peer_reviews_own",
        "sharing_peer_reviews",
        "NOT EXISTS (SELECT 1 FROM sharing_outcomes o WHERE o.id = NEW.outcome_id"
        " AND o.decision_id = NEW.decision_id)",
        "guard: what is reviewed is an outcome of the decision that was drawn",
    ),
    on_insert(
        "guard_sharing_peer_replies_decider",
        "sharing_peer_replies",
        "NOT EXISTS (SELECT 1 FROM sharing_peer_findings f"
        " JOIN sharing_peer_reviews r ON r.id = f.review_id"
        " JOIN sharing_outcomes o ON o.id = r.outcome_id"
        " WHERE f.id = NEW.finding_id AND f.decision_id = NEW.decision_id"
        " AND o.decided_by = NEW.replied_by)",
        "guard: whoever decided answers a review, and nobody else",
    ),
)
"""Who may not review, and who answers."""


def _refusals(moment: str) -> tuple[Refusal, ...]:
    in_force = _NOT_IN_FORCE.format(
        usable=moment.format("p.usable_from_at"), at=moment.format("NEW.checked_at")
    )
    return (
        *_GOING_OUT,
        *_PEER_REVIEWS,
        on_insert(
            "guard_sharing_recipient_checks_directory",
            "sharing_recipient_checks",
            in_force,
            "guard: nobody is checked by a contact point that is not in force in the directory",
        ),
        on_insert(
            "guard_shared_items_good",
            "shared_items",
            _NO_GOOD_ITEM,
            "guard: no item is shared that was taken back or not found accurate",
        ),
    )


def sharing_statements(dialect: str) -> dict[str, str]:
    """Every trigger (and PostgreSQL function) by its name, in order of making."""
    return statements_of(_refusals(moment_on(dialect)), dialect, _HELD)
