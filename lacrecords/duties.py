"""What the worker looks after, and which handler does which job: each slice's lines in one place.

It decides nothing: handlers and duties belong to their slices.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from lacrecords.advice import queries as advice
from lacrecords.advice.services import pass_on_late
from lacrecords.audit.actors import WORKER
from lacrecords.check_requests.warning import warn, warnings_due
from lacrecords.check_requests.watching import look_again
from lacrecords.children.adulthood import newly_adult, tell_of_birthday
from lacrecords.children.duplicate_finding import compare_waiting
from lacrecords.children.emergencies import reviews_waiting, tell_of_overdue_review
from lacrecords.clocks import working_days_later
from lacrecords.consents.reviewing import look_after_consents
from lacrecords.corrections.moving import move_to_owners
from lacrecords.corrections.noticing import look_again_at_told_children, notice_corrections
from lacrecords.currency.duties import (
    look_at_changes,
    look_at_everything,
    tell_what_is_late,
)
from lacrecords.database import transaction
from lacrecords.disclosure_schemes.late import tell_of_late_questions
from lacrecords.enquiries.services.awaiting import enter_settled, weigh_waiting
from lacrecords.enquiries.services.late_matching import match_changed_children
from lacrecords.enquiries.services.unattended import (
    enquiries_left_unchecked,
    settle_left_unchecked,
)
from lacrecords.exchange.undoing import UNDO, undo_run
from lacrecords.exchange.upload_jobs import check_upload, load_upload, remove_old_files
from lacrecords.exchange.uploading import CHECK, LOAD
from lacrecords.guidance.reviews import tell_of_reviews
from lacrecords.lists.jobs import LOOK_UP, look_up, remove_old_lists
from lacrecords.movements.missing_late import tell_of_late_standing_down
from lacrecords.movements.next_steps import look_after_all
from lacrecords.movements.received_late import tell_of_senders_not_told
from lacrecords.notifications.climbing import climb_overdue
from lacrecords.notifications.delivery import deliver
from lacrecords.people.indexing import index_waiting_people
from lacrecords.procedure import Procedure
from lacrecords.queue import services as queue
from lacrecords.queue.work import Duty, Handler
from lacrecords.risk_notifications.comparing import compare_changed
from lacrecords.risk_notifications.course import look_after_reviews
from lacrecords.sharing_decisions.peer_drawing import draw_what_is_due
from lacrecords.sharing_decisions.telling import warn as warn_of_sharing
from lacrecords.sharing_decisions.telling import warnings_due as warnings_of_sharing
from lacrecords.subject_access.assembling import ASSEMBLE, assemble_pack
from lacrecords.subject_access.document_jobs import DOCUMENT, make_document
from lacrecords.subject_access.warning import warn as warn_of_request
from lacrecords.subject_access.warning import warnings_due as requests_due

log = structlog.get_logger("lacrecords.worker")

HANDLERS: Mapping[str, Handler] = {"deliver": deliver}
"""Which handler does which kind of job; a slice that queues work adds its line."""

LONG_HANDLERS: Mapping[str, Handler] = {
    CHECK: check_upload,
    LOAD: load_upload,
    UNDO: undo_run,
    LOOK_UP: look_up,
    ASSEMBLE: assemble_pack,
    DOCUMENT: make_document,
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


def _warn_of_sharing(now: datetime) -> int:
    due = warnings_of_sharing(now)
    for decision_id, about in due:
        with transaction():
            warn_of_sharing(WORKER, decision_id, about, now)
    return len(due)


def _warn_of_requests(now: datetime) -> int:
    warned = 0
    for request_id in requests_due(now):
        with transaction():
            warned += warn_of_request(WORKER, request_id, now)
    return warned


def _match_changed_children(now: datetime) -> int:
    return match_changed_children(current_app.extensions["lacrecords_procedure"], now)


def _compare_people(now: datetime) -> int:
    return compare_changed(current_app.extensions["lacrecords_procedure"], now)


def _risk_reviews(now: datetime) -> int:
    return look_after_reviews(current_app.extensions["lacrecords_procedure"], now)


def _late_advice(now: datetime) -> int:
    told = 0
    for one in advice.late(now):
        with transaction():
            told += one.due_at is not None and pass_on_late(
                WORKER, one.question_id, one.due_at, now
            )
    return told


def _look_again_for_checks(now: datetime) -> int:
    return look_again(current_app.extensions["lacrecords_procedure"], now)


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
    Duty("late_advice", timedelta(minutes=5), _late_advice),
    Duty("disclosure_schemes", timedelta(minutes=1), tell_of_late_questions),
    Duty("sharing_decisions", timedelta(minutes=1), _warn_of_sharing),
    Duty("subject_access", timedelta(minutes=10), _warn_of_requests),
    Duty("compare_records", timedelta(seconds=20), compare_waiting),
    Duty("forget_done_jobs", timedelta(hours=1), _forget_done_jobs),
    Duty("remove_uploaded_files", timedelta(hours=1), remove_old_files),
    Duty("remove_lists", timedelta(hours=1), remove_old_lists),
    Duty("movements", timedelta(minutes=10), look_after_all),
    Duty("late_standing_down", timedelta(minutes=10), tell_of_late_standing_down),
    Duty("agreement_reviews", timedelta(minutes=10), tell_of_reviews),
    Duty("found_for_others", timedelta(minutes=10), tell_of_senders_not_told),
    Duty("sharing_peer_reviews", timedelta(minutes=10), draw_what_is_due),
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
    Duty("checks_looked_again", timedelta(minutes=10), _look_again_for_checks),
    Duty("corrections", timedelta(seconds=5), notice_corrections),
    Duty("corrections_of_restricted", timedelta(minutes=1), move_to_owners),
    Duty("corrections_told_late", timedelta(hours=12), look_again_at_told_children),
)
"""Looking over what the records say, and whom a correction of it reaches: a thread of its own, so
that late hits do not wait for it."""
