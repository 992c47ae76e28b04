"""What the worker looks after, and which handler does which job: each slice's lines in one place.

It decides nothing: handlers and duties belong to their slices.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from lacrecords.audit.actors import WORKER
from lacrecords.check_requests.warning import warn, warnings_due
from lacrecords.children.adulthood import newly_adult, tell_of_birthday
from lacrecords.children.duplicate_finding import compare_waiting
from lacrecords.children.emergencies import reviews_waiting, tell_of_overdue_review
from lacrecords.clocks import working_days_later
from lacrecords.consents.reviewing import look_after_consents
from lacrecords.currency.duties import (
    look_at_changes,
    look_at_everything,
    tell_what_is_late,
)
from lacrecords.database import transaction
from lacrecords.enquiries.services.awaiting import enter_settled, weigh_waiting
from lacrecords.enquiries.services.late_matching import match_changed_children
from lacrecords.enquiries.services.unattended import (
    enquiries_left_unchecked,
    settle_left_unchecked,
)
from lacrecords.exchange.undoing import UNDO, undo_run
from lacrecords.exchange.upload_jobs import check_upload, load_upload, remove_old_files
from lacrecords.exchange.uploading import CHECK, LOAD
from lacrecords.lists.jobs import LOOK_UP, look_up, remove_old_lists
from lacrecords.movements.missing_late import tell_of_late_standing_down
from lacrecords.movements.next_steps import look_after_all
from lacrecords.notifications.climbing import climb_overdue
from lacrecords.notifications.delivery import deliver
from lacrecords.people.indexing import index_waiting_people
from lacrecords.procedure import Procedure
from lacrecords.queue import services as queue
from lacrecords.queue.work import Duty, Handler
from lacrecords.risk_notifications.comparing import compare_changed
from lacrecords.risk_notifications.course import look_after_reviews

log = structlog.get_logger("lacrecords.worker")

HANDLERS: Mapping[str, Handler] = {"deliver": deliver}
"""Which handler does which kind of job; a slice that queues work adds its line."""

LONG_HANDLERS: Mapping[str, Handler] = {
    CHECK: check_upload,
    LOAD: load_upload,
    UNDO: undo_run,
    LOOK_UP: look_up,
}
"""Handlers that may work for minutes: they have a thread of their own, so that nothing urgent
waits for them."""


def _forget_done_jobs(now: datetime) -> int:
    if not queue.anything_to_forget(now):
        return 0
    with transaction():
        return queue.forget_done(now)


def _settle_unchecked(now: datetime) -> int:
    procedure: Procedure = current_app.extensions["lacrecords_procedure"]
    settled = 0
    for enquiry_id in enquiries_left_unchecked(procedure, now):
        try:
            with transaction():
                settled += settle_left_unchecked(WORKER, enquiry_id, procedure, now)
        except SQLAlchemyError as failure:
            # One that cannot be settled must not hold up the others; it is tried again.
            log.warning("unchecked", kind=type(failure).__name__)
    return settled


def _tell_of_birthdays(now: datetime) -> int:
    told = newly_adult(now)
    for child_id in told:
        with transaction():
            tell_of_birthday(WORKER, child_id, now)
    return len(told)


def _tell_of_overdue_reviews(now: datetime) -> int:
    procedure: Procedure = current_app.extensions["lacrecords_procedure"]
    days = procedure.emergency_review_working_days
    overdue = [
        opening_id
        for opening_id, closed_at in reviews_waiting()
        if working_days_later(procedure, closed_at, days) < now
    ]
    for opening_id in overdue:
        with transaction():
            tell_of_overdue_review(WORKER, opening_id, now)
    return len(overdue)


def _weigh_enquiries(now: datetime) -> int:
    return weigh_waiting(WORKER, current_app.extensions["lacrecords_procedure"], now)


def _enter_settled(_now: datetime) -> int:
    return enter_settled(WORKER, current_app.extensions["lacrecords_procedure"])


def _warn_of_checks(now: datetime) -> int:
    warned = 0
    for request_id in warnings_due(now):
        with transaction():
            warned += warn(WORKER, request_id, now)
    return warned


def _match_changed_children(now: datetime) -> int:
    return match_changed_children(current_app.extensions["lacrecords_procedure"], now)


def _compare_people(now: datetime) -> int:
    return compare_changed(current_app.extensions["lacrecords_procedure"], now)


def _risk_reviews(now: datetime) -> int:
    return look_after_reviews(current_app.extensions["lacrecords_procedure"], now)


def _index_people(_now: datetime) -> int:
    return index_waiting_people()


DUTIES: tuple[Duty, ...] = (
    Duty("climb", timedelta(seconds=30), climb_overdue),
    Duty("settle_unchecked", timedelta(minutes=1), _settle_unchecked),
    Duty("eighteenth_birthdays", timedelta(hours=1), _tell_of_birthdays),
    Duty("overdue_reviews", timedelta(minutes=10), _tell_of_overdue_reviews),
    Duty("enter_settled", timedelta(hours=1), _enter_settled),
    Duty("weigh_enquiries", timedelta(seconds=5), _weigh_enquiries),
    Duty("risk_reviews", timedelta(minutes=10), _risk_reviews),
    Duty("index_people", timedelta(minutes=1), _index_people),
    Duty("consent_reviews", timedelta(minutes=10), look_after_consents),
    Duty("suitability_checks", timedelta(minutes=5), _warn_of_checks),
    Duty("compare_records", timedelta(seconds=20), compare_waiting),
    Duty("forget_done_jobs", timedelta(hours=1), _forget_done_jobs),
    Duty("remove_uploaded_files", timedelta(hours=1), remove_old_files),
    Duty("remove_lists", timedelta(hours=1), remove_old_lists),
    Duty("movements", timedelta(minutes=10), look_after_all),
    Duty("late_standing_down", timedelta(minutes=10), tell_of_late_standing_down),
    Duty("records_late", timedelta(minutes=10), tell_what_is_late),
)
"""What is looked after again and again; a slice with something that comes due adds its line."""

LONG_DUTIES: tuple[Duty, ...] = (
    Duty("late_hits", timedelta(seconds=2), _match_changed_children),
    Duty("risk_hits", timedelta(seconds=5), _compare_people),
)
"""Duties that may work for minutes after a load: they have a thread of their own as well."""

RECORD_DUTIES: tuple[Duty, ...] = (
    Duty("records_changed", timedelta(seconds=3), look_at_changes),
    Duty("every_record", timedelta(minutes=10), look_at_everything),
)
"""Looking over what the records say: a thread of its own, so that late hits do not wait for it."""
