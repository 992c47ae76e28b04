"""What the register says of a child, now and before: for the pack."""

from __future__ import annotations

from lacrecords.subject_access.pack_source import Source, plain


def _of_child(name: str, heading: str) -> Source:
    return plain(name, heading, child_id="child_ids")


SOURCES = (
    plain("children", "The record", id="child_ids"),
    plain("records_made", "How the record was made", child_id="child_ids"),
    _of_child("child_names", "Names"),
    _of_child("child_births", "Dates of birth"),
    _of_child("child_deaths", "Death"),
    _of_child("child_characteristics", "Sex and ethnicity"),
    _of_child("child_identifiers", "Numbers"),
    _of_child("child_addresses", "Addresses"),
    _of_child("address_confirmations", "Confirmed addresses"),
    plain(
        "child_relationships",
        "Brothers, sisters and other children",
        child_id="child_ids",
        other_child_id="child_ids",
    ),
    _of_child("child_professionals", "Professionals"),
    _of_child("child_cases", "Open case"),
    _of_child("child_legal_statuses", "Legal status"),
    _of_child("child_protection_plans", "Child protection plans"),
    _of_child("plan_reviews", "Conferences and reviews"),
    _of_child("other_authority_involvements", "Other authorities"),
    _of_child("lead_social_worker_assignments", "Lead social workers"),
    _of_child("withdrawn_facts", "What was taken out of the record"),
    _of_child("import_conflicts", "Where a file and the record differed"),
    plain(
        "record_merges",
        "Records linked or taken apart",
        kept_child_id="child_ids",
        linked_child_id="child_ids",
    ),
)
"""Each table, under its heading."""
