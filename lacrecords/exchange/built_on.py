"""What was built on a run of an import since, in numbers: while anything was, it is not undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from lacrecords.children import taking_back
from lacrecords.children.taking_back import Brought
from lacrecords.exchange.models import ImportRun
from lacrecords.terms import NotificationKind

_LATE = frozenset({NotificationKind.LATE_HIT.value, NotificationKind.LATE_SAME_ADDRESS.value})
RESTS_ON_NOTHING: Mapping[str, frozenset[str]] = {
    # Tables in which imports keep their own books.
    "imported_rows": frozenset(),
    "import_absences": frozenset(),
    "import_conflicts": frozenset(),
    # Of the index: that two records look alike.
    "duplicate_pairs": frozenset(),
    # What the rules find to be put right in a record, they find no more when it is taken back.
    "currency_findings": frozenset(),
    # That a record met an earlier enquiry builds nothing on it: whoever decided that it is the
    # child left a decision. What waits is withdrawn when nothing stands in the record any more.
    "late_hits": frozenset(),
    # That a file corrected what somebody had been told builds nothing on it: what the undoing
    # puts back is a further correction, and reaches them too.
    "corrections": frozenset(),
    "notifications": _LATE,
    "joined_notices": _LATE,
    # Who was shown the record, and who asked for it and was refused: the trail builds nothing on
    # a run. Its rows stay, and go on naming the record, which stays as well.
    "child_searches_shown": frozenset(),
    "refused_views": frozenset(),
}
"""Rows that speak of a child and are nothing built on a run: all of a table, or of these kinds."""
BY_HAND = "children changed by hand since"
BY_FILE = "children changed by a later file"
ENDED = "children of whom something was withdrawn since"


def built_on_run(run: ImportRun) -> Counter[str]:
    """What would refuse the undoing of a run as things stand; empty: nothing would."""
    brought = Brought(run.id, run.started_at)
    return built_on(taking_back.touched(brought).child_ids, brought)


def built_on(child_ids: Sequence[int], brought: Brought) -> Counter[str]:
    """What came after the run and rests on it, in numbers; empty: nothing did."""
    since = taking_back.changed_since(child_ids, brought)
    numbers = {BY_HAND: since.by_hand, BY_FILE: since.by_file, ENDED: since.ended}
    found = Counter({words: len(children) for words, children in numbers.items() if children})
    added = taking_back.added(child_ids, brought)
    for spoken in taking_back.spoken_of(added, brought, RESTS_ON_NOTHING).values():
        found += spoken
    return found
