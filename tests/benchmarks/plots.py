"""A plot of a few lines as SVG, written by hand: no library for two pictures.

Axes by logarithm or not; every line has a mark of its own, so that colour is not needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import log10

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 800, 440, 70, 240, 50, 55
COLOURS = ("#1d70b8", "#d4351c", "#00703c", "#4c2c92", "#b58840", "#505a5f")
DASHES = ("", "6 3", "2 3", "9 3 2 3", "12 4", "4 4")
Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: what it says, its ends, where it is marked, and whether by logarithm."""

    words: str
    marks: Sequence[float]
    log: bool = False
    percent: bool = False

    def place(self, value: float) -> float:
        """From nought at the first mark to one at the last."""
        ends = (self.marks[0], self.marks[-1])
        inside = min(max(value, ends[0]), ends[1])
        if self.log:
            inside, ends = log10(inside), (log10(ends[0]), log10(ends[1]))
        return (inside - ends[0]) / (ends[1] - ends[0])

    def label(self, value: float) -> str:
        """A mark in words."""
        return f"{100 * value:g}%" if self.percent else f"{value:,.10g}"


def plot(title: str, across: Axis, up: Axis, lines: Mapping[str, Points]) -> str:
    """The picture of these lines."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{escape(title)}" font-family="Arial, sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="26" font-size="17" font-weight="bold">{escape(title)}</text>',
        *(_across(across, value) for value in across.marks),
        *(_up(up, value) for value in up.marks),
        _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, across.words, "middle"),
        _text(LEFT - 55, TOP - 8, up.words, "start"),
    ]
    for number, (name, points) in enumerate(lines.items()):
        parts += _line(number, name, [(_x(across, x), _y(up, y)) for x, y in points])
    return "\n".join((*parts, "</svg>", ""))


def _x(axis: Axis, value: float) -> float:
    return round(LEFT + axis.place(value) * (WIDTH - LEFT - RIGHT), 1)


def _y(axis: Axis, value: float) -> float:
    return round(HEIGHT - BOTTOM - axis.place(value) * (HEIGHT - TOP - BOTTOM), 1)


def _across(axis: Axis, value: float) -> str:
    x = _x(axis, value)
    line = f'<path d="M{x} {TOP}V{HEIGHT - BOTTOM}" stroke="#dddddd"/>'
    return line + _text(x, HEIGHT - BOTTOM + 18, axis.label(value), "middle")


def _up(axis: Axis, value: float) -> str:
    y = _y(axis, value)
    line = f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="#dddddd"/>'
    return line + _text(LEFT - 8, y + 4, axis.label(value), "end")


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(words)}</text>'


def _line(number: int, name: str, points: list[tuple[float, float]]) -> list[str]:
    colour, dash = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
    path = " ".join(f"{'L' if place else 'M'}{x} {y}" for place, (x, y) in enumerate(points))
    y = TOP + 12 + 24 * number
    x = WIDTH - RIGHT + 15
    style = f'stroke="{colour}" stroke-width="2" fill="none" stroke-dasharray="{dash}"'
    return [
        f'<path d="{path}" {style}/>',
        *(f'<circle cx="{px}" cy="{py}" r="3" fill="{colour}"/>' for px, py in points),
        f'<path d="M{x} {y}h24" {style}/>',
        _text(x + 30, y + 4, name, "start"),
    ]
