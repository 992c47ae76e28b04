"""The demo's people as files: the same from the same seed, whole, and true to one another."""

from __future__ import annotations

import csv
import gc
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner

from lacrecords.commands.demo import demo
from lacrecords.demo.files.writing import Wanted, write_files
from lacrecords.demo.numbers import NhsNumbers, share_with_nhs_number
from lacrecords.demo.places import CHILDREN_OF_ONE_TOWN, flat, house, towns_for
from lacrecords.exchange.findings import FindingKind
from lacrecords.exchange.register_dates import read_day
from lacrecords.exchange.register_file import open_register
from lacrecords.exchange.register_reading import Reading
from lacrecords.matching.identifiers import nhs_number_is_valid, upn_check_letter_is_right

TODAY = date(2026, 10, 20)
CHILDREN, ENQUIRIES = 2000, 600
Row = dict[str, str]


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One set of files for every test that only reads them."""
    path = tmp_path_factory.mktemp("files")
    write_files(path, Wanted(CHILDREN, ENQUIRIES, 3, TODAY))
    return path


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ids(cell: str) -> list[str]:
    return [one for one in cell.split(";") if one]


def digests(directory: Path) -> dict[str, str]:
    return {
        str(path.relative_to(directory)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(directory.rglob("*.csv"))
    }


def test_the_same_seed_and_day_give_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("one", 8), ("two", 8), ("three", 9)):
        write_files(tmp_path / name, Wanted(300, 60, seed, TODAY, 0.05))
    first, again, other = (digests(tmp_path / name) for name in ("one", "two", "three"))
    assert first == again and len(first) == 15
    same = {name for name in first if first[name] == other[name]}
    # So small a council has only the social workers of the demonstration.
    assert same <= {"dupes.csv", "ssd/ssd_professionals.csv"}


def test_ten_times_as_many_children_need_no_more_memory(tmp_path: Path) -> None:
    kept: dict[str, list[int]] = {}

    def note(step: str, children: int) -> None:
        gc.collect()
        kept.setdefault(step, []).append(sys.getallocatedblocks())

    write_files(tmp_path, Wanted(20_000, 100, 5, TODAY), note)
    assert len(kept) == 2
    for blocks in kept.values():
        # After 2,000 children and after 20,000: what grows is the names met so far.
        assert blocks[-1] - blocks[1] < 40_000, kept


def test_every_answer_is_about_children_who_are_there(directory: Path) -> None:
    children = {row["child_id"]: row for row in rows(directory / "children.csv")}
    assert len(children) == CHILDREN
    asked = {row["enquiry_id"]: row for row in rows(directory / "enquiries.csv")}
    truth = rows(directory / "truth.csv")
    assert [row["enquiry_id"] for row in truth] == list(asked) and len(asked) == ENQUIRIES
    for row in truth:
        columns = ("child_ids", "near_ids", "same_address_ids", "second_home_ids")
        assert all(one in children for column in columns for one in ids(row[column])), row
        assert row["known"] == str(int(bool(row["child_ids"])))
        assert not set(ids(row["child_ids"])) & set(ids(row["near_ids"]))
        on_plan = any(children[one]["cp_plan"] == "1" for one in ids(row["same_address_ids"]))
        assert row["cp_same_address"] == str(int(on_plan))
        if row["repeat_of"]:
            assert row["kind"] == "repeat" and row["repeat_of"] < row["enquiry_id"]
    for row in rows(directory / "dupes.csv"):
        assert row["child_id"] in children and row["duplicate_of"] in children
    assert len(rows(directory / "addresses_truth.csv")) == CHILDREN


def test_every_kind_of_enquiry_and_of_mistake_occurs(directory: Path) -> None:
    truth = rows(directory / "truth.csv")
    kinds = Counter(row["kind"] for row in truth)
    hard = {"hn_same_name", "hn_near_dob_name", "hn_sibling", "hn_twin", "hn_same_address"}
    assert kinds.keys() == {"known", "unborn", "unknown", "repeat"} | hard
    assert kinds["known"] > ENQUIRIES / 3
    classes = Counter(one for row in truth for one in ids(row["classes"]))
    assert classes.keys() >= {
        *("f_typo", "f_phon", "f_mishear", "s_typo", "s_phon", "s_mishear", "f_nick", "swap"),
        *("age_only", "dob_missing", "dob_swap", "dob_year1", "dob_day", "dob_month_only"),
        *("addr_missing", "a_flatfmt", "a_abbr", "a_nosuffix", "pc_missing", "pc_typo", "moved"),
        *("nhs_typo", "s_other_parent", "f_initial", "f_missing", "folded"),
    }
    near = [row for row in truth if row["kind"] in hard]
    assert near and all(row["near_ids"] for row in near)


def test_a_known_child_given_without_a_mistake_is_found_at_its_home(tmp_path: Path) -> None:
    # Few calls are without any mistake, so it takes many to have some.
    directory = tmp_path
    write_files(directory, Wanted(CHILDREN, 3000, 3, TODAY))
    children = {row["child_id"]: row for row in rows(directory / "children.csv")}
    asked = {row["enquiry_id"]: row for row in rows(directory / "enquiries.csv")}
    plain = [row for row in rows(directory / "truth.csv") if row["kind"] == "known"]
    plain = [row for row in plain if not row["classes"]]
    assert len(plain) >= 10
    for row in plain:
        heard, child = asked[row["enquiry_id"]], children[ids(row["child_ids"])[0]]
        assert heard["surname"].lower() == child["surname"].strip().lower()
        assert ids(row["child_ids"])[0] in ids(row["same_address_ids"])
        assert float(row["margin"]) > 5


def test_what_is_left_of_the_evidence_says_less_after_mistakes(directory: Path) -> None:
    known = [row for row in rows(directory / "truth.csv") if row["kind"] == "known"]
    by_mistakes: dict[str, list[float]] = {}
    for row in known:
        by_mistakes.setdefault(row["n_ops"], []).append(float(row["bits"]))
    mean = {mistakes: sum(bits) / len(bits) for mistakes, bits in by_mistakes.items()}
    assert mean["0"] > mean["1"] > mean["3"]


def test_numbers_are_right_and_nobodys_even_for_a_million_children(directory: Path) -> None:
    children = rows(directory / "children.csv")
    numbers = [row["nhs"] for row in children if row["nhs"]]
    assert len(set(numbers)) == len(numbers) > CHILDREN * 0.85
    assert all(number.startswith("999") and nhs_number_is_valid(number) for number in numbers)
    upns = [row["upn"] for row in children if row["upn"]]
    wrong = sum(not upn_check_letter_is_right(upn) for upn in upns)
    assert len(set(upns)) == len(upns) and 0 < wrong < len(upns) * 0.03
    most = list(islice(NhsNumbers(7), 900_000))
    assert len(set(most)) == 900_000
    assert share_with_nhs_number(1_000_000) * 1_000_000 + 15_000 < 900_000
    assert share_with_nhs_number(2_000) == 0.92


def test_the_register_file_is_taken_by_the_import_without_a_rejection(directory: Path) -> None:
    reading = Reading(open_register(directory / "children.csv"), TODAY, {})
    lots = [row for lot in reading.in_lots_of(500) for row in lot]
    assert len(lots) == CHILDREN and all(row.checked for row in lots)
    doubtful = [row for row in lots if {f.column for f in row.findings} - _OF_NO_ACCOUNT]
    assert 0 < len(doubtful) < CHILDREN * 0.1


_OF_NO_ACCOUNT = {"lead_social_worker_email"}
"""No account was made for the social workers of this register."""


def test_rows_of_the_dataset_point_at_each_other(directory: Path) -> None:
    ssd = directory / "ssd"
    people = {row["pers_person_id"] for row in rows(ssd / "ssd_person.csv")}
    assert people == {row["child_id"] for row in rows(directory / "children.csv")}
    for table, column in _PERSON_OF.items():
        assert {row[column] for row in rows(ssd / f"{table}.csv")} <= people, table
    workers = {row["prof_professional_id"] for row in rows(ssd / "ssd_professionals.csv")}
    involved = rows(ssd / "ssd_involvements.csv")
    assert {row["invo_professional_id"] for row in involved} <= workers
    referrals = {row["cine_referral_id"] for row in rows(ssd / "ssd_cin_episodes.csv")}
    assert {row["invo_referral_id"] for row in involved} <= referrals
    plans = {row["cppl_cp_plan_id"] for row in rows(ssd / "ssd_cp_plans.csv")}
    assert {row["cppr_cp_plan_id"] for row in rows(ssd / "ssd_cp_reviews.csv")} <= plans
    for table in ("ssd_person", *_PERSON_OF, "ssd_professionals"):
        numbers = [next(iter(row.values())) for row in rows(ssd / f"{table}.csv")]
        assert len(set(numbers)) == len(numbers), table


_PERSON_OF = {
    "ssd_address": "addr_person_id",
    "ssd_cin_episodes": "cine_person_id",
    "ssd_cp_plans": "cppl_person_id",
    "ssd_cp_reviews": "cppr_person_id",
    "ssd_involvements": "invo_person_id",
    "ssd_cla_episodes": "clae_person_id",
    "ssd_linked_identifiers": "link_person_id",
}


def test_what_began_ends_later_and_nobody_has_two_leads_or_plans_at_once(directory: Path) -> None:
    ssd = directory / "ssd"
    for table, person, start, end in (
        ("ssd_address", "", "addr_address_start_date", "addr_address_end_date"),
        ("ssd_cin_episodes", "cine_person_id", "cine_referral_date", "cine_close_date"),
        ("ssd_cp_plans", "cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
        (
            "ssd_involvements",
            "invo_person_id",
            "invo_involvement_start_date",
            "invo_involvement_end_date",
        ),
        ("ssd_cla_episodes", "clae_person_id", "clae_cla_episode_start_date", _CEASED),
    ):
        spans = [(row, _day(row[start]), _day(row[end])) for row in rows(ssd / f"{table}.csv")]
        assert all(not a or not b or a <= b for _, a, b in spans), table
        assert all(not a or a <= TODAY for _, a, _ in spans), table
        if person:
            running = Counter(row[person] for row, _, ended in spans if ended is None)
            assert max(running.values()) == 1, table


_CEASED = "clae_cla_episode_ceased"


def _day(cell: str) -> date | None:
    return read_day(cell).on if cell else None


def test_the_dataset_says_of_today_what_the_register_says(directory: Path) -> None:
    children = rows(directory / "children.csv")
    plans = rows(directory / "ssd" / "ssd_cp_plans.csv")
    ours = {
        row["cppl_person_id"]
        for row in plans
        if row["cppl_cp_plan_ola"] == "N" and not row["cppl_cp_plan_end_date"]
    }
    assert ours == {row["child_id"] for row in children if row["cp_plan"] == "1"}
    emails = {
        row["prof_professional_id"]: row["prof_email"]
        for row in rows(directory / "ssd" / "ssd_professionals.csv")
    }
    leads = {
        row["invo_person_id"]: emails[row["invo_professional_id"]]
        for row in rows(directory / "ssd" / "ssd_involvements.csv")
        if not row["invo_involvement_end_date"]
    }
    assert leads == {
        row["child_id"]: row["lead_social_worker_email"]
        for row in children
        if row["lead_social_worker_email"]
    }
    homes = _present_postcodes(directory)
    assert all(row["postcode"].replace(" ", "") in homes[row["child_id"]] for row in children)
    assert any(row["cppl_cp_plan_ola"] == "Y" for row in plans)


def _present_postcodes(directory: Path) -> dict[str, list[str]]:
    homes: dict[str, list[str]] = {}
    for row in rows(directory / "ssd" / "ssd_address.csv"):
        if not row["addr_address_end_date"]:
            homes.setdefault(row["addr_person_id"], []).append(row["addr_address_postcode"])
    return homes


def test_rows_broken_on_purpose_are_listed_and_the_import_rejects_those_alone(
    tmp_path: Path,
) -> None:
    write_files(tmp_path, Wanted(1500, 0, 4, TODAY, 0.03))
    listed = rows(tmp_path / "broken.csv")
    of_register = {int(row["row"]): row for row in listed if row["file"] == "children.csv"}
    reading = Reading(open_register(tmp_path / "children.csv"), TODAY, {})
    rejected = {
        row.number: {f.column for f in row.findings if f.kind is FindingKind.REJECTED}
        for lot in reading.in_lots_of(500)
        for row in lot
        if row.checked is None
    }
    assert rejected.keys() == of_register.keys() and len(rejected) > 20
    assert all(row["column"] in rejected[place] for place, row in of_register.items())
    assert {row["file"] for row in listed} > {"ssd_person.csv", "ssd_address.csv"}
    for row in listed:
        if row["file"] == "ssd_person.csv" and row["column"] == "pers_person_id":
            there = rows(tmp_path / "ssd" / "ssd_person.csv")[int(row["row"]) - 2]
            assert there["pers_person_id"] == ""


def test_the_county_grows_with_the_register_and_keeps_its_postcodes_small() -> None:
    assert towns_for(2_000) == 12
    assert towns_for(1_000_000) == -(-1_000_000 // CHILDREN_OF_ONE_TOWN)
    towns = range(0, towns_for(1_000_000), 17)
    assert len({house(town, 0, 0).town for town in range(towns_for(1_000_000))}) == len(
        range(towns_for(1_000_000))
    )
    homes = Counter(_postcodes(towns))
    assert set(homes.values()) == {16, 24}


def _postcodes(towns: range) -> Iterator[str]:
    for town in towns:
        yield from (house(town, street, one).postcode for street in (0, 119) for one in range(96))
        yield from (flat(town, building, one).postcode for building in (0, 59) for one in range(24))


def test_names_are_as_common_as_in_life(directory: Path) -> None:
    surnames = Counter(row["surname"].upper() for row in rows(directory / "children.csv"))
    _, times = surnames.most_common(1)[0]
    assert 0.004 < times / CHILDREN < 0.025
    assert sum(times == 1 for times in surnames.values()) > CHILDREN / 10


def test_a_directory_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine", encoding="utf-8")
    run = CliRunner().invoke(demo, ["--files-only", str(tmp_path), "--children", "10"])
    assert run.exit_code == 1 and "Choose another directory" in run.output
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]
