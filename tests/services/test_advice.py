"""A question for advice from asking to the answer, through the services, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from lacrecords.advice import queries, services
from lacrecords.advice.concerned import concerned_by
from lacrecords.advice.families import child_concerned
from lacrecords.advice.models import AdviceException, AdviceMatter, AdviceQuestion
from lacrecords.advice.recipients import advisers_offered
from lacrecords.advice.threads import concerns, standing_of, thread_by
from lacrecords.advice.values import AdviceRefused
from lacrecords.audit.actors import WORKER
from lacrecords.audit.models import AuditEntry
from lacrecords.clocks import local_date
from lacrecords.database import db, transaction
from lacrecords.notifications.models import Notification, Task
from lacrecords.notifications.services import Matter
from lacrecords.terms import (
    AdviceState,
    AdviserKind,
    MarkKind,
    MatterKind,
    NotificationKind,
    Role,
    TaskKind,
    Urgency,
)
from tests.factories.advice import LATER, QUESTION, Office, asked, make_office, said, spoken
from tests.factories.children import restrict
from tests.factories.staff import make_account
from tests.factories.town import NOW

ABOUT = MatterKind.CHILD


@pytest.fixture
def office(in_app: Flask) -> Office:
    with transaction():
        return make_office()


def tasks(kind: TaskKind = TaskKind.ADVICE) -> list[Task]:
    return list(db.session.scalars(select(Task).where(Task.kind == kind).order_by(Task.id)))


def thread(question: AdviceQuestion):  # type: ignore[no-untyped-def]
    found = thread_by(question.reference)
    assert found is not None
    return found


def test_a_question_reaches_the_guardian_without_what_it_concerns(office: Office) -> None:
    question = asked(office)
    (task,) = tasks()
    assert (task.role, task.matter, task.matter_reference) == (
        Role.CALDICOTT_GUARDIAN,
        MatterKind.ADVICE,
        question.reference,
    )
    assert task.child_id is None and office.child not in task.why
    told = db.session.scalars(select(Notification)).one()
    assert (told.kind, told.urgency) == (NotificationKind.ADVICE_ASKED, Urgency.ROUTINE)
    assert told.child_id is None and told.matter_reference == question.reference
    # Two working days from a Wednesday.
    assert task.due_at == question.due_at == NOW + timedelta(days=2)
    assert queries.to_answer(office.guardian)[0].question == QUESTION
    assert queries.to_answer(office.town.designated_manager) == ()


def test_the_trail_of_a_question_and_that_of_a_child_have_no_row_in_common(office: Office) -> None:
    before = set(db.session.scalars(select(AuditEntry.id)))
    asked(office)
    new = db.session.scalars(select(AuditEntry).where(AuditEntry.id.not_in(before))).all()
    assert {entry.subject_kind for entry in new} == {"advice", "task", "notification"}


@pytest.mark.parametrize(
    "words",
    [
        "Wilfreda said no.",
        "the ASHGROVES said no",
        "They moved to 3 Mill Lane.",
        "near quince row",
        "zz9 4qr",
        "Ring 01632 960321.",
        "NHS number 943 476 5919",
        "Mrs Bell said no.",
        "born 7 March 2018",
        "see K7QP-3MRT",
    ],
)
def test_a_text_that_points_to_somebody_is_refused_and_kept_nowhere(
    office: Office, words: str
) -> None:
    with pytest.raises(AdviceRefused) as refused:
        asked(office, f"May we share? {words}")
    assert refused.value.field == "question"
    assert db.session.scalar(select(func.count(AdviceQuestion.id))) == 0
    assert tasks() == []


def test_a_name_is_known_only_where_the_question_starts_from_the_record(office: Office) -> None:
    asked(office, "Wilfreda said no. May we share?", about=False)


def test_what_identifies_nobody_stays_with_its_reason(office: Office) -> None:
    reasons = {(MarkKind.NAME, "Bell"): "A firm, not a person"}
    question = asked(office, "Mrs Bell is the name of a shop. May we share?", reasons=reasons)
    row = db.session.scalars(select(AdviceException)).one()
    assert (row.words, row.reason) == ("Bell", "A firm, not a person")
    assert question.question.startswith("Mrs Bell")


def test_a_form_sent_twice_is_one_question(office: Office) -> None:
    first, second = asked(office, key="once"), asked(office, key="once")
    assert first.id == second.id and len(tasks()) == 1


def test_urgent_advice_is_due_within_hours_and_urgent_to_whoever_is_told(office: Office) -> None:
    question = asked(office, urgent=True)
    assert question.due_at == NOW + timedelta(hours=office.town.procedure.advice_urgent_hours)
    assert db.session.scalars(select(Notification.urgency)).all() == [Urgency.URGENT]


def test_asked_back_answered_and_advised(office: Office) -> None:
    question, guardian, lead = asked(office), office.guardian, office.town.lead
    with transaction():
        services.ask_back(guardian, question.id, "How old is the child?", 0, LATER)
    assert thread(question).state is AdviceState.WAITS_FOR_ASKER
    assert queries.to_answer(guardian) == () and queries.late(NOW + timedelta(days=30)) == ()
    concerned = child_concerned(lead, office.child, LATER)
    with pytest.raises(AdviceRefused), transaction():
        services.add(lead, question.id, said("Wilfreda is 8", concerned), 1, _p(office), LATER)
    with transaction():
        services.add(lead, question.id, said("Eight", concerned), 1, _p(office), LATER)
    assert thread(question).due_at == LATER + timedelta(days=2)
    assert len(queries.to_answer(guardian)) == 1
    with transaction():
        services.advise(guardian, question.id, "Yes: say so and no more.", 2, LATER)
    answered = thread(question)
    assert answered.state is AdviceState.ANSWERED
    assert [task.closed_at for task in tasks()] == [LATER, LATER]
    told = db.session.scalars(
        select(Notification.account_id).where(Notification.kind == NotificationKind.ADVICE_WRITTEN)
    ).all()
    assert told == [lead.account_id] * 2
    with transaction():
        services.advise(guardian, question.id, "I was wrong: say nothing.", 3, LATER)
    assert thread(question).answer.words == "I was wrong: say nothing."


def _p(office: Office):  # type: ignore[no-untyped-def]
    return office.town.procedure


def test_whoever_wrote_on_an_old_page_is_told_and_nothing_is_lost(office: Office) -> None:
    question = asked(office)
    with transaction():
        services.ask_back(office.guardian, question.id, "Why?", 0, LATER)
    with pytest.raises(AdviceRefused, match="while you typed"), transaction():
        services.advise(office.guardian, question.id, "Yes.", 0, LATER)
    assert len(thread(question).turns) == 1


def test_nobody_advises_themselves_and_nobody_else_withdraws(office: Office) -> None:
    question = asked(office)
    for wrong in (
        lambda: services.advise(office.town.lead, question.id, "Yes.", 0, LATER),
        lambda: services.withdraw(office.guardian, question.id, said("No need"), 0, LATER),
    ):
        with pytest.raises(AdviceRefused), transaction():
            wrong()
    with transaction():
        services.withdraw(office.town.lead, question.id, said("Consent came"), 0, LATER)
    assert thread(question).state is AdviceState.WITHDRAWN
    assert queries.to_answer(office.guardian) == ()


def test_late_advice_goes_to_the_designated_manager_once_for_each_clock(office: Office) -> None:
    question = asked(office)
    due = question.due_at
    assert due is not None and queries.late(due) == ()
    after = due + timedelta(minutes=1)
    (one,) = queries.late(after)
    for told in (True, False):
        with transaction():
            assert services.pass_on_late(WORKER, one.question_id, due, after) is told
    (task,) = tasks(TaskKind.ADVICE_LATE)
    manager = office.town.designated_manager
    assert (task.role, task.child_id) == (Role.DESIGNATED_MANAGER, None)
    with transaction():
        services.advise(manager, question.id, "Yes.", 0, after)
    assert queries.late(after + timedelta(days=9)) == ()
    assert all(each.closed_at for each in (*tasks(), *tasks(TaskKind.ADVICE_LATE)))


def test_who_reads_a_question(office: Office) -> None:
    question, town = asked(office), office.town
    one = thread(question)
    asks = standing_of(town.lead, one)
    advises = standing_of(office.guardian, one)
    assert (asks.asks, asks.advises) == (True, False)
    assert (advises.asks, advises.advises) == (False, True)
    assert standing_of(town.designated_manager, one).advises
    for other in (town.team_manager, town.other_lead, town.duty_officer):
        assert not standing_of(other, one).reads


def test_a_managers_question_goes_to_their_own_manager_by_account(office: Office) -> None:
    question = asked(office, adviser=AdviserKind.OWN_MANAGER)
    (task,) = tasks()
    assert task.account_id == office.town.team_manager.account_id
    assert standing_of(office.town.team_manager, thread(question)).advises
    assert thread(question).of_whom == "The manager of whoever asked"


def test_who_can_be_asked_here(office: Office) -> None:
    on = local_date(NOW)
    offered = advisers_offered(office.town.lead, _p(office), on)
    assert offered == (
        AdviserKind.CALDICOTT_GUARDIAN,
        AdviserKind.OWN_MANAGER,
        AdviserKind.DESIGNATED_MANAGER,
    )
    assert AdviserKind.CALDICOTT_GUARDIAN not in advisers_offered(office.guardian, _p(office), on)
    with pytest.raises(AdviceRefused) as refused:
        asked(office, adviser=AdviserKind.LEGAL_SERVICES)
    assert refused.value.field == "adviser"


def test_advice_by_telephone_is_kept_without_identity_and_read_by_whoever_took_it(
    office: Office,
) -> None:
    question = spoken(office)
    one = thread(question)
    assert one.of_whom == "Leonora Vance, Legal services"
    assert one.state is AdviceState.ANSWERED and tasks() == []
    assert not standing_of(office.town.designated_manager, one).reads
    with pytest.raises(AdviceRefused) as refused:
        spoken(office, "Tell Wilfreda's school.")
    assert refused.value.field == "answer"


def test_what_a_question_concerns_is_found_from_the_matter(office: Office) -> None:
    question = asked(office)
    matter = Matter(ABOUT, office.child)
    (taken,) = queries.advice_about(matter, LATER)
    assert (taken.reference, taken.answer, taken.late) == (question.reference, None, False)
    assert taken.of_whom == "The Caldicott Guardian" and taken.due_at == question.due_at
    assert queries.advice_about(matter, NOW + timedelta(days=30))[0].late
    assert queries.advice_about(Matter(ABOUT, "ZZZZ-2222")) == ()
    assert concerns(thread(question)) == matter


def test_a_closed_record_is_no_matter_for_whoever_may_not_open_it(office: Office) -> None:
    with transaction():
        owner = make_account(Role.DESIGNATED_MANAGER, name="Una Prewitt")
        row = select(text("id")).select_from(text("children"))
        restrict(db.session.scalars(row).one(), owner)
    now = NOW + timedelta(days=365)
    assert concerned_by(office.town.lead, ABOUT, office.child, now) is None
    assert concerned_by(owner, ABOUT, office.child, now) is not None
    assert concerned_by(owner, "statement", office.child, now) is None


def test_nothing_an_adviser_reads_holds_what_the_question_concerns(office: Office) -> None:
    question = asked(office)
    shown = repr(thread(question)) + repr(queries.to_answer(office.guardian))
    assert office.child not in shown
    assert db.session.scalar(select(func.count(AdviceMatter.id))) == 1
