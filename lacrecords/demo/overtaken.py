"""A suitability check that was answered before the register held the person it was about."""

from __future__ import annotations

from datetime import datetime

from lacrecords.check_requests.watching import look_again
from lacrecords.children.households import RecordHouseholdMember, record_household_member
from lacrecords.database import transaction
from lacrecords.demo.suitability import PLANNED, Step
from lacrecords.people.indexing import index_waiting_people
from lacrecords.people.services import NewPerson, create_person
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor


def overtake_an_answer(actor: Actor, child_id: int, procedure: Procedure, now: datetime) -> int:
    """Write the person down in a household since; how many requests the manager is told of."""
    answered = next(one for one in PLANNED if one.step is Step.ANSWERED)
    person = NewPerson(
        forename=answered.forename, surname=answered.surname, born_on=answered.born_on
    )
    with transaction():
        member = RecordHouseholdMember(
            person_id=create_person(actor, person, now),
            relationship="Aunt",
            lives_with_child=False,
            parental_responsibility=False,
        )
        record_household_member(actor, child_id, member, now)
    index_waiting_people()
    return look_again(procedure, now)
