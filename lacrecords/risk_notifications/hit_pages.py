"""One meeting as its page shows it, and the lines of a child's page, each for one reader.

Whoever decides sees both sides; whoever leads for the child sees that there is something, and
may ask; everybody else sees nothing, as if there were nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from lacrecords.children import queries as children
from lacrecords.children.queries import CandidateCard
from lacrecords.children.standing import standing_of
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.notifications.queries import was_told_of_matter
from lacrecords.people.queries import AddressCard, PersonCard, addresses_of, people_by_id
from lacrecords.risk_notifications.course_models import RiskHit
from lacrecords.risk_notifications.hits import may_answer, person_of
from lacrecords.risk_notifications.models import RiskLinkedChild, RiskNotification
from lacrecords.risk_notifications.pages import hit_state
from lacrecords.risk_notifications.permission import (
    established_among,
    removed_among,
    seen_by,
    sees,
)
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.wording import words


@dataclass(frozen=True, slots=True, kw_only=True)
class HitPage:
    """One meeting; the person is there only for those who decide or see the notification."""

    id: int
    reference: str
    notification_id: int
    notification_reference: str
    child: CandidateCard
    kind: str
    why: tuple[str, ...]
    state: str
    raised_at: datetime
    established: bool
    decides: bool
    sees_notification: bool
    person: PersonCard | None
    addresses: tuple[AddressCard, ...]
    answered_by: str
    answered_at: datetime | None
    reasons: str


def hit_page(reference: str, actor: Actor, now: datetime) -> HitPage | None:
    """The meeting with this reference; None where there is nothing for this reader."""
    hit = db.session.scalar(select(RiskHit).where(RiskHit.reference == reference))
    if hit is None:
        return None
    on = local_date(now)
    cards = children.candidate_cards((hit.child_id,), actor.account_id, on)
    standing = standing_of(hit.child_id, on)
    decides, seen = may_answer(actor, standing, now), sees(actor, hit.risk_notification_id, now)
    told = was_told_of_matter(actor, hit.reference)
    if hit.child_id not in cards or not (decides or seen or told):
        return None
    notification = db.session.get_one(RiskNotification, hit.risk_notification_id)
    person_id = person_of(notification.id)
    shows_person = decides or seen
    by = staff.names_for({hit.answered_by}) if hit.answered_by and shows_person else {}
    return HitPage(
        id=hit.id,
        reference=hit.reference,
        notification_id=notification.id,
        notification_reference=notification.reference,
        child=cards[hit.child_id],
        kind=words(hit.kind),
        why=tuple(hit.why),
        state=hit_state(hit),
        raised_at=hit.raised_at,
        established=bool(established_among((notification.id,))),
        decides=decides and hit.answer is None and hit.withdrawn_at is None,
        sees_notification=seen,
        person=people_by_id((person_id,))[person_id] if shows_person else None,
        addresses=addresses_of(person_id) if shows_person else (),
        answered_by=by.get(hit.answered_by or "", ""),
        answered_at=hit.answered_at,
        reasons=(hit.reasons or "") if shows_person else "",
    )


@dataclass(frozen=True, slots=True)
class OfChild:
    """A notification that concerns, or may concern, a child; for a reader who sees it."""

    at: datetime
    reference: str
    name: str
    certain: bool
    established: bool


def notifications_of_child(actor: Actor, child_id: int, now: datetime) -> tuple[OfChild, ...]:
    """What this reader may know of at this child's record; of most readers nothing at all."""
    records = children.record_ids(child_id)
    linked = set(
        db.session.scalars(
            select(RiskLinkedChild.risk_notification_id).where(
                RiskLinkedChild.child_id.in_(records), RiskLinkedChild.is_current()
            )
        )
    )
    waiting = set(
        db.session.scalars(
            select(RiskHit.risk_notification_id).where(
                RiskHit.child_id.in_(records),
                RiskHit.withdrawn_at.is_(None),
                or_(RiskHit.answer.is_(None), RiskHit.answer == "cannot_tell"),
            )
        )
    )
    concerned = linked | waiting
    if not concerned:
        return ()
    seen = seen_by(actor, concerned, now) - removed_among(concerned)
    rows = db.session.scalars(select(RiskNotification).where(RiskNotification.id.in_(seen))).all()
    people = people_by_id({row.person_id for row in rows})
    established = established_among(seen)
    return tuple(
        OfChild(
            row.recorded_at,
            row.reference,
            people[row.person_id].name,
            row.id in linked,
            row.id in established,
        )
        for row in sorted(rows, key=lambda row: -row.id)
    )
