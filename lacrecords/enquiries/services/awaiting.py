"""Keeping the designated manager's queue: an enquiry enters it when it is settled, and comes back.

It enters in the transaction that settles it, so that none is missed; what flags it is worked
out by the worker a moment later, and again whenever it is opened or closed.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, select

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date, working_days_later
from lacrecords.database import db, transaction
from lacrecords.enquiries.considered_models import EnquiryToConsider
from lacrecords.enquiries.models import EnquiredChild, Enquirer, Enquiry
from lacrecords.enquiries.outcome_models import OutcomeRow
from lacrecords.enquiries.queries.enquiry_read import answer_given, is_settled, read_for
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.consideration_of_enquiries import EnquiryRead, flags_of
from lacrecords.staff import queries as staff
from lacrecords.terms import EnquiryFlag, QueueState

AT_A_TIME = 50
WEIGHED_AGAIN_AFTER = timedelta(hours=1)
CLOSED = (QueueState.CONSIDERED, QueueState.SECOND_LOOK)


def await_consideration(enquiry: Enquiry, procedure: Procedure, now: datetime) -> None:
    """Put the enquiry into the queue once every child is settled; settled anew, it comes back."""
    if not is_settled(enquiry.id):
        return
    row = db.session.get(EnquiryToConsider, enquiry.id)
    if row is None:
        db.session.add(_entry(enquiry, procedure, now))
    else:
        _bring_back(row, now, _due(procedure, now))
    db.session.flush()


def bring_back(enquiry_id: int, now: datetime) -> None:
    """Something happened in an enquiry that may be closed already: it is read again."""
    row = db.session.get(EnquiryToConsider, enquiry_id)
    if row is not None:
        _bring_back(row, now, now + (row.due_at - row.settled_at))
        db.session.flush()


def _bring_back(row: EnquiryToConsider, now: datetime, due_at: datetime) -> None:
    row.answer, row.flagged, row.weighed_at = answer_given(row.enquiry_id), None, None
    if row.state in CLOSED:
        row.state, row.settled_at, row.due_at = QueueState.TO_READ, now, due_at


def _due(procedure: Procedure, settled_at: datetime) -> datetime:
    return working_days_later(procedure, settled_at, procedure.enquiry_considered_working_days)


def _entry(enquiry: Enquiry, procedure: Procedure, settled_at: datetime) -> EnquiryToConsider:
    agency_type = db.session.scalar(
        select(Enquirer.agency_type).where(Enquirer.enquiry_id == enquiry.id)
    )
    account_id = enquiry.recorded_by_account_id
    on = local_date(enquiry.recorded_at)
    teams = staff.teams_of(account_id, on) if account_id is not None else ()
    return EnquiryToConsider(
        enquiry_id=enquiry.id,
        state=QueueState.TO_READ,
        asked_at=enquiry.asked_at,
        settled_at=settled_at,
        due_at=_due(procedure, settled_at),
        answer=answer_given(enquiry.id),
        agency_type=agency_type,
        team_id=next(iter(teams), None),
        flags=[],
        flagged=None,
        weighed_at=None,
    )


def shown_to_all(read: EnquiryRead) -> tuple[EnquiryFlag, ...]:
    """The flags that any manager may read; whether a record is restricted is not among them."""
    return tuple(flag for flag in flags_of(read) if flag is not EnquiryFlag.RESTRICTED)


def weigh_waiting(actor: Actor, procedure: Procedure, now: datetime) -> int:
    """Work out the flags of some that wait; it reads first, the write is a short transaction."""
    flags = {one: _flags(one, procedure, now) for one in _not_weighed(now)}
    if flags:
        with transaction():
            for enquiry_id, found in flags.items():
                keep_flags(enquiry_id, found, now)
            audit.record(actor, "enquiries_weighed", "enquiry")
    return len(flags)


def enter_settled(actor: Actor, procedure: Procedure) -> int:
    """Enter what an earlier program settled, so that none stays unread; how many there were."""
    entered = 0
    while missing := _not_entered():
        with transaction():
            for enquiry_id, settled_at in missing:
                enquiry = db.session.get_one(Enquiry, enquiry_id)
                if db.session.get(EnquiryToConsider, enquiry_id) is None:
                    db.session.add(_entry(enquiry, procedure, settled_at))
            audit.record(actor, "enquiries_entered_to_consider", "enquiry")
        entered += len(missing)
    return entered


def keep_flags(enquiry_id: int, flags: tuple[EnquiryFlag, ...], now: datetime) -> None:
    """Write down what flags an enquiry as it stands now."""
    row = db.session.get_one(EnquiryToConsider, enquiry_id)
    row.flags, row.flagged, row.weighed_at = [one.value for one in flags], bool(flags), now


def _flags(enquiry_id: int, procedure: Procedure, now: datetime) -> tuple[EnquiryFlag, ...]:
    return shown_to_all(read_for(db.session.get_one(Enquiry, enquiry_id), procedure, now))


def _not_weighed(now: datetime) -> tuple[int, ...]:
    """Those never weighed first; then those whose flags are old, because time flags as well."""
    weighed = EnquiryToConsider.weighed_at
    waiting = select(EnquiryToConsider.enquiry_id).where(
        EnquiryToConsider.state != QueueState.CONSIDERED,
        or_(weighed.is_(None), weighed < now - WEIGHED_AGAIN_AFTER),
    )
    order = (weighed.is_not(None), weighed, EnquiryToConsider.enquiry_id)
    return tuple(db.session.scalars(waiting.order_by(*order).limit(AT_A_TIME)))


def _not_entered() -> tuple[tuple[int, datetime], ...]:
    """Settled enquiries that stand in no queue: they were settled by an earlier program."""
    entered = select(EnquiryToConsider.enquiry_id)
    outcome = select(OutcomeRow.id).where(OutcomeRow.enquired_child_id == EnquiredChild.id)
    undecided = select(EnquiredChild.id).where(
        EnquiredChild.enquiry_id == Enquiry.id,
        EnquiredChild.from_list.is_(False),
        ~outcome.exists(),
    )
    settled = select(OutcomeRow.settled_at).where(OutcomeRow.enquiry_id == Enquiry.id)
    last = settled.order_by(OutcomeRow.id.desc()).limit(1).scalar_subquery()
    rows = db.session.execute(
        select(Enquiry.id, last)
        .where(Enquiry.id.not_in(entered), ~undecided.exists(), settled.exists())
        .order_by(Enquiry.id)
        .limit(AT_A_TIME)
    )
    return tuple((number, moment) for number, moment in rows)
