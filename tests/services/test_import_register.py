"""Loading a register file: good files, second runs, changed files, facts kept by hand."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from dataclasses import astuple
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from lacrecords.audit.actors import command_actor
from lacrecords.audit.models import AuditEntry
from lacrecords.children import bulk
from lacrecords.children.bulk import FactKind, NewFact
from lacrecords.children.models import (
    Child,
    ChildAddress,
    ChildCase,
    ChildName,
    ChildProtectionPlan,
    LeadSocialWorkerAssignment,
)
from lacrecords.database import db, transaction
from lacrecords.exchange.loading import Summary
from lacrecords.exchange.loading import load as load_source
from lacrecords.exchange.models import ImportAbsence, ImportedRow, ImportRun
from lacrecords.exchange.sources import open_source
from lacrecords.matching import store
from lacrecords.matching.forms import SubjectKind
from lacrecords.terms import NameType
from tests.factories.register_files import make_row, write_register

MONDAY = datetime(2026, 11, 16, 22, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 17, 22, tzinfo=UTC)
NOT_OF_THE_REGISTER = ("import_runs", "audit_entries", "import_absences")
LEAD = "lead_social_worker_email"


def load(
    folder: Path, rows: Iterable[dict[str, str]], *more: str, at: datetime = MONDAY
) -> Summary:
    source = open_source(write_register(folder / "register.csv", rows, *more), at.date())
    return load_source(source, folder / "rejects.csv", command_actor(), at)


def listed(folder: Path) -> list[tuple[str, str, str]]:
    path = folder / "rejects.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["row"], row["finding"], row["column"]) for row in csv.DictReader(file)]


def register_digest() -> dict[str, str]:
    digests = {}
    for table in db.metadatas[None].sorted_tables:
        if table.name not in NOT_OF_THE_REGISTER:
            rows = db.session.execute(select(table)).all()
            text = "\n".join(sorted(map(repr, rows)))
            digests[table.name] = hashlib.sha256(text.encode()).hexdigest()
    return digests


def current(model: Any) -> list[Any]:
    return list(db.session.scalars(select(model).where(model.is_current()).order_by(model.id)))


def everything(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def many_rows(number: int) -> list[dict[str, str]]:
    return [make_row(child_id=f"T{place:05}", nhs="") for place in range(number)]


@pytest.mark.usefixtures("in_app")
def test_a_good_file_is_loaded_whole(tmp_path: Path) -> None:
    rows = [
        make_row(cp_plan="1", aliases="Wren Thistlecombe"),
        make_row(child_id="T0002", forename="Baby", unborn="1", dob="2027-02-01", nhs=""),
        make_row(child_id="T0003", forename="Bramwell", nhs=""),
    ]
    summary = load(tmp_path, rows)
    assert astuple(summary)[:5] == (3, 3, 0, 0, 0)
    assert everything(Child) == everything(ImportedRow) == 3
    assert [name.forename for name in current(ChildName)] == ["Wrenna", "Wren", "Baby", "Bramwell"]
    assert [(case.from_on, case.to_on) for case in current(ChildCase)] == [(None, None)]
    assert len(current(ChildProtectionPlan)) == 1
    assert {fact.source for fact in current(ChildName)} == {"import:1"}
    assert listed(tmp_path) == []


@pytest.mark.usefixtures("in_app")
def test_every_imported_child_stands_in_the_index(tmp_path: Path) -> None:
    load(tmp_path, many_rows(30))
    child_ids = list(db.session.scalars(select(Child.id)))
    assert len(store.load_forms(db.session(), SubjectKind.CHILD, child_ids)) == 30


@pytest.mark.usefixtures("in_app")
def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    rows = many_rows(120)
    load(tmp_path, rows)
    before = register_digest()
    summary = load(tmp_path, rows, at=TUESDAY)
    assert (summary.added, summary.changed, summary.unchanged) == (0, 0, 120)
    assert register_digest() == before


@pytest.mark.usefixtures("in_app")
def test_the_same_said_in_another_way_changes_nothing(tmp_path: Path) -> None:
    load(tmp_path, [make_row()])
    before = register_digest()
    load(tmp_path, [make_row(dob="04/03/2019", nhs="943 476 5870", postcode="zz99zz")], at=TUESDAY)
    assert register_digest() == before


@pytest.mark.usefixtures("in_app")
def test_a_changed_surname_supersedes_the_name_only_and_the_earlier_name_is_kept(
    tmp_path: Path,
) -> None:
    load(tmp_path, [make_row(), make_row(child_id="T0002", nhs="")])
    before = register_digest()
    changed = [make_row(surname="Thistlecombe"), make_row(child_id="T0002", nhs="")]
    summary = load(tmp_path, changed, at=TUESDAY)
    assert (summary.changed, summary.unchanged) == (1, 1)
    after = register_digest()
    differing = {name for name in after if after[name] != before[name]}
    assert differing <= {"child_names", "imported_rows"} | {
        name for name in after if name.startswith("match_")
    }
    names = [(name.name_type, name.surname) for name in current(ChildName) if name.child_id == 1]
    assert names == [(NameType.CURRENT, "Thistlecombe"), (NameType.EARLIER, "Applethwaite")]
    superseded = db.session.scalars(select(ChildName).where(ChildName.superseded_at.is_not(None)))
    assert [name.surname for name in superseded] == ["Applethwaite"]


@pytest.mark.usefixtures("in_app")
def test_another_address_ends_the_earlier_one(tmp_path: Path) -> None:
    load(tmp_path, [make_row()])
    load(tmp_path, [make_row(addr1="9 Heronsway", postcode="ZZ8 8ZZ")], at=TUESDAY)
    homes = [(home.line1, home.to_on) for home in current(ChildAddress)]
    assert homes == [("4 Quillback Lane", date(2026, 11, 17)), ("9 Heronsway", None)]


@pytest.mark.usefixtures("in_app")
def test_a_plan_that_the_file_no_longer_has_ends_and_the_case_stays_open(tmp_path: Path) -> None:
    load(tmp_path, [make_row(cp_plan="1")])
    load(tmp_path, [make_row(cp_plan="0")], at=TUESDAY)
    assert [plan.to_on for plan in current(ChildProtectionPlan)] == [date(2026, 11, 17)]
    assert [case.to_on for case in current(ChildCase)] == [None]


@pytest.mark.usefixtures("in_app")
def test_the_optional_columns_give_case_plan_and_lead_social_worker(tmp_path: Path) -> None:
    row = make_row(
        cp_plan="1",
        case_opened_on="2025-01-02",
        plan_started_on="2025-03-04",
        plan_category="NEG",
        lead_social_worker_email="Nobody.Known@ashdown.example",
    )
    columns = ("case_opened_on", "case_closed_on", LEAD, "plan_started_on", "plan_category")
    load(tmp_path, [row], *columns)
    assert [case.from_on for case in current(ChildCase)] == [date(2025, 1, 2)]
    assert [plan.latest_category for plan in current(ChildProtectionPlan)] == ["NEG"]
    leads = [lead.name_as_given for lead in current(LeadSocialWorkerAssignment)]
    assert leads == ["nobody.known@ashdown.example"]
    assert listed(tmp_path) == [("2", "warning", LEAD)]


@pytest.mark.usefixtures("in_app")
def test_a_lead_social_worker_left_out_of_the_file_leads_no_more(tmp_path: Path) -> None:
    load(tmp_path, [make_row(lead_social_worker_email="a@ashdown.example")], LEAD)
    load(tmp_path, [make_row(lead_social_worker_email="")], LEAD, at=TUESDAY)
    assert [lead.to_on for lead in current(LeadSocialWorkerAssignment)] == [date(2026, 11, 17)]


@pytest.mark.usefixtures("in_app")
def test_a_fact_kept_by_hand_stands_and_the_difference_is_listed_until_it_is_settled(
    tmp_path: Path,
) -> None:
    load(tmp_path, [make_row()])
    _rename_by_hand("Corrected")
    row = make_row(surname="Misspelt", addr1="9 Heronsway")
    summary = load(tmp_path, [row], at=TUESDAY)
    assert (summary.changed, summary.conflicts) == (1, 1)
    assert [name.surname for name in current(ChildName)] == ["Corrected"]
    before = register_digest()
    summary = load(tmp_path, [row], at=TUESDAY)
    assert (summary.unchanged, summary.conflicts) == (1, 1)
    assert listed(tmp_path) == [("2", "conflict", "surname")]
    assert register_digest() == before


def _rename_by_hand(surname: str) -> None:
    (held,) = bulk.held_facts(FactKind.NAME, [1])[1]
    with transaction() as session:
        session.add(_trail())
        bulk.supersede_facts(FactKind.NAME, [held.id], MONDAY)
        fact = NewFact({**held.values, "surname": surname})
        bulk.add_facts(FactKind.NAME, [(1, fact)], MONDAY, "account:1", "hand")


@pytest.mark.usefixtures("in_app")
def test_a_child_entered_by_hand_under_the_same_number_is_not_made_twice(tmp_path: Path) -> None:
    load(tmp_path, [make_row()])
    with transaction() as session:
        child_ids = bulk.add_children(1, MONDAY, "account:1")
        number = {"scheme": "authority", "value": "T0002", "check_failed": False}
        facts = [(child_ids[0], NewFact(number))]
        bulk.add_facts(FactKind.IDENTIFIER, facts, MONDAY, "account:1", "hand")
        session.add(_trail())
    summary = load(tmp_path, [make_row(), make_row(child_id="T0002")], at=TUESDAY)
    assert (summary.added, summary.changed) == (0, 1)
    assert everything(Child) == 2


def _trail() -> AuditEntry:
    return AuditEntry(
        at=MONDAY,
        actor="account:1",
        action="x",
        subject_kind="child",
        outcome="allowed",
        request="",
    )


@pytest.mark.usefixtures("in_app")
def test_bad_rows_never_stop_the_file_and_every_row_is_counted_once(tmp_path: Path) -> None:
    rows = [
        make_row(),
        make_row(child_id="T0002", dob="tomorrow"),
        make_row(child_id="T0001", forename="Twice"),
        make_row(child_id="", surname="=SUM(A1)"),
        make_row(child_id="T0005", nhs="123"),
    ]
    summary = load(tmp_path, rows)
    assert (summary.read, summary.added, summary.rejected, summary.warnings) == (5, 2, 3, 1)
    expected = [
        ("3", "rejected", "dob"),
        ("4", "rejected", "child_id"),
        ("5", "rejected", "child_id"),
        ("6", "warning", "nhs"),
    ]
    assert listed(tmp_path) == expected
    text = (tmp_path / "rejects.csv").read_text(encoding="utf-8")
    assert "'=SUM(A1)" in text and ",=SUM(A1)" not in text
    assert (tmp_path / "rejects.csv").stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("in_app")
def test_broken_rows_are_rejected_and_the_rest_is_read(tmp_path: Path) -> None:
    path = write_register(tmp_path / "register.csv", [make_row()])
    with path.open("a", encoding="utf-8") as file:
        file.write("T0009,too,few\r\n\r\n" + "x" * 140_000 + "\r\n")
        file.write(",".join(make_row(child_id="T0010").values()) + "\r\n")
    summary = load_source(
        open_source(path, MONDAY.date()), tmp_path / "rejects.csv", command_actor(), MONDAY
    )
    assert (summary.read, summary.added, summary.rejected) == (4, 2, 2)


@pytest.mark.usefixtures("in_app")
def test_children_who_vanish_from_the_file_are_listed_and_left_as_they_are(tmp_path: Path) -> None:
    load(tmp_path, many_rows(10))
    before = register_digest()
    summary = load(tmp_path, many_rows(7), at=TUESDAY)
    assert summary.not_in_file == 3
    assert listed(tmp_path) == [("", "not in the file", "")] * 3
    absent = select(ImportAbsence.child_id).where(ImportAbsence.import_run_id == summary.run_id)
    assert len(list(db.session.scalars(absent))) == 3
    assert register_digest() == before


@pytest.mark.usefixtures("in_app")
def test_the_run_and_the_trail_say_what_was_done(tmp_path: Path) -> None:
    load(tmp_path, many_rows(60))
    run = db.session.scalars(select(ImportRun)).one()
    assert (run.rows_read, run.rows_added, run.rows_rejected) == (60, 60, 0)
    assert run.finished_at and run.started_by.startswith("command:")
    actions = list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
    assert actions[0] == "import_register_begin" and actions[-1] == "import_register_end"
    assert set(actions[1:-1]) == {"import_register_batch"}
