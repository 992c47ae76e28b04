"""Suitability checks that were open at a moment, as they were asked for by then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import exists, select

from lacrecords.check_requests.answer_models import CheckReply, CheckRequestEnd
from lacrecords.check_requests.models import (
    CheckedPerson,
    CheckedPersonVersion,
    CheckRequest,
    CheckRequestVersion,
)
from lacrecords.check_requests.rows import said_in
from lacrecords.children.record import When
from lacrecords.children.stood_lists import Standing, StoodList, StoodTitle, Wanted, joined
from lacrecords.database import db
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.web.words import moment_words
from lacrecords.wording import words


def _standing(_actor: Actor, _wanted: Wanted, when: When, _now: datetime) -> Standing:
    answered = exists().where(
        CheckReply.check_request_id == CheckRequest.id, CheckReply.sent_at <= when.until
    )
    ended = exists().where(
        CheckRequestEnd.check_request_id == CheckRequest.id,
        CheckRequestEnd.ended_at <= when.until,
    )
    rows = db.session.scalars(
        select(CheckRequest)
        .where(
            CheckRequest.recorded_at <= when.moment,
            CheckRequest.received_at <= when.until,
            ~answered,
            ~ended,
        )
        .order_by(CheckRequest.id)
    ).all()
    asked = _versions([row.id for row in rows], when)
    return {
        row.id: joined(
            (
                words(asked[row.id].purpose) if row.id in asked else "",
                f"due {moment_words(row.due_at)}",
                "late" if row.due_at < when.until else "",
            )
        )
        for row in rows
    }


def _versions(ids: Collection[int], when: When) -> dict[int, CheckRequestVersion]:
    """Who asked for what, as it was said last by then."""
    found = select(CheckRequestVersion).where(
        CheckRequestVersion.check_request_id.in_(ids),
        CheckRequestVersion.recorded_at <= when.moment,
    )
    rows = db.session.scalars(found.order_by(CheckRequestVersion.id))
    return {row.check_request_id: row for row in rows}


def _titles(
    _actor: Actor, request_ids: Collection[int], when: When, _now: datetime
) -> dict[int, StoodTitle]:
    asked, people = _versions(request_ids, when), _people(request_ids, when)
    rows = db.session.execute(
        select(CheckRequest.id, CheckRequest.reference).where(CheckRequest.id.in_(request_ids))
    )
    return {
        number: StoodTitle(
            reference,
            " and ".join(people[number]),
            asked[number].agency_name if number in asked else "",
            "check_requests.show",
        )
        for number, reference in rows
    }


def _people(request_ids: Collection[int], when: When) -> dict[int, list[str]]:
    """The names of whom each request was about by then."""
    found = (
        select(CheckedPersonVersion, CheckedPerson.check_request_id)
        .join(CheckedPerson, CheckedPerson.id == CheckedPersonVersion.checked_person_id)
        .where(
            CheckedPerson.check_request_id.in_(request_ids),
            CheckedPersonVersion.recorded_at <= when.moment,
        )
        .order_by(CheckedPerson.position, CheckedPersonVersion.id)
    )
    last = {row.checked_person_id: (row, number) for row, number in db.session.execute(found)}
    said = said_in([row for row, _ in last.values()])
    names: dict[int, list[str]] = defaultdict(list)
    for row, number in last.values():
        first = next((one.whole for one in said[row.id].names), "No name given")
        names[number].append(first)
    return names


CHECKS_THAT_STOOD = StoodList(
    key="suitability_checks",
    words="Open suitability checks",
    position=40,
    action=Action.CHECK_REQUEST_DECIDE,
    trail_kind="check_request",
    standing=_standing,
    titles=_titles,
)
