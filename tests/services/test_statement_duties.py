"""The manager's other duties in the statement: each event counted once, in its own period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from lacrecords.clocks import local_date
from lacrecords.currency.counting import count_the_day
from lacrecords.database import now_utc, transaction
from lacrecords.risk_notifications.course import decide_removal, propose_removal, record_review
from lacrecords.risk_notifications.described import Review
from lacrecords.risk_notifications.reviews import due_days
from lacrecords.staff.stints import begins_at
from lacrecords.statements.making import Days, exact_statement
from lacrecords.terms import (
    EndingReason,
    MovementDirection,
    MovementStepKind,
    RiskReviewOutcome,
    Role,
)
from tests.factories.checks import asked, make_desk
from tests.factories.children import OPEN, make_child
from tests.factories.currency import look_at_everything
from tests.factories.movements import end, make_authority, make_movement, take_step
from tests.factories.risk import id_of, make_notification
from tests.factories.staff import make_account
from tests.factories.town import NOW, Town
from tests.services.test_statement_figures import numbers

DAY = NOW.date()


def found(on: object = DAY) -> dict[str, str]:
    return numbers(exact_statement(Days(on, on), NOW + timedelta(days=3)))  # type: ignore[arg-type]


def test_movements_and_their_steps_are_counted_when_they_are_recorded(town: Town) -> None:
    with transaction():
        made = make_movement(town.designated_manager, make_authority(), NOW)
        kind = MovementStepKind.NOTICE_SENT
        take_step(town.designated_manager, made.row.id, kind, DAY, NOW, whom="Merecombe")
    counted = found()
    assert counted["Movements recorded: Out of the area"] == "1"
    assert counted["Movements recorded: all"] == "1"
    assert counted["Written notices sent"] == "1"
    before = found(DAY - timedelta(days=1))
    assert before["Movements recorded: all"] == "0" and before["Written notices sent"] == "0"


CONFERENCE = "Transfer-in conference at the other authority"
NOTICE = "Written notice by us, of a child who left"
MOVED, NOTICE_ON = date(2026, 11, 9), date(2026, 11, 10)
FIVE_DAYS, FIFTEEN_DAYS = date(2026, 11, 16), date(2026, 12, 1)
"""Working days after the move, and after the written notice."""


def stood(on: date, label: str) -> list[int]:
    """In time, late, late and not done, not due yet; looked at long after."""
    statement = exact_statement(Days(on, on), NOW + timedelta(days=90))
    nothing = "0/0/0/0/0"
    return [int(one) for one in numbers(statement).get(label, nothing).split("/")[1:]]


@pytest.mark.parametrize(
    ("held_on", "wanted"),
    [
        (date(2026, 12, 1), [1, 0, 0, 0]),
        (date(2026, 12, 2), [0, 1, 0, 0]),
        (None, [0, 0, 1, 0]),
    ],
)
def test_a_conference_counts_on_the_day_it_is_due_in_time_late_or_late_and_not_done(
    town: Town, held_on: date | None, wanted: list[int]
) -> None:
    manager, later = town.designated_manager, NOW + timedelta(days=60)
    with transaction():
        made = make_movement(manager, make_authority(), NOW, moved_on=MOVED)
        take_step(manager, made.row.id, MovementStepKind.NOTICE_SENT, NOTICE_ON, NOW)
        if held_on is not None:
            take_step(manager, made.row.id, MovementStepKind.CONFERENCE_HELD, held_on, later)
    assert stood(FIFTEEN_DAYS, CONFERENCE) == wanted
    for other in (FIFTEEN_DAYS - timedelta(days=1), FIFTEEN_DAYS + timedelta(days=1)):
        assert stood(other, CONFERENCE) == [0, 0, 0, 0]
    assert stood(FIVE_DAYS, NOTICE) == [1, 0, 0, 0]
    # The period before stands beside it.
    day_after = Days(FIFTEEN_DAYS + timedelta(days=1), FIFTEEN_DAYS + timedelta(days=1))
    (section,) = (
        one
        for one in exact_statement(day_after, NOW + timedelta(days=90)).sections
        if one.title == "Movements and missing families"
    )
    (row,) = (one for one in section.duties if one.label == CONFERENCE)
    assert [number.words for number in row.before[1:]] == [str(one) for one in wanted]


def test_a_movement_that_was_ended_without_what_was_due_stands_as_such(town: Town) -> None:
    with transaction():
        made = make_movement(
            town.designated_manager,
            make_authority(),
            NOW,
            moved_on=MOVED,
            direction=MovementDirection.IN,
        )
        end(town.designated_manager, made.row.reference, EndingReason.DIED, NOW)
    assert found()["Movements ended with something left undone"] == "1"
    assert found(DAY - timedelta(days=1))["Movements ended with something left undone"] == "0"
    label = "Written notice to us, of a child who came"
    # It was due two days before the end, and never came.
    assert stood(FIVE_DAYS, label) == [0, 0, 1, 0]


def test_a_suitability_check_counts_when_it_reached_us(town: Town) -> None:
    with transaction():
        desk = make_desk(town)
    asked(desk)
    counted = found()
    assert counted["Requests received"].split("/").count("1") >= 1
    assert found(DAY - timedelta(days=1))["Requests received"].split("/")[0] == "0"


def test_records_found_wanting_are_counted_by_what_is_wrong_with_them(town: Town) -> None:
    with transaction():
        make_child(cases=(OPEN,))
    look_at_everything()
    count_the_day(now_utc())
    counted = found(local_date(now_utc()))
    wrong = {label: number for label, number in counted.items() if "What was found" in label}
    assert wrong["What was found in the records: all"] == counted["Left to put right at the end"]
    assert int(wrong["What was found in the records: all"]) >= 3


def test_a_risk_notification_counts_on_the_day_it_is_recorded(town: Town) -> None:
    with transaction():
        make_notification(town.designated_manager, now=NOW)
    assert found()["Notifications recorded"] == "1"
    assert found()["What was decided of meetings with children: all"] == "0"
    assert found(DAY - timedelta(days=1))["Notifications recorded"] == "0"


REVIEW = Review(outcome=RiskReviewOutcome.CONTINUE, reasons="They still live there", next_on=None)


def reviews(first: date, last: date, as_of: datetime) -> str:
    return numbers(exact_statement(Days(first, last), as_of))["Reviews due"]


def test_a_review_that_was_due_and_not_held_is_late_and_not_done(town: Town) -> None:
    with transaction():
        number = id_of(make_notification(town.designated_manager, now=NOW))
    due_on = due_days((number,))[number]
    first, last = due_on.replace(day=1), due_on + timedelta(days=5)
    that_day = begins_at(due_on) + timedelta(hours=20)
    after = begins_at(last + timedelta(days=1))
    assert reviews(first, last, that_day) == "1/0/0/0/1"
    assert reviews(first, last, after) == "1/0/0/1/0"
    assert reviews(due_on, due_on, after) == "1/0/0/1/0"
    assert reviews(first, due_on - timedelta(days=1), after) == "0/0/0/0/0"
    assert reviews(due_on + timedelta(days=1), last, after) == "0/0/0/0/0"


@pytest.mark.parametrize(
    ("days", "stands"), [(-90, "1/1/0/0/0"), (0, "1/1/0/0/0"), (3, "1/0/1/0/0"), (9, "1/0/0/1/0")]
)
def test_a_review_counts_when_it_is_due_however_it_was_held(
    town: Town, days: int, stands: str
) -> None:
    with transaction():
        number = id_of(make_notification(town.designated_manager, now=NOW))
    due_on = due_days((number,))[number]
    held_at = begins_at(due_on + timedelta(days=days)) + timedelta(hours=23)
    next_on = local_date(held_at) + timedelta(days=100)
    with transaction():
        value = replace(REVIEW, next_on=next_on)
        record_review(town.designated_manager, number, value, town.procedure, held_at)
    first, last = due_on - timedelta(days=2), due_on + timedelta(days=5)
    as_of = begins_at(due_on + timedelta(days=60))
    assert reviews(first, last, as_of) == stands
    assert reviews(next_on, next_on, begins_at(next_on) + timedelta(hours=9)) == "1/0/0/0/1"


@pytest.mark.parametrize(("days", "stands"), [(-1, "0/0/0/0/0"), (3, "1/0/1/0/0")])
def test_what_was_taken_off_before_its_day_is_not_due(town: Town, days: int, stands: str) -> None:
    with transaction():
        number = id_of(make_notification(town.designated_manager, now=NOW))
    due_on = due_days((number,))[number]
    at = begins_at(due_on + timedelta(days=days)) + timedelta(hours=9)
    with transaction():
        guardian = make_account(Role.CALDICOTT_GUARDIAN)
        propose_removal(town.designated_manager, number, "Another person", town.procedure, at)
        decide_removal(guardian, number, True, "The police confirmed it", at)
    last = due_on + timedelta(days=5)
    assert reviews(due_on, last, begins_at(last + timedelta(days=30))) == stands


def test_a_team_has_none_of_the_managers_own_duties(town: Town) -> None:
    days = Days(DAY, DAY, team_id=town.casework_team_id)
    sections = {one.title for one in exact_statement(days, NOW + timedelta(days=3)).sections}
    assert not sections & {"Suitability checks", "People who may pose a risk"}
