"""Reads what a row says of the case, the plan and the lead social worker.

Pure. A doubtful day is left out with a warning; it never makes a case look closed
or a plan look ended.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lacrecords.exchange.findings import Finding, warned
from lacrecords.exchange.register_columns import CASE_COLUMNS
from lacrecords.exchange.register_dates import DayNotRead, read_whole_day
from lacrecords.terms import PlanCategory

CATEGORY_WORDS = {
    "NEGLECT": PlanCategory.NEGLECT,
    "PHYSICAL": PlanCategory.PHYSICAL,
    "PHYSICAL ABUSE": PlanCategory.PHYSICAL,
    "SEXUAL": PlanCategory.SEXUAL,
    "SEXUAL ABUSE": PlanCategory.SEXUAL,
    "EMOTIONAL": PlanCategory.EMOTIONAL,
    "EMOTIONAL ABUSE": PlanCategory.EMOTIONAL,
    "MULTIPLE": PlanCategory.MULTIPLE,
    "": PlanCategory.NOT_RECORDED,
    **{category.value: category for category in PlanCategory},
}


@dataclass(frozen=True, slots=True)
class CaseSaid:
    """A spell of open case; a start that is empty is not recorded."""

    opened_on: date | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class PlanSaid:
    """Whether the child is on a plan now, since when, and why."""

    on_plan: bool
    started_on: date | None = None
    category: PlanCategory = PlanCategory.NOT_RECORDED


@dataclass(frozen=True, slots=True)
class LeadSaid:
    """Who leads, by work e-mail address; empty: nobody."""

    email: str


def read_case(
    said: Mapping[str, str], on_plan: bool, on: date, findings: list[Finding]
) -> CaseSaid | None:
    """The case as the row has it; None when its status is not recorded."""
    opened = closed = None
    if CASE_COLUMNS & said.keys():
        opened = _past_day(said, "case_opened_on", on, findings)
        closed = _past_day(said, "case_closed_on", on, findings)
    if opened and closed and closed < opened:
        findings.append(warned("case_closed_on", "Closed before it was opened: kept as open."))
        closed = None
    if on_plan and closed:
        findings.append(warned("case_closed_on", "The child is on a plan: kept as open."))
        closed = None
    stated = said.get("case_opened_on") or said.get("case_closed_on")
    return CaseSaid(opened, closed) if on_plan or stated else None


def read_plan(
    said: Mapping[str, str], on_plan: bool, on: date, findings: list[Finding]
) -> PlanSaid:
    """The plan as the row has it."""
    started = _past_day(said, "plan_started_on", on, findings)
    if not on_plan:
        if started:
            findings.append(warned("plan_started_on", "cp_plan says no: the day is left out."))
        return PlanSaid(False)
    category = CATEGORY_WORDS.get(said.get("plan_category", "").upper())
    if category is None:
        findings.append(warned("plan_category", "Not a national code. Kept as not recorded."))
    return PlanSaid(True, started, category or PlanCategory.NOT_RECORDED)


def read_lead(said: Mapping[str, str], findings: list[Finding]) -> LeadSaid | None:
    """Who leads; None when the file has no such column."""
    email = said.get("lead_social_worker_email")
    if email is None:
        return None
    if email and ("@" not in email or " " in email):
        findings.append(warned("lead_social_worker_email", "This is not an e-mail address."))
    return LeadSaid(email.lower())


def _past_day(
    said: Mapping[str, str], column: str, on: date, findings: list[Finding]
) -> date | None:
    cell = said.get(column, "")
    if not cell:
        return None
    try:
        day = read_whole_day(cell)
    except DayNotRead as wrong:
        findings.append(warned(column, f"{wrong} Kept as not recorded."))
        return None
    if day > on:
        findings.append(warned(column, "The day is in the future. Kept as not recorded."))
        return None
    return day
