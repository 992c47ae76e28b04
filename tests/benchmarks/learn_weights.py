"""Learns what each sign is worth from registers with truth, and prints the weights.

Run as `python -m tests.benchmarks.learn_weights FOLDER [FOLDER ...]`; it needs numpy and scipy.
Of the candidates of every enquiry, and of "none of them", the one that is true is to be the
likeliest, with the sum of bits as the logarithm of its odds; the weights that stand are the
centre of what is expected. Nothing is written: what is printed is looked at, then put into
`matching/weights.py` by hand.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import numpy as np  # type: ignore[import-not-found,unused-ignore]
from scipy.optimize import minimize  # type: ignore[import-not-found,import-untyped,unused-ignore]

from lacrecords.matching import weights
from lacrecords.matching.forms import Normalised, SubjectKind, normalise
from lacrecords.matching.scoring import bits_of
from lacrecords.matching.search import chance_bits, find_candidates, name_bits, size_of, words_asked
from lacrecords.matching.store import load_forms
from tests.benchmarks.methods import ours_in
from tests.benchmarks.register_folder import enquiry_described, number_of, rows_of

CANDIDATES = 8
SPREAD = 2.0
"""Bits by which a weight may well be off from where it stands."""
STEP = 0.05
AT_MOST = {
    "SURNAME_DIFFERS_BITS": -1.0,
    "FORENAME_DIFFERS_BITS": -4.0,
    "EXPECTED_DIFFERS_BITS": -2.0,
    "EXPECTED_FAR_BITS": -6.0,
    "MIDDLE_AGREES_BITS": 5.0,
    "MISSING_BITS": 0.0,
    "sounds_same": 0.85,
    "close": 0.8,
    "kin": 0.8,
    "part_same": 0.85,
    "same_placeholder": 6.5,
}
AT_LEAST = {"MISSING_BITS": 0.0, "FORENAME_WORTH": 1.0, "SEX_AGREES_BITS": 0.0}
"""What the registers alone would not say: less given is never worth more than given."""
FIXED = ("RARE_NAME_BITS", "COMMON_NAME_BITS", "CONFLICT_BITS")


@dataclass(frozen=True, slots=True)
class Weight:
    """One number of `weights`: a name, or an entry of a table."""

    table: str
    entry: Any = None

    @property
    def word(self) -> str:
        """How it is called in the limits."""
        return str(self.entry.value) if self.entry else self.table

    def read(self) -> float:
        """Its value now."""
        value: Any = getattr(weights, self.table)
        return float(value[self.entry] if self.entry else value)

    def put(self, value: float) -> None:
        """Set it, for this process."""
        if self.entry:
            getattr(weights, self.table)[self.entry] = value
        else:
            setattr(weights, self.table, value)


@dataclass(frozen=True, slots=True)
class Asked:
    """One enquiry with the candidates weighed for it; `right`: which of them is the child."""

    form: Normalised
    held: tuple[Normalised, ...]
    right: tuple[bool, ...]
    name_bits: dict[str, float]
    chance: float


def every_weight() -> list[Weight]:
    """All that is learned."""
    found: list[Weight] = []
    for name, value in vars(weights).items():
        if isinstance(value, float) and not name.endswith("_FROM") and name not in FIXED:
            found.append(Weight(name))
        elif isinstance(value, dict) and name.isupper():
            found += [Weight(name, entry) for entry in value]
    return found


def asked_in(folder: Path) -> Iterator[Asked]:
    """The enquiries of one register of which the right child came up, or has no record."""
    truth = {row["enquiry_id"]: row for row in rows_of(folder, "truth")}
    with tempfile.TemporaryDirectory() as place:
        ours = ours_in(Path(place))
        ours.build(rows_of(folder, "children"))
        session, size = ours.session, size_of(ours.session, SubjectKind.CHILD)
        for row in rows_of(folder, "enquiries"):
            described = enquiry_described(row)
            right = {
                number_of(one) for one in truth[row["enquiry_id"]]["child_ids"].split(";") if one
            }
            found = find_candidates(session, SubjectKind.CHILD, described).candidates
            ids = [one.subject_id for one in found][:CANDIDATES]
            ids += [one.subject_id for one in found[CANDIDATES:] if one.subject_id in right]
            if not ids or (right and not right & set(ids)):
                continue
            held, form = load_forms(session, SubjectKind.CHILD, ids), normalise(described)
            year = described.as_of.year if described.as_of else 0
            bits = name_bits(session, SubjectKind.CHILD, words_asked(form), size, year)
            marks = tuple(one in right for one in ids)
            yield Asked(form, tuple(held[one] for one in ids), marks, bits, chance_bits(size))


def scores(asked: list[Asked]) -> Any:
    """The sum of bits of every candidate, one after another."""
    return np.array(
        [bits_of(one.form, held, one.name_bits) - one.chance for one in asked for held in one.held]
    )


def learned(asked: list[Asked], chosen: list[Weight]) -> list[float]:
    """The weights that foretell best which candidate, or none, is the child."""
    now = np.array([weight.read() for weight in chosen])
    before = scores(asked)
    slopes = np.stack([_slope(asked, weight, before) for weight in chosen], axis=1)
    of = np.concatenate([np.full(len(one.held), place) for place, one in enumerate(asked)])
    right = np.array([mark for one in asked for mark in one.right])
    spread = np.array([SPREAD * (0.1 if abs(one) <= 1.5 else 1.0) for one in now])
    limits = [(AT_LEAST.get(one.word), AT_MOST.get(one.word)) for one in chosen]
    loss = _loss(before, slopes, of, right, len(asked), now, spread)
    found = minimize(loss, now, jac=True, method="L-BFGS-B", bounds=limits)
    return [float(one) for one in found.x]


def _slope(asked: list[Asked], weight: Weight, before: Any) -> Any:
    stood = weight.read()
    weight.put(stood + STEP)
    slope = (scores(asked) - before) / STEP
    weight.put(stood)
    return slope


def _loss(
    before: Any, slopes: Any, of: Any, right: Any, count: int, now: Any, spread: Any
) -> Callable[[Any], tuple[float, Any]]:
    has_right = np.bincount(of, right, count) > 0

    def loss(value: Any) -> tuple[float, Any]:
        odds = np.exp(np.clip((before + slopes @ (value - now)) * log(2), -60, 60))
        whole = 1.0 + np.bincount(of, odds, count)
        true = np.where(has_right, np.bincount(of, odds * right, count), 1.0)
        pull = np.where(has_right[of], odds * right / true[of], 0.0) - odds / whole[of]
        off = (value - now) / spread
        total = float(np.sum(np.log(whole) - np.log(true)) + 0.5 * off @ off)
        return total, -log(2) * (slopes.T @ pull) + off / spread

    return loss


def main(folders: list[Path]) -> None:
    """Learn from these registers, and print each weight with what it was."""
    chosen = every_weight()
    asked = [one for folder in folders for one in asked_in(folder)]
    print(f"{len(asked):,} enquiries")
    for weight, value in zip(chosen, learned(asked, chosen), strict=True):
        print(f"{weight.table} {weight.entry or ''} {weight.read():.2f} -> {value:.2f}")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
