"""What a part of the records gives to a pack: one table, which rows of it, and what of a row.

A slice is read by the names of its tables and by what each column is declared to mean, so that
a column added to a table that is assembled stands in the pack by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, or_, select

from lacrecords.database import db
from lacrecords.subject_access.pack_values import Names, names_table
from lacrecords.subject_access.subject import Subject, table

LEFT_COLUMNS = {
    "id": "number of the row",
    "reference": "random reference of the row in our addresses",
    "matter_reference": "random reference of the row in our addresses",
    "origin_reference": "random reference of the row in our addresses",
    "fact_id": "number of the row",
    "recorded_by_account_id": "the same that stands in who recorded it",
    "seen_by_key": "the same that stands in who has seen it",
    "rules_version": "version of the program's rules",
    "idempotency_key": "mark of a form that was sent",
    "form_key": "mark of a form that was sent",
    "digest": "mark against changes",
    "source": "by hand, or the number of a run of the import",
    "evidence": "what a search brought up: numbers of records of others and letters that agree",
    "facts": "the same that stands in the outcome, as numbers and marks for the rules",
    "grounds": "numbers of rows that a comparison rests on",
    "score": "a number for the order of a list",
    "position": "order of a list",
    "rests_on": "numbers of our rows",
    "likely": "others who looked alike: their records are not the person's",
    "holds": "numbers of our rows",
    "flags": "marks for the order of a manager's list",
    "content": "the notice as a file; the same facts stand in the movement",
    "name_refused": "said by an empty name",
}
"""Columns that no pack shows, each with the reason."""
GROUPS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("Name", ("forename", "middle", "surname"), " "),
    ("Address", ("line1", "line2", "town", "postcode"), ", "),
    ("From", ("from_on",), ""),
    ("Until", ("to_on",), ""),
    ("Written down", ("recorded_at", "recorded_by"), " by "),
)
"""Columns that are read as one."""
LABELS = {
    "name_type": "Kind of name",
    "address_type": "Kind of address",
    "scheme": "Kind of number",
    "confidential": "Kept confidential",
    "sex": "Sex",
    "relationship": "Relationship",
    "person_id": "Adult",
    "other_child_id": "Other child",
    "superseded_at": "Replaced",
    "reason": "Reason",
    "kind": "Kind",
    "outcome": "Outcome",
    "actor": "Who",
    "at": "When",
    "action": "What",
}
"""Labels in fewer words than what a column is declared to mean."""
LONGEST_PASSAGE = 400
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
Where = Callable[[Subject], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A few words of a page that can be left out as one or at its words; `origin` is its row."""

    origin: str
    label: str
    words: str

    def as_json(self) -> list[str]:
        """As it is kept."""
        return [self.origin, self.label, self.words]


@dataclass(frozen=True, slots=True)
class Section:
    """Everything that one part of the records holds about the person, row by row."""

    source: str
    heading: str
    entries: tuple[tuple[Passage, ...], ...]
    grows: bool


@dataclass(frozen=True, slots=True)
class Source:
    """One table of the records: its heading in the pack, and which of its rows are the person's.

    `grows`: rows are added by mere reading or telling, so it is no reason to assemble anew.
    """

    table: str
    heading: str
    where: Where
    leaves: frozenset[str] = frozenset()
    grows: bool = False

    def rows(self, subject: Subject) -> list[Mapping[str, Any]]:
        """The person's rows, in order."""
        rows = table(self.table)
        keys = tuple(rows.primary_key.columns)
        found = db.session.execute(select(rows).where(self.where(subject)).order_by(*keys))
        return [dict(row) for row in found.mappings()]

    def section(self, rows: list[Mapping[str, Any]], names: Names) -> Section:
        """Rows of it in words."""
        columns = shown_columns(table(self.table), self)
        names.learn(columns, rows)
        entries = tuple(self._entry(row, columns, names) for row in rows)
        return Section(self.table, self.heading, tuple(one for one in entries if one), self.grows)

    def _entry(
        self, row: Mapping[str, Any], columns: list[Column[Any]], names: Names
    ) -> tuple[Passage, ...]:
        keys = [str(row[column.name]) for column in table(self.table).primary_key.columns]
        origin = f"{self.table}:{':'.join(keys)}"
        said = {column.name: names.words(column, row[column.name]) for column in columns}
        labels = {column.name: label_of(column) for column in columns}
        passages = []
        for label, text in _grouped(said, labels):
            passages += [Passage(origin, label, part) for part in cut(text)]
        return tuple(passages)


def by(name: str, **columns: str) -> Where:
    """Rows in which one of these columns holds a number of that part of the person."""

    def where(subject: Subject) -> ColumnElement[bool]:
        return or_(
            *(table(name).c[column].in_(getattr(subject, part)) for column, part in columns.items())
        )

    return where


def through(name: str, column: str, parent: Source) -> Where:
    """Rows that belong to the person's rows of another table."""

    def where(subject: Subject) -> ColumnElement[bool]:
        above = table(parent.table)
        return table(name).c[column].in_(select(above.c.id).where(parent.where(subject)))

    return where


def plain(name: str, heading: str, grows: bool = False, **columns: str) -> Source:
    """A table that says by its own columns whose row it is."""
    return Source(name, heading, by(name, **columns), grows=grows)


def below(name: str, heading: str, column: str, parent: Source, grows: bool = False) -> Source:
    """A table whose rows belong to rows of another."""
    return Source(name, heading, through(name, column, parent), grows=grows)


def shown_columns(rows: Table, source: Source) -> list[Column[Any]]:
    """The columns that a pack shows: all but those declared, and numbers of our own rows."""
    return [
        column
        for column in rows.columns
        if column.name not in LEFT_COLUMNS
        and column.name not in source.leaves
        and (not column.foreign_keys or names_table(column) is not None or _says_itself(column))
    ]


def _says_itself(column: Column[Any]) -> bool:
    """A word of a closed list that is a key as well, such as the kind of a telling."""
    return column.type.python_type is not int


def label_of(column: Column[Any]) -> str:
    """What the column means, as a label."""
    if column.name in LABELS:
        return LABELS[column.name]
    meaning = str(column.info.get("meaning") or column.name.replace("_", " ")).split(";")[0]
    return meaning[0].upper() + meaning[1:]


def _grouped(said: Mapping[str, str], labels: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Label and words of every column that says something, those that belong together as one."""
    grouped = {name for _, names, _ in GROUPS for name in names if name in said}
    for label, names, between in GROUPS[:2]:
        if text := between.join(said[name] for name in names if said.get(name)):
            yield label, text
    for name, text in said.items():
        if name not in grouped and text:
            yield labels[name], text
    for label, names, between in GROUPS[2:]:
        if text := between.join(said[name] for name in names if said.get(name)):
            yield label, text


def cut(text: str) -> list[str]:
    """A long text at the ends of its sentences and lines; none is longer than a few lines."""
    if len(text) <= LONGEST_PASSAGE and "\n" not in text:
        return [text]
    parts: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        while len(sentence) > LONGEST_PASSAGE:
            at = sentence.rfind(" ", 1, LONGEST_PASSAGE)
            at = at if at > 0 else LONGEST_PASSAGE
            parts.append(sentence[:at].strip())
            sentence = sentence[at:].strip()
        parts.append(sentence.strip())
    return [part for part in parts if part]
