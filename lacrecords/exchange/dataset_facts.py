"""Reads the rows of the fact files: addresses, cases, plans, reviews, looked-after episodes,
identifiers. Pure.

A doubtful row is taken with a warning; one that cannot be right is left out, never the child.
Who leads is read in `dataset_leads`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lacrecords.children.bulk import FactKind
from lacrecords.children.code_words import LEGAL_STATUS_WORDS, REVIEW_WORDS
from lacrecords.exchange.dataset_address import AddressNotRead, Lines, read_lines
from lacrecords.exchange.dataset_cells import Cells
from lacrecords.exchange.dataset_conferences import ON_A_WEEKEND, SATURDAY
from lacrecords.exchange.dataset_said import SaidFact
from lacrecords.exchange.dataset_tables import (
    ADDRESS,
    CASES,
    EPISODES,
    IDENTIFIERS,
    PLANS,
    REVIEWS,
    DatasetTable,
)
from lacrecords.exchange.register_circumstances import CATEGORY_WORDS
from lacrecords.exchange.register_numbers import (
    read_nhs_number,
    read_postcode,
    read_upn,
    read_uprn,
)
from lacrecords.rules.sentences import is_speakable_authority, is_speakable_number
from lacrecords.terms import AddressType, IdentifierScheme, PlanCategory

ADDRESS_TYPES = {
    **{each.value: each for each in AddressType},
    "placement address": AddressType.PLACEMENT,
    "foster placement": AddressType.PLACEMENT,
    "temporary address": AddressType.TEMPORARY,
    "temporary accommodation": AddressType.TEMPORARY,
    "second home": AddressType.SECOND_HOME,
    "secondary": AddressType.SECOND_HOME,
}
"""Every other type is taken for a home: an address left out is a child not found."""

SCHEMES = {
    "unique pupil number": IdentifierScheme.UPN,
    "upn": IdentifierScheme.UPN,
    "former unique pupil number": IdentifierScheme.UPN,
    "former upn": IdentifierScheme.UPN,
    "nhs number": IdentifierScheme.NHS,
    "mother's nhs number": IdentifierScheme.MOTHER_NHS,
    "mothers nhs number": IdentifierScheme.MOTHER_NHS,
    "mother nhs number": IdentifierScheme.MOTHER_NHS,
}


def read_fact(cells: Cells) -> SaidFact | None:
    """The fact that a row gives; None where it gives none or cannot be taken."""
    cells.refuse_what_cannot_be_kept()
    fact = _READERS[cells.row.table](cells)
    if fact is None or cells.is_rejected:
        return None
    return fact._replace(row_in_file=cells.text(cells.row.table.number))


def _address(cells: Cells) -> SaidFact | None:
    began, ended = cells.ends("addr_address_start_date", "addr_address_end_date")
    postcode = read_postcode(
        cells.text("addr_address_postcode"), cells.findings, "addr_address_postcode"
    )
    lines = _lines(cells)
    uprn = read_uprn(lines.uprn, cells.findings, "addr_address_json")
    if not (lines.line1 or lines.line2 or postcode or uprn):
        cells.warn("addr_address_json", "The row has no address. Left out.")
        return None
    said = cells.text("addr_address_type").lower().replace("_", " ")
    values: dict[str, Any] = {
        "address_type": ADDRESS_TYPES.get(said.replace(" ", "_"), ADDRESS_TYPES.get(said))
        or AddressType.HOME,
        "line1": lines.line1,
        "line2": lines.line2,
        "town": lines.town,
        "postcode": postcode,
        "uprn": uprn,
    }
    confidential = cells.yes_or_no("addr_confidential")
    if confidential is not None:
        values["confidential"] = confidential
    return SaidFact(FactKind.ADDRESS, values, began, ended, column="addr_address_json")


def _lines(cells: Cells) -> Lines:
    try:
        return read_lines(cells.text("addr_address_json"))
    except AddressNotRead as wrong:
        cells.warn("addr_address_json", f"{wrong} Only the postcode is kept.")
        return Lines("", "", "", "")


def _case(cells: Cells) -> SaidFact | None:
    if cells.yes_or_no("cine_referral_nfa"):
        return None
    began, ended = cells.ends("cine_referral_date", "cine_close_date")
    reason = cells.text("cine_close_reason") if ended else ""
    values = {} if ended and not reason else {"closure_reason": reason}
    return SaidFact(FactKind.CASE, values, began, ended, column="cine_referral_date")


def _plan(cells: Cells) -> SaidFact | None:
    began, ended = cells.ends("cppl_cp_plan_start_date", "cppl_cp_plan_end_date")
    column = "cppl_cp_plan_start_date"
    if cells.yes_or_no("cppl_cp_plan_ola"):
        values = _other_authority(cells)
        return SaidFact(FactKind.OTHER_AUTHORITY, values, began, ended, column=column)
    if began and began == ended:
        cells.warn("cppl_cp_plan_end_date", "The plan starts and ends on the same day.")
    initial = _category(cells, "cppl_cp_plan_initial_category")
    latest = _category(cells, "cppl_cp_plan_latest_category")
    if not cells.is_there("cppl_cp_plan_latest_category"):
        latest = initial
    values = {"initial_category": initial.value, "latest_category": latest.value}
    return SaidFact(FactKind.PLAN, values, began, ended, column=column)


def _other_authority(cells: Cells) -> dict[str, Any]:
    """Another authority's plan; one that cannot be named to an enquirer is kept without a name."""
    name, number = cells.text("cppl_ola_authority"), cells.text("cppl_ola_telephone")
    if not (name and is_speakable_authority(name) and number and is_speakable_number(number)):
        cells.warn(
            "cppl_cp_plan_ola",
            "The file does not name the other authority and its number. Enquirers are rung back.",
        )
        name = number = ""
    return {"authority": name, "telephone": number, "what": "plan"}


