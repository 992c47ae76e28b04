"""A wrong disclosure opens an incident, tells who must hear, and is worked to its end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lacrecords.children.restrictions import Restrict, restrict_record
from lacrecords.database import db, transaction
from lacrecords.enquiries.errors import EnquiryError, StepOutOfOrder
from lacrecords.enquiries.incident_models import Incident, IncidentDuty
from lacrecords.enquiries.models import Enquiry
from lacrecords.enquiries.queries.incidents import incident_page, incidents, open_counts
from lacrecords.enquiries.services import incidents as services
from lacrecords.enquiries.services.incidents import NewIncident
from lacrecords.notifications.climbing import climb_overdue
from lacrecords.notifications.models import Notification, Task
from lacrecords.terms import (
    IncidentDutyKind,
    ManagerViewKind,
    MatchAnswer,
    NotificationKind,
    Role,
    TaskKind,
)
from tests.factories.considered import ordinary_call, view
from tests.factories.enquiries import CHILD, ask, check, children_of, decide
from tests.factories.staff import make_account
from tests.factories.town import NOW, Town, make_child, make_town

COMMISSIONER = IncidentDutyKind.TELL_INFORMATION_COMMISSIONER
FRIDAY_EVENING = NOW + timedelta(days=2, hours=7)
"""Friday 20 November, six in the evening."""


@pytest.fixture
def town(in_app: Flask) -> Town:
    with transaction():
        make_account(Role.DIRECTOR, name="Ursula Hale")
        return make_town()


def about_a_known_child(town: Town) -> tuple[Enquiry, int]:
    child_id = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
    enquiry = ask(town, CHILD)
    check(town, enquiry)
    decide(town, children_of(enquiry)[0], MatchAnswer.SAME, child_id=child_id)
    return enquiry, child_id


def opened(town: Town, enquiry: Enquiry, **changes: object) -> Incident:
    kind = ManagerViewKind.WRONG_DISCLOSURE
    given = {"now": FRIDAY_EVENING} | changes
    view(town, enquiry, kind, "The school was named", **given)  # type: ignore[arg-type]
    return db.session.scalars(select(Incident).order_by(Incident.id.desc())).first()  # type: ignore[return-value]


def settle(town: Town, row: Incident, kind: IncidentDutyKind, done: bool = True) -> None:
    services.settle_duty(
        town.designated_manager, row.reference, kind, done, "Rang at noon", FRIDAY_EVENING
    )


def told(kind: NotificationKind = NotificationKind.INCIDENT) -> list[Notification]:
    return list(db.session.scalars(select(Notification).where(Notification.kind == kind)))


def test_every_clock_runs_in_real_hours_over_the_weekend(town: Town) -> None:
    with transaction():
        row = opened(town, ordinary_call(town))
        found = db.session.scalars(select(IncidentDuty)).all()
        due = {duty.kind: duty.due_at for duty in found}
        assert set(due) == set(IncidentDutyKind)
        assert due[COMMISSIONER] == FRIDAY_EVENING + timedelta(hours=72)
        assert open_counts(FRIDAY_EVENING).counts == (1, 0)
        assert open_counts(FRIDAY_EVENING + timedelta(hours=5)).counts == (1, 1)
        (listed,) = incidents(FRIDAY_EVENING, show="open").items
        assert listed.open_duties == 5 and not listed.is_late
        assert incidents(FRIDAY_EVENING + timedelta(hours=5), show="late").items
        assert row.aware_at == FRIDAY_EVENING


def test_the_clock_runs_from_the_moment_the_council_became_aware(town: Town) -> None:
    aware = NOW + timedelta(days=1)
    with transaction():
        new = NewIncident(what_was_told="Her school", to_whom="The caller", aware_at=aware)
        opened(town, ordinary_call(town), incident=new)
        due = db.session.scalar(
            select(IncidentDuty.due_at).where(IncidentDuty.kind == COMMISSIONER)
        )
        assert due == aware + timedelta(hours=72)


@pytest.mark.parametrize("off", [timedelta(days=-1), timedelta(days=3)])
def test_nobody_became_aware_before_the_enquiry_or_in_the_future(
    town: Town, off: timedelta
) -> None:
    with transaction():
        new = NewIncident(what_was_told="Her school", to_whom="Them", aware_at=NOW + off)
        with pytest.raises(EnquiryError, match="became aware after"):
            opened(town, ordinary_call(town), incident=new)


def test_the_director_and_who_leads_for_the_child_hear_at_once(town: Town) -> None:
    with transaction():
        enquiry, _ = about_a_known_child(town)
        row = opened(town, enquiry)
        recipients = {(one.account_id, one.role) for one in told()}
        assert recipients == {(town.lead.account_id, None), (None, Role.DIRECTOR)}
        task = db.session.scalars(select(Task).where(Task.kind == TaskKind.INCIDENT)).one()
        assert (task.role, task.matter_reference) == (Role.DESIGNATED_MANAGER, row.reference)


def test_of_a_restricted_record_its_owner_hears_and_no_worker(town: Town) -> None:
    with transaction():
        enquiry, child_id = about_a_known_child(town)
        owner = town.team_manager.account_id or 0
        new = Restrict(owner_id=owner, reader_ids=(), reason="Threats", shown_id=None)
        restrict_record(town.designated_manager, child_id, new, NOW)
        opened(town, enquiry)
        assert town.lead.account_id not in {one.account_id for one in told()}
        assert owner in {one.account_id for one in told()}


def test_what_nobody_reads_of_an_incident_never_climbs_to_the_duty_desk(town: Town) -> None:
    with transaction():
        enquiry, _ = about_a_known_child(town)
        opened(town, enquiry)
    for day in range(1, 8):
        climb_overdue(FRIDAY_EVENING + timedelta(days=day))
    desk = {town.duty_team_id, town.out_of_hours_team_id}
    assert not desk & {one.team_id for one in told()}


def test_an_incident_is_worked_to_its_end(town: Town) -> None:
    manager = town.designated_manager
    with transaction():
        row = opened(town, ordinary_call(town))
        with pytest.raises(EnquiryError, match="Record what was done to contain it"):
            services.close_incident(manager, row.reference, "Learned", FRIDAY_EVENING)
        services.contain(manager, row.reference, "They destroyed the note", FRIDAY_EVENING)
        with pytest.raises(EnquiryError, match="Decide first"):
            settle(town, row, COMMISSIONER)
        services.decide_on_commissioner(
            manager, row.reference, True, "A risk to a child", FRIDAY_EVENING
        )
        with pytest.raises(EnquiryError, match="says otherwise"):
            settle(town, row, COMMISSIONER, done=False)
        with pytest.raises(EnquiryError, match="always told"):
            settle(town, row, IncidentDutyKind.TELL_DIRECTOR, done=False)
        for kind in IncidentDutyKind:
            against = kind is IncidentDutyKind.TELL_PERSONS_CONCERNED
            settle(town, row, kind, done=not against)
        with pytest.raises(EnquiryError, match="what was learned"):
            services.close_incident(manager, row.reference, " ", FRIDAY_EVENING)
        services.close_incident(manager, row.reference, "Say the sentence only", FRIDAY_EVENING)
        assert open_counts(FRIDAY_EVENING).counts == (0, 0)
        page = incident_page(row.reference, FRIDAY_EVENING)
        assert page is not None and page.missing == ()
        task = db.session.scalars(select(Task).where(Task.kind == TaskKind.INCIDENT)).one()
        assert task.closed_at is not None
        with pytest.raises(StepOutOfOrder, match="closed"):
            services.contain(manager, row.reference, "Again", FRIDAY_EVENING)


def test_deciding_against_the_commissioner_settles_that_row_with_its_reasons(town: Town) -> None:
    with transaction():
        row = opened(town, ordinary_call(town))
        with pytest.raises(EnquiryError, match="Enter your reasons"):
            services.decide_on_commissioner(
                town.designated_manager, row.reference, False, " ", FRIDAY_EVENING
            )
        services.decide_on_commissioner(
            town.designated_manager, row.reference, False, "No name was said", FRIDAY_EVENING
        )
        duty = db.session.scalars(
            select(IncidentDuty).where(IncidentDuty.kind == COMMISSIONER)
        ).one()
        assert (duty.done, duty.words) == (False, "No name was said")
        with pytest.raises(StepOutOfOrder, match="decided already"):
            services.decide_on_commissioner(
                town.designated_manager, row.reference, True, "After all", FRIDAY_EVENING
            )


def test_each_thing_is_recorded_once(town: Town) -> None:
    with transaction():
        row = opened(town, ordinary_call(town))
        services.contain(town.designated_manager, row.reference, "Rang", FRIDAY_EVENING)
        with pytest.raises(StepOutOfOrder, match="recorded already"):
            services.contain(town.designated_manager, row.reference, "Rang again", FRIDAY_EVENING)
        settle(town, row, IncidentDutyKind.TELL_DIRECTOR)
        with pytest.raises(StepOutOfOrder, match="recorded already"):
            settle(town, row, IncidentDutyKind.TELL_DIRECTOR)
        with pytest.raises(StepOutOfOrder, match="not found"):
            services.contain(town.designated_manager, "ZZZZ-ZZZZ", "Rang", FRIDAY_EVENING)
