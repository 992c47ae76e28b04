"""Folders and rows that are wrong: one clear reason, and nothing lost that can be kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lacrecords.children import models
from lacrecords.cli import main
from lacrecords.exchange.dataset_address import AddressNotRead, read_lines
from lacrecords.exchange.dataset_folder import open_folder
from lacrecords.exchange.source import FileRefused
from tests.factories.dataset_folders import (
    address,
    episode,
    identifier,
    involvement,
    person,
    plan,
    professional,
    review,
    write_folder,
)
from tests.services.test_import_dataset import WHOLE, current, found, load


def _spoil(name: str, content: bytes) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_bytes(content) and None


def _rename(name: str, to: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).rename(folder / to) and None


BAD_FOLDERS = {
    "no people": (lambda folder: (folder / "ssd_person.csv").unlink(), "no file ssd_person"),
    "two of one": (
        lambda folder: _spoil("old_ssd_person.csv", (folder / "ssd_person.csv").read_bytes())(
            folder
        ),
        "look like ssd_person",
    ),
    "an empty file": (_spoil("ssd_cp_plans.csv", b""), "ssd_cp_plans.csv: The file is empty"),
    "a spreadsheet": (_spoil("ssd_cp_plans.csv", b"PK\x03\x04" + bytes(60)), "spreadsheet"),
    "a column short": (_spoil("ssd_address.csv", b"addr_table_id\nA1\n"), "missing: addr_person"),
    "other letters": (_spoil("ssd_address.csv", "Zoë".encode("cp1252")), "not UTF-8"),
    "a broken format": (_spoil("lacrecords_export.json", b"{"), "cannot be read"),
    "a deep format": (_spoil("lacrecords_export.json", b"[" * 60_000), "cannot be read"),
}


@pytest.mark.parametrize("kind", BAD_FOLDERS)
def test_a_folder_that_will_not_do_is_refused_with_one_clear_reason(
    kind: str, tmp_path: Path
) -> None:
    spoil, reason = BAD_FOLDERS[kind]
    folder = write_folder(tmp_path / "ssd", **WHOLE)
    spoil(folder)
    with pytest.raises(FileRefused, match=reason):
        open_folder(folder)


def test_files_are_known_by_their_names_however_councils_write_them(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "ssd", encoding="utf-8-sig", **WHOLE)
    _rename("ssd_person.csv", "ssd_development.SSD_Person_20261101.csv")(folder)
    (folder / "ssd_disability.csv").write_text("disa_table_id\n", encoding="utf-8")
    opened = open_folder(folder)
    assert {table.name for table in opened.files} == {f"ssd_{name}" for name in WHOLE}
    assert opened.left_out == ("ssd_disability.csv",)


def test_the_command_says_what_it_does_not_read_before_it_loads(
    app: Flask, database_url: str, tmp_path: Path
) -> None:
    assert app
    folder = write_folder(tmp_path / "ssd", person=[person()], disability=[{"disa_id": "1"}])
    (folder / "CP Plans.csv").write_text("x\n", encoding="utf-8")
    environment = {"LACRECORDS_DATABASE_URL": database_url}
    done = CliRunner().invoke(main, ["import", "folder", str(folder)], env=environment)
    said = " ".join(done.output.split())
    assert done.exit_code == 0, done.output
    assert "NOT READ, though it looks like a file of the register: CP Plans.csv." in said
    assert "Not read: ssd_disability.csv. No file for: ssd_address, ssd_cin_episodes," in said


REJECTED = {
    "a day to come": ("person", person(pers_dob="2031-01-01"), "pers_dob"),
    "no such day": ("person", person(pers_dob="31/02/2019"), "pers_dob"),
    "no name": ("person", person(pers_forename="", pers_surname="NULL"), "pers_surname"),
    "no number": ("person", person(pers_person_id=""), "pers_person_id"),
    "a long name": ("person", person(pers_forename="A" * 10_000), "pers_forename"),
    "text turned round": ("person", person(pers_surname="abc\u202edef"), "pers_surname"),
    "far too early": ("person", person(pers_dob="1850-01-01"), "pers_dob"),
    "the end first": (
        "cp_plans",
        plan(cppl_cp_plan_end_date="2026-01-01"),
        "cppl_cp_plan_end_date",
    ),
    "an end that cannot be read": (
        "address",
        address(addr_address_end_date="soon"),
        "addr_address_end_date",
    ),
    "a review without a day": (
        "cp_reviews",
        review(cppr_cp_review_due="", cppr_cp_review_date=""),
        "cppr_cp_review_due",
    ),
    "nobody leads": (
        "involvements",
        involvement(invo_professional_id=""),
        "invo_professional_id",
    ),
}


@pytest.mark.usefixtures("in_app")
@pytest.mark.parametrize("kind", REJECTED)
def test_a_row_that_cannot_be_right_is_rejected_with_its_place(kind: str, tmp_path: Path) -> None:
    table, row, column = REJECTED[kind]
    others = person(pers_person_id="P2", pers_common_child_id="")
    rows = {"person": [person()], **{table: [row]}}
    rows["person"] = [*rows["person"], others]
    summary = load(tmp_path, **rows)
    assert (f"ssd_{table}", "2", "rejected", column) in found(tmp_path)
    assert summary.rejected == (table == "person")
    assert summary.added == 2 - (table == "person")


BORN = person(pers_expected_dob="2019-03-10")
OLD = person(pers_dob="1995-01-01")
WARNED = {
    "born and expected": ({"person": [BORN]}, "pers_expected_dob"),
    "older than 25": ({"person": [OLD]}, "pers_dob"),
    "no date of birth": ({"person": [person(pers_dob="")]}, "pers_dob"),
    "a wrong NHS number": (
        {"person": [person(pers_common_child_id="9434765871")]},
        "pers_common_child_id",
    ),
    "a code of no list": ({"person": [person(pers_ethnicity="XXXX")]}, "pers_ethnicity"),
    "died before born": ({"person": [person(pers_death_date="2018-01-01")]}, "pers_death_date"),
    "a plan after death": (
        {"person": [person(pers_death_date="2026-01-05")], "cp_plans": [plan()]},
        "pers_death_date",
    ),
    "two open plans": (
        {"cp_plans": [plan(), plan(cppl_cp_plan_id="L2", cppl_cp_plan_start_date="2026-07-01")]},
        "cppl_cp_plan_start_date",
    ),
    "plans that overlap": (
        {
            "cp_plans": [
                plan(cppl_cp_plan_end_date="2026-08-01"),
                plan(cppl_cp_plan_id="L2", cppl_cp_plan_start_date="2026-07-01"),
            ]
        },
        "cppl_cp_plan_start_date",
    ),
    "a plan of one day": (
        {"cp_plans": [plan(cppl_cp_plan_end_date="2026-05-05")]},
        "cppl_cp_plan_end_date",
    ),
    "a review before the plan": (
        {"cp_plans": [plan()], "cp_reviews": [review(cppr_cp_review_date="2026-05-05")]},
        "cppr_cp_review_date",
    ),
    "a plan not from its conference": (
        {
            "cp_plans": [plan()],
            "cp_reviews": [review(cppr_review_kind="initial", cppr_cp_review_date="2026-05-08")],
        },
        "cppl_cp_plan_start_date",
    ),
    "a conference on a Sunday": (
        {"cp_reviews": [review(cppr_review_kind="initial", cppr_cp_review_date="2026-05-10")]},
        "cppr_cp_review_date",
    ),
    "no category": (
        {"cp_plans": [plan(cppl_cp_plan_initial_category="ZZZ")]},
        "cppl_cp_plan_initial_category",
    ),
    "another authority without a name": (
        {"cp_plans": [plan(cppl_cp_plan_ola="Y")]},
        "cppl_cp_plan_ola",
    ),
    "a wrong pupil number": (
        {"linked_identifiers": [identifier(link_identifier_value="R247962919251")]},
        "link_identifier_value",
    ),
    "a legal status of no list": (
        {"cla_episodes": [episode(clae_legal_status="Z9")]},
        "clae_legal_status",
    ),
    "an address that is no structure": (
        {"address": [address(addr_address_json="4 Quillback Lane")]},
        "addr_address_json",
    ),
    "not on the staff list": (
        {"involvements": [involvement()], "professionals": [professional()]},
        "invo_professional_id",
    ),
    "one number of two children": (
        {"person": [person(), person(pers_person_id="P2")]},
        "",
    ),
}


@pytest.mark.usefixtures("in_app")
@pytest.mark.parametrize("kind", WARNED)
def test_what_is_doubtful_is_kept_with_a_warning(kind: str, tmp_path: Path) -> None:
    rows, column = WARNED[kind]
    summary = load(tmp_path, **{"person": [person()], **rows})
    assert summary.rejected == 0 and summary.added == len(rows.get("person", [0]))
    assert column in {each[3] for each in found(tmp_path) if each[2] == "warning"}


@pytest.mark.usefixtures("in_app")
def test_a_number_that_stands_twice_is_taken_once(tmp_path: Path) -> None:
    summary = load(tmp_path, person=[person(), person(pers_forename="Other")])
    assert (summary.added, summary.rejected) == (1, 1)
    assert ("ssd_person", "3", "rejected", "pers_person_id") in found(tmp_path)
    assert [each.forename for each in current(models.ChildName)] == ["Wrenna"]


def test_a_deep_address_is_refused_and_not_followed() -> None:
    with pytest.raises(AddressNotRead):
        read_lines("[" * 4_000)


CELLS = st.text(max_size=30)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
@pytest.mark.usefixtures("in_app")
def test_whatever_stands_in_the_cells_the_file_is_read_to_its_end(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = {
        name: [{column: _cell(data, column) for column in some[0]}] for name, some in WHOLE.items()
    }
    summary = load(tmp_path_factory.mktemp("any"), **rows)
    assert summary.read == summary.added + summary.changed + summary.unchanged + summary.rejected


def _cell(data: st.DataObject, column: str) -> str:
    drawn = data.draw(CELLS) if data.draw(st.booleans()) else ""
    plain = {key: value for some in WHOLE.values() for key, value in some[0].items()}[column]
    # A NUL makes the file no text, which is refused as a whole.
    return drawn.replace("\0", "").encode("utf-8", "ignore").decode() or plain
