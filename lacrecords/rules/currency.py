"""When a record is stale, incomplete or wrong: every rule, who can mend it, how soon.

Each rule is a function named as what should be so; it speaks where that is not so. It
gets the record as it stands on a day and this authority's figures, and asks nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from lacrecords.rules import (
    currency_identity,
    currency_leads,
    currency_places,
    currency_plans,
    currency_reviews,
)
from lacrecords.rules.currency_record import CurrencyFigures, Found, RecordFacts
from lacrecords.terms import CurrencyRule, CurrencySeverity, Role

Check: TypeAlias = Callable[[RecordFacts, CurrencyFigures], Found | None]

_LEAD = Role.LEAD_SOCIAL_WORKER
_TEAM = Role.TEAM_MANAGER
_SUPPORT = Role.BUSINESS_SUPPORT_OFFICER
_CHIEF = Role.DESIGNATED_MANAGER
BY_MANAGERS = frozenset({_TEAM, _CHIEF})
BY_CASEWORK = BY_MANAGERS | {_LEAD}
BY_ALL_KEEPERS = BY_CASEWORK | {_SUPPORT}
BY_CHIEF = frozenset({_CHIEF})


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that should be so of every record."""

    kind: CurrencyRule
    check: Check
    severity: CurrencySeverity
    menders: frozenset[Role]

    @property
    def text(self) -> str:
        """The rule with its source."""
        return " ".join(str(self.check.__doc__).split())


