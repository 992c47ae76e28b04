"""What may be told, on which check, of which child: through the services, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from lacrecords.database import db, transaction
from lacrecords.enquiries.asked import AskingPerson, NewTelling
from lacrecords.enquiries.errors import CheckRunOut, EnquiryError, OtherWords, StepOutOfOrder
from lacrecords.enquiries.models import EnquiredChild, Enquiry, MatchDecision
from lacrecords.enquiries.outcome_models import Disclosure, OutcomeRow
from lacrecords.enquiries.queries.answers import advice_of, answer_page
from lacrecords.enquiries.queries.steps import current_outcome
from lacrecords.enquiries.services.telling import record_disclosures
from lacrecords.terms import (
    TELLINGS_ABOUT_A_CHILD,
    Channel,
    EnquirerKind,
    MatchAnswer,
    TellingKind,
    VerificationMethod,
    VerificationOutcome,
)
from tests.factories.enquiries import CHILD, STRANGER, ask, check, children_of, decide, sentences
from tests.factories.town import BORN_ON, NOW, Town, make_child
from tests.support.calls import council

STRANGER_BORN_ON = BORN_ON.replace(year=2020)
LEAD = TellingKind.LEAD_SOCIAL_WORKER_NAME
WORDS = "The lead social worker is Ines Thackeray. The office number is 01632 960100."
SOON = NOW + timedelta(minutes=5)
LAST_MINUTE = NOW + timedelta(minutes=2 + 60) - timedelta(seconds=1)


@pytest.fixture
def town(database: str) -> Iterator[Town]:
    with council(database) as there, there.app.app_context():
        yield there.town


def answered(town: Town, **changes: Any) -> tuple[Enquiry, EnquiredChild, OutcomeRow]:
    """A confirmed enquiry about a child with an open case, decided."""
    child_id = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
    enquiry = ask(town, **changes)
    check(town, enquiry)
    child = children_of(enquiry)[0]
    return enquiry, child, decide(town, child, MatchAnswer.SAME, child_id=child_id)


def tell(town: Town, outcome: OutcomeRow, at: object = SOON, **said: str) -> tuple[Disclosure, ...]:
    new = NewTelling(
        outcome_id=outcome.id,
        said={TellingKind(kind): words for kind, words in (said or {LEAD.value: WORDS}).items()},
        nothing_more_said=True,
    )
    return record_disclosures(town.duty_officer, new, at)  # type: ignore[arg-type]


def kept() -> list[Disclosure]:
    return list(db.session.scalars(select(Disclosure)))


def test_what_was_said_in_other_words_is_kept_word_for_word(town: Town) -> None:
    said = "It's Ines — ring the office,\n01632 960100. “Good bye”"
    with transaction():
        _, _, outcome = answered(town)
        tell(town, outcome, **{LEAD.value: f"  {said}  "})
    assert [(row.kind, row.words) for row in kept()] == [(LEAD, said)]


def test_other_words_count_only_where_the_officer_says_they_held_no_more(town: Town) -> None:
    with transaction():
        _, _, outcome = answered(town)
        sentence = sentences(outcome)[LEAD]
        for other in ("Yes, Wilfreda is known to us.", sentence + " It is open.", "Ines"):
            new = NewTelling(outcome_id=outcome.id, said={LEAD: other})
            with pytest.raises(OtherWords, match="Something else was said"):
                record_disclosures(town.duty_officer, new, SOON)
        assert kept() == []
        as_it_stands = NewTelling(
            outcome_id=outcome.id, said={LEAD: "  " + sentence.replace(" ", "\n ", 1)}
        )
        record_disclosures(town.duty_officer, as_it_stands, SOON)
        assert len(kept()) == 1


def test_the_same_telling_sent_twice_is_kept_once(town: Town) -> None:
    with transaction():
        enquiry, _, outcome = answered(town)
        first = tell(town, outcome)
        assert tell(town, outcome, SOON + timedelta(minutes=1)) == first
        assert len(kept()) == 1
        tell(town, outcome, **{LEAD.value: WORDS + " Good bye."})
        assert len(kept()) == 2
        check(town, enquiry, now=SOON)
        tell(town, outcome, SOON + timedelta(minutes=9))
        assert len(kept()) == 3


def test_advice_sent_twice_stands_once_on_the_contact_record(town: Town) -> None:
    with transaction():
        enquiry = ask(town, STRANGER)
        check(town, enquiry)
        child = children_of(enquiry)[0]
        outcome = decide(town, child, MatchAnswer.NOT_KNOWN)
        advice = {TellingKind.ADVICE.value: sentences(outcome)[TellingKind.ADVICE]}
        for _ in range(2):
            tell(town, outcome, **advice)
    assert advice_of(child.id) == tuple(advice.values())


def test_a_check_by_telephone_is_good_for_sixty_minutes_and_not_a_second_longer(
    town: Town,
) -> None:
    with transaction():
        _, _, outcome = answered(town)
        tell(town, outcome, LAST_MINUTE)
        for late in (timedelta(seconds=1), timedelta(hours=3), timedelta(days=1)):
            with pytest.raises(CheckRunOut):
                tell(town, outcome, LAST_MINUTE + late)
    assert len(kept()) == 1


def test_ringing_back_again_is_a_fresh_check(town: Town) -> None:
    with transaction():
        enquiry, child, outcome = answered(town)
        check(town, enquiry, now=LAST_MINUTE + timedelta(minutes=10))
        rows = tell(town, outcome, LAST_MINUTE + timedelta(minutes=30))
        latest = current_outcome(child.id)
        assert latest is not None
        assert latest.id == outcome.id
        assert rows[0].verification_id != outcome.verification_id


@pytest.mark.parametrize(
    "shown", [VerificationOutcome.NOT_CONFIRMED, VerificationOutcome.COULD_NOT_BE_DONE]
)
def test_a_later_check_that_confirms_nothing_takes_back_what_might_be_told(
    town: Town, shown: VerificationOutcome
) -> None:
    with transaction():
        enquiry, child, outcome = answered(town)
        check(town, enquiry, shown, now=SOON, contact_point_id=None)
        with pytest.raises(StepOutOfOrder):
            tell(town, outcome, SOON + timedelta(minutes=5))
        latest = current_outcome(child.id)
        assert latest is not None
        with pytest.raises(CheckRunOut):
            tell(town, latest, SOON + timedelta(minutes=5))
    page = answer_page(child.id, confirmed=False)
    assert page is not None
    assert "Ines" not in " ".join(one.sentence for one in page.sentences)
    assert (page.child_reference, page.decision_words) == (None, "")
    assert kept() == []


def test_role_and_reason_are_weighed_for_each_child_of_a_call(town: Town) -> None:
    with transaction():
        known = {"case_open": True, "lead": town.lead, "team_id": town.casework_team_id}
        first_id = make_child(**known)
        second_id = make_child("Ottoline", "Fairweather", born_on=STRANGER_BORN_ON, **known)
        enquiry = ask(town, CHILD, STRANGER)
        check(town, enquiry)
        first, second = children_of(enquiry)
        hers = decide(town, first, MatchAnswer.SAME, child_id=first_id)
        not_hers = decide(town, second, MatchAnswer.SAME, child_id=second_id, reason_accepted=False)
        assert LEAD in sentences(hers)
        assert not set(sentences(not_hers)) & TELLINGS_ABOUT_A_CHILD
        with pytest.raises(EnquiryError):
            tell(town, not_hers)
        tell(town, hers)


def test_a_reason_accepted_no_more_takes_the_answer_back(town: Town) -> None:
    with transaction():
        _, child, outcome = answered(town)
        child_id = db.session.get_one(MatchDecision, outcome.match_decision_id).child_id
        again = decide(
            town, child, MatchAnswer.SAME, now=SOON, child_id=child_id, reason_accepted=False
        )
        assert LEAD not in sentences(again)
        with pytest.raises(StepOutOfOrder):
            tell(town, outcome, SOON + timedelta(minutes=5))


def test_a_checked_professional_is_not_answered_before_the_reason_is_weighed(town: Town) -> None:
    with transaction():
        enquiry = ask(town)
        check(town, enquiry)
        child = children_of(enquiry)[0]
        with pytest.raises(EnquiryError, match="role with this child"):
            decide(town, child, MatchAnswer.NOT_KNOWN, reason_accepted=None)
        assert current_outcome(child.id) is None


def test_nobody_else_is_asked_for_a_reason(town: Town) -> None:
    with transaction():
        mother = AskingPerson(kind=EnquirerKind.PARENT, name="Leda Ashgrove")
        enquiry = ask(town, channel=Channel.IN_PERSON, enquirer=mother)
        document = VerificationMethod.IDENTITY_DOCUMENT
        check(town, enquiry, method=document, contact_point_id=None, second_fact="Passport")
        outcome = decide(town, children_of(enquiry)[0], MatchAnswer.NOT_KNOWN, reason_accepted=None)
        assert set(sentences(outcome)) == {
            TellingKind.MESSAGE_PASSED_ON,
            TellingKind.OWN_INFORMATION_ROUTE,
        }


def test_what_the_outcome_does_not_allow_is_not_told(town: Town) -> None:
    with transaction():
        _, _, outcome = answered(town)
        allowed = {TellingKind(kind) for kind in _allowed(outcome)}
        for kind in set(TellingKind) - allowed:
            with pytest.raises(EnquiryError):
                tell(town, outcome, **{kind.value: "Said all the same"})
        with pytest.raises(EnquiryError):
            tell(town, outcome, **{LEAD.value: WORDS, TellingKind.PLAN_STATUS.value: "Yes"})
    assert kept() == []


def test_nothing_and_blank_words_are_no_telling(town: Town) -> None:
    with transaction():
        _, _, outcome = answered(town)
        for said in ({}, {LEAD: "   "}):
            with pytest.raises(EnquiryError):
                record_disclosures(
                    town.duty_officer, NewTelling(outcome_id=outcome.id, said=said), SOON
                )
    assert kept() == []


def test_the_answer_about_one_child_of_a_call_is_no_answer_about_the_other(town: Town) -> None:
    with transaction():
        child_id = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        enquiry = ask(town, CHILD, STRANGER)
        check(town, enquiry)
        first, second = children_of(enquiry)
        decide(town, first, MatchAnswer.SAME, child_id=child_id)
        about_stranger = decide(town, second, MatchAnswer.NOT_KNOWN)
        with pytest.raises(EnquiryError):
            tell(town, about_stranger)
    assert kept() == []


def test_a_check_of_one_enquiry_is_none_for_another(town: Town) -> None:
    with transaction():
        _, _, good = answered(town)
        other = ask(town)
        check(town, other, VerificationOutcome.NOT_CONFIRMED)
        unchecked = current_outcome(children_of(other)[0].id)
        assert unchecked is not None
        with pytest.raises(EnquiryError):
            tell(town, unchecked)
        tell(town, good)
    assert {row.enquiry_id for row in kept()} == {good.enquiry_id}


def test_an_answer_that_was_replaced_is_told_no_more(town: Town) -> None:
    with transaction():
        _, child, outcome = answered(town)
        decide(town, child, MatchAnswer.CANNOT_TELL, now=SOON)
        with pytest.raises(StepOutOfOrder):
            tell(town, outcome, SOON + timedelta(minutes=10))


def test_what_the_system_matched_by_itself_is_not_shown_once_the_check_is_confirmed(
    town: Town,
) -> None:
    with transaction():
        make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        enquiry = ask(town)
        check(town, enquiry, VerificationOutcome.COULD_NOT_BE_DONE, contact_point_id=None)
        child = children_of(enquiry)[0]
        assert answer_page(child.id, confirmed=False) is not None
        check(town, enquiry, now=SOON)
    assert answer_page(child.id, confirmed=True) is None


def _allowed(outcome: OutcomeRow) -> list[str]:
    page = answer_page(outcome.enquired_child_id, confirmed=True)
    assert page is not None
    return [one.kind.value for one in page.sentences]
