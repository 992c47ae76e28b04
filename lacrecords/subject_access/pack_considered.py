"""What managers made of enquiries, and what went wrong with them: for the pack."""

from __future__ import annotations

from lacrecords.subject_access.pack_source import Source, below, plain


def _of_enquiry(name: str, heading: str) -> Source:
    return plain(name, heading, enquiry_id="every_enquiry_id")


INCIDENTS = _of_enquiry("incidents", "Something was told that should not have been")
FINDINGS = plain(
    "currency_findings", "What was to be put right in the record", grows=True, child_id="child_ids"
)

SOURCES = (
    _of_enquiry("manager_views", "What the manager made of an enquiry"),
    _of_enquiry("officer_questions", "Questions to officers"),
    _of_enquiry("second_looks", "Second looks"),
    _of_enquiry("batch_lines", "Enquiries closed line by line"),
    INCIDENTS,
    below("incident_duties", "Who was told of it", "incident_id", INCIDENTS),
    FINDINGS,
    below("currency_acceptances", "What was let stand", "finding_id", FINDINGS, grows=True),
)
"""Each table, under its heading."""
