"""Evidence of absence: what a decision "not known" rested on, read back as it was kept (A12).

Nothing is searched again. Names of near misses are those of that moment, also where
the records have changed since. The system's own search saw closed records too: what is
closed to the reader is left out, and nothing says that it was there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lacrecords.children.as_stood import StoodCard, records_up_to, stood_cards
from lacrecords.clocks import local_date
from lacrecords.enquiries.queries.candidates import ShownEarlier, shown_earlier
from lacrecords.enquiries.queries.steps import latest_decision, latest_without_a_record
from lacrecords.staff import queries as staff
from lacrecords.terms import MatchAnswer


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A record that came up and was not taken for the child, as it stood then."""

    card: StoodCard
    strength: str
    label: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptEvidence:
    """What was searched, what came up, who rejected it, and how far the register had come."""

    answer: MatchAnswer
    decided_at: datetime
    decided_by_name: str
    by_person: bool
    words: str
    tried: tuple[str, ...]
    too_many: bool
    near_misses: tuple[NearMiss, ...]
    earlier: tuple[ShownEarlier, ...]
    decided_anew_at: datetime | None
    register_as_at: datetime
    records_then: int
    newest_record: int
    newest_trail_entry: int


def kept_evidence(
    enquired_child_id: int, account_id: int | None, now: datetime
) -> KeptEvidence | None:
    """The evidence of the last decision that found no record; None where there is none.

    It stays readable when a record is found later: it says what the answer rested on then.
    """
    decision = latest_without_a_record(enquired_child_id)
    latest = latest_decision(enquired_child_id)
    if decision is None or latest is None:
        return None
    kept: dict[str, Any] = decision.evidence
    as_at = datetime.fromisoformat(kept["register"]["as_at"])
    names = staff.names_for([decision.decided_by])
    return KeptEvidence(
        answer=decision.answer,
        decided_at=decision.decided_at,
        decided_by_name=names.get(decision.decided_by, decision.decided_by),
        by_person=decision.by_person,
        words=decision.words,
        tried=tuple(kept["tried"]),
        too_many=kept["too_many"],
        near_misses=_near_misses(kept, account_id, as_at, now),
        earlier=tuple(shown_earlier(one) for one in kept["earlier_enquired_children"]),
        decided_anew_at=latest.decided_at if latest.id != decision.id else None,
        register_as_at=as_at,
        records_then=records_up_to(kept["register"]["newest_record"]),
        newest_record=kept["register"]["newest_record"],
        newest_trail_entry=kept["register"]["newest_trail_entry"],
    )


def _near_misses(
    kept: dict[str, Any], account_id: int | None, as_at: datetime, now: datetime
) -> tuple[NearMiss, ...]:
    shown = kept["shown"]
    cards = stood_cards([one["id"] for one in shown], account_id, as_at, local_date(now))
    return tuple(
        NearMiss(cards[one["id"]], one["strength"], one["label"], tuple(one["reasons"]))
        for one in shown
        if one["id"] in cards
    )
