"""How much the words of an enquiry say, in bits: an estimate from the register's own frequencies.

Bits = the sum, over the parts that survived, of log2(1 / share of the register that has the same
value), less for a part that survived in part. The margin takes off log2 of the register's
size, and is never more than what sets the child apart from its own family or namesakes.
Parts are counted as independent, so it is an estimate, the same for every search measured by it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from math import log2

from lacrecords.demo.files.hearing import ALIKE, EXACT, OFF, PART, Heard, Subject
from lacrecords.demo.files.misspelling import skeleton

ADDRESS_SHARED_BY = 3.0
"""How many children of the register live at one address that has any, siblings included."""
_NUMBER_BITS = {EXACT: 33.0, OFF: 20.0}
"""A number of ten digits, and one with a slip."""
_ADDRESS_LOST = {EXACT: 0.0, ALIKE: 3.0, PART: 8.0}


@dataclass(slots=True)
class Frequencies:
    """How often each name and birthday stands in the register; grows with names, not children."""

    children: int = 0
    forenames: Counter[str] = field(default_factory=Counter)
    surnames: Counter[str] = field(default_factory=Counter)
    days: Counter[date] = field(default_factory=Counter)
    _alike: dict[str, Counter[str]] = field(default_factory=dict)

    def count(self, forename: str, surname: str, born_on: date | None) -> None:
        """Count one child; of a double name only the first part, of which there are few enough."""
        self.children += 1
        self.forenames[forename] += 1
        self.surnames[surname.partition("-")[0]] += 1
        if born_on:
            self.days[born_on] += 1

    def close(self) -> None:
        """Count the names that sound alike, when every child was counted."""
        for kind, names in (("forename", self.forenames), ("surname", self.surnames)):
            alike: Counter[str] = Counter()
            for name, times in names.items():
                alike[skeleton(name)] += times
                if kind == "forename":
                    alike[f"{name[:1]}."] += times
            self._alike[kind] = alike

    def _rarity(self, times: float) -> float:
        return max(0.0, log2(max(self.children, 2) / max(times, 1.0)))

    def name_bits(self, kind: str, name: str, left: str) -> float:
        """What a name of that kind says, as much as is left of it."""
        names = self.forenames if kind == "forename" else self.surnames
        known = name if kind == "forename" else name.partition("-")[0]
        if left == EXACT:
            return self._rarity(names[known])
        if left == ALIKE:
            return max(0.0, self._rarity(self._alike[kind][skeleton(known)]) - 2)
        if kind == "forename":
            return self._rarity(self._alike[kind][f"{known[:1]}."])
        return max(0.0, self._rarity(names[known]) - 3)

    def birth_bits(self, born_on: date | None, left: str) -> float:
        """What a day of birth says, as much as is left of it."""
        if born_on is None:
            return 0.0
        a_day = self.children / max(len(self.days), 1)
        if left == EXACT:
            return self._rarity(max(self.days[born_on], a_day))
        width = {ALIKE: 6, PART: 31, OFF: 366}[left]
        return self._rarity(a_day * width)

    def address_bits(self, left: str) -> float:
        """What an address says, as much as is left of it."""
        return max(0.0, self._rarity(ADDRESS_SHARED_BY) - _ADDRESS_LOST[left])


def parts_of(frequencies: Frequencies, subject: Subject, heard: Heard) -> dict[str, float]:
    """The bits of each part of what was typed."""
    parts: dict[str, float] = {}
    for part, left in heard.left.items():
        if part == "forename":
            parts[part] = frequencies.name_bits(part, subject.forename, left)
        elif part == "surname":
            parts[part] = frequencies.name_bits(part, subject.surname, left)
        elif part == "dob":
            parts[part] = frequencies.birth_bits(subject.born_on or subject.expected_on, left)
        elif part == "address":
            parts[part] = frequencies.address_bits(left)
        else:
            parts[part] = _NUMBER_BITS[left]
    if "swap" in heard.classes and parts.get("forename"):
        parts["forename"] = max(0.0, parts["forename"] - 1)
    if "moved" in heard.classes:
        parts.pop("address", None)
    return parts


def margin_of(
    frequencies: Frequencies, parts: dict[str, float], shared: list[set[str]]
) -> tuple[float, float]:
    """Bits, and the margin; `shared` is what each child who could be mistaken has in common."""
    bits = sum(parts.values())
    margin = bits - log2(max(frequencies.children, 2))
    for common in shared:
        margin = min(margin, sum(size for part, size in parts.items() if part not in common))
    return bits, margin
