"""Where a text holds an e-mail address, an account, a web page or a reference of ours. Pure.

Source: product, D5; the house rule that a reference opens a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lacrecords.rules.identifying_words import BEGINS, ENDS
from lacrecords.terms import MarkKind

_AT = re.compile("[@＠]")
_BEFORE = re.compile(r"[^\s@＠<>()\[\]\"',;:]{1,128}\s{0,2}\Z")
_LONGEST_BEFORE = 130
_AFTER = re.compile(r"\s{0,2}[^\W_][^\s@＠<>()\[\]\"',;:]{0,253}")
_SPELT = re.compile(
    rf"{BEGINS}(?:[\w.\-]{{1,64}}\s{{1,3}}dot\s{{1,3}}){{0,2}}[\w.\-]{{1,64}}"
    rf"\s{{0,3}}(?:[(\[]\s?at\s?[)\]]|\sat\s)\s{{0,3}}[a-z][\w\-]{{0,63}}"
    rf"(?:(?:\s{{0,3}}[(\[]\s?dot\s?[)\]]\s{{0,3}}|\s{{1,3}}dot\s{{1,3}}|\.)[a-z][\w\-]{{1,62}})"
    rf"{{1,5}}{ENDS}",
    re.I,
)
_WEB = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"]{1,500}", re.I)
# Four and four of the letters and figures that our references are made of, one a letter.
_OURS = re.compile(
    rf"{BEGINS}(?=[2-9]{{0,4}}[-‐-―]?\s?[2-9]{{0,4}}[A-HJ-NP-Za-hj-np-z])"
    rf"[A-HJ-NP-Z2-9a-hj-np-z]{{4}}\s?[-‐-―]\s?[A-HJ-NP-Z2-9a-hj-np-z]{{4}}{ENDS}"
)


def addresses_in(text: str) -> Iterator[tuple[MarkKind, int, int]]:
    """Every address of the post by wire, every account and page, and every reference."""
    for at in _AT.finditer(text):
        before = _BEFORE.search(text, max(0, at.start() - _LONGEST_BEFORE), at.start())
        after = _AFTER.match(text, at.end())
        if after:
            # A blank before it and none behind: the name of an account.
            apart = before and before[0][-1].isspace() and not after[0][0].isspace()
            start = at.start() - (len(before[0]) if before and not apart else 0)
            yield MarkKind.EMAIL_ADDRESS, start, after.end()
    for found in _SPELT.finditer(text):
        yield MarkKind.EMAIL_ADDRESS, found.start(), found.end()
    for found in _WEB.finditer(text):
        yield MarkKind.WEB_ADDRESS, found.start(), found.end()
    for found in _OURS.finditer(text):
        if found[0].isupper() or any(letter.isdigit() for letter in found[0]):
            yield MarkKind.REFERENCE, found.start(), found.end()
