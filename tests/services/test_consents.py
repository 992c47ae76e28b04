"""Answers to whether something may be shared: kept whatever they are, standing where valid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from lacrecords.audit import services as audit
from lacrecords.children.facts import current
from lacrecords.children.life_events import ChildDied, child_died
from lacrecords.children.models import ChildLegalStatus
from lacrecords.consents.models import Consent, ParentsDisagreement
from lacrecords.consents.queries import consent, consents_about, whose_consent
from lacrecords.consents.recording import record_consent
from lacrecords.consents.values import ConsentRefused, Giver
from lacrecords.database import db, transaction
from lacrecords.terms import (
    ConsentAnswer,
    ConsentFault,
    ConsentKind,
    ConsentState,
    DecidesBecause,
    ExplainedPart,
    WhoseConsent,
)
from tests.factories.children import expected
from tests.factories.children import make_child as make_any_child
from tests.factories.consents import (
    BY_CHILD,
    FIVE,
    THIRTEEN,
    TODAY,
    answer,
    answered,
    make_family,
    not_able,
    worked,
    worksheet,
)
from tests.factories.staff import MAKER
from tests.factories.town import NOW, Town

LONG_AGO = TODAY - timedelta(days=400)
A_PARENT = Giver(whose=WhoseConsent.PARENTAL_RESPONSIBILITY, name="Odo Marsh")


def refusal(town: Town, child_id: int, **said: object) -> ConsentRefused:
    with pytest.raises(ConsentRefused) as refused, transaction():
        record_consent(town.lead, child_id, answer(**said), NOW)
    assert db.session.scalar(select(func.count(Consent.id))) == 0
    return refused.value


def test_a_child_of_13_decides_and_parents_do_not(town: Town) -> None:
    family = make_family(town, THIRTEEN)
    child = answered(town.lead, family.child_id, answer=ConsentAnswer.REFUSED)
    mother = answered(town.lead, family.child_id, giver=family.mother)
    assert child.state is ConsentState.REFUSED and child.counts
    assert mother.state is ConsentState.NEVER_VALID and not mother.counts
    assert mother.faults == (ConsentFault.NOT_THEIRS_TO_DECIDE,)
    assert any("generally expected to understand" in reason for reason in mother.why)
    both = consents_about(family.child_id, NOW)
    assert [one.reference for one in both] == [mother.reference, child.reference]
    assert both[1].given_by == "Isolde Fennimore" and both[0].given_by == "Maren Fennimore"
    decides = whose_consent(family.child_id, NOW)
    assert (decides.whose, decides.because) == (WhoseConsent.CHILD, DecidesBecause.EXPECTED)


def test_for_a_young_child_one_parent_suffices_and_the_child_does_not_decide(town: Town) -> None:
    family = make_family(town, FIVE)
    child = answered(town.lead, family.child_id)
    mother = answered(town.lead, family.child_id, giver=family.mother, limits="Not her gran")
    assert child.state is ConsentState.NEVER_VALID
    assert mother.state is ConsentState.GIVEN and mother.counts
    assert (mother.relationship, mother.limits) == ("Mother", "Not her gran")
    assert mother.review_on == date(2027, 5, 18)


def test_a_younger_child_decides_where_a_worksheet_shows_it(town: Town) -> None:
    family = make_family(town, FIVE)
    shown = worked(town.lead, family.child_id, worksheet())
    passed_over = {"giver": family.mother}
    assert refusal(town, family.child_id, **passed_over).field == "worksheet"
    child = answered(town.lead, family.child_id, worksheet=shown)
    mother = answered(town.lead, family.child_id, worksheet=shown, giver=family.mother)
    assert child.counts and mother.state is ConsentState.NEVER_VALID
    assert whose_consent(family.child_id, NOW).because is DecidesBecause.SHOWN_ABLE


def test_a_parent_is_asked_for_a_child_of_13_who_cannot_decide(town: Town) -> None:
    family = make_family(town, THIRTEEN)
    shown = worked(town.lead, family.child_id, not_able())
    assert refusal(town, family.child_id).field == "worksheet"
    child = answered(town.lead, family.child_id, worksheet=shown)
    mother = answered(town.lead, family.child_id, worksheet=shown, giver=family.mother)
    assert child.state is ConsentState.NEVER_VALID and mother.counts


def test_a_worksheet_of_another_day_or_child_is_not_this_one_s(town: Town) -> None:
    family, other = make_family(town, FIVE), make_family(town, FIVE)
    shown = worked(town.lead, family.child_id, worksheet())
    yesterday = TODAY - timedelta(days=1)
    assert refusal(town, other.child_id, worksheet=shown).field == "worksheet"
    wrong = refusal(town, family.child_id, worksheet=shown, taken_on=yesterday)
    assert "after the answer" in str(wrong)


@pytest.mark.parametrize(
    "what_happened",
    [ConsentAnswer.NO_REPLY, ConsentAnswer.PRESSED, ConsentAnswer.SERVICE_CONDITION],
)
def test_silence_and_pressure_are_kept_with_their_words_and_are_no_consent(
    town: Town, what_happened: ConsentAnswer
) -> None:
    family = make_family(town, THIRTEEN)
    one = answered(
        town.lead, family.child_id, answer=what_happened, what_was_said="She looked away."
    )
    assert one.state is ConsentState.NEVER_VALID and not one.counts and one.why
    row = db.session.get_one(Consent, one.consent_id)
    assert (row.what_was_said, row.stands) == ("She looked away.", False)


def test_consent_that_was_not_informed_or_implied_too_far_is_none(town: Town) -> None:
    family = make_family(town, THIRTEEN)
    half = answered(town.lead, family.child_id, explained=frozenset({ExplainedPart.WHY}))
    assert half.faults == (ConsentFault.NOT_INFORMED,)
    implied = {"kind": ConsentKind.IMPLIED, "within_service": True, "explained_at_outset": True}
    assert answered(town.lead, family.child_id, **implied).counts
    outside = answered(town.lead, family.child_id, **(implied | {"within_service": False}))
    assert outside.faults == (ConsentFault.IMPLIED_OUTSIDE_SERVICE,)
    health = answered(town.lead, family.child_id, special_category=True, **implied)
    assert health.faults == (ConsentFault.IMPLIED_SPECIAL_CATEGORY,)


def test_a_parent_whom_the_concern_is_about_never_consents_for_the_child(town: Town) -> None:
    family = make_family(town)
    one = answered(town.lead, family.child_id, giver=replace(family.mother, of_concern=True))
    assert one.faults == (ConsentFault.PERSON_OF_CONCERN,)
    assert "public interest" in " ".join(one.why)


def test_the_parent_who_lives_apart_is_asked_with_a_reason(town: Town) -> None:
    family = make_family(town)
    without = replace(family.father, why_this_person="")
    assert refusal(town, family.child_id, giver=without).field == "why_this_person"
    assert answered(town.lead, family.child_id, giver=family.father).counts


def test_somebody_whom_the_record_does_not_name_shows_their_responsibility(town: Town) -> None:
    family = make_family(town)
    stranger = replace(A_PARENT, why_this_person="Rang us")
    one = answered(town.lead, family.child_id, giver=stranger)
    assert one.faults == (ConsentFault.WITHOUT_RESPONSIBILITY,)
    shown = replace(stranger, responsibility_shown="Saw the order of 3 March")
    assert answered(town.lead, family.child_id, giver=shown).counts
    assert refusal_after(town, family.child_id, replace(stranger, name=" ")) == "giver_name"
    gone = replace(family.mother, person_id=99_999)
    assert refusal_after(town, family.child_id, gone) == "giver"


def refusal_after(town: Town, child_id: int, giver: Giver) -> str | None:
    with pytest.raises(ConsentRefused) as refused, transaction():
        record_consent(town.lead, child_id, answer(giver=giver), NOW)
    return refused.value.field


@pytest.mark.parametrize(
    ("taken_on", "words"),
    [
        (TODAY + timedelta(days=1), "today or in the past"),
        (FIVE - timedelta(days=1), "not born"),
    ],
)
def test_an_answer_of_an_impossible_day_is_refused(town: Town, taken_on: date, words: str) -> None:
    family = make_family(town)
    refused = refusal(town, family.child_id, giver=family.mother, taken_on=taken_on)
    assert refused.field == "taken_on" and words in str(refused)


def test_a_child_answers_from_the_birthday_and_not_the_day_before(town: Town) -> None:
    family = make_family(town, date(2014, 6, 9))
    before = answered(town.lead, family.child_id, taken_on=date(2026, 6, 8))
    assert before.faults == (ConsentFault.NOT_THEIRS_TO_DECIDE,)
    on = answered(town.lead, family.child_id, taken_on=date(2026, 6, 9))
    assert on.counts


def test_for_an_unborn_child_only_the_mother_answers_for_herself(town: Town) -> None:
    with transaction():
        child = make_any_child(birth=expected(TODAY + timedelta(days=60)))
    mother = Giver(whose=WhoseConsent.ADULT, name="Maren Fennimore", relationship="Mother")
    assert "mother answered" in str(refusal(town, child))
    assert answered(town.lead, child, giver=mother).counts
    assert whose_consent(child, NOW).because is DecidesBecause.UNBORN


def test_somebody_of_18_is_an_adult_who_answers_for_themselves(town: Town) -> None:
    family = make_family(town, date(2008, 11, 18))
    assert "18 or over" in str(refusal(town, family.child_id))
    grown = Giver(whose=WhoseConsent.ADULT, name="Isolde Fennimore")
    assert answered(town.lead, family.child_id, giver=grown).counts
    mother = answered(town.lead, family.child_id, giver=family.mother)
    assert mother.faults == (ConsentFault.NOT_THEIRS_TO_DECIDE,)


def test_nobody_answers_for_a_child_after_their_death(town: Town) -> None:
    family = make_family(town)
    before = answered(town.lead, family.child_id, giver=family.mother, taken_on=LONG_AGO)
    died = ChildDied(died_on=TODAY - timedelta(days=3), reason="Coroner", shown_id=None)
    with transaction():
        child_died(town.lead, family.child_id, died, NOW)
    assert refusal_after(town, family.child_id, family.mother) == "taken_on"
    later = consent(before.reference, NOW)
    assert later is not None and not later.counts and "The child has died." in later.why
    assert whose_consent(family.child_id, NOW).whose is None


def test_under_a_care_order_the_authority_is_asked(town: Town) -> None:
    family = make_family(town)
    with transaction():
        db.session.add(
            ChildLegalStatus(
                child_id=family.child_id,
                code="C2",
                looked_after=True,
                placing_authority="",
                from_on=LONG_AGO,
                recorded_at=NOW,
                recorded_by=MAKER.key,
                source="hand",
            )
        )
        audit.record(town.lead, "child_changed", "child", family.child_id)
    assert current(ChildLegalStatus, (family.child_id,))
    authority = Giver(whose=WhoseConsent.LOCAL_AUTHORITY, name="Kestrel Vane")
    mother = answered(town.lead, family.child_id, giver=family.mother)
    assert mother.faults == (ConsentFault.NOT_THEIRS_TO_DECIDE,)
    assert answered(town.lead, family.child_id, giver=authority).counts


def test_a_third_party_answers_about_what_they_gave(town: Town) -> None:
    family = make_family(town)
    neighbour = Giver(whose=WhoseConsent.THIRD_PARTY, name="Mrs Ottway")
    one = answered(
        town.lead, family.child_id, giver=neighbour, limits="Nobody is to know that it was me"
    )
    assert one.counts and one.limits == "Nobody is to know that it was me"


@pytest.mark.parametrize("days", [0, -5, 300])
def test_the_day_of_the_review_lies_in_the_council_s_time(town: Town, days: int) -> None:
    family = make_family(town, THIRTEEN)
    on = TODAY + timedelta(days=days)
    assert refusal(town, family.child_id, review_on=on).field == "review_on"
    sooner = answered(town.lead, family.child_id, review_on=TODAY + timedelta(days=1))
    assert sooner.review_on == TODAY + timedelta(days=1)


@pytest.mark.parametrize("field", ["what_was_said", "purpose", "scope", "recipients", "taken_by"])
def test_an_answer_without_its_words_is_refused(town: Town, field: str) -> None:
    family = make_family(town, THIRTEEN)
    assert refusal(town, family.child_id, **{field: "  "}).field == field


def test_a_form_sent_twice_is_one_answer(town: Town) -> None:
    family = make_family(town, THIRTEEN)
    same = answer(giver=BY_CHILD)
    with transaction():
        first = record_consent(town.lead, family.child_id, same, NOW)
    with transaction():
        assert record_consent(town.lead, family.child_id, same, NOW) == first
    assert db.session.scalar(select(func.count(Consent.id))) == 1
    assert db.session.scalar(select(func.count(ParentsDisagreement.id))) == 0
    assert consent("NONE-SUCH") is None
