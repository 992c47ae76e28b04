"""Who looked at the record, who may not, and lists that left the program: for the pack."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, func, select

from lacrecords.subject_access.pack_source import Source, by, plain
from lacrecords.subject_access.subject import Subject, table


def _about_the_person(subject: Subject) -> ColumnElement[bool]:
    trail = table("audit_entries").c
    return and_(trail.subject_kind == "child", trail.subject_id.in_(subject.child_ids))


def _while_on_the_register(subject: Subject) -> ColumnElement[bool]:
    """Lists that were fetched since the record stands: the person may be named in them."""
    lists, records = table("export_requests").c, table("children").c
    since = select(func.min(records.created_at)).where(records.id.in_(subject.child_ids))
    return and_(lists.fetched_at.is_not(None), lists.fetched_at >= since.scalar_subquery())


SOURCES = (
    Source(
        "audit_entries",
        "Who looked at the record and who changed it",
        _about_the_person,
        leaves=frozenset({"subject_id", "subject_kind", "request"}),
        grows=True,
    ),
    plain(
        "child_searches_shown",
        "When the record came up in a search",
        grows=True,
        child_id="child_ids",
    ),
    plain("refused_views", "Who was refused the record", grows=True, child_id="child_ids"),
    plain("emergency_openings", "Openings in an emergency", grows=True, child_id="child_ids"),
    plain("restrictions", "Who answers for the record", child_id="child_ids"),
    plain("restriction_readers", "Who alone may open the record", child_id="child_ids"),
    plain("restriction_lifts", "When the closing was to be lifted", child_id="child_ids"),
    plain("declared_connections", "Staff who must not open it", child_id="child_ids"),
    Source(
        "export_requests",
        "Lists taken out of the program, in which the person may be named",
        _while_on_the_register,
        leaves=frozenset({"reference", "chosen", "purpose", "decided_because", "usable_until_at"})
        | {"asked_by_id", "decided_by_id", "rows_fetched"},
        grows=True,
    ),
    plain(
        "subject_access_requests",
        "Earlier requests for this information",
        id="earlier_request_ids",
    ),
    Source(
        "subject_access_corrections",
        "Earlier requests as they were put right",
        by("subject_access_corrections", request_id="earlier_request_ids"),
        leaves=frozenset({"asker_changed", "person_changed", "part_changed"}),
    ),
)
"""Each table, under its heading."""
