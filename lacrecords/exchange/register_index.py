"""Puts imported children into the index in the transaction that writes them.

A new child is described by its row; a changed one by everything the record says of it,
so that what was kept by hand goes on finding the child.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from lacrecords.children import queries as children
from lacrecords.database import db
from lacrecords.exchange.register_said import CheckedRow, described
from lacrecords.matching import store
from lacrecords.matching.forms import SubjectKind


def index_children(new: Mapping[int, CheckedRow], changed: Collection[int]) -> None:
    """Index children that were just added, by their rows, and changed ones, by their records."""
    session = db.session()
    added = [(child_id, described(row.said)) for child_id, row in new.items()]
    store.index_many(session, SubjectKind.CHILD, added, all_new=True)
    altered = [(child_id, children.describe(child_id)) for child_id in changed]
    store.index_many(session, SubjectKind.CHILD, altered)
