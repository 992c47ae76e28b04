"""Opening a file that somebody gave: in a program of its own, with little time and memory.

A hostile file can neither hang nor kill the program that serves the pages. What could be read
when the time ran out is kept; of the pages behind it is said that they could not be read.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from lacrecords.documents.values import FaultyFile, ReadFile, ReadPage
from lacrecords.rules.documents import (
    FIRST_BYTES,
    MOST_PAGES,
    PageFacts,
    clean_read,
    fault_before_opening,
    fault_of_pages,
    letters_in,
    reading_of,
)
from lacrecords.terms import DocumentFault, PageReading

READER = Path(__file__).with_name("reader.py")
MOST_SECONDS = 25.0
"""Of the clock on the wall; the reader itself has fewer seconds of work."""
NOT_READ = ReadPage(PageReading.NOT_READ, "")


def read_file(content: bytes, most_bytes: int, seconds: float = MOST_SECONDS) -> ReadFile:
    """What can be read of a file; FaultyFile where it is none that can be kept."""
    fault = fault_before_opening(len(content), content[: len(FIRST_BYTES)], most_bytes)
    if fault is not None:
        raise FaultyFile(fault, most_bytes)
    lines, in_time = _said_by_reader(content, seconds)
    if not lines:
        raise FaultyFile(DocumentFault.DAMAGED if in_time else DocumentFault.TOO_SLOW)
    of_file, *of_pages = lines
    if "fault" in of_file:
        raise FaultyFile(DocumentFault(of_file["fault"]))
    fault = fault_of_pages(of_file["pages"])
    if fault is not None:
        raise FaultyFile(fault)
    pages = [_page(one) for one in of_pages]
    return ReadFile(
        content=content,
        checksum=hashlib.sha256(content).hexdigest(),
        pages=tuple(pages + [NOT_READ] * (of_file["pages"] - len(pages))),
        holds_scripts=of_file["scripts"],
        holds_files=of_file["files"],
    )


def _said_by_reader(content: bytes, seconds: float) -> tuple[list[dict[str, Any]], bool]:
    """The lines that the reader wrote, and whether it came to its end by itself."""
    # It inherits no environment: our settings hold the key of the sessions and the database.
    command = [sys.executable, "-I", "-X", "utf8", str(READER), str(MOST_PAGES)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and no word from outside
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired as late:
        return _whole_lines(late.output or b""), False
    return _whole_lines(done.stdout), done.returncode >= 0


def _whole_lines(written: bytes) -> list[dict[str, Any]]:
    """What was written to its end; a line that was cut off is left."""
    *whole, _ = written.split(b"\n")
    return [json.loads(line) for line in whole]


def _page(found: dict[str, Any]) -> ReadPage:
    if "failed" in found:
        return NOT_READ
    said = clean_read(found["words"])
    seen = PageFacts(True, letters_in(said), found["picture"], found["draws"])
    return ReadPage(reading_of(seen), said)
