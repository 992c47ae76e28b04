"""Reading one row: what is rejected, what is only doubtful, and that nothing breaks it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.exchange.findings import FindingKind
from lacrecords.exchange.register_columns import OPTIONAL_COLUMNS, REQUIRED_COLUMNS
from lacrecords.exchange.register_dates import Day, DayNotRead, read_day
from lacrecords.exchange.register_rows import NameSaid, RegisterRow, read_row
from lacrecords.terms import DatePrecision, PlanCategory, Sex
from tests.factories.register_files import make_row

TODAY = date(2026, 11, 20)


def read(**cells: str) -> RegisterRow:
    row, findings = read_row(make_row(**cells), TODAY)
    assert row is not None, findings
    return row


def warnings(**cells: str) -> set[str]:
    row, findings = read_row(make_row(**cells), TODAY)
    assert row is not None, findings
    assert all(finding.kind is FindingKind.WARNING for finding in findings)
    return {finding.column for finding in findings}


def rejections(**cells: str) -> set[str]:
    row, findings = read_row(make_row(**cells), TODAY)
    assert row is None
    return {finding.column for finding in findings if finding.kind is FindingKind.REJECTED}


@pytest.mark.parametrize(
    "written",
    [
        "2021-03-04",
        "04/03/2021",
        "4/3/2021",
        "04-03-2021",
        "4.3.2021",
        "20210304",
        "4 March 2021",
        "04-Mar-2021",
        "4th mar 2021",
        "2021-03-04 00:00:00",
        "2021-03-04T00:00:00.000Z",
        "04/03/2021 00:00",
    ],
)
def test_a_day_is_read_in_each_way_that_councils_write_it(written: str) -> None:
    assert read_day(written) == Day(date(2021, 3, 4))


def test_a_month_or_a_year_alone_is_kept_with_its_precision() -> None:
    assert read_day("2021-03") == Day(date(2021, 3, 15), DatePrecision.MONTH)
    assert read_day("03/2021") == Day(date(2021, 3, 15), DatePrecision.MONTH)
    assert read_day("2021") == Day(date(2021, 7, 1), DatePrecision.YEAR)


@pytest.mark.parametrize(
    "written", ["31/02/2021", "13/13/2021", "03/25/2021", "1/2/21", "44259", "soon", "2021-3-4-5"]
)
def test_a_day_that_could_be_another_is_not_guessed(written: str) -> None:
    with pytest.raises(DayNotRead):
        read_day(written)


def test_a_plain_row_is_read_whole() -> None:
    row = read(aliases="Wren Thistlecombe| Fern ", sex="female", uprn="00012345678")
    assert row.name == NameSaid("Wrenna", "Fern", "Applethwaite")
    assert row.other_names == (NameSaid("Fern", "", ""), NameSaid("Wren", "", "Thistlecombe"))
    assert row.sex is Sex.FEMALE
    assert row.nhs and row.nhs.value == "9434765870" and not row.nhs.check_failed
    assert row.address and row.address.uprn == "12345678"
    assert row.case is None and row.plan and not row.plan.on_plan and row.lead is None


def test_on_a_plan_means_an_open_case_whose_start_is_not_recorded() -> None:
    row = read(cp_plan="1")
    assert row.case and row.case.opened_on is None and row.case.closed_on is None
    assert row.plan and row.plan.on_plan and row.plan.started_on is None


def test_the_dob_of_an_unborn_child_is_the_expected_date() -> None:
    row = read(unborn="1", dob="2027-02-01", forename="", nhs="")
    assert row.born is None and row.expected_on == date(2027, 2, 1)


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("child_id", {"child_id": "  "}),
        ("surname", {"forename": "", "surname": ""}),
        ("dob", {"dob": "next week"}),
        ("dob", {"dob": "2027-01-01"}),
        ("dob", {"dob": "1850-01-01"}),
        ("dob", {"dob": "2028-01-01", "unborn": "1"}),
        ("cp_plan", {"cp_plan": "perhaps"}),
        ("unborn", {"unborn": "2"}),
        ("surname", {"surname": "x" * 10_000}),
        ("addr1", {"addr1": "4 Quill\x07back Lane"}),
        ("forename", {"forename": "Wren\u202ena"}),
    ],
)
def test_a_row_is_rejected_when_it_would_be_unsafe_to_say_who_it_is(
    column: str, cells: dict[str, str]
) -> None:
    assert rejections(**cells) == {column}


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("nhs", {"nhs": "9434765871"}),
        ("nhs", {"nhs": "not known"}),
        ("upn", {"upn": "Z950000178301"}),
        ("postcode", {"postcode": "ZZ9"}),
        ("uprn", {"uprn": "12A"}),
        ("dob", {"dob": ""}),
        ("dob", {"dob": "1999-01-01"}),
        ("dob", {"dob": "2026-10-01", "unborn": "1"}),
        ("sex", {"sex": "?"}),
        ("addr1", {"addr1": "", "postcode": "", "town": ""}),
        ("case_opened_on", {"case_opened_on": "2031-01-01"}),
        ("case_closed_on", {"case_opened_on": "2024-05-01", "case_closed_on": "2024-04-01"}),
        ("case_closed_on", {"case_closed_on": "2024-04-01", "cp_plan": "1"}),
        ("plan_started_on", {"plan_started_on": "2024-04-01"}),
        (
            "plan_started_on",
            {"cp_plan": "1", "plan_started_on": "2016-01-01", "dob": "2019-03-04"},
        ),
        ("plan_category", {"plan_category": "XYZ", "cp_plan": "1"}),
        ("lead_social_worker_email", {"lead_social_worker_email": "Ottoline"}),
    ],
)
def test_what_is_only_doubtful_is_kept_with_a_warning(column: str, cells: dict[str, str]) -> None:
    assert warnings(**cells) == {column}


def test_a_wrong_number_is_kept_and_flagged() -> None:
    row = read(nhs="943 476 5871")
    assert row.nhs and row.nhs.value == "9434765871" and row.nhs.check_failed


def test_a_closing_before_the_opening_leaves_the_case_open() -> None:
    row = read(case_opened_on="2024-05-01", case_closed_on="2024-04-01")
    assert row.case and row.case.closed_on is None


def test_plan_columns_are_read_where_the_file_has_them() -> None:
    row = read(cp_plan="1", plan_started_on="01/02/2026", plan_category="neglect")
    assert row.plan and row.plan.started_on == date(2026, 2, 1)
    assert row.plan.category is PlanCategory.NEGLECT


def test_names_in_any_script_keep_their_letters() -> None:
    row = read(forename="Zoë", surname="  Ó\u200b Brádaigh ", middle="أمينة")
    assert row.name == NameSaid("Zoë", "أمينة", "Ó Brádaigh")


@given(st.fixed_dictionaries({name: st.text(max_size=80) for name in REQUIRED_COLUMNS}))
def test_no_text_whatever_breaks_the_reading_of_a_row(cells: dict[str, str]) -> None:
    row, findings = read_row(cells, TODAY)
    rejected = [finding for finding in findings if finding.kind is FindingKind.REJECTED]
    assert (row is None) == bool(rejected)
    assert all(finding.reason for finding in findings)


_SHAPED = {
    "dob": st.dates().map(str) | st.dates().map(lambda on: on.strftime("%d/%m/%Y")),
    "cp_plan": st.sampled_from(["0", "1", "yes", "no", ""]),
    "unborn": st.sampled_from(["0", "1", ""]),
    "nhs": st.from_regex(r"\A[0-9 ]{8,12}\Z"),
    **{name: st.dates().map(str) | st.just("") for name in OPTIONAL_COLUMNS if "_on" in name},
}


@given(st.fixed_dictionaries(_SHAPED))
def test_a_row_that_is_taken_says_nothing_impossible(cells: dict[str, str]) -> None:
    row, _ = read_row(make_row(**cells), TODAY)
    if row is None:
        return
    assert row.born is None or row.expected_on is None
    assert row.born is None or row.born.on <= TODAY
    if row.case and row.case.opened_on and row.case.closed_on:
        assert row.case.opened_on <= row.case.closed_on <= TODAY
    if row.plan and row.plan.on_plan:
        assert row.case and row.case.closed_on is None
