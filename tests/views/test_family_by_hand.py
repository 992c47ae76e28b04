"""Adults in a child's life and related children, on the pages of a record."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import func, select

from lacrecords.children.models import HouseholdMember
from lacrecords.children.services import Restrict, restrict_record
from lacrecords.database import db, now_utc, transaction
from lacrecords.people.models import Person
from lacrecords.terms import Role
from tests.support.register import Register
from tests.views.test_child_changes import Desk
from tests.views.test_facts_by_hand import WHY, fact_path

MOTHER: dict[str, Any] = {
    "forename": "Isolde",
    "surname": "Ashgrove",
    "relationship": "mother",
    "lives_with_child": "yes",
    "parental_responsibility": "yes",
    "responsibility_basis": "birth_mother",
    **WHY,
}


def add(register: Register, actor: Any, path: str, slug: str, **typed: Any) -> Any:
    desk = Desk(register, actor, f"{path}/facts/{slug}/add")
    desk.open()
    return desk.send(**typed)


def people(register: Register) -> int:
    with register.app.app_context():
        return db.session.scalar(select(func.count(Person.id))) or 0


def test_an_adult_is_added_changed_and_keeps_being_the_same_person(register: Register) -> None:
    lead = register.staff(Role.LEAD_SOCIAL_WORKER)
    _, path = register.child()
    assert add(register, lead, path, "adults", **MOTHER).status_code == 302
    page = register.browser(lead).get(path).text
    assert "Isolde Ashgrove, mother, lives with the child, has parental responsibility" in page
    place = fact_path(register, lead, path, "adults")
    change = Desk(register, lead, f"{place}/change")
    assert "First name" not in change.open()
    apart = {
        "relationship": "mother",
        "lives_with_child": "no",
        "parental_responsibility": "yes",
        "from_on-day": "1",
        "from_on-month": "2",
        "from_on-year": "2026",
    }
    saved = change.send(**apart, **WHY)
    assert saved.status_code == 302, saved.text
    assert "Isolde Ashgrove, mother, visits or lives apart" in register.browser(lead).get(path).text
    assert people(register) == 1


def test_a_brother_without_a_record_is_written_down_with_the_household(register: Register) -> None:
    lead = register.staff(Role.LEAD_SOCIAL_WORKER)
    _, path = register.child()
    form = register.browser(lead).get(f"{path}/facts/other-children/add").text
    assert "among the adults of the household" in form
    brother = MOTHER | {"forename": "Ivo", "relationship": "brother", "responsibility_basis": ""}
    brother |= {"parental_responsibility": "no", "born_on-year": "2022", "born_on-month": "5"}
    brother |= {"born_on-day": "17"}
    assert add(register, lead, path, "adults", **brother).status_code == 302
    assert "Ivo Ashgrove, brother, lives with the child" in register.browser(lead).get(path).text


def test_an_adult_of_the_same_name_is_asked_about(register: Register) -> None:
    lead = register.staff(Role.LEAD_SOCIAL_WORKER)
    _, first = register.child()
    _, second = register.child()
    assert add(register, lead, first, "adults", **MOTHER).status_code == 302
    asked = add(register, lead, second, "adults", **MOTHER)
    assert asked.status_code == 422
    assert "Is it one of these people?" in asked.text
    offered = re.search(r'name="person"[^>]*value="([1-9]\d*)"', asked.text)
    assert offered
    same = add(register, lead, second, "adults", **MOTHER, person=offered.group(1))
    assert same.status_code == 302
    assert people(register) == 1
    other = add(register, lead, second, "adults", **MOTHER, person="0")
    assert other.status_code == 302
    assert people(register) == 2


def test_an_adult_known_from_a_closed_record_only_is_not_offered(register: Register) -> None:
    owner, lead = register.staff(Role.DESIGNATED_MANAGER), register.staff(Role.LEAD_SOCIAL_WORKER)
    closed, first = register.child()
    _, second = register.child()
    assert add(register, owner, first, "adults", **MOTHER).status_code == 302
    with register.app.app_context(), transaction():
        restrict = Restrict(
            owner_id=owner.account_id, reader_ids=(), reason="A threat", shown_id=None
        )
        restrict_record(owner, closed, restrict, now_utc())
    assert add(register, lead, second, "adults", **MOTHER).status_code == 302
    with register.app.app_context():
        who = select(func.count(HouseholdMember.person_id.distinct()))
        assert db.session.scalar(who) == 2


def test_a_brother_is_linked_by_the_reference_of_his_record(register: Register) -> None:
    lead = register.staff(Role.LEAD_SOCIAL_WORKER)
    _, path = register.child(forename="Wilfreda", surname="Ashgrove")
    _, brother = register.child(forename="Tancred", surname="Ashgrove")
    reference = brother.rpartition("/")[2]
    twin = {"relationship": "twin", **WHY}
    linked = add(register, lead, path, "other-children", reference=reference.lower(), **twin)
    assert linked.status_code == 302, linked.text
    assert "Tancred Ashgrove" in register.browser(lead).get(path).text
    assert "Wilfreda Ashgrove" in register.browser(lead).get(brother).text
    twice = add(
        register, lead, brother, "other-children", reference=path.rpartition("/")[2], **twin
    )
    assert twice.status_code == 422
    assert "related in the records already" in twice.text
    own = path.rpartition("/")[2]
    itself = add(register, lead, path, "other-children", reference=own, **twin)
    assert "This is the record of the child itself" in itself.text


def test_a_closed_record_cannot_be_linked_and_is_not_betrayed(register: Register) -> None:
    owner, lead = register.staff(Role.DESIGNATED_MANAGER), register.staff(Role.LEAD_SOCIAL_WORKER)
    closed, hidden = register.child(forename="Tancred", surname="Ashgrove")
    _, path = register.child()
    with register.app.app_context(), transaction():
        restrict = Restrict(
            owner_id=owner.account_id, reader_ids=(), reason="A threat", shown_id=None
        )
        restrict_record(owner, closed, restrict, now_utc())
    twin = {"relationship": "twin", **WHY}
    answers = [
        add(register, lead, path, "other-children", reference=reference, **twin)
        for reference in (hidden.rpartition("/")[2], "ABCD-2345")
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert all("No record has this reference" in answer.text for answer in answers)
