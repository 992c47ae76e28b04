"""Ways to find a child, measured beside each other on the same rows: ours, and what others do.

Each takes the rows of the register once, and then gives scored numbers of children for one row
of the enquiries, best first. A peer is the plain form of what is in use elsewhere, no straw man:
it gets the aliases too.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

import jellyfish
import psycopg
from rapidfuzz.distance import JaroWinkler
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from lacrecords.database import Base
from lacrecords.exchange.register_dates import DayNotRead, read_day
from lacrecords.matching import store
from lacrecords.matching.forms import Described, SubjectKind
from lacrecords.matching.models import INDEX_TABLES
from lacrecords.matching.search import find_candidates
from tests.benchmarks.register_folder import Row, child_described, enquiry_described, number_of

BATCH, MOST = 2000, 20
Scores = list[tuple[int, float]]


class Method(Protocol):
    """One way to find a child."""

    name: str

    def build(self, rows: Iterable[Row]) -> None:
        """Take in the register."""
        ...

    def find(self, row: Row) -> Scores:
        """The children who may be the one of this enquiry, best first, with scores."""
        ...


class Ours:
    """The search of the program, on an index in a file of its own."""

    name = "this program"

    def __init__(self, url: str) -> None:
        self.engine = create_engine(url)
        Base.metadata.create_all(self.engine, tables=INDEX_TABLES)
        self.session = Session(self.engine)

    def build(self, rows: Iterable[Row]) -> None:
        """Index the register as an import does."""
        for batch in _batches(rows):
            store.index_many(self.session, SubjectKind.CHILD, batch, all_new=True)
            self.session.commit()

    def find(self, row: Row) -> Scores:
        """Candidates; a possible sibling or twin is said to be one, and alarms nobody."""
        found = find_candidates(self.session, SubjectKind.CHILD, enquiry_described(row))
        return [(one.subject_id, -99.0 if one.label else one.score) for one in found.candidates]


def _batches(rows: Iterable[Row]) -> Iterator[list[tuple[int, Described]]]:
    batch: list[tuple[int, Described]] = []
    for row in rows:
        batch.append((number_of(row["child_id"]), child_described(row)))
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


class Keyed:
    """Children under one key of names and date of birth; the nearest spelling comes first."""

    def __init__(self, name: str, sounds: bool) -> None:
        self.name, self.sounds = name, sounds
        self.under: dict[tuple[str, str, str], list[tuple[int, str]]] = defaultdict(list)

    def build(self, rows: Iterable[Row]) -> None:
        """Put every name of every child under its key."""
        for row in rows:
            for forename, surname in names_of(row):
                words = f"{forename} {surname}".lower()
                held = (number_of(row["child_id"]), words)
                self.under[self._key(forename, surname, _day(row["dob"]))].append(held)

    def find(self, row: Row) -> Scores:
        """Those under the same key."""
        words = f"{row['forename']} {row['surname']}".lower()
        held = self.under.get(self._key(row["forename"], row["surname"], _day(row["dob"])), [])
        return best_first((who, JaroWinkler.similarity(words, other)) for who, other in held)

    def _key(self, forename: str, surname: str, born: str) -> tuple[str, str, str]:
        if self.sounds:
            return jellyfish.soundex(forename), jellyfish.soundex(surname), born
        return forename.strip().lower(), surname.strip().lower(), born


class Fts5:
    """SQLite's full-text index of trigrams, ranked as it ranks."""

    name = "SQLite FTS5 trigram"

    def __init__(self) -> None:
        self.database = sqlite3.connect("")
        self.database.execute("CREATE VIRTUAL TABLE peers USING fts5(words, tokenize='trigram')")

    def build(self, rows: Iterable[Row]) -> None:
        """Put the words of every child into the index."""
        self.database.executemany(
            "INSERT INTO peers (rowid, words) VALUES (?, ?)",
            ((number_of(row["child_id"]), words_of_child(row)) for row in rows),
        )

    def find(self, row: Row) -> Scores:
        """Those who share the most, and the rarest, trigrams."""
        words = words_of_enquiry(row)
        parts = {words[place : place + 3] for place in range(len(words) - 2)}
        asked = " OR ".join(f'"{part}"' for part in sorted(parts) if '"' not in part)
        if not asked:
            return []
        sought = "SELECT rowid, -rank FROM peers WHERE peers MATCH ? ORDER BY rank LIMIT ?"
        return self.database.execute(sought, (asked, MOST)).fetchall()


class PgTrgm:
    """PostgreSQL's own similarity of trigrams, under its index."""

    name = "PostgreSQL pg_trgm"

    def __init__(self, url: str) -> None:
        self.connection = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
        self.connection.execute("CREATE EXTENSION pg_trgm")
        self.connection.execute("CREATE TABLE peers (id bigint, words text)")

    def build(self, rows: Iterable[Row]) -> None:
        """Put the words of every child under the index."""
        with self.connection.cursor().copy("COPY peers FROM STDIN") as copy:
            for row in rows:
                copy.write_row((number_of(row["child_id"]), words_of_child(row)))
        self.connection.execute("CREATE INDEX ON peers USING gin (words gin_trgm_ops)")
        self.connection.execute("ANALYZE peers")

    def find(self, row: Row) -> Scores:
        """The most similar above the threshold that it comes with."""
        words = words_of_enquiry(row)
        sought = (
            "SELECT id, similarity(words, %s) AS alike FROM peers WHERE words %% %s"
            " ORDER BY alike DESC LIMIT %s"
        )
        found = self.connection.execute(sought, (words, words, MOST)).fetchall()
        return [(int(who), float(alike)) for who, alike in found]


def peers() -> tuple[Method, ...]:
    """The peers that run everywhere."""
    exact = Keyed("exact name + date of birth", sounds=False)
    return exact, Keyed("Soundex + date of birth", sounds=True), Fts5()


def names_of(row: Row) -> Iterator[tuple[str, str]]:
    """Every first and last name of a child of the register."""
    yield row["forename"], row["surname"]
    for other in filter(None, row["aliases"].replace("|", ";").split(";")):
        forename, _, surname = other.strip().partition(" ")
        yield forename, surname


def words_of_child(row: Row) -> str:
    """All that the register says of a child, on one line."""
    names = " ".join(f"{forename} {surname}" for forename, surname in names_of(row))
    home = " ".join((row["addr1"], row["addr2"], row["postcode"]))
    return f"{names} {_day(row['dob'])} {home}".lower()


def words_of_enquiry(row: Row) -> str:
    """All that the enquirer says of a child, on one line."""
    said = (row["forename"], row["surname"], _day(row["dob"]), row["address"], row["postcode"])
    return " ".join(part for part in said if part).lower()


def best_first(found: Iterable[tuple[int, float]]) -> Scores:
    """Each child once, with its best score."""
    best: dict[int, float] = {}
    for who, score in found:
        best[who] = max(score, best.get(who, score))
    return sorted(best.items(), key=lambda one: (-one[1], one[0]))[:MOST]


def _day(text: str) -> str:
    try:
        return str(read_day(text).on) if text else ""
    except DayNotRead:
        return text


def ours_in(folder: Path) -> Ours:
    """Ours, on SQLite in this folder."""
    return Ours(f"sqlite:///{folder}/index.sqlite3")
