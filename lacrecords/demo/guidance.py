"""The council's own guidance in the demonstration: a protocol, an agreement due, a proposal.

The list of when consent is not sought stays empty, as a council finds it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from lacrecords.agencies.queries import agencies
from lacrecords.clocks import local_date
from lacrecords.database import transaction
from lacrecords.guidance.queries import guidance_on
from lacrecords.guidance.reviews import tell_of_reviews
from lacrecords.guidance.services import Proposal, decide, propose
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import AgencyType, GuidanceKind

PROTOCOL = (
    "Every request between the council and its partners is made in writing or by ringing back a"
    " known number. It says for which child, for what purpose and by when.\n"
    "The duty team answers within one working day, and at once where a child may be in danger."
)
CHANGED = PROTOCOL.replace("within one working day", "within half a working day")
AGREEMENT = (
    "The police and the council share what they know of incidents at which a child was present,"
    " each working day before noon, through the referral unit and the duty team."
)


def make_guidance(manager: Actor, guardian: Actor, then: datetime, now: datetime) -> None:
    """A protocol since a month ago, with a change proposed; an agreement whose review is due."""
    day = local_date(then)
    protocol = Proposal(
        kind=GuidanceKind.LOCAL_PROTOCOL,
        title="Sharing information between partners in Ashdown",
        text=PROTOCOL,
        source="Ashdown safeguarding partners, protocol of sharing, second edition",
        from_on=day,
        reason="The partners adopted it at their autumn meeting.",
    )
    police = next(one for one in agencies() if one.agency_type is AgencyType.POLICE)
    agreement = Proposal(
        kind=GuidanceKind.AGENCY_AGREEMENT,
        agency_id=police.agency_id,
        title="Daily exchange about incidents",
        text=AGREEMENT,
        source="Signed agreement, kept by information governance",
        from_on=day,
        review_on=day + timedelta(days=30),
        reason="It was signed for a month on trial.",
    )
    for made in (protocol, agreement):
        with transaction():
            reference = propose(manager, made, then)
        with transaction():
            decide(guardian, reference, True, "It is what was agreed.", then)
    with transaction():
        propose(manager, _change(protocol, now), now - timedelta(hours=3))
    tell_of_reviews(now)


def _change(protocol: Proposal, now: datetime) -> Proposal:
    """The protocol with a shorter time to answer, proposed and not decided."""
    made = next(one for one in guidance_on(local_date(now)) if one.title == protocol.title)
    return Proposal(
        kind=protocol.kind,
        reference=made.key,
        title=protocol.title,
        text=CHANGED,
        source=protocol.source,
        from_on=local_date(now) + timedelta(days=10),
        reason="Partners asked for an answer on the same day.",
        shown=1,
    )
