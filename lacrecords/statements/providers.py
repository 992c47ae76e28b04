"""The sections of the statement in their order. A new section is one line here.

A provider takes a period and gives a `Section`, or None where a team has no such duty.
"""

from __future__ import annotations

from lacrecords.figures.sections import Period, Provider, Section
from lacrecords.statements.sections.acknowledging import acknowledging_section
from lacrecords.statements.sections.checks import checks_section
from lacrecords.statements.sections.considerations import considerations_section
from lacrecords.statements.sections.considered import considered_section
from lacrecords.statements.sections.currency import currency_section
from lacrecords.statements.sections.disclosure_schemes import disclosure_schemes_section
from lacrecords.statements.sections.enquiries import enquiries_section
from lacrecords.statements.sections.exceptions import exceptions_section
from lacrecords.statements.sections.movements import movements_section
from lacrecords.statements.sections.register import register_section
from lacrecords.statements.sections.risk import risk_section
from lacrecords.statements.sections.suitability import suitability_section
from lacrecords.statements.sections.tasks import tasks_section

PROVIDERS: tuple[Provider, ...] = (
    enquiries_section,
    considered_section,
    checks_section,
    acknowledging_section,
    considerations_section,
    tasks_section,
    exceptions_section,
    register_section,
    currency_section,
    movements_section,
    risk_section,
    suitability_section,
    disclosure_schemes_section,
)


def sections_of(period: Period, providers: tuple[Provider, ...] = PROVIDERS) -> tuple[Section, ...]:
    """Every section that this period (and its team) has."""
    made = (provider(period) for provider in providers)
    return tuple(section for section in made if section is not None)
