"""The open file format of notices and acknowledgements: writing it, and reading what came.

Documented in docs/movement-format.md. Pure: bytes in, a frozen value or a clear refusal out.
Whatever a file holds, reading it changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lacrecords.terms import DatePrecision, MovementDirection, MovementStay
from lacrecords.web.forms import DIRECTION_MARKS

FORMAT, VERSION = "lacrecords-movement", 1
MOST_BYTES = 64 * 1024
LONGEST_LINE, LONGEST_TEXT = 250, 2_000
NOTICE, ACKNOWLEDGEMENT = "notice", "acknowledgement"


class FileNotRead(Exception):
    """The file is no notice and no acknowledgement that can be read; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeContent:
    """A written notice that a child moves, with no more in it than the other side needs."""

    reference: str
    sender: str
    sender_contact: str
    recipient: str
    written_on: date
    child_name: str
    child_born_on: date | None
    child_born_precision: DatePrecision | None
    on_plan: bool
    looked_after: bool
    direction: MovementDirection
    """As the sender sees it: out of the sender's area, as a rule."""
    stay: MovementStay
    in_haste: bool
    childrens_home: bool
    moved_on: date
    expected_back_on: date | None
    address: str
    """Empty where it is confidential and the other authority does not need it."""
    postcode: str
    area: str
    address_confidential: bool
    """The address is confidential, whether or not it stands in the notice."""
    worker_name: str
    worker_telephone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgementContent:
    """The other authority says that it has this very notice."""

    reference: str
    sender: str
    recipient: str
    written_on: date
    notice_reference: str
    notice_digest: str
    contact_name: str
    contact_telephone: str
    conference_booked_for: date | None


def notice_data(content: NoticeContent) -> dict[str, Any]:
    """The notice as the file holds it, with its digest."""
    return _sealed(NOTICE, _values(content))


def acknowledgement_data(content: AcknowledgementContent) -> dict[str, Any]:
    """The acknowledgement as the file holds it, with its digest."""
    return _sealed(ACKNOWLEDGEMENT, _values(content))


def _values(content: NoticeContent | AcknowledgementContent) -> dict[str, Any]:
    said = {name: getattr(content, name) for name in content.__slots__}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in said.items()
    }


