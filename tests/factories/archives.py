"""Archives as browsers send them, well made and ill made; every name in them invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.factories.dataset_folders import Rows, write_folder
from tests.factories.register_files import make_row, write_register

REGISTER_NAME = "register.csv"


def register_bytes(folder: Path, rows: Iterable[dict[str, str]] = (), *more: str) -> bytes:
    """A register file as it is sent: these rows, or one plain one."""
    path = write_register(folder / "written.csv", list(rows) or [make_row()], *more)
    return path.read_bytes()


def packed_dataset(folder: Path, **tables: Rows) -> bytes:
    """An archive of a folder of the national dataset, as a council's data team sends it."""
    written = write_folder(folder / "dataset", **tables)
    return packed({f"export/{path.name}": path.read_bytes() for path in written.iterdir()})


def packed(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these files, in their order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_another(archive: bytes, name: str, content: bytes) -> bytes:
    """The archive with one more file in it."""
    stream = io.BytesIO(archive)
    with zipfile.ZipFile(stream, "a") as opened:
        opened.writestr(name, content)
    return stream.getvalue()


def with_link(to: str) -> bytes:
    """An archive that holds a symbolic link instead of a table."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        member = zipfile.ZipInfo("ssd_person.csv")
        member.external_attr = 0o120777 << 16
        archive.writestr(member, to)
    return stream.getvalue()


def with_password() -> bytes:
    """An archive that says of its file that it needs a password."""
    content = bytearray(packed({"ssd_person.csv": b"pers_person_id\n1\n"}, zipfile.ZIP_STORED))
    for signature, place in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        content[content.index(signature) + place] |= 1
    return bytes(content)
