"""One row in every table, made from the tables themselves: the ground for trying the guards.

All rows belong together, because there is one of each: the first enquiry has
the first enquired child, the first check, the first outcome, and so on.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Enum,
    Float,
    Integer,
    LargeBinary,
    Table,
    create_engine,
    insert,
)

from lacrecords.database import Base, UtcDateTime
from lacrecords.rules.disclosure_scheme_words import SCHEME_SENTENCES
from lacrecords.terms import (
    AccessEnd,
    AgencyType,
    ConsentReviewOutcome,
    ContactPointKind,
    DecidesBecause,
    ExplainedPart,
    GuidanceKind,
    MarkKind,
    MatchAnswer,
    PoliceAnswer,
    Role,
    SchemeEnd,
    SchemeSaying,
    TellingKind,
    VerificationMethod,
    VerificationOutcome,
    WhoseConsent,
)

NOW = datetime(2026, 11, 10, 10, 30, tzinfo=UTC)

PARTICULAR: dict[str, dict[str, Any]] = {
    "child_relationships": {"other_child_id": 2},
    "match_decisions": {"answer": MatchAnswer.SAME, "child_id": 1},
    "emergency_openings": {"closes_at": NOW + timedelta(minutes=30)},
    "restriction_lifts": {
        "decided_at": NOW,
        "decided_by": "account:1",
        "approved": True,
        "decided_because": "No threat any more",
    },
    "guidance_texts": {"kind": GuidanceKind.LOCAL_PROTOCOL},
    "guidance_changes": {"after_number": 0, "from_on": date(2026, 11, 10)},
    "record_merges": {
        "linked_child_id": 2,
        "approved": False,
        "decided_at": NOW,
        "decided_by": "account:1",
        "decided_because": "Two children",
    },
    "movements": {"on_plan": True},
    "risk_reviews": {"next_on": date(2027, 5, 9)},
    "more_asked": {"shared": True, "decided_at": NOW},
    "risk_notifications": {"first_review_on": date(2036, 11, 9)},
    "powers_handed_over": {"role": Role.DESIGNATED_MANAGER, "to_on": date(2026, 12, 9)},
    "notifications": {"role": "designated_manager"},
    "risk_readers": {"account_id": 1},
    "risk_disposals": {
        "notification_number": 2,
        "notification_reference": "reference 2",
        "asked_by_id": 1,
    },
    "received_alert_checks": {"outcome": VerificationOutcome.NOT_CONFIRMED},
    "risk_source_checks": {"method": VerificationMethod.IDENTITY_DOCUMENT},
    "currency_digests": {"role": "designated_manager"},
    "outcome_tellings": {"kind": TellingKind.LEAD_SOCIAL_WORKER_NAME},
    "disclosures": {"kind": TellingKind.LEAD_SOCIAL_WORKER_NAME, "verification_id": 1},
    "check_request_versions": {"agency_id": 1},
    "check_request_ends": {"check_request_id": 2},
    "requester_checks": {"contact_point_id": 51},
    "sharing_recipients": {"agency_id": 1},
    "sharing_recipient_checks": {"contact_point_id": 51},
    "sharing_agreements": {"knows_limits": True},
    "shared_items": {"item_id": 2},
    "sharing_peer_replies": {"replied_by": "decided_by 1"},
    "corrections": {"fact_id": 1},
    "correction_duties": {"agency_id": 1},
    "correction_checks": {"contact_point_id": 51},
    "check_replies": {"contact_point_id": 52},
    "advice_questions": {"spoken_with": "", "spoken_office": "", "due_at": NOW},
    "advice_exceptions": {"kind": MarkKind.NAME},
    "scheme_question_versions": {"child_sex_offender_scheme": True, "urgency": "routine"},
    "scheme_words_said": {
        "kind": SchemeSaying.NOTHING_FROM_US,
        "words": SCHEME_SENTENCES[SchemeSaying.NOTHING_FROM_US],
        "because": "",
    },
    "scheme_referrals": {"contact_point_id": 53, "method": "telephone", "why_corrected": ""},
    "scheme_police_answers": {"answer": PoliceAnswer.DISCLOSES, "why_corrected": ""},
    "scheme_attended_disclosures": {"why_corrected": ""},
    "scheme_question_ends": {
        "question_id": 2,
        "ended_as": SchemeEnd.SAME_AS_ANOTHER,
        "other_question_id": 1,
    },
    "consents": {
        "whose": WhoseConsent.PARENTAL_RESPONSIBILITY,
        "decides_because": DecidesBecause.TOO_YOUNG_WITHOUT_WORKSHEET,
        "stands": True,
        **{f"explained_{part.value}": True for part in ExplainedPart},
        "review_on": date(2027, 5, 9),
    },
    "consent_reviews": {"outcome": ConsentReviewOutcome.NOT_NEEDED},
    "understanding_worksheets": {"why_no_view": "", "able": True},
    # The first request is open; the second has ended, the third was released, the fourth opened
    # again after its release.
    "subject_access_requests": {"everything": True},
    "subject_access_corrections": {"everything": True},
    "subject_access_links": {"child_id": 1},
    "subject_access_proposals": {"begins": 0, "ends": 4},
    "subject_access_redactions": {"begins": 0, "ends": 4},
    "subject_access_ends": {"request_id": 2, "ended_as": AccessEnd.WITHDRAWN},
    "subject_access_further_packs": {"request_id": 4, "release_id": 4, "number": 2},
    "subject_access_documents": {"request_id": 3, "pdf": b"%PDF", "checksum": "a" * 64},
    "subject_access_releases": {
        "request_id": 3,
        "pack_id": 3,
        "asked_id": 3,
        "asked_by": "asked_by 3",
        "release_digest": "release_digest 3",
    },
    "verifications": {
        "outcome": VerificationOutcome.CONFIRMED,
        "method": VerificationMethod.IDENTITY_DOCUMENT,
    },
}
"""What a table demands beyond "something of the right type"."""

_CONFIRMED = {"confirmed_by": "account:2", "confirmed_at": NOW, "usable_from_at": NOW}
FURTHER: dict[str, tuple[dict[str, Any], ...]] = {
    # So that two children can be related, and two requests can end in different ways.
    "children": ({"id": 2},),
    "check_requests": ({"id": 2},),
    # One that may go, and one that was not found accurate.
    "sharing_items": ({"id": 2, "accuracy_confirmed": True},),
    # Taken off long ago, so that it can be asked that it be destroyed.
    "risk_notifications": ({"id": 2},),
    "risk_removals": (
        {
            "id": 2,
            "risk_notification_id": 2,
            "decided_at": NOW - timedelta(days=4000),
            "decided_by": "account:1",
            "approved": True,
            "decided_because": "Another person",
        },
    ),
    "subject_access_requests": ({"id": 2}, {"id": 3}, {"id": 4}),
    "subject_access_checks": (
        {"id": 3, "request_id": 3},
        {"id": 4, "request_id": 3, "kind": "authority"},
        {"id": 14, "request_id": 4},
    ),
    "subject_access_searches": ({"id": 3, "request_id": 3}, {"id": 4, "request_id": 4}),
    "subject_access_packs": ({"id": 3, "request_id": 3}, {"id": 4, "request_id": 4}),
    "subject_access_harm_checks": (
        {"id": 3, "request_id": 3, "pack_id": 3},
        {"id": 4, "request_id": 4, "pack_id": 4},
    ),
    "subject_access_release_asked": (
        {"id": 3, "request_id": 3, "pack_id": 3},
        {"id": 4, "request_id": 4, "pack_id": 4},
    ),
    "subject_access_releases": (
        {
            "id": 4,
            "request_id": 4,
            "pack_id": 4,
            "asked_id": 4,
            "asked_by": "asked_by 4",
            "release_digest": "release_digest 4",
        },
    ),
    # A number and an address in force in the directory: an answer goes to nowhere else.
    "contact_points": (
        {"id": 51, "kind": ContactPointKind.TELEPHONE, **_CONFIRMED},
        {"id": 52, "kind": ContactPointKind.EMAIL, **_CONFIRMED},
        # The police: a question about a person goes to nobody else.
        {"id": 53, "agency_id": 53, "kind": ContactPointKind.TELEPHONE, **_CONFIRMED},
        {"id": 54, "agency_id": 53, "kind": ContactPointKind.TELEPHONE},
    ),
    "agencies": ({"id": 53, "agency_type": AgencyType.POLICE},),
    "scheme_questions": ({"id": 2},),
}
"""Rows beside the first, where one is not enough."""
LAST = frozenset({"risk_disposals"})
"""Tables whose rows rest on others without referring to them."""


def one_row_in_every_table(url: str) -> None:
    """Put one row into every table, and the few further ones that others rest on."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for table in sorted(Base.metadata.sorted_tables, key=lambda one: one.name in LAST):
            connection.execute(insert(table).values(a_row(table)))
            for further in FURTHER.get(table.name, ()):
                row = a_row(table, number=further["id"], **further)
                connection.execute(insert(table).values(row))
    engine.dispose()


def a_row(table: Table, number: int = 1, **values: Any) -> dict[str, Any]:
    """Values for a row with this number; `values` outrank everything."""
    filled = {
        column.name: _something(column, number) for column in table.columns if not column.nullable
    }
    return filled | PARTICULAR.get(table.name, {}) | values


def _something(column: Column[Any], number: int) -> Any:
    if column.foreign_keys and isinstance(column.type, Integer):
        return 1
    if column.primary_key and isinstance(column.type, Integer):
        return number
    if isinstance(column.type, Enum):
        return next(iter(column.type.enum_class or column.type.enums))
    return _plain(column, number)


def _plain(column: Column[Any], number: int) -> Any:
    if isinstance(column.type, UtcDateTime):
        return NOW
    if isinstance(column.type, Date):
        return date(2026, 11, 9)
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, (Integer, Float)):
        return number
    if isinstance(column.type, LargeBinary):
        return b"a file"
    return {} if "JSON" in str(column.type) else f"{column.name} {number}"
