"""One enquiry as the designated manager reads it: asked, checked, found, said; patterns beside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.enquiries.considered_models import EnquiryToConsider, SecondLook
from lacrecords.enquiries.models import EnquiredChild, Enquiry
from lacrecords.enquiries.outcome_models import MoreAsked
from lacrecords.enquiries.queries.enquiry_read import read_for, restricted_is_open_to
from lacrecords.enquiries.queries.pages import EnquiryPage, enquiry_page
from lacrecords.enquiries.queries.patterns import Patterns, patterns_of
from lacrecords.enquiries.queries.views_given import (
    ViewCard,
    current_view,
    open_second_look,
    views_of,
)
from lacrecords.enquiries.queries.weighed import WeighedEnquiry, weighed_enquiry
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.consideration_of_enquiries import flags_of, sentence_of
from lacrecords.terms import EnquiryFlag, QueueState
from lacrecords.web.clocks_shown import ClockShown, clock_shown
from lacrecords.wording import words

AS_LONG_AGAIN = "It has as long again as it had before"


@dataclass(frozen=True, slots=True)
class MoreCard:
    """What more was asked, and what a manager decided."""

    asked: str
    decided_words: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPage:
    """Everything that the manager reads of one enquiry."""

    enquiry: EnquiryPage
    state: QueueState
    state_words: str
    due_at: datetime
    is_late: bool
    flags: tuple[str, ...]
    children: tuple[WeighedEnquiry, ...]
    more: tuple[MoreCard, ...]
    patterns: Patterns
    views: tuple[ViewCard, ...]
    shown_id: int | None
    second_look: bool
    clock: ClockShown


def reading_page(
    reference: str, actor: Actor, procedure: Procedure, now: datetime
) -> ReadingPage | None:
    """The enquiry with this reference, once it is settled; None: no such enquiry in the queue."""
    row = db.session.scalar(select(Enquiry).where(Enquiry.reference == reference.upper()))
    entry = db.session.get(EnquiryToConsider, row.id) if row else None
    page = enquiry_page(reference, now)
    if row is None or entry is None or page is None:
        return None
    current, look, views = current_view(row.id), open_second_look(row.id), views_of(row.id)
    return ReadingPage(
        enquiry=page,
        state=entry.state,
        state_words=words(entry.state),
        due_at=entry.due_at,
        is_late=entry.state is not QueueState.CONSIDERED and entry.due_at < now,
        flags=_flags(row, actor, procedure, now),
        children=_children(row.id, actor, now),
        more=_more(row.id),
        patterns=patterns_of(row, actor.account_id, procedure, now),
        views=views,
        shown_id=current.id if current else None,
        second_look=look is not None,
        clock=_clock(entry, look, views),
    )


def _clock(
    entry: EnquiryToConsider, look: SecondLook | None, views: tuple[ViewCard, ...]
) -> ClockShown:
    """From its being settled, from what brought it back, or from its being drawn."""
    if entry.state is QueueState.SECOND_LOOK and look is not None:
        why = "it was drawn for a second look"
        return clock_shown("second_look_working_days", look.drawn_at, why, entry.due_at)
    setting, began_at = "enquiry_considered_working_days", entry.settled_at
    if any(view.at < began_at for view in views):
        why = "something happened in it after it was closed"
        return clock_shown(setting, began_at, why, entry.due_at, AS_LONG_AGAIN)
    return clock_shown(setting, began_at, "every child in it was settled", entry.due_at)


def _flags(row: Enquiry, actor: Actor, procedure: Procedure, now: datetime) -> tuple[str, ...]:
    """The flags as they stand now; that a record is restricted, only to whoever may open it."""
    found = flags_of(read_for(row, procedure, now))
    hidden = EnquiryFlag.RESTRICTED in found and not restricted_is_open_to(
        row.id, actor.account_id, now
    )
    return tuple(sentence_of(f) for f in found if not (hidden and f is EnquiryFlag.RESTRICTED))


def _children(enquiry_id: int, actor: Actor, now: datetime) -> tuple[WeighedEnquiry, ...]:
    rows = db.session.scalars(
        select(EnquiredChild)
        .where(EnquiredChild.enquiry_id == enquiry_id, EnquiredChild.from_list.is_(False))
        .order_by(EnquiredChild.position)
    )
    return tuple(weighed_enquiry(row, actor.account_id, now) for row in rows)


def _more(enquiry_id: int) -> tuple[MoreCard, ...]:
    rows = db.session.scalars(
        select(MoreAsked).where(MoreAsked.enquiry_id == enquiry_id).order_by(MoreAsked.id)
    )
    said = {None: "Not decided yet", True: "More may be told", False: "Nothing more is told"}
    return tuple(MoreCard(row.asked, said[row.shared], row.words or "") for row in rows)
