"""An agreement whose review day comes is a task for the designated manager, once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from flask import Flask, current_app
from sqlalchemy import select

from lacrecords.agencies.services import add_agency
from lacrecords.clocks import working_days_later
from lacrecords.database import db, transaction
from lacrecords.duties import DUTIES
from lacrecords.guidance.models import OwnGuidance
from lacrecords.guidance.queries import agreement_with
from lacrecords.guidance.reviews import reviews_due, tell_of_reviews
from lacrecords.notifications.models import Task
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import AgencyType, Role, TaskKind
from tests.factories.guidance import MONDAY, agreed, an_agreement, day
from tests.factories.staff import MAKER, make_account

REVIEW = day(30)


def at(number: int) -> datetime:
    return MONDAY + timedelta(days=number)


@pytest.fixture
def people(in_app: Flask) -> tuple[SignedInActor, SignedInActor]:
    with transaction():
        return make_account(Role.DESIGNATED_MANAGER), make_account(Role.CALDICOTT_GUARDIAN)


@pytest.fixture
def agency_id(people: tuple[SignedInActor, SignedInActor]) -> int:
    """An agency with an agreement that is looked at again in thirty days."""
    with transaction():
        agency_id = add_agency(MAKER, "Ashdown Constabulary", AgencyType.POLICE)
        agreed(*people, an_agreement(agency_id, review_on=REVIEW))
    return agency_id


def tasks() -> list[Task]:
    found = select(Task).where(Task.kind == TaskKind.AGREEMENT_REVIEW).order_by(Task.id)
    return list(db.session.scalars(found))


def reference() -> str:
    return db.session.scalars(select(OwnGuidance)).one().reference


def test_the_task_opens_on_the_day_and_once(agency_id: int) -> None:
    assert tell_of_reviews(at(29)) == 0 and tasks() == []
    assert tell_of_reviews(at(30)) == 1
    assert tell_of_reviews(at(30)) == 0 and tell_of_reviews(at(31)) == 0
    (task,) = tasks()
    assert task.role is Role.DESIGNATED_MANAGER or task.account_id is not None
    assert task.matter_reference == reference()
    procedure = current_app.extensions["lacrecords_procedure"]
    days = procedure.agreement_review_working_days
    assert task.due_at == working_days_later(procedure, at(30), days)
    assert agreement_with(agency_id, day(400)), "it goes on after its review day"


def test_a_change_that_is_agreed_closes_the_task_and_the_next_day_opens_another(
    people: tuple[SignedInActor, SignedInActor], agency_id: int
) -> None:
    tell_of_reviews(at(30))
    same = an_agreement(
        agency_id, reference=reference(), from_on=day(35), review_on=day(200), shown=1
    )
    with transaction():
        agreed(*people, same, at(35))
    (task,) = tasks()
    assert task.closed_at == at(35)
    assert tell_of_reviews(at(199)) == 0
    assert tell_of_reviews(at(200)) == 1 and len(tasks()) == 2


def test_an_agreement_that_ends_is_not_looked_at_again(
    people: tuple[SignedInActor, SignedInActor], agency_id: int
) -> None:
    ended = an_agreement(
        agency_id, reference=reference(), ends=True, from_on=day(20), review_on=None, shown=1
    )
    with transaction():
        agreed(*people, ended)
    assert reviews_due(day(30)) == () and tell_of_reviews(at(30)) == 0


def test_those_due_longest_come_first(
    people: tuple[SignedInActor, SignedInActor], agency_id: int
) -> None:
    with transaction():
        school = add_agency(MAKER, "Thornmere Academy", AgencyType.SCHOOL)
        agreed(*people, an_agreement(school, review_on=day(10)))
    days: list[date] = [one.review_on for one in reviews_due(day(40))]
    assert days == [day(10), REVIEW]


def test_the_worker_looks_after_it() -> None:
    assert tell_of_reviews in {duty.run for duty in DUTIES}
