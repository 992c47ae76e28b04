"""Invented answers to whether something may be shared. Each opens a transaction of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count

from lacrecords.children.households import RecordHouseholdMember, record_household_member
from lacrecords.consents.queries import ConsentStanding, consent
from lacrecords.consents.recording import record_consent
from lacrecords.consents.values import Giver, NewConsent, NewWithdrawal, NewWorksheet, Showed
from lacrecords.consents.withdrawing import withdraw_consent
from lacrecords.consents.worksheets import record_worksheet
from lacrecords.database import db, transaction
from lacrecords.people.services import NewPerson, create_person
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import (
    ConsentAnswer,
    ConsentForm,
    ConsentKind,
    ExplainedPart,
    UnderstandingAnswer,
    UnderstandingQuestion,
    WhoseConsent,
)
from tests.factories.staff import MAKER
from tests.factories.town import NOW, Town, make_child

TODAY = NOW.date()
THIRTEEN = date(2013, 5, 4)
FIVE = date(2021, 3, 7)
BY_CHILD = Giver(whose=WhoseConsent.CHILD)
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Family:
    """A child, the mother with whom the child lives, and the father who lives apart."""

    child_id: int
    mother_id: int
    father_id: int

    @property
    def mother(self) -> Giver:
        """The mother answers for the child."""
        return Giver(whose=WhoseConsent.PARENTAL_RESPONSIBILITY, person_id=self.mother_id)

    @property
    def father(self) -> Giver:
        """The father answers for the child, and it is said why he was asked."""
        return Giver(
            whose=WhoseConsent.PARENTAL_RESPONSIBILITY,
            person_id=self.father_id,
            why_this_person="She stays with him every other week.",
        )


def make_family(town: Town, born_on: date = FIVE, case_open: bool = True) -> Family:
    """The family, with the town's lead social worker."""
    with transaction():
        return write_family(town, born_on, case_open)


def write_family(town: Town, born_on: date, case_open: bool = True) -> Family:
    """The same; needs an open transaction."""
    child_id = make_child(
        "Isolde",
        "Fennimore",
        born_on=born_on,
        case_open=case_open,
        lead=town.lead,
        team_id=town.casework_team_id,
    )
    mother = create_person(MAKER, NewPerson(forename="Maren", surname="Fennimore"), NOW)
    father = create_person(MAKER, NewPerson(forename="Tobias", surname="Quill"), NOW)
    for person, relationship, lives in ((mother, "Mother", True), (father, "Father", False)):
        member = RecordHouseholdMember(
            person_id=person,
            relationship=relationship,
            lives_with_child=lives,
            parental_responsibility=True,
        )
        record_household_member(MAKER, child_id, member, NOW)
    return Family(child_id, mother, father)


def answer(**said: object) -> NewConsent:
    """An explicit, informed consent of the child, given today."""
    plain = NewConsent(
        idempotency_key=f"answer {next(_numbers)}",
        giver=BY_CHILD,
        answer=ConsentAnswer.CONSENTED,
        kind=ConsentKind.EXPLICIT,
        form=ConsentForm.SPOKEN,
        what_was_said="Yes, tell the school.",
        taken_on=TODAY,
        taken_by="Ines Thackeray",
        purpose="So that the school can help in the mornings",
        scope="That she cares for her mother",
        recipients="The head of year at her school",
        explained=frozenset(ExplainedPart),
    )
    return replace(plain, **said)  # type: ignore[arg-type]


def answered(actor: Actor, child_id: int, now: datetime = NOW, **said: object) -> ConsentStanding:
    """An answer that is kept, as it stands."""
    with transaction():
        reference = record_consent(actor, child_id, answer(**said), now)
    return again(reference, now)


def again(one: ConsentStanding | str, now: datetime = NOW) -> ConsentStanding:
    """How the answer stands at this moment."""
    db.session.rollback()
    found = consent(one if isinstance(one, str) else one.reference, now)
    assert found is not None
    return found


def taken_back(
    actor: Actor, one: ConsentStanding, now: datetime = NOW, **said: object
) -> ConsentStanding:
    """The consent is taken back by whoever gave it."""
    plain = NewWithdrawal(
        by_giver=True,
        whose=None,
        name="",
        withdrawn_on=now.date(),
        form=ConsentForm.SPOKEN,
        what_was_said="I do not want that any more.",
        already_shared=False,
    )
    with transaction():
        withdraw_consent(actor, one.consent_id, replace(plain, **said), now)  # type: ignore[arg-type]
    return again(one, now)


def worksheet(**said: object) -> NewWorksheet:
    """A worksheet in which the child showed everything."""
    plain = NewWorksheet(
        idempotency_key=f"worksheet {next(_numbers)}",
        occasion="Whether her school is told that she cares for her mother",
        worked_on=TODAY,
        how_explained="With the story of another family, and a drawing.",
        language="English",
        communication="Talking",
        interpreter="",
        answers={
            question: Showed(answer=UnderstandingAnswer.YES, words="She said it back to me.")
            for question in UnderstandingQuestion
        },
        childs_view="I want them to know, but not my class.",
        why_no_view="",
        others_opinion="Her mother thinks that nobody should know.",
        able=True,
        reason="She weighed both sides by herself.",
        why_departs="",
        capacity_note="",
        assessed_by="Ines Thackeray",
    )
    return replace(plain, **said)  # type: ignore[arg-type]


def not_able(**said: object) -> NewWorksheet:
    """A worksheet that found that the child cannot decide."""
    showed = {
        question: Showed(answer=UnderstandingAnswer.NO, words="She could not say.")
        for question in UnderstandingQuestion
    }
    plain = worksheet(able=False, reason="She could not say what it is about.", answers=showed)
    return replace(plain, **said)  # type: ignore[arg-type]


def worked(actor: Actor, child_id: int, new: NewWorksheet, now: datetime = NOW) -> str:
    """A worksheet that is kept; its reference."""
    with transaction():
        return record_worksheet(actor, child_id, new, now)


def days_later(days: int) -> datetime:
    """So many days after the moment of these tests."""
    return NOW + timedelta(days=days)
