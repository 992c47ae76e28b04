"""Where a child lives, with whom, and whose child it is: missing, old, or moved unnoticed.

Whether an address lies outside the area is known only by the first half of its postcode,
and only where the authority has set its own; otherwise these rules are silent.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from lacrecords.rules.currency_record import (
    Address,
    CurrencyFigures,
    Dated,
    Found,
    Move,
    OtherAuthority,
    RecordFacts,
    latest,
)
from lacrecords.rules.deadlines import months_later
from lacrecords.terms import AddressType

ONE_DAY = timedelta(days=1)


def a_child_worked_with_has_an_address(
    record: RecordFacts, _figures: CurrencyFigures
) -> Found | None:
    """A child on the list has an address in force.

    Source: procedure, keeping the list.
    """
    if not record.is_worked_with or record.homes:
        return None
    ended = (address.to_on for address in record.addresses if _has_ended(address, record.on))
    return Found(latest(ended))


def an_address_was_confirmed_lately(record: RecordFacts, figures: CurrencyFigures) -> Found | None:
    """An address was written down, or confirmed, within so many months.

    Source: product, B4: the register is kept up to date; the months are a local setting.
    """
    if not record.is_worked_with or not record.homes:
        return None
    written = (address.recorded_on for address in record.homes)
    last = latest((*written, record.address_confirmed_on))
    if last is None:
        return None
    until = months_later(last, figures.address_confirmed_months)
    return Found(until + ONE_DAY) if until < record.on else None


def a_move_out_of_the_area_is_recorded(
    record: RecordFacts, figures: CurrencyFigures
) -> Found | None:
    """A child on a plan who moves out of the area has a movement recorded.

    Source: procedure, movements of children on a plan.
    """
    if not record.is_living or not record.open_plans:
        return None
    kinds = set(AddressType) - {AddressType.PLACEMENT}
    return _without_movement(record, figures, kinds, lambda _move: True)


def a_placement_out_of_the_area_was_told(
    record: RecordFacts, figures: CurrencyFigures
) -> Found | None:
    """The other authority has written notice before we place a child in its area.

    A movement that is recorded is no notice: the notice was sent, or the clock by which the
    movement waits for it has not run out. Source: local procedures: before, or within five
    working days in an emergency.
    """
    if not record.is_living or not record.looked_after:
        return None
    if any(status.placed_by_another for status in record.looked_after):
        return None

    def was_told(move: Move) -> bool:
        in_time = move.notice_until is not None and record.on <= move.notice_until
        return move.notice_sent_on is not None or in_time

    return _without_movement(record, figures, {AddressType.PLACEMENT}, was_told)


def another_authority_is_told_of_its_child(
    record: RecordFacts, figures: CurrencyFigures
) -> Found | None:
    """Where another authority's plan or placement is recorded, a movement of that time is too.

    One that is ended and began long before says nothing of it. Source: procedure, movements;
    product, C2 and the table of what may be told.
    """
    moves = record.movements
    if not record.is_living or moves is None:
        return None

    def is_told(theirs: OtherAuthority) -> bool:
        return any(move.is_open or _goes_with(move, theirs, figures) for move in moves)

    untold = [one for one in record.in_force(record.other_authorities) if not is_told(one)]
    return Found(latest(one.from_on for one in untold)) if untold else None


def another_authority_can_be_named(record: RecordFacts, _figures: CurrencyFigures) -> Found | None:
    """Another authority is recorded with its name and number, which an enquirer is given.

    Source: product, the table of what may be told.
    """
    theirs = record.in_force(record.other_authorities)
    nameless = [one for one in theirs if not one.can_be_named]
    if not record.is_living or not nameless:
        return None
    return Found(latest(one.from_on for one in nameless))


def a_child_lives_in_a_household(record: RecordFacts, _figures: CurrencyFigures) -> Found | None:
    """An adult with whom the child lives is recorded, unless looked after or unborn.

    Source: procedure, keeping the list: adults in the household.
    """
    if not record.is_worked_with or record.looked_after or record.born_on is None:
        return None
    if record.in_force(record.lives_with):
        return None
    return Found(latest(one.to_on for one in record.lives_with if _has_ended(one, record.on)))


def _has_ended(fact: Dated, on: date) -> bool:
    return fact.to_on is not None and fact.to_on <= on


def _without_movement(
    record: RecordFacts,
    figures: CurrencyFigures,
    kinds: set[AddressType],
    counts: Callable[[Move], bool],
) -> Found | None:
    """Speaks of an address of these kinds outside the area with which no such movement goes."""
    if record.movements is None:
        return None
    moves = [move for move in record.movements if counts(move)]
    for address in record.homes:
        outside = _is_outside(address, figures) and address.address_type in kinds
        if outside and not any(_goes_with(move, address, figures) for move in moves):
            return Found(address.from_on)
    return None


def _is_outside(address: Address, figures: CurrencyFigures) -> bool:
    """Surely outside: the district is known, and is none of ours."""
    known = bool(address.district and figures.own_districts)
    return known and address.district not in figures.own_districts


def _goes_with(move: Move, fact: Dated, figures: CurrencyFigures) -> bool:
    """Whether the move was not long before this began; of what has no first day any move is."""
    if fact.from_on is None:
        return True
    return move.moved_on >= fact.from_on - figures.movement_days * ONE_DAY
