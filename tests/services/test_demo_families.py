"""The demo's people: the same from the same seed, believable, and nobody's own."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from lacrecords.demo.agencies import agencies
from lacrecords.demo.circumstances import CaseStatus, Circumstances, with_circumstances
from lacrecords.demo.council import PASSPHRASE, STAFF, TEAMS, lead_emails
from lacrecords.demo.families import DemoChild, DemoFamily, families
from lacrecords.demo.register import row_of, write_register
from lacrecords.demo.special import special_children
from lacrecords.exchange.findings import FindingKind
from lacrecords.exchange.register_file import open_register
from lacrecords.exchange.register_rows import read_row
from lacrecords.staff.password_policy import reason_to_refuse
from lacrecords.terms import Role

TODAY = date(2026, 10, 20)
CHILDREN = 2000


def known(seed: int = 1) -> list[tuple[DemoFamily, DemoChild, Circumstances]]:
    made = families(seed, CHILDREN, TODAY)
    return [
        (one.family, child, circumstances)
        for one in with_circumstances(made, CHILDREN, seed, TODAY, lead_emails())
        for child, circumstances in one.each()
    ]


@pytest.fixture(scope="module")
def everybody() -> list[tuple[DemoFamily, DemoChild, Circumstances]]:
    return known()


def test_the_same_seed_gives_the_same_people_and_another_seed_others() -> None:
    assert known(3) == known(3)
    assert known(3) != known(4)


def test_there_are_as_many_children_as_asked_for_and_ninety_are_on_a_plan(
    everybody: list[tuple[DemoFamily, DemoChild, Circumstances]],
) -> None:
    assert len(everybody) == CHILDREN
    assert sum(one.plan_category is not None for _, _, one in everybody) == 90


def test_there_are_twins_unborn_children_flats_second_homes_and_shared_houses(
    everybody: list[tuple[DemoFamily, DemoChild, Circumstances]],
) -> None:
    born = Counter((family.place, child.born_on) for family, child, _ in everybody if child.born_on)
    assert sum(number > 1 for number in born.values()) >= 10
    assert sum(child.expected_on is not None for _, child, _ in everybody) >= 10
    assert sum(child.home.line1.startswith("Flat") for _, child, _ in everybody) >= 200
    assert sum(child.second_home is not None for _, child, _ in everybody) >= 50
    homes: dict[str, set[int]] = {}
    for family, _, _ in everybody:
        homes.setdefault(family.home.uprn, set()).add(family.place)
    assert sum(len(places) > 1 for places in homes.values()) >= 10


def test_every_way_to_stand_to_the_council_occurs(
    everybody: list[tuple[DemoFamily, DemoChild, Circumstances]],
) -> None:
    statuses = Counter(one.status for _, _, one in everybody)
    assert all(statuses[status] > 300 for status in CaseStatus)
    open_cases = [one for _, _, one in everybody if one.status is CaseStatus.OPEN]
    assert any(not one.lead_email for one in open_cases)
    assert {one.lead_email for one in open_cases} >= set(lead_emails())


def test_no_two_children_share_a_number(
    everybody: list[tuple[DemoFamily, DemoChild, Circumstances]],
) -> None:
    for numbers in (
        [child.nhs_number for _, child, _ in everybody if child.nhs_number],
        [child.upn for _, child, _ in everybody if child.upn],
        [child.number for _, child, _ in everybody],
    ):
        assert len(numbers) == len(set(numbers)) > 900


def test_every_number_stands_in_a_range_that_belongs_to_nobody(
    everybody: list[tuple[DemoFamily, DemoChild, Circumstances]],
) -> None:
    assert all(child.nhs_number[:3] in ("999", "") for _, child, _ in everybody)
    assert all(child.home.postcode.startswith("QD") for _, child, _ in everybody)
    assert all(agency.telephone.startswith("01632 960") for agency in agencies())
    addresses = [person.email for person in STAFF] + [agency.email for agency in agencies()]
    assert all(address.endswith(".example") for address in addresses)
    assert len(addresses) == len(set(addresses))


def test_the_import_takes_every_row_of_the_demo(
    everybody: list[tuple[DemoFamily, DemoChild, Circumstances]],
) -> None:
    for _, child, circumstances in everybody:
        cells = {name: str(cell) for name, cell in row_of(child, circumstances).items()}
        row, findings = read_row(cells, TODAY)
        assert row is not None, findings
        kinds = {(finding.kind, finding.column) for finding in findings}
        assert kinds <= {(FindingKind.WARNING, "dob")}


def test_nobody_is_their_own_age_apart_from_a_sibling_by_less_than_nature_allows(
    everybody: list[tuple[DemoFamily, DemoChild, Circumstances]],
) -> None:
    for family in {id(family): family for family, _, _ in everybody}.values():
        days = sorted(child.born_on or child.expected_on or TODAY for child in family.children)
        gaps = [later - earlier for earlier, later in pairwise(days)]
        assert all(gap == timedelta(0) or gap > timedelta(days=270) for gap in gaps)


def test_there_is_somebody_in_every_role_who_can_sign_in() -> None:
    assert {person.role for person in STAFF if person.signs_in} == set(Role)
    assert {team.manager for team in TEAMS} <= {person.name for person in STAFF}
    assert len(agencies()) == 60 == len({agency.name for agency in agencies()})


def test_the_passphrase_may_be_set_by_everybody_who_signs_in() -> None:
    for person in STAFF:
        assert reason_to_refuse(PASSPHRASE, (person.name, "Ashdown County Council")) is None


def test_the_special_children_are_seven_and_each_is_special_for_one_thing() -> None:
    assert len({child.situation for child in special_children()}) == 7
    assert len({child.name for child in special_children()}) == 7


def test_a_large_register_is_written_in_little_memory(tmp_path: Path) -> None:
    tracemalloc.start()
    made = with_circumstances(families(5, 20_000, TODAY), 20_000, 5, TODAY, lead_emails())
    rows = write_register(tmp_path / "register.csv", made)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert rows == 20_000 == open_register(tmp_path / "register.csv").rows_expected
    assert most < 5_000_000
