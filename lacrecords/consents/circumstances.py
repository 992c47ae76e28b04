"""What the register says of a child that matters for consent, put into the terms of the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import current_app

from lacrecords.children.queries import birth_of_child
from lacrecords.children.responsibility import (
    ResponsibleAdult,
    died_on,
    legal_status_codes,
    responsible_adults,
)
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
    adults: tuple[ResponsibleAdult, ...]

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
    birth = birth_of_child(child_id)
    born = birth_days(birth.born_on, birth.precision) if birth and birth.born_on else None
    unborn = birth is not None and birth.born_on is None and birth.expected_on is not None
    dead, day = died_on(child_id)
    return Circumstances(
        on=on,
        born=born,
        unborn=unborn,
        band=age_band(
            born,
            on,
            expected_from_years=procedure().understanding_expected_from_years,
            unborn=unborn,
        ),
        died=dead and (day is None or day <= on),
        died_on=day,
        care_order=bool(CARE_ORDERS & set(legal_status_codes(child_id, on))),
        adults=responsible_adults(child_id, on),
    )
