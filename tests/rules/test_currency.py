"""Every rule of currency: when it speaks, when it is silent, and since when it has been so."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from lacrecords.rules.currency import (
    BY_KIND,
    RULES,
    Rule,
    may_mend,
    mendable_by,
    of_severity,
    what_is_wrong,
)
from lacrecords.rules.currency_record import (
    LeadAssigned,
    LegalStatus,
    Number,
    OtherAuthority,
    RecordFacts,
    Spell,
    latest,
)
from lacrecords.terms import (
    AddressType,
    CurrencyRule,
    CurrencySeverity,
    IdentifierScheme,
    Role,
    WorkerState,
)
from tests.rules.currency_cases import FIGURES, LONG_AGO, ON, OPEN, SILENT, day, home, since

R = CurrencyRule
ENDED = Spell(day(-300), day(-100))
LOOKED_AFTER = LegalStatus(True, from_on=LONG_AGO)
PLACED = home("AB1", address_type=AddressType.PLACEMENT, from_on=day(-10))
AT_WORK = LeadAssigned(WorkerState.AT_WORK, from_on=LONG_AGO)
BORN = {"born_on": date(2019, 5, 4), "numbers": (Number(IdentifierScheme.NHS),)}
RIGHT: dict[str, Any] = BORN | {
    "cases": (OPEN,),
    "leads": (AT_WORK,),
    "addresses": (home(from_on=LONG_AGO),),
    "lives_with": (Spell(),),
}


def test_a_record_that_is_right_has_no_finding() -> None:
    assert what_is_wrong(RecordFacts(on=ON, **RIGHT), FIGURES) == {}


def test_a_record_of_nothing_has_no_finding() -> None:
    assert what_is_wrong(RecordFacts(on=ON), FIGURES) == {}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.kind))
def test_each_rule_is_a_sentence_with_a_text_a_source_and_somebody_who_can_mend_it(
    rule: Rule,
) -> None:
    assert len(rule.check.__name__.split("_")) >= 4
    assert re.search(r"Source: .*(procedure|product|CIN census|Act)", rule.text)
    assert rule.menders and Role.SYSTEM_ADMINISTRATOR not in rule.menders
    assert Role.DESIGNATED_MANAGER in rule.menders
    assert "  " not in rule.text and rule.text.endswith(".")


TABLE = """
plan_without_lead                 urgent   TM
case_without_lead                 soon     TM
lead_has_left                     urgent   TM
lead_away_without_cover           urgent   TM
lead_name_only                    soon     TM
review_overdue                    urgent   LTM
review_not_booked                 soon     BLTM
review_before_plan                routine  BLTM
two_open_plans                    urgent   LTM
plans_overlap                     routine  LTM
plan_of_one_day                   routine  BLTM
plan_ends_before_it_starts        routine  BLTM
plan_of_an_adult                  soon     LTM
plan_on_a_closed_case             urgent   LTM
died_with_open_plan               soon     TM
plan_after_death                  routine  TM
no_address                        soon     BLTM
address_not_confirmed             routine  LTM
moved_out_unrecorded              urgent   M
placed_out_without_notice         urgent   M
other_authority_not_told          soon     M
other_authority_unnamed           soon     BLTM
in_no_household                   routine  BLTM
no_date_of_birth                  soon     BLTM
unborn_past_expected_date         soon     LTM
nhs_number_missing                routine  BLTM
nhs_number_wrong                  routine  BLTM
nhs_number_shared                 soon     M
upn_wrong                         routine  BLTM
restricted_without_owner          urgent   M
"""
"""Every rule, how soon it is to be put right, and by whom: B business support officer, L lead
social worker, T team manager, M designated manager. Written down twice."""
MENDERS = {
    "B": Role.BUSINESS_SUPPORT_OFFICER,
    "L": Role.LEAD_SOCIAL_WORKER,
    "T": Role.TEAM_MANAGER,
    "M": Role.DESIGNATED_MANAGER,
}
ROWS = [line.split() for line in TABLE.strip().splitlines()]


def test_how_soon_and_by_whom_is_what_is_written_down_here_as_well() -> None:
    assert [row[0] for row in ROWS] == [rule.kind.name.lower() for rule in RULES]
    for (_, severity, menders), rule in zip(ROWS, RULES, strict=True):
        assert rule.severity.name.lower() == severity, rule.kind
        assert rule.menders == {MENDERS[letter] for letter in menders}, rule.kind
    for severity in CurrencySeverity:
        expected = {row[0] for row in ROWS if row[1] == severity.name.lower()}
        assert {kind.name.lower() for kind in of_severity(severity)} == expected


def test_every_kind_of_finding_has_one_rule() -> None:
    assert [rule.kind for rule in RULES] and set(BY_KIND) == set(CurrencyRule)
    assert len(RULES) == len(CurrencyRule)
    assert len({rule.check for rule in RULES}) == len(RULES)


def test_only_some_rules_may_be_asked() -> None:
    record = RecordFacts(on=ON, cases=(OPEN,))
    assert set(what_is_wrong(record, FIGURES, [BY_KIND[R.NO_ADDRESS]])) == {R.NO_ADDRESS}


def test_who_may_mend_and_how_soon_is_said_of_every_rule() -> None:
    chief, lead, support = Role.DESIGNATED_MANAGER, Role.LEAD_SOCIAL_WORKER, _SUPPORT
    assert mendable_by(chief) == set(CurrencyRule)
    assert mendable_by(None) == mendable_by(Role.DUTY_OFFICER) == frozenset()
    assert may_mend(lead, R.REVIEW_OVERDUE) and not may_mend(lead, R.LEAD_HAS_LEFT)
    assert may_mend(support, R.NHS_NUMBER_WRONG) and not may_mend(support, R.TWO_OPEN_PLANS)
    assert may_mend(Role.TEAM_MANAGER, R.PLAN_WITHOUT_LEAD)
    assert not may_mend(Role.TEAM_MANAGER, R.NHS_NUMBER_SHARED)
    assert frozenset().union(*map(of_severity, CurrencySeverity)) == set(CurrencyRule)
    assert R.REVIEW_OVERDUE in of_severity(CurrencySeverity.URGENT)
    assert R.REVIEW_NOT_BOOKED in of_severity(CurrencySeverity.SOON)
    assert R.UPN_WRONG in of_severity(CurrencySeverity.ROUTINE)


_SUPPORT = Role.BUSINESS_SUPPORT_OFFICER
MENDED_BY_CHIEF_ALONE = {
    R.MOVED_OUT_UNRECORDED,
    R.PLACED_OUT_WITHOUT_NOTICE,
    R.OTHER_AUTHORITY_NOT_TOLD,
    R.NHS_NUMBER_SHARED,
    R.RESTRICTED_WITHOUT_OWNER,
}


def test_what_only_the_designated_manager_can_mend_is_this() -> None:
    assert set(CurrencyRule) - mendable_by(Role.TEAM_MANAGER) == MENDED_BY_CHIEF_ALONE
    assert mendable_by(_SUPPORT) < mendable_by(Role.LEAD_SOCIAL_WORKER)
    assert mendable_by(Role.LEAD_SOCIAL_WORKER) < mendable_by(Role.TEAM_MANAGER)


@pytest.mark.parametrize(
    ("case", "plan", "lead"), list(product((None, OPEN, ENDED), (None, OPEN, ENDED), range(4)))
)
def test_who_leads_is_missed_by_a_plan_first_and_else_by_a_case(
    case: Spell | None, plan: Spell | None, lead: int
) -> None:
    leads = ((), (AT_WORK,), (AT_WORK._replace(to_on=ON),), (AT_WORK._replace(from_on=day(1)),))
    said = {"cases": (case,) if case else (), "plans": (plan,) if plan else ()}
    led, on_plan, open_case = lead == 1, plan is OPEN, case is OPEN
    begun = ON if lead == 2 else LONG_AGO
    wanted_of_plan = begun if on_plan and not led else SILENT
    wanted_of_case = begun if open_case and not on_plan and not led else SILENT
    assert since(R.PLAN_WITHOUT_LEAD, leads=leads[lead], **said) == wanted_of_plan
    assert since(R.CASE_WITHOUT_LEAD, leads=leads[lead], **said) == wanted_of_case


def test_nobody_has_led_since_the_last_one_ended_and_an_end_to_come_is_none() -> None:
    ended = (AT_WORK._replace(to_on=day(-9)), AT_WORK._replace(from_on=day(2), to_on=day(5)))
    assert since(R.PLAN_WITHOUT_LEAD, plans=(OPEN,), leads=ended) == day(-9)
    assert since(R.CASE_WITHOUT_LEAD, cases=(OPEN,), leads=ended) == day(-9)
    assert since(R.CASE_WITHOUT_LEAD, cases=(Spell(day(-3)),), leads=ended) == day(-3)
    assert since(R.PLAN_WITHOUT_LEAD, plans=(Spell(),)) is None


LEAD_RULES = {
    WorkerState.LEFT: R.LEAD_HAS_LEFT,
    WorkerState.AWAY: R.LEAD_AWAY_WITHOUT_COVER,
    WorkerState.NAME_ONLY: R.LEAD_NAME_ONLY,
}


@pytest.mark.parametrize(("state", "worked_with"), list(product(WorkerState, (False, True))))
def test_where_whoever_leads_is_decides_which_rule_speaks(
    state: WorkerState, worked_with: bool
) -> None:
    leads = (LeadAssigned(state, day(-7), LONG_AGO),)
    cases = (OPEN,) if worked_with else (ENDED,)
    for of_state, kind in LEAD_RULES.items():
        speaks = of_state is state and (worked_with or state is WorkerState.LEFT)
        assert since(kind, cases=cases, leads=leads) == (day(-7) if speaks else SILENT)


@pytest.mark.parametrize(("state", "kind"), LEAD_RULES.items())
def test_the_last_lead_counts_where_nobody_is_reached(state: WorkerState, kind: R) -> None:
    lost, other = LeadAssigned(state, day(-7), day(-3)), LeadAssigned(state, None, None)
    reached = (AT_WORK, LeadAssigned(WorkerState.AWAY_COVERED, day(-2), LONG_AGO))
    assert since(kind, cases=(OPEN,), leads=(lost,)) == day(-3)
    assert since(kind, cases=(OPEN,), leads=(other,)) is None
    assert since(kind, cases=(OPEN,), leads=()) == SILENT
    assert since(kind, cases=(OPEN,), leads=(lost._replace(to_on=ON),)) == SILENT
    for one in reached:
        assert since(kind, cases=(OPEN,), leads=(lost, one)) == SILENT
        assert since(kind, cases=(OPEN,), leads=(one, lost)) == SILENT
    for another in set(LEAD_RULES) - {state}:
        last = LeadAssigned(another, None, LONG_AGO)
        assert since(kind, cases=(OPEN,), leads=(lost, last)) == SILENT
        assert since(kind, cases=(OPEN,), leads=(last, lost)) == day(-3)


NOBODY = {"addresses": ()}


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"cases": (OPEN,)}, None),
        ({"plans": (OPEN,)}, None),
        ({"legal_statuses": (LOOKED_AFTER,)}, None),
        ({"legal_statuses": (LegalStatus(False),)}, SILENT),
        ({"cases": (ENDED,)}, SILENT),
        ({"cases": (OPEN,), "died_on": ON}, SILENT),
        ({"cases": (OPEN,), "died_on": day(1)}, None),
        ({"cases": (OPEN,), "addresses": (home(),)}, SILENT),
        ({"cases": (OPEN,), "addresses": (home(to_on=ON),)}, ON),
        ({"cases": (OPEN,), "addresses": (home(from_on=ON),)}, SILENT),
        ({"cases": (OPEN,), "addresses": (home(from_on=day(1), to_on=day(2)),)}, None),
        ({"cases": (OPEN,), "addresses": (home(to_on=day(-5)), home(to_on=day(-2)))}, day(-2)),
    ],
)
def test_a_child_worked_with_has_an_address(said: dict[str, Any], wanted: object) -> None:
    assert since(R.NO_ADDRESS, **said) == wanted


@pytest.mark.parametrize(
    ("recorded", "confirmed", "wanted"),
    [
        (date(2025, 11, 15), None, ON),
        (date(2025, 11, 16), None, SILENT),
        (date(2025, 11, 14), None, date(2026, 11, 15)),
        (date(2024, 2, 29), None, date(2025, 3, 1)),
        (date(2024, 2, 29), date(2025, 11, 16), SILENT),
        (date(2024, 2, 29), date(2025, 1, 31), date(2026, 2, 1)),
        (date(2025, 11, 16), date(2024, 1, 31), SILENT),
    ],
)
def test_an_address_is_confirmed_by_writing_it_or_saying_so(
    recorded: date, confirmed: date | None, wanted: object
) -> None:
    said = {"addresses": (home(recorded_on=recorded),), "address_confirmed_on": confirmed}
    assert since(R.ADDRESS_NOT_CONFIRMED, cases=(OPEN,), **said) == wanted
    assert since(R.ADDRESS_NOT_CONFIRMED, cases=(ENDED,), **said) == SILENT
    assert since(R.ADDRESS_NOT_CONFIRMED, cases=(OPEN,)) == SILENT


def test_no_address_is_missed_once_and_not_as_one_that_nobody_confirmed() -> None:
    said = {"cases": (OPEN,), "address_confirmed_on": date(2024, 2, 29)}
    assert since(R.ADDRESS_NOT_CONFIRMED, **said) == SILENT


def test_the_newest_of_several_addresses_counts() -> None:
    old, new = home(recorded_on=date(2020, 1, 1)), home(recorded_on=day(-1))
    assert since(R.ADDRESS_NOT_CONFIRMED, cases=(OPEN,), addresses=(old, new)) == SILENT
    gone = new._replace(to_on=ON)
    wanted = date(2021, 1, 2)
    assert since(R.ADDRESS_NOT_CONFIRMED, cases=(OPEN,), addresses=(old, gone)) == wanted


def test_latest_is_the_last_day_known() -> None:
    assert latest((None, day(1), day(3), day(2))) == day(3)
    assert latest((None,)) is None and latest(()) is None


@pytest.mark.parametrize(
    ("fact", "holds"),
    [
        (Spell(), True),
        (Spell(ON), True),
        (Spell(day(1)), False),
        (Spell(None, day(1)), True),
        (Spell(None, ON), False),
        (Spell(day(-2), day(-1)), False),
    ],
)
def test_an_end_on_the_day_itself_is_an_end(fact: Spell, holds: bool) -> None:
    assert RecordFacts(on=ON).in_force((fact,)) == ((fact,) if holds else ())


def test_a_record_knows_what_is_open() -> None:
    record = RecordFacts(on=ON, legal_statuses=(LOOKED_AFTER, LegalStatus(False)), cases=(ENDED,))
    assert record.looked_after == (LOOKED_AFTER,)
    assert record.is_worked_with and not record.open_cases
    assert not replace(record, died_on=day(-1)).is_worked_with
    assert OtherAuthority(True).to_on is None
