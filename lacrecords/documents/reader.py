"""Reads a PDF from standard input and writes what it found, a line of JSON at a time.

A program of its own, started for one file: it has no settings, no database, little memory and
little time, and writes no file. It imports nothing of ours, so that nothing of ours is in reach
of a hostile file. First comes a line on the file, then a line on each page.
"""

from __future__ import annotations

import contextlib
import json
import re
import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject

MOST_MEMORY = 768 * 1024 * 1024
MOST_SECONDS = 20
MOST_LETTERS = 100_000
DEEPEST = 5
_PICTURE_IN_LINE = re.compile(rb"\bBI\b.{0,2000}?\bID\b", re.DOTALL)


def limit() -> None:
    """Take little memory and time, and write no file."""
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # not every system knows each of them
            resource.setrlimit(what, (most, most))


def say(found: dict[str, Any]) -> None:
    """One line, at once: whoever waits has it even where the next page takes too long."""
    print(json.dumps(found), flush=True)


def main(most_pages: int) -> None:
    """Say what the file is, then what stands on each page."""
    limit()
    try:
        reader = PdfReader(BytesIO(sys.stdin.buffer.read()), strict=False)
        if reader.is_encrypted:
            say({"fault": "protected"})
            return
        pages = len(reader.pages)
        say({"pages": pages, "scripts": _scripts(reader), "files": _files(reader)})
    except Exception:  # whatever a damaged file does to its reader, it is damaged
        say({"fault": "damaged"})
        return
    for number in range(min(pages, most_pages)):
        try:
            say(_page(reader.pages[number]))
        except Exception:  # the same of a page: the others are still read
            say({"failed": True})


def _page(page: Any) -> dict[str, Any]:
    words = [page.extract_text(), *_said_beside(page)]
    contents = page.get_contents()
    drawn = contents.get_data() if contents is not None else b""
    return {
        "words": "\n".join(one for one in words if one)[:MOST_LETTERS],
        "picture": _has_picture(page.get("/Resources"), 0) or bool(_PICTURE_IN_LINE.search(drawn)),
        "draws": bool(drawn.strip()) or bool(_followed(page.get("/Annots"))),
    }


def _said_beside(page: Any) -> Iterator[str]:
    """What was filled into the fields of a form, and notes that stand on the page."""
    for one in _followed(page.get("/Annots")) or ():
        note = _followed(one)
        if not isinstance(note, DictionaryObject):
            continue
        above = _followed(note.get("/Parent"))
        for holder in (note, above if isinstance(above, DictionaryObject) else {}):
            said = [_followed(holder.get(name)) for name in ("/V", "/Contents")]
            found = [str(value) for value in said if isinstance(value, str)]
            yield from found
            if found:
                break


def _has_picture(resources: Any, depth: int) -> bool:
    held = _followed(resources)
    drawn = _followed(held.get("/XObject")) if isinstance(held, DictionaryObject) else None
    if not isinstance(drawn, DictionaryObject) or depth > DEEPEST:
        return False
    for name in drawn:
        one = _followed(drawn[name])
        if not isinstance(one, DictionaryObject):
            continue
        if one.get("/Subtype") == "/Image" or _has_picture(one.get("/Resources"), depth + 1):
            return True
    return False


def _scripts(reader: PdfReader) -> bool:
    """Whether programs stand anywhere in the file."""
    return _names(reader, "/JavaScript") or _anywhere(reader, ("/JS", "/JavaScript"))


def _files(reader: PdfReader) -> bool:
    """Whether other files stand inside the file."""
    return _names(reader, "/EmbeddedFiles") or _anywhere(reader, ("/EF", "/EmbeddedFile"))


def _names(reader: PdfReader, wanted: str) -> bool:
    root = reader.trailer["/Root"].get_object()
    named = _followed(root.get("/Names")) if isinstance(root, DictionaryObject) else None
    return isinstance(named, DictionaryObject) and wanted in named


def _anywhere(reader: PdfReader, wanted: tuple[str, ...]) -> bool:
    """Whether any object has such a key, or says that it is such a thing."""
    numbers = {number for table in reader.xref.values() for number in table}
    for number in sorted(numbers | set(reader.xref_objStm)):
        with contextlib.suppress(PyPdfError, ValueError, TypeError, KeyError, AttributeError):
            found = reader.get_object(number)
            if isinstance(found, DictionaryObject) and _holds(found, wanted, 0):
                return True
    return False


def _holds(found: Any, wanted: tuple[str, ...], depth: int) -> bool:
    if depth > DEEPEST:
        return False
    if isinstance(found, DictionaryObject):
        said = {found.get("/S"), found.get("/Type")} & set(wanted)
        return bool(said) or any(
            name in wanted or _holds(found.raw_get(name), wanted, depth + 1) for name in found
        )
    return isinstance(found, ArrayObject) and any(
        _holds(one, wanted, depth + 1) for one in list.__iter__(found)
    )


def _followed(value: Any) -> Any:
    return value.get_object() if value is not None and hasattr(value, "get_object") else value


if __name__ == "__main__":
    main(int(sys.argv[1]))
