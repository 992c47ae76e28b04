"""People who may pose a risk are compared with every child, whichever side changes, on both."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, select

from lacrecords.children import services as children
from lacrecords.children.services import (
    RecordAddress,
    RecordHouseholdMember,
)
from lacrecords.cli import main
from lacrecords.database import db, now_utc, transaction
from lacrecords.matching.changed import mark_changed, oldest_marks
from lacrecords.matching.models import ChangeJob, MatchChange
from lacrecords.notifications.climbing import climb_overdue
from lacrecords.notifications.models import Notification, Task
from lacrecords.people.models import PersonChange
from lacrecords.people.queries import addresses_of
from lacrecords.people.services import NewPerson, NewPersonAddress, create_person
from lacrecords.procedure import load_procedure
from lacrecords.risk_notifications import comparing
from lacrecords.risk_notifications.course_models import RiskHit, RiskMatched
from lacrecords.risk_notifications.described import HitAnswer, RiskRefused, SourceCheck
from lacrecords.risk_notifications.hits import answer_hit, person_of
from lacrecords.risk_notifications.meeting import RiskMeeting
from lacrecords.risk_notifications.models import RiskLinkedChild
from lacrecords.risk_notifications.queries import hit_counts
from lacrecords.risk_notifications.recording import (
    add_address,
    end_address,
)
from lacrecords.risk_notifications.source_checks import record_source_check
from lacrecords.rules.authorisation import Actor
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import (
    NotificationKind,
    RiskHitAnswer,
    RiskHitKind,
    Role,
    TeamKind,
    VerificationMethod,
    VerificationOutcome,
)
from tests.factories.children import HOME, OPEN, led_by, make_child, restrict
from tests.factories.risk import TANSY_WALK, id_of, make_notification
from tests.factories.staff import MAKER, join_team, make_account, make_team

pytestmark = pytest.mark.usefixtures("in_app")
PROCEDURE = load_procedure()


@pytest.fixture
def manager() -> SignedInActor:
    with transaction():
        return make_account(Role.DESIGNATED_MANAGER)


@pytest.fixture
def lead() -> SignedInActor:
    with transaction():
        return make_account(Role.LEAD_SOCIAL_WORKER)


def compare() -> int:
    return comparing.compare_changed(PROCEDURE, now_utc())


def hits() -> list[RiskHit]:
    db.session.rollback()
    return list(db.session.scalars(select(RiskHit).order_by(RiskHit.id)))


def told(account_id: int) -> list[Notification]:
    found = select(Notification).where(
        Notification.account_id == account_id, Notification.kind == NotificationKind.RISK_HIT
    )
    return list(db.session.scalars(found))


def answer(actor: SignedInActor, hit: RiskHit, said: RiskHitAnswer, why: str = "Rang them") -> None:
    with transaction():
        answer_hit(actor, hit.id, HitAnswer(answer=said, reasons=why), now_utc())


def test_a_child_at_the_address_is_met_the_lead_is_told_and_the_manager_decides(
    manager: SignedInActor, lead: SignedInActor
) -> None:
    with transaction():
        child = led_by(lead)
        make_notification(manager)
    assert compare() == 1
    (hit,) = hits()
    assert (hit.child_id, hit.kind) == (child, RiskHitKind.SAME_ADDRESS)
    (notice,) = told(lead.account_id)
    said = f"{notice.why} {' '.join(hit.why)}".lower()
    assert not any(word in said for word in ("quillfeather", "bertram", "tansy", "convict"))
    assert (notice.matter, notice.matter_reference) == ("risk_notification", hit.reference)
    task = db.session.get_one(Task, hit.task_id)
    assert (task.role, task.closed_at) == (Role.DESIGNATED_MANAGER, None)
    assert hit_counts(now_utc()).counts == (1, 0)
    answer(manager, hit, RiskHitAnswer.SAME)
    linked = db.session.scalars(select(RiskLinkedChild.child_id)).all()
    assert linked == [child]
    assert len(told(lead.account_id)) == 2
    assert hit_counts(now_utc()).counts == (0, 0)


def test_it_makes_no_difference_which_side_was_recorded_first(
    manager: SignedInActor, lead: SignedInActor
) -> None:
    with transaction():
        make_notification(manager)
    assert compare() == 0
    with transaction():
        led_by(lead)
    assert compare() == 1
    assert compare() == 0
    assert len(hits()) == 1


def test_a_later_address_of_either_side_meets_at_once(manager: SignedInActor) -> None:
    elsewhere = NewPersonAddress(line1="2 Mill Row", town="Ashdown", postcode="ZZ9 1AA")
    with transaction():
        child = make_child()
        reference = make_notification(manager, addresses=(elsewhere,))
    assert compare() == 0
    with transaction():
        add_address(manager, id_of(reference), TANSY_WALK, now_utc())
    assert compare() == 1
    with transaction():
        moved = RecordAddress(line1="2 Mill Row", town="Ashdown", postcode="ZZ9 1AA")
        other = make_child(addresses=())
        children.record_address(MAKER, other, moved, now_utc())
    assert compare() == 1
    assert {hit.child_id for hit in hits()} == {child, other}


def test_addresses_meet_only_where_their_days_overlap(manager: SignedInActor) -> None:
    left = NewPersonAddress(
        line1="14 Tansy Walk",
        town="Ashdown",
        postcode="ZZ9 4QX",
        from_on=date(2010, 1, 1),
        to_on=date(2025, 3, 2),
    )
    with transaction():
        make_child()  # lives there from 3 March 2025
        make_notification(manager, addresses=(left,))
    assert compare() == 0
    with transaction():
        longer = NewPersonAddress(line1="14 Tansy Walk", postcode="ZZ9 4QX", to_on=date(2025, 3, 3))
        make_notification(manager, forename="Other", addresses=(longer,))
    assert compare() == 1
    said = hits()[0].why[0]
    assert "the person is recorded there until 3 March 2025; when the person came there" in said
    assert "both there" not in said


def test_a_flat_that_is_missing_is_uncertain_and_waits_for_the_manager(
    manager: SignedInActor, lead: SignedInActor
) -> None:
    flat = NewPersonAddress(line1="Flat 3, 14 Tansy Walk", town="Ashdown", postcode="ZZ9 4QX")
    with transaction():
        led_by(lead)
        make_notification(manager, addresses=(flat,))
    compare()
    (hit,) = hits()
    assert hit.kind is RiskHitKind.UNCERTAIN_ADDRESS
    assert told(lead.account_id) == []


def test_the_same_person_in_a_household_and_a_namesake_are_met(
    manager: SignedInActor, lead: SignedInActor
) -> None:
    with transaction():
        child = led_by(lead, addresses=())
        reference = make_notification(manager, addresses=())
        namesake = create_person(
            MAKER,
            NewPerson(forename="Bertrum", surname="Quilfeather", born_on=date(1978, 9, 4)),
            now_utc(),
        )
        member = RecordHouseholdMember(
            person_id=namesake,
            relationship="mother's partner",
            lives_with_child=True,
            parental_responsibility=False,
        )
        children.record_household_member(MAKER, child, member, now_utc())
    compare()
    (hit,) = hits()
    assert hit.kind is RiskHitKind.HOUSEHOLD_NAME
    assert "Day and month of the date of birth are exchanged" in hit.why
    assert told(lead.account_id) == []
    assert hit.risk_notification_id == id_of(reference)


def test_an_unchecked_source_sets_no_worker_on_a_family_until_it_is_confirmed(
    manager: SignedInActor, lead: SignedInActor
) -> None:
    with transaction():
        led_by(lead)
        reference = make_notification(manager, checked=False)
    assert compare() == 1
    assert told(lead.account_id) == []
    check = SourceCheck(
        method=VerificationMethod.IDENTITY_DOCUMENT,
        outcome=VerificationOutcome.CONFIRMED,
        second_fact="Photo pass 8812",
    )
    with transaction():
        record_source_check(manager, id_of(reference), check, PROCEDURE, now_utc())
    assert compare() == 0
    assert len(told(lead.account_id)) == 1
    compare()
    assert len(told(lead.account_id)) == 1


@pytest.mark.parametrize("said", list(RiskHitAnswer))
def test_what_was_decided_is_never_raised_again_but_other_evidence_is(
    manager: SignedInActor, said: RiskHitAnswer
) -> None:
    with transaction():
        child = make_child()
        reference = make_notification(manager)
    compare()
    answer(manager, hits()[0], said)
    with transaction():
        comparing.compare_everybody_again()
    assert compare() == 0
    with transaction():
        moved = RecordAddress(line1="2 Mill Row", town="Ashdown", postcode="ZZ9 1AA")
        children.record_address(MAKER, child, moved, now_utc())
        also = NewPersonAddress(line1="2 Mill Row", town="Ashdown", postcode="ZZ9 1AA")
        add_address(manager, id_of(reference), also, now_utc())
    assert compare() == (0 if said is RiskHitAnswer.SAME else 1)


def test_whatever_was_there_before_the_rule_is_compared_by_the_worker(
    manager: SignedInActor,
) -> None:
    with transaction():
        make_child()
        make_notification(manager)
        db.session.execute(delete(PersonChange))
        db.session.execute(delete(MatchChange))
    assert compare() == 1
    with transaction():
        db.session.execute(delete(RiskMatched))
    assert compare() == 0


def test_a_load_of_many_children_is_compared_from_the_side_of_the_people(
    manager: SignedInActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "LEAST_OF_A_LOAD", 2)
    with transaction():
        make_notification(manager)
    compare()
    with transaction():
        for _ in range(4):
            make_child()
    assert compare() == 4
    assert not oldest_marks(db.session(), ChangeJob.ADULTS, 1).numbers


def test_a_meeting_whose_ground_is_gone_waits_for_nobody(manager: SignedInActor) -> None:
    with transaction():
        make_child()
        reference = make_notification(manager)
    compare()
    (hit,) = hits()
    with transaction():
        (address,) = addresses_of(person_of(id_of(reference)))
        end_address(manager, id_of(reference), address.address_id, date(2025, 2, 1), now_utc())
    compare()
    assert hits()[0].withdrawn_at is not None
    assert db.session.get_one(Task, hit.task_id).closed_at is not None
    assert hit_counts(now_utc()).counts == (0, 0)


def test_a_restricted_record_is_decided_by_its_owner_alone(
    manager: SignedInActor, lead: SignedInActor
) -> None:
    with transaction():
        owner = make_account(Role.TEAM_MANAGER)
        restrict(led_by(lead), owner)
        make_notification(manager)
    compare()
    (hit,) = hits()
    assert told(lead.account_id) == []
    assert db.session.get_one(Task, hit.task_id).account_id == owner.account_id
    with pytest.raises(RiskRefused):
        answer(manager, hit, RiskHitAnswer.SAME)
    db.session.rollback()
    answer(owner, hits()[0], RiskHitAnswer.NOT_THE_SAME)


def test_reasons_are_needed_and_a_decision_is_made_once(manager: SignedInActor) -> None:
    with transaction():
        make_child(cases=(OPEN,), addresses=(HOME,))
        make_notification(manager)
    compare()
    with pytest.raises(RiskRefused):
        answer(manager, hits()[0], RiskHitAnswer.SAME, why="  ")
    answer(manager, hits()[0], RiskHitAnswer.CANNOT_TELL)
    with pytest.raises(RiskRefused):
        answer(manager, hits()[0], RiskHitAnswer.SAME)


def test_nothing_of_it_reaches_the_duty_desk_however_long_it_waits(lead: SignedInActor) -> None:
    """No designated manager is active, the lead is told, nobody answers, and a week goes by."""
    with transaction():
        desk = make_team(TeamKind.DUTY)
        night = make_team(TeamKind.OUT_OF_HOURS)
        for team in (desk, night):
            join_team(make_account(Role.DUTY_SOCIAL_WORKER).account_id, team)
        led_by(lead)
        make_notification()
    compare()
    for hour in range(24 * 8):
        climb_overdue(now_utc() + timedelta(hours=hour))
    db.session.rollback()
    rows = db.session.scalars(select(Notification).where(Notification.matter.is_not(None))).all()
    assert rows
    assert {row.team_id for row in rows} == {None}
    assert not {row.role for row in rows} & {Role.DUTY_OFFICER, Role.DUTY_SOCIAL_WORKER}


def test_a_record_that_is_restricted_meanwhile_gives_the_decision_to_its_owner(
    manager: SignedInActor,
) -> None:
    with transaction():
        child = make_child()
        make_notification(manager)
    compare()
    with transaction():
        owner = make_account(Role.TEAM_MANAGER)
        restrict(child, owner)
        mark_changed(db.session(), [child])
    assert compare() == 1
    first, second = hits()
    assert first.withdrawn_at is not None
    assert db.session.get_one(Task, second.task_id).account_id == owner.account_id
    with transaction():
        mark_changed(db.session(), [child])
    assert compare() == 0


def test_one_meeting_that_cannot_be_raised_stops_no_other_and_is_tried_again(
    manager: SignedInActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction():
        broken, whole = make_child(), make_child()
        make_notification(manager)
    raise_hit = comparing.raise_hit

    def fails_once(actor: Actor, number: int, met: RiskMeeting, *more: Any) -> bool:
        if met.child_id == broken:
            raise ValueError
        return raise_hit(actor, number, met, *more)

    monkeypatch.setattr(comparing, "RAISED_AT_ONCE", 1)
    monkeypatch.setattr(comparing, "raise_hit", fails_once)
    assert compare() == 1
    monkeypatch.setattr(comparing, "raise_hit", raise_hit)
    assert compare() == 1
    assert {hit.child_id for hit in hits()} == {broken, whole}


def test_the_command_compares_everybody_and_keeps_what_was_decided(
    manager: SignedInActor, environment: dict[str, str]
) -> None:
    with transaction():
        make_child()
        make_notification(manager)
    db.session.remove()
    given = environment | {"LACRECORDS_SECRET_KEY": "k" * 40, "LACRECORDS_SLOW_HASH": "true"}
    first = CliRunner().invoke(main, ["people", "compare"], env=given)
    assert (first.exit_code, len(hits())) == (0, 1)
    assert "1 people compared" in " ".join(first.output.split())
    answer(manager, hits()[0], RiskHitAnswer.NOT_THE_SAME)
    db.session.remove()
    again = CliRunner().invoke(main, ["people", "compare"], env=given)
    assert (again.exit_code, len(hits())) == (0, 1)
