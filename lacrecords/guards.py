"""The declared list of guards: triggers with which the database itself holds the line.

`env.py` drops them all before a migration and puts them back after it, so no
migration mentions them. `lacrecords check` compares what stands in the
database with this list. The SQL of each database is in `guards_sql`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import MetaData, Table

from lacrecords.guards_disposed import BLANKED, DISPOSABLE, Blank

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
    "received_alert_checks",
    "received_alert_persons",
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
    "scheme_questions",
    "scheme_question_versions",
    "scheme_children",
    "scheme_words_said",
    "scheme_referrals",
    "scheme_police_answers",
    "scheme_attended_disclosures",
    "scheme_allegation_notes",
    "scheme_question_ends",
    "scheme_late_tellings",
    "currency_climbs",
    "currency_digests",
    "currency_day_counts",
    "address_confirmations",
    "issued_statements",
    "advice_questions",
    "advice_turns",
    "advice_matters",
    "advice_exceptions",
    "advice_climbs",
    "statement_acknowledgements",
    "sharing_decisions",
    "sharing_recipients",
    "sharing_answers",
    "sharing_outcomes",
    "sharing_recipient_checks",
    "sharing_agreements",
    "sharing_informed",
    "sharing_cover_sheets",
    "sharing_warnings",
    "shared_information",
    "shared_items",
    "guidance_texts",
    "agreement_reviews_due",
    "consents",
    "consent_withdrawals",
    "consent_changes",
    "consent_reviews",
    "consent_reviews_asked",
    "disagreement_consents",
    "understanding_worksheets",
    "worksheet_answers",
    "sharing_peer_draws",
    "sharing_peer_reviews",
    "sharing_peer_findings",
    "sharing_peer_replies",
    "corrections",
    "correction_had",
    "correction_checks",
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
    "received_alerts": (
        ("acknowledged_at", "acknowledged_by", "acknowledged_on", "acknowledged_contact_id"),
        ("ended_at", "ended_by", "ended_on", "ended_words"),
        ("found_at", "found_by", "found_on", "found_words"),
        ("told_at", "told_by", "told_on", "told_contact_id"),
    ),
    "received_alert_links": (("undone_at", "undone_by", "undone_because"),),
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
    "sharing_items": (("taken_back_at", "taken_back_by", "taken_back_because"),),
    "scheme_child_links": (("undone_at", "undone_by", "undone_because"),),
    "risk_holds": (("lifted_by", "lifted_at", "lifted_because"),),
    "risk_disposals": (
        ("decided_by_id", "decided_at", "answer", "approved"),
        ("destroyed_at", "counts", "hit_references", "last_hit_number", "checksum"),
    ),
    "correction_duties": (
        (
            "settled_at",
            "settled_by",
            "told_at",
            "means",
            "told_words",
            "check_id",
            "not_told",
            "not_told_because",
            "attempts",
        ),
    ),
    "check_consents": (("withdrawn_at", "withdrawn_by", "withdrawn_because"),),
    "closed_record_questions": (("concerns", "words", "answered_by", "answered_at"),),
    "currency_findings": (("last_seen_at", "mended_at"),),
    "currency_acceptances": (("ended_at", "ended_by"),),
    "parents_disagreements": (
        (
            "answered_at",
            "answered_by",
            "same_matter",
            "sought_from",
            "sought_person_id",
            "reasons",
            "advice",
        ),
    ),
    "export_requests": (
        ("decided_at", "decided_by_id", "approved", "decided_because", "usable_until_at"),
        ("fetched_at", "rows_fetched"),
    ),
    "guidance_changes": (("decided_at", "decided_by_id", "approved", "decided_because"),),
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
    disposal: str = ""
    """While this is so of a row, the row may be deleted; empty: never."""
    blank: Blank | None = None
    """Words of people in a row that stays, and while what they may be put out for good."""

    @property
    def fillable(self) -> tuple[str, ...]:
        """Every column that may be filled at all."""
        return tuple(name for step in self.steps for name in step)


def declared_guards(metadata: MetaData) -> tuple[Guard, ...]:
    """Every guarded table of this metadata, facts included, in order of name."""
    guards = []
    for table in metadata.sorted_tables:
        disposal, blank = DISPOSABLE.get(table.name, ""), BLANKED.get(table.name)
        if table.name in ADD_ONLY:
            guards.append(Guard(table, disposal=disposal, blank=blank))
        elif table.name in WRITE_ONCE:
            steps = WRITE_ONCE[table.name]
            guards.append(Guard(table, steps, disposal=disposal, blank=blank))
        elif table.name in NEVER_DELETED:
            guards.append(Guard(table, changes=True))
        elif "superseded_at" in table.columns:
            guards.append(Guard(table, (("superseded_at",),), disposal=disposal))
    return tuple(sorted(guards, key=lambda guard: guard.table.name))


def allowed_change(guard: Guard, same: str, null: str) -> str:
    """What may be filled is filled, or what disposal puts out is put out; nothing else changes."""
    if guard.blank is None:
        return _filled_once(guard, same, null)
    others = " AND ".join(
        f"NEW.{column.name} {same} OLD.{column.name}"
        for column in guard.table.columns
        if column.name != guard.blank.column
    )
    put_out = f"({others} AND {guard.blank.put_out(same)})"
    return f"({_filled_once(guard, same, null)}) OR {put_out}" if guard.steps else put_out


def _filled_once(guard: Guard, same: str, null: str) -> str:
    """Nothing but the fillable columns changes, and a step's only while all of them are empty."""
    equal = {
        column.name: f"NEW.{column.name} {same} OLD.{column.name}" for column in guard.table.columns
    }
    fixed = [equal[name] for name in equal if name not in guard.fillable]
    filled = []
    for step in guard.steps:
        kept = " AND ".join(equal[name] for name in step)
        empty = " AND ".join(f"OLD.{name} {null} NULL" for name in step)
        filled.append(f"(({kept}) OR ({empty}))")
    return " AND ".join((*fixed, *filled))
