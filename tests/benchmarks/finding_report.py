"""The measurements of finding a child as a page and two pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.plots import Axis, plot

OURS = "this program"
WORST_CLASSES = 12
FEWEST_OF_A_CLASS = 10
SHARES = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5)
Kept = dict[str, Any]


def write_report(kept: Kept, folder: Path) -> None:
    """Write `finding-children.md` and its pictures from the figures kept."""
    registers = dict(sorted(kept["registers"].items(), key=lambda one: int(one[0])))
    if not registers:
        return
    (folder / "recall.svg").write_text(_recall_plot(registers), encoding="utf-8")
    (folder / "latency.svg").write_text(_latency_plot(registers), encoding="utf-8")
    text = "\n".join((*_methods(registers), *_goals(registers, kept), *_classes(registers), ""))
    (folder / "finding-children.md").write_text(text, encoding="utf-8")


def _methods(registers: Kept) -> Iterator[str]:
    yield from (
        "# Finding a child, measured",
        "",
        "Written by `make bench`; by hand nothing. Registers and enquiries are invented by"
        " `lacrecords demo --files-only` (seed 41).",
        "Every method runs on the same rows. *Answerable*: the words say enough, by the"
        " register's own frequencies (`margin` of 5 bits).",
        "*Recall at 1% false alerts*: of the answerable, those answered rightly at a threshold at"
        " which 1 in 100 children who are not known",
        "still raises an alert; possible siblings and twins are labelled apart. Milliseconds are"
        " of the processor, of pg_trgm by the clock.",
        "",
        "![Recall against false alerts](recall.svg)",
        "",
        "![Time of one look-up against the size of the register](latency.svg)",
        "",
        "| register | measured | method | all: R1 / R5 | answerable: R1 / R5 | recall at 1%"
        " false alerts | p50 / p95 / p99 ms | built in s |",
        "|---|---|---|---|---|---|---|---|",
    )
    for size, one in registers.items():
        for name in _names({size: one}):
            figures = one["methods"][name]
            yield (
                f"| {int(size):,} | {one['measured_on']} | {name} | {figures['all_r1']:.3f} /"
                f" {figures['all_r5']:.3f} | {figures['r1']:.3f} / {figures['r5']:.3f} |"
                f" {dict(map(tuple, figures['curve']))[0.01]:.3f} | {figures['p50_ms']:.2f} /"
                f" {figures['p95_ms']:.2f} / {figures['p99_ms']:.2f} |"
                f" {figures['build_seconds']:.1f} |"
            )
        if one.get("pg_trgm_missing"):
            yield f"| {int(size):,} | | PostgreSQL pg_trgm | not on this server | | | | |"


def _goals(registers: Kept, kept: Kept) -> Iterator[str]:
    yield from ("", "## Against the goals", "", f"| figure | goal | {_headings(registers)} |")
    yield f"|---|---|{'---|' * len(registers)}"
    for words, goal, of in GOALS:
        yield f"| {words} | {goal} | {' | '.join(of(one) for one in registers.values())} |"
    public = kept.get("febrl4")
    found = (
        f"{_percent(public['r1'])} / {_percent(public['r5'])}" if public else "not on this machine"
    )
    yield from ("", f"FEBRL4, R1 (goal 99.5%) / R5, people's numbers withheld: {found}.")


def _classes(registers: Kept) -> Iterator[str]:
    yield from ("", "## What is missed, by class of mistake", "")
    yield "Answerable enquiries whose child does not stand first, of those with such a mistake;"
    yield from (f"a class with fewer than {FEWEST_OF_A_CLASS} enquiries is left out.", "")
    for size, one in registers.items():
        counted = one["methods"][OURS]["missed_by_class"]
        shares = sorted(
            ((missed / count, name, missed, count) for name, (missed, count) in counted.items()
             if missed and count >= FEWEST_OF_A_CLASS),
            reverse=True,
        )  # fmt: skip
        words = [f"{name} {missed} of {count}" for _, name, missed, count in shares[:WORST_CLASSES]]
        yield f"- {int(size):,}: {', '.join(words) or 'none'}"


def _headings(registers: Kept) -> str:
    return " | ".join(f"{int(size):,}" for size in registers)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def _pair(figures: Kept) -> str:
    return f"{_percent(figures['r1'])} / {_percent(figures['r5'])}"


def _recall(figures: Kept) -> str:
    return f"{_percent(figures['recall'])} / {_percent(figures['precision'])}"


def _pairs(figures: Kept) -> str:
    pairs = figures["same_pairs"] + figures["other_pairs"]
    return f"{_recall(figures)} ({figures['said_uncertain']:,} of {pairs:,})"


def _at_one(one: Kept) -> float:
    return float(dict(map(tuple, one["methods"][OURS]["curve"]))[0.01])


def _seconds(one: Kept) -> str:
    return f"{one['methods'][OURS]['build_seconds']:.1f} s"


def _cost(one: Kept, where: str) -> str:
    return f"{one[where]['key_bytes']:,}" if where in one else "not measured"


def _changed(one: Kept, where: str) -> str:
    if where not in one:
        return "not measured"
    times = one[where]["changed_ms"]
    return f"{times['p50']:.1f} / {times['p95']:.1f} ms"


GOALS: tuple[tuple[str, str, Any], ...] = (
    ("answerable, R1 / R5", "99.5% / 99.9%", lambda one: _pair(one["methods"][OURS])),
    ("recall at 1% false alerts", "95%", lambda one: _percent(_at_one(one))),
    ("asked before, R5", "95%", lambda one: _percent(one["asked_before"]["r5"])),
    (
        "child on a plan at the address, postcode given: recall / precision",
        "99% / 98%",
        lambda one: _recall(one["same_address"]),
    ),
    (
        "pairs of addresses as written, property numbers withheld: recall / precision"
        " (said to be uncertain)",
        "95% / 98%",
        lambda one: _pairs(one["address_pairs"]),
    ),
    (
        "an address as spoken beside one as written, with a postcode: the same",
        "95% / 98%",
        lambda one: _pairs(one["spoken_pairs"]),
    ),
    ("one look-up, p95", "20 ms", lambda one: f"{one['methods'][OURS]['p95_ms']:.1f} ms"),
    ("index built in", "120 s a million", lambda one: _seconds(one)),
    ("keys, bytes a child, SQLite", "260", lambda one: _cost(one, "sqlite")),
    ("keys, bytes a child, PostgreSQL", "1,200", lambda one: _cost(one, "postgresql")),
    ("one child changed, p50 / p95, SQLite", "5 ms", lambda one: _changed(one, "sqlite")),
    (
        "one child changed, p50 / p95, PostgreSQL",
        "5 ms",
        lambda one: _changed(one, "postgresql"),
    ),
)
"""Each figure with its goal, and how it is written from those of one register."""


def _recall_plot(registers: Kept) -> str:
    """The largest register: recall of the answerable against the share of false alerts."""
    size, one = list(registers.items())[-1]
    lines = {name: one["methods"][name]["curve"] for name in _names({size: one})}
    return plot(
        f"Recall against false alerts, {int(size):,} children",
        Axis("children not known who raise an alert", SHARES, log=True, percent=True),
        Axis("answerable enquiries answered rightly", (0, 0.2, 0.4, 0.6, 0.8, 1), percent=True),
        lines,
    )


def _names(registers: Kept) -> list[str]:
    """Every method, ours first."""
    names = {name for one in registers.values() for name in one["methods"]}
    return sorted(names, key=lambda name: (name != OURS, name))


def _latency_plot(registers: Kept) -> str:
    names = _names(registers)
    lines = {
        name: [
            (int(size), one["methods"][name]["p95_ms"])
            for size, one in registers.items()
            if name in one["methods"]
        ]
        for name in names
    }
    return plot(
        "Time of one look-up, 95 in 100 are quicker",
        Axis("children in the register", (10_000, 100_000, 1_000_000), log=True),
        Axis("milliseconds", (0.01, 0.1, 1, 10, 100, 1000), log=True),
        lines,
    )
