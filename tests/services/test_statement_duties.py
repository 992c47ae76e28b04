"""The manager's other duties in the statement: each event counted once, in its own period."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from lacrecords.clocks import local_date
from lacrecords.currency.counting import count_the_day
from lacrecords.database import now_utc, transaction
from lacrecords.statements.making import Days, exact_statement
from lacrecords.terms import MovementStepKind
from tests.factories.checks import asked, make_desk
from tests.factories.children import OPEN, make_child
from tests.factories.currency import look_at_everything
from tests.factories.movements import make_authority, make_movement, take_step
from tests.factories.risk import make_notification
from tests.factories.town import NOW, Town, make_town
from tests.services.test_statement_figures import numbers

DAY = NOW.date()


@pytest.fixture
def town(in_app: Flask) -> Town:
    with transaction():
        return make_town()


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


def test_a_team_has_none_of_the_managers_own_duties(town: Town) -> None:
    days = Days(DAY, DAY, team_id=town.casework_team_id)
    sections = {one.title for one in exact_statement(days, NOW + timedelta(days=3)).sections}
    assert not sections & {"Suitability checks", "People who may pose a risk"}
