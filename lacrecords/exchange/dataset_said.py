"""One fact as a row of the dataset says it, and one child as all rows together do. Words only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from lacrecords.children.bulk import FactKind, NewFact


class SaidFact(NamedTuple):
    """One fact; `column` is named where the record disagrees, `row_in_file` is the row's own
    number in the file.

    `values` holds only what the file speaks of.
    """

    kind: FactKind
    values: Mapping[str, Any]
    from_on: date | None = None
    to_on: date | None = None
    row_in_file: str = ""
    column: str = ""
    is_implied: bool = False
    """Nothing says so in words: a child on a plan has an open case."""
    is_unnamed: bool = False
    """The files give the number of a professional and nowhere who that is."""
    tied_to: str = ""
    """The number of what the row says it belongs to: the plan of a review, a plan's conference."""

    def as_new(self, over: Mapping[str, Any]) -> NewFact:
        """The fact to be added, over what stood there or what is usual."""
        values = {**over, **self.values}
        return NewFact(values, self.from_on, self.to_on, row_in_file=self.row_in_file)


@dataclass(frozen=True, slots=True)
class DatasetSays:
    """All that the files say of one child, the facts in an order of their own."""

    number: str
    facts: tuple[SaidFact, ...]
    whole: bool
    """Whether the files hold all that is known of the child; no: only what has changed."""
    speaks_of: frozenset[FactKind]
    """The kinds of fact for which there is a file."""

    def of(self, kind: FactKind) -> list[SaidFact]:
        """The facts of one kind."""
        return [fact for fact in self.facts if fact.kind is kind]
