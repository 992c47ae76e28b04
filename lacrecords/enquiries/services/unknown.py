"""Children not known: tying enquiries about the same not-known child, and the consideration.

All not-known intake takes one lock, because spelling variants share no key: two
officers who take two calls at once raise one consideration, not none or two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.clocks import working_days_later
from lacrecords.database import db, new_reference, take_turn
from lacrecords.enquiries.models import EnquiredChild
from lacrecords.enquiries.services.matter import Matter
from lacrecords.enquiries.unknown_models import (
    Consideration,
    ConsiderationEnquiry,
    Continuation,
    UnknownChild,
    UnknownChildLink,
)
from lacrecords.matching.search import Candidate
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import MatchStrength

INTAKE_LOCK = 7_201_101
"""The number of the one advisory lock; on SQLite the write lock itself serves."""


@dataclass(frozen=True, slots=True)
class Link:
    """Which not-known child an enquired child is, and who else asked about that child."""

    unknown_child_id: int
    asked_before: bool
    decided_same_by_person: bool


def take_intake_lock() -> None:
    """Let one intake at a time search the earlier enquiries and link; held until the commit."""
    take_turn(INTAKE_LOCK)


def link_not_known(matter: Matter) -> Link:
    """Tie the enquired child to the not-known child it is, a new one where nobody asked before."""
    child = matter.child
    link = current_link(child.id)
    if link is not None and _a_person_says_otherwise(matter, link):
        unlink(matter, "A person decided which not-known child it is.")
        link = None
    elif link is not None and _is_another_by_what_was_said_later(matter, link):
        unlink(matter, "By what was said later it is the child of an earlier enquiry.")
        link = None
    if link is None:
        link = _new_link(matter)
        db.session.add(link)
        db.session.flush()
        audit.record(matter.actor, "linked_to_not_known_child", "enquired_child", child.id)
    return Link(
        unknown_child_id=link.unknown_child_id,
        asked_before=asked_before(child, link.unknown_child_id),
        decided_same_by_person=matter.decision.earlier_enquired_child_id is not None,
    )


def _a_person_says_otherwise(matter: Matter, link: UnknownChildLink) -> bool:
    """The officer chose another earlier enquiry, or said that those linked are different."""
    chosen = matter.decision.earlier_enquired_child_id
    if chosen is not None:
        wanted = current_link(chosen)
        return wanted is not None and wanted.unknown_child_id != link.unknown_child_id
    return link.unknown_child_id in _refused_unknown_children(matter)


def _is_another_by_what_was_said_later(matter: Matter, link: UnknownChildLink) -> bool:
    """More was said since the system linked it, and an earlier enquiry agrees strongly now.

    Never what a person linked, nor back to a not-known child from whom it was parted.
    """
    child = matter.child
    said_since = any(one.recorded_at > link.linked_at for one in child.further)
    if link.by_person or not said_since or matter.decision.earlier_enquired_child_id is not None:
        return False
    strong = _strongest_not_refused(matter)
    other = current_link(strong.subject_id) if strong else None
    if other is None or other.unknown_child_id == link.unknown_child_id:
        return False
    parted = select(UnknownChildLink.id).where(
        UnknownChildLink.enquired_child_id == child.id,
        UnknownChildLink.unknown_child_id == other.unknown_child_id,
    )
    return db.session.scalar(parted.limit(1)) is None


def unlink(matter: Matter, why: str) -> None:
    """The enquired child is somebody else after all; the link is undone and kept."""
    link = current_link(matter.child.id)
    if link is None:
        return
    link.undone_at, link.undone_by, link.undone_because = matter.now, matter.actor.key, why
    db.session.flush()
    audit.record(matter.actor, "unlinked_from_not_known_child", "enquired_child", matter.child.id)


def current_link(enquired_child_id: int) -> UnknownChildLink | None:
    """The not-known child that this enquired child is, now."""
    return db.session.scalar(
        select(UnknownChildLink).where(
            UnknownChildLink.enquired_child_id == enquired_child_id,
            UnknownChildLink.undone_at.is_(None),
        )
    )


def asked_before(child: EnquiredChild, unknown_child_id: int) -> bool:
    """Another enquiry asked about this not-known child, and this one does not continue it."""
    continues = select(Continuation.enquired_child_id).where(Continuation.undone_at.is_(None))
    if db.session.scalar(continues.where(Continuation.enquired_child_id == child.id)):
        return False
    other = db.session.scalar(
        select(UnknownChildLink.id)
        .join(EnquiredChild, EnquiredChild.id == UnknownChildLink.enquired_child_id)
        .where(
            UnknownChildLink.unknown_child_id == unknown_child_id,
            UnknownChildLink.undone_at.is_(None),
            UnknownChildLink.enquired_child_id != child.id,
            EnquiredChild.enquiry_id != child.enquiry_id,
            UnknownChildLink.enquired_child_id.not_in(continues),
        )
        .limit(1)
    )
    return other is not None


def open_or_join_consideration(
    actor: Actor, child: EnquiredChild, unknown_child_id: int, procedure: Procedure, now: datetime
) -> Consideration | None:
    """The open consideration of this not-known child, opened if need be; None: weighed already."""
    weighed = db.session.scalar(
        select(ConsiderationEnquiry.consideration_id)
        .join(Consideration, Consideration.id == ConsiderationEnquiry.consideration_id)
        .where(
            ConsiderationEnquiry.enquired_child_id == child.id,
            Consideration.unknown_child_id == unknown_child_id,
        )
        .limit(1)
    )
    if weighed is not None:
        return None
    consideration = db.session.scalar(
        select(Consideration).where(
            Consideration.unknown_child_id == unknown_child_id, Consideration.closed_at.is_(None)
        )
    )
    if consideration is None:
        consideration = _open_consideration(actor, unknown_child_id, procedure, now)
    _join_all(consideration, now)
    return consideration


def _open_consideration(
    actor: Actor, unknown_child_id: int, procedure: Procedure, now: datetime
) -> Consideration:
    consideration = Consideration(
        reference=new_reference(),
        unknown_child_id=unknown_child_id,
        opened_at=now,
        due_at=working_days_later(procedure, now, procedure.consideration_working_days),
    )
    db.session.add(consideration)
    db.session.flush()
    audit.record(actor, "consideration_opened", "consideration", consideration.id)
    return consideration


def _join_all(consideration: Consideration, now: datetime) -> None:
    linked = db.session.scalars(
        select(UnknownChildLink.enquired_child_id).where(
            UnknownChildLink.unknown_child_id == consideration.unknown_child_id,
            UnknownChildLink.undone_at.is_(None),
        )
    )
    joined = set(
        db.session.scalars(
            select(ConsiderationEnquiry.enquired_child_id).where(
                ConsiderationEnquiry.consideration_id == consideration.id
            )
        )
    )
    for enquired_child_id in linked:
        if enquired_child_id not in joined:
            db.session.add(
                ConsiderationEnquiry(
                    consideration_id=consideration.id,
                    enquired_child_id=enquired_child_id,
                    joined_at=now,
                )
            )
    db.session.flush()


def _new_link(matter: Matter) -> UnknownChildLink:
    decision = matter.decision
    chosen = decision.earlier_enquired_child_id
    strong = _strongest_not_refused(matter) if chosen is None else None
    earlier_id = strong.subject_id if strong else chosen
    return UnknownChildLink(
        unknown_child_id=_unknown_child_of(matter, earlier_id),
        enquired_child_id=matter.child.id,
        linked_at=matter.now,
        linked_by=matter.actor.key,
        by_person=chosen is not None,
        why="; ".join(strong.reasons) if strong else decision.words,
    )


def _unknown_child_of(matter: Matter, earlier_id: int | None) -> int:
    """The not-known child of an earlier enquired child, who is tied to one now if need be."""
    earlier = current_link(earlier_id) if earlier_id is not None else None
    if earlier is not None:
        return earlier.unknown_child_id
    unknown_child_id = _new_unknown(matter.now)
    if earlier_id is not None:
        db.session.add(
            UnknownChildLink(
                unknown_child_id=unknown_child_id,
                enquired_child_id=earlier_id,
                linked_at=matter.now,
                linked_by=matter.actor.key,
                by_person=False,
                why="Nobody could tell then; a later enquiry about the same child is not known.",
            )
        )
        audit.record(matter.actor, "linked_to_not_known_child", "enquired_child", earlier_id)
    return unknown_child_id


def _new_unknown(now: datetime) -> int:
    unknown = UnknownChild(made_at=now)
    db.session.add(unknown)
    db.session.flush()
    return unknown.id


def _strongest_not_refused(matter: Matter) -> Candidate | None:
    """The best strong link that no person has decided to be a different child."""
    refused = _refused_unknown_children(matter)
    different = matter.decision.evidence.get("decided_different", ())
    for candidate in matter.found.earlier:
        strong = candidate.strength is MatchStrength.STRONG and not candidate.label
        if not strong or candidate.subject_id in different:
            continue
        link = current_link(candidate.subject_id)
        if link is None or link.unknown_child_id not in refused:
            return candidate
    return None


def _refused_unknown_children(matter: Matter) -> set[int]:
    """The not-known children of whom a person said: this is a different child."""
    different = matter.decision.evidence.get("decided_different", ())
    return set(
        db.session.scalars(
            select(UnknownChildLink.unknown_child_id).where(
                UnknownChildLink.enquired_child_id.in_(different),
                UnknownChildLink.undone_at.is_(None),
            )
        )
    )
