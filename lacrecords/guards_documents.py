"""The words of the guards around kept documents, on SQLite and on PostgreSQL.

A file is as long as its document says, a page is one of its document, and what is said anew of a
page or a document follows what was said before. Nothing is added to a request for information
that was released or has ended, or while its pack waits for a second person; and a request with
which papers are kept does not end as one of which nothing is held.
"""

# ruff: noqa: S608 - names of our own tables and columns only, never a value from outside

from __future__ import annotations

from lacrecords.guards_access_conditions import OVER, WAITS
from lacrecords.guards_refusals import Refusal, on_insert, statements_of

DOCUMENT_TABLES = frozenset(
    {"documents", "document_files", "document_pages", "document_words_typed"}
    | {"document_standings", "subject_access_requests", "subject_access_ends"}
    | {"subject_access_releases", "subject_access_further_packs", "subject_access_packs"}
    | {"subject_access_release_asked", "subject_access_returned"}
)
_HELD = "documents WHERE id = NEW.document_id"
"""Whoever says something anew of a document waits there."""
_REQUEST_HELD = "subject_access_requests WHERE id = NEW.access_request_id"


def _not_next(table: str, among: str) -> str:
    return f"NEW.number <> 1 + COALESCE((SELECT MAX(o.number) FROM {table} o WHERE {among}), 0)"


def _of_request(request: str) -> str:
    """That a request is over, or that its pack waits for a second person."""
    waits = WAITS.replace("NEW.request_id", request)
    return f"{request} IS NOT NULL AND ({OVER.format(request=request)} OR {waits})"


_OF_DOCUMENT = "(SELECT d.access_request_id FROM documents d WHERE d.id = NEW.document_id)"
_PAPERS_KEPT = (
    "EXISTS (SELECT 1 FROM documents d WHERE d.access_request_id = NEW.request_id"
    " AND COALESCE((SELECT s.belongs FROM document_standings s WHERE s.document_id = d.id"
    " ORDER BY s.number DESC LIMIT 1), TRUE))"
)
"""Papers that were not set aside are kept with the request."""
_NOT_NOW = "guard: nothing is added to a request that is over, or whose pack waits"
_REFUSALS: tuple[Refusal, ...] = (
    on_insert(
        "guard_documents_over",
        "documents",
        _of_request("NEW.access_request_id"),
        _NOT_NOW,
        _REQUEST_HELD,
    ),
    on_insert(
        "guard_document_words_typed_over",
        "document_words_typed",
        _of_request(_OF_DOCUMENT),
        _NOT_NOW,
        f"subject_access_requests WHERE id = {_OF_DOCUMENT}",
    ),
    on_insert(
        "guard_document_standings_over",
        "document_standings",
        _of_request(_OF_DOCUMENT),
        _NOT_NOW,
        f"subject_access_requests WHERE id = {_OF_DOCUMENT}",
    ),
    on_insert(
        "guard_documents_held",
        "subject_access_ends",
        f"NEW.ended_as = 'nothing_held' AND {_PAPERS_KEPT}",
        "guard: papers are kept with this request, so something is held",
        "subject_access_requests WHERE id = NEW.request_id",
    ),
    on_insert(
        "guard_document_files_whole",
        "document_files",
        "NOT EXISTS (SELECT 1 FROM documents d WHERE d.id = NEW.document_id"
        " AND d.bytes = length(NEW.content))",
        "guard: a file is kept whole",
        _HELD,
    ),
    on_insert(
        "guard_document_pages_own",
        "document_pages",
        "NOT EXISTS (SELECT 1 FROM documents d WHERE d.id = NEW.document_id"
        " AND d.pages >= NEW.number)",
        "guard: a page is one of its document",
        _HELD,
    ),
    on_insert(
        "guard_document_words_typed_next",
        "document_words_typed",
        _not_next("document_words_typed", "o.document_id = NEW.document_id AND o.page = NEW.page"),
        "guard: what is typed of a page follows what was typed before",
        _HELD,
    ),
    on_insert(
        "guard_document_standings_next",
        "document_standings",
        _not_next("document_standings", "o.document_id = NEW.document_id"),
        "guard: what is said of a document follows what was said before",
        _HELD,
    ),
)


def document_statements(dialect: str) -> dict[str, str]:
    """Every trigger (and PostgreSQL function) by its name, in order of making."""
    return statements_of(_REFUSALS, dialect)
