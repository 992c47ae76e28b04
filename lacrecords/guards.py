"""The declared list of guards: triggers with which the database itself holds the line.

`env.py` drops them all before a migration and puts them back after it, so no
migration mentions them. `lacrecords check` compares what stands in the
database with this list. The SQL of each database is in `guards_sql`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import MetaData, Table

ADD_ONLY = (
    "audit_entries",
    "enquiries",
    "enquirers",
    "enquired_children",
    "verifications",
    "written_replies",
    "protective_openings",
    "candidate_searches",
    "match_decisions",
    "outcomes",
    "outcome_tellings",
    "disclosures",
    "more_told",
    "told_outside_rules",
    "contact_records",
    "advice_given",
    "unknown_children",
    "consideration_enquiries",
    "notifications",
    "joined_notices",
    "acknowledgements",
    "follow_ups",
    "delivery_attempts",
    "children",
    "people",
    "child_searches",
    "withdrawn_facts",
    "decided_two_children",
    "records_made",
    "refused_views",
    "child_searches_shown",
    "import_absences",
    "lead_names_settled",
    "movements",
    "movement_documents",
    "missing_family_children",
    "manager_views",
    "batch_lines",
    "risk_notifications",
    "risk_source_checks",
    "risk_reviews",
    "check_requests",
    "check_request_versions",
    "requester_checks",
    "checked_people",
    "checked_person_versions",
    "checked_names",
    "checked_births",
    "checked_addresses",
    "check_searches",
    "check_decisions",
    "check_results",
    "allegation_referrals",
    "check_replies",
    "check_request_ends",
    "check_warnings",
    "currency_climbs",
    "currency_digests",
    "currency_day_counts",
    "address_confirmations",
    "issued_statements",
    "statement_acknowledgements",
    "subject_access_requests",
    "subject_access_checks",
    "subject_access_extensions",
    "subject_access_voices",
    "subject_access_searches",
    "subject_access_links",
    "subject_access_packs",
    "subject_access_pages",
    "subject_access_proposals",
    "subject_access_proposals_refused",
    "subject_access_redactions",
    "subject_access_redactions_undone",
    "subject_access_harm_checks",
    "subject_access_release_asked",
    "subject_access_returned",
    "subject_access_releases",
    "subject_access_ends",
    "subject_access_documents",
    "subject_access_deliveries",
    "subject_access_warnings",
)
"""Tables whose rows are added and never changed or deleted."""

WRITE_ONCE: dict[str, tuple[tuple[str, ...], ...]] = {
    "unknown_child_links": (("undone_at", "undone_by", "undone_because"),),
    "continuations": (("undone_at", "undone_by", "undone_because"),),
    "considerations": (("closed_at", "closed_by", "outcome", "reasons", "note", "task_id"),),
    "more_asked": (("shared", "reasons", "words", "decided_by", "decided_at"),),
    "import_conflicts": (("settled_at", "settled_by", "settlement", "settlement_reason"),),
    "record_merges": (
        ("decided_at", "decided_by", "approved", "decided_because"),
        ("undone_at", "undone_by", "undone_because"),
    ),
    "tasks": (("closed_at", "closed_by", "closing_words", "rung_back"),),
    "restriction_lifts": (("decided_at", "decided_by", "approved", "decided_because"),),
    "emergency_openings": (("reviewed_at", "reviewed_by", "justified", "review_words"),),
    "late_hits": (
        ("answer", "answered_at", "answered_by", "reasons", "ring_back", "ring_back_because"),
        ("withdrawn_at", "withdrawn_because"),
        ("undone_at", "undone_by", "undone_because"),
    ),
    "powers_handed_over": (("ended_at", "ended_by", "ended_because"),),
    "movement_children": (("undone_at", "undone_by", "undone_because"),),
    "movement_steps": (("withdrawn_at", "withdrawn_by", "withdrawn_because"),),
    "missing_families": (("found_at", "found_by", "found_on", "found_words"),),
    "missing_family_alerts": (
        (
            "stood_down_at",
            "stood_down_by",
            "stood_down_on",
            "stood_down_method",
            "stood_down_whom",
        ),
    ),
    "authority_contacts": (
        ("confirmed_by", "confirmed_at"),
        ("withdrawn_by", "withdrawn_at"),
    ),
    "officer_questions": (("answer", "answered_by", "answered_at"),),
    "enquiry_batches": (("closed_at", "closed_by"),),
    "second_looks": (("looked_at", "looked_by", "agrees", "later_view_id"),),
    "incidents": (
        ("contained_at", "contained_by", "containment"),
        (
            "commissioner_told",
            "commissioner_because",
            "commissioner_decided_by",
            "commissioner_decided_at",
        ),
        ("closed_at", "closed_by", "closing_words"),
    ),
    "incident_duties": (("done", "words", "settled_by", "settled_at"),),
    "risk_hits": (
        ("answer", "answered_at", "answered_by", "reasons"),
        ("withdrawn_at", "withdrawn_because"),
    ),
    "risk_access_requests": (
        ("decided_by", "decided_at", "granted", "decided_because", "until_at"),
    ),
    "risk_removals": (("decided_by", "decided_at", "approved", "decided_because"),),
    "check_consents": (("withdrawn_at", "withdrawn_by", "withdrawn_because"),),
    "closed_record_questions": (("concerns", "words", "answered_by", "answered_at"),),
    "currency_findings": (("last_seen_at", "mended_at"),),
    "currency_acceptances": (("ended_at", "ended_by"),),
    "export_requests": (
        ("decided_at", "decided_by_id", "approved", "decided_because", "usable_until_at"),
        ("fetched_at", "rows_fetched"),
    ),
    "subject_access_questions": (("answered_on", "answer", "answered_by", "answered_at"),),
    "subject_access_owner_questions": (("opens", "words", "answered_by", "answered_at"),),
    "contact_points": (
        ("confirmed_by", "confirmed_at", "usable_from_at"),
        ("withdrawn_by", "withdrawn_at"),
    ),
}
"""Tables whose rows may have these empty columns filled, once; facts are added to this list.

Each step is filled in one go: a contact point is confirmed, and another day withdrawn.
"""


NEVER_DELETED = (
    "accounts",
    "teams",
    "team_memberships",
    "absences",
    "invitations",
    "agencies",
    "other_authorities",
)
"""Tables whose rows change but stay: the history names the people and bodies in them."""


@dataclass(frozen=True, slots=True)
class Guard:
    """One table under guard; its rows are never deleted, and change only as said here."""

    table: Table
    steps: tuple[tuple[str, ...], ...] = ()
    """Columns that may be filled, those of a step in one go, while all of them are empty."""
    changes: bool = False
    """Its rows may change freely."""

    @property
    def fillable(self) -> tuple[str, ...]:
        """Every column that may be filled at all."""
        return tuple(name for step in self.steps for name in step)


def declared_guards(metadata: MetaData) -> tuple[Guard, ...]:
    """Every guarded table of this metadata, facts included, in order of name."""
    guards = []
    for table in metadata.sorted_tables:
        if table.name in ADD_ONLY:
            guards.append(Guard(table))
        elif table.name in WRITE_ONCE:
            guards.append(Guard(table, WRITE_ONCE[table.name]))
        elif table.name in NEVER_DELETED:
            guards.append(Guard(table, changes=True))
        elif "superseded_at" in table.columns:
            guards.append(Guard(table, (("superseded_at",),)))
    return tuple(sorted(guards, key=lambda guard: guard.table.name))
