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
from lacrecords.exchange.dataset_names import is_of_the_dataset, kept_as
from lacrecords.exchange.register_file import CHUNK, SPREADSHEETS
from lacrecords.exchange.source import FileRefused

REGISTER, TABLES = "register.csv", "tables"
"""What an upload is kept as: one file, or a folder of tables."""
LONGEST_NAME = 100
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
    if _is_table(only.name):
        return _keep_tables(files, folder)
    _keep(only, folder / REGISTER)
    return Received(shown_name(only.name))


def shown_name(given: str) -> str:
    """The last part of a name, without what cannot be seen, and not too long."""
    return _last_part(given)[:LONGEST_NAME] or "(no name)"


def _last_part(given: str) -> str:
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    return "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip()


def _kept_as(name: str) -> str:
    """Under which name a table is kept; empty: it is none that is read."""
    return kept_as(_last_part(name))


def _is_table(name: str) -> bool:
    return is_of_the_dataset(_last_part(name))


def _keep_tables(files: Sequence[Incoming], folder: Path) -> Received:
    others = [shown_name(file.name) for file in files if not _is_table(file.name)]
    if others:
        raise FileRefused(f"{_NOT_ALL_TABLES} Another is: {', '.join(others[:5])}.")
    tables = [file for file in files if _kept_as(file.name)]
    _refuse_twice([file.name for file in tables])
    (folder / TABLES).mkdir(mode=0o700)
    for file in tables:
        _keep(file, folder / TABLES / _kept_as(file.name))
    names = ", ".join(sorted(shown_name(file.name) for file in files))
    shown = names if len(names) <= LONGEST_NAME else f"{len(files)} files"
    left_out = [shown_name(file.name) for file in files if file not in tables]
    return Received(shown, TABLES, left_out)


def _keep_archive(file: Incoming, folder: Path, limits: Limits) -> Received:
    with archives.opened(file.stream) as archive:
        archives.refuse_dangerous(archive, limits)
        members = archives.plain_files(archive)
        tables = [member for member in members if _kept_as(member.filename)]
        sheets = [member for member in members if member.filename.lower().endswith(".csv")]
        if any(_is_table(member.filename) for member in members):
            return _keep_archived_tables(file, archive, tables, folder, limits)
        if len(sheets) != 1:
            raise FileRefused(f"There is no register in the archive. {_NOT_ALL_TABLES}")
        archives.unpack(archive, sheets[0], folder / REGISTER, limits)
        return Received(shown_name(file.name), REGISTER, _left_out(archive, sheets))


def _keep_archived_tables(
    file: Incoming, archive: ZipFile, tables: Sequence[ZipInfo], folder: Path, limits: Limits
) -> Received:
    _refuse_twice([member.filename for member in tables])
    (folder / TABLES).mkdir(mode=0o700)
    left = limits.unpacked_bytes
    for member in tables:
        to = folder / TABLES / _kept_as(member.filename)
        left -= archives.unpack(archive, member, to, Limits(left, limits.files))
    return Received(shown_name(file.name), TABLES, _left_out(archive, tables))


def _left_out(archive: ZipFile, used: Sequence[ZipInfo]) -> list[str]:
    others = [member for member in archives.plain_files(archive) if member not in used]
    return [shown_name(PurePosixPath(member.filename).name) for member in others]


def _refuse_twice(names: Sequence[str]) -> None:
    kept = [_kept_as(name) for name in names]
    twice = [shown_name(name) for name in names if kept.count(_kept_as(name)) > 1]
    if twice:
        raise FileRefused(f"There are two files of one table: {', '.join(twice)}. Send one each.")


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
