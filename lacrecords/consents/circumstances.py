"""What the register says of a child that matters for consent, put into the terms of the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import current_app

from lacrecords.children.responsibility import LifeOfChild, lives_of
from lacrecords.procedure import Procedure
from lacrecords.rules.consent import ChildFacts
from lacrecords.rules.understanding import BirthDays, age_band, birth_days
from lacrecords.terms import AgeBand

CARE_ORDERS = frozenset({"C1", "C2", "E1"})
"""Interim and full care orders, and placement orders: an authority has parental responsibility
and says how far others exercise theirs (Children Act 1989, section 33; Adoption and Children
Act 2002, section 25)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """A child on one day."""

    on: date
    born: BirthDays | None
    unborn: bool
    band: AgeBand
    died: bool
    died_on: date | None
    care_order: bool

    def facts(self, able: bool | None, *, parents_disagree: bool) -> ChildFacts:
        """What the rules ask, with what a worksheet found for this question."""
        return ChildFacts(
            band=self.band,
            able=able,
            died=self.died,
            care_order=self.care_order,
            parents_disagree=parents_disagree,
        )


def procedure() -> Procedure:
    """The council's own figures."""
    figures: Procedure = current_app.extensions["lacrecords_procedure"]
    return figures


def circumstances_of(child_id: int, on: date) -> Circumstances:
    """How the child stood on that day, by what the record says now."""
    return circumstances_of_each((child_id,), on)[child_id]


def circumstances_of_each(child_ids: Iterable[int], on: date) -> dict[int, Circumstances]:
    """The same of many children, with a fixed number of queries."""
    years = procedure().understanding_expected_from_years
    return {one: _of(life, on, years) for one, life in lives_of(child_ids, on).items()}


def _of(life: LifeOfChild, on: date, expected_from_years: int) -> Circumstances:
    birth = life.birth
    born = birth_days(birth.born_on, birth.precision) if birth and birth.born_on else None
    unborn = birth is not None and birth.born_on is None and birth.expected_on is not None
    return Circumstances(
        on=on,
        born=born,
        unborn=unborn,
        band=age_band(born, on, expected_from_years=expected_from_years, unborn=unborn),
        died=life.died and (life.died_on is None or life.died_on <= on),
        died_on=life.died_on,
        care_order=bool(CARE_ORDERS & set(life.legal_codes)),
    )
