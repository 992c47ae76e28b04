"""Where a text holds a telephone number, an NHS number, a pupil number or a long one. Pure.

Figures that stand together, whatever blanks, dots, dashes, brackets and line ends are between
them, are read as one number; dates and years among them count for nothing. Nine figures make
a long number. Source: product, D5; Ofcom's numbering plan; NHS data dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lacrecords.rules.identifying_words import BEGINS, ENDS, GAP, any_of
from lacrecords.terms import MarkKind

LONG = 9
# The signs between and the figures never overlap and nothing is given back: the time it takes
# grows with the text and no faster.
_RUN = re.compile(rf"(?:{BEGINS}[Oo])?\d(?:[OoIl](?=\d)|[{GAP}]{{0,3}}+\d)*+")
_PIECE = re.compile(r"\S+")
_YEAR = r"(?:19|20)\d\d"
_DATE = rf"(?:\d{{1,2}}[/.\-]\d{{1,2}}[/.\-](?:\d{{2}}|\d{{4}})|{_YEAR}-\d\d-\d\d|{_YEAR})"
_DATES = re.compile(rf"\(?{_DATE}(?:[/\-–—]{_DATE})?\)?[.)]*")
_YEARS = re.compile(rf"\(?{_YEAR}\)?")
_EXTENSION = re.compile(r"[\s,]{0,3}\(?(?:extension|extn|ext|x)[.:]?\s{0,2}\d{1,6}\)?", re.I)
_NHS_BEFORE = re.compile(r"nhs(?:[\s.:#]{1,3}(?:no|num|number|is|was)){0,3}[\s.:#(]{0,3}\Z", re.I)
_LONGEST_BEFORE = 40
_LETTER_BEFORE = re.compile(r"[A-Za-z]\s?\Z")
_BEGINS_AS_TELEPHONE = re.compile(r"\(*[+0Oo]")
_UPN_END = re.compile(rf"[A-Za-z]{ENDS}")
_FIGURE_WORD = any_of(
    "zero oh nought naught nil o one two three four five six seven eight nine double treble "
    "triple".split()
)
_SAID = rf"(?:{_FIGURE_WORD}|\d{{1,6}}){ENDS}"
_SPOKEN = re.compile(rf"{BEGINS}{_SAID}(?:[\s,.\-–—]{{1,3}}+{_SAID})*+", re.I)
_SPOKEN_PART = re.compile(r"[a-z]+|\d", re.I)
_LOCAL = re.compile(
    rf"{BEGINS}(?:tel|telephone|phone|fax|mob|mobile|landline|ring|rang)\.?"
    rf"(?:\s{{1,2}}(?:no|number|is|was|on|him|her|them|me|us)\.?){{0,3}}[\s:]{{1,3}}"
    rf"(\d(?:[ .\-]?\d){{4,7}}){ENDS}",
    re.I,
)
_INSURANCE = re.compile(rf"{BEGINS}([A-Z]{{2}}\s?\d\d\s?\d\d\s?\d\d\s?[A-D]){ENDS}", re.I)
_MONTH = any_of(
    "january february march april may june july august september october november december jan "
    "feb mar apr jun jul aug sep sept oct nov dec".split()
)
_BIRTH = re.compile(
    rf"{BEGINS}(?:d\.?\s?o\.?\s?b\.?|dates?\s{{1,2}}of\s{{1,2}}birth|birth\s?dates?|birthday|born|b\.)"
    rf"(?:\s{{1,2}}(?:is|was|on|the)){{0,3}}[\s:=\-–(]{{0,4}}"
    rf"(\d{{1,2}}[\s/.\-]{{1,3}}\d{{1,2}}(?:[\s/.\-]{{1,3}}\d{{2,4}})?|\d{{4}}-\d\d-\d\d|\d{{6,8}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s{{1,2}}(?:of\s{{1,2}})?{_MONTH}(?:[\s,]{{1,3}}\d{{2,4}})?"
    rf"|{_MONTH}\s{{1,2}}\d{{1,2}}(?:st|nd|rd|th)?(?:[\s,]{{1,3}}\d{{2,4}})?){ENDS}",
    re.I,
)


def numbers_in(text: str) -> Iterator[tuple[MarkKind, int, int]]:
    """Every number that may belong to one person or one home, and every date of birth."""
    for found in _RUN.finditer(text):
        yield from _number(text, found)
    for found in _SPOKEN.finditer(text):
        if _is_spoken_number(found[0]):
            yield MarkKind.TELEPHONE_NUMBER, found.start(), found.end()
    for pattern, kind in (
        (_LOCAL, MarkKind.TELEPHONE_NUMBER),
        (_INSURANCE, MarkKind.LONG_NUMBER),
        (_BIRTH, MarkKind.DATE_OF_BIRTH),
    ):
        for found in pattern.finditer(text):
            yield kind, found.start(1), found.end(1)


def nhs_check_digit_is_right(digits: str) -> bool:
    """Whether ten digits end in the check digit of the nine before (weighed ten to two, by 11)."""
    weighed = sum(int(digit) * (10 - place) for place, digit in enumerate(digits))
    # The last digit is weighed once, and the whole then divides by eleven.
    return len(digits) == 10 and weighed % 11 == 0


def _number(text: str, run: re.Match[str]) -> Iterator[tuple[MarkKind, int, int]]:
    pieces = _pieces(run[0])
    groups = [_digits(each[0]) for each in pieces]
    if sum(map(len, groups)) < LONG:
        return
    start, end = run.start() + pieces[0].start(), run.start() + pieces[-1].end()
    before = text[max(0, start - _LONGEST_BEFORE) : start]
    letter = _LETTER_BEFORE.search(before)
    if letter and len(groups) == 1 and len(groups[0]) in (11, 12):
        after = _UPN_END.match(text, end)
        if len(groups[0]) == 12 or after:
            yield MarkKind.UPN, start - len(letter[0]), after.end() if after else end
            return
    start -= len(before) - len(before.rstrip("(+"))
    extension = _EXTENSION.match(text, end)
    end = extension.end() if extension else end
    number = text[start:end]
    if number.startswith("(") and ")" not in number and text[end : end + 1] == ")":
        end += 1
    yield _kind(before, number, groups), start, end


def _pieces(run: str) -> list[re.Match[str]]:
    """What stands between the blanks of a run, without dates; a year may end a number."""
    pieces = list(_PIECE.finditer(run))
    dated = {each.start() for each in pieces if _DATES.fullmatch(each[0])}
    if any(each.start() not in dated and len(_digits(each[0])) > 2 for each in pieces):
        dated -= {each.start() for each in pieces if _YEARS.fullmatch(each[0])}
    return [each for each in pieces if each.start() not in dated]


def _kind(before: str, number: str, groups: list[str]) -> MarkKind:
    if _NHS_BEFORE.search(before):
        return MarkKind.NHS_NUMBER
    if _BEGINS_AS_TELEPHONE.match(number):
        return MarkKind.TELEPHONE_NUMBER
    whole = "".join(groups)
    if whole.startswith(("44", "353")) and len(whole) in (12, 13):
        return MarkKind.TELEPHONE_NUMBER
    windows = ["".join(groups[place : place + 3]) for place in range(len(groups))]
    if any(nhs_check_digit_is_right(each) for each in (*groups, *windows)):
        return MarkKind.NHS_NUMBER
    if any(group.startswith("0") and len(group) >= 3 for group in groups):
        return MarkKind.TELEPHONE_NUMBER
    return MarkKind.LONG_NUMBER


def _digits(piece: str) -> str:
    return "".join(str(int(each)) for each in piece if each.isdecimal())


def _is_spoken_number(words: str) -> bool:
    """Whether at least nine figures are said in a row, one of them at least as a word."""
    parts = _SPOKEN_PART.findall(words)
    return len(parts) >= LONG and any(part.isalpha() for part in parts)
