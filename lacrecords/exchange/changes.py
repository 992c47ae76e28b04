"""What a file changes of one child: facts added, facts superseded, conflicts to settle. Pure.

A fact that a person recorded is never replaced by a file; the difference is a conflict
that somebody settles.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lacrecords.children.bulk import FactKind, HeldFact, NewFact
from lacrecords.exchange.findings import Finding, in_conflict

HeldFacts = Mapping[FactKind, Sequence[HeldFact]]
Values = Mapping[str, Any]

IMPORTED = "import:"
"""How the source of every imported fact begins; the number of the run follows."""
KEPT_BY_HAND = "The record was changed by hand and says otherwise. The record stands."


def is_by_hand(held: HeldFact) -> bool:
    """Whether a person, not a file, recorded this."""
    return not held.source.startswith(IMPORTED)


def row_in_file(held: HeldFact) -> str:
    """The file's own number of the row that brought this fact; empty where it has none."""
    return held.source.partition(" ")[2] if held.source.startswith(IMPORTED) else ""


def same(held: Values, said: Values) -> bool:
    """Whether the record already says all that the file says."""
    return all(plain(held.get(name)) == plain(value) for name, value in said.items())


def plain(value: Any) -> Any:
    """A value as it is compared: text may differ in spaces and in how marks are composed."""
    if isinstance(value, str) and not value.isascii():
        return " ".join(unicodedata.normalize("NFC", value).split())
    return " ".join(value.split()) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Conflict:
    """The file says something else than a person recorded; `says` is None: it has ended."""

    kind: FactKind
    column: str
    held_id: int | None
    says: NewFact | None
    reason: str = KEPT_BY_HAND

    @property
    def finding(self) -> Finding:
        """The conflict as one line of what was found."""
        return in_conflict(self.column, self.reason)


@dataclass(slots=True)
class Changes:
    """What one file changes of one child; `former` is what the record says no longer."""

    former: HeldFacts = field(default_factory=dict)
    added: dict[FactKind, list[NewFact]] = field(default_factory=lambda: defaultdict(list))
    superseded: dict[FactKind, list[int]] = field(default_factory=lambda: defaultdict(list))
    conflicts: list[Conflict] = field(default_factory=list)

    def any(self) -> bool:
        """Whether anything is written."""
        return bool(self.added or self.superseded)

    def replace(self, kind: FactKind, held: HeldFact | None, fact: NewFact | None) -> None:
        """Put a fact in the place of another; either may be missing."""
        if held:
            self.superseded[kind].append(held.id)
        if fact:
            self.added[kind].append(fact)

    def state(self, kind: FactKind, held: HeldFact | None, values: Values, column: str) -> bool:
        """One fact of which there is one: add it, replace it (True), or raise the conflict."""
        if held and same(held.values, values):
            return False
        if held and is_by_hand(held):
            self.disagree(kind, column, held, NewFact({**held.values, **values}))
            return False
        if held is None:
            self.begin(kind, NewFact(values), column)
            return False
        self.replace(kind, held, NewFact(values))
        return True

    def begin(self, kind: FactKind, fact: NewFact, column: str) -> None:
        """Add a fact where the record says nothing; a conflict when a person took it out."""
        # A file never takes out a fact without putting another in its place.
        if any(same(gone.values, fact.values) for gone in self.former.get(kind, ())):
            self.disagree(kind, column, None, fact)
        else:
            self.added[kind].append(fact)

    def disagree(
        self, kind: FactKind, column: str, held: HeldFact | None, says: NewFact | None
    ) -> None:
        """The file says something else than a person recorded; the record stands."""
        self.conflicts.append(Conflict(kind, column, held.id if held else None, says))
