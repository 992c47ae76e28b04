"""The register written as a folder of the national dataset, and loaded again: nothing changes."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lacrecords.audit import services as audit
from lacrecords.audit.actors import command_actor
from lacrecords.children import bulk, models
from lacrecords.children.bulk import FactKind, NewFact
from lacrecords.children.services import reindex_children
from lacrecords.cli import main
from lacrecords.database import db, transaction
from lacrecords.exchange import loading
from lacrecords.exchange.dataset_address import Lines, read_lines, write_lines
from lacrecords.exchange.dataset_export import FolderNotEmpty, export_register
from lacrecords.exchange.rejects_file import quoted_to_read_back, unquoted
from lacrecords.exchange.source import FileRefused
from lacrecords.exchange.sources import open_source
from lacrecords.terms import (
    AddressType,
    DatePrecision,
    IdentifierScheme,
    NameType,
    PlanCategory,
    RestrictionKind,
    Sex,
)
from tests.factories.staff import make_account
from tests.services.test_import_dataset import MONDAY, TUESDAY, WHOLE, load
from tests.services.test_import_register import register_digest

TODAY = MONDAY.date()
WORDS = st.text(
    st.sampled_from("abcdEFG éűŁß'-=+@.,\u0627\u4e2d 012"), min_size=1, max_size=24
).map(lambda text: " ".join(text.split()))
PAST = st.dates(date(2008, 1, 1), TODAY)


def _spell(draw: Any) -> tuple[date | None, date | None]:
    began = draw(st.none() | PAST)
    ended = draw(st.none() | st.dates(began or date(2009, 1, 1), TODAY))
    return began, ended


@st.composite
def facts_of_a_child(draw: Any) -> dict[FactKind, list[NewFact]]:
    """What a record may hold, whoever wrote it."""
    facts: dict[FactKind, list[NewFact]] = {
        FactKind.NAME: _names(draw),
        FactKind.BIRTH: [_birth(draw)] if draw(st.integers(0, 9)) else [],
        FactKind.CHARACTERISTICS: [_characteristics(draw)] if draw(st.booleans()) else [],
        FactKind.IDENTIFIER: _numbers(draw),
    }
    facts[FactKind.DEATH] = _death(draw, facts[FactKind.BIRTH])
    makers = {
        FactKind.ADDRESS: _address,
        FactKind.CASE: _case,
        FactKind.PLAN: _plan,
        FactKind.REVIEW: _review,
        FactKind.LEGAL_STATUS: _status,
        FactKind.LEAD: _lead,
        FactKind.OTHER_AUTHORITY: _other,
    }
    for kind, make in makers.items():
        facts[kind] = [make(draw) for _ in range(draw(st.integers(0, 3)))]
    return facts


ETHNIC = ("", "WBRI", "BAFR", "CHNE")


def _names(draw: Any) -> list[NewFact]:
    """A current name or several, and others, in whatever order they came."""
    kinds = draw(st.lists(st.sampled_from(NameType), max_size=3))
    names = [_name(draw, NameType.CURRENT), *(_name(draw, kind) for kind in kinds)]
    return draw(st.permutations(names))


def _name(draw: Any, kind: NameType) -> NewFact:
    forename, surname = draw(st.tuples(WORDS, WORDS) | st.tuples(st.just(""), WORDS))
    values = {"forename": forename, "surname": surname, "middle": draw(st.just("") | WORDS)}
    return NewFact({**values, "name_type": kind})


def _characteristics(draw: Any) -> NewFact:
    return NewFact({"sex": draw(st.sampled_from(Sex)), "ethnicity": draw(st.sampled_from(ETHNIC))})


def _death(draw: Any, births: list[NewFact]) -> list[NewFact]:
    """A death on a day or on one that nobody knows, never before birth; none of most."""
    if draw(st.integers(0, 2)):
        return []
    born = births[0].values["born_on"] if births else None
    return [NewFact({}, draw(st.none() | st.dates(born or date(2009, 1, 1), TODAY)))]


def _birth(draw: Any) -> NewFact:
    if draw(st.booleans()):
        precision = draw(st.sampled_from((DatePrecision.EXACT, DatePrecision.MONTH)))
        return NewFact({"born_on": draw(PAST), "expected_on": None, "precision": precision})
    expected = draw(st.dates(TODAY - timedelta(90), TODAY + timedelta(200)))
    kind = DatePrecision.EXPECTED
    return NewFact({"born_on": None, "expected_on": expected, "precision": kind})


def _numbers(draw: Any) -> list[NewFact]:
    scheme = IdentifierScheme.UPN
    upn = {"scheme": scheme, "value": "A950000178301", "check_failed": False}
    wrong = {"scheme": IdentifierScheme.NHS, "value": "9434765871", "check_failed": True}
    return [NewFact(each) for each in (upn, wrong) if draw(st.booleans())]


def _address(draw: Any) -> NewFact:
    began, ended = _spell(draw)
    values = {
        "address_type": draw(st.sampled_from(AddressType)),
        "line1": draw(WORDS | st.just("Flat 2, Kiln Court") | st.just("4b Quillback Lane")),
        "line2": draw(st.just("") | WORDS | st.just("12 Kiln Way")),
        "town": draw(st.just("") | WORDS),
        "postcode": draw(st.sampled_from(("", "ZZ9 9ZZ", "ZZ9"))),
        "uprn": draw(st.sampled_from(("", "900000000017"))),
        "confidential": draw(st.booleans()),
    }
    return NewFact(values, began, ended)


def _case(draw: Any) -> NewFact:
    began, ended = _spell(draw)
    reason = draw(st.just("") | WORDS) if ended else ""
    return NewFact({"closure_reason": reason}, began, ended)


def _plan(draw: Any) -> NewFact:
    codes = st.sampled_from([each.value for each in PlanCategory])
    return NewFact({"initial_category": draw(codes), "latest_category": draw(codes)}, *_spell(draw))


def _review(draw: Any) -> NewFact:
    held = draw(st.none() | PAST)
    values = {
        "review_kind": draw(st.sampled_from(("initial", "first_review", "review"))),
        "due_on": draw(st.none() | st.dates(date(2020, 1, 1), date(2027, 12, 31))),
        "booked_on": draw(st.none() | PAST),
        "held_on": held,
        "quorate": draw(st.none() | st.booleans()) if held else None,
    }
    return NewFact(values)


def _status(draw: Any) -> NewFact:
    values = {
        "code": draw(st.sampled_from(("", "C2", "V2"))),
        "looked_after": draw(st.booleans()),
        "placing_authority": draw(st.just("") | WORDS),
    }
    return NewFact(values, *_spell(draw))


def _lead(draw: Any) -> NewFact:
    text = {"account_id": None, "name_as_given": draw(WORDS), "team_id": None}
    known = {"account_id": 1, "name_as_given": "", "team_id": None}
    return NewFact(draw(st.sampled_from((text, known))), *_spell(draw))


def _other(draw: Any) -> NewFact:
    named = {"authority": "Brackwater Council", "telephone": "01632 960 001"}
    what = draw(st.sampled_from(("plan", "placement")))
    return NewFact({**named, "what": what}, *_spell(draw))


def keep(facts: dict[FactKind, list[NewFact]], source: str) -> int:
    """Write a record as a person or an earlier file would have."""
    with transaction():
        (child_id,) = bulk.add_children(1, MONDAY, "tests")
        for kind, some in facts.items():
            rows = [(child_id, fact) for fact in some]
            bulk.add_facts(kind, rows, MONDAY, "tests", source)
        reindex_children([child_id])
        audit.record(command_actor(), "record_made", "child", child_id)
    return child_id


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
@pytest.mark.usefixtures("in_app")
def test_loading_what_was_exported_changes_nothing(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("register")
    if not db.session.get(models.Child, 1):
        with transaction():
            make_account(name="Sunniva Adeyo the first")
    keep(data.draw(facts_of_a_child()), data.draw(st.sampled_from(("hand", "import:1"))))
    export_register(folder / "ssd", command_actor(), MONDAY, include_restricted=True)
    before = register_digest()
    source = open_source(folder / "ssd", TODAY)
    summary = loading.load(source, folder / "found.csv", command_actor(), MONDAY)
    said = (folder / "found.csv").read_text("utf-8") if (folder / "found.csv").exists() else ""
    assert (summary.added, summary.changed, summary.conflicts, summary.rejected) == (0, 0, 0, 0), (
        said
    )
    after = register_digest()
    differing = {name for name in after if after[name] != before[name]}
    assert differing <= {"imported_rows"}  # What the folder says is remembered, and no more.


@pytest.mark.usefixtures("in_app")
def test_what_was_loaded_is_exported_and_loads_into_an_empty_register_the_same(
    tmp_path: Path, app: Flask
) -> None:
    load(tmp_path, **WHOLE)
    export_register(tmp_path / "first", command_actor(), TUESDAY)
    summary = loading.load(
        open_source(tmp_path / "first", TODAY), tmp_path / "found.csv", command_actor(), TUESDAY
    )
    assert (summary.changed, summary.conflicts, summary.unchanged) == (0, 0, 2)
    export_register(tmp_path / "second", command_actor(), TUESDAY)
    for name in ("ssd_person", "ssd_address", "ssd_cp_plans", "ssd_cp_reviews", "ssd_involvements"):
        first, second = (tmp_path / each / f"{name}.csv" for each in ("first", "second"))
        assert first.read_bytes() == second.read_bytes()


@pytest.mark.usefixtures("in_app")
def test_sealed_records_are_never_written_and_restricted_ones_when_asked(tmp_path: Path) -> None:
    load(tmp_path, **WHOLE)
    with transaction():
        owner = make_account()
        for child_id, kind in ((1, RestrictionKind.SEALED_AT_ADOPTION), (2, "restricted")):
            values = {"kind": RestrictionKind(kind).value, "owner_id": owner.account_id}
            facts = [(child_id, NewFact(values, date(2026, 1, 1)))]
            bulk.add_facts(FactKind.RESTRICTION, facts, MONDAY, "tests", "hand")
        audit.record(command_actor(), "record_restricted", "child", 1)
    plain = export_register(tmp_path / "plain", command_actor(), TUESDAY)
    assert (plain.written, plain.sealed, plain.restricted) == (0, 1, 1)
    whole = export_register(tmp_path / "whole", command_actor(), TUESDAY, include_restricted=True)
    assert (whole.written, whole.sealed) == (1, 1)
    assert "Wrenna" not in (tmp_path / "whole" / "ssd_person.csv").read_text("utf-8")


@pytest.mark.usefixtures("in_app")
def test_a_confidential_address_is_left_out_unless_asked_for(tmp_path: Path) -> None:
    home = {**WHOLE["address"][0], "addr_confidential": "Y"}
    # It was an ordinary address until the day on which she had to hide there.
    before = {"addr_table_id": "A0", "addr_address_start_date": "2019-01-01"}
    before |= {"addr_address_end_date": "2020-02-01", "addr_confidential": "N"}
    load(tmp_path, **{**WHOLE, "address": [home, {**home, **before}]})
    export_register(tmp_path / "plain", command_actor(), TUESDAY)
    assert "Quillback" not in (tmp_path / "plain" / "ssd_address.csv").read_text("utf-8")
    export_register(tmp_path / "asked", command_actor(), TUESDAY, include_restricted=True)
    assert "Quillback" in (tmp_path / "asked" / "ssd_address.csv").read_text("utf-8")


@pytest.mark.usefixtures("in_app")
def test_the_folder_is_for_its_owner_only_and_never_written_over(tmp_path: Path) -> None:
    load(tmp_path, **WHOLE)
    export_register(tmp_path / "out", command_actor(), TUESDAY)
    for path in (tmp_path / "out").iterdir():
        assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(FolderNotEmpty):
        export_register(tmp_path / "out", command_actor(), TUESDAY)


@pytest.mark.usefixtures("in_app")
def test_cells_that_a_spreadsheet_would_work_out_are_quoted(tmp_path: Path) -> None:
    odd = {**WHOLE["person"][0], "pers_forename": "'=1+1", "pers_surname": "@SUM(A1)"}
    load(tmp_path, **{**WHOLE, "person": [odd]})
    export_register(tmp_path / "out", command_actor(), TUESDAY)
    with (tmp_path / "out" / "ssd_person.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["pers_forename"], row["pers_surname"]) == ("'=1+1", "'@SUM(A1)")


@pytest.mark.usefixtures("in_app")
def test_a_folder_of_a_later_version_is_refused(tmp_path: Path) -> None:
    load(tmp_path, **WHOLE)
    export_register(tmp_path / "out", command_actor(), TUESDAY)
    path = tmp_path / "out" / "lacrecords_export.json"
    said = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**said, "version": said["version"] + 1}), encoding="utf-8")
    with pytest.raises(FileRefused, match="later version"):
        open_source(tmp_path / "out", TODAY)


def test_the_commands_write_a_folder_and_load_it_again(
    app: Flask, database_url: str, tmp_path: Path
) -> None:
    with app.app_context():
        load(tmp_path, **WHOLE)
    environment = {"LACRECORDS_DATABASE_URL": database_url}
    out = str(tmp_path / "out")
    written = CliRunner().invoke(main, ["export", "register", out], env=environment)
    assert written.exit_code == 0 and "2 children written" in written.output
    loaded = CliRunner().invoke(main, ["import", "folder", out], env=environment)
    assert loaded.exit_code == 0, loaded.output
    again = CliRunner().invoke(main, ["export", "register", out], env=environment)
    assert again.exit_code == 1 and "Choose a new folder" in again.output


@given(st.tuples(WORDS, WORDS | st.just(""), WORDS | st.just(""), st.just("")))
def test_every_address_reads_back_as_the_lines_that_were_written(parts: Any) -> None:
    lines = Lines(*parts)
    assert read_lines(write_lines(lines)) == lines


@given(st.text(st.sampled_from("'=+-@\tab"), max_size=8))
def test_every_quoted_cell_reads_back(cell: str) -> None:
    assert unquoted(quoted_to_read_back(cell)) == cell
    assert not quoted_to_read_back(cell).startswith(("=", "+", "-", "@", "\t"))
