"""What the facts of one child say against each other: plans, a death, a birth, two numbers.

Pure. Each is a check that the national returns make of a council's list; here it is a
warning, because the list is what the council has, and somebody should look.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from lacrecords.children.bulk import FactKind
from lacrecords.exchange.dataset_changes import ONE_OF_A_SCHEME
from lacrecords.exchange.dataset_conferences import Conference
from lacrecords.exchange.dataset_plan_checks import check_plans
from lacrecords.exchange.dataset_said import SaidFact
from lacrecords.exchange.findings import Finding, warned

AFTER_DEATH = (FactKind.PLAN, FactKind.CASE, FactKind.LEGAL_STATUS)


def check_together(
    facts: Sequence[SaidFact], conferences: Collection[Conference] = ()
) -> tuple[Finding, ...]:
    """Everything that cannot be right of all facts of one child together."""
    return (
        *check_plans(facts, conferences),
        *_after_death(facts),
        *_before_birth(facts),
        *_two_numbers(facts),
    )


def _after_death(facts: Sequence[SaidFact]) -> Iterator[Finding]:
    died = next((fact.from_on for fact in facts if fact.kind is FactKind.DEATH), None)
    if died is None:
        return
    after = (fact for fact in facts if fact.kind in AFTER_DEATH)
    if any((fact.from_on or date.min) > died or fact.to_on is None for fact in after):
        yield warned("pers_death_date", "Something goes on or begins after the death of the child.")
    held = (fact.values["held_on"] for fact in facts if fact.kind is FactKind.REVIEW)
    if any(day is not None and day > died for day in held):
        yield warned("pers_death_date", "A conference or review was held after the death.")


def _before_birth(facts: Sequence[SaidFact]) -> Iterator[Finding]:
    born = next((fact.values["born_on"] for fact in facts if fact.kind is FactKind.BIRTH), None)
    if born is None:
        return
    if any(
        fact.kind in (FactKind.ADDRESS, FactKind.LEGAL_STATUS) and fact.to_on and fact.to_on < born
        for fact in facts
    ):
        yield warned("pers_dob", "Something ended before the child was born.")


def _two_numbers(facts: Sequence[SaidFact]) -> Iterator[Finding]:
    numbers = [fact for fact in facts if fact.kind is FactKind.IDENTIFIER and not fact.to_on]
    for scheme in ONE_OF_A_SCHEME:
        if len({one.values["value"] for one in numbers if one.values["scheme"] is scheme}) > 1:
            yield warned("link_identifier_value", "The files give two numbers. One is kept.")
