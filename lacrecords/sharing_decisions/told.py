"""What went out by decisions whether to share, item by item: for corrections."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from lacrecords.database import db
from lacrecords.rules.corrections import Telling, ToldRecipient
from lacrecords.sharing_decisions.models import SharingDecision, SharingRecipient
from lacrecords.sharing_decisions.way_models import (
    SharedInformation,
    SharedItem,
    SharingItem,
    SharingRecipientCheck,
)
from lacrecords.terms import ToldBy

Requests = Mapping[int, Collection[int]]
"""Enquiries or suitability checks, each with the children whom it turned out to be about."""


@dataclass(frozen=True, slots=True)
class ItemShared:
    """An item that went out, as a page of its correction shows it."""

    item: SharingItem
    decision: SharingDecision


def told_children() -> frozenset[int]:
    """Every child of whom something went out by a decision about their record."""
    found = (
        select(SharingDecision.child_id)
        .join(SharedInformation, SharedInformation.decision_id == SharingDecision.id)
        .distinct()
    )
    return frozenset(one for one in db.session.scalars(found) if one is not None)


def tellings_about(
    child_ids: Collection[int], enquiries: Requests, checks: Requests
) -> tuple[Telling, ...]:
    """What went out about these children; of a decision without a record, by what it came from."""
    about = or_(
        SharingDecision.child_id.in_(child_ids),
        SharingDecision.enquiry_id.in_(enquiries),
        SharingDecision.check_request_id.in_(checks),
    )
    found = []
    for decision, telling in _went_out(about):
        for child_id in _children_of(decision, child_ids, enquiries, checks):
            found.append(telling(child_id))
    return tuple(found)


def tellings_of_item(item_id: int, child_id: int) -> tuple[Telling, ...]:
    """Every sharing with which this item went out."""
    return tuple(telling(child_id) for _, telling in _went_out(SharedItem.item_id == item_id))


def item_shared(reference: str, position: int) -> ItemShared | None:
    """The item at this position of the decision with this reference, where it went out."""
    found = db.session.execute(
        select(SharingItem, SharingDecision)
        .join(SharingDecision, SharingDecision.id == SharingItem.decision_id)
        .where(
            SharingDecision.reference == reference.upper(),
            SharingItem.position == position,
            SharingItem.id.in_(select(SharedItem.item_id)),
        )
    ).one_or_none()
    return ItemShared(*found) if found else None


def item_by_id(item_id: int) -> ItemShared:
    """The item with this number."""
    item = db.session.get_one(SharingItem, item_id)
    return ItemShared(item, db.session.get_one(SharingDecision, item.decision_id))


def decisions_by_id(decision_ids: Collection[int]) -> tuple[SharingDecision, ...]:
    """The decisions with these numbers, to ask who may see them."""
    found = select(SharingDecision).where(SharingDecision.id.in_(decision_ids))
    return tuple(db.session.scalars(found))


def _children_of(
    decision: SharingDecision, child_ids: Collection[int], enquiries: Requests, checks: Requests
) -> list[int]:
    if decision.child_id is not None:
        return [decision.child_id] if decision.child_id in child_ids else []
    named = {*enquiries.get(decision.enquiry_id or 0, ())}
    return sorted(named | {*checks.get(decision.check_request_id or 0, ())})


@dataclass(frozen=True, slots=True)
class _Of:
    """One item of one sharing; called with a child it is a telling about them."""

    shared: SharedItem
    sharing: SharedInformation
    item: SharingItem
    to: SharingRecipient

    def __call__(self, child_id: int) -> Telling:
        return Telling(
            source=ToldBy.SHARED_ITEM,
            row=self.shared.id,
            child_id=child_id,
            at=self.sharing.shared_at,
            words=self.item.words,
            told_by=self.sharing.shared_by,
            recipient=ToldRecipient(
                key=f"sharing:{self.to.id}",
                name=self.to.name,
                role=self.to.role,
                agency_id=self.to.agency_id,
                agency_name=self.to.agency_name,
            ),
            origin_id=self.shared.decision_id,
            kind=self.item.kind,
        )


def _went_out(about: ColumnElement[bool]) -> Iterable[tuple[SharingDecision, _Of]]:
    """To whom it went: the version of the recipient whom the check of that sharing confirmed."""
    rows = db.session.execute(
        select(SharingDecision, SharedItem, SharedInformation, SharingItem, SharingRecipient)
        .join(SharedItem, SharedItem.decision_id == SharingDecision.id)
        .join(SharedInformation, SharedInformation.id == SharedItem.sharing_id)
        .join(SharingItem, SharingItem.id == SharedItem.item_id)
        .join(
            SharingRecipientCheck,
            SharingRecipientCheck.id == SharedInformation.recipient_check_id,
        )
        .join(SharingRecipient, SharingRecipient.id == SharingRecipientCheck.recipient_id)
        .where(about)
        .order_by(SharedItem.id)
    )
    return [
        (decision, _Of(shared, sharing, item, to)) for decision, shared, sharing, item, to in rows
    ]
