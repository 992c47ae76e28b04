"""Small PDF files of the demonstration: a letter that can be read, and pages from a scanner.

They are written by hand, so that they need no library and are the same each time.
"""

from __future__ import annotations

import zlib

Lines = tuple[str, ...]
"""The lines of a page that can be read; a page of none is a picture."""
PICTURE: Lines = ()
_WIDE, _HIGH = 124, 175
_PAGE = "/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"


def pdf_of(*pages: Lines) -> bytes:
    """A PDF with these pages, in order."""
    kids = " ".join(f"{number} 0 R" for number in range(5, 5 + 2 * len(pages), 2))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        _picture(),
    ]
    for place, lines in enumerate(pages):
        held = "/Font << /F1 3 0 R >>" if lines else "/XObject << /P1 4 0 R >>"
        drawn = f"<< {_PAGE} /Resources << {held} >> /Contents {6 + 2 * place} 0 R >>"
        objects += [drawn.encode(), _stream("", _said(lines) if lines else _drawn())]
    return _written(objects)


def _said(lines: Lines) -> bytes:
    shown = [_escaped(line) for line in lines]
    return (
        b"BT /F1 11 Tf 14 TL 60 780 Td " + b" ".join(b"(%s) Tj T*" % one for one in shown) + b" ET"
    )


def _escaped(line: str) -> bytes:
    escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return escaped.encode("cp1252")


def _drawn() -> bytes:
    return b"q 595 0 0 842 0 0 cm /P1 Do Q"


def _picture() -> bytes:
    """Grey paper with lines of dark strokes, as handwriting looks from afar."""
    paper = bytearray(b"\xf0" * _WIDE * _HIGH)
    for line in range(14, _HIGH - 20, 7):
        for at in range(14, _WIDE - 14 - line * 5 % 40):
            if (at * 7 + line * 3) % 11 < 7:
                paper[(line + (at * line) % 3) * _WIDE + at] = 0x40
    said = f"/Type /XObject /Subtype /Image /Width {_WIDE} /Height {_HIGH}"
    said += " /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode"
    return _stream(said, zlib.compress(bytes(paper)))


def _stream(said: str, content: bytes) -> bytes:
    head = f"<< {said} /Length {len(content)} >>\nstream\n".encode()
    return head + content + b"\nendstream"


def _written(objects: list[bytes]) -> bytes:
    written = bytearray(b"%PDF-1.4\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    begins = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return bytes(written + b"startxref\n%d\n%%%%EOF\n" % begins)
