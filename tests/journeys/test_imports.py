"""The designated manager loads what the council has, and settles what the files leave to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload

from tests.factories.archives import packed_dataset, register_bytes, with_another
from tests.factories.dataset_folders import address, person
from tests.journeys import importing
from tests.journeys.conftest import Enter
from tests.journeys.importing import CHECKED, LEAD, NEVER_SO
from tests.journeys.person import Person

pytestmark = pytest.mark.journey


def _settle(manager: Person) -> None:
    manager.follows("1 to settle")
    manager.sees("Files that say otherwise than the record", "The conflicts of a run")
    manager.follows("Name")
    manager.sees("Name: the file says otherwise", "Both sides of a conflict")
    manager.reads(NEVER_SO)
    manager.presses("Settle it")
    manager.sees("Name: the file says otherwise", "A settlement without a reason is sent back")
    manager.chooses("The record stands")
    manager.types("Why?", "The birth certificate says so.")
    manager.presses("Settle it")
    manager.sees("Files that say otherwise than the record", "Nothing is left to settle")
    manager.reads("Nothing waits to be settled.")


def _undo(manager: Person, run: int, ended: str) -> None:
    manager.go(f"/register/imports/runs/{run}")
    manager.sees(f"Run {run}", "The run before it is undone")
    manager.presses("Undo this run")
    manager.sees(f"Undo run {run}", "What undoing does")
    manager.types("Why is this run undone?", "It was the file of last year.")
    manager.chooses("I know that children whom this run added")
    manager.presses("Undo the whole run")
    # The page looks again by itself until the worker has done or refused it.
    manager.page.get_by_role("heading", name=ended).wait_for()
    manager.sees(f"Run {run}", f"What became of undoing run {run}")


def _say_who_leads(manager: Person) -> None:
    manager.follows("Imports")
    manager.sees("Imports", "What files left to settle")
    manager.follows("Lead social workers who are not on the staff list")
    heading = "Lead social workers who are not on the staff list"
    manager.sees(heading, "Names of nobody")
    manager.follows(importing.NOBODY[LEAD])
    manager.sees("Who is this?", "Whose name it is")
    lead = manager.page.get_by_label("This is", exact=True)
    lead.select_option(label=lead.locator("option").filter(has_text="Ines Thackeray").inner_text())
    manager.types("How do you know?", "She changed her name.")
    manager.presses("Save")
    manager.sees(heading, "Every name is somebody's")
    manager.reads("1 child now has this lead social worker.")


def _load_a_folder_with_a_file_too_many(manager: Person, place: Path) -> None:
    folder = packed_dataset(
        place,
        person=[person(pers_person_id="P9", pers_forename="Sorrel", pers_common_child_id="")],
        address=[address(addr_person_id="P9")],
    )
    folder = with_another(folder, "CP Plans.csv", b"cppl_cp_plan_id\n")
    importing.upload(manager, "dataset.zip", folder, "of a folder")
    manager.reads("Not read, though it looks like a file of the register: CP Plans.csv")
    manager.presses("Load it")
    manager.sees(CHECKED, "What is not read must be known first")
    manager.chooses("I know that these are not read")
    importing.load(manager, 4, "of a folder")


def test_a_register_and_a_folder_are_loaded_settled_and_undone(
    enter: Enter, tmp_path: Path
) -> None:
    manager = enter("designated manager")
    manager.sees("What is waiting", "The desk before an import")
    importing.upload(
        manager,
        "register.csv",
        register_bytes(tmp_path, importing.FIRST, LEAD),
        "for the first time",
    )
    manager.reads("Added: new to the register")
    with manager.page.expect_download() as downloaded:
        manager.page.get_by_role("link", name="Download what was rejected").click()
    assert "tomorrow" in downloaded.value.path().read_text(encoding="utf-8")
    importing.load(manager, 1, "for the first time")
    importing.correct_by_hand(manager)
    importing.upload(
        manager,
        "register.csv",
        register_bytes(tmp_path, importing.SECOND, LEAD),
        "for a second time",
    )
    importing.load(manager, 2, "for a second time")
    manager.follows("1 in the register and not in the file")
    manager.sees("In the register and not in the file", "Who was not in the file")
    manager.follows("Back")
    manager.sees("Run 2", "Back at the run")
    _settle(manager)
    _undo(manager, 2, "Undone")
    _say_who_leads(manager)
    _load_a_folder_with_a_file_too_many(manager, tmp_path)
    manager.go("/register/imports/runs/1/undo")
    manager.sees("Undo run 1", "What was built on a run is counted, and no reason is asked for")
    manager.reads("children changed by hand since: 1")


def test_the_import_works_without_scripts(enter: Enter, tmp_path: Path) -> None:
    manager = enter("designated manager", runs_scripts=False)
    manager.sees("What is waiting", "The desk without scripts")
    manager.go("/register/imports/upload")
    manager.sees("Upload a register", "The form without scripts")
    files: list[FilePayload] = [
        {"name": "a.csv", "mimeType": "text/csv", "buffer": register_bytes(tmp_path)}
    ]
    manager.page.get_by_label("The files").set_input_files(files)
    manager.chooses("Only what has changed")
    manager.presses("Upload and check")
    for _ in range(60):
        if manager.page.get_by_role("link", name="Look again").count() == 0:
            break
        manager.page.wait_for_timeout(500)
        manager.follows("Look again")
    manager.sees(CHECKED, "The check without scripts")
    manager.presses("Throw it away")
    manager.sees("Imports", "The files are thrown away without scripts")
