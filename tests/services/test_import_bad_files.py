"""Files that cannot be a register: one clear error, and nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import func, select

from lacrecords.children.models import Child
from lacrecords.commands.import_register import import_group
from lacrecords.database import db
from lacrecords.exchange.models import ImportRun
from lacrecords.exchange.register_columns import REQUIRED_COLUMNS
from lacrecords.exchange.register_file import open_register
from lacrecords.exchange.source import FileRefused
from tests.factories.register_files import make_row, write_register

HEADER = ",".join(REQUIRED_COLUMNS)
ROW = ",".join(make_row().values())
GOOD = f"{HEADER}\n{ROW}\n"

BAD_FILES = {
    "empty": (b"", "empty"),
    "blank": (b"\n \n", "empty"),
    "windows": (GOOD.replace("Wrenna", "Zoë").encode("cp1252"), "Line 2 is not UTF-8"),
    "utf16": (GOOD.encode("utf-16"), "byte-order mark"),
    "mark": (GOOD.encode("utf-8-sig"), "byte-order mark"),
    "cut_short": (GOOD.encode() + b"\xc3", "not UTF-8"),
    "xlsx": (b"PK\x03\x04" + bytes(60), "spreadsheet"),
    "xls": (b"\xd0\xcf\x11\xe0" + bytes(60), "spreadsheet"),
    "nul": (GOOD.encode().replace(b"Fern", b"Fe\0n"), "NUL"),
    "missing": (GOOD.replace("surname", "lastname").encode(), "missing: surname"),
    "unknown": (GOOD.replace("surname", "lastname").encode(), "not known: lastname"),
    "twice": (GOOD.replace("middle", "forename").encode(), "twice: forename"),
    "semicolons": (GOOD.replace(",", ";").encode(), "commas"),
    "no_header": (ROW.encode(), "missing: child_id"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_file_that_cannot_be_a_register_is_refused_with_one_clear_reason(
    kind: str, tmp_path: Path
) -> None:
    content, reason = BAD_FILES[kind]
    path = tmp_path / "register.csv"
    path.write_bytes(content)
    with pytest.raises(FileRefused, match=reason):
        open_register(path)


@pytest.mark.parametrize("kind", ["mark", "xlsx", "missing"])
def test_a_refused_file_writes_nothing(
    kind: str, app: Flask, database_url: str, tmp_path: Path
) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(BAD_FILES[kind][0])
    run = CliRunner().invoke(
        import_group, ["register", str(path)], env={"LACRECORDS_DATABASE_URL": database_url}
    )
    assert run.exit_code == 1 and "Nothing was written" in run.output
    assert not path.with_name("register.rejects.csv").exists()
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(ImportRun)) == 0


def test_the_command_loads_a_file_and_prints_what_became_of_it(
    app: Flask, database_url: str, tmp_path: Path
) -> None:
    rows = [make_row(), make_row(child_id="T0002", dob="soon")]
    path = write_register(tmp_path / "register.csv", rows)
    run = CliRunner().invoke(
        import_group, ["register", str(path)], env={"LACRECORDS_DATABASE_URL": database_url}
    )
    assert run.exit_code == 0, run.output
    assert "added" in run.output and "register.rejects.csv" in run.output.replace("\n", "")
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Child)) == 1


def test_the_rejects_file_cannot_be_the_register_itself(tmp_path: Path) -> None:
    path = write_register(tmp_path / "register.csv", [make_row()])
    run = CliRunner().invoke(import_group, ["register", str(path), "--rejects", str(path)])
    assert run.exit_code == 2 and path.exists()
