"""This authority's own figures for the procedure, read from config/procedure.toml.

Each figure has the day it was set and its source. They are parsed once into a
frozen value that is passed into the rules; a wrong figure stops the start.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

import holidays

from lacrecords.resources import resource
from lacrecords.settings import UnsafeSettings
from lacrecords.terms import AgencyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """The figures, typed; names as in the file."""

    legitimate_agency_types: frozenset[AgencyType]
    verification_telephone_minutes: int
    verification_written_working_days: int
    known_voice_permitted: bool
    plan_status_may_be_told: bool
    unconfirmed_enquiries_days: int
    consideration_working_days: int
    enquiry_considered_working_days: int
    officer_answer_working_days: int
    second_look_one_in: int
    second_look_working_days: int
    batch_lines: int
    pattern_days: int
    unrelated_children_flagged: int
    unrelated_children_days: int
    referral_task_working_days: int
    incident_data_protection_officer_hours: int
    incident_lead_social_worker_hours: int
    incident_director_hours: int
    incident_commissioner_hours: int
    incident_persons_hours: int
    match_task_minutes: int
    ring_back_minutes: int
    worry_task_minutes: int
    more_asked_minutes: int
    movement_task_working_days: int
    movement_notice_working_days: int
    placement_notice_working_days: int
    movement_acknowledge_working_days: int
    movement_papers_working_days: int
    transfer_conference_working_days: int
    movement_responsibility_working_days: int
    temporary_stay_weeks: int
    childrens_home_notice_working_days: int
    movement_identify_working_days: int
    movement_ending_working_days: int
    stand_down_working_days: int
    received_alert_working_days: int
    found_for_others_working_days: int
    late_hit_working_days: int
    acknowledge_urgent_minutes: int
    acknowledge_routine_working_days: int
    check_not_recorded_minutes: int
    contact_point_cooling_off_hours: int
    emergency_opening_minutes: int
    emergency_review_working_days: int
    risk_hit_working_days: int
    risk_review_months: int
    risk_review_late_working_days: int
    risk_access_days: int
    risk_access_working_days: int
    risk_disposal_years: int
    risk_disposal_working_days: int
    asked_before_horizon_years: int
    deputy_longest_days: int
    understanding_expected_from_years: int
    consent_review_months: int
    consent_review_working_days: int
    parents_disagree_working_days: int
    subject_access_months: int
    subject_access_extension_months: int
    subject_access_ask_identity_days: int
    subject_access_warning_days: int
    subject_access_director_days: int
    subject_access_owner_working_days: int
    suitability_check_working_days: int
    suitability_warning_working_days: int
    suitability_director_working_days: int
    suitability_address_years: int
    suitability_gap_days: int
    suitability_changed_working_days: int
    suitability_answer_watched_days: int
    allegation_referral_working_days: int
    data_rights_contact: str
    complaints_contact: str
    first_review_months: int
    later_review_months: int
    review_booked_days: int
    address_confirmed_months: int
    expected_date_days: int
    movement_days: int
    own_postcode_districts: frozenset[str]
    currency_urgent_working_days: int
    currency_soon_working_days: int
    currency_routine_working_days: int
    currency_accepted_most_days: int
    export_usable_hours: int
    sharing_decision_working_days: int
    agreement_review_working_days: int
    agreement_review_most_months: int
    scheme_urgent_minutes: int
    scheme_referral_working_days: int
    scheme_acknowledge_working_days: int
    scheme_decision_days: int
    peer_reviews_a_month: int
    peer_review_working_days: int
    correction_tell_working_days: int
    correction_fewest_attempts: int
    statement_smallest_count: int
    statement_shows_zero: bool
    advice_working_days: int
    advice_urgent_hours: int
    named_professional_team: str
    legal_services_team: str
    office_opens: time
    office_closes: time
    enquiries_number: str


@dataclass(frozen=True, slots=True)
class FigureSource:
    """When a figure was set, and on what it rests."""

    set_on: date
    source: str


def load_sources(path: str = "") -> dict[str, FigureSource]:
    """The day and the source of every figure, for pages that say what a clock rests on."""
    entries = _entries(path)
    return {name: FigureSource(one["set_on"], one["source"]) for name, one in entries.items()}


_DISTRICT = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")


def load_procedure(path: str = "") -> Procedure:
    """Read the figures; UnsafeSettings names the figure that is missing or wrong."""
    entries = _entries(path)
    names = {field.name for field in fields(Procedure)}
    if set(entries) != names:
        odd = ", ".join(sorted(set(entries) ^ names))
        name = Path(path or "procedure.toml").name
        raise UnsafeSettings(f"{name}: missing or unknown figures: {odd}")
    return Procedure(**{name: _figure(name, entry) for name, entry in entries.items()})


def _entries(path: str) -> dict[str, dict[str, Any]]:
    file = Path(path) if path else resource("config") / "procedure.toml"
    try:
        return _entries_in(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as wrong:
        raise UnsafeSettings(f"The procedure file {file.name} cannot be read: {wrong}") from wrong


@cache
def _entries_in(text: str) -> dict[str, dict[str, Any]]:
    """What a file says; the same text is read once a process, and nothing changes it."""
    return tomllib.loads(text)


def _figure(name: str, entry: dict[str, Any]) -> Any:
    if not isinstance(entry.get("set_on"), date) or not str(entry.get("source", "")).strip():
        raise UnsafeSettings(f"{name}: give the day it was set (set_on) and its source")
    kind = Procedure.__annotations__[name]
    value = entry.get("value")
    try:
        return _CONVERT[kind](value)
    except (ValueError, TypeError) as wrong:
        raise UnsafeSettings(f"{name}: {value!r} cannot be read ({wrong})") from wrong


def _positive(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError("a whole number above nought is needed")
    return value


def _districts(value: Any) -> frozenset[str]:
    """First halves of postcodes; none at all means that nobody can say what lies outside."""
    if not isinstance(value, list):
        raise TypeError("a list of the first halves of postcodes is needed")
    for one in value:
        if not isinstance(one, str) or not _DISTRICT.fullmatch(one):
            raise ValueError(f"{one!r} is not the first half of a postcode, such as AB12")
    return frozenset(value)


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false is needed")
    return value


_CONVERT: dict[str, Callable[[Any], Any]] = {
    "frozenset[AgencyType]": lambda value: frozenset(AgencyType(word) for word in value),
    "frozenset[str]": _districts,
    "int": _positive,
    "bool": _yes_or_no,
    "time": time.fromisoformat,
    "str": str,
}


def bank_holidays(first_year: int, last_year: int) -> frozenset[date]:
    """England's bank holidays of these years, from the library `holidays`."""
    years = range(first_year, last_year + 1)
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=years))


def bank_holidays_known_until() -> date:
    """The last day for which the library knows England's bank holidays; show it, warn past it."""
    return date(holidays.country_holidays("GB", subdiv="ENG").end_year, 12, 31)
