"""Every table, figure and variable is explained, and the explanation of the tables is in date."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from sqlalchemy import Table

from lacrecords.database import Base
from lacrecords.procedure import Procedure
from tests.architecture.source import ROOT
from tests.support.data_dictionary import FILE, render

CLASSES = {
    "child",
    "family",
    "enquiry",
    "staff",
    "directory",
    "security",
    "trail",
    "internal",
    "secret",
}


def notes() -> str:
    """The operating notes."""
    return (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")


def test_the_data_dictionary_is_the_one_that_the_models_give() -> None:
    assert FILE.read_text(encoding="utf-8") == render(), (
        "Run: python -m tests.support.data_dictionary"
    )


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=lambda table: str(table.name))
def test_every_table_and_column_has_its_meaning_class_and_retention(table: Table) -> None:
    assert table.info.keys() >= {"meaning", "class", "retention"}
    assert table.info["class"] in CLASSES
    for column in table.columns:
        assert column.info.get("meaning"), column.name
        assert column.info.get("sensitivity", "") in CLASSES | {""}


def test_every_figure_of_the_procedure_is_explained() -> None:
    assert not [field.name for field in fields(Procedure) if f"`{field.name}`" not in notes()]


def test_every_variable_that_the_program_or_its_tests_read_is_explained() -> None:
    files = [ROOT / "Makefile", *ROOT.glob("lacrecords/**/*.py"), *ROOT.glob("tests/**/*.py")]
    named = {
        name
        for file in files
        for name in re.findall(
            r"\bLACRECORDS_(?:TEST|REQUIRE|FAULTS|CONFIG)[A-Z_]*", file.read_text()
        )
        if not name.endswith("_")
    }
    assert len(named) > 4
    assert not [name for name in sorted(named) if f"`{name}`" not in notes()]
