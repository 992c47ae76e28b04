"""Puts imported children into the index in the transaction that writes them.

A new child is described by its row; a changed one by everything the record says of it,
so that what was kept by hand goes on finding the child.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from lacrecords.children import queries as children
from lacrecords.children.linked import with_linked
from lacrecords.database import db
from lacrecords.matching import store
from lacrecords.matching.changed import mark_changed
from lacrecords.matching.forms import SubjectKind
from lacrecords.matching.store import Entry


def index_children(
    new: Mapping[int, Entry], changed: Collection[int], names_indexed: set[str]
) -> None:
    """Index children that were just added, by their rows, and changed ones, by their records."""
    session = db.session()
    store.write_entries(session, SubjectKind.CHILD, new, all_new=True, names_kept=names_indexed)
    # A plan or a lead changes no entry of the index, and yet what an earlier enquiry calls for.
    mark_changed(session, changed)
    described = children.describe_many(with_linked(changed)) if changed else {}
    store.index_many(session, SubjectKind.CHILD, list(described.items()))
