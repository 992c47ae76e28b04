"""One row of a register file, read into what it says of a child, or into reasons why it cannot be.

Pure: no clock, no database. A row is rejected only where it would be unsafe to say who
the child is; what is merely doubtful is kept, with a warning, so that the child is found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lacrecords.exchange.findings import Finding, FindingKind, rejected, warned
from lacrecords.exchange.register_cells import read_yes_or_no, reason_against, tidy
from lacrecords.exchange.register_circumstances import (
    CaseSaid,
    LeadSaid,
    PlanSaid,
    read_case,
    read_lead,
    read_plan,
)
from lacrecords.exchange.register_columns import MOST_ALIASES
from lacrecords.exchange.register_dates import Day, DayNotRead, read_day
from lacrecords.exchange.register_numbers import (
    NumberSaid,
    read_nhs_number,
    read_postcode,
    read_upn,
    read_uprn,
)
from lacrecords.rules.lifetimes import begins_long_before
from lacrecords.terms import DatePrecision, Sex

OLDEST_YEARS = 120
LATEST_EXPECTED_DAYS = 310
ADULT_YEARS = 25
_SEXES = {
    **dict.fromkeys(("F", "FEMALE", "2", "GIRL"), Sex.FEMALE),
    **dict.fromkeys(("M", "MALE", "1", "BOY"), Sex.MALE),
    **dict.fromkeys(("", "U", "0", "9", "UNKNOWN", "NOT KNOWN", "I"), Sex.NOT_RECORDED),
}


@dataclass(frozen=True, slots=True)
class NameSaid:
    """A name in three parts."""

    forename: str
    middle: str
    surname: str


@dataclass(frozen=True, slots=True)
class AddressSaid:
    """A home address."""

    line1: str
    line2: str
    town: str
    postcode: str
    uprn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """What one row says of one child; None where the file says nothing."""

    child_id: str
    name: NameSaid
    other_names: tuple[NameSaid, ...]
    born: Day | None
    expected_on: date | None
    sex: Sex
    nhs: NumberSaid | None
    upn: NumberSaid | None
    address: AddressSaid | None
    case: CaseSaid | None
    plan: PlanSaid | None
    lead: LeadSaid | None


def read_row(cells: Mapping[str, str], on: date) -> tuple[RegisterRow | None, tuple[Finding, ...]]:
    """What the row says as of the day `on`, and every finding; no row when one is a rejection."""
    said = {column: tidy(cell) for column, cell in cells.items()}
    findings = [
        rejected(column, reason)
        for column, cell in said.items()
        if (reason := reason_against(column, cell))
    ]
    if not said["child_id"]:
        findings.append(rejected("child_id", "The row has no number for the child."))
    if not findings:
        row = _read_said(said, on, findings)
        if not any(finding.kind is FindingKind.REJECTED for finding in findings):
            return row, tuple(findings)
    return None, tuple(findings)


def _read_said(said: Mapping[str, str], on: date, findings: list[Finding]) -> RegisterRow:
    unborn = _flag(said, "unborn", findings)
    on_plan = _flag(said, "cp_plan", findings)
    birth = _birth(said["dob"], unborn, on, findings)
    case = read_case(said, on_plan, on, findings)
    plan = read_plan(said, on_plan, on, findings)
    if birth and birth.precision is not DatePrecision.YEAR and plan.started_on:
        if begins_long_before(plan.started_on, birth.on):
            findings.append(
                warned("plan_started_on", "The plan began more than nine months before the birth.")
            )
    return RegisterRow(
        child_id=said["child_id"],
        name=_name(said, unborn, findings),
        other_names=_aliases(said["aliases"], findings),
        born=None if unborn else birth,
        expected_on=birth.on if unborn and birth else None,
        sex=read_sex(said["sex"], findings),
        nhs=read_nhs_number(said["nhs"], findings),
        upn=read_upn(said["upn"], findings),
        address=_address(said, findings),
        case=case,
        plan=plan,
        lead=read_lead(said, findings),
    )


def _flag(said: Mapping[str, str], column: str, findings: list[Finding]) -> bool:
    answer = read_yes_or_no(said[column])
    if answer is None:
        findings.append(rejected(column, "Write 1 for yes or 0 for no."))
    return bool(answer)


def _name(said: Mapping[str, str], unborn: bool, findings: list[Finding]) -> NameSaid:
    name = NameSaid(said["forename"], said["middle"], said["surname"])
    if not name.forename and not name.surname:
        findings.append(rejected("surname", "The row has neither a forename nor a surname."))
    elif not name.surname:
        findings.append(warned("surname", "The row has no surname."))
    elif not name.forename and not unborn:
        findings.append(warned("forename", "The row has no forename."))
    return name


def _aliases(cell: str, findings: list[Finding]) -> tuple[NameSaid, ...]:
    given = [words for alias in cell.split("|") if (words := alias.split())]
    if len(given) > MOST_ALIASES:
        findings.append(warned("aliases", f"Only the first {MOST_ALIASES} names are kept."))
    names = (_alias(words) for words in given[:MOST_ALIASES])
    return tuple(sorted(set(names), key=lambda name: (name.surname, name.forename, name.middle)))


def _alias(words: list[str]) -> NameSaid:
    if len(words) == 1:
        return NameSaid(words[0], "", "")
    return NameSaid(words[0], " ".join(words[1:-1]), words[-1])


def _birth(cell: str, unborn: bool, on: date, findings: list[Finding]) -> Day | None:
    if not cell:
        words = "expected date" if unborn else "date of birth"
        findings.append(warned("dob", f"The row has no {words}."))
        return None
    try:
        day = read_day(cell)
    except DayNotRead as wrong:
        findings.append(rejected("dob", str(wrong)))
        return None
    check = check_expected if unborn else check_born
    finding = check(day, on)
    if finding:
        findings.append(finding)
    return day


def check_expected(day: Day, on: date, column: str = "dob") -> Finding | None:
    """What is wrong with the expected date of an unborn child; None: nothing."""
    if day.precision is not DatePrecision.EXACT:
        return warned(column, "Only part of the expected date is known.")
    if day.on > on + timedelta(days=LATEST_EXPECTED_DAYS):
        return rejected(column, "The expected date is more than ten months ahead.")
    if day.on < on - timedelta(days=366 * OLDEST_YEARS):
        return rejected(column, "The expected date is more than 120 years ago.")
    if day.on < on:
        return warned(column, "The expected date has passed and the birth is not recorded.")
    return None


def check_born(day: Day, on: date, column: str = "dob") -> Finding | None:
    """What is wrong with a date of birth; None: nothing."""
    if day.on > on and day.precision is DatePrecision.EXACT:
        return rejected(
            column, "The date of birth is in the future and the row is not for an unborn child."
        )
    if day.on.year > on.year:
        return rejected(column, "The year of birth is in the future.")
    if day.on.year < on.year - OLDEST_YEARS:
        return rejected(column, "The date of birth is more than 120 years ago.")
    if (on.year - day.on.year, on.month, on.day) > (ADULT_YEARS, day.on.month, day.on.day):
        return warned(column, "The date of birth is more than 25 years ago.")
    return None


def read_sex(cell: str, findings: list[Finding], column: str = "sex") -> Sex:
    """The sex by its national code, or the older number."""
    sex = _SEXES.get(cell.upper())
    if sex is None:
        findings.append(warned(column, "Write F, M or U. Kept as not recorded."))
    return sex or Sex.NOT_RECORDED


def _address(said: Mapping[str, str], findings: list[Finding]) -> AddressSaid | None:
    address = AddressSaid(
        said["addr1"],
        said["addr2"],
        said["town"],
        read_postcode(said["postcode"], findings),
        read_uprn(said["uprn"], findings),
    )
    given = address.line1 or address.line2 or address.postcode or address.uprn
    if not given:
        findings.append(warned("addr1", "The row has no address."))
    return address if given else None
