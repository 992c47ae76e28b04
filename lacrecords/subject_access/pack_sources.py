"""Every part of the records that a pack is assembled from, in the order in which it is read.

A new part is one line here. A sensitive table that no part assembles stands on the list below
with the reason; a test fails for a table that is on neither.
"""

from __future__ import annotations

from itertools import chain

from lacrecords.subject_access import (
    pack_access,
    pack_checks,
    pack_child,
    pack_consents,
    pack_considered,
    pack_enquiries,
    pack_movements,
    pack_notices,
    pack_people,
    pack_risk,
    pack_sharing,
)
from lacrecords.subject_access.pack_source import Source
from lacrecords.terms import AccessPart

SOURCES_BY_PART: dict[AccessPart, tuple[Source, ...]] = {
    AccessPart.CHILD_RECORD: pack_child.SOURCES,
    AccessPart.ADULT_RECORD: pack_people.SOURCES,
    AccessPart.ENQUIRIES: pack_enquiries.SOURCES,
    AccessPart.CONSIDERED: pack_considered.SOURCES,
    AccessPart.NOTICES: pack_notices.SOURCES,
    AccessPart.MOVEMENTS: pack_movements.SOURCES,
    AccessPart.RISK: pack_risk.SOURCES,
    AccessPart.CHECKS: pack_checks.SOURCES,
    AccessPart.SHARING: pack_sharing.SOURCES,
    AccessPart.CONSENTS: pack_consents.SOURCES,
    AccessPart.WHO_LOOKED: pack_access.SOURCES,
}
SOURCES: tuple[Source, ...] = tuple(chain.from_iterable(SOURCES_BY_PART.values()))
PART_OF = {one.table: part for part, sources in SOURCES_BY_PART.items() for one in sources}
"""To which kind of record a table belongs."""

_STAFF = "about our own staff or teams, not about the person"
_DIRECTORY = "the directory of agencies and authorities: no person is in it"
_OTHERS = "about who may read a notice of another person; who read the record stands in the trail"
_COLLEAGUES = "how colleagues judged our own work; the decision itself is assembled"
_GUIDANCE = "the council's own guidance and agreements: no person is in it"
_REMINDERS = "our own reminders of a clock; what they were about is assembled"
_THIS_REQUEST = "how a request like this one is worked; what came of it is told in its letter"

NOT_ASSEMBLED = {
    "absences": _STAFF,
    "accounts": _STAFF,
    "invitations": _STAFF,
    "powers_handed_over": _STAFF,
    "team_memberships": _STAFF,
    "teams": _STAFF,
    "agencies": _DIRECTORY,
    "authority_contacts": _DIRECTORY,
    "contact_points": _DIRECTORY,
    "other_authorities": _DIRECTORY,
    "child_searches": "what somebody typed to find a child; that the record came up is assembled",
    "check_warnings": "our own reminders of a clock, the same for every check",
    "closed_record_questions": "about somebody else who is checked; only the owner may know",
    "currency_climbs": "our own reminders; what was to be put right is assembled",
    "currency_digests": "what a worker was reminded of, about many children at once",
    "decided_two_children": "that two records are of two children: about the other as much",
    "enquiry_batches": "the manager's list as a whole; the person's own line is assembled",
    "issued_statements": "counts for the Director: nobody is named",
    "statement_acknowledgements": "counts for the Director: nobody is named",
    "risk_access_requests": _OTHERS,
    "risk_readers": _OTHERS,
    "risk_holds": "why a notice of another person is kept for a court; only its readers know",
    "risk_disposals": "a certificate that names nobody: what it is about was destroyed",
    "sharing_warnings": _REMINDERS,
    "scheme_late_tellings": _REMINDERS,
    "consent_reviews_asked": _REMINDERS,
    "agreement_reviews_due": _GUIDANCE,
    "guidance_changes": _GUIDANCE,
    "guidance_texts": _GUIDANCE,
    "sharing_peer_draws": _COLLEAGUES,
    "sharing_peer_reviews": _COLLEAGUES,
    "sharing_peer_findings": _COLLEAGUES,
    "sharing_peer_replies": _COLLEAGUES,
    "advice_exceptions": "words left in a question for advice; the question is assembled",
    "advice_matters": "ties a question for advice to a record; the question is assembled",
    "scheme_allegation_notes": "about a worker who was asked about, for the designated officer",
    "unknown_children": "a number that ties enquiries together; the enquiries are assembled",
    "subject_access_checks": _THIS_REQUEST,
    "subject_access_questions": _THIS_REQUEST,
    "subject_access_extensions": _THIS_REQUEST,
    "subject_access_voices": _THIS_REQUEST,
    "subject_access_scopes": _THIS_REQUEST,
    "subject_access_not_asked_for": _THIS_REQUEST,
    "subject_access_searches": _THIS_REQUEST,
    "subject_access_links": _THIS_REQUEST,
    "subject_access_owner_questions": _THIS_REQUEST,
    "subject_access_packs": _THIS_REQUEST,
    "subject_access_pages": _THIS_REQUEST,
    "subject_access_proposals": _THIS_REQUEST,
    "subject_access_proposals_refused": _THIS_REQUEST,
    "subject_access_redactions": _THIS_REQUEST,
    "subject_access_redactions_undone": _THIS_REQUEST,
    "subject_access_harm_checks": _THIS_REQUEST,
    "subject_access_release_asked": _THIS_REQUEST,
    "subject_access_returned": _THIS_REQUEST,
    "subject_access_releases": _THIS_REQUEST,
    "subject_access_further_packs": _THIS_REQUEST,
    "subject_access_ends_asked": _THIS_REQUEST,
    "subject_access_ends_returned": _THIS_REQUEST,
    "subject_access_ends": _THIS_REQUEST,
    "subject_access_documents": _THIS_REQUEST,
    "subject_access_deliveries": _THIS_REQUEST,
    "subject_access_warnings": _THIS_REQUEST,
}
"""Sensitive tables that no pack holds, each with the reason why not."""
