"""Another agency's list under an enquiry: its rows as enquired children, and the duties they raise.

Nobody decides here who a child is, and nothing is told to the enquirer: the list is for the
manager. Our own people hear at once, as they would of a call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from lacrecords.audit import services as audit
from lacrecords.children.standing import ChildStanding, standings_of
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.enquiries.asked import DescribedChild
from lacrecords.enquiries.description import described_form
from lacrecords.enquiries.errors import CheckRunOut, EnquiryError, NotChecked
from lacrecords.enquiries.models import EnquiredChild, Enquiry
from lacrecords.enquiries.queries.steps import (
    check_is_good_now,
    enquiry_by_reference,
    latest_verification,
)
from lacrecords.enquiries.services import recipients
from lacrecords.matching import store
from lacrecords.matching.forms import SubjectKind
from lacrecords.notifications.services import Notice, Recipient, notify
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import NotificationKind, Urgency, VerificationOutcome


@dataclass(frozen=True, slots=True)
class ListedHit:
    """Whom one row of the list concerns among the children of the register."""

    enquired_child_id: int
    matched_child_id: int | None
    same_address_ids: tuple[int, ...]
    hidden_ids: tuple[int, ...]

    @property
    def concerned(self) -> tuple[int, ...]:
        """Every record of which somebody may have to hear."""
        matched = () if self.matched_child_id is None else (self.matched_child_id,)
        return (*matched, *self.same_address_ids, *self.hidden_ids)


def enquiry_for_list(reference: str, now: datetime) -> int:
    """The enquiry under which a list may be looked up now; EnquiryError with the reason if not."""
    enquiry = enquiry_by_reference(reference.strip())
    if enquiry is None:
        raise EnquiryError("There is no enquiry with this reference.")
    check = latest_verification(enquiry.id)
    if check is None or check.outcome is not VerificationOutcome.CONFIRMED:
        raise NotChecked("The enquirer of this enquiry is not confirmed. Check the enquirer first.")
    if not check_is_good_now(check, now):
        raise CheckRunOut("The check of this enquiry has run out. Check the enquirer again.")
    return enquiry.id


def keep_listed_children(
    actor: Actor, enquiry_id: int, children: Sequence[tuple[int, DescribedChild]]
) -> list[int]:
    """Keep rows of a list, each with its place in it, as enquired children; their numbers."""
    if not children:
        return []
    enquiry = db.session.get_one(Enquiry, enquiry_id)
    rows = [_row(enquiry_id, place, child) for place, child in children]
    statement = insert(EnquiredChild).returning(EnquiredChild, sort_by_parameter_order=True)
    kept = list(db.session.scalars(statement, rows))
    asked_on = local_date(enquiry.asked_at)
    described = [(child.id, described_form(child, asked_on)) for child in kept]
    store.index_many(db.session(), SubjectKind.ENQUIRED_CHILD, described, all_new=True)
    audit.record(actor, "listed_children_kept", "enquiry", enquiry_id)
    return [child.id for child in kept]


def _row(enquiry_id: int, position: int, child: DescribedChild) -> dict[str, object]:
    return {
        "enquiry_id": enquiry_id,
        "position": position,
        "forename": child.forename,
        "middle": child.middle,
        "surname": child.surname,
        "other_names": child.other_names,
        "born_on": child.born_on,
        "born_precision": child.born_precision,
        "expected_on": child.expected_on,
        "age_years": child.age_years,
        "mother_name": child.mother_name,
        "sex": child.sex,
        "nhs_number": child.nhs_number,
        "upn": child.upn,
        "line1": child.line1,
        "town": child.town,
        "postcode": child.postcode,
        "notes": child.notes,
        "from_list": True,
    }


def tell_of_listed(actor: Actor, enquiry_id: int, hits: Sequence[ListedHit], now: datetime) -> None:
    """Tell the workers of children who are asked about or live at an address, and the owners."""
    standings = standings_of({one for hit in hits for one in hit.concerned}, local_date(now))
    about_our_worker = db.session.scalar(
        select(Enquiry.about_our_worker).where(Enquiry.id == enquiry_id)
    )
    telling = _Telling(actor, enquiry_id, bool(about_our_worker), now)
    for hit in hits:
        telling.of_match(hit, standings.get(hit.matched_child_id or 0))
        telling.of_same_address(hit, standings)
        telling.owners(hit, standings)


@dataclass(frozen=True, slots=True)
class _Telling:
    """Who is told of one list, and in whose name."""

    actor: Actor
    enquiry_id: int
    about_our_worker: bool
    now: datetime

    def of_match(self, hit: ListedHit, standing: ChildStanding | None) -> None:
        """The worker of the child whom a row seems to name."""
        if standing is not None and (standing.case_open or standing.on_plan):
            kind = NotificationKind.ENQUIRY_ABOUT_CHILD
            self._tell(hit, kind, self._worker(standing), LISTED, standing.child_id)

    def of_same_address(self, hit: ListedHit, standings: dict[int, ChildStanding]) -> None:
        """The worker of every child on a plan at the address of the row."""
        for child_id in hit.same_address_ids:
            there = standings[child_id]
            if there.on_plan and not there.sealed and child_id != hit.matched_child_id:
                kind = NotificationKind.SAME_ADDRESS
                self._tell(hit, kind, self._worker(there), LISTED_THERE, child_id)

    def owners(self, hit: ListedHit, standings: dict[int, ChildStanding]) -> None:
        """Whoever answers for a closed record; of a sealed one nobody else hears which it is."""
        for child_id in hit.hidden_ids:
            closed = standings[child_id]
            owner = recipients.record_owner(closed, self.now)
            kind = NotificationKind.RESTRICTED_RECORD
            if closed.sealed:
                kind = NotificationKind.SEALED_RECORD
            named = owner.account_id is not None or not closed.sealed
            self._tell(hit, kind, owner, LISTED_CLOSED, child_id if named else None)

    def _worker(self, standing: ChildStanding) -> Recipient:
        # The enquiry does not say which worker it is about, so none of them hears.
        if self.about_our_worker:
            return recipients.DESIGNATED_MANAGER
        return recipients.lead_social_worker(standing, self.now)

    def _tell(
        self, hit: ListedHit, kind: NotificationKind, to: Recipient, why: str, child_id: int | None
    ) -> None:
        notice = Notice(
            kind=kind,
            urgency=Urgency.ROUTINE,
            recipient=to,
            enquiry_id=self.enquiry_id,
            enquired_child_id=hit.enquired_child_id,
            child_id=child_id,
            why=why,
        )
        notify(self.actor, notice, self.now)


LISTED = "A child you lead for seems to stand in a list that an agency has sent."
LISTED_THERE = (
    "A child in a list that an agency has sent lives at the address of a child on a plan you lead"
    " for."
)
LISTED_CLOSED = "A list that an agency has sent seems to name a child whose record is restricted."
