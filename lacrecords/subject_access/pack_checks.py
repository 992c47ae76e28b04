"""Suitability checks of the person: for the pack."""

from __future__ import annotations

from lacrecords.subject_access.pack_source import Source, below, plain


def _of_request(name: str, heading: str) -> Source:
    return plain(name, heading, check_request_id="check_request_ids")


VERSIONS = plain(
    "checked_person_versions",
    "What was said of the person to be checked",
    checked_person_id="checked_person_ids",
)
SEARCHES = plain("check_searches", "Searches for the check", checked_person_id="checked_person_ids")

SOURCES = (
    plain("check_requests", "Suitability checks", id="check_request_ids"),
    _of_request("check_request_versions", "Who asked for the check"),
    _of_request("requester_checks", "How who asked was checked"),
    plain("checked_people", "The person to be checked", id="checked_person_ids"),
    VERSIONS,
    below("checked_names", "Names given for the check", "version_id", VERSIONS),
    below("checked_births", "Dates of birth given for the check", "version_id", VERSIONS),
    below("checked_addresses", "Addresses given for the check", "version_id", VERSIONS),
    plain("check_consents", "Consents", checked_person_id="checked_person_ids"),
    SEARCHES,
    below("check_found_since", "The register held more after a search", "search_id", SEARCHES),
    plain("check_decisions", "Decisions on who it is", person_id="person_ids"),
    _of_request("check_results", "Results"),
    _of_request("allegation_referrals", "Referrals"),
    _of_request("check_replies", "Answers that went"),
    _of_request("check_request_ends", "How a check ended"),
)
"""Each table, under its heading."""
