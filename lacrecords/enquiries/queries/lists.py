"""Lists of enquiries: the latest, with how far each has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lacrecords.database import db
from lacrecords.enquiries.models import EnquiredChild, Enquirer, Enquiry, Verification
from lacrecords.enquiries.outcome_models import Disclosure, OutcomeRow
from lacrecords.enquiries.queries.pages import child_card, enquirer_title
from lacrecords.terms import Urgency

PAGE = 25


@dataclass(frozen=True, slots=True)
class ListedEnquiry:
    """One enquiry in a list; it says nothing of any record."""

    reference: str
    asked_at: datetime
    enquirer: str
    children: str
    stage: str
    urgent: bool
    worried: bool


@dataclass(frozen=True, slots=True)
class EnquiryList:
    """One page of a list."""

    items: tuple[ListedEnquiry, ...]
    page: int
    has_next: bool


def latest_enquiries(page: int = 1, recorded_by: str | None = None) -> EnquiryList:
    """The latest enquiries, newest first; only one person's where `recorded_by` is given."""
    query = select(Enquiry, Enquirer).join(Enquirer, Enquirer.enquiry_id == Enquiry.id)
    if recorded_by is not None:
        query = query.where(Enquiry.recorded_by == recorded_by)
    rows = db.session.execute(
        query.order_by(Enquiry.id.desc()).offset((page - 1) * PAGE).limit(PAGE + 1)
    ).all()
    shown = rows[:PAGE]
    ids = [enquiry.id for enquiry, _ in shown]
    titles = titles_of(ids)
    stages = _stages(ids)
    return EnquiryList(
        items=tuple(
            ListedEnquiry(
                reference=enquiry.reference,
                asked_at=enquiry.asked_at,
                enquirer=enquirer_title(enquirer),
                children="; ".join(titles.get(enquiry.id, ())),
                stage=stages[enquiry.id],
                urgent=enquiry.urgency is Urgency.URGENT,
                worried=enquiry.worried,
            )
            for enquiry, enquirer in shown
        ),
        page=page,
        has_next=len(rows) > PAGE,
    )


def titles_of(ids: list[int]) -> dict[int, list[str]]:
    """How the children of each of these enquiries are headed, in order."""
    children = db.session.scalars(
        select(EnquiredChild)
        .where(EnquiredChild.enquiry_id.in_(ids), EnquiredChild.from_list.is_(False))
        .order_by(EnquiredChild.enquiry_id, EnquiredChild.position)
    )
    titles: dict[int, list[str]] = {}
    for child in children:
        titles.setdefault(child.enquiry_id, []).append(child_card(child).title)
    return titles


def _stages(ids: list[int]) -> dict[int, str]:
    """How far each enquiry has come, in the same words whoever the child is."""
    checked = _ids_in(Verification.enquiry_id, ids)
    settled = _ids_in(OutcomeRow.enquiry_id, ids)
    told = _ids_in(Disclosure.enquiry_id, ids)
    children = _described_one_by_one(ids)
    decided = _counts(OutcomeRow.enquiry_id, OutcomeRow.enquired_child_id, ids)
    stages = {}
    for enquiry_id in ids:
        if enquiry_id in told and decided.get(enquiry_id) == children.get(enquiry_id):
            stages[enquiry_id] = "Answered"
        elif enquiry_id in settled and enquiry_id in checked:
            stages[enquiry_id] = "To be answered"
        elif enquiry_id in settled:
            stages[enquiry_id] = "Left unchecked"
        else:
            stages[enquiry_id] = "Find the child" if enquiry_id in checked else "Check the enquirer"
    return stages


def _described_one_by_one(ids: list[int]) -> dict[int, int]:
    rows = db.session.execute(
        select(EnquiredChild.enquiry_id, func.count(EnquiredChild.id))
        .where(EnquiredChild.enquiry_id.in_(ids), EnquiredChild.from_list.is_(False))
        .group_by(EnquiredChild.enquiry_id)
    )
    return {enquiry_id: number for enquiry_id, number in rows}


def _ids_in(column: object, ids: list[int]) -> set[int]:
    return set(db.session.scalars(select(column).where(column.in_(ids)).distinct()))  # type: ignore[call-overload, attr-defined]


def _counts(key: object, counted: object, ids: list[int]) -> dict[int, int]:
    rows = db.session.execute(
        select(key, func.count(func.distinct(counted)))  # type: ignore[call-overload]
        .where(key.in_(ids))  # type: ignore[attr-defined]
        .group_by(key)
    )
    return {enquiry_id: number for enquiry_id, number in rows}


def count_since(moment: datetime) -> int:
    """How many enquiries were asked since this moment."""
    return db.session.scalar(select(func.count(Enquiry.id)).where(Enquiry.asked_at >= moment)) or 0