def _category(cells: Cells, column: str) -> PlanCategory:
    category = CATEGORY_WORDS.get(cells.text(column).upper())
    if category is None:
        cells.warn(column, "Not a national code. Kept as not recorded.")
    return category or PlanCategory.NOT_RECORDED


def _review(cells: Cells) -> SaidFact | None:
    kind = cells.text("cppr_review_kind").lower() or "review"
    if kind not in REVIEW_WORDS:
        cells.warn("cppr_review_kind", "Not a kind of conference. Kept as a review.")
        kind = "review"
    values: dict[str, Any] = {
        "review_kind": kind,
        "due_on": cells.day("cppr_cp_review_due"),
        "held_on": cells.past_day("cppr_cp_review_date"),
        "quorate": cells.yes_or_no("cppr_cp_review_quorate"),
    }
    if cells.is_there("cppr_cp_review_booked"):
        values["booked_on"] = cells.day("cppr_cp_review_booked")
    if not any(values.get(name) for name in ("due_on", "held_on", "booked_on")):
        cells.reject("cppr_cp_review_due", "The row has no day: neither due, booked nor held.")
    if kind == "initial" and values["held_on"] and values["held_on"].weekday() >= SATURDAY:
        cells.warn("cppr_cp_review_date", ON_A_WEEKEND)
    plan = cells.text("cppr_cp_plan_id")
    return SaidFact(FactKind.REVIEW, values, column="cppr_cp_review_due", tied_to=plan)


def _episode(cells: Cells) -> SaidFact | None:
    began, ended = cells.ends("clae_cla_episode_start_date", "clae_cla_episode_ceased")
    values: dict[str, Any] = {"looked_after": True}
    if cells.is_there("clae_legal_status"):
        values["code"] = cells.code("clae_legal_status", LEGAL_STATUS_WORDS)
    if cells.is_there("clae_placing_authority"):
        values["placing_authority"] = cells.text("clae_placing_authority")
    column = "clae_cla_episode_start_date"
    return SaidFact(FactKind.LEGAL_STATUS, values, began, ended, column=column)


def _identifier(cells: Cells) -> SaidFact | None:
    kind = cells.text("link_identifier_type").lower().replace("\u2019", "'")
    scheme = SCHEMES.get(kind)
    if scheme is None:
        return None
    column, cell = "link_identifier_value", cells.text("link_identifier_value")
    read = read_upn if scheme is IdentifierScheme.UPN else read_nhs_number
    number = read(cell, cells.findings, column)
    if number is None:
        return None
    began, ended = cells.ends("link_valid_from_date", "link_valid_to_date")
    if kind.startswith("former") and ended is None:
        ended = began or cells.on
    values = {"scheme": scheme, "value": number.value, "check_failed": number.check_failed}
    return SaidFact(FactKind.IDENTIFIER, values, began, ended, column=column)


_READERS: Mapping[DatasetTable, Callable[[Cells], SaidFact | None]] = {
    ADDRESS: _address,
    CASES: _case,
    PLANS: _plan,
    REVIEWS: _review,
    EPISODES: _episode,
    IDENTIFIERS: _identifier,
}
