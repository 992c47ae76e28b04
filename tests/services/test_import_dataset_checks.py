"""What the facts of one child say against each other: every check of the national returns."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lacrecords.children import models
from lacrecords.children.bulk import FactKind
from lacrecords.exchange.dataset_checks import check_together
from lacrecords.exchange.dataset_conferences import Conference
from lacrecords.exchange.dataset_folder import open_folder
from lacrecords.exchange.dataset_said import SaidFact
from lacrecords.terms import DatePrecision
from tests.factories.dataset_folders import conference, person, plan, review, write_folder
from tests.services.test_import_dataset import current, found, load

BEFORE_PLAN = "A review on or before the start of its plan."
NOT_FROM_CONFERENCE = "A plan does not start on the day of its initial conference."
LONG_BEFORE = "A plan began more than nine months before the birth."
HELD_AFTER = "A conference or review was held after the death."


def a_plan(
    began: date | None, ended: date | None = None, number: str = "", **said: Any
) -> SaidFact:
    return SaidFact(FactKind.PLAN, {}, began, ended, row_in_file=number, **said)


def a_review(held_on: date | None, plan_number: str = "", kind: str = "review") -> SaidFact:
    values = {"review_kind": kind, "held_on": held_on}
    return SaidFact(FactKind.REVIEW, values, tied_to=plan_number)


def a_birth(on: date, precision: DatePrecision = DatePrecision.EXACT) -> SaidFact:
    expected = precision is DatePrecision.EXPECTED
    values = {"born_on": None if expected else on, "expected_on": on if expected else None}
    return SaidFact(FactKind.BIRTH, {**values, "precision": precision})


def reasons(*facts: SaidFact, conferences: tuple[Conference, ...] = ()) -> list[str]:
    return [finding.reason for finding in check_together(facts, conferences)]


FIRST = a_plan(date(2020, 3, 2), date(2021, 3, 1), "L1")
SECOND = a_plan(date(2023, 5, 2), None, "L2")
OF_ANOTHER = FIRST._replace(kind=FactKind.OTHER_AUTHORITY, values={"what": "plan"})


@pytest.mark.parametrize(
    ("held", "is_doubtful"),
    [
        (a_review(date(2023, 5, 2), "L2"), True),
        (a_review(date(2020, 9, 1), "L2"), True),
        (a_review(date(2023, 5, 3), "L2"), False),
        (a_review(date(2020, 9, 1), "L1"), False),
        (a_review(date(2020, 3, 2), "L1"), True),
        (a_review(date(2023, 5, 2)), True),
        (a_review(date(2022, 5, 2)), True),
        (a_review(date(2020, 9, 1)), False),
        (a_review(date(2021, 3, 1)), False),
        (a_review(date(2023, 5, 3)), False),
        (a_review(date(2020, 9, 1), "L9"), False),
        (a_review(date(2020, 3, 1), "L9"), True),
        (a_review(None, "L2"), False),
        (a_review(date(2020, 3, 2), "L1", kind="initial"), False),
        (a_review(date(2020, 3, 2), "L1", kind="first_review"), True),
    ],
)
def test_a_review_is_held_after_the_start_of_the_plan_it_belongs_to(
    held: SaidFact, is_doubtful: bool
) -> None:
    for plans in ((FIRST, SECOND), (SECOND, FIRST), (OF_ANOTHER, SECOND)):
        assert (BEFORE_PLAN in reasons(*plans, held)) is is_doubtful
    assert BEFORE_PLAN not in reasons(held)
    assert BEFORE_PLAN not in reasons(a_plan(None), held)


@pytest.mark.parametrize(
    ("began", "birth", "is_doubtful"),
    [
        (date(2025, 1, 24), a_birth(date(2025, 10, 31)), False),
        (date(2025, 1, 23), a_birth(date(2025, 10, 31)), True),
        (date(2025, 10, 31), a_birth(date(2025, 10, 31)), False),
        (date(2020, 1, 1), a_birth(date(2025, 10, 15), DatePrecision.MONTH), True),
        (date(2020, 1, 1), a_birth(date(2025, 7, 1), DatePrecision.YEAR), False),
        (date(2025, 1, 23), a_birth(date(2025, 10, 31), DatePrecision.EXPECTED), True),
        (None, a_birth(date(2025, 10, 31)), False),
    ],
)
def test_no_plan_begins_more_than_nine_months_before_the_birth(
    began: date | None, birth: SaidFact, is_doubtful: bool
) -> None:
    assert (LONG_BEFORE in reasons(birth, a_plan(began))) is is_doubtful
    assert LONG_BEFORE not in reasons(a_plan(began))


@pytest.mark.parametrize(
    ("held_on", "is_doubtful"),
    [(date(2025, 5, 6), True), (date(2025, 5, 5), False), (None, False)],
)
@pytest.mark.parametrize("kind", ["review", "initial"])
def test_nothing_is_held_after_a_death(held_on: date | None, is_doubtful: bool, kind: str) -> None:
    death = SaidFact(FactKind.DEATH, {}, date(2025, 5, 5))
    assert (HELD_AFTER in reasons(death, a_review(held_on, kind=kind))) is is_doubtful
    assert HELD_AFTER not in reasons(a_review(held_on, kind=kind))


@pytest.mark.parametrize(
    ("plans", "conferences", "is_doubtful"),
    [
        ([SECOND], (Conference(date(2023, 5, 2)),), False),
        ([SECOND], (Conference(date(2023, 5, 3)),), True),
        ([SECOND], (), False),
        ([SECOND._replace(tied_to="C1")], (Conference(date(2023, 5, 2), "C1"),), False),
        (
            [SECOND._replace(tied_to="C1")],
            (Conference(date(2023, 5, 3), "C1"), Conference(date(2023, 5, 2), "C2")),
            True,
        ),
        (
            [SECOND],
            (Conference(date(2023, 5, 3), "C1", "L2"), Conference(date(2023, 5, 2), "C2", "L1")),
            True,
        ),
        ([FIRST, SECOND], (Conference(date(2023, 5, 2)), Conference(date(2020, 3, 2))), False),
        ([FIRST, SECOND], (Conference(date(2023, 5, 2)),), True),
        ([a_plan(None)], (Conference(date(2023, 5, 2)),), False),
    ],
)
def test_a_plan_starts_on_the_day_of_its_conference(
    plans: list[SaidFact], conferences: tuple[Conference, ...], is_doubtful: bool
) -> None:
    assert (NOT_FROM_CONFERENCE in reasons(*plans, conferences=conferences)) is is_doubtful


def warnings(folder: Path) -> set[tuple[str, str]]:
    return {(file, column) for file, _, finding, column in found(folder) if finding == "warning"}


@pytest.mark.usefixtures("in_app")
def test_the_days_of_conferences_are_read_and_kept_nowhere(tmp_path: Path) -> None:
    sunday = conference(icpc_icpc_date="2026-05-10", icpc_cp_plan_id="L1")
    rows = {"person": [person()], "cp_plans": [plan()], "cp_reviews": [review()]}
    summary = load(tmp_path, **rows, initial_cp_conference=[sunday])
    assert (summary.added, summary.rejected) == (1, 0)
    assert warnings(tmp_path) == {
        ("ssd_initial_cp_conference", "icpc_icpc_date"),
        ("ssd_person", "cppl_cp_plan_start_date"),
    }
    assert len(current(models.PlanReview)) == 1


@pytest.mark.usefixtures("in_app")
def test_a_conference_that_fits_its_plan_is_no_finding_and_one_of_nobody_is_left_out(
    tmp_path: Path,
) -> None:
    fits, of_nobody = conference(), conference(icpc_icpc_id="C2", icpc_person_id="P9")
    undated = conference(icpc_icpc_id="C3", icpc_icpc_date="")
    rows = {"person": [person()], "cp_plans": [plan(cppl_icpc_id="C1")]}
    summary = load(tmp_path, **rows, initial_cp_conference=[fits, of_nobody, undated])
    assert (summary.added, summary.rejected, summary.warnings) == (1, 0, 0)
    assert found(tmp_path) == []


@pytest.mark.parametrize("content", [b"", b"icpc_icpc_id\nC1\n", "Zoë".encode("cp1252")])
def test_a_file_that_only_checks_refuses_no_folder(tmp_path: Path, content: bytes) -> None:
    folder = write_folder(tmp_path / "ssd", person=[person()])
    (folder / "ssd_initial_cp_conference.csv").write_bytes(content)
    opened = open_folder(folder)
    assert opened.left_out == ("ssd_initial_cp_conference.csv",)
    assert [table.name for table in opened.files] == ["ssd_person"]
    assert "ssd_initial_cp_conference" not in opened.missing
