"""The written reply to an enquirer who was checked by e-mail: where it goes, and what it says."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from lacrecords.agencies import queries as agencies
from lacrecords.database import db
from lacrecords.enquiries.models import EnquiredChild, Verification
from lacrecords.enquiries.outcome_models import Disclosure, MoreAsked, MoreTold
from lacrecords.enquiries.queries.pages import child_card
from lacrecords.enquiries.queries.steps import latest_verification
from lacrecords.terms import VerificationMethod, VerificationOutcome


@dataclass(frozen=True, slots=True)
class RepliedChild:
    """What the reply says about one child; nothing yet where `words` is empty."""

    position: int
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReplyPage:
    """The one address that was checked, and the recorded words, child by child."""

    address: str
    children: tuple[RepliedChild, ...]

    @property
    def unanswered(self) -> tuple[RepliedChild, ...]:
        """Children about whom no words are recorded under this check."""
        return tuple(child for child in self.children if not child.words)


def reply_page(enquiry_id: int) -> ReplyPage | None:
    """The reply to be sent; None unless the last check is a confirmed one in writing."""
    check = latest_verification(enquiry_id)
    if check is None or not _is_confirmed_in_writing(check) or check.contact_point_id is None:
        return None
    children = db.session.scalars(
        select(EnquiredChild)
        .where(EnquiredChild.enquiry_id == enquiry_id, EnquiredChild.from_list.is_(False))
        .order_by(EnquiredChild.position)
    )
    said = _said_under(check)
    return ReplyPage(
        address=agencies.address_of(check.contact_point_id),
        children=tuple(
            RepliedChild(child.position, child_card(child).title, tuple(said.get(child.id, ())))
            for child in children
        ),
    )


def _is_confirmed_in_writing(check: Verification) -> bool:
    confirmed = check.outcome is VerificationOutcome.CONFIRMED
    return confirmed and check.method is VerificationMethod.DIRECTORY_EMAIL


def _said_under(check: Verification) -> dict[int, list[str]]:
    """The words recorded since the check, in the order in which they were recorded."""
    sentences = (
        select(Disclosure.enquired_child_id, Disclosure.words, Disclosure.said_at)
        .where(Disclosure.enquiry_id == check.enquiry_id, Disclosure.said_at >= check.checked_at)
        .order_by(Disclosure.id)
    )
    more = (
        select(MoreAsked.enquired_child_id, MoreTold.words, MoreTold.said_at)
        .join(MoreAsked, MoreAsked.id == MoreTold.more_asked_id)
        .where(MoreTold.verification_id == check.id)
        .order_by(MoreTold.id)
    )
    said: dict[int, list[str]] = {}
    for statement in (sentences, more):
        for child_id, words, _at in db.session.execute(statement):
            said.setdefault(child_id, []).append(words)
    return said
