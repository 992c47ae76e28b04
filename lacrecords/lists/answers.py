"""What a row of a list is answered, for whoever reads it: closed and sealed records left out.

Said anew each time it is read, so that a record that was restricted since is not in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from lacrecords.children import queries as children
from lacrecords.lists.looking import CLOSE, FoundRecord, FoundRow
from lacrecords.terms import MatchStrength

MOST_WEAK = 5
"""Records that are hardly alike are named among the first few only: the file names children."""


class Answer(StrEnum):
    """What became of one row, in one word."""

    ONE = "one"
    SEVERAL = "several"
    SIBLING = "sibling"
    TOO_MANY = "too_many"
    NONE = "none"


def answered(
    rows: Sequence[FoundRow], account_id: int | None, on: date
) -> list[tuple[FoundRow, dict[str, Any]]]:
    """Each row, without what this reader may not see, and its answer; None: a command reads."""
    ids = {child_id for row in rows for child_id in ids_in(row)}
    hidden = children.hidden_ids(ids, account_id, on)
    planned = children.on_plan(ids - hidden, on)
    numbers = children.authority_numbers(ids - hidden)
    seen = [without(row, hidden) for row in rows]
    return [(row, _answer(row, planned, numbers)) for row in seen]


def ids_in(row: FoundRow) -> tuple[int, ...]:
    """Every record that a row brought up."""
    return (
        *(one.child_id for one in row.found),
        *row.same_address,
        *row.perhaps_same_address,
    )


def without(row: FoundRow, hidden: frozenset[int]) -> FoundRow:
    """The row without these records, and without a long tail of those hardly alike."""
    found = [one for one in row.found if one.child_id not in hidden]
    return FoundRow(
        row.number,
        row.id,
        tuple(
            one
            for place, one in enumerate(found)
            if place < MOST_WEAK or one.strength is not MatchStrength.WEAK
        ),
        row.too_many,
        tuple(one for one in row.same_address if one not in hidden),
        tuple(one for one in row.perhaps_same_address if one not in hidden),
        row.asked_before,
        row.unread,
        row.error,
        row.words,
    )


def _answer(row: FoundRow, planned: frozenset[int], numbers: dict[int, str]) -> dict[str, Any]:
    if row.error:
        return {"id": row.id, "row": row.number, "error": row.error}
    said: dict[str, Any] = {
        "id": row.id,
        "answer": answer_of(row).value,
        "candidates": [_candidate(one, numbers) for one in row.found],
        "same_address": [numbers[one] for one in row.same_address],
        "same_address_on_plan": [numbers[one] for one in row.same_address if one in planned],
        "asked_before": list(row.asked_before),
    }
    perhaps = [numbers[one] for one in row.perhaps_same_address]
    return (
        said
        | ({"perhaps_same_address": perhaps} if perhaps else {})
        | ({"not_read": list(row.unread)} if row.unread else {})
    )


def _candidate(one: FoundRecord, numbers: dict[int, str]) -> dict[str, Any]:
    said = {
        "child": numbers[one.child_id],
        "strength": one.strength.value,
        "score": one.score,
        "reasons": list(one.reasons),
    }
    return said | ({"label": one.label} if one.label else {})


def answer_of(row: FoundRow) -> Answer:
    """Whether one record stands out, several may be it, or only a brother or sister."""
    alike = [one for one in row.found if not one.label]
    for strength in CLOSE:
        count = sum(one.strength is strength for one in alike)
        if count:
            return Answer.ONE if count == 1 else Answer.SEVERAL
    if row.too_many:
        return Answer.TOO_MANY
    possible = any(one.strength is MatchStrength.POSSIBLE for one in alike)
    labelled = any(one.label and one.strength is not MatchStrength.WEAK for one in row.found)
    if labelled and (not possible or row.found[0].label):
        return Answer.SIBLING
    return Answer.SEVERAL if possible else Answer.NONE


def only_match(row: FoundRow) -> FoundRecord | None:
    """The one record that looks strongly like the child of the row; None: no such one."""
    strong = [one for one in row.found if one.strength is MatchStrength.STRONG and not one.label]
    return strong[0] if len(strong) == 1 else None
