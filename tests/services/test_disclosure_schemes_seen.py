"""Who sees which question, and who of ours hears that one touches a child: nobody who must not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lacrecords.audit.models import AuditEntry
from lacrecords.database import db, transaction
from lacrecords.disclosure_schemes.access import question_id_for, seen_by
from lacrecords.disclosure_schemes.child_panel import child_panel
from lacrecords.disclosure_schemes.linking import undo_link
from lacrecords.disclosure_schemes.models import SchemeQuestion
from lacrecords.disclosure_schemes.pages import children_of
from lacrecords.disclosure_schemes.recording import amend_question
from lacrecords.disclosure_schemes.standing import QuestionStanding
from lacrecords.disclosure_schemes.values import SchemeRefused
from lacrecords.notifications.climbing import climb_overdue
from lacrecords.notifications.models import Notification, Task
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import NotificationKind, Role, TaskKind
from tests.factories.children import restrict
from tests.factories.schemes import SchemeDesk, asked, linked, make_scheme_desk, said
from tests.factories.staff import make_account
from tests.factories.town import NOW, make_child, make_town


@pytest.fixture
def desk(in_app: Flask) -> SchemeDesk:
    with transaction():
        return make_scheme_desk(make_town())


def child_of(desk: SchemeDesk) -> int:
    with transaction():
        return make_child(case_open=True, lead=desk.town.lead, team_id=desk.town.casework_team_id)


def seen(actor: Actor) -> set[int]:
    return set(db.session.scalars(select(SchemeQuestion.id).where(seen_by(actor, NOW))))


def told(kind: NotificationKind) -> list[Notification]:
    return list(db.session.scalars(select(Notification).where(Notification.kind == kind)))


def test_managers_see_all_the_desk_sees_none_of_a_worker_and_leads_see_their_own(
    desk: SchemeDesk,
) -> None:
    town = desk.town
    plain, of_worker = asked(desk), asked(desk, our_worker=True, by=town.duty_social_worker)
    both = {plain.question.id, of_worker.question.id}
    with transaction():
        guardian = make_account(Role.CALDICOTT_GUARDIAN, name="Orla Penhaligon")
    for actor in (town.team_manager, town.duty_manager, town.designated_manager, guardian):
        assert seen(actor) == both
    for actor in (town.duty_officer, town.out_of_hours_worker):
        assert seen(actor) == {plain.question.id}
    assert seen(town.duty_social_worker) == both, "whoever wrote it down goes on seeing it"
    assert seen(town.lead) == set()
    linked(desk, plain, child_of(desk))
    assert seen(town.lead) == {plain.question.id} and seen(town.other_lead) == set()
    assert question_id_for(town.lead, plain.question.reference.lower(), NOW) is not None
    assert question_id_for(town.other_lead, plain.question.reference, NOW) is None


def test_a_question_that_was_once_of_a_worker_stays_closed_to_the_desk(desk: SchemeDesk) -> None:
    own = asked(desk, by=desk.town.lead, our_worker=True)
    linked(desk, own, child_of(desk))
    assert seen(desk.town.duty_social_worker) == set()
    assert seen(desk.town.lead) == {own.question.id}
    other = asked(desk, our_worker=True)
    linked(desk, other, child_of(desk), by=desk.town.team_manager)
    assert other.question.id not in seen(desk.town.lead), "the worker asked about may be the lead"
    whom = {row.account_id for row in told(NotificationKind.SCHEME_QUESTION)}
    assert desk.town.lead.account_id not in whom


def test_linking_tells_the_lead_once_and_no_word_of_the_asker(desk: SchemeDesk) -> None:
    standing, child_id = asked(desk, child_at_risk=True), child_of(desk)
    for _ in range(2):
        standing = linked(desk, standing, child_id)
    assert len(standing.links) == 1
    (notice,) = told(NotificationKind.SCHEME_QUESTION)
    assert notice.account_id == desk.town.lead.account_id and notice.child_id == child_id
    assert notice.urgency.value == "urgent"
    for word in ("Thistlewood", "Fairbairn", "boy"):
        assert word not in notice.why


def test_the_record_itself_tells_nobody_that_it_was_linked(desk: SchemeDesk) -> None:
    """Whoever may open the record reads who looked at it; a question is not for all of them."""
    child_id = child_of(desk)
    linked(desk, asked(desk, our_worker=True), child_id, by=desk.town.team_manager)
    entries = select(AuditEntry.action).where(
        AuditEntry.subject_kind == "child", AuditEntry.subject_id == child_id
    )
    assert not [one for one in db.session.scalars(entries) if "scheme" in one]


def test_what_touches_a_child_never_climbs_to_the_desk(desk: SchemeDesk) -> None:
    linked(desk, asked(desk), child_of(desk))
    for hours in range(24, 500, 24):
        climb_overdue(NOW + timedelta(hours=hours))
    reached = {row.team_id for row in told(NotificationKind.SCHEME_QUESTION)}
    assert not reached & {desk.town.duty_team_id, desk.town.out_of_hours_team_id}


def names(desk: SchemeDesk, actor: Actor, standing: QuestionStanding) -> list[str]:
    cards = children_of(actor, standing, NOW)
    return [link.name for card in cards for link in card.links]


def test_a_duty_officer_never_reads_that_a_child_is_known(desk: SchemeDesk) -> None:
    child_id = child_of(desk)
    standing = linked(desk, asked(desk), child_id)
    assert names(desk, desk.town.duty_officer, standing) == []
    assert names(desk, desk.town.duty_social_worker, standing) == ["Wilfreda Ashgrove"]
    with pytest.raises(SchemeRefused, match="no such record that you may open"):
        linked(desk, asked(desk), child_id, by=desk.town.duty_officer)


def test_of_a_restricted_record_the_owner_hears_and_nobody_else_sees_the_link(
    desk: SchemeDesk,
) -> None:
    child_id, owner = child_of(desk), desk.town.team_manager
    with transaction():
        restrict(child_id, owner)
    standing = asked(desk)
    refusals = set()
    for actor in (desk.town.designated_manager, desk.town.lead):
        with pytest.raises(SchemeRefused) as refused:
            linked(desk, standing, child_id, by=actor)
        refusals.add(str(refused.value))
    assert len(refusals) == 1
    standing = linked(desk, standing, child_id, by=owner)
    (notice,) = told(NotificationKind.RESTRICTED_RECORD)
    assert notice.account_id == owner.account_id
    assert told(NotificationKind.SCHEME_QUESTION) == []
    assert names(desk, owner, standing) == ["Wilfreda Ashgrove"]
    assert names(desk, desk.town.designated_manager, standing) == []
    assert seen(desk.town.lead) == set()
    with transaction():
        other = make_child("Ottoline", "Ashgrove", case_open=True, lead=desk.town.lead)
    again = linked(desk, standing, other, by=desk.town.designated_manager)
    assert names(desk, desk.town.designated_manager, again) == ["Ottoline Ashgrove"]


def test_the_panel_of_a_child_shows_questions_to_those_who_may_see_them(
    in_app: Flask, desk: SchemeDesk
) -> None:
    child_id = child_of(desk)
    standing = linked(desk, asked(desk), child_id)
    with in_app.test_request_context():
        lead = child_panel(desk.town.lead, child_id, NOW)
        other = child_panel(desk.town.other_lead, child_id, NOW)
        assert lead is not None and len(lead.lines) == 1
        assert lead.lines[0].reference == standing.question.reference
        assert other is not None and other.lines == ()
        assert child_panel(desk.town.duty_officer, child_id, NOW) is None
    with transaction():
        undo_link(desk.town.lead, standing, standing.links[0].id, "Another boy", NOW)
    assert seen(desk.town.lead) == set()
    with in_app.test_request_context():
        gone = child_panel(desk.town.lead, child_id, NOW)
        assert gone is not None and gone.lines == ()


def test_a_sealed_record_is_linked_to_no_question_and_hidden_where_it_was(
    desk: SchemeDesk,
) -> None:
    child_id, owner = child_of(desk), desk.town.team_manager
    standing = linked(desk, asked(desk), child_id)
    with transaction():
        restrict(child_id, owner, kind="sealed_at_adoption")
    for actor in (owner, desk.town.designated_manager, desk.town.lead):
        assert names(desk, actor, standing) == []
        with pytest.raises(SchemeRefused, match="no such record that you may open"):
            linked(desk, asked(desk), child_id, by=actor)
    assert seen(desk.town.lead) == set()


def test_what_the_desk_has_in_hand_goes_to_a_manager_when_it_is_of_a_worker(
    desk: SchemeDesk,
) -> None:
    standing, town = asked(desk, child_at_risk=True), desk.town

    def amend(shown: int, **changed: object) -> None:
        why = ("She said more", shown)
        with transaction():
            new = said(child_at_risk=True, **changed)
            amend_question(town.duty_officer, standing.question.id, new, why, town.procedure, NOW)

    def open_tasks() -> dict[TaskKind, Task]:
        rows = db.session.scalars(select(Task).where(Task.closed_at.is_(None)))
        return {row.kind: row for row in rows}

    assert open_tasks()[TaskKind.WORRY].team_id == town.duty_team_id
    db.session.rollback()
    amend(1, our_worker=True)
    found = open_tasks()
    assert found[TaskKind.WORRY].account_id == town.duty_manager.account_id
    assert TaskKind.ALLEGATION_REFERRAL in found
    assert seen(town.duty_social_worker) == set()
    db.session.rollback()
    amend(2, danger_now=True, emergency_action="Rang 999.")
    assert open_tasks()[TaskKind.SCHEME_DANGER].account_id == town.duty_manager.account_id
