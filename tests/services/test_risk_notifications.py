"""Risk notifications: kept once, read by few, asked for, reviewed, taken off by two people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from lacrecords.audit.models import AuditEntry
from lacrecords.clocks import local_date
from lacrecords.database import db, now_utc, transaction
from lacrecords.notifications.models import Notification, Task
from lacrecords.people.services import NewPerson
from lacrecords.procedure import load_procedure
from lacrecords.risk_notifications import comparing, course
from lacrecords.risk_notifications.course_models import RiskAccessRequest, RiskHit
from lacrecords.risk_notifications.described import (
    Condition,
    Review,
    RiskRefused,
    SourceCheck,
)
from lacrecords.risk_notifications.hits import person_of
from lacrecords.risk_notifications.models import RiskNotification, RiskStatement
from lacrecords.risk_notifications.permission import access_to, sees
from lacrecords.risk_notifications.queries import (
    people_with_notifications,
    review_counts,
)
from lacrecords.risk_notifications.recording import (
    add_condition,
    record_notification,
    statement_of,
)
from lacrecords.risk_notifications.source_checks import record_source_check
from lacrecords.rules.risk import RiskAccess
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import (
    NotificationKind,
    PersonTold,
    RiskLevel,
    RiskRestrictionKind,
    RiskReviewOutcome,
    Role,
    TaskKind,
    VerificationMethod,
    VerificationOutcome,
)
from tests.factories.agencies import make_agency
from tests.factories.children import make_child
from tests.factories.risk import STATEMENT, id_of, make_notification, new_notification
from tests.factories.staff import make_account

pytestmark = pytest.mark.usefixtures("in_app")
PROCEDURE = load_procedure()


def staff(role: Role) -> SignedInActor:
    with transaction():
        return make_account(role)


@pytest.fixture
def manager() -> SignedInActor:
    return staff(Role.DESIGNATED_MANAGER)


def count(model: type[object]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def may(actor: SignedInActor, number: int) -> RiskAccess:
    db.session.rollback()
    return access_to(actor, (number,), now_utc())[number]


def test_a_form_that_is_sent_twice_is_kept_once(manager: SignedInActor) -> None:
    with transaction():
        new = new_notification(agency_id=make_agency())
    references = []
    for _ in range(2):
        with transaction():
            references.append(record_notification(manager, new, PROCEDURE, now_utc()))
    assert len(set(references)) == 1
    assert (count(RiskNotification), count(RiskStatement)) == (1, 1)


def test_the_same_notice_of_the_same_person_is_recognised(manager: SignedInActor) -> None:
    with transaction():
        agency = make_agency()
        first = record_notification(
            manager, new_notification(agency_id=agency), PROCEDURE, now_utc()
        )
    person = person_of(id_of(first))
    again = new_notification(agency_id=agency, person_id=person)
    with pytest.raises(RiskRefused, match="already"), transaction():
        record_notification(manager, again, PROCEDURE, now_utc())
    other = replace(STATEMENT, fact="Charged at Ashmere in October 2026.")
    later = new_notification(
        "Beau", agency_id=agency, person_id=person, statement=other, addresses=()
    )
    with transaction():
        record_notification(manager, later, PROCEDURE, now_utc())
    assert len(people_with_notifications([person])[person]) == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"statement": replace(STATEMENT, fact="", opinion=" ")}, "fact"),
        ({"statement": replace(STATEMENT, told=PersonTold.NOT_TOLD, told_words="")}, "told_words"),
        ({"person": NewPerson(forename="", surname="")}, "names"),
        ({"first_review_on": date(2020, 1, 1)}, "first_review_on"),
        ({"reader_roles": (Role.DUTY_OFFICER,)}, "reader_roles"),
        (
            {
                "conditions": (
                    Condition(
                        kind=RiskRestrictionKind.BAIL,
                        words="Not to enter Ashmere",
                        from_on=date(2026, 5, 1),
                        to_on=date(2026, 4, 1),
                    ),
                )
            },
            "to_on",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(
    manager: SignedInActor, change: dict[str, object], field: str
) -> None:
    with transaction():
        new = replace(new_notification(agency_id=make_agency()), **change)  # type: ignore[arg-type]
    with pytest.raises(RiskRefused) as refused, transaction():
        record_notification(manager, new, PROCEDURE, now_utc())
    assert refused.value.field == field
    assert count(RiskNotification) == 0


def test_a_person_with_one_name_and_an_address_that_does_not_parse_is_kept(
    manager: SignedInActor,
) -> None:
    with transaction():
        reference = make_notification(manager, forename="", surname="Zephyrine")
        make_child()
    assert comparing.compare_changed(PROCEDURE, now_utc()) == 1
    assert id_of(reference)


def test_a_source_is_confirmed_only_by_a_check_that_counts(manager: SignedInActor) -> None:
    with transaction():
        number = id_of(make_notification(manager, checked=False))
    for method, words in (
        (VerificationMethod.NONE, ""),
        (VerificationMethod.RING_BACK, ""),
        (VerificationMethod.IDENTITY_DOCUMENT, ""),
    ):
        check = SourceCheck(method=method, outcome=VerificationOutcome.CONFIRMED, words=words)
        with pytest.raises(RiskRefused), transaction():
            record_source_check(manager, number, check, PROCEDURE, now_utc())
    failed = SourceCheck(
        method=VerificationMethod.NONE, outcome=VerificationOutcome.NOT_CONFIRMED, words=" "
    )
    with pytest.raises(RiskRefused), transaction():
        record_source_check(manager, number, failed, PROCEDURE, now_utc())


def test_few_see_it_and_social_workers_and_managers_may_ask(manager: SignedInActor) -> None:
    people = {role: staff(role) for role in Role}
    listed = staff(Role.LEAD_SOCIAL_WORKER)
    with transaction():
        number = id_of(
            make_notification(
                manager, reader_ids=(listed.account_id,), reader_roles=(Role.TEAM_MANAGER,)
            )
        )
    seeing = {role for role, actor in people.items() if may(actor, number) is RiskAccess.SEES}
    assert seeing == {Role.DESIGNATED_MANAGER, Role.CALDICOTT_GUARDIAN, Role.TEAM_MANAGER}
    assert may(listed, number) is RiskAccess.SEES
    assert may(people[Role.LEAD_SOCIAL_WORKER], number) is RiskAccess.MAY_ASK
    assert may(people[Role.SYSTEM_ADMINISTRATOR], number) is RiskAccess.NOTHING
    assert may(people[Role.BUSINESS_SUPPORT_OFFICER], number) is RiskAccess.NOTHING


def asks(actor: SignedInActor, number: int, purpose: str = "I visit the home") -> int:
    with transaction():
        course.ask_to_see(actor, number, purpose, PROCEDURE, now_utc())
    return db.session.scalars(
        select(RiskAccessRequest.id).where(RiskAccessRequest.account_id == actor.account_id)
    ).one()


def test_somebody_who_asks_with_a_purpose_is_let_in_for_a_time(manager: SignedInActor) -> None:
    lead = staff(Role.LEAD_SOCIAL_WORKER)
    with transaction():
        number = id_of(make_notification(manager))
    with pytest.raises(RiskRefused), transaction():
        course.ask_to_see(lead, number, "  ", PROCEDURE, now_utc())
    request = asks(lead, number)
    with pytest.raises(RiskRefused), transaction():
        course.ask_to_see(lead, number, "Again", PROCEDURE, now_utc())
    with pytest.raises(RiskRefused), transaction():
        course.decide_access(lead, request, True, "I need it", PROCEDURE, now_utc())
    with transaction():
        course.decide_access(manager, request, True, "They visit", PROCEDURE, now_utc())
    assert may(lead, number) is RiskAccess.SEES
    later = now_utc() + timedelta(days=PROCEDURE.risk_access_days, minutes=1)
    assert not sees(lead, number, later)
    trail = set(db.session.scalars(select(AuditEntry.action)))
    assert {"risk_access_asked", "risk_access_granted"} <= trail
    notice = db.session.scalars(
        select(Notification).where(Notification.kind == NotificationKind.RISK_ACCESS)
    ).one()
    assert notice.account_id == lead.account_id
    assert db.session.scalars(select(Task.closed_at).where(Task.kind == "risk_access")).one()


def test_a_refusal_has_a_reason_and_they_may_ask_again(manager: SignedInActor) -> None:
    lead = staff(Role.LEAD_SOCIAL_WORKER)
    with transaction():
        number = id_of(make_notification(manager))
    request = asks(lead, number)
    with pytest.raises(RiskRefused), transaction():
        course.decide_access(manager, request, False, " ", PROCEDURE, now_utc())
    with transaction():
        course.decide_access(manager, request, False, "Not your case", PROCEDURE, now_utc())
    assert may(lead, number) is RiskAccess.MAY_ASK
    with transaction():
        course.ask_to_see(lead, number, "It is now", PROCEDURE, now_utc())


def test_a_review_comes_due_becomes_a_task_and_is_told_to_the_director_when_late(
    manager: SignedInActor,
) -> None:
    staff(Role.DIRECTOR)
    with transaction():
        number = id_of(make_notification(manager))
    now = now_utc()
    assert course.look_after_reviews(PROCEDURE, now) == 0
    due = now + timedelta(days=190)
    assert course.look_after_reviews(PROCEDURE, due) == 1
    assert course.look_after_reviews(PROCEDURE, due) == 0
    assert review_counts(due).counts == (1, 1)
    course.look_after_reviews(PROCEDURE, due + timedelta(days=20))
    course.look_after_reviews(PROCEDURE, due + timedelta(days=21))
    told = db.session.scalars(
        select(Notification).where(Notification.kind == NotificationKind.RISK_REVIEW_LATE)
    ).all()
    assert [row.role for row in told] == [Role.DIRECTOR]
    next_on = local_date(due) + timedelta(days=100)
    value = Review(outcome=RiskReviewOutcome.CONTINUE, reasons="Lives there", next_on=next_on)
    with transaction():
        course.record_review(manager, number, value, PROCEDURE, due)
    assert review_counts(due).counts == (0, 0)
    open_tasks = select(Task).where(Task.kind == TaskKind.RISK_REVIEW, Task.closed_at.is_(None))
    assert db.session.scalars(open_tasks).all() == []


def test_a_review_that_changes_what_is_said_keeps_what_was_said(manager: SignedInActor) -> None:
    with transaction():
        number = id_of(make_notification(manager))
    value = Review(
        outcome=RiskReviewOutcome.CHANGE,
        reasons="Assessed anew",
        next_on=local_date(now_utc()) + timedelta(days=90),
        statement=replace(STATEMENT, level=RiskLevel.LOW),
    )
    with transaction():
        course.record_review(manager, number, value, PROCEDURE, now_utc())
    assert statement_of(number).level is RiskLevel.LOW
    assert count(RiskStatement) == 2


def test_two_people_take_it_off_and_then_nothing_is_matched_or_shown(
    manager: SignedInActor,
) -> None:
    guardian, lead = staff(Role.CALDICOTT_GUARDIAN), staff(Role.LEAD_SOCIAL_WORKER)
    with transaction():
        make_child()
        number = id_of(make_notification(manager, reader_ids=(lead.account_id,)))
    comparing.compare_changed(PROCEDURE, now_utc())
    value = Review(outcome=RiskReviewOutcome.REMOVE, reasons="It was another person")
    with transaction():
        course.record_review(manager, number, value, PROCEDURE, now_utc())
    with pytest.raises(RiskRefused), transaction():
        course.decide_removal(manager, number, True, "Yes", now_utc())
    with transaction():
        course.decide_removal(guardian, number, True, "The police confirmed it", now_utc())
    db.session.rollback()
    assert db.session.scalars(select(RiskHit.withdrawn_at)).one() is not None
    assert may(lead, number) is RiskAccess.NOTHING
    assert may(manager, number) is RiskAccess.SEES
    with transaction():
        make_child()
    assert comparing.compare_changed(PROCEDURE, now_utc()) == 0
    with pytest.raises(RiskRefused), transaction():
        course.propose_removal(manager, number, "Again", PROCEDURE, now_utc())
    open_tasks = select(Task.kind).where(Task.closed_at.is_(None))
    assert db.session.scalars(open_tasks).all() == []


def test_a_condition_may_be_added_later(manager: SignedInActor) -> None:
    with transaction():
        number = id_of(make_notification(manager))
        bail = Condition(kind=RiskRestrictionKind.BAIL, words="No contact with children")
        add_condition(manager, number, bail, now_utc())
