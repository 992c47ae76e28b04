"""Reads who a child is from a row of the person file. Pure.

A row is rejected only where it would be unsafe to say who the child is.
"""

from __future__ import annotations

from typing import Any

from lacrecords.children.bulk import OWN_NUMBER, FactKind
from lacrecords.children.code_words import ETHNICITY_WORDS
from lacrecords.exchange.dataset_cells import NO_DAY, Cells
from lacrecords.exchange.dataset_said import SaidFact
from lacrecords.exchange.findings import Finding
from lacrecords.exchange.register_dates import Day, DayNotRead, read_day
from lacrecords.exchange.register_numbers import read_nhs_number
from lacrecords.exchange.register_rows import check_born, check_expected, read_sex
from lacrecords.terms import DatePrecision, IdentifierScheme, NameType


def read_person(cells: Cells) -> list[SaidFact]:
    """The number, name, birth, sex, ethnicity, NHS number and death that the row gives."""
    cells.refuse_what_cannot_be_kept()
    birth = _birth(cells)
    facts = [*_numbers(cells), _name(cells), *birth, *_characteristics(cells)]
    facts += _death(cells, birth)
    return [] if cells.is_rejected else facts


def _numbers(cells: Cells) -> list[SaidFact]:
    number = cells.text("pers_person_id")
    if not number:
        cells.reject("pers_person_id", "The row has no number of the child.")
    facts = []
    if not number.startswith(OWN_NUMBER):
        facts.append(_number(IdentifierScheme.AUTHORITY, number, False, "pers_person_id"))
    nhs = read_nhs_number(
        cells.text("pers_common_child_id"), cells.findings, "pers_common_child_id"
    )
    if nhs:
        facts.append(
            _number(IdentifierScheme.NHS, nhs.value, nhs.check_failed, "pers_common_child_id")
        )
    return facts


def _number(scheme: IdentifierScheme, value: str, check_failed: bool, column: str) -> SaidFact:
    values = {"scheme": scheme, "value": value, "check_failed": check_failed}
    return SaidFact(FactKind.IDENTIFIER, values, column=column)


def _name(cells: Cells) -> SaidFact:
    values: dict[str, Any] = {
        "name_type": NameType.CURRENT,
        "forename": cells.text("pers_forename"),
        "surname": cells.text("pers_surname"),
    }
    if cells.is_there("pers_middle_names"):
        values["middle"] = cells.text("pers_middle_names")
    unborn = cells.is_there("pers_expected_dob") and not cells.is_there("pers_dob")
    if not values["forename"] and not values["surname"] and not unborn:
        cells.reject("pers_surname", "The row has neither a forename nor a surname.")
    elif not values["surname"]:
        cells.warn("pers_surname", "The row has no surname.")
    elif not values["forename"] and not unborn:
        cells.warn("pers_forename", "The row has no forename.")
    return SaidFact(FactKind.NAME, values, column="pers_surname")


def _birth(cells: Cells) -> list[SaidFact]:
    born, expected = _day(cells, "pers_dob"), _day(cells, "pers_expected_dob")
    if born and expected:
        cells.warn("pers_expected_dob", "A born child has no expected date. It is left out.")
    if born:
        _add_finding(cells, check_born(born, cells.on, "pers_dob"))
        precision = _precision(cells, born)
        values = {"born_on": born.on, "expected_on": None, "precision": precision}
        return [SaidFact(FactKind.BIRTH, values, column="pers_dob")]
    if expected:
        _add_finding(cells, check_expected(expected, cells.on, "pers_expected_dob"))
        expected_on, kind = expected.on, DatePrecision.EXPECTED
        values = {"born_on": None, "expected_on": expected_on, "precision": kind}
        return [SaidFact(FactKind.BIRTH, values, column="pers_expected_dob")]
    if not cells.is_rejected:
        cells.warn("pers_dob", "The row has no date of birth.")
    return []


def _day(cells: Cells, column: str) -> Day | None:
    cell = cells.text(column)
    if not cell:
        return None
    try:
        day = read_day(cell)
    except DayNotRead as wrong:
        cells.reject(column, str(wrong))
        return None
    return None if day.on == NO_DAY else day


def _precision(cells: Cells, born: Day) -> DatePrecision:
    said = cells.text("pers_dob_precision").lower()
    if not said or born.precision is not DatePrecision.EXACT:
        return born.precision
    known = {each.value: each for each in DatePrecision if each is not DatePrecision.EXPECTED}
    if said not in known:
        cells.warn("pers_dob_precision", "Write exact, month or year. Kept as exact.")
    return known.get(said, DatePrecision.EXACT)


def _add_finding(cells: Cells, finding: Finding | None) -> None:
    if finding:
        cells.findings.append(finding)


def _characteristics(cells: Cells) -> list[SaidFact]:
    """Sex and ethnicity; where the row says neither, nothing is said, and what is known stands."""
    if not any(map(cells.is_there, ("pers_sex", "pers_gender", "pers_ethnicity"))):
        return []
    sex = read_sex(cells.text("pers_sex") or cells.text("pers_gender"), cells.findings, "pers_sex")
    ethnicity = cells.code("pers_ethnicity", ETHNICITY_WORDS)
    values = {"sex": sex, "ethnicity": ethnicity}
    return [SaidFact(FactKind.CHARACTERISTICS, values, column="pers_sex")]


def _death(cells: Cells, birth: list[SaidFact]) -> list[SaidFact]:
    died = cells.past_day("pers_death_date")
    born = birth[0].values["born_on"] if birth else None
    if died and born and died < born:
        cells.warn("pers_death_date", "Before the date of birth. Kept as not recorded.")
        died = None
    return [SaidFact(FactKind.DEATH, {}, died, column="pers_death_date")] if died else []
