"""How a row changes the spells of a child's case and plan. Pure.

A spell is a time from one day to another. The file knows one spell; the record may
hold several, and a spell that has ended stays as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from lacrecords.children.bulk import HeldFact, NewFact
from lacrecords.exchange.changes import is_by_hand
from lacrecords.exchange.register_circumstances import CaseSaid, PlanSaid
from lacrecords.terms import PlanCategory


class SpellChange(NamedTuple):
    """A spell altered (in the place of another) and a spell begun; nothing when nothing is new."""

    instead_of: HeldFact | None = None
    altered: NewFact | None = None
    begun: NewFact | None = None


NOTHING_NEW = SpellChange()


def change_case(said: CaseSaid, held: Sequence[HeldFact]) -> SpellChange:
    """What the row changes of the spells of open case."""
    reason = "closed in the register file" if said.closed_on else ""
    fact = NewFact({"closure_reason": reason}, said.opened_on, said.closed_on)
    if not held:
        return SpellChange(begun=fact)
    spells = [(spell.from_on, spell.to_on) for spell in held]
    if (said.opened_on, said.closed_on) in spells:
        return NOTHING_NEW
    latest = max(held, key=lambda spell: (spell.to_on is None, spell.from_on or date.min, spell.id))
    if said.opened_on is None:
        if latest.to_on == said.closed_on:
            return NOTHING_NEW
        if latest.to_on and not said.closed_on and not is_by_hand(latest):
            return SpellChange(begun=fact)
        fact = fact._replace(from_on=latest.from_on)
        return SpellChange(latest, fact)
    begins_after = latest.to_on is not None and said.opened_on >= latest.to_on
    return SpellChange(begun=fact) if begins_after else SpellChange(latest, fact)


def change_plan(said: PlanSaid, held: Sequence[HeldFact], on: date) -> SpellChange:
    """What the row changes of the plans; a plan that the file no longer has ends that day."""
    running = [spell for spell in held if spell.to_on is None]
    latest = running[-1] if running else None
    if not said.on_plan:
        ended = latest and NewFact(
            latest.values, latest.from_on, on, "No longer on a plan in the register file."
        )
        return SpellChange(latest, ended)
    if latest is None:
        for spell in held:
            if is_by_hand(spell) and not _begins_after(said, spell):
                said_again = NewFact(_categories(said.category), said.started_on)
                return SpellChange(instead_of=spell, altered=said_again)
        return SpellChange(begun=NewFact(_categories(said.category), said.started_on))
    if said.started_on and latest.from_on and said.started_on > latest.from_on:
        ended = NewFact(latest.values, latest.from_on, said.started_on, "Another plan has begun.")
        begun = NewFact(_categories(said.category), said.started_on)
        return SpellChange(latest, ended, begun)
    altered = _alter(said, latest)
    if altered == (latest.from_on, latest.values):
        return NOTHING_NEW
    return SpellChange(latest, NewFact(altered[1], altered[0]))


def _begins_after(said: PlanSaid, spell: HeldFact) -> bool:
    return bool(said.started_on and spell.to_on and said.started_on >= spell.to_on)


def _alter(said: PlanSaid, latest: HeldFact) -> tuple[date | None, dict[str, Any]]:
    values = dict(latest.values)
    if said.category is not PlanCategory.NOT_RECORDED:
        values["latest_category"] = said.category.value
        if values["initial_category"] == PlanCategory.NOT_RECORDED:
            values["initial_category"] = said.category.value
    return said.started_on or latest.from_on, values


def _categories(category: PlanCategory) -> dict[str, Any]:
    return {"initial_category": category.value, "latest_category": category.value}
