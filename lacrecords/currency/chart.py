"""The trend as a line in a picture, beside the table that says the same. It knows no colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 640, 220, 10


@dataclass(frozen=True, slots=True)
class Dot:
    """One count, where it stands in the picture."""

    x: float
    y: float
    number: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A line of counts; it is broken where nobody counted."""

    dots: tuple[Dot, ...]
    lines: tuple[str, ...]
    most: int


def chart_of(counts: Sequence[int | None]) -> Chart:
    """The picture of these counts, the first on the left."""
    most = max((one for one in counts if one is not None), default=0)
    step = (WIDTH - 2 * MARGIN) / max(1, len(counts) - 1)
    runs: list[list[Dot]] = [[]]
    for place, number in enumerate(counts):
        if number is None:
            runs.append([])
            continue
        share = number / most if most else 0
        y = HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)
        runs[-1].append(Dot(round(MARGIN + place * step, 1), round(y, 1), number))
    dots = tuple(dot for run in runs for dot in run)
    lines = tuple(" ".join(f"{dot.x},{dot.y}" for dot in run) for run in runs if len(run) > 1)
    return Chart(dots, lines, most)
