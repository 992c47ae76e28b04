"""A question about a person from the call to the end: who is told, by when, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from lacrecords.database import db, transaction
from lacrecords.disclosure_schemes.ending import end_question, record_allegation_note, record_done
from lacrecords.disclosure_schemes.late import late_clocks, tell_of_late_questions
from lacrecords.disclosure_schemes.models import SchemeQuestion, SchemeWordsSaid
from lacrecords.disclosure_schemes.queries import alike
from lacrecords.disclosure_schemes.recording import amend_question
from lacrecords.disclosure_schemes.saying import record_words
from lacrecords.disclosure_schemes.standing import QuestionStanding
from lacrecords.disclosure_schemes.values import NewEnd, NewWords, SchemeRefused
from lacrecords.notifications.climbing import climb_overdue
from lacrecords.notifications.models import Notification, Task
from lacrecords.rules.disclosure_scheme_words import SCHEME_SENTENCES
from lacrecords.terms import (
    AskedAbout,
    NotificationKind,
    PoliceAnswer,
    SchemeAsker,
    SchemeEnd,
    SchemeLate,
    SchemeSaying,
    SchemeState,
    TaskKind,
    Undertaking,
    Urgency,
)
from tests.factories.schemes import (
    SchemeDesk,
    again,
    answered,
    asked,
    attended,
    make_scheme_desk,
    referred,
    said,
)
from tests.factories.town import NIGHT, NOW, make_town


@pytest.fixture
def desk(in_app: Flask) -> SchemeDesk:
    with transaction():
        return make_scheme_desk(make_town())


def tasks() -> dict[TaskKind, Task]:
    """The open tasks by their kind."""
    found = db.session.scalars(select(Task).where(Task.closed_at.is_(None)))
    return {row.kind: row for row in found}


def told(kind: NotificationKind) -> list[Notification]:
    """What was told of this kind."""
    return list(db.session.scalars(select(Notification).where(Notification.kind == kind)))


def test_a_question_is_kept_once_and_its_referral_is_the_task_of_the_manager_on_shift(
    desk: SchemeDesk,
) -> None:
    first, second = (asked(desk, key="one form") for _ in range(2))
    assert first.question.id == second.question.id
    assert db.session.scalar(select(func.count(SchemeQuestion.id))) == 1
    (task,) = tasks().values()
    assert task.kind is TaskKind.SCHEME_REFERRAL
    assert task.account_id == desk.town.duty_manager.account_id
    assert task.matter_reference == first.question.reference
    # One working day from Wednesday 11:00.
    assert task.due_at == first.due_at == NOW + timedelta(days=1)
    assert "Thistlewood" not in task.why and "Fairbairn" not in task.why


def test_risk_makes_it_due_at_once_and_is_taken_up_by_the_duty_team(desk: SchemeDesk) -> None:
    standing = asked(desk, child_at_risk=True)
    assert standing.due_at == NOW + timedelta(minutes=30)
    found = tasks()
    assert set(found) == {
        TaskKind.SCHEME_REFERRAL,
        TaskKind.WORRY,
        TaskKind.SECTION_47_CONSIDERATION,
    }
    assert found[TaskKind.WORRY].team_id == desk.town.duty_team_id
    section_47 = found[TaskKind.SECTION_47_CONSIDERATION]
    assert section_47.account_id == desk.town.duty_manager.account_id
    assert {row.urgency for row in told(NotificationKind.TASK)} == {Urgency.URGENT}


def test_at_night_danger_goes_to_the_out_of_hours_team(desk: SchemeDesk) -> None:
    asked(desk, at=NIGHT, danger_now=True, emergency_action="Rang 999 at 23:25.")
    assert tasks()[TaskKind.SCHEME_DANGER].team_id == desk.town.out_of_hours_team_id


def test_a_child_who_asks_is_put_through_and_we_ask_the_police(desk: SchemeDesk) -> None:
    standing = asked(
        desk,
        asker=SchemeAsker.CHILD,
        asker_name="Wilfreda",
        about=AskedAbout.PARTNER_OF_SOMEBODY_ELSE,
        child_at_risk=True,
    )
    found = tasks()
    assert found[TaskKind.CHILD_CALLING].team_id == desk.town.duty_team_id
    assert TaskKind.WORRY not in found and TaskKind.SCHEME_REFERRAL in found
    assert standing.version.way.value == "right_to_know"


def test_where_neither_scheme_fits_nothing_is_referred_and_a_manager_may_end_it(
    desk: SchemeDesk,
) -> None:
    standing = asked(desk, about=AskedAbout.NOBODYS_PARTNER, access_to_child=False, children=())
    assert standing.state is SchemeState.NOTHING_TO_REFER and tasks() == {}
    end = NewEnd(ended_as=SchemeEnd.NEITHER_SCHEME_FITS, words="A neighbour's parking.")
    with transaction():
        end_question(desk.town.team_manager, standing.question.id, end, NOW)
    assert again(standing).state is SchemeState.ENDED


def test_of_a_worker_of_ours_the_desk_hears_nothing_and_the_officer_is_told(
    desk: SchemeDesk,
) -> None:
    standing = asked(desk, our_worker=True, child_at_risk=True)
    found = tasks()
    assert found[TaskKind.ALLEGATION_REFERRAL].role == desk.town.designated_manager.role
    assert found[TaskKind.WORRY].account_id == desk.town.duty_manager.account_id
    for hours in range(2, 400, 20):
        climb_overdue(NOW + timedelta(hours=hours))
    teams = {row.team_id for row in db.session.scalars(select(Notification))}
    assert not teams & {desk.town.duty_team_id, desk.town.out_of_hours_team_id}
    for _ in range(2):
        with transaction():
            record_allegation_note(
                desk.town.designated_manager, standing.question.id, "Mr Obi", "He takes it.", NOW
            )
    assert again(standing).allegation_note is not None
    assert TaskKind.ALLEGATION_REFERRAL not in tasks()


def amended(desk: SchemeDesk, standing: QuestionStanding, shown: int, **changed: object) -> None:
    with transaction():
        why, procedure = ("She rang again", shown), desk.town.procedure
        later = NOW + timedelta(hours=2)
        by, number = desk.town.duty_officer, standing.question.id
        amend_question(by, number, said(**changed), why, procedure, later)


def test_what_is_said_later_makes_it_sooner_and_never_later(desk: SchemeDesk) -> None:
    standing = asked(desk)
    amended(desk, standing, 1, child_at_risk=True)
    urgent = again(standing)
    assert urgent.due_at == NOW + timedelta(hours=2, minutes=30)
    assert tasks()[TaskKind.SCHEME_REFERRAL].due_at == urgent.due_at
    assert len([row for row in db.session.scalars(select(Task)) if row.closed_at is None]) == 3
    calmer = {"about": AskedAbout.NOBODYS_PARTNER, "access_to_child": False}
    amended(desk, standing, 2, **calmer)
    calm = again(standing)
    assert calm.due_at == urgent.due_at, "what was owed to the police stays owed"
    with pytest.raises(SchemeRefused, match="Somebody else changed this"):
        amended(desk, standing, 2)
    assert again(standing).version.number == 3


def test_the_words_said_are_kept_as_they_stand_and_other_words_alert_a_manager(
    desk: SchemeDesk,
) -> None:
    standing = asked(desk)
    new = NewWords(sentences=(SchemeSaying.NOTHING_FROM_US, SchemeSaying.PASSED_TO_POLICE))
    for _ in range(2):
        with transaction():
            record_words(desk.town.duty_officer, standing, new, desk.town.procedure, NOW)
    rows = db.session.scalars(select(SchemeWordsSaid)).all()
    assert [row.words for row in rows] == [SCHEME_SENTENCES[kind] for kind in new.sentences]
    assert told(NotificationKind.TOLD_OUTSIDE_RULES) == []
    db.session.rollback()
    other = NewWords(sentences=(), other_words="I said we would see.", because="She cried.")
    with transaction():
        record_words(desk.town.duty_officer, standing, other, desk.town.procedure, NOW)
    (alert,) = told(NotificationKind.TOLD_OUTSIDE_RULES)
    assert alert.account_id == desk.town.duty_manager.account_id
    assert alert.urgency is Urgency.URGENT


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (NewWords(sentences=()), "Select what you said"),
        (NewWords(sentences=(), other_words="Yes."), "why you used other words"),
        (NewWords(sentences=(SchemeSaying.RING_999,)), "have changed"),
        (NewWords(sentences=(SchemeSaying.ARE_YOU_SAFE_NOW,)), "have changed"),
    ],
)
def test_words_that_fit_nothing_are_refused(desk: SchemeDesk, new: NewWords, words: str) -> None:
    standing = asked(desk)
    with pytest.raises(SchemeRefused, match=words), transaction():
        record_words(desk.town.duty_officer, standing, new, desk.town.procedure, NOW)


def test_a_referral_goes_to_the_police_of_the_directory_in_the_words_shown(
    desk: SchemeDesk,
) -> None:
    standing = asked(desk)
    for wrong, words in (
        ({"contact_point_id": desk.town.telephone_id}, "police in the directory"),
        ({"shown_words": "Something else"}, "Somebody else changed this"),
        ({"referred_at": NOW + timedelta(hours=1)}, "not in the future"),
        ({"referred_at": NOW - timedelta(days=1)}, "after it was asked"),
    ):
        with pytest.raises(SchemeRefused, match=words):
            referred(desk, standing, **wrong)  # type: ignore[arg-type]
    gone = referred(desk, standing)
    assert gone.state is SchemeState.WITH_POLICE and tasks() == {}
    with pytest.raises(SchemeRefused, match="referred already"):
        referred(desk, gone)


def test_a_referral_holds_what_was_said_and_the_safe_way_first(desk: SchemeDesk) -> None:
    text = referred(desk, asked(desk)).referrals[0].words
    assert text.index("mornings only") < text.index("Drusilla Fairbairn")
    facts, opinion = text.index("(facts, as given)"), text.index("(opinion, as given)")
    assert facts < text.index("takes the boy out") < opinion < text.index("does not trust")


def test_the_police_ask_for_more_refuse_and_decide(desk: SchemeDesk) -> None:
    standing = asked(desk)
    with pytest.raises(SchemeRefused, match="not been referred"):
        answered(desk, standing)
    more = answered(desk, referred(desk, standing), PoliceAnswer.ASKS_FOR_MORE)
    assert more.state is SchemeState.MORE_ASKED and TaskKind.SCHEME_MORE_ASKED in tasks()
    later = NOW + timedelta(hours=1)
    sent_more = referred(desk, more, at=later)
    assert sent_more.state is SchemeState.WITH_POLICE and tasks() == {}
    refused = answered(desk, sent_more, PoliceAnswer.REFUSED_REFERRAL, at=later)
    assert refused.state is SchemeState.DECIDED and TaskKind.SCHEME_MORE_ASKED in tasks()
    tried_again = referred(desk, refused, at=later + timedelta(hours=1))
    assert tried_again.state is SchemeState.WITH_POLICE
    decided = answered(
        desk, tried_again, PoliceAnswer.DOES_NOT_DISCLOSE, at=NOW + timedelta(days=2)
    )
    assert decided.state is SchemeState.DECIDED and decided.discloses is None
    with pytest.raises(SchemeRefused, match="police decided to disclose"):
        attended(desk, decided)


def test_a_mistake_is_put_right_by_a_further_row_once(desk: SchemeDesk) -> None:
    wrong = answered(desk, referred(desk, asked(desk)), PoliceAnswer.DOES_NOT_DISCLOSE)
    change = {"corrects": wrong.answers[0].id, "why_corrected": "I misheard"}
    right = answered(desk, wrong, PoliceAnswer.DISCLOSES, **change)
    assert [row.answer for row in right.answers] == [PoliceAnswer.DISCLOSES]
    with pytest.raises(SchemeRefused, match="put this right already"):
        answered(desk, right, PoliceAnswer.ACKNOWLEDGED, **change)


def test_a_refused_undertaking_is_told_and_so_is_a_warning_not_given(desk: SchemeDesk) -> None:
    standing = answered(desk, referred(desk, asked(desk)))
    attended(desk, standing, idempotency_key="one")
    assert len(attended(desk, standing, idempotency_key="one").attended) == 1
    assert told(NotificationKind.SCHEME_LATE) == []
    refused = {"undertaking": Undertaking.REFUSED, "police_considered": True, "took_place": False}
    found = attended(desk, standing, **refused)
    assert found.attended[-1].undertaking is Undertaking.REFUSED
    assert len(told(NotificationKind.SCHEME_LATE)) == 1
    attended(desk, standing, **(refused | {"police_considered": False, "took_place": True}))
    attended(desk, standing, warned_proceedings=False)
    whys = [row.why for row in told(NotificationKind.SCHEME_LATE)]
    assert len(set(whys)) == 3
    with pytest.raises(SchemeRefused, match="not be before the police decided"):
        attended(desk, standing, held_on=(NOW - timedelta(days=1)).date())


def test_every_clock_that_runs_out_is_told_to_the_designated_manager_once(
    desk: SchemeDesk,
) -> None:
    late, gone = asked(desk), referred(desk, asked(desk, person_name="Somebody else"))
    day = timedelta(days=1)
    assert tell_of_late_questions(NOW + timedelta(hours=23)) == 0
    assert tell_of_late_questions(NOW + timedelta(hours=25)) == 1
    assert tell_of_late_questions(NOW + timedelta(hours=25)) == 0
    (found,) = late_clocks(NOW + 6 * day)
    assert found == (gone.question.id, SchemeLate.ACKNOWLEDGEMENT, NOW + 2 * day)
    answered(desk, gone, PoliceAnswer.ACKNOWLEDGED, at=NOW + day)
    assert late_clocks(NOW + 6 * day) == ()
    assert tell_of_late_questions(NOW + 29 * day) == 1
    rows = told(NotificationKind.SCHEME_LATE)
    assert {row.role for row in rows} == {desk.town.designated_manager.role}
    assert [row.urgency for row in rows] == [Urgency.URGENT, Urgency.ROUTINE]
    assert late.is_late(NOW + 2 * day)


def end(desk: SchemeDesk, standing: QuestionStanding, reason: SchemeEnd, other: str = "") -> None:
    new = NewEnd(ended_as=reason, words="Said so.", other_reference=other)
    with transaction():
        end_question(desk.town.designated_manager, standing.question.id, new, NOW)


def test_the_same_question_asked_twice_is_recognised_and_joined(desk: SchemeDesk) -> None:
    first = asked(desk)
    second = asked(desk, person_name="BARNABY  thistlewood", asker_name="Somebody else")
    short = asked(desk, person_name="Barnaby")
    assert asked(desk, person_name="Cosmo Pellew").version.person_name == "Cosmo Pellew"
    manager = desk.town.designated_manager
    seen = {one.reference for one in alike(manager, second, NOW)}
    assert seen == {first.question.reference, short.question.reference}
    end(desk, second, SchemeEnd.SAME_AS_ANOTHER, first.question.reference.lower())
    assert again(second).state is SchemeState.ENDED
    with pytest.raises(SchemeRefused, match="has ended"):
        end(desk, short, SchemeEnd.SAME_AS_ANOTHER, second.question.reference)
    for wrong in ("", short.question.reference, "ABCD-2345"):
        with pytest.raises(SchemeRefused, match="Enter the reference"):
            end(desk, short, SchemeEnd.SAME_AS_ANOTHER, wrong)


def test_a_question_due_at_once_is_not_joined_to_one_due_later(desk: SchemeDesk) -> None:
    calm, urgent = asked(desk), asked(desk, child_at_risk=True)
    for kind in (TaskKind.WORRY, TaskKind.SECTION_47_CONSIDERATION):
        with transaction():
            done = (urgent.question.id, kind, "Went there.", NOW)
            record_done(desk.town.duty_social_worker, *done)
    with pytest.raises(SchemeRefused, match="due sooner"):
        end(desk, urgent, SchemeEnd.SAME_AS_ANOTHER, calm.question.reference)
    end(desk, calm, SchemeEnd.SAME_AS_ANOTHER, urgent.question.reference)


def test_nothing_ends_while_something_is_owed(desk: SchemeDesk) -> None:
    standing = asked(desk, child_at_risk=True)
    for reason in (SchemeEnd.ASKER_WITHDREW, SchemeEnd.POLICE_DECIDED, SchemeEnd.POLICE_REFUSED):
        with pytest.raises(SchemeRefused):
            end(desk, standing, reason)
    decided = answered(desk, referred(desk, standing))
    with pytest.raises(SchemeRefused, match="is not done"):
        end(desk, decided, SchemeEnd.POLICE_DECIDED)
    for kind in (TaskKind.WORRY, TaskKind.SECTION_47_CONSIDERATION):
        with transaction():
            done = (standing.question.id, kind, "Went there.", NOW)
            record_done(desk.town.duty_social_worker, *done)
    end(desk, decided, SchemeEnd.POLICE_DECIDED)
    assert tasks() == {}
    with pytest.raises(SchemeRefused, match="has ended"):
        amended(desk, standing, 1)
    assert len(attended(desk, decided).attended) == 1, "the police disclose later"


def test_a_decision_that_was_put_right_and_a_referral_made_anew_are_waited_for(
    desk: SchemeDesk,
) -> None:
    day = timedelta(days=1)
    wrong = answered(desk, referred(desk, asked(desk)), PoliceAnswer.DOES_NOT_DISCLOSE)
    assert late_clocks(NOW + 40 * day) == ()
    change = {"corrects": wrong.answers[0].id, "why_corrected": "They only have it"}
    answered(desk, wrong, PoliceAnswer.ACKNOWLEDGED, **change)
    assert [clock for _, clock, _ in late_clocks(NOW + 40 * day)] == [SchemeLate.DECISION]
    assert tell_of_late_questions(NOW + 40 * day) == 1
    refused = answered(desk, wrong, PoliceAnswer.REFUSED_REFERRAL, at=NOW + 41 * day)
    referred(desk, refused, at=NOW + 42 * day)
    clocks = [clock for _, clock, _ in late_clocks(NOW + 90 * day)]
    assert clocks == [SchemeLate.ACKNOWLEDGEMENT, SchemeLate.DECISION]


def test_what_changes_after_a_referral_is_passed_on_too(desk: SchemeDesk) -> None:
    gone = referred(desk, asked(desk))
    assert tasks() == {}
    danger = {"danger_now": True, "emergency_action": "Rang 999."}
    amended(desk, gone, 1, **danger)
    task = tasks()[TaskKind.SCHEME_REFERRAL]
    later = NOW + timedelta(hours=2)
    assert task.due_at == later + timedelta(minutes=30) and "changed since" in task.why
    changed = again(gone)
    assert changed.state is SchemeState.WITH_POLICE
    both = referred(desk, changed, at=later + timedelta(minutes=5))
    assert len(both.referrals) == 2 and TaskKind.SCHEME_REFERRAL not in tasks()
    assert "Rang 999." in both.referrals[1].words
    with pytest.raises(SchemeRefused, match="referred already"):
        referred(desk, both, at=later + timedelta(hours=1))
