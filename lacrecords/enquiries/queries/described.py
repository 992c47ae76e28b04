"""What enquirers said of children, in the form in which the index keeps it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select

from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.enquiries.description import described_form
from lacrecords.enquiries.models import EnquiredChild, Enquiry
from lacrecords.matching.forms import Described


def some_enquired_children(after: int, most: int) -> list[int]:
    """The numbers of the next so many enquired children after this one."""
    numbers = select(EnquiredChild.id).where(EnquiredChild.id > after).order_by(EnquiredChild.id)
    return list(db.session.scalars(numbers.limit(most)))


def count_enquired_children() -> int:
    """How many children were ever asked about."""
    return db.session.scalar(select(func.count(EnquiredChild.id))) or 0


def describe_enquired_children(numbers: Collection[int]) -> dict[int, Described]:
    """What was said of each of these; a number that is nobody's is left out."""
    rows = db.session.execute(
        select(EnquiredChild, Enquiry.asked_at)
        .join(Enquiry, Enquiry.id == EnquiredChild.enquiry_id)
        .where(EnquiredChild.id.in_(numbers))
    )
    found = {child.id: described_form(child, local_date(asked_at)) for child, asked_at in rows}
    # What is described is not needed again: a million rows must not stay in the session.
    db.session.expunge_all()
    return found
