"""Step three: the search for one enquired child, kept with everything it showed.

Records closed to the officer are searched too, so that a restricted child is
never answered "not known"; they are kept apart and never shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from lacrecords.audit import queries as audit_queries
from lacrecords.audit import services as audit
from lacrecords.children import queries as children
from lacrecords.children.open_search import search_open
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.enquiries.description import described_form
from lacrecords.enquiries.models import CandidateSearch, EnquiredChild, Enquiry, MatchDecision
from lacrecords.enquiries.queries.steps import latest_decision
from lacrecords.enquiries.unknown_models import UnknownChildLink
from lacrecords.matching.forms import SubjectKind
from lacrecords.matching.meeting import evidence_of_pairs
from lacrecords.matching.search import Candidate, find_candidates
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import MatchAnswer, MatchStrength

CLOSE = (MatchStrength.STRONG, MatchStrength.LIKELY)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, for the officer and (kept apart) for the rules.

    In the system's own search, which is shown to nobody, a restricted record stands in both.
    One that is sealed at adoption is shown to nobody, its owner included.
    """

    shown: tuple[Candidate, ...]
    closed_to_officer: tuple[Candidate, ...]
    earlier: tuple[Candidate, ...]
    too_many: bool
    tried: tuple[str, ...]
    marks: Mapping[int, str] = field(default_factory=dict)
    """Of each record: a mark of what it and the enquirer said; another mark, other evidence."""

    @property
    def strong_closed(self) -> tuple[Candidate, ...]:
        """Records closed to the officer that look very like the enquired child."""
        return tuple(
            found for found in self.closed_to_officer if found.strength in CLOSE and not found.label
        )


def find(
    child: EnquiredChild,
    enquiry: Enquiry,
    account_id: int | None,
    procedure: Procedure,
    now: datetime,
) -> Found:
    """Search the register and the earlier enquiries for this enquired child.

    `account_id` is whoever will be shown what is found; None: the system, which shows nobody.
    """
    described = described_form(child, local_date(enquiry.asked_at))
    session = db.session()
    on = local_date(now)

    def hidden_of(ids: Iterable[int]) -> frozenset[int]:
        if account_id is None:
            return children.sealed_ids(ids, on)
        return children.hidden_ids(ids, account_id, on)

    known = search_open(described, hidden_of)
    candidates = (*known.candidates, *known.hidden)
    ids = [found.subject_id for found in candidates]
    closed = children.hidden_ids(ids, account_id, on)
    siblings_in_call = _ids_in_same_enquiry(enquiry.id)
    earlier = find_candidates(
        session, SubjectKind.ENQUIRED_CHILD, described, exclude_ids=siblings_in_call
    )
    return Found(
        shown=known.candidates,
        closed_to_officer=tuple(found for found in candidates if found.subject_id in closed),
        earlier=_not_known_and_recent(earlier.candidates, procedure, now),
        too_many=known.too_many,
        tried=known.tried,
        marks=evidence_of_pairs(session, child.id, ids),
    )


def search_and_keep(
    actor: Actor, child: EnquiredChild, enquiry: Enquiry, procedure: Procedure, now: datetime
) -> tuple[CandidateSearch, Found]:
    """Search, and keep what was tried and shown; the search stands in the trail."""
    found = find(child, enquiry, actor.account_id, procedure, now)
    before = latest_decision(child.id)
    row = CandidateSearch(
        enquired_child_id=child.id,
        searched_by=actor.key,
        searched_at=now,
        evidence=evidence_of(found, now) | {"decided_before": before.id if before else None},
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "candidates_searched", "enquired_child", child.id)
    for candidate in found.shown:
        audit.record(actor, "candidate_shown", "child", candidate.subject_id)
    return row, found


def evidence_of(found: Found, now: datetime) -> dict[str, object]:
    """What was tried and what came of it, as it can be read years later."""
    return {
        "tried": list(found.tried),
        "too_many": found.too_many,
        "shown": [_kept_record(candidate, found) for candidate in found.shown],
        "closed_to_officer": [_kept_record(one, found) for one in found.closed_to_officer],
        "earlier_enquired_children": [_kept(candidate) for candidate in found.earlier],
        "register": register_state(now),
    }


def register_state(now: datetime) -> dict[str, object]:
    """How far the register and its trail had come, so that what stood then can be read again."""
    return {
        "as_at": now.isoformat(),
        "newest_record": children.newest_record(),
        "newest_trail_entry": audit_queries.newest_entry(),
    }


def _kept_record(candidate: Candidate, found: Found) -> dict[str, object]:
    return _kept(candidate) | {"mark": found.marks.get(candidate.subject_id, "")}


def _kept(candidate: Candidate) -> dict[str, object]:
    return {
        "id": candidate.subject_id,
        "strength": candidate.strength.value,
        "score": round(candidate.score, 2),
        "label": candidate.label,
        "reasons": list(candidate.reasons),
    }


def _ids_in_same_enquiry(enquiry_id: int) -> tuple[int, ...]:
    rows = db.session.scalars(
        select(EnquiredChild.id).where(
            EnquiredChild.enquiry_id == enquiry_id, EnquiredChild.from_list.is_(False)
        )
    )
    return tuple(rows)


def _not_known_and_recent(
    candidates: tuple[Candidate, ...], procedure: Procedure, now: datetime
) -> tuple[Candidate, ...]:
    """Keep the earlier enquired children whom nobody took for a record, within the horizon.

    They were decided to be not known, or nobody could tell: both were asked about.
    """
    horizon = now - timedelta(days=365 * procedure.asked_before_horizon_years)
    linked = select(UnknownChildLink.id).where(
        UnknownChildLink.enquired_child_id == EnquiredChild.id,
        UnknownChildLink.undone_at.is_(None),
    )
    later = aliased(MatchDecision)
    decided_anew = select(later.id).where(
        later.enquired_child_id == MatchDecision.enquired_child_id, later.id > MatchDecision.id
    )
    undecided = select(MatchDecision.id).where(
        MatchDecision.enquired_child_id == EnquiredChild.id,
        MatchDecision.answer == MatchAnswer.CANNOT_TELL,
        ~decided_anew.exists(),
    )
    kept = set(
        db.session.scalars(
            select(EnquiredChild.id)
            .join(Enquiry, Enquiry.id == EnquiredChild.enquiry_id)
            .where(
                EnquiredChild.id.in_([candidate.subject_id for candidate in candidates]),
                Enquiry.asked_at >= horizon,
                or_(linked.exists(), undecided.exists()),
            )
        )
    )
    return tuple(found for found in candidates if found.subject_id in kept)
