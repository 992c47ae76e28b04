"""Puts imported children into the index in the transaction that writes them.

A new child is described by its row; a changed one by everything the record says of it,
so that what was kept by hand goes on finding the child.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from lacrecords.children import queries as children
from lacrecords.database import db
from lacrecords.matching import store
from lacrecords.matching.forms import Described, SubjectKind


def index_children(new: Mapping[int, Described], changed: Collection[int]) -> None:
    """Index children that were just added, by their rows, and changed ones, by their records."""
    session = db.session()
    store.index_many(session, SubjectKind.CHILD, list(new.items()), all_new=True)
    described = children.describe_many(changed) if changed else {}
    store.index_many(session, SubjectKind.CHILD, list(described.items()))
