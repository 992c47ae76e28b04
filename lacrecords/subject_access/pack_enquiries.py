"""Who asked about the person, what was checked, found, decided and said: for the pack.

Of a call about several children the person's part is what was said of them. How the enquirer
was checked is about the enquirer: it stands in the pack of whoever asked.
"""

from __future__ import annotations

from lacrecords.subject_access.pack_source import Source, below, plain


def _of_part(name: str, heading: str) -> Source:
    return plain(name, heading, enquired_child_id="enquired_child_ids")


def _by_them(name: str, heading: str) -> Source:
    return plain(name, heading, enquiry_id="enquiry_ids")


CONTACT_RECORDS = _of_part("contact_records", "Contact records")
OUTCOMES = _of_part("outcomes", "What came of enquiries")
MORE_ASKED = plain(
    "more_asked",
    "Further questions and their answers",
    enquired_child_id="enquired_child_ids",
    enquiry_id="enquiry_ids",
)
CONSIDERATIONS = plain(
    "considerations",
    "Considerations whether a child is in need",
    unknown_child_id="unknown_child_ids",
)

SOURCES = (
    plain("enquiries", "Enquiries", id="every_enquiry_id"),
    plain("enquirers", "Who asked", enquiry_id="every_enquiry_id"),
    plain("enquired_children", "What was said when somebody asked", id="enquired_child_ids"),
    _of_part("further_descriptions", "What was said later in an enquiry"),
    _by_them("verifications", "How the person was checked when they asked"),
    _by_them("written_replies", "Written replies to the person"),
    plain("protective_openings", "Openings to protect a child", enquiry_id="about_enquiry_ids"),
    _of_part("candidate_searches", "Searches"),
    _of_part("match_decisions", "Decisions on who it is"),
    plain("unknown_child_links", "Enquiries seen as one", enquired_child_id="enquired_child_ids"),
    _of_part("continuations", "Enquiries that continue another"),
    OUTCOMES,
    below("outcome_tellings", "What might be said", "outcome_id", OUTCOMES),
    plain(
        "disclosures",
        "What was told",
        enquired_child_id="enquired_child_ids",
        enquiry_id="enquiry_ids",
    ),
    MORE_ASKED,
    below("more_told", "What more was told", "more_asked_id", MORE_ASKED),
    plain(
        "told_outside_rules",
        "What was told outside the rules",
        enquired_child_id="enquired_child_ids",
        enquiry_id="enquiry_ids",
    ),
    CONTACT_RECORDS,
    below("advice_given", "Advice given", "contact_record_id", CONTACT_RECORDS),
    plain(
        "late_hits",
        "Earlier enquiries compared with the record",
        enquired_child_id="enquired_child_ids",
        child_id="child_ids",
    ),
    CONSIDERATIONS,
    _of_part("consideration_enquiries", "Enquiries of a consideration"),
)
"""Each table, under its heading."""
