"""Links of records as their pages show them: what waits for an answer, and what stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from lacrecords.children import facts
from lacrecords.children.merge_models import RecordMerge
from lacrecords.children.queries import names_of
from lacrecords.children.standing import hidden_ids
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.staff.queries import council_day

MOST_LOOKED_AT = 200
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkShown:
    """One proposal or link, for a reader who may open both records."""

    id: int
    reference: str
    kept_id: int
    linked_id: int
    kept: str
    linked: str
    kept_name: str
    linked_name: str
    proposed_by: str
    proposed_at: datetime
    reason: str
    holds: frozenset[str]
    approver: str
    is_mine_to_decide: bool
    is_mine_to_take_back: bool
    decided_by: str
    decided_at: datetime | None
    approved: bool | None
    decided_because: str
    undone_by: str
    undone_at: datetime | None
    undone_because: str

    def compared_at(self, now: datetime) -> datetime:
        """As of when the records are shown: what the second person saw, once it is decided."""
        return self.decided_at - timedelta(microseconds=1) if self.decided_at else now

    @property
    def in_force(self) -> bool:
        """Whether the records are linked now."""
        return bool(self.approved) and self.undone_at is None


def links_for(actor: Actor, now: datetime) -> tuple[LinkShown, ...]:
    """The latest proposals that this person made or was asked to decide; those that wait first."""
    mine = select(RecordMerge).where(
        or_(RecordMerge.proposed_by == actor.key, RecordMerge.approver_id == actor.account_id)
    )
    waiting_first = (RecordMerge.decided_at.is_not(None), RecordMerge.id.desc())
    found = db.session.scalars(mine.order_by(*waiting_first).limit(MOST_LOOKED_AT))
    return _shown(list(found), actor, now)[:MOST_SHOWN]


def link_of(actor: Actor, reference: str, now: datetime) -> LinkShown | None:
    """One proposal or link; None: no such thing for this reader."""
    found = db.session.scalars(select(RecordMerge).where(RecordMerge.reference == reference))
    return next(iter(_shown(list(found), actor, now)), None)


def links_of_record(actor: Actor, child_id: int, now: datetime) -> tuple[LinkShown, ...]:
    """The links in force in which this record is, and proposals that wait."""
    standing = select(RecordMerge).where(
        or_(RecordMerge.kept_child_id == child_id, RecordMerge.linked_child_id == child_id),
        RecordMerge.undone_at.is_(None),
        or_(RecordMerge.approved.is_(None), RecordMerge.approved.is_(True)),
    )
    found = db.session.scalars(standing.order_by(RecordMerge.id))
    return _shown(list(found), actor, now)


def _shown(rows: list[RecordMerge], actor: Actor, now: datetime) -> tuple[LinkShown, ...]:
    on = council_day(now)
    ids = {one for row in rows for one in (row.kept_child_id, row.linked_child_id)}
    hidden = hidden_ids(ids, actor.account_id, on)
    seen = [row for row in rows if not hidden & {row.kept_child_id, row.linked_child_id}]
    references, names = facts.references_of(ids), names_of(ids - hidden, actor.account_id, on)
    keys = {key for row in seen for key in (row.proposed_by, row.decided_by, row.undone_by) if key}
    people = staff.names_for(keys | {f"account:{row.approver_id}" for row in seen})
    return tuple(
        LinkShown(
            id=row.id,
            reference=row.reference,
            kept_id=row.kept_child_id,
            linked_id=row.linked_child_id,
            kept=references[row.kept_child_id],
            linked=references[row.linked_child_id],
            kept_name=names[row.kept_child_id],
            linked_name=names[row.linked_child_id],
            proposed_by=people[row.proposed_by],
            proposed_at=row.proposed_at,
            reason=row.reason,
            holds=frozenset(row.holds),
            approver=people[f"account:{row.approver_id}"],
            is_mine_to_decide=row.decided_at is None and row.approver_id == actor.account_id,
            is_mine_to_take_back=row.decided_at is None and row.proposed_by == actor.key,
            decided_by=people.get(row.decided_by or "", ""),
            decided_at=row.decided_at,
            approved=row.approved,
            decided_because=row.decided_because or "",
            undone_by=people.get(row.undone_by or "", ""),
            undone_at=row.undone_at,
            undone_because=row.undone_because or "",
        )
        for row in seen
    )
