"""Moves, placements, other authorities, households, births and numbers in a record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from lacrecords.rules.currency_record import LegalStatus, Move, Number, OtherAuthority, Spell
from lacrecords.terms import AddressType, CurrencyRule, IdentifierScheme, WorkerState
from tests.rules.currency_cases import FIGURES, LONG_AGO, ON, OPEN, SILENT, day, home, since

R = CurrencyRule
OURS = LegalStatus(True, from_on=LONG_AGO)
THEIRS = LegalStatus(True, placed_by_another=True, from_on=LONG_AGO)
MOVED_ON = day(-10)
NHS, UPN, MOTHER = IdentifierScheme.NHS, IdentifierScheme.UPN, IdentifierScheme.MOTHER_NHS


@pytest.mark.parametrize(
    ("kind", "district", "plan", "status"),
    list(product(AddressType, ("ZZ9", "AB1", ""), (False, True), (None, OURS, THEIRS))),
)
def test_an_address_outside_the_area_is_missed_where_it_matters(
    kind: AddressType, district: str, plan: bool, status: LegalStatus | None
) -> None:
    said: dict[str, Any] = {
        "plans": (OPEN,) if plan else (),
        "legal_statuses": (status,) if status else (),
        "addresses": (home(), home(district, address_type=kind, from_on=MOVED_ON)),
        "movements": (),
    }
    placement, outside = kind is AddressType.PLACEMENT, district == "AB1"
    moved = MOVED_ON if outside and plan and not placement else SILENT
    placed = MOVED_ON if outside and placement and status is OURS else SILENT
    assert since(R.MOVED_OUT_UNRECORDED, **said) == moved
    assert since(R.PLACED_OUT_WITHOUT_NOTICE, **said) == placed


def moved(away: int, is_open: bool = True) -> Move:
    """A movement so many days away, of which the other authority had written notice."""
    return Move(day(away), is_open, notice_sent_on=day(away))


OUT = {
    R.MOVED_OUT_UNRECORDED: ({"plans": (OPEN,)}, AddressType.HOME),
    R.PLACED_OUT_WITHOUT_NOTICE: ({"legal_statuses": (OURS,)}, AddressType.PLACEMENT),
}


@pytest.mark.parametrize("kind", list(OUT))
@pytest.mark.parametrize(
    ("from_on", "movements", "speaks"),
    [
        (MOVED_ON, None, False),
        (MOVED_ON, (), True),
        (MOVED_ON, (-66,), False),
        (MOVED_ON, (-67,), True),
        (MOVED_ON, (-67, -66), False),
        (MOVED_ON, (0,), False),
        (None, (-2000,), False),
        (None, (), True),
    ],
)
def test_a_movement_recorded_round_that_time_answers_for_it(
    kind: R, from_on: date | None, movements: tuple[int, ...] | None, speaks: bool
) -> None:
    said, address_type = OUT[kind]
    address = home("AB1", address_type=address_type, from_on=from_on)
    wanted = from_on if speaks else SILENT
    for is_open in (False, True):
        moves = None if movements is None else tuple(moved(away, is_open) for away in movements)
        assert since(kind, addresses=(address,), movements=moves, **said) == wanted


@pytest.mark.parametrize("sent", [None, day(-2000), day(-3), ON])
@pytest.mark.parametrize(
    ("until", "in_time"), [(None, False), (day(-1), False), (ON, True), (day(1), True)]
)
@pytest.mark.parametrize("is_open", [False, True])
def test_a_placement_is_told_by_a_written_notice_and_not_by_a_movement_that_is_recorded(
    sent: date | None, until: date | None, in_time: bool, is_open: bool
) -> None:
    move = Move(MOVED_ON, is_open, notice_sent_on=sent, notice_until=until)
    for kind, (said, address_type) in OUT.items():
        address = home("AB1", address_type=address_type, from_on=MOVED_ON)
        told = kind is R.MOVED_OUT_UNRECORDED or sent is not None or in_time
        wanted = SILENT if told else MOVED_ON
        assert since(kind, addresses=(address,), movements=(move,), **said) == wanted
        # Of two movements of the time, the notice of either will do.
        both = (Move(MOVED_ON), move)
        assert since(kind, addresses=(address,), movements=both, **said) == wanted


@pytest.mark.parametrize("kind", list(OUT))
def test_nobody_can_say_where_the_authority_set_no_districts_or_the_child_has_died(kind: R) -> None:
    said, address_type = OUT[kind]
    address = home("AB1", address_type=address_type)
    said = {**said, "addresses": (address,), "movements": ()}
    unset = replace(FIGURES, own_districts=frozenset())
    assert since(kind, figures=unset, **said) == SILENT
    assert since(kind, died_on=ON, **said) == SILENT
    assert since(kind, **{**said, "addresses": (address._replace(to_on=ON),)}) == SILENT


@pytest.mark.parametrize(
    ("named", "movements", "died"),
    list(product((False, True), (None, (), (Move(ON),)), (False, True))),
)
def test_another_authority_is_told_and_can_be_named(
    named: bool, movements: tuple[Move, ...] | None, died: bool
) -> None:
    said: dict[str, Any] = {
        "other_authorities": (OtherAuthority(named, day(-4)), OtherAuthority(True, day(-9))),
        "movements": movements,
        "died_on": ON if died else None,
    }
    told = day(-4) if movements == () and not died else SILENT
    assert since(R.OTHER_AUTHORITY_NOT_TOLD, **said) == told
    unnamed = SILENT if named or died else day(-4)
    assert since(R.OTHER_AUTHORITY_UNNAMED, **said) == unnamed
    said["other_authorities"] = (OtherAuthority(False, day(-4), ON),)
    assert since(R.OTHER_AUTHORITY_NOT_TOLD, **said) == SILENT
    assert since(R.OTHER_AUTHORITY_UNNAMED, **said) == SILENT


@pytest.mark.parametrize(
    ("moves", "untold"),
    [
        # Two plans, since 4 and since 90 days; a move counts from 56 days before each.
        (((-60, False),), ()),
        (((-61, False),), (4,)),
        (((-146, False),), (4,)),
        (((-147, False),), (4, 90)),
        (((-147, False), (-60, False)), ()),
        (((-2000, True),), ()),
        (((-2000, False), (-2000, True)), ()),
        ((), (4, 90)),
    ],
)
def test_a_movement_that_is_over_answers_only_for_what_began_about_then(
    moves: tuple[tuple[int, bool], ...], untold: tuple[int, ...]
) -> None:
    said: dict[str, Any] = {"movements": tuple(moved(*one) for one in moves)}
    plans = {away: OtherAuthority(True, day(-away)) for away in (4, 90)}
    wanted = day(-untold[0]) if untold else SILENT
    assert since(R.OTHER_AUTHORITY_NOT_TOLD, other_authorities=tuple(plans.values()), **said) == (
        wanted
    )
    for away, plan in plans.items():
        alone = day(-away) if away in untold else SILENT
        assert since(R.OTHER_AUTHORITY_NOT_TOLD, other_authorities=(plan,), **said) == alone
    dateless = (OtherAuthority(True),)
    alone = SILENT if moves else None
    assert since(R.OTHER_AUTHORITY_NOT_TOLD, other_authorities=dateless, **said) == alone


def test_a_child_with_no_other_authority_needs_none() -> None:
    assert since(R.OTHER_AUTHORITY_NOT_TOLD, movements=()) == SILENT


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({}, None),
        ({"lives_with": (Spell(),)}, SILENT),
        ({"lives_with": (Spell(None, day(-3)), Spell(None, ON))}, ON),
        ({"lives_with": (Spell(day(1), day(3)),)}, None),
        ({"lives_with": (Spell(day(1)),)}, None),
        ({"legal_statuses": (OURS,)}, SILENT),
        ({"born_on": None}, SILENT),
        ({"cases": ()}, SILENT),
        ({"died_on": ON}, SILENT),
    ],
)
def test_a_child_lives_in_a_household(said: dict[str, Any], wanted: object) -> None:
    living: dict[str, Any] = {"cases": (OPEN,), "born_on": date(2019, 5, 4)}
    assert since(R.IN_NO_HOUSEHOLD, **(living | said)) == wanted


@pytest.mark.parametrize(
    ("born", "expected", "case", "died"), list(product((False, True), repeat=4))
)
def test_a_child_worked_with_has_a_date_of_birth(
    born: bool, expected: bool, case: bool, died: bool
) -> None:
    said: dict[str, Any] = {
        "born_on": day(-900) if born else None,
        "expected_on": day(20) if expected else None,
        "cases": (OPEN,) if case else (),
        "died_on": ON if died else None,
    }
    missed = not born and not expected and case and not died
    assert since(R.NO_DATE_OF_BIRTH, **said) == (None if missed else SILENT)


@pytest.mark.parametrize(
    ("away", "wanted"), [(-14, SILENT), (-15, ON), (-16, day(-1)), (3, SILENT)]
)
def test_an_unborn_child_past_the_expected_date_is_missed_after_a_grace(
    away: int, wanted: object
) -> None:
    assert since(R.UNBORN_PAST_EXPECTED_DATE, expected_on=day(away)) == wanted
    for said in ({"born_on": day(-1)}, {"died_on": ON}):
        assert since(R.UNBORN_PAST_EXPECTED_DATE, expected_on=day(away), **said) == SILENT
    assert since(R.UNBORN_PAST_EXPECTED_DATE) == SILENT


@pytest.mark.parametrize(
    ("scheme", "unborn", "plan", "case"),
    list(product((None, *IdentifierScheme), (False, True), (False, True), (False, True))),
)
def test_the_nhs_number_of_the_child_or_of_the_mother_is_missed(
    scheme: IdentifierScheme | None, unborn: bool, plan: bool, case: bool
) -> None:
    said: dict[str, Any] = {
        "numbers": (Number(scheme),) if scheme else (),
        "expected_on" if unborn else "born_on": day(-3),
        "plans": (OPEN,) if plan else (),
        "cases": (OPEN,) if case else (),
    }
    wanted = MOTHER if unborn else NHS
    missed = (plan or (case and not unborn)) and scheme is not wanted
    assert since(R.NHS_NUMBER_MISSING, **said) == (None if missed else SILENT)
    assert since(R.NHS_NUMBER_MISSING, died_on=ON, **said) == SILENT


def test_a_child_without_any_date_is_taken_for_born() -> None:
    mothers = (Number(MOTHER),)
    assert since(R.NHS_NUMBER_MISSING, cases=(OPEN,), numbers=mothers) is None
    assert since(R.NHS_NUMBER_MISSING, cases=(OPEN,), numbers=(Number(NHS),)) == SILENT


def test_a_child_born_after_an_expected_date_needs_a_number_of_its_own() -> None:
    said = {"cases": (OPEN,), "born_on": day(-3), "expected_on": day(-5)}
    assert since(R.NHS_NUMBER_MISSING, numbers=(Number(MOTHER),), **said) is None


@pytest.mark.parametrize(("scheme", "failed"), list(product(IdentifierScheme, (False, True))))
def test_a_number_whose_check_fails_is_wrong_whatever_the_state_of_the_case(
    scheme: IdentifierScheme, failed: bool
) -> None:
    numbers = (Number(NHS), Number(UPN), Number(scheme, failed))
    nhs_wrong = None if failed and scheme in (NHS, MOTHER) else SILENT
    assert since(R.NHS_NUMBER_WRONG, numbers=numbers) == nhs_wrong
    assert since(R.UPN_WRONG, numbers=numbers) == (None if failed and scheme is UPN else SILENT)


@pytest.mark.parametrize("shares", [False, True])
def test_an_nhs_number_is_of_one_child(shares: bool) -> None:
    wanted = None if shares else SILENT
    assert since(R.NHS_NUMBER_SHARED, shares_nhs_number=shares) == wanted


@pytest.mark.parametrize("state", [None, *WorkerState])
def test_a_restricted_record_has_an_owner_who_works_here(state: WorkerState | None) -> None:
    wanted = day(-8) if state is WorkerState.LEFT else SILENT
    found = since(R.RESTRICTED_WITHOUT_OWNER, restriction_owner=state, owner_since=day(-8))
    assert found == wanted