_URGENT, _SOON, _ROUTINE = CurrencySeverity
_R = CurrencyRule
RULES: tuple[Rule, ...] = (
    Rule(
        _R.PLAN_WITHOUT_LEAD, currency_leads.a_plan_has_a_lead_social_worker, _URGENT, BY_MANAGERS
    ),
    Rule(
        _R.CASE_WITHOUT_LEAD,
        currency_leads.an_open_case_has_a_lead_social_worker,
        _SOON,
        BY_MANAGERS,
    ),
    Rule(_R.LEAD_HAS_LEFT, currency_leads.whoever_leads_still_works_here, _URGENT, BY_MANAGERS),
    Rule(
        _R.LEAD_AWAY_WITHOUT_COVER,
        currency_leads.whoever_leads_is_at_work_or_covered,
        _URGENT,
        BY_MANAGERS,
    ),
    Rule(_R.LEAD_NAME_ONLY, currency_leads.whoever_leads_can_be_told, _SOON, BY_MANAGERS),
    Rule(
        _R.REVIEW_OVERDUE,
        currency_reviews.the_review_of_a_plan_is_held_in_time,
        _URGENT,
        BY_CASEWORK,
    ),
    Rule(
        _R.REVIEW_NOT_BOOKED,
        currency_reviews.the_next_review_of_a_plan_is_booked,
        _SOON,
        BY_ALL_KEEPERS,
    ),
    Rule(
        _R.REVIEW_BEFORE_PLAN,
        currency_reviews.a_review_comes_after_its_plan_began,
        _ROUTINE,
        BY_ALL_KEEPERS,
    ),
    Rule(_R.TWO_OPEN_PLANS, currency_plans.a_child_has_one_open_plan, _URGENT, BY_CASEWORK),
    Rule(_R.PLANS_OVERLAP, currency_plans.plans_follow_one_another, _ROUTINE, BY_CASEWORK),
    Rule(
        _R.PLAN_OF_ONE_DAY, currency_plans.a_plan_lasts_longer_than_a_day, _ROUTINE, BY_ALL_KEEPERS
    ),
    Rule(
        _R.PLAN_ENDS_BEFORE_IT_STARTS,
        currency_plans.a_plan_ends_after_it_starts,
        _ROUTINE,
        BY_ALL_KEEPERS,
    ),
    Rule(_R.PLAN_OF_AN_ADULT, currency_plans.nobody_of_eighteen_is_on_a_plan, _SOON, BY_CASEWORK),
    Rule(
        _R.PLAN_ON_A_CLOSED_CASE, currency_plans.a_plan_stands_on_an_open_case, _URGENT, BY_CASEWORK
    ),
    Rule(
        _R.DIED_WITH_OPEN_PLAN, currency_plans.a_plan_ends_when_the_child_dies, _SOON, BY_MANAGERS
    ),
    Rule(_R.PLAN_AFTER_DEATH, currency_plans.no_plan_reaches_past_a_death, _ROUTINE, BY_MANAGERS),
    Rule(_R.NO_ADDRESS, currency_places.a_child_worked_with_has_an_address, _SOON, BY_ALL_KEEPERS),
    Rule(
        _R.ADDRESS_NOT_CONFIRMED,
        currency_places.an_address_was_confirmed_lately,
        _ROUTINE,
        BY_CASEWORK,
    ),
    Rule(
        _R.MOVED_OUT_UNRECORDED,
        currency_places.a_move_out_of_the_area_is_recorded,
        _URGENT,
        BY_CHIEF,
    ),
    Rule(
        _R.PLACED_OUT_WITHOUT_NOTICE,
        currency_places.a_placement_out_of_the_area_was_told,
        _URGENT,
        BY_CHIEF,
    ),
    Rule(
        _R.OTHER_AUTHORITY_NOT_TOLD,
        currency_places.another_authority_is_told_of_its_child,
        _SOON,
        BY_CHIEF,
    ),
    Rule(
        _R.OTHER_AUTHORITY_UNNAMED,
        currency_places.another_authority_can_be_named,
        _SOON,
        BY_ALL_KEEPERS,
    ),
    Rule(
        _R.IN_NO_HOUSEHOLD, currency_places.a_child_lives_in_a_household, _ROUTINE, BY_ALL_KEEPERS
    ),
    Rule(_R.NO_DATE_OF_BIRTH, currency_identity.a_child_has_a_date_of_birth, _SOON, BY_ALL_KEEPERS),
    Rule(
        _R.UNBORN_PAST_EXPECTED_DATE, currency_identity.a_birth_is_recorded_soon, _SOON, BY_CASEWORK
    ),
    Rule(
        _R.NHS_NUMBER_MISSING, currency_identity.an_nhs_number_is_recorded, _ROUTINE, BY_ALL_KEEPERS
    ),
    Rule(
        _R.NHS_NUMBER_WRONG,
        currency_identity.an_nhs_number_passes_its_check,
        _ROUTINE,
        BY_ALL_KEEPERS,
    ),
    Rule(_R.NHS_NUMBER_SHARED, currency_identity.an_nhs_number_is_of_one_child, _SOON, BY_CHIEF),
    Rule(_R.UPN_WRONG, currency_identity.a_pupil_number_passes_its_check, _ROUTINE, BY_ALL_KEEPERS),
    Rule(
        _R.RESTRICTED_WITHOUT_OWNER,
        currency_identity.a_restricted_record_has_an_owner,
        _URGENT,
        BY_CHIEF,
    ),
)
BY_KIND = {rule.kind: rule for rule in RULES}


def what_is_wrong(
    record: RecordFacts, figures: CurrencyFigures, rules: Iterable[Rule] = RULES
) -> dict[CurrencyRule, date | None]:
    """Every rule that speaks of this record, each with the day since which it has been so."""
    wrong = {}
    for rule in rules:
        found = rule.check(record, figures)
        if found is not None:
            wrong[rule.kind] = found.since
    return wrong


def may_mend(role: Role | None, kind: CurrencyRule) -> bool:
    """Whether somebody with this role can put it right."""
    return role in BY_KIND[kind].menders


def mendable_by(role: Role | None) -> frozenset[CurrencyRule]:
    """Everything that somebody with this role can put right."""
    return frozenset(rule.kind for rule in RULES if role in rule.menders)


def of_severity(severity: CurrencySeverity) -> frozenset[CurrencyRule]:
    """The rules whose findings are to be put right this soon."""
    return frozenset(rule.kind for rule in RULES if rule.severity is severity)
