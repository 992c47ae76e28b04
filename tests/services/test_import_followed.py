"""Numbers and rows that change their meaning from one file to the next: nobody is lost by it."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from lacrecords.audit.actors import command_actor
from lacrecords.children import fact_services, models
from lacrecords.children.fact_kinds import BY_SLUG
from lacrecords.children.fact_services import FactSaid
from lacrecords.database import db, transaction
from lacrecords.exchange.models import ImportedRow
from lacrecords.terms import IdentifierScheme
from tests.factories.children import make_child
from tests.factories.dataset_folders import address, identifier, involvement, person, plan
from tests.services.test_import_dataset import TUESDAY, WHOLE, current, found, load

OWN, OTHERS = models.ChildProtectionPlan, models.OtherAuthorityInvolvement
NHS = identifier(link_identifier_type="NHS Number", link_identifier_value="9434765870")


def numbers(scheme: IdentifierScheme) -> list[str]:
    return [each.value for each in current(models.ChildIdentifier) if each.scheme is scheme]


def correct_the_authority_s_number(to: str) -> None:
    scheme = IdentifierScheme.AUTHORITY
    (shown,) = [each for each in current(models.ChildIdentifier) if each.scheme is scheme]
    said = FactSaid(
        columns={"scheme": scheme, "value": to}, reason="It was mistyped.", shown_id=shown.id
    )
    with transaction():
        kind = BY_SLUG["numbers"]
        fact_services.correct(command_actor(), shown.child_id, kind, said, TUESDAY)


@pytest.mark.usefixtures("in_app")
def test_a_child_whose_number_was_corrected_is_met_by_the_corrected_number(tmp_path: Path) -> None:
    load(tmp_path, person=[person()])
    correct_the_authority_s_number("P77")
    renamed = [person(pers_person_id="P77", pers_surname="Hollingshead")]
    summary = load(tmp_path, TUESDAY, person=renamed)
    assert (summary.added, summary.changed, summary.not_in_file) == (0, 1, 0)
    assert db.session.scalar(select(func.count(models.Child.id))) == 1
    assert list(db.session.scalars(select(ImportedRow.authority_number))) == ["P77"]
    assert load(tmp_path, TUESDAY, person=renamed).unchanged == 1


@pytest.mark.usefixtures("in_app")
def test_two_rows_about_one_child_are_not_both_taken(tmp_path: Path) -> None:
    load(tmp_path, person=[person()])
    own = f"lacrecords-{db.session.scalar(select(models.Child.reference))}"
    rows = [person(pers_surname="Hollingshead"), person(pers_person_id=own, pers_surname="Other")]
    summary = load(tmp_path, TUESDAY, person=rows)
    assert (summary.read, summary.changed, summary.unchanged, summary.rejected) == (2, 1, 0, 1)
    surnames = {each.surname for each in current(models.ChildName)}
    assert surnames == {"Applethwaite", "Hollingshead"}
    assert ("ssd_person", "3", "rejected", "") in found(tmp_path)


@pytest.mark.usefixtures("in_app")
def test_an_nhs_number_given_in_two_places_is_one_number(tmp_path: Path) -> None:
    load(tmp_path, person=[person(pers_common_child_id="4010232137")])
    summary = load(tmp_path, TUESDAY, person=[person()], linked_identifiers=[NHS])
    assert numbers(IdentifierScheme.NHS) == ["9434765870"]
    assert (summary.changed, summary.warnings) == (1, 0)


@pytest.mark.usefixtures("in_app")
@pytest.mark.parametrize("other", ["9434765870", "4010232137"])
def test_a_new_child_has_one_nhs_number_and_two_are_warned_of(tmp_path: Path, other: str) -> None:
    also = {**NHS, "link_identifier_value": other}
    summary = load(tmp_path, person=[person()], linked_identifiers=[also])
    assert numbers(IdentifierScheme.NHS) == ["9434765870"]
    assert summary.warnings == (other != "9434765870")


@pytest.mark.usefixtures("in_app")
def test_who_leads_is_not_ended_by_a_row_that_cannot_be_read(tmp_path: Path) -> None:
    load(tmp_path, **WHOLE)
    unread = {**WHOLE, "involvements": [involvement(invo_involvement_end_date="31/31/2026")]}
    summary = load(tmp_path, TUESDAY, **unread)
    assert summary.unchanged == 2
    assert [each.to_on for each in current(models.LeadSocialWorkerAssignment)] == [None]
    gone = {**WHOLE, "involvements": [involvement(invo_person_id="P2")]}
    load(tmp_path, TUESDAY, **gone)
    of_wrenna = [e for e in current(models.LeadSocialWorkerAssignment) if e.child_id == 1]
    assert [each.to_on for each in of_wrenna] == [TUESDAY.date()]


@pytest.mark.usefixtures("in_app")
def test_a_plan_that_turns_out_to_be_the_other_authority_s_is_ours_no_more(tmp_path: Path) -> None:
    load(tmp_path, **WHOLE)
    theirs = {**WHOLE, "cp_plans": [plan(cppl_cp_plan_ola="Y")]}
    load(tmp_path, TUESDAY, **theirs)
    assert [each.to_on for each in current(OWN)] == [TUESDAY.date()]
    assert [each.to_on for each in current(OTHERS)] == [None]
    assert load(tmp_path, TUESDAY, **theirs, delta=True).changed == 0
    load(tmp_path, TUESDAY, **WHOLE)
    assert [each.to_on for each in current(OWN)] == [None]
    assert [each.to_on for each in current(OTHERS)] == [TUESDAY.date()]


@pytest.mark.usefixtures("in_app")
def test_a_delta_may_speak_of_a_child_whom_somebody_registered_by_hand(tmp_path: Path) -> None:
    with transaction():
        numbers = ((IdentifierScheme.AUTHORITY, "P1"),)
        child = make_child(forename="Odalys", surname="Quennell", numbers=numbers)
    summary = load(tmp_path, TUESDAY, True, person=[person(pers_person_id="P2")], cp_plans=[plan()])
    assert (summary.added, summary.changed) == (1, 1)
    assert [each.child_id for each in current(OWN)] == [child]


@pytest.mark.usefixtures("in_app")
def test_a_file_is_read_as_of_the_day_in_the_council_s_office(tmp_path: Path) -> None:
    past_midnight_in_summer = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    today = [plan(cppl_cp_plan_start_date="2026-07-01")]
    summary = load(tmp_path, past_midnight_in_summer, person=[person()], cp_plans=today)
    assert summary.warnings == 0
    assert [each.from_on for each in current(OWN)] == [date(2026, 7, 1)]


@pytest.mark.usefixtures("in_app")
def test_who_hides_at_one_address_hides_at_the_next(tmp_path: Path) -> None:
    load(tmp_path, **WHOLE)
    (home,) = [each for each in current(models.ChildAddress) if each.child_id == 1]
    kept = ("address_type", "line1", "line2", "town", "postcode", "uprn", "from_on", "to_on")
    columns = {name: getattr(home, name) for name in kept} | {"confidential": True}
    said = FactSaid(columns=columns, reason="He must not find her.", shown_id=home.id)
    with transaction():
        fact_services.correct(command_actor(), 1, BY_SLUG["addresses"], said, TUESDAY)
    refuge = address(addr_table_id="A9", addr_address_start_date="2026-11-16")
    refuge["addr_address_json"] = '{"HOUSE": "2", "STREET": "Kiln Way"}'
    left = address(addr_address_end_date="2026-11-16")
    load(tmp_path, TUESDAY, **{**WHOLE, "address": [left, refuge]})
    of_wrenna = [each for each in current(models.ChildAddress) if each.child_id == 1]
    assert [(each.line1, each.confidential) for each in of_wrenna] == [
        ("4 Quillback Lane", True),
        ("2 Kiln Way", True),
    ]


@pytest.mark.usefixtures("in_app")
def test_no_cell_of_the_list_of_findings_is_worked_out_by_a_spreadsheet(tmp_path: Path) -> None:
    load(tmp_path, person=[person(pers_person_id="=1+1", pers_surname="")])
    load(tmp_path, TUESDAY, person=[person(pers_person_id="@SUM(A1)", pers_surname="")])
    with (tmp_path / "found.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert "'@SUM(A1)" in cells and any(cell.startswith("'=1+1 stands") for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
