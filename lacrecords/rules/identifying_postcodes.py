"""Where a text holds a postcode of the United Kingdom or the Crown dependencies. Pure.

Whole or half-typed, in small letters, without its blank, broken by a line end, and with the
usual slips of O for nought and I for one. An area that does not exist is found as well: it is
a slip more often than anything else. Source: product, D5; the postcode formats of Royal Mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lacrecords.rules.identifying_words import BEGINS, ENDS, GAP
from lacrecords.terms import MarkKind

AREAS = frozenset(
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN "
    "DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA "
    "LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG "
    "SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO "
    "ZE".split()
)
# The last two letters of a postcode are never among these, so that no reader mistakes them.
_NEVER_LAST = frozenset("CIKMOV")
_MEASURES = frozenset("AM PM KG MG ML MM CM KM MI IV IM".split())
_WHOLE = re.compile(
    rf"{BEGINS}(?=([A-Za-z]{{1,2}})([0-9OoIil][0-9A-Za-z]?)[{GAP}]{{0,3}}"
    rf"([0-9OoIil])([A-Za-z]{{2}}){ENDS})"
)
# In capitals it may be broken anywhere, and a line end is a blank like any other.
_SPREAD = re.compile(
    rf"{BEGINS}(?=([A-Z](?:\s{{0,2}}[A-Z])?)\s{{0,2}}([0-9](?:\s{{0,2}}[0-9A-Z])?)\s{{0,3}}"
    rf"([0-9])\s{{0,2}}([A-Z]\s{{0,2}}[A-Z]){ENDS})"
)
_ODD = re.compile(
    rf"{BEGINS}(?:G[I1l]R[{GAP}]{{0,3}}[0Oo]AA|B\s?F\s?P\s?O[{GAP}]{{0,3}}\d{{1,4}}"
    rf"|(?:ASCN|BBND|BIQQ|FIQQ|PCRN|SIQQ|STHL|TDCU|TKCA)[{GAP}]{{0,3}}[1I]ZZ){ENDS}",
    re.I,
)
_HALF = re.compile(
    rf"{BEGINS}(?=([A-Za-z]{{1,2}})(\d[0-9A-Za-z]?)(?:[ \u00a0]{{1,2}}\d[A-Za-z]?)?{ENDS})"
)
_SAID_TO_BE = re.compile(
    rf"{BEGINS}post\s?codes?(?:\s{{1,2}}(?:is|was|area|district|begins|starts|with|of)){{0,3}}"
    rf"[\s:'\"(]{{1,4}}([a-z]{{1,2}}\d[0-9a-z]?(?:\s{{1,2}}\d[a-z]?)?){ENDS}",
    re.I,
)
_DISTRICTS_NOT_OF_A_CASE = frozenset("CT1 CT2 CT3 IV1 IV2".split())


def postcodes_in(text: str) -> Iterator[tuple[MarkKind, int, int]]:
    """Every postcode, whole or in part, as what it is and where it begins and ends."""
    for found in _WHOLE.finditer(text):
        if _is_whole(*found.groups()):
            yield MarkKind.POSTCODE, found.start(), found.end(4)
    for found in _SPREAD.finditer(text):
        if "".join(found[1].split()) in AREAS and not _NEVER_LAST & set(found[4]):
            yield MarkKind.POSTCODE, found.start(), found.end(4)
    for found in _ODD.finditer(text):
        yield MarkKind.POSTCODE, found.start(), found.end()
    for found in _SAID_TO_BE.finditer(text):
        yield MarkKind.PART_POSTCODE, found.start(1), found.end(1)
    yield from _halves(text)


def _is_whole(area: str, district: str, sector: str, last: str) -> bool:
    """Whether the four parts make a postcode; in small letters one figure must be one."""
    capitals = (area + last).isupper()
    ends_well = not _NEVER_LAST & set(last.upper()) or (capitals and area in AREAS)
    is_typed = (district[0] + sector).isdigit() or _is_slip(area, district, capitals)
    return ends_well and is_typed and last.upper() not in _MEASURES


def _is_slip(area: str, district: str, capitals: bool) -> bool:
    """Whether a letter for a figure is a slip of the pen, and no word."""
    if capitals:
        # No area of one letter has a district 0: "GO 1ST" is no postcode.
        likely = district[0].upper() != "O" or len(area) == 2
    else:
        likely = len(area) == 2 and district[0].isdigit()
    return likely and area.upper() in AREAS


def _halves(text: str) -> Iterator[tuple[MarkKind, int, int]]:
    """The first half alone where its area has two letters, written in capitals."""
    for found in _HALF.finditer(text):
        area, district = found[1], found[2]
        if len(area) == 2 and area in AREAS and district.isupper() | district.isdigit():
            whole = area + district
            if whole not in _DISTRICTS_NOT_OF_A_CASE:
                yield MarkKind.PART_POSTCODE, found.start(), _end_of_half(text, found)


def _end_of_half(text: str, found: re.Match[str]) -> int:
    """Where the half ends, with the one figure and letter of the other half if they stand there."""
    rest = re.compile(rf"[ \u00a0]{{1,2}}\d[A-Za-z]?{ENDS}").match(text, found.end(2))
    return rest.end() if rest else found.end(2)
