"""Reads the numbers of a row: NHS number, UPN, UPRN, postcode.

Pure. A wrong check digit or letter is a warning: the number is kept and flagged,
because it may still be the number that the enquirer reads out.
"""

from __future__ import annotations

from dataclasses import dataclass

from lacrecords.exchange.findings import Finding, warned
from lacrecords.matching.addresses import display_postcode, normalise_postcode, postcode_is_whole
from lacrecords.matching.identifiers import (
    nhs_number_is_valid,
    normalise_nhs_number,
    normalise_upn,
    upn_check_letter_is_right,
)

LONGEST_UPRN = 12


@dataclass(frozen=True, slots=True)
class NumberSaid:
    """A number without its spaces, and whether its check failed."""

    value: str
    check_failed: bool


def read_nhs_number(cell: str, findings: list[Finding], column: str = "nhs") -> NumberSaid | None:
    """The NHS number; a wrong one is kept, flagged."""
    if not cell:
        return None
    if nhs_number_is_valid(cell):
        return NumberSaid(normalise_nhs_number(cell) or "", False)
    findings.append(warned(column, "The NHS number fails its check. Kept, and marked as such."))
    return NumberSaid(_plain(cell), True)


def read_upn(cell: str, findings: list[Finding], column: str = "upn") -> NumberSaid | None:
    """The unique pupil number; a wrong one is kept, flagged."""
    if not cell:
        return None
    if upn_check_letter_is_right(cell):
        return NumberSaid(normalise_upn(cell) or "", False)
    findings.append(warned(column, "The pupil number fails its check. Kept, and marked as such."))
    return NumberSaid(_plain(cell), True)


def read_uprn(cell: str, findings: list[Finding], column: str = "uprn") -> str:
    """The property's number without leading noughts; one that cannot be is left out."""
    plain = _plain(cell).removesuffix(".0").lstrip("0")
    if not plain.isascii() or (plain and not plain.isdigit()) or len(plain) > LONGEST_UPRN:
        findings.append(warned(column, "This is not a property reference number. Left out."))
        return ""
    return plain


def read_postcode(cell: str, findings: list[Finding], column: str = "postcode") -> str:
    """The postcode with its space; one of another form is kept as it was given."""
    if not cell:
        return ""
    if postcode_is_whole(normalise_postcode(cell)):
        return display_postcode(cell)
    findings.append(warned(column, "This is not a whole postcode. Kept as it was given."))
    return cell.upper()


def _plain(cell: str) -> str:
    return "".join(cell.split()).upper()
