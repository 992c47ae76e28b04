"""Takes files that a browser sent into a folder of their own, under names that we give.

One register file, the files of one Standard Safeguarding Dataset, or one archive of
either. What the files say is read later; here it is only decided what they are.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

from lacrecords.exchange import archives
from lacrecords.exchange.archives import Limits
from lacrecords.exchange.dataset_tables import FORMAT_FILE
from lacrecords.exchange.register_file import CHUNK, SPREADSHEETS
from lacrecords.exchange.source import FileRefused

REGISTER, TABLES = "register.csv", "tables"
"""What an upload is kept as: one file, or a folder of tables."""
LONGEST_NAME = 100
_TABLE = re.compile(r"^ssd_[a-z_]{1,40}\.csv$")
_NOT_ALL_TABLES = (
    "Send one register file by itself, or files that are all named after tables, such as"
    " ssd_person.csv."
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file as the browser sent it; its name is only ever shown."""

    name: str
    stream: BinaryIO


@dataclass(slots=True)
class Received:
    """What was kept: the name to show, the path within the folder, what was left out."""

    file_name: str
    path: str = REGISTER
    left_out: list[str] = field(default_factory=list)


def receive(files: Sequence[Incoming], folder: Path, limits: Limits) -> Received:
    """Keep these files in a folder that is there and empty; FileRefused with one clear reason."""
    if len(files) > limits.files:
        raise FileRefused(f"These are {len(files):,} files. At most {limits.files} may be sent.")
    if len(files) > 1:
        return _keep_tables(files, folder)
    (only,) = files
    beginning = only.stream.read(8)
    only.stream.seek(0)
    if beginning.startswith(archives.ZIP):
        return _keep_archive(only, folder, limits)
    if _table_of(only.name):
        return _keep_tables(files, folder)
    _keep(only, folder / REGISTER)
    return Received(shown_name(only.name))


def shown_name(given: str) -> str:
    """The last part of a name, without what cannot be seen, and not too long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip()
    return seen[:LONGEST_NAME] or "(no name)"


def _table_of(name: str) -> str:
    """The name of the table that a file is named after, which is safe to keep it under."""
    last = shown_name(name).lower()
    return last if _TABLE.match(last) or last == FORMAT_FILE else ""


def _keep_tables(files: Sequence[Incoming], folder: Path) -> Received:
    others = [shown_name(file.name) for file in files if not _table_of(file.name)]
    if others:
        raise FileRefused(f"{_NOT_ALL_TABLES} Another is: {', '.join(others[:5])}.")
    _refuse_twice([_table_of(file.name) for file in files])
    (folder / TABLES).mkdir(mode=0o700)
    for file in files:
        _keep(file, folder / TABLES / _table_of(file.name))
    names = ", ".join(sorted(_table_of(file.name) for file in files))
    shown = names if len(names) <= LONGEST_NAME else f"{len(files)} files"
    return Received(shown, TABLES)


def _keep_archive(file: Incoming, folder: Path, limits: Limits) -> Received:
    with archives.opened(file.stream) as archive:
        archives.refuse_dangerous(archive, limits)
        members = archives.plain_files(archive)
        tables = [member for member in members if _table_of(member.filename)]
        sheets = [member for member in members if member.filename.lower().endswith(".csv")]
        if tables:
            return _keep_archived_tables(file, archive, tables, folder, limits)
        if len(sheets) != 1:
            raise FileRefused(f"There is no register in the archive. {_NOT_ALL_TABLES}")
        archives.unpack(archive, sheets[0], folder / REGISTER, limits)
        return Received(shown_name(file.name), REGISTER, _left_out(archive, sheets))


def _keep_archived_tables(
    file: Incoming, archive: ZipFile, tables: Sequence[ZipInfo], folder: Path, limits: Limits
) -> Received:
    _refuse_twice([_table_of(member.filename) for member in tables])
    (folder / TABLES).mkdir(mode=0o700)
    left = limits.unpacked_bytes
    for member in tables:
        to = folder / TABLES / _table_of(member.filename)
        left -= archives.unpack(archive, member, to, Limits(left, limits.files))
    return Received(shown_name(file.name), TABLES, _left_out(archive, tables))


def _left_out(archive: ZipFile, used: Sequence[ZipInfo]) -> list[str]:
    others = [member for member in archives.plain_files(archive) if member not in used]
    return [shown_name(PurePosixPath(member.filename).name) for member in others]


def _refuse_twice(names: Sequence[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise FileRefused(f"There are two files of one name: {', '.join(twice)}. Send one of them.")


def _keep(file: Incoming, to: Path) -> None:
    descriptor = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        chunk = file.stream.read(CHUNK)
        if not chunk:
            raise FileRefused(f"{shown_name(file.name)} is empty.")
        if chunk.startswith(SPREADSHEETS):
            raise FileRefused(
                f"{shown_name(file.name)} is a spreadsheet or an archive, whatever its name. "
                "Save it as CSV, UTF-8."
            )
        while chunk:
            out.write(chunk)
            chunk = file.stream.read(CHUNK)
