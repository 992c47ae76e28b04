"""Opens a register file, and refuses one that will not do before anything is written.

The whole file is read once for its encoding, its digest and its length; then its
rows are given one at a time. What a row says is read in `register_rows`.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lacrecords.exchange.register_cells import is_no_text
from lacrecords.exchange.register_columns import OPTIONAL_COLUMNS, REQUIRED_COLUMNS
from lacrecords.exchange.source import FileRefused

CHUNK = 1 << 20
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a spreadsheet (.xlsx, .ods or .xls) begins, whatever its name ends in."""
HOLDS_NUL = "The file holds NUL bytes: it is not plain text. Export it again as CSV, UTF-8."
BYTE_ORDER_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row as it stands in the file; the header is row 1."""

    number: int
    cells: tuple[str, ...]
    broken: str = ""


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """A file that has passed the checks of the file as a whole."""

    path: Path
    digest: str
    columns: tuple[str, ...]
    rows_expected: int
    encoding: str = "utf-8"
    errors: str = "strict"

    def rows(self) -> Iterator[FileRow]:
        """Every row that is not blank, in order; a row that cannot be parsed is marked broken."""
        with self.path.open(encoding=self.encoding, errors=self.errors, newline="") as lines:
            reader = csv.reader(lines)
            next(reader)
            number = 1
            while True:
                number += 1
                try:
                    cells = tuple(next(reader))
                except StopIteration:
                    return
                except csv.Error as wrong:
                    yield FileRow(number, (), f"The row cannot be read: {wrong}.")
                    continue
                if any(cell.strip() for cell in cells):
                    yield FileRow(number, cells)


def open_register(
    path: Path,
    required: tuple[str, ...] = REQUIRED_COLUMNS,
    optional: tuple[str, ...] = OPTIONAL_COLUMNS,
) -> RegisterFile:
    """Check the file as a whole; FileRefused with one clear reason when it will not do.

    The columns are those of the register unless others are given.
    """
    digest, lines = _checked_text(path, BYTE_ORDER_MARKS)
    columns = _header(path, "utf-8")
    _refuse_wrong_columns(columns, required, {*required, *optional})
    return RegisterFile(path, digest, columns, max(0, lines - 1))


def open_columns(
    path: Path, required: tuple[str, ...], *, row_by_row: bool = False
) -> RegisterFile:
    """Check a file that may have other columns as well, and a byte-order mark of UTF-8.

    `row_by_row`: a row that is no plain text spoils that row alone, not the file.
    FileRefused with one clear reason when it will not do.
    """
    errors = "surrogateescape" if row_by_row else "strict"
    digest, lines = _checked_text(path, BYTE_ORDER_MARKS[1:], row_by_row)
    columns = _header(path, "utf-8-sig", errors)
    _refuse_wrong_columns(columns, required, {*required, *columns})
    return RegisterFile(path, digest, columns, max(0, lines - 1), "utf-8-sig", errors)


def _checked_text(
    path: Path, marks: tuple[bytes, ...], row_by_row: bool = False
) -> tuple[str, int]:
    try:
        return _read_through(path, marks, row_by_row)
    except OSError as wrong:
        raise FileRefused(f"{path.name} cannot be opened: {wrong.strerror}.") from wrong


def _read_through(path: Path, marks: tuple[bytes, ...], row_by_row: bool) -> tuple[str, int]:
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = 0
    with path.open("rb") as file:
        chunk = file.read(CHUNK)
        _refuse_wrong_beginning(chunk, marks)
        while chunk:
            if not row_by_row:
                _refuse_what_is_no_text(decoder, chunk, lines)
            digest.update(chunk)
            lines += chunk.count(b"\n")
            last, chunk = chunk, file.read(CHUNK)
    if not row_by_row:
        _decode(decoder, b"", lines, final=True)
    return digest.hexdigest(), lines + (not last.endswith(b"\n"))


def _refuse_what_is_no_text(decoder: codecs.IncrementalDecoder, chunk: bytes, lines: int) -> None:
    if b"\0" in chunk:
        raise FileRefused(HOLDS_NUL)
    _decode(decoder, chunk, lines)


def _decode(
    decoder: codecs.IncrementalDecoder, chunk: bytes, lines: int, final: bool = False
) -> None:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError as wrong:
        line = lines + chunk[: wrong.start].count(b"\n") + 1
        raise FileRefused(_not_utf8(line)) from wrong


def _not_utf8(line: int) -> str:
    return f"Line {line} is not UTF-8 text: names would be spoilt. Export it again as CSV, UTF-8."


def _refuse_wrong_beginning(chunk: bytes, marks: tuple[bytes, ...]) -> None:
    if not chunk.strip():
        raise FileRefused("The file is empty.")
    if chunk.startswith(SPREADSHEETS):
        raise FileRefused(
            "The file is a spreadsheet or an archive, whatever its name. Save it as CSV, UTF-8."
        )
    if chunk.startswith(marks):
        raise FileRefused(
            "The file begins with a byte-order mark. Save it as CSV in UTF-8 without that mark."
        )


def _header(path: Path, encoding: str, errors: str = "strict") -> tuple[str, ...]:
    with path.open(encoding=encoding, errors=errors, newline="") as lines:
        try:
            cells = next(csv.reader(lines))
        except (csv.Error, StopIteration) as wrong:
            raise FileRefused(
                "The first row, with the names of the columns, cannot be read."
            ) from wrong
    if any("\0" in cell for cell in cells):
        raise FileRefused(HOLDS_NUL)
    if any(is_no_text(cell) for cell in cells):
        raise FileRefused(_not_utf8(1))
    return tuple(cell.strip().lower() for cell in cells)


def _refuse_wrong_columns(
    columns: tuple[str, ...], required: tuple[str, ...], known: set[str]
) -> None:
    if len(columns) == 1 and any(mark in columns[0] for mark in ";\t|"):
        raise FileRefused("The columns are not parted by commas. Export the file with commas.")
    twice = [name for name, times in Counter(columns).items() if times > 1]
    missing = [name for name in required if name not in columns]
    unknown = [name for name in columns if name not in known]
    reasons = [
        f"{words}: {', '.join(name[:40] or '(no name)' for name in names[:20])}"
        for words, names in (("missing", missing), ("twice", twice), ("not known", unknown))
        if names
    ]
    if reasons:
        raise FileRefused(f"The columns are wrong. {'; '.join(reasons)}. See docs/operating.md.")
