"""Alerts from other authorities: searched, linked, told, acknowledged, and nobody forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lacrecords.children import services as children
from lacrecords.children.queries import reference_of
from lacrecords.children.services import RecordHouseholdMember
from lacrecords.database import db, now_utc, transaction
from lacrecords.movements import received, received_deciding
from lacrecords.movements.received_late import tell_of_senders_not_told
from lacrecords.movements.received_models import ReceivedAlert, ReceivedAlertLink
from lacrecords.movements.received_queries import ALERTS, AlertPage, alert_page, alerts_page
from lacrecords.movements.received_search import candidates_of
from lacrecords.movements.refusals import MovementRefused
from lacrecords.notifications.models import Notification, Task
from lacrecords.people.services import NewPerson, create_person
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.received_alerts import AlertDuty
from lacrecords.terms import (
    NotificationKind,
    Role,
    TaskKind,
    VerificationMethod,
    VerificationOutcome,
)
from lacrecords.web.listing import asked_for
from tests.factories.children import restrict
from tests.factories.movements import THORNLEIGH
from tests.factories.received import (
    MOTHER,
    WILFREDA,
    confirm,
    contact_of,
    make_alert,
    make_sender,
    new_alert,
    reached,
    read,
)
from tests.factories.staff import MAKER, make_account
from tests.factories.town import NOW, Town, make_child, make_town

TODAY = NOW.date()


@pytest.fixture
def town(in_app: Flask) -> Town:
    with transaction():
        make_account(Role.DIRECTOR)
        return make_town()


@pytest.fixture
def child(town: Town) -> int:
    with transaction():
        return make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)


def tasks(kind: TaskKind) -> list[bool]:
    """Of every task of this kind: whether it is still to be done."""
    db.session.rollback()
    found = select(Task).where(Task.kind == kind).order_by(Task.id)
    return [task.closed_at is None for task in db.session.scalars(found)]


def told(kind: NotificationKind, account_id: int | None = None) -> list[Notification]:
    db.session.rollback()
    found = select(Notification).where(Notification.kind == kind)
    if account_id is not None:
        found = found.where(Notification.account_id == account_id)
    return list(db.session.scalars(found.order_by(Notification.id)))


def decide(
    town: Town, alert: AlertPage, child_id: int | None, why: str = "The dates agree"
) -> None:
    reference = "" if child_id is None else str(reference_of(child_id))
    person = alert.persons[0].row.id
    with transaction():
        received_deciding.decide_person(town.designated_manager, person, reference, why, NOW)


def refusal(what: Callable[[], object]) -> str:
    with pytest.raises(MovementRefused) as refused, transaction():
        what()
    return refused.value.words


def listed(actor: Actor, state: str = "open") -> list[str]:
    db.session.rollback()
    asked = asked_for(ALERTS, {"state": state})
    return [page.row.reference for page in alerts_page(actor, asked, NOW).rows]


def test_an_alert_is_work_until_it_is_checked_searched_and_acknowledged(
    town: Town, child: int
) -> None:
    manager = town.designated_manager
    alert = make_alert(manager, make_sender(town))
    assert alert.duties == (AlertDuty.CHECK_SENDER, AlertDuty.DECIDE_PERSONS, AlertDuty.ACKNOWLEDGE)
    assert tasks(TaskKind.ALERT_RECEIVED) == [True]
    alert = confirm(manager, alert)
    decide(town, alert, child)
    assert tasks(TaskKind.ALERT_RECEIVED) == [True]
    with transaction():
        assert received.acknowledge_alert(manager, alert.row.id, reached(alert), NOW)
    assert tasks(TaskKind.ALERT_RECEIVED) == [False]
    alert = read(manager, alert.row.reference)
    assert alert.duties == () and alert.is_open and not alert.is_late
    with transaction():
        assert not received.acknowledge_alert(manager, alert.row.id, reached(alert), NOW)


def test_the_same_form_sent_twice_is_one_alert(town: Town) -> None:
    new = new_alert(make_sender(town))
    references = []
    for _ in range(2):
        with transaction():
            references.append(received.record_alert(town.designated_manager, new, NOW))
    assert references[0] == references[1]
    assert len(db.session.scalars(select(ReceivedAlert)).all()) == 1


def test_the_search_brings_up_the_child_and_the_household_of_an_adult(
    town: Town, child: int
) -> None:
    manager = town.designated_manager
    with transaction():
        mother = NewPerson(forename="Isolde", surname="Ashgrove", born_on=date(1990, 2, 3))
        person_id = create_person(MAKER, mother, NOW)
        member = RecordHouseholdMember(
            person_id=person_id,
            relationship="Mother",
            lives_with_child=True,
            parental_responsibility=True,
        )
        children.record_household_member(MAKER, child, member, NOW)
    alert = make_alert(manager, make_sender(town), WILFREDA, MOTHER)
    for line in alert.persons:
        found = candidates_of(manager, line.row, NOW)
        assert [one.card.child_id for one in found][:1] == [child], line.described
    assert "Mother" in candidates_of(manager, alert.persons[1].row, NOW)[0].reasons[0]


def test_whoever_leads_is_told_at_once_and_whether_the_sender_is_confirmed(
    town: Town, child: int
) -> None:
    alert = make_alert(town.designated_manager, make_sender(town))
    decide(town, alert, child)
    (notice,) = told(NotificationKind.ALERT_RECEIVED, town.lead.account_id)
    assert "Nobody has confirmed yet" in notice.why
    assert "Wilfreda" not in notice.why and notice.child_id == child
    other = confirm(
        town.designated_manager, make_alert(town.designated_manager, make_sender(town, THORNLEIGH))
    )
    decide(town, other, child)
    assert "the designated manager tells the sender" in (
        told(NotificationKind.ALERT_RECEIVED, town.lead.account_id)[-1].why
    )


def test_nobody_is_known_is_a_decision_too_and_can_be_decided_otherwise(
    town: Town, child: int
) -> None:
    alert = make_alert(town.designated_manager, make_sender(town))
    person, manager = alert.persons[0].row.id, town.designated_manager
    assert "Enter why" in refusal(
        lambda: received_deciding.decide_person(manager, person, "", " ", NOW)
    )
    decide(town, alert, None)
    line = read(town.designated_manager, alert.row.reference).persons[0]
    assert line.decided and line.child_reference == ""
    decide(town, alert, child, "Her school confirms it")
    decide(town, alert, child, "Sent twice")
    rows = db.session.scalars(select(ReceivedAlertLink).order_by(ReceivedAlertLink.id)).all()
    assert [(row.child_id, row.undone_because) for row in rows] == [
        (None, "Her school confirms it"),
        (child, None),
    ]
    assert rows[0].shown and rows[0].shown[0][0] == child


def test_a_family_found_here_is_told_to_a_confirmed_sender_by_the_directory_alone(
    town: Town,
) -> None:
    manager = town.designated_manager
    alert = make_alert(manager, make_sender(town))
    number, way = alert.row.id, reached(alert)
    assert "Record first" in refusal(lambda: received.tell_sender(manager, number, way, NOW))
    with transaction():
        assert received.found_here(manager, number, TODAY, "At her aunt's", NOW)
    assert tasks(TaskKind.FOUND_FOR_OTHERS) == [True]
    assert "Check the sender" in refusal(lambda: received.tell_sender(manager, number, way, NOW))
    confirm(manager, alert)
    other = make_alert(manager, make_sender(town, THORNLEIGH))
    strange = replace(way, contact_id=contact_of(other))
    assert "Select a contact" in refusal(
        lambda: received.tell_sender(manager, number, strange, NOW)
    )
    with transaction():
        assert received.tell_sender(manager, number, way, NOW)
    assert tasks(TaskKind.FOUND_FOR_OTHERS) == [False]
    with transaction():
        assert not received.tell_sender(manager, number, way, NOW)
        assert not received.found_here(manager, number, TODAY, "Again", NOW)


def test_an_end_closes_the_work_but_never_the_duty_to_tell(town: Town) -> None:
    manager = town.designated_manager
    alert = make_alert(manager, make_sender(town))
    with transaction():
        received.found_here(manager, alert.row.id, TODAY, "At her aunt's", NOW)
    assert "Enter who" in refusal(
        lambda: received.end_alert(manager, alert.row.id, TODAY, " ", NOW)
    )
    with transaction():
        assert received.end_alert(manager, alert.row.id, TODAY, "Perdita, by email", NOW)
        assert not received.end_alert(manager, alert.row.id, TODAY, "Again", NOW)
    assert tasks(TaskKind.ALERT_RECEIVED) == [False]
    assert tasks(TaskKind.FOUND_FOR_OTHERS) == [True]
    assert listed(manager) == [alert.row.reference]
    alert = confirm(manager, read(manager, alert.row.reference))
    with transaction():
        received.tell_sender(manager, alert.row.id, reached(alert), NOW)
    assert tasks(TaskKind.FOUND_FOR_OTHERS) == [False]
    assert listed(manager) == [] and listed(manager, "all") == [alert.row.reference]


def test_a_sender_not_told_goes_up_every_working_day_to_the_director(town: Town) -> None:
    manager = town.designated_manager
    alert = make_alert(manager, make_sender(town))
    with transaction():
        received.found_here(manager, alert.row.id, TODAY, "At her aunt's", NOW)
    kind = NotificationKind.FOUND_FOR_OTHERS_LATE
    assert tell_of_senders_not_told(NOW) == 0
    assert tell_of_senders_not_told(NOW + timedelta(days=1, hours=7)) == 1
    late = NOW + timedelta(days=2, hours=2)
    assert tell_of_senders_not_told(late) == 2
    assert tell_of_senders_not_told(late) == 0
    assert {notice.role for notice in told(kind)} == {Role.DESIGNATED_MANAGER, Role.DIRECTOR}


@pytest.mark.parametrize("method", [VerificationMethod.NONE, VerificationMethod.DIRECTORY_EMAIL])
def test_only_a_contact_of_that_authority_confirms(town: Town, method: VerificationMethod) -> None:
    manager = town.designated_manager
    alert = make_alert(manager, make_sender(town))
    check = received.NewSenderCheck(
        method=method,
        outcome=VerificationOutcome.CONFIRMED,
        contact_id=contact_of(alert) if method is not VerificationMethod.NONE else None,
    )
    assert "directory confirms" in refusal(
        lambda: received.check_sender(manager, alert.row.id, check, NOW)
    )
    failed = replace(check, outcome=VerificationOutcome.COULD_NOT_BE_DONE)
    assert "Enter what happened" in refusal(
        lambda: received.check_sender(manager, alert.row.id, failed, NOW)
    )
    with transaction():
        received.check_sender(manager, alert.row.id, replace(failed, words="No answer"), NOW)
    assert not read(manager, alert.row.reference).confirmed


def test_what_makes_no_sense_is_refused(town: Town) -> None:
    manager, sender = town.designated_manager, make_sender(town)
    for new, words in (
        (new_alert(sender, MOTHER), "one child"),
        (new_alert(999), "Select the authority"),
        (new_alert(sender, received_at=NOW + timedelta(hours=1)), "in the future"),
    ):
        assert words in refusal(lambda new=new: received.record_alert(manager, new, NOW))
    alert = make_alert(manager, sender)
    tomorrow = TODAY + timedelta(days=1)
    assert "today or in the past" in refusal(
        lambda: received.found_here(manager, alert.row.id, tomorrow, "There", NOW)
    )
    later = replace(reached(alert), on=tomorrow)
    assert "today or in the past" in refusal(
        lambda: received.acknowledge_alert(manager, alert.row.id, later, NOW)
    )


def test_the_owner_of_a_closed_record_is_told_and_nobody_else_finds_it(
    town: Town, child: int
) -> None:
    with transaction():
        owner = make_account(Role.TEAM_MANAGER, name="Orla Kestrel")
        restrict(child, owner)
    now = now_utc()
    manager = town.designated_manager
    alert = make_alert(manager, make_sender(town), now=now)
    (notice,) = told(NotificationKind.RESTRICTED_RECORD)
    assert (notice.account_id, notice.child_id) == (owner.account_id, child)
    person = alert.persons[0].row
    assert child not in [one.card.child_id for one in candidates_of(manager, person, now)]
    reference = str(reference_of(child))
    assert "no such record" in refusal(
        lambda: received_deciding.decide_person(manager, person.id, reference, "Guess", now)
    )
    with transaction():
        received_deciding.decide_person(owner, person.id, reference, "I know her", now)
    db.session.rollback()
    assert alert_page(manager, alert.row.reference, now) is None
    assert alert_page(owner, alert.row.reference, now) is not None
    assert listed(manager) == [] and listed(owner) == [alert.row.reference]
    assert told(NotificationKind.ALERT_RECEIVED) == []
    waiting = select(Task).where(Task.kind == TaskKind.ALERT_RECEIVED, Task.closed_at.is_(None))
    (task,) = db.session.scalars(waiting).all()
    assert task.account_id == owner.account_id
