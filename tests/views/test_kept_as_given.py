"""What an import kept as it was given stands in the form, and stays through a correction."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from lacrecords.audit import services as audit
from lacrecords.children import facts
from lacrecords.children.lengths import LONGEST_NAME
from lacrecords.children.models import (
    ChildCharacteristics,
    ChildLegalStatus,
    ChildName,
    ChildProtectionPlan,
    ChildRelationship,
    HouseholdMember,
    OtherAuthorityInvolvement,
    PlanReview,
)
from lacrecords.children.services import NewName
from lacrecords.database import db, now_utc, transaction
from lacrecords.exchange.dataset_tables import LONGEST
from lacrecords.exchange.register_columns import GREATEST_LENGTH
from lacrecords.history import Fact
from lacrecords.people.services import NewPerson, create_person
from lacrecords.terms import Role
from tests.factories.staff import MAKER
from tests.support.register import Register
from tests.views.test_child_changes import SHOWN, Desk, on
from tests.views.test_facts_by_hand import WHY, LateDesk, fact_path

BOXES = re.compile(r'name="([\w-]+)" type="text"[^>]*? value="([^"]*)"')
CHECKED = re.compile(r'name="([\w-]+)"[^>]*value="([^"]*)" checked')
SELECTED = re.compile(
    r'<select[^>]*name="([\w-]+)"[^>]*>(?:(?!</select>).)*<option value="([^"]*)" selected', re.S
)


def plant(register: Register, model: Any, child_id: int, **columns: Any) -> None:
    """Write a fact down as a run of the import does."""
    stamp = {"recorded_at": now_utc(), "recorded_by": MAKER.key, "source": "run 7"}
    with register.app.app_context(), transaction():
        db.session.add(model(child_id=child_id, **columns, **stamp))
        audit.record(MAKER, "import", "child", child_id)


def as_shown(text: str) -> dict[str, str]:
    """Every answer that a form shows, as a browser would send it back."""
    return dict([*BOXES.findall(text), *CHECKED.findall(text), *SELECTED.findall(text)])


GIVEN: tuple[tuple[str, type[Fact], str, dict[str, Any], dict[str, str]], ...] = (
    (
        "sex-and-ethnicity",
        ChildCharacteristics,
        "ethnicity",
        {"sex": "U"},
        {"sex": "F"},
    ),
    (
        "legal-status",
        ChildLegalStatus,
        "code",
        {"looked_after": True, "placing_authority": ""},
        {"placing_authority": "Westmere"},
    ),
    (
        "other-authorities",
        OtherAuthorityInvolvement,
        "what",
        {"authority": "Westmere City Council", "telephone": "01632 960 777"},
        {"telephone": "01632 960 778"},
    ),
    (
        "conferences",
        PlanReview,
        "review_kind",
        {"held_on": date(2026, 2, 3), "quorate": None},
        {"quorate": "yes"},
    ),
    (
        "plans",
        ChildProtectionPlan,
        "initial_category",
        {"latest_category": "NEG"},
        {"latest_category": "EMO"},
    ),
)


@pytest.mark.parametrize(
    ("slug", "model", "column", "others", "corrected"), GIVEN, ids=[row[0] for row in GIVEN]
)
def test_a_code_that_is_on_no_list_stays_through_a_correction(
    register: Register,
    slug: str,
    model: type[Fact],
    column: str,
    others: dict[str, Any],
    corrected: dict[str, str],
) -> None:
    lead = register.staff(Role.LEAD_SOCIAL_WORKER)
    child_id, path = register.child()
    plant(register, model, child_id, **others | {column: "ZZZZ"})
    desk = Desk(register, lead, f"{fact_path(register, lead, path, slug)}/correct")
    form = desk.open()
    assert "ZZZZ, as it was given" in form
    answers = as_shown(form)
    assert answers[column] == "ZZZZ", "chosen already"
    saved = desk.send(**answers | corrected | WHY)
    assert saved.status_code == 302, saved.text
    with register.app.app_context():
        assert getattr(facts.latest(model, child_id), column) == "ZZZZ"


def test_what_was_given_is_offered_again_to_whoever_comes_second(register: Register) -> None:
    first, second = (register.staff(Role.LEAD_SOCIAL_WORKER) for _ in range(2))
    child_id, path = register.child()
    plant(register, ChildCharacteristics, child_id, sex="U", ethnicity="ZZZZ")
    place = fact_path(register, first, path, "sex-and-ethnicity")
    one, two = (
        Desk(register, first, f"{place}/correct"),
        LateDesk(register, second, f"{place}/correct"),
    )
    answers = as_shown(one.open())
    two.open()
    assert one.send(**answers | {"sex": "F", "ethnicity": "WBRI"} | WHY).status_code == 302
    late = two.send(**answers | {"sex": "M"} | WHY)
    assert late.status_code == 409
    assert as_shown(late.text)["ethnicity"] == "ZZZZ"
    two.shown = SHOWN.search(late.text).group(1)  # type: ignore[union-attr]
    assert two.send(**answers | {"sex": "M"} | WHY).status_code == 302
    with register.app.app_context():
        kept: Any = facts.latest(ChildCharacteristics, child_id)
        assert (kept.sex, kept.ethnicity) == ("M", "ZZZZ")


def test_another_code_that_is_on_no_list_is_refused(register: Register) -> None:
    lead = register.staff(Role.LEAD_SOCIAL_WORKER)
    child_id, path = register.child()
    plant(register, ChildCharacteristics, child_id, sex="U", ethnicity="ZZZZ")
    place = fact_path(register, lead, path, "sex-and-ethnicity")
    desk = Desk(register, lead, f"{place}/correct")
    desk.open()
    assert desk.send(sex="F", ethnicity="YYYY", **WHY).status_code == 422


def test_what_another_child_is_and_how_an_adult_has_responsibility_stay(
    register: Register,
) -> None:
    lead = register.staff(Role.LEAD_SOCIAL_WORKER)
    child_id, path = register.child()
    other, _ = register.child()
    plant(
        register, ChildRelationship, child_id, other_child_id=other, relationship="unborn sibling"
    )
    with register.app.app_context(), transaction():
        adult = create_person(MAKER, NewPerson(forename="Isolde", surname="Quince"), now_utc())
    plant(
        register,
        HouseholdMember,
        child_id,
        person_id=adult,
        relationship="aunt",
        lives_with_child=False,
        parental_responsibility=True,
        responsibility_basis="will",
    )
    for slug, model, column, words in (
        ("other-children", ChildRelationship, "relationship", "unborn sibling"),
        ("adults", HouseholdMember, "responsibility_basis", "will"),
    ):
        desk = Desk(register, lead, f"{fact_path(register, lead, path, slug)}/correct")
        answers = as_shown(desk.open())
        assert answers[column] == words
        assert desk.send(**answers | WHY).status_code == 302, slug
        with register.app.app_context():
            assert getattr(facts.latest(model, child_id), column) == words


def test_names_are_as_long_by_hand_as_from_a_file(register: Register) -> None:
    for column in ("pers_forename", "pers_middle_names", "pers_surname"):
        assert LONGEST[column] == LONGEST_NAME
    for column in ("forename", "middle", "surname"):
        assert GREATEST_LENGTH[column] == LONGEST_NAME
    lead = register.staff(Role.LEAD_SOCIAL_WORKER)
    longest = "Wilfreda " * 22
    names = (NewName(forename=longest.strip(), surname="Ashgrove"),)
    child_id, path = register.child(names=names)
    desk = Desk(register, lead, f"{fact_path(register, lead, path, 'names')}/correct")
    answers = as_shown(desk.open())
    assert desk.send(**answers | {"surname": "Ashgrave"} | WHY).status_code == 302
    with register.app.app_context():
        kept: Any = facts.latest(ChildName, child_id)
        assert (kept.forename, kept.surname) == (longest.strip(), "Ashgrave")
    longer = answers | {"middle": "n" * (LONGEST_NAME + 1)} | WHY
    refused = Desk(register, lead, f"{path}/facts/names/add")
    refused.open()
    assert "must be 200 characters or fewer" in refused.send(**longer).text


def test_a_longer_line_that_stands_need_not_be_shortened(register: Register) -> None:
    lead = register.staff(Role.LEAD_SOCIAL_WORKER)
    child_id, path = register.child()
    given = "A placing authority " * 15
    plant(
        register,
        ChildLegalStatus,
        child_id,
        code="C2",
        looked_after=True,
        placing_authority=given.strip(),
        from_on=date(2025, 3, 3),
    )
    desk = Desk(register, lead, f"{fact_path(register, lead, path, 'legal-status')}/correct")
    answers = as_shown(desk.open())
    sent = desk.send(**answers | {"code": "C1"} | on("from_on", date(2025, 3, 4)) | WHY)
    assert sent.status_code == 302, sent.text
    with register.app.app_context():
        kept: Any = facts.latest(ChildLegalStatus, child_id)
        assert (kept.code, kept.placing_authority) == ("C1", given.strip())
