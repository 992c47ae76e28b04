"""What follows when a record meets an earlier enquiry that was answered without it.

Pure: the pair as it was weighed goes in, what must be done comes out. A person decides
who the child is; a decision outranks every score until what was said changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lacrecords.terms import MatchStrength

CLOSE = frozenset({MatchStrength.STRONG, MatchStrength.LIKELY})


class RecordKept(StrEnum):
    """How the record that meets is kept."""

    CASE_OPEN = "case_open"
    CASE_NOT_OPEN = "case_not_open"
    RESTRICTED = "restricted"
    SEALED = "sealed"


class LateDuty(StrEnum):
    """What must be done of a late hit."""

    TASK_FOR_DESIGNATED_MANAGER = "task_for_designated_manager"
    TASK_FOR_RECORD_OWNER = "task_for_record_owner"
    TELL_LEAD_SOCIAL_WORKER = "tell_lead_social_worker"
    TELL_OWNER_OF_SEALED_RECORD = "tell_owner_of_sealed_record"


@dataclass(frozen=True, slots=True, kw_only=True)
class LatePair:
    """An earlier enquired child and a record, as they were weighed now."""

    strength: MatchStrength
    may_be_sibling: bool
    taken_for_a_record: bool
    """The enquired child was decided to be a child with a record."""
    weighed_on_this_evidence: bool
    """This very record was weighed then, or a manager answered, and nothing has changed since."""
    waits_already: bool
    record: RecordKept


def duties_of(pair: LatePair) -> frozenset[LateDuty]:
    """What must be done, nothing where the pair does not look like one child or is decided."""
    if pair.taken_for_a_record or pair.weighed_on_this_evidence:
        return frozenset()
    if pair.may_be_sibling or pair.strength not in CLOSE:
        return frozenset()
    duties = set(_DUTIES[pair.record])
    if pair.waits_already:
        # The task stands. Whoever leads now is told, also where they came after it.
        duties -= {LateDuty.TASK_FOR_DESIGNATED_MANAGER, LateDuty.TASK_FOR_RECORD_OWNER}
    return frozenset(duties)


_DUTIES = {
    RecordKept.CASE_OPEN: {
        LateDuty.TASK_FOR_DESIGNATED_MANAGER,
        LateDuty.TELL_LEAD_SOCIAL_WORKER,
    },
    RecordKept.CASE_NOT_OPEN: {LateDuty.TASK_FOR_DESIGNATED_MANAGER},
    RecordKept.RESTRICTED: {LateDuty.TASK_FOR_RECORD_OWNER},
    RecordKept.SEALED: {LateDuty.TELL_OWNER_OF_SEALED_RECORD},
}
"""A restricted record is its owner's to decide; of a sealed one nobody but its owner hears."""
