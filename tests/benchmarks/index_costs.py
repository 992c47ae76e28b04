"""What the index costs: bytes a child, time to change one child; and the two other searches.

Bytes are those of the keys alone, on SQLite and PostgreSQL. Addresses and "asked before" are
measured by the search of the program only: no peer has them.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from datetime import date
from itertools import islice, pairwise
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import text

from lacrecords.matching import store
from lacrecords.matching.address_comparison import AddressCertainty, compare_addresses
from lacrecords.matching.forms import AddressForm, SubjectKind, placed_addresses
from lacrecords.matching.search import find_candidates, same_address_ids
from tests.benchmarks.methods import Ours
from tests.benchmarks.register_folder import (
    Row,
    address_of,
    child_described,
    enquiry_described,
    number_of,
    numbers_of,
    rows_of,
)

MOST_PAIRS = 3000
CHANGES = 200


def bytes_a_child(ours: Ours, children: int) -> float:
    """What the table of keys takes on disk for each child."""
    if ours.engine.dialect.name == "postgresql":
        size = "SELECT pg_total_relation_size('match_keys')"
    else:
        size = "SELECT sum(pgsize) FROM dbstat WHERE name = 'match_keys'"
    ours.session.commit()
    return float(ours.session.execute(text(size)).scalar_one()) / children


def one_changed_child_ms(ours: Ours, folder: Path) -> dict[str, float]:
    """How long the index takes when a child gets another name and home, the commit not counted.

    Of the processor on SQLite, by the clock on PostgreSQL, whose server is another process.
    """
    elsewhere = ours.engine.dialect.name == "postgresql"
    clock, times = time.perf_counter if elsewhere else time.thread_time, []
    for row in islice(rows_of(folder, "children"), CHANGES):
        changed = child_described(row | {"surname": f"{row['surname']}son", "postcode": ""})
        began = clock()
        store.index(ours.session, SubjectKind.CHILD, number_of(row["child_id"]), changed)
        times.append(1000 * (clock() - began))
        ours.session.rollback()
    return {"p50": round(median(times), 2), "p95": round(quantiles(times, n=20)[-1], 2)}


def asked_before(ours: Ours, folder: Path, most: int) -> dict[str, float]:
    """Whether the earlier enquiry about a child asked about again is among the first."""
    asked = {
        number_of(row["enquiry_id"]): row for row in islice(rows_of(folder, "enquiries"), most)
    }
    described = {who: enquiry_described(row) for who, row in asked.items()}
    kind = SubjectKind.ENQUIRED_CHILD
    store.index_many(ours.session, kind, list(described.items()))
    ours.session.commit()
    ranks = []
    for row in rows_of(folder, "truth"):
        again = number_of(row["enquiry_id"])
        if not row["repeat_of"] or again not in described:
            continue
        found = find_candidates(ours.session, kind, described[again], exclude_ids={again})
        ids = [one.subject_id for one in found.candidates]
        right = number_of(row["repeat_of"])
        ranks.append(ids.index(right) + 1 if right in ids else 99)
    shares = {f"r{most}": sum(rank <= most for rank in ranks) / len(ranks) for most in (1, 5)}
    return {"asked_again": len(ranks)} | {name: round(one, 4) for name, one in shares.items()}


def same_address_on_plan(ours: Ours, folder: Path, most: int) -> dict[str, float]:
    """Whether a child on a plan at the address is found, where a postcode was given."""
    rows = rows_of(folder, "children")
    on_plan = {number_of(row["child_id"]) for row in rows if row["cp_plan"] == "1"}
    truth = {row["enquiry_id"]: row for row in rows_of(folder, "truth")}
    right = found_right = false = 0
    for row in islice(rows_of(folder, "enquiries"), most):
        if not row["postcode"]:
            continue
        answer = truth[row["enquiry_id"]]
        there = numbers_of(answer["same_address_ids"]) & on_plan
        second = numbers_of(answer.get("second_home_ids") or "")
        described = enquiry_described(row)
        same = same_address_ids(ours.session, described.addresses, date.fromisoformat(row["date"]))
        sure = {one.subject_id for one in same if one.certainty is AddressCertainty.SAME} & on_plan
        right += bool(there)
        found_right += bool(there & sure)
        false += bool(sure - there - second)
    return {
        "homes": right,
        "recall": round(found_right / max(1, right), 4),
        "precision": round(found_right / max(1, found_right + false), 4),
    }


def address_pairs(folder: Path) -> dict[str, float]:
    """Two addresses of the register as written: the same household or not."""
    homes = {row["child_id"]: row["true_uprn"] for row in rows_of(folder, "addresses_truth")}
    pairs = _Pairs()
    for rows in _by_postcode(folder).values():
        for first, second in pairwise(row for row in rows if row["child_id"] in homes):
            if _written(first) != _written(second):
                same = homes[first["child_id"]] == homes[second["child_id"]]
                pairs.note(same, address_of(first, False), address_of(second, False))
    return pairs.figures()


def spoken_pairs(folder: Path, most: int) -> dict[str, float]:
    """An address as it was spoken, with that of somebody who lives there, or near by."""
    by_postcode, pairs = _by_postcode(folder), _Pairs()
    truth = {row["enquiry_id"]: row for row in rows_of(folder, "truth")}
    for row in islice(rows_of(folder, "enquiries"), most):
        if not row["postcode"]:
            continue
        answer = truth[row["enquiry_id"]]
        there = numbers_of(answer["same_address_ids"])
        apart = there | numbers_of(answer.get("second_home_ids") or "")
        spoken = AddressForm(line1=row["address"], postcode=row["postcode"])
        near = by_postcode.get(_postcode(row), [])
        neighbours = [one for one in near if number_of(one["child_id"]) not in apart]
        those_there = [one for one in near if number_of(one["child_id"]) in there]
        for same, held in ((True, those_there), (False, neighbours)):
            for one in held[:1]:
                pairs.note(same, spoken, address_of(one, False))
    return pairs.figures()


class _Pairs:
    """How many pairs of each kind were said to be what."""

    def __init__(self) -> None:
        self.same: Counter[str] = Counter()
        self.other: Counter[str] = Counter()

    def note(self, same: bool, first: AddressForm, second: AddressForm) -> None:
        """Compare a pair, of which it is known whether it is one household."""
        into, placed = self.same if same else self.other, placed_addresses((first, second))
        if len(placed) == 2 and into.total() < MOST_PAIRS:
            into[compare_addresses(placed[0].parsed, placed[1].parsed).certainty.value] += 1

    def figures(self) -> dict[str, float]:
        """Recall and precision of "same", and how many are said to be uncertain."""
        said_same = self.same["same"] + self.other["same"]
        return {
            "same_pairs": self.same.total(),
            "other_pairs": self.other.total(),
            "recall": round(self.same["same"] / max(1, self.same.total()), 4),
            "precision": round(self.same["same"] / max(1, said_same), 4),
            "said_uncertain": self.same["uncertain"] + self.other["uncertain"],
        }


def _by_postcode(folder: Path) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(folder, "children"):
        if row["postcode"]:
            found[_postcode(row)].append(row)
    return found


def _postcode(row: Row) -> str:
    return row["postcode"].replace(" ", "").upper()


def _written(row: Row) -> tuple[str, ...]:
    return row["addr1"], row["addr2"], row["town"], row["postcode"]
