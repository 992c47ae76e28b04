"""A month of enquiries, taken through the real services at the moments when they were asked.

One call is one transaction of whoever calls this. Nothing is written that the
services would not write for an officer at the telephone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from lacrecords.agencies import queries as agencies
from lacrecords.database import db
from lacrecords.demo.asking import PlannedEnquiry
from lacrecords.demo.council import STAFF
from lacrecords.demo.staffing import Staffed
from lacrecords.enquiries.asked import NewMatchDecision, NewTelling, NewVerification
from lacrecords.enquiries.models import EnquiredChild, Enquiry
from lacrecords.enquiries.queries.answers import answer_page
from lacrecords.enquiries.queries.pages import enquiry_page
from lacrecords.enquiries.services.checking import record_verification
from lacrecords.enquiries.services.deciding import decide_match
from lacrecords.enquiries.services.finding import Found, search_and_keep
from lacrecords.enquiries.services.recording import record_enquiry
from lacrecords.enquiries.services.telling import record_disclosures
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import MatchAnswer, Role, VerificationMethod, VerificationOutcome


@dataclass(frozen=True, slots=True)
class Desk:
    """Who takes the calls, under which figures, and which child has which record."""

    staffed: Staffed
    procedure: Procedure
    child_ids: Mapping[str, int]

    def officer(self, at: datetime) -> Actor:
        """Whoever is on duty at that hour."""
        by_day = 9 <= at.hour < 17
        role = Role.DUTY_OFFICER if by_day else Role.OUT_OF_HOURS_SOCIAL_WORKER
        on_duty = [person for person in STAFF if person.role is role]
        return self.staffed.of(on_duty[at.day % len(on_duty)])


def take_enquiry(desk: Desk, planned: PlannedEnquiry) -> None:
    """Take one call from the first word to the last."""
    officer, at = desk.officer(planned.at), planned.at
    enquiry = record_enquiry(officer, planned.enquiry, desk.procedure, at)
    if not planned.is_confirmed:
        tried = NewVerification(
            method=VerificationMethod.NONE,
            outcome=VerificationOutcome.COULD_NOT_BE_DONE,
            words="The caller could not be found in the directory.",
        )
        record_verification(officer, enquiry.id, tried, desk.procedure, _after(at, 6))
        return
    _confirm(desk, officer, enquiry, planned)
    page = enquiry_page(enquiry.reference, at)
    for card in page.children if page else ():
        child = db.session.get_one(EnquiredChild, card.id)
        _decide(desk, officer, enquiry, child, planned)
        _tell(officer, child.id, _after(at, 12))


def _after(at: datetime, minutes: int) -> datetime:
    return at + timedelta(minutes=minutes)


def _confirm(desk: Desk, officer: Actor, enquiry: Enquiry, planned: PlannedEnquiry) -> None:
    at = _after(planned.at, 4)
    points = agencies.contact_points_of(planned.agency_id or 0, at)
    (point,) = [one for one in points if one.method is VerificationMethod.RING_BACK]
    rung_back = NewVerification(
        method=VerificationMethod.RING_BACK,
        outcome=VerificationOutcome.CONFIRMED,
        contact_point_id=point.contact_point_id,
        words=f"Rang the {point.label} and was put through.",
    )
    record_verification(officer, enquiry.id, rung_back, desk.procedure, at)


def _decide(
    desk: Desk, officer: Actor, enquiry: Enquiry, child: EnquiredChild, planned: PlannedEnquiry
) -> None:
    search, found = search_and_keep(officer, child, enquiry, desk.procedure, _after(planned.at, 7))
    answer, child_id = _answer(found, desk.child_ids.get(planned.child_number))
    asked_before = answer is MatchAnswer.NOT_KNOWN and found.earlier
    decision = NewMatchDecision(
        answer=answer,
        search_id=search.id,
        child_id=child_id,
        earlier_enquired_child_id=found.earlier[0].subject_id if asked_before else None,
        words="Two records agree about as well." if answer is MatchAnswer.CANNOT_TELL else "",
        reason_accepted=True,
    )
    decide_match(officer, child.id, decision, desk.procedure, _after(planned.at, 9))


def _answer(found: Found, right_id: int | None) -> tuple[MatchAnswer, int | None]:
    """What a careful officer would decide on the candidates shown."""
    shown = {candidate.subject_id for candidate in found.shown}
    if right_id in shown:
        return MatchAnswer.SAME, right_id
    if right_id is None:
        return MatchAnswer.NOT_KNOWN, None
    return (MatchAnswer.CANNOT_TELL if shown else MatchAnswer.NOT_KNOWN), None


def _tell(officer: Actor, enquired_child_id: int, at: datetime) -> None:
    page = answer_page(enquired_child_id, confirmed=True)
    if page and page.sentences:
        said = {sentence.kind: sentence.sentence for sentence in page.sentences}
        record_disclosures(officer, NewTelling(outcome_id=page.outcome_id, said=said), at)
