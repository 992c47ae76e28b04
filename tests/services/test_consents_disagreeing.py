"""Parents who disagree, and worksheets: both answers kept, a question that must be answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from lacrecords.consents.disagreements import answer_disagreement, raise_disagreement
from lacrecords.consents.models import ParentsDisagreement
from lacrecords.consents.queries import understanding_of, whose_consent
from lacrecords.consents.standing import consents_of_child
from lacrecords.consents.understanding_models import UnderstandingWorksheet
from lacrecords.consents.values import AnswerToDisagreement, ConsentRefused, Showed
from lacrecords.consents.worksheets import answers_of
from lacrecords.database import db, transaction
from lacrecords.notifications.models import Task
from lacrecords.terms import (
    AgeBand,
    ConsentAnswer,
    ConsentState,
    DecidesBecause,
    ReviewReason,
    TaskKind,
    UnderstandingAnswer,
    UnderstandingQuestion,
    WhoseConsent,
)
from tests.factories.children import expected
from tests.factories.children import make_child as make_any_child
from tests.factories.consents import (
    FIVE,
    THIRTEEN,
    TODAY,
    Family,
    again,
    answered,
    days_later,
    make_family,
    not_able,
    taken_back,
    worked,
    worksheet,
)
from tests.factories.town import NOW, Town

ANSWER = AnswerToDisagreement(
    same_matter=True,
    sought_person_id=None,
    sought_from="Maren Fennimore",
    reasons="The child lives with her.",
    advice="Rosalind Ekwueme: ask the mother, and keep talking with both.",
)


def asked() -> ParentsDisagreement:
    db.session.rollback()
    newest = select(ParentsDisagreement).order_by(ParentsDisagreement.id.desc())
    return db.session.scalars(newest.limit(1)).one()


def decided(town: Town, **said: object) -> None:
    number = asked().id
    with transaction():
        answer_disagreement(town.lead, number, replace(ANSWER, **said), NOW)  # type: ignore[arg-type]


def open_tasks() -> list[Task]:
    found = select(Task).where(Task.kind == TaskKind.PARENTS_DISAGREE, Task.closed_at.is_(None))
    return list(db.session.scalars(found))


def by_hand(town: Town, family: Family, words: str = "They quarrel about the school.") -> str:
    every = consents_of_child(family.child_id, NOW)
    with transaction():
        return raise_disagreement(town.lead, family.child_id, words, every, NOW)


def test_contradicting_parents_raise_the_question_and_neither_is_leaned_on(town: Town) -> None:
    family = make_family(town, FIVE)
    mother = answered(town.lead, family.child_id, giver=family.mother)
    refused = {"giver": family.father, "answer": ConsentAnswer.REFUSED}
    father = answered(town.lead, family.child_id, **refused)
    row = asked()
    assert "Tobias Quill" in row.words and "Maren Fennimore" in row.words
    (task,) = open_tasks()
    assert (task.account_id, task.matter_reference) == (town.lead.account_id, row.reference)
    assert again(mother).state is ConsentState.REVIEW_DUE
    assert again(mother).review_reasons == (ReviewReason.PARENTS_DISAGREE,)
    assert again(father).state is ConsentState.REFUSED and not again(father).counts
    found = whose_consent(family.child_id, NOW)
    assert (found.whose, found.disagreement) == (None, row.reference)
    third = answered(town.lead, family.child_id, **refused)
    assert not third.counts, "it joins the question"
    decided(town, sought_person_id=family.mother_id)
    assert open_tasks() == []
    assert again(mother).counts and not again(father).counts and not again(third).counts
    assert again(father).review_reasons == (ReviewReason.ANOTHER_IS_ASKED,)
    assert whose_consent(family.child_id, NOW).whose is WhoseConsent.PARENTAL_RESPONSIBILITY


def test_by_name_where_the_record_knows_nobody_of_them(town: Town) -> None:
    family = make_family(town, FIVE)
    mother = answered(town.lead, family.child_id, giver=family.mother)
    father = answered(town.lead, family.child_id, giver=family.father, answer=ConsentAnswer.REFUSED)
    decided(town, sought_from="  tobias quill ")
    assert again(father).counts and not again(mother).counts


def test_the_newest_answer_holds_where_they_disagree_again(town: Town) -> None:
    family = make_family(town, FIVE)
    mother = answered(town.lead, family.child_id, giver=family.mother)
    refused = {"giver": family.father, "answer": ConsentAnswer.REFUSED}
    father = answered(town.lead, family.child_id, **refused)
    decided(town, sought_person_id=family.mother_id)
    by_hand(town, family)
    decided(town, sought_person_id=family.father_id, sought_from="Tobias Quill")
    assert again(father).counts and not again(mother).counts


def test_answers_about_different_matters_stand_each_for_itself(town: Town) -> None:
    family = make_family(town, FIVE)
    mother = answered(town.lead, family.child_id, giver=family.mother)
    father = answered(town.lead, family.child_id, giver=family.father, answer=ConsentAnswer.REFUSED)
    decided(town, same_matter=False, advice="", sought_from="")
    assert again(mother).counts and again(father).counts


def test_where_the_child_decides_parents_may_differ(town: Town) -> None:
    family = make_family(town, THIRTEEN)
    answered(town.lead, family.child_id, giver=family.mother)
    answered(town.lead, family.child_id, giver=family.father, answer=ConsentAnswer.REFUSED)
    assert db.session.scalar(select(func.count(ParentsDisagreement.id))) == 0


def test_the_same_parent_who_thinks_again_disagrees_with_nobody(town: Town) -> None:
    family = make_family(town, FIVE)
    first = answered(town.lead, family.child_id, giver=family.mother)
    answered(town.lead, family.child_id, giver=family.mother, answer=ConsentAnswer.REFUSED)
    taken_back(town.lead, first)
    answered(town.lead, family.child_id, giver=family.father, answer=ConsentAnswer.REFUSED)
    assert db.session.scalar(select(func.count(ParentsDisagreement.id))) == 0


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"reasons": " "}, "reasons"),
        ({"sought_from": ""}, "sought"),
        ({"advice": ""}, "advice"),
    ],
)
def test_half_an_answer_is_refused(town: Town, said: dict[str, object], field: str) -> None:
    by_hand(town, make_family(town, FIVE))
    with pytest.raises(ConsentRefused) as refused:
        decided(town, **said)
    assert refused.value.field == field and asked().answered_at is None


def test_nobody_whom_the_concern_is_about_is_chosen(town: Town) -> None:
    family = make_family(town, FIVE)
    answered(town.lead, family.child_id, giver=replace(family.father, of_concern=True))
    by_hand(town, family)
    for said in ({"sought_person_id": family.father_id}, {"sought_from": "Tobias Quill"}):
        with pytest.raises(ConsentRefused, match="concern is about"):
            decided(town, **said)


def test_the_question_is_raised_by_hand_once_and_answered_once(town: Town) -> None:
    family = make_family(town, FIVE)
    by_hand(town, family)
    assert whose_consent(family.child_id, NOW).because is DecidesBecause.PARENTS_DISAGREE
    for words in ("Again", " "):
        with pytest.raises(ConsentRefused):
            by_hand(town, family, words)
    decided(town)
    with pytest.raises(ConsentRefused, match="meanwhile"):
        decided(town, sought_from="Tobias Quill")
    assert asked().sought_from == "Maren Fennimore"


def test_a_worksheet_keeps_the_child_s_view_apart_whatever_the_result(town: Town) -> None:
    family = make_family(town, FIVE)
    assert understanding_of(family.child_id, NOW).able is None
    reference = worked(town.lead, family.child_id, not_able())
    found = understanding_of(family.child_id, NOW)
    assert (found.band, found.presumed) == (AgeBand.YOUNGER, False)
    assert (found.worksheet, found.able) == (reference, False)
    assert found.childs_view == "I want them to know, but not my class."
    row = db.session.scalars(select(UnderstandingWorksheet)).one()
    assert "mother" in row.others_opinion and "mother" not in row.childs_view
    shown = answers_of(row.id)
    assert [one.question for one in shown] == list(UnderstandingQuestion)


def refused_field(town: Town, child_id: int, **said: object) -> str | None:
    with pytest.raises(ConsentRefused) as refused:
        worked(town.lead, child_id, worksheet(**said))
    return refused.value.field


def showed(answer: UnderstandingAnswer, words: str = "x") -> dict[UnderstandingQuestion, Showed]:
    return {one: Showed(answer=answer, words=words) for one in UnderstandingQuestion}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"worked_on": TODAY + timedelta(days=1)}, "worked_on"),
        ({"worked_on": THIRTEEN - timedelta(days=1)}, "worked_on"),
        ({"answers": {}}, "question_words"),
        ({"answers": showed(UnderstandingAnswer.YES, " ")}, "question_words"),
        ({"childs_view": ""}, "childs_view"),
        ({"why_no_view": "She was tired"}, "why_no_view"),
        ({"able": False}, "why_departs"),
        ({"answers": showed(UnderstandingAnswer.NO)}, "why_departs"),
    ],
)
def test_half_a_worksheet_is_refused(town: Town, said: dict[str, object], field: str) -> None:
    family = make_family(town, THIRTEEN)
    assert refused_field(town, family.child_id, **said) == field


def test_why_the_view_could_not_be_learned_is_kept_instead(town: Town) -> None:
    family = make_family(town, FIVE)
    worked(town.lead, family.child_id, not_able(childs_view="", why_no_view="She is three weeks"))
    assert understanding_of(family.child_id, NOW).why_no_view == "She is three weeks"


def test_the_presumption_at_16_falls_only_with_a_capacity_note(town: Town) -> None:
    family = make_family(town, date(2010, 11, 18))
    with pytest.raises(ConsentRefused) as refused:
        worked(town.lead, family.child_id, not_able())
    assert refused.value.field == "capacity_note"
    assert whose_consent(family.child_id, NOW).because is DecidesBecause.PRESUMED
    worked(town.lead, family.child_id, not_able(capacity_note="Section 3, with Dr Amory"))
    assert whose_consent(family.child_id, NOW).because is DecidesBecause.SHOWN_NOT_ABLE


def test_no_worksheet_before_birth_or_from_18(town: Town) -> None:
    grown = make_family(town, date(2008, 11, 18))
    assert refused_field(town, grown.child_id) == "worked_on"
    with transaction():
        unborn = make_any_child(birth=expected(TODAY + timedelta(days=60)))
    assert refused_field(town, unborn) == "worked_on"


def test_a_finding_before_16_does_not_rebut_the_presumption(town: Town) -> None:
    family = make_family(town, date(2010, 12, 1))
    worked(town.lead, family.child_id, not_able())
    assert whose_consent(family.child_id, NOW).because is DecidesBecause.SHOWN_NOT_ABLE
    assert whose_consent(family.child_id, days_later(13)).because is DecidesBecause.PRESUMED


def test_a_worksheet_sent_twice_is_one(town: Town) -> None:
    family = make_family(town, THIRTEEN)
    new = worksheet()
    assert worked(town.lead, family.child_id, new) == worked(town.lead, family.child_id, new)
    assert db.session.scalar(select(func.count(UnderstandingWorksheet.id))) == 1
