"""Notices of a person who may pose a risk: for the pack, only what concerns the person.

A child's pack says that a notice concerned the child; what is held about the other person is
that person's. An adult's pack holds the whole notice about them.
"""

from __future__ import annotations

from lacrecords.subject_access.pack_source import Source, below, plain

NOTICES = plain("risk_notifications", "Notices about the person", person_id="person_ids")


def _of_notice(name: str, heading: str) -> Source:
    return below(name, heading, "risk_notification_id", NOTICES)


SOURCES = (
    plain("risk_hits", "Where a notice might concern the child", child_id="child_ids"),
    plain("risk_linked_children", "Notices that concern the child", child_id="child_ids"),
    NOTICES,
    _of_notice("risk_statements", "What a notice says"),
    _of_notice("risk_restrictions", "Conditions that bind the person"),
    _of_notice("risk_source_checks", "How the source was checked"),
    _of_notice("risk_reviews", "Reviews of a notice"),
    _of_notice("risk_removals", "Notices taken off"),
)
"""Each table, under its heading."""