def _sealed(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    data = {"format": FORMAT, "version": VERSION, "kind": kind, **values}
    return data | {"digest": digest_of(data)}


def digest_of(data: Mapping[str, Any]) -> str:
    """SHA-256 of everything but the digest itself, in one spelling."""
    plain = {name: value for name, value in data.items() if name != "digest"}
    words = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def file_bytes(data: Mapping[str, Any]) -> bytes:
    """The file, as it is handed over: readable by a person as well."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def read_file(content: bytes) -> NoticeContent | AcknowledgementContent:
    """What the file says; FileNotRead says what is wrong with it and what to do."""
    return read_data(parsed(content))


def parsed(content: bytes) -> dict[str, Any]:
    """The file as data, unharmed and of this version; FileNotRead otherwise."""
    if len(content) > MOST_BYTES:
        raise FileNotRead("The file is too large to be a notice. Choose another")
    try:
        data = json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_each_name_once,
            parse_constant=_no_constant,
        )
    except (ValueError, RecursionError) as wrong:
        raise FileNotRead("The file is damaged or no notice. Ask for it again") from wrong
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise FileNotRead("The file is no notice or acknowledgement of a movement. Choose another")
    _refuse_version(data.get("version"))
    if data.get("digest") != digest_of(data):
        raise FileNotRead(
            "The file was damaged or changed on its way: its digest does not fit. Ask for it again"
        )
    return data


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise ValueError("A name stands twice.")
    return data


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _refuse_version(version: object) -> None:
    if isinstance(version, bool) or not isinstance(version, int):
        raise FileNotRead("The file does not say of which version it is. Ask for it again")
    if version > VERSION:
        raise FileNotRead(
            f"The file is of version {version}, which is newer than this program reads"
            f" ({VERSION}). Ask for the notice on paper, and tell your system administrator"
        )
    if version < VERSION:
        raise FileNotRead(
            f"The file is of version {version}, which is older than this program reads"
            f" ({VERSION}). Ask the authority for the notice on paper"
        )


def read_data(data: Mapping[str, Any]) -> NoticeContent | AcknowledgementContent:
    """The typed value of data that was parsed; FileNotRead names the part that is wrong."""
    reader = _Reader(data)
    if data.get("kind") == NOTICE:
        return _notice(reader)
    if data.get("kind") == ACKNOWLEDGEMENT:
        return _acknowledgement(reader)
    raise FileNotRead("The file is neither a notice nor an acknowledgement. Choose another")


def _notice(read: _Reader) -> NoticeContent:
    content = NoticeContent(
        reference=read.line("reference", needed=True),
        sender=read.line("sender", needed=True),
        sender_contact=read.line("sender_contact"),
        recipient=read.line("recipient"),
        written_on=read.needed_day("written_on"),
        child_name=read.line("child_name", needed=True),
        child_born_on=read.day("child_born_on"),
        child_born_precision=read.word("child_born_precision", DatePrecision),
        on_plan=read.flag("on_plan"),
        looked_after=read.flag("looked_after"),
        direction=read.needed_word("direction", MovementDirection),
        stay=read.needed_word("stay", MovementStay),
        in_haste=read.flag("in_haste"),
        childrens_home=read.flag("childrens_home"),
        moved_on=read.needed_day("moved_on"),
        expected_back_on=read.day("expected_back_on"),
        address=read.line("address", longest=LONGEST_TEXT),
        postcode=read.line("postcode"),
        area=read.line("area"),
        address_confidential=read.flag("address_confidential"),
        worker_name=read.line("worker_name"),
        worker_telephone=read.line("worker_telephone"),
    )
    if not content.on_plan and not content.looked_after:
        raise FileNotRead("The file says neither that the child is on a plan nor looked after")
    return content


def _acknowledgement(read: _Reader) -> AcknowledgementContent:
    return AcknowledgementContent(
        reference=read.line("reference", needed=True),
        sender=read.line("sender", needed=True),
        recipient=read.line("recipient"),
        written_on=read.needed_day("written_on"),
        notice_reference=read.line("notice_reference", needed=True),
        notice_digest=read.line("notice_digest", needed=True),
        contact_name=read.line("contact_name"),
        contact_telephone=read.line("contact_telephone"),
        conference_booked_for=read.day("conference_booked_for"),
    )


class _Reader:
    """Reads one part after the other, and says which one is wrong."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data

    def line(self, name: str, *, needed: bool = False, longest: int = LONGEST_LINE) -> str:
        """Text on one line."""
        value = self._data.get(name) or ""
        if not isinstance(value, str) or len(value) > longest or not _is_plain(value):
            raise _wrong(name)
        text = unicodedata.normalize("NFC", value).strip()
        if needed and not text:
            raise _wrong(name)
        return text

    def flag(self, name: str) -> bool:
        """Yes or no."""
        value = self._data.get(name)
        if not isinstance(value, bool):
            raise _wrong(name)
        return value

    def day(self, name: str) -> date | None:
        """A day, where one is given."""
        value = self._data.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or len(value) != len("2026-11-03"):
            raise _wrong(name)
        try:
            day = date.fromisoformat(value)
        except ValueError as wrong:
            raise _wrong(name) from wrong
        if not 1900 <= day.year <= 2200:
            raise _wrong(name)
        return day

    def needed_day(self, name: str) -> date:
        """A day."""
        day = self.day(name)
        if day is None:
            raise _wrong(name)
        return day

    def word(self, name: str, kind: Any) -> Any:
        """A word of a closed list, where one is given."""
        value = self._data.get(name)
        if value is None:
            return None
        try:
            return kind(value)
        except ValueError as wrong:
            raise _wrong(name) from wrong

    def needed_word(self, name: str, kind: Any) -> Any:
        """A word of a closed list."""
        word = self.word(name, kind)
        if word is None:
            raise _wrong(name)
        return word


def _wrong(name: str) -> FileNotRead:
    return FileNotRead(f"The file cannot be read: {name.replace('_', ' ')} is missing or wrong")


def _is_plain(text: str) -> bool:
    """No characters that cannot be seen, none that turn the direction of writing."""
    return not any(
        unicodedata.category(letter) in ("Cc", "Cs") or letter in DIRECTION_MARKS for letter in text
    )
