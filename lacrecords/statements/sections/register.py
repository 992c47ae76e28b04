"""The register: how large it was at the end of the period, and what was loaded into it."""

from __future__ import annotations

from lacrecords.children import figures as children
from lacrecords.exchange import figures as exchange
from lacrecords.figures.sections import Figure, Period, Section


def register_section(period: Period) -> Section | None:
    """The register of the whole council."""
    if period.team_id is not None:
        return None
    size, loads = children.register_on(period.to_on), exchange.loads(period.span)
    return Section(
        key="register",
        title="The register",
        about="At the end of the last day: records made by then, cases and plans in force on it."
        " Loads are those that ended in the period.",
        figures=(
            Figure("records", "Children with a record", size.records),
            Figure("open_cases", "Children whose case was open", size.open_cases),
            Figure("on_plan", "Children on a child protection plan", size.on_plan),
            Figure("loads", "Loads of the register", loads.loads, of_people=False),
            Figure("loaded_new", "Records that loads added", loads.children_added),
            Figure("loaded_changed", "Records that loads changed", loads.children_changed),
            Figure("loaded_refused", "Children whom a load refused", loads.children_refused),
        ),
    )
