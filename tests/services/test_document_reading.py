"""Files that somebody gives: whatever they hold, one of the declared answers and never a fall."""

from __future__ import annotations

import hashlib
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lacrecords.demo.papers import PICTURE, pdf_of
from lacrecords.documents import reading
from lacrecords.documents.reading import read_file
from lacrecords.documents.values import FaultyFile, ReadFile
from lacrecords.rules.documents import MOST_PAGES
from lacrecords.terms import DocumentFault, PageReading
from tests.factories.documents import (
    LETTER,
    MEGABYTE,
    blank,
    letter,
    mixed,
    protected,
    scan,
    with_file,
    with_program,
)

PLENTY = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def outcome(content: bytes, most: int = MEGABYTE) -> ReadFile | DocumentFault:
    """What is read, or why it is refused; everything else is a fall."""
    try:
        return read_file(content, most)
    except FaultyFile as refused:
        assert refused.words and refused.field == "file"
        return refused.fault


def test_a_letter_is_read_and_a_page_from_a_scanner_is_said_to_be_a_picture() -> None:
    read = read_file(mixed(), MEGABYTE)
    assert [page.reading for page in read.pages] == [PageReading.WORDS, PageReading.PICTURE]
    assert read.pages[0].words.split("\n") == list(LETTER)
    assert read.checksum == hashlib.sha256(mixed()).hexdigest()
    assert not read.holds_scripts and not read.holds_files
    assert {page.reading for page in read_file(scan(), MEGABYTE).pages} == {PageReading.PICTURE}
    assert read_file(blank(), MEGABYTE).pages[0].reading is PageReading.EMPTY


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", DocumentFault.EMPTY),
        (b"%PDF-" + b"x" * MEGABYTE, DocumentFault.TOO_LARGE),
        (b"PK\x03\x04 a letter of an office program", DocumentFault.NOT_PDF),
        (b"MZ\x90\x00", DocumentFault.NOT_PDF),
        (protected(), DocumentFault.PROTECTED),
        (letter()[:300], DocumentFault.DAMAGED),
        (b"%PDF-1.7\n%%EOF", DocumentFault.DAMAGED),
        (pdf_of(), DocumentFault.NO_PAGES),
        (pdf_of(*[PICTURE] * (MOST_PAGES + 1)), DocumentFault.TOO_MANY_PAGES),
    ],
    ids=lambda value: value.value if isinstance(value, DocumentFault) else "",
)
def test_a_file_that_cannot_be_kept_is_refused_with_its_reason(
    content: bytes, fault: DocumentFault
) -> None:
    assert outcome(content) is fault


def test_programs_and_files_inside_are_seen() -> None:
    program, file = read_file(with_program(), MEGABYTE), read_file(with_file(), MEGABYTE)
    assert program.holds_scripts and not program.holds_files
    assert file.holds_files and not file.holds_scripts


def test_what_was_filled_into_a_form_and_written_beside_a_page_is_read() -> None:
    fields = b"/Annots [<< /Type /Annot /Subtype /Widget /T (name) /V (Maya Okafor) >>"
    fields += b" << /Type /Annot /Subtype /Text /Contents (Ring her aunt) >>] /Parent"
    read = read_file(letter().replace(b"/Parent", fields, 1), MEGABYTE)
    assert "Maya Okafor" in read.pages[0].words and "Ring her aunt" in read.pages[0].words


def bomb() -> bytes:
    """Little to send, and a gigabyte when its page is read."""
    packed = zlib.compress(b"q Q " * (256 * MEGABYTE), 9)
    head = b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    plain = letter()
    begins = plain.index(b"6 0 obj") + len(b"6 0 obj\n")
    ends = plain.index(b"endobj", begins)
    return plain[:begins] + head + packed + b"\nendstream\n" + plain[ends:]


def test_a_page_that_would_fill_the_memory_is_said_not_to_be_read() -> None:
    read = read_file(bomb(), 10 * MEGABYTE)
    assert [page.reading for page in read.pages] == [PageReading.NOT_READ]


def test_a_file_that_takes_too_long_is_stopped() -> None:
    began = time.monotonic()
    with pytest.raises(FaultyFile) as refused:
        read_file(letter(), MEGABYTE, seconds=0.01)
    assert refused.value.fault is DocumentFault.TOO_SLOW
    assert time.monotonic() - began < 5


def test_pages_behind_the_one_that_took_too_long_are_said_not_to_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "reader.py"
    begins = '{"pages": 3, "scripts": false, "files": false}'
    page = '{"words": "Dear", "picture": false, "draws": true}'
    slow.write_text(
        f"import sys\nsys.stdout.write({begins!r} + chr(10) + {page!r} + chr(10) + '{{\"wor')\n"
        "sys.stdout.flush()\nwhile True: pass\n"
    )
    monkeypatch.setattr(reading, "READER", slow)
    read = read_file(letter(), MEGABYTE, seconds=2)
    assert [page.reading for page in read.pages] == [
        PageReading.WORDS,
        PageReading.NOT_READ,
        PageReading.NOT_READ,
    ]


def test_the_reader_is_given_none_of_our_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = tmp_path / "reader.py"
    said.write_text(
        "import json, os\n"
        "print(json.dumps({'pages': 1, 'scripts': False, 'files': False}))\n"
        "print(json.dumps({'words': ' '.join(os.environ), 'picture': False, 'draws': True}))\n"
    )
    monkeypatch.setattr(reading, "READER", said)
    monkeypatch.setenv("LACRECORDS_SECRET_KEY", "a key")
    assert "LACRECORDS" not in read_file(letter(), MEGABYTE).pages[0].words


@PLENTY
@given(st.binary(max_size=2000), st.booleans())
def test_any_bytes_get_one_of_the_declared_answers(content: bytes, as_pdf: bool) -> None:
    found = outcome((b"%PDF-1.4\n" if as_pdf else b"") + content)
    assert isinstance(found, ReadFile | DocumentFault)


@PLENTY
@given(st.data())
def test_a_pdf_that_was_cut_or_changed_gets_one_of_the_declared_answers(
    data: st.DataObject,
) -> None:
    whole = bytearray(data.draw(st.sampled_from([mixed(), with_file(), with_program()])))
    for _ in range(data.draw(st.integers(0, 12))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place] = data.draw(st.integers(0, 255))
    content = bytes(whole[: data.draw(st.integers(0, len(whole)))])
    found = outcome(content)
    if isinstance(found, ReadFile):
        assert found.content == content and 1 <= len(found.pages) <= MOST_PAGES
