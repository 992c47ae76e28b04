"""Measures the ways to find a child on one register: recall, false alerts, time, what is missed.

A false alert is a first candidate for a child who is not known; labelled siblings are none.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import Any

from tests.benchmarks.methods import Method
from tests.benchmarks.register_folder import Row, numbers_of, rows_of

ANSWERABLE = 5.0
NOT_AT_ALL = -1e9
MOST_SECONDS = 300.0
"""A method that is slower is asked the first enquiries only; how many stands in its figures."""
ALERT_SHARES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5)


@dataclass(slots=True)
class Measured:
    """What one method did with the enquiries of one register."""

    name: str
    build_seconds: float = 0.0
    ranks: list[int] = field(default_factory=list)
    answerable: list[int] = field(default_factory=list)
    true_tops: list[float] = field(default_factory=list)
    false_tops: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    classes: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def recall(self, ranks: Sequence[int], within: int) -> float:
        """The share of right children who stand among the first so many."""
        return sum(rank <= within for rank in ranks) / max(1, len(ranks))

    def recall_at(self, share: float) -> float:
        """The share of answerable enquiries answered rightly, at this share of false alerts."""
        tops = sorted(self.false_tops, reverse=True)
        threshold = tops[min(len(tops) - 1, int(len(tops) * share))] if tops else NOT_AT_ALL
        return sum(top > threshold for top in self.true_tops) / max(1, len(self.true_tops))

    def figures(self) -> dict[str, Any]:
        """All of it in numbers."""
        cuts = quantiles([1000 * one for one in self.seconds], n=100)
        return {
            "build_seconds": round(self.build_seconds, 1),
            "enquiries": len(self.seconds),
            "known": len(self.ranks),
            "answerable": len(self.answerable),
            "all_r1": round(self.recall(self.ranks, 1), 4),
            "all_r5": round(self.recall(self.ranks, 5), 4),
            "r1": round(self.recall(self.answerable, 1), 4),
            "r5": round(self.recall(self.answerable, 5), 4),
            "curve": [[share, round(self.recall_at(share), 4)] for share in ALERT_SHARES],
            "p50_ms": round(cuts[49], 2),
            "p95_ms": round(cuts[94], 2),
            "p99_ms": round(cuts[98], 2),
            "missed_by_class": {
                name: [self.missed[name], count] for name, count in sorted(self.classes.items())
            },
        }


def measure(
    method: Method, folder: Path, most: int, clock: Callable[[], float] = time.thread_time
) -> Measured:
    """Build, ask every enquiry, and keep what came of it."""
    measured, began = Measured(method.name), clock()
    method.build(rows_of(folder, "children"))
    measured.build_seconds = clock() - began
    truth = {row["enquiry_id"]: row for row in rows_of(folder, "truth")}
    for row in islice(rows_of(folder, "enquiries"), most):
        began = clock()
        found = method.find(row)
        measured.seconds.append(clock() - began)
        _note(measured, truth[row["enquiry_id"]], found)
        if sum(measured.seconds) > MOST_SECONDS:
            break
    return measured


def _note(measured: Measured, truth: Row, found: list[tuple[int, float]]) -> None:
    top = found[0] if found else (0, NOT_AT_ALL)
    if truth["known"] != "1":
        measured.false_tops.append(top[1])
        return
    right = numbers_of(truth["child_ids"])
    ranks = [place for place, (who, _) in enumerate(found, 1) if who in right]
    rank = ranks[0] if ranks else 99
    measured.ranks.append(rank)
    if float(truth["margin"]) < ANSWERABLE:
        return
    measured.answerable.append(rank)
    measured.true_tops.append(top[1] if rank == 1 else 2 * NOT_AT_ALL)
    classes = [one for one in truth["classes"].split(";") if one]
    measured.classes.update(classes)
    if rank > 1:
        measured.missed.update(classes)
