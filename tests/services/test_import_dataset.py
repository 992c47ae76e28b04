"""Loading a folder of the national dataset: whole, again, changed, and against the record."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.audit.actors import command_actor
from lacrecords.children import models
from lacrecords.children.bulk import FactKind
from lacrecords.children.fact_kinds import BY_SLUG
from lacrecords.children.fact_services import FactSaid, correct, end, withdraw
from lacrecords.children.models import Child
from lacrecords.database import db, transaction
from lacrecords.exchange import loading
from lacrecords.exchange.conflicts import from_json
from lacrecords.exchange.loading import Summary
from lacrecords.exchange.models import ImportConflict
from lacrecords.exchange.sources import open_source
from lacrecords.matching import store
from lacrecords.matching.forms import SubjectKind
from lacrecords.terms import AddressType, DatePrecision, NameType
from tests.factories.dataset_folders import (
    address,
    case,
    episode,
    identifier,
    involvement,
    person,
    plan,
    professional,
    review,
    write_folder,
)
from tests.factories.staff import make_account
from tests.services.test_import_register import register_digest

MONDAY = datetime(2026, 11, 16, 22, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 17, 22, tzinfo=UTC)
WHOLE = {
    "person": [person(), person(pers_person_id="P2", pers_forename="Bramwell")],
    "address": [address(), address(addr_table_id="A2", addr_person_id="P2")],
    "cin_episodes": [case()],
    "cp_plans": [plan()],
    "cp_reviews": [review()],
    "involvements": [involvement()],
    "professionals": [professional()],
    "cla_episodes": [episode()],
    "linked_identifiers": [identifier()],
}


def load(
    folder: Path, at: datetime = MONDAY, delta: bool = False, **tables: Sequence[dict[str, str]]
) -> Summary:
    source = open_source(write_folder(folder / "ssd", **tables), at.date(), delta)
    return loading.load(source, folder / "found.csv", command_actor(), at)


def found(folder: Path) -> list[tuple[str, str, str, str]]:
    path = folder / "found.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [(row["file"], row["row"], row["finding"], row["column"]) for row in rows]


def current(model: Any) -> list[Any]:
    return list(db.session.scalars(select(model).where(model.is_current()).order_by(model.id)))


def conflicts() -> list[ImportConflict]:
    return list(db.session.scalars(select(ImportConflict).order_by(ImportConflict.id)))


@pytest.mark.usefixtures("in_app")
def test_a_folder_is_loaded_whole(tmp_path: Path) -> None:
    summary = load(tmp_path, **WHOLE)
    assert (summary.read, summary.added, summary.rejected) == (2, 2, 0)
    assert [each.forename for each in current(models.ChildName)] == ["Wrenna", "Bramwell"]
    home = current(models.ChildAddress)[0]
    assert (home.line1, home.town, home.postcode) == ("4 Quillback Lane", "Marrowby", "ZZ9 9ZZ")
    assert home.from_on == date(2020, 2, 1) and not home.confidential
    (running,) = current(models.ChildProtectionPlan)
    assert (running.from_on, running.latest_category) == (date(2026, 5, 5), "EMO")
    (held,) = current(models.PlanReview)
    assert (held.held_on, held.quorate, held.review_kind) == (date(2026, 8, 3), True, "review")
    (lead,) = current(models.LeadSocialWorkerAssignment)
    assert (lead.account_id, lead.name_as_given) == (None, "Ottoline Marchbank")
    (looked_after,) = current(models.ChildLegalStatus)
    assert looked_after.looked_after and looked_after.from_on == date(2026, 6, 1)
    assert [each.from_on for each in current(models.ChildCase)] == [date(2026, 4, 1)]
    assert {each.source for each in current(models.ChildProtectionPlan)} == {"import:1 L1"}
    numbers = {(each.scheme.value, each.value) for each in current(models.ChildIdentifier)}
    assert {("authority", "P1"), ("nhs", "9434765870"), ("upn", "A950000178301")} <= numbers
    child_ids = list(db.session.scalars(select(Child.id)))
    assert len(store.load_forms(db.session(), SubjectKind.CHILD, child_ids)) == 2


@pytest.mark.usefixtures("in_app")
def test_a_second_run_of_a_folder_changes_nothing_whatever_the_order(tmp_path: Path) -> None:
    load(tmp_path, **WHOLE)
    before = register_digest()
    turned = {name: list(reversed(rows)) for name, rows in reversed(WHOLE.items())}
    summary = load(tmp_path, TUESDAY, **turned)
    assert (summary.added, summary.changed, summary.unchanged) == (0, 0, 2)
    assert register_digest() == before


@pytest.mark.usefixtures("in_app")
def test_optional_files_may_be_missing_and_then_say_nothing(tmp_path: Path) -> None:
    load(tmp_path, **WHOLE)
    summary = load(tmp_path, TUESDAY, person=WHOLE["person"])
    assert summary.changed == 0
    assert len(current(models.ChildProtectionPlan)) == 1
    assert current(models.LeadSocialWorkerAssignment)[0].to_on is None


@pytest.mark.usefixtures("in_app")
def test_a_changed_row_takes_the_place_of_the_fact_it_brought(tmp_path: Path) -> None:
    load(tmp_path, **WHOLE)
    moved = [
        address(addr_address_end_date="2026-11-10"),
        address(
            addr_table_id="A3",
            addr_address_start_date="2026-11-10",
            addr_address_json='{"FLAT": "2", "BUILDING": "Kiln Court", "STREET": "Kiln Way"}',
        ),
        address(addr_table_id="A2", addr_person_id="P2"),
    ]
    ended = [plan(cppl_cp_plan_end_date="2026-11-01")]
    summary = load(tmp_path, TUESDAY, **{**WHOLE, "address": moved, "cp_plans": ended})
    assert (summary.changed, summary.unchanged, summary.conflicts) == (1, 1, 0)
    of_wrenna = [each for each in current(models.ChildAddress) if each.child_id == 1]
    assert [(each.line1, each.to_on) for each in of_wrenna] == [
        ("4 Quillback Lane", date(2026, 11, 10)),
        ("Flat 2, Kiln Court", None),
    ]
    assert [each.to_on for each in current(models.ChildProtectionPlan)] == [date(2026, 11, 1)]


@pytest.mark.usefixtures("in_app")
def test_a_row_that_is_gone_ends_nothing_but_who_leads(tmp_path: Path) -> None:
    load(tmp_path, **WHOLE)
    others = {**WHOLE, "cp_plans": [plan(cppl_person_id="P2")], "involvements": []}
    others["involvements"] = [involvement(invo_person_id="P2")]
    load(tmp_path, TUESDAY, **others)
    mine = [each for each in current(models.ChildProtectionPlan) if each.child_id == 1]
    assert [each.to_on for each in mine] == [None]
    leads = [each for each in current(models.LeadSocialWorkerAssignment) if each.child_id == 1]
    assert [each.to_on for each in leads] == [TUESDAY.date()]


@pytest.mark.usefixtures("in_app")
def test_a_delta_changes_what_it_names_and_nobody_vanishes(tmp_path: Path) -> None:
    load(tmp_path, **WHOLE)
    summary = load(
        tmp_path,
        TUESDAY,
        delta=True,
        person=[person(pers_person_id="P3", pers_forename="Odell", pers_common_child_id="")],
        cp_plans=[plan(cppl_cp_plan_latest_category="PHY")],
        involvements=[involvement(invo_involvements_id="I9", invo_person_id="P2")],
    )
    assert (summary.added, summary.changed, summary.not_in_file) == (1, 2, 0)
    assert [each.latest_category for each in current(models.ChildProtectionPlan)] == ["PHY"]
    running = [each for each in current(models.LeadSocialWorkerAssignment) if not each.to_on]
    assert {each.child_id for each in running} == {1, 2}
    again = load(tmp_path, TUESDAY, **WHOLE, delta=True)
    assert again.changed == 1  # The plan's category goes back; nothing else is said anew.


@pytest.mark.usefixtures("in_app")
def test_a_row_about_nobody_is_listed_and_stops_nothing(tmp_path: Path) -> None:
    summary = load(tmp_path, person=[person()], cp_plans=[plan(cppl_person_id="P9")])
    assert (summary.added, summary.rejected) == (1, 0)
    assert found(tmp_path) == [("ssd_cp_plans", "2", "rejected", "cppl_person_id")]


@pytest.mark.usefixtures("in_app")
def test_an_unborn_child_is_loaded_and_born(tmp_path: Path) -> None:
    unborn = person(pers_forename="", pers_dob="", pers_expected_dob="2026-12-20")
    load(tmp_path, person=[unborn])
    (expected,) = current(models.ChildBirth)
    assert (expected.expected_on, expected.precision) == (
        date(2026, 12, 20),
        DatePrecision.EXPECTED,
    )
    load(tmp_path, TUESDAY, person=[person(pers_dob="2026-11-15")])
    (born,) = current(models.ChildBirth)
    assert (born.born_on, born.expected_on) == (date(2026, 11, 15), None)


@pytest.mark.usefixtures("in_app")
def test_another_name_makes_the_one_before_it_an_earlier_name(tmp_path: Path) -> None:
    load(tmp_path, person=[person()])
    load(tmp_path, TUESDAY, person=[person(pers_surname="Hollingshead")])
    names = {(each.name_type, each.surname) for each in current(models.ChildName)}
    assert names == {(NameType.CURRENT, "Hollingshead"), (NameType.EARLIER, "Applethwaite")}


@pytest.mark.usefixtures("in_app")
@pytest.mark.parametrize("ending", ["corrected", "ended", "withdrawn"])
def test_what_a_person_changed_stands_and_becomes_a_conflict_once(
    ending: str, tmp_path: Path
) -> None:
    load(tmp_path, **WHOLE)
    _change_by_hand(ending)
    before = [(each.id, each.line1, each.to_on) for each in current(models.ChildAddress)]
    again = {**WHOLE, "person": [person(pers_ethnicity="MWBC"), *WHOLE["person"][1:]]}
    summary = load(tmp_path, TUESDAY, **again)
    assert summary.conflicts == 1
    assert [(each.id, each.line1, each.to_on) for each in current(models.ChildAddress)] == before
    (conflict,) = conflicts()
    assert (conflict.child_id, conflict.fact_kind) == (1, FactKind.ADDRESS)
    says = from_json(FactKind.ADDRESS, conflict.says)
    assert says and says.values["line1"] == "4 Quillback Lane"
    assert says.values["address_type"] is AddressType.HOME and says.from_on == date(2020, 2, 1)
    load(tmp_path, TUESDAY, **again)
    assert len(conflicts()) == 1


def _change_by_hand(ending: str) -> None:
    home = next(each for each in current(models.ChildAddress) if each.child_id == 1)
    kind, shown = BY_SLUG["addresses"], home.id
    columns = {
        name: getattr(home, name)
        for name in ("address_type", "town", "postcode", "uprn", "confidential", "from_on", "to_on")
    }
    said = FactSaid(
        columns={**columns, "line1": "6 Quillback Lane", "line2": ""}, reason="r", shown_id=shown
    )
    with transaction():
        if ending == "corrected":
            correct(command_actor(), 1, kind, said, TUESDAY)
        elif ending == "ended":
            end(command_actor(), 1, kind, date(2026, 11, 12), said, TUESDAY)
        else:
            withdraw(command_actor(), 1, kind, said, TUESDAY)


@pytest.mark.usefixtures("in_app")
def test_a_conflict_settled_for_the_record_is_not_raised_again(tmp_path: Path) -> None:
    load(tmp_path, **WHOLE)
    _change_by_hand("corrected")
    again = {**WHOLE, "person": [person(pers_ethnicity="MWBC"), *WHOLE["person"][1:]]}
    load(tmp_path, TUESDAY, **again)
    with transaction():
        (conflict,) = conflicts()
        audit.record(command_actor(), "import_conflict_settled", "child", conflict.child_id)
        conflict.settled_at, conflict.settled_by = TUESDAY, "account:1"
        conflict.settlement, conflict.settlement_reason = "record_stands", "seen the papers"
    summary = load(tmp_path, TUESDAY, **again)
    assert summary.conflicts == 0 and len(conflicts()) == 1
    moved = [address(addr_address_json='{"HOUSE": "9", "STREET": "Pipit Way"}')]
    summary = load(tmp_path, TUESDAY, **{**again, "address": moved})
    assert summary.conflicts == 1 and len(conflicts()) == 2


@pytest.mark.usefixtures("in_app")
def test_checking_a_folder_counts_the_same_and_writes_nothing(tmp_path: Path) -> None:
    before = register_digest()
    source = open_source(write_folder(tmp_path / "ssd", **WHOLE), MONDAY.date())
    checked = loading.check(source, tmp_path / "found.csv", command_actor(), MONDAY)
    assert register_digest() == before
    loaded = load(tmp_path, **WHOLE)
    assert (checked.read, checked.added, checked.rejected, checked.warnings) == (
        (loaded.read, loaded.added, loaded.rejected, loaded.warnings)
    )


@pytest.mark.usefixtures("in_app")
def test_a_lead_is_found_by_address_or_by_a_name_that_one_person_has(tmp_path: Path) -> None:
    with transaction():
        by_address = make_account(name="Somebody Else", email="o.marchbank@ashdown.example")
        by_name = make_account(name="Ottoline  Marchbank")
    first = professional(prof_email="O.Marchbank@ashdown.example")
    load(tmp_path, person=[person()], involvements=[involvement()], professionals=[first])
    assert _lead() == (by_address.account_id, "")
    load(
        tmp_path,
        TUESDAY,
        person=[person()],
        involvements=[involvement()],
        professionals=[professional()],
    )
    assert _lead() == (by_name.account_id, "")
    with transaction():
        make_account(name="ottoline marchbank")
    known = {"person": [person()], "involvements": [involvement()]}
    load(tmp_path, professionals=[professional(prof_email="")], **known)
    assert _lead() == (None, "Ottoline Marchbank")


@pytest.mark.usefixtures("in_app")
def test_a_professional_of_whom_no_row_says_who_it_is_unseats_nobody(tmp_path: Path) -> None:
    with transaction():
        lead = make_account(name="Ottoline Marchbank")
    load(tmp_path, person=[person()], involvements=[involvement()], professionals=[professional()])
    assert _lead() == (lead.account_id, "")
    other = professional(prof_professional_id="W9", prof_professional_name="Somebody Else")
    for without in ({}, {"professionals": [other]}):
        summary = load(
            tmp_path, TUESDAY, person=[person()], involvements=[involvement()], **without
        )
        assert (summary.changed, summary.warnings) == (0, 1)
        assert _lead() == (lead.account_id, "")
    ended = involvement(invo_involvement_end_date="2026-11-01")
    load(tmp_path, TUESDAY, person=[person()], involvements=[ended])
    (kept,) = current(models.LeadSocialWorkerAssignment)
    assert (kept.account_id, str(kept.to_on)) == (lead.account_id, "2026-11-01")
    unknown = involvement(invo_involvements_id="I9", invo_involvement_start_date="2026-11-02")
    load(tmp_path, TUESDAY, person=[person()], involvements=[ended, unknown])
    assert _lead() == (None, "professional W1")


def _lead() -> tuple[int | None, str]:
    (lead,) = [each for each in current(models.LeadSocialWorkerAssignment) if not each.to_on]
    return lead.account_id, lead.name_as_given


@pytest.mark.usefixtures("in_app")
def test_a_child_on_a_plan_has_an_open_case_where_no_file_speaks_of_cases(tmp_path: Path) -> None:
    load(tmp_path, person=WHOLE["person"], cp_plans=[plan()])
    assert [(each.child_id, each.from_on, each.to_on) for each in current(models.ChildCase)] == [
        (1, None, None)
    ]
    load(tmp_path, TUESDAY, person=WHOLE["person"], cp_plans=[plan()], cin_episodes=[case()])
    assert [(each.from_on, each.to_on) for each in current(models.ChildCase)] == [
        (date(2026, 4, 1), None)
    ]
