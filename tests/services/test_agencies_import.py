"""`lacrecords import agencies`: every row counted once, nothing guessed, nothing usable at once."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, create_engine, text

from lacrecords.cli import main

HEADER = "name,agency_type,kind,value,label,shared_mailbox"
GOOD = (
    "Cobbleford School,school,telephone,01632 960321,school office,",
    "Cobbleford School,School,email,Office@Cobbleford.example,school office,yes",
    "Tarn Surgery,General practice,telephone,+44 1632 960322,reception,no",
    "Quillshire Police,police,,,,",
)


@pytest.fixture
def engine(database_url: str) -> Engine:
    """The database of this test, as somebody else sees it."""
    return create_engine(database_url)


def load(folder: Path, url: str, *rows: str, header: str = HEADER) -> Result:
    """Write a file and load it; a traceback fails the test."""
    file = folder / "directory.csv"
    file.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    result = CliRunner().invoke(
        main, ["import", "agencies", str(file)], env={"LACRECORDS_DATABASE_URL": url}
    )
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def rejects(folder: Path) -> list[dict[str, str]]:
    """What the rejects file says."""
    with (folder / "directory.rejects.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows(engine: Engine, statement: str) -> list[tuple[object, ...]]:
    """What a statement finds."""
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(statement))]
    engine.dispose()
    return found


def counts(result: Result) -> dict[str, int]:
    """The numbers of the summary by the first word of their line."""
    cells = [line.split("│") for line in result.output.splitlines() if "│" in line]
    return {row[1].split(":")[0].strip(): int(row[2]) for row in cells}


def test_a_first_directory_comes_in_as_proposals(
    database_url: str, engine: Engine, tmp_path: Path
) -> None:
    result = load(tmp_path, database_url, *GOOD)
    assert result.exit_code == 0, result.output
    assert counts(result) == {"new": 4, "unchanged": 0, "rejected": 0, "all rows read": 4}
    assert len(rows(engine, "SELECT 1 FROM agencies")) == 3
    points = rows(
        engine,
        "SELECT value, confirmed_by, usable_from_at, added_by FROM contact_points ORDER BY value",
    )
    assert [point[0] for point in points] == [
        "+44 1632 960322", "01632 960321", "office@cobbleford.example",
    ]  # fmt: skip
    assert all(point[1:3] == (None, None) for point in points)
    assert all(str(point[3]).startswith("command:") for point in points)
    assert not (tmp_path / "directory.rejects.csv").exists()


def test_a_second_run_changes_nothing(database_url: str, engine: Engine, tmp_path: Path) -> None:
    load(tmp_path, database_url, *GOOD)
    everything = "SELECT * FROM contact_points ORDER BY id"
    before, trail = rows(engine, everything), rows(engine, "SELECT 1 FROM audit_entries")
    again = load(tmp_path, database_url, *GOOD, GOOD[0].replace("01632 960321", "(01632) 960-321"))
    assert counts(again) == {"new": 0, "unchanged": 5, "rejected": 0, "all rows read": 5}
    assert rows(engine, everything) == before
    assert rows(engine, "SELECT 1 FROM audit_entries") == trail


def test_a_withdrawn_contact_point_is_not_brought_back(
    database_url: str, engine: Engine, tmp_path: Path
) -> None:
    load(tmp_path, database_url, GOOD[0])
    with engine.begin() as connection:
        connection.execute(
            text(
                "UPDATE contact_points SET withdrawn_by = 'account:1',"
                " withdrawn_at = '2026-11-10 10:00:00'"
            )
        )
    again = load(tmp_path, database_url, GOOD[0])
    assert counts(again)["unchanged"] == 1
    (warning,) = rejects(tmp_path)
    assert (warning["finding"], warning["row"]) == ("warning", "2")
    assert "withdrawn" in warning["reason"]
    assert len(rows(engine, "SELECT 1 FROM contact_points")) == 1


BAD = {
    ",school,telephone,01632 960321,office,": "name",
    "Cobble\u202eford,school,,,,": "name",
    "A school,academy,telephone,01632 960321,office,": "agency_type",
    "A school,school,pigeon,01632 960321,office,": "kind",
    "A school,school,,01632 960321,office,": "kind",
    "A school,school,telephone,,office,": "value",
    "A school,school,telephone,ask for Sam,office,": "value",
    "A school,school,email,=cmd|calc,office,no": "value",
    "A school,school,telephone,01632 960321,,": "label",
    "A school,school,telephone,01632 960321,office,yes": "shared_mailbox",
    "A school,school,email,office@a.example,office,": "shared_mailbox",
    "A school,school,email,office@a.example,office,perhaps": "shared_mailbox",
    "A school,school,telephone": "",
    "=HYPERLINK(1),school,telephone,x,office,": "value",
}


def test_each_bad_row_is_listed_by_row_column_and_reason_and_stops_nothing(
    database_url: str, engine: Engine, tmp_path: Path
) -> None:
    result = load(tmp_path, database_url, *BAD, GOOD[0])
    assert counts(result) == {
        "new": 1, "unchanged": 0, "rejected": len(BAD), "all rows read": len(BAD) + 1,
    }  # fmt: skip
    listed = rejects(tmp_path)
    assert [(int(entry["row"]), entry["column"]) for entry in listed] == list(
        enumerate(BAD.values(), start=2)
    )
    assert all(entry["reason"] for entry in listed)
    assert not [entry for entry in listed if str(entry["name"]).startswith("=")]
    assert rows(engine, "SELECT name FROM agencies") == [("Cobbleford School",)]


def test_a_row_that_disagrees_about_the_agency_is_refused(
    database_url: str, engine: Engine, tmp_path: Path
) -> None:
    other = "COBBLEFORD SCHOOL,police,telephone,01632 960999,front desk,"
    result = load(tmp_path, database_url, GOOD[0], other)
    assert counts(result)["rejected"] == 1
    assert rejects(tmp_path)[0]["column"] == "agency_type"
    assert len(rows(engine, "SELECT 1 FROM contact_points")) == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("name,agency_type,kind,value,label", "missing: shared_mailbox"),
        (HEADER + ",password", "not known: password"),
        (HEADER.replace(",", ";"), "not parted by commas"),
    ],
)
def test_a_file_with_other_columns_is_refused_whole(
    database_url: str, engine: Engine, tmp_path: Path, header: str, words: str
) -> None:
    result = load(tmp_path, database_url, *GOOD, header=header)
    assert result.exit_code == 1
    assert words in result.output and "Nothing was written" in result.output
    assert rows(engine, "SELECT 1 FROM agencies") == []
