"""Telephone numbers and e-mail addresses as the directory keeps and compares them. Pure.

Says why a value cannot stand; whether it is really the agency's, two people say.
"""

from __future__ import annotations

import re
import unicodedata

from lacrecords.terms import ContactPointKind

LONGEST_EMAIL = 254
LONGEST_NAME = 200
LONGEST_LABEL = 100
# Plain letters only: another alphabet can make an address that looks like the agency's.
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+"
    r"[A-Za-z]{2,63}"
)
# As councils and schools write them: with brackets, dashes or dots, and an extension.
_TELEPHONE = re.compile(
    r"\+?\(?[0-9][0-9 ()./-]{3,24}[0-9](?: ?(?:ext|extension|x)\.? ?[0-9]{1,6})?", re.IGNORECASE
)
_WORLD = re.compile(r"^(?:\+|00)44(?:\(0\)|0)?")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def is_email_address(address: str) -> bool:
    """Whether this is one plain e-mail address and nothing more."""
    return len(address) <= LONGEST_EMAIL and _EMAIL.fullmatch(address) is not None


def is_telephone_number(number: str) -> bool:
    """Whether this is one telephone number and nothing more."""
    return _TELEPHONE.fullmatch(number) is not None


def reason_against(kind: ContactPointKind, value: str) -> str:
    """What to do about a value that cannot stand in the directory; empty when it can."""
    if not value:
        return "Enter the number or the address"
    if kind is ContactPointKind.TELEPHONE and not is_telephone_number(value):
        return "Enter one telephone number, with nothing else, like 01632 960 001"
    if kind is ContactPointKind.EMAIL and not is_email_address(value):
        return "Enter one e-mail address, like name@example.com"
    return ""


def as_kept(kind: ContactPointKind, value: str) -> str:
    """The value with single blanks, an e-mail address in lower case."""
    tidy = " ".join(value.split())
    return tidy.lower() if kind is ContactPointKind.EMAIL else tidy


def as_compared(kind: ContactPointKind, value: str) -> str:
    """One form of all spellings of a number or an address, to find what is there already."""
    if kind is ContactPointKind.EMAIL:
        return as_kept(kind, value)
    number, _, extension = "".join(value.split()).lower().replace("ext", "x").partition("x")
    national = "".join(filter(str.isdigit, _WORLD.sub("0", number)))
    inner = "".join(filter(str.isdigit, extension))
    return f"{national}x{inner}" if inner else national


def name_as_kept(name: str) -> str:
    """A name or label in composed form with single blanks."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def reason_against_name(name: str, longest: int = LONGEST_NAME) -> str:
    """Why this tidied text cannot be a name or label; empty when it can."""
    if len(name) > longest:
        return f"Use {longest} characters or fewer"
    if not name.isprintable() or any(letter in _TURNING for letter in name):
        return "Remove the characters that cannot be seen"
    return ""
