"""Opens an archive that somebody sent, and believes nothing that it says of itself.

What is refused is refused before more than the limits is written. Only plain files
one after the other are taken: no links, no passwords, no archive inside.
"""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from lacrecords.exchange.register_file import CHUNK, SPREADSHEETS
from lacrecords.exchange.source import FileRefused

ZIP = b"PK"
MOST_DIRECTORY_BYTES = 1 << 20
"""The archive's own list of its files; it is read into memory before anything can be asked."""
GREATEST_RATIO = 200
"""Text of real registers packs to a tenth; what packs to less than this was made to burst."""
RATIO_COUNTS_FROM_BYTES = 1 << 20
_END, _END_BYTES, _LARGE_END, _LARGE_END_BYTES = b"PK\5\6", 22, b"PK\6\7", 20
_ARCHIVES = (".zip", ".gz", ".7z", ".tar", ".bz2", ".xz", ".rar", ".tgz")
_SPREADSHEET_PARTS = ("[Content_Types].xml", "mimetype")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError),
    *(NotImplementedError, RuntimeError, ValueError, IndexError),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one upload may hold."""

    unpacked_bytes: int
    files: int


@contextmanager
def opened(stream: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """The archive, read for its list of files only; FileRefused when it is none or damaged."""
    _refuse_endless_directory(stream)
    try:
        with zipfile.ZipFile(stream) as archive:
            yield archive
    except _BROKEN as wrong:
        raise FileRefused("The archive is damaged. Make it again.") from wrong


def refuse_dangerous(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Raise FileRefused for anything in the list of files that a plain export never has."""
    members = archive.infolist()
    if any(member.filename in _SPREADSHEET_PARTS for member in members):
        raise FileRefused("The file is a spreadsheet, whatever its name. Save it as CSV, UTF-8.")
    files = [member for member in members if not member.is_dir()]
    if len(files) > limits.files:
        raise FileRefused(f"The archive holds {len(files):,} files. At most {limits.files} may be.")
    for member in members:
        _refuse_member(member)
    if sum(member.file_size for member in files) > limits.unpacked_bytes:
        raise FileRefused(_too_large(limits))


def unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, to: Path, limits: Limits) -> int:
    """Write one file of the archive, and say how long it was; FileRefused beyond the limit."""
    descriptor = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    written = 0
    with os.fdopen(descriptor, "wb") as out, archive.open(member) as packed:
        while chunk := packed.read(CHUNK):
            if not written and chunk.startswith(SPREADSHEETS):
                raise FileRefused("A file in the archive is a spreadsheet or an archive itself.")
            written += len(chunk)
            if written > limits.unpacked_bytes:
                raise FileRefused(_too_large(limits))
            out.write(chunk)
    return written


def plain_files(archive: zipfile.ZipFile) -> Sequence[zipfile.ZipInfo]:
    """The files that somebody put in, without what their machine added by itself."""
    return [
        member
        for member in archive.infolist()
        if not member.is_dir() and not _is_added_by_machine(PurePosixPath(member.filename))
    ]


def _is_added_by_machine(path: PurePosixPath) -> bool:
    return path.parts[0] == "__MACOSX" or path.name.startswith(".") or path.name == "Thumbs.db"


def _refuse_endless_directory(stream: BinaryIO) -> None:
    """A list of millions of files would fill the memory before it could be counted."""
    stream.seek(0, os.SEEK_END)
    length = stream.tell()
    stream.seek(max(0, length - _END_BYTES - 0xFFFF - _LARGE_END_BYTES))
    tail = stream.read()
    stream.seek(0)
    # As it is found by whatever reads it afterwards: at the very end, else the last that is there.
    plain = tail[-_END_BYTES:].startswith(_END) and tail[-2:] == b"\0\0"
    place = len(tail) - _END_BYTES if plain else tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_BYTES:
        raise FileRefused("The archive is damaged. Make it again.")
    directory = int.from_bytes(tail[place + 12 : place + 16], "little")
    large = tail[max(0, place - _LARGE_END_BYTES) : place].startswith(_LARGE_END)
    if large or directory > MOST_DIRECTORY_BYTES:
        raise FileRefused("The archive holds too many files. Send those of one register only.")


def _refuse_member(member: zipfile.ZipInfo) -> None:
    name = member.orig_filename
    mode = member.external_attr >> 16
    if _leads_elsewhere(name):
        raise FileRefused("A file in the archive has a place outside it. Nothing was unpacked.")
    if mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or not stat.S_IFMT(mode)):
        raise FileRefused("The archive holds a link or a device instead of a file.")
    if member.flag_bits & 0x1:
        raise FileRefused("The archive has a password. Make it again without one.")
    if name.lower().endswith(_ARCHIVES):
        raise FileRefused("There is an archive inside the archive. Send its files instead.")
    if member.compress_type not in _METHODS:
        raise FileRefused("The archive is packed in a way that is not read here. Use plain ZIP.")
    if member.file_size > max(RATIO_COUNTS_FROM_BYTES, GREATEST_RATIO * member.compress_size):
        raise FileRefused("A file in the archive would grow far too large when it is unpacked.")


def _leads_elsewhere(name: str) -> bool:
    parts = name.split("/")
    rooted = not parts[0] or (len(name) > 1 and name[1] == ":")
    return rooted or ".." in parts or "\\" in name or "\0" in name


def _too_large(limits: Limits) -> str:
    megabytes = limits.unpacked_bytes // 1024**2
    return f"Unpacked, the files are larger than {megabytes:,} MB, which is the limit here."
