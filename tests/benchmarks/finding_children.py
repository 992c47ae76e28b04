"""Measures the search on a folder of registers and enquiries: recall, alerts, time, size.

Run as `python -m tests.benchmarks.finding_children FOLDER [most_enquiries]`. It reads
children.csv, enquiries.csv and truth.csv (or the same with .gz) and writes nothing but figures.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import quantiles

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from lacrecords.database import Base
from lacrecords.matching import store
from lacrecords.matching.forms import Described, SubjectKind
from lacrecords.matching.models import (
    INDEX_TABLES,
)
from lacrecords.matching.search import CandidateList, find_candidates, same_address_ids
from lacrecords.terms import MatchStrength
from tests.benchmarks.register_folder import (
    Row,
    child_described,
    enquiry_described,
    number_of,
    rows_of,
)

BATCH = 2000


@dataclass(slots=True)
class Figures:
    """What was measured."""

    ranks: list[tuple[bool, int]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    address_times: list[float] = field(default_factory=list)
    missed: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    strengths: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    false_tops: list[float] = field(default_factory=list)
    true_tops: list[float] = field(default_factory=list)
    same: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)
    address_misses: list[str] = field(default_factory=list)
    false_strong: list[str] = field(default_factory=list)
    too_many: Counter[str] = field(default_factory=Counter)


def build(session: Session, folder: Path) -> dict[int, Row]:
    """Index the register; the seconds it took are printed."""
    begun = time.process_time()
    children: dict[int, Row] = {}
    batch: list[tuple[int, Described]] = []
    for row in rows_of(folder, "children"):
        children[number_of(row["child_id"])] = row
        batch.append((number_of(row["child_id"]), child_described(row)))
        if len(batch) == BATCH:
            store.index_many(session, SubjectKind.CHILD, batch, all_new=True)
            session.commit()
            batch = []
    store.index_many(session, SubjectKind.CHILD, batch, all_new=True)
    session.commit()
    print(f"index of {len(children):,} children: {time.process_time() - begun:.1f} s of CPU")
    return children


def measure(session: Session, folder: Path, children: dict[int, Row], most: int) -> Figures:
    """Ask every enquiry and keep what came of it."""
    # The register's rows are the test's own: the program would not hold them while it searches.
    gc.collect()
    gc.freeze()
    figures = Figures()
    truth = {row["enquiry_id"]: row for row in rows_of(folder, "truth")}
    on_plan = {who for who, row in children.items() if row["cp_plan"] == "1"}
    for place, row in enumerate(rows_of(folder, "enquiries")):
        if place >= most:
            break
        described = enquiry_described(row)
        begun = time.thread_time()
        found = find_candidates(session, SubjectKind.CHILD, described)
        figures.times.append(time.thread_time() - begun)
        note_rank(figures, row, truth[row["enquiry_id"]], found)
        begun = time.thread_time()
        same = same_address_ids(session, described.addresses, date.fromisoformat(row["date"]))
        figures.address_times.append(time.thread_time() - begun)
        note_home(figures, row, truth[row["enquiry_id"]], same, on_plan)
    return figures


def measure_asked_before(session: Session, folder: Path) -> None:
    """Index every enquiry and look for the earlier one of each that was asked before."""
    enquiries = {number_of(row["enquiry_id"]): row for row in rows_of(folder, "enquiries")}
    described = [(who, enquiry_described(row)) for who, row in enquiries.items()]
    store.index_many(session, SubjectKind.ENQUIRED_CHILD, described)
    session.commit()
    ranks = []
    for row in rows_of(folder, "truth"):
        if not row["repeat_of"]:
            continue
        asked, right = number_of(row["enquiry_id"]), number_of(row["repeat_of"])
        found = find_candidates(
            session,
            SubjectKind.ENQUIRED_CHILD,
            enquiry_described(enquiries[asked]),
            exclude_ids={asked},
        )
        ids = [one.subject_id for one in found.candidates]
        ranks.append(ids.index(right) + 1 if right in ids else 99)
    first, fifth = (sum(rank <= most for rank in ranks) / len(ranks) for most in (1, 5))
    print(f"asked before: {len(ranks)} asked again, recall at 1 {first:.3f}, at 5 {fifth:.3f}")


def note_rank(figures: Figures, row: Row, truth: Row, found: CandidateList) -> None:
    """Keep at what rank the right child stood, or what stood first when there is none."""
    top = found.candidates[0] if found.candidates else None
    figures.too_many[truth["known"]] += found.too_many
    if truth["known"] != "1":
        kind = truth["kind"]
        figures.strengths[kind][top.strength if top else "nothing"] += 1
        figures.false_tops.append(top.score if top and not top.label else -99.0)
        if top and top.strength is MatchStrength.STRONG:
            figures.false_strong.append(f"{kind} {list(row.values())[2:]} {top}")
        return
    right = {number_of(child) for child in truth["child_ids"].split(";")}
    ranks = [place for place, one in enumerate(found.candidates, 1) if one.subject_id in right]
    answerable = float(truth["margin"]) >= 5
    figures.ranks.append((answerable, ranks[0] if ranks else 99))
    figures.strengths["known"][top.strength if top else "nothing"] += 1
    if answerable:
        good = top is not None and top.subject_id in right
        figures.true_tops.append(top.score if top and good else -999.0)
        if not good:
            figures.missed.update(truth["classes"].split(";"))
            place, right_ids = ranks[0] if ranks else "none", truth["child_ids"]
            figures.misses.append(
                f"rank {place} {row['enquiry_id']} {truth['classes']} {right_ids} top={top}"
            )
        figures.classes.update(truth["classes"].split(";"))


def note_home(figures: Figures, row: Row, truth: Row, same: tuple, on_plan: set[int]) -> None:  # type: ignore[type-arg]
    """Keep whether a child on a plan at the same address was found."""
    right = {number_of(child) for child in truth["same_address_ids"].split(";") if child} & on_plan
    sure = {one.subject_id for one in same if one.certainty == "same"} & on_plan
    either = {one.subject_id for one in same} & on_plan
    given = "with postcode" if row["postcode"] else "no postcode"
    for words, found in (("same", sure), ("same or uncertain", either)):
        figures.same[f"{given}: {words}: right"] += bool(right and found & right)
        figures.same[f"{given}: {words}: missed"] += bool(right and not found & right)
        figures.same[f"{given}: {words}: false"] += bool(found - right)
    if (right and not either & right) or (sure - right):
        figures.address_misses.append(
            f"{row['address']!r} {row['postcode']} right={right} sure={sure} either={either}"
        )


def report(figures: Figures, details: bool) -> None:
    """Print the figures as a short list."""
    for words, chosen in (
        ("all", [rank for _, rank in figures.ranks]),
        ("answerable", [rank for answerable, rank in figures.ranks if answerable]),
    ):
        first = sum(rank == 1 for rank in chosen) / len(chosen)
        fifth = sum(rank <= 5 for rank in chosen) / len(chosen)
        print(f"{words}: {len(chosen)} known, recall at 1 {first:.4f}, at 5 {fifth:.4f}")
    tops = sorted(figures.false_tops, reverse=True)
    threshold = tops[len(tops) // 100]
    above = sum(top > threshold for top in figures.true_tops) / len(figures.true_tops)
    print(f"recall at 1% false alerts (siblings labelled apart): {above:.3f}")
    for words, times in (("search", figures.times), ("address", figures.address_times)):
        cuts = quantiles([1000 * one for one in times], n=100)
        print(f"{words}: p50 {cuts[49]:.1f} ms, p95 {cuts[94]:.1f} ms, p99 {cuts[98]:.1f} ms")
    print("too many:", dict(figures.too_many))
    for kind, counts in sorted(figures.strengths.items()):
        print(f"  strength of the first, {kind}: {dict(counts)}")
    print("same address, child on a plan:", dict(sorted(figures.same.items())))
    shares = ((figures.missed[one] / count, one) for one, count in figures.classes.items())
    print(
        "missed by class:",
        [f"{one} {share:.3f}" for share, one in sorted(shares)[:-9:-1]],
    )
    if details:
        print(
            *figures.misses,
            "",
            *figures.address_misses,
            "",
            *figures.false_strong,
            sep="\n",
        )


def main(folder: Path, most: int, details: bool) -> None:
    """Build an index in a file of its own, ask, and print."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "index.db"
        engine = create_engine(f"sqlite:///{file}")
        Base.metadata.create_all(engine, tables=INDEX_TABLES)
        with Session(engine) as session:
            children = build(session, folder)
            size = file.stat().st_size
            print(f"file: {size / len(children):.0f} bytes a child, plain forms included")
            report(measure(session, folder, children, most), details)
            measure_asked_before(session, folder)


if __name__ == "__main__":
    arguments = [one for one in sys.argv[1:] if not one.startswith("--")]
    main(
        Path(arguments[0]),
        int(arguments[1]) if len(arguments) > 1 else 10**9,
        "--details" in sys.argv,
    )
