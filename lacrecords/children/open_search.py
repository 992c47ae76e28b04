"""The search for a child as it would be if records that are closed to the reader were not there.

A likely child ends the look-up early and keeps those far behind out of the answer. Where that
child's record is closed, the reader would read its existence off whoever is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lacrecords.children.linked import as_one_child, with_linked
from lacrecords.database import db
from lacrecords.matching.forms import Described, SubjectKind
from lacrecords.matching.search import Candidate, find_candidates

MOST_TURNS = 4
"""So often it is searched again without those that are closed; what is left is taken out."""


@dataclass(frozen=True, slots=True)
class OpenList:
    """Candidates for the reader, best first, those kept apart from the reader, what was tried."""

    candidates: tuple[Candidate, ...]
    hidden: tuple[Candidate, ...]
    too_many: bool
    tried: tuple[str, ...]


def search_open(
    described: Described, hidden_of: Callable[[Iterable[int]], frozenset[int]]
) -> OpenList:
    """Search, each child once; `hidden_of` says which of some children are hidden."""
    hidden: dict[int, Candidate] = {}
    for _ in range(MOST_TURNS):
        away = with_linked(hidden) if hidden else ()
        listed = find_candidates(db.session(), SubjectKind.CHILD, described, exclude_ids=away)
        candidates = as_one_child(listed.candidates)
        closed = hidden_of([one.subject_id for one in candidates])
        hidden |= {one.subject_id: one for one in candidates if one.subject_id in closed}
        if not closed:
            break
    shown = tuple(one for one in candidates if one.subject_id not in closed)
    return OpenList(shown, tuple(hidden.values()), listed.too_many, listed.tried)
