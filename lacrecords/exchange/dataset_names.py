"""Which table a file holds, read from its name alone; the command and the page read it alike. Pure.

Councils put a schema before the name of the table, or a day after it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from lacrecords.exchange.dataset_tables import FORMAT_FILE, READ_TABLES, TABLES, DatasetTable

TEXT_FILES = (".csv", ".txt")
REJECTS_FILE = ".rejects.csv"
"""How the lists end that a load writes beside what it read."""
_NATIONAL = "ssd_"
_WORDS = tuple(
    table.name.removeprefix(_NATIONAL).replace("_", "").removesuffix("s") for table in TABLES
)
"""What a table is called, in letters alone and of one."""
_COMMON = frozenset({"person", "persons", "address", "addres"})
"""These stand in names of files that hold something else altogether."""
_NOT_LETTERS = re.compile(r"[^a-z]+")


def table_named(file_name: str) -> DatasetTable | None:
    """The table that a file of this name holds; None: none that is read."""
    name = file_name.lower()
    if not is_read_as_text(name):
        return None
    named = [table for table in READ_TABLES if table.name in name]
    return max(named, key=lambda table: len(table.name), default=None)


def is_of_the_dataset(file_name: str) -> bool:
    """Whether the file is named after a table of the dataset, read here or not."""
    name = file_name.lower()
    return name == FORMAT_FILE or (is_read_as_text(name) and _NATIONAL in name)


def is_read_as_text(name: str) -> bool:
    """Whether a name in small letters ends as files do that are read."""
    return name.endswith(TEXT_FILES) and not name.endswith(REJECTS_FILE)


def kept_as(file_name: str) -> str:
    """The plain name under which a file that is read is kept; empty: it is not read."""
    table = table_named(file_name)
    if table is not None:
        return f"{table.name}.csv"
    return FORMAT_FILE if file_name.lower() == FORMAT_FILE else ""


def meant_for_us(left_out: Iterable[str]) -> list[str]:
    """Of files that are not read, those that look as if they should have been.

    A workbook of a table that is read, a name slightly other than the table's: whoever sent
    it thinks that it is loaded.
    """
    return [name for name in left_out if _means_a_table(name)]


def _means_a_table(file_name: str) -> bool:
    name = file_name.lower()
    letters = _letters(name.rpartition(".")[0] or name)
    return not name.endswith(REJECTS_FILE) and any(
        words == letters or f"ssd{words}" in letters or (words in letters and words not in _COMMON)
        for words in (*_WORDS, *(f"{each}s" for each in _WORDS))
    )


def _letters(name: str) -> str:
    return _NOT_LETTERS.sub("", name)


def missing(tables: Collection[DatasetTable]) -> list[str]:
    """The names of tables of which something is kept and that nobody sent."""
    return [table.name for table in TABLES if table not in tables]
