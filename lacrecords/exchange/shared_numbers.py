"""NHS numbers and pupil numbers that stand on two records: one child kept twice, or a mistake."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from lacrecords.children import bulk
from lacrecords.exchange.findings import Finding, warned
from lacrecords.exchange.source import ReadChild

REASON = "Another record holds the number {number}. Both are kept: look whether it is one child."


def with_shared_numbers(read: Sequence[ReadChild]) -> list[tuple[ReadChild, Finding]]:
    """Reads only: what to say of children whose numbers stand on another record, or twice here."""
    said = [(child, child.said) for child in read if child.said]
    wanted: dict[str, list[ReadChild]] = defaultdict(list)
    for child, each in said:
        for number in each.shared_numbers:
            wanted[number].append(child)
    if not wanted:
        return []
    holders = bulk.holders_of_numbers(list(wanted))
    mine = bulk.children_by_number([each.authority_number for _, each in said])
    found = []
    for child, each in said:
        for number in each.shared_numbers:
            others = holders.get(number, set()) - {mine.get(each.authority_number, 0)}
            if others or len(wanted[number]) > 1:
                found.append((child, warned("", REASON.format(number=number))))
    return found
