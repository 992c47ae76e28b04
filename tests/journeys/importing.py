"""The steps of an import as a designated manager takes them, for journeys that need one."""

from __future__ import annotations

from playwright.sync_api import FilePayload

from tests.factories.register_files import make_row
from tests.journeys.person import Person

LEAD = "lead_social_worker_email"
NOBODY = {LEAD: "j.featherstone@elsewhere.example"}
FIRST = (make_row(**NOBODY), make_row(child_id="T0002", dob="tomorrow"), make_row(child_id="T3"))
SECOND = (make_row(surname="Applethwait", **NOBODY), make_row(child_id="T4", forename="Ivo"))
CHECKED = "Checked: nothing is written yet"
NEVER_SO = "Her mother spelt it for us."


def upload(manager: Person, name: str, content: bytes, when: str) -> None:
    manager.follows("Imports")
    manager.sees("Imports", f"The imports {when}")
    manager.presses("Upload a register")
    manager.sees("Upload a register", f"The form of an upload {when}")
    kind = "application/zip" if name.endswith(".zip") else "text/csv"
    files: list[FilePayload] = [{"name": name, "mimeType": kind, "buffer": content}]
    manager.page.get_by_label("The files").set_input_files(files)
    manager.chooses("The whole register")
    manager.presses("Upload and check")
    # The page looks again by itself until the worker is done.
    manager.sees(CHECKED, f"The check has counted {when}")


def load(manager: Person, run: int, when: str) -> None:
    manager.presses("Load it")
    manager.sees(f"Run {run}", f"The run has ended {when}")
    manager.reads("Loaded")


def correct_by_hand(manager: Person) -> None:
    manager.follows("Children")
    manager.sees("Children", "The search before a correction")
    manager.types("First name", "Wrenna")
    manager.types("Last name", "Applethwaite")
    manager.types("Why are you searching?", "Her name is misspelt")
    manager.presses("Search")
    manager.sees("Results of your search", "The child of the file is found")
    manager.follows("Wrenna Fern Applethwaite")
    manager.sees("Wrenna Fern Applethwaite", "The record that the file made")
    manager.page.goto(f"{manager.page.url.partition('?')[0]}/facts/names")
    manager.sees("Names", "The names of the child")
    manager.follows("Change or correct")
    manager.sees("Change or correct this", "What is to be done with a name")
    manager.follows("It was never so")
    manager.sees("It was never so", "A name is corrected")
    manager.types("Last name", "Apple-Thwaite")
    manager.types("Reason", NEVER_SO)
    manager.presses("Save the correction")
    manager.sees("Wrenna Fern Apple-Thwaite", "The name is corrected")
