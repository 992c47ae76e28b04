"""The folder that the generator writes: loaded by the page, then by the command, by two people."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lacrecords.demo.files.writing import SSD, Wanted, write_files
from tests.factories.archives import packed
from tests.journeys import importing
from tests.journeys.conftest import Enter
from tests.journeys.council import ROOT
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
CHILDREN = 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of the national dataset, as `lacrecords demo --files-only` writes it."""
    write_files(tmp_path, Wanted(CHILDREN, 0, 21, datetime.now(UTC).date()))
    return tmp_path / SSD


def test_the_demos_folder_is_loaded_by_page_and_then_by_command(enter: Enter, folder: Path) -> None:
    manager = enter("designated manager")
    manager.sees("What is waiting", "The desk before the demo's folder")
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    importing.upload(manager, "ssd.zip", packed(files), "of the demo's folder")
    _reads_count(manager, "Added", CHILDREN)
    importing.load(manager, 1, "of the demo's folder")
    _reads_count(manager, "Added", CHILDREN)
    _finds_the_first_child(manager, folder)

    assert f"{CHILDREN}" in _line(_by_command(manager, folder), "unchanged")
    _give_another_surname(folder / "ssd_person.csv")
    said = _by_command(manager, folder)
    assert _line(said, "changed: ").split()[-2] == "1", said
    manager.follows("Imports")
    manager.sees("Imports", "Runs of the page and of the command stand together")
    manager.follows("Run 3")
    manager.sees("Run 3", "The run of the command")
    _reads_count(manager, "Changed", 1)
    _finds_the_first_child(manager, folder)


def _by_command(manager: Person, folder: Path) -> str:
    """What the data team does at night, on the same database."""
    ours = {name: value for name, value in os.environ.items() if "LACRECORDS_" not in name}
    done = subprocess.run(
        [sys.executable, "-m", "lacrecords.cli", "import", "folder", str(folder)],
        env=ours
        | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"}
        | {"LACRECORDS_DATABASE_URL": manager.council.database_url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def _line(said: str, words: str) -> str:
    return next(line for line in said.splitlines() if words in line)


def _reads_count(manager: Person, words: str, count: int) -> None:
    row = manager.page.locator(".govuk-summary-list__row").filter(has_text=words).first
    assert str(count) in row.inner_text().split()


def _people(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _give_another_surname(path: Path) -> None:
    people = _people(path)
    people[0]["pers_surname"] = "Thistlecombe"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(people[0]))
        writer.writeheader()
        writer.writerows(people)


def _finds_the_first_child(manager: Person, folder: Path) -> None:
    child = _people(folder / "ssd_person.csv")[0]
    manager.follows("Children")
    manager.sees("Children", "Looking for a child of the folder")
    manager.types("First name", child["pers_forename"])
    manager.types("Last name", child["pers_surname"])
    manager.types("Why are you searching?", "To see that the folder was loaded")
    manager.presses("Search")
    manager.sees("Results of your search", "The child of the folder is found")
    manager.reads(child["pers_surname"].strip())
