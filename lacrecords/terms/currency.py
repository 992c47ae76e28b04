"""What can be stale, missing or wrong in a child's record, and how much it matters."""

from __future__ import annotations

from enum import StrEnum


class CurrencyRule(StrEnum):
    """One thing to put right in a record."""

    PLAN_WITHOUT_LEAD = "plan_without_lead"
    CASE_WITHOUT_LEAD = "case_without_lead"
    LEAD_HAS_LEFT = "lead_has_left"
    LEAD_AWAY_WITHOUT_COVER = "lead_away_without_cover"
    LEAD_NAME_ONLY = "lead_name_only"
    REVIEW_OVERDUE = "review_overdue"
    REVIEW_NOT_BOOKED = "review_not_booked"
    REVIEW_BEFORE_PLAN = "review_before_plan"
    TWO_OPEN_PLANS = "two_open_plans"
    PLANS_OVERLAP = "plans_overlap"
    PLAN_OF_ONE_DAY = "plan_of_one_day"
    PLAN_ENDS_BEFORE_IT_STARTS = "plan_ends_before_it_starts"
    PLAN_OF_AN_ADULT = "plan_of_an_adult"
    PLAN_ON_A_CLOSED_CASE = "plan_on_a_closed_case"
    DIED_WITH_OPEN_PLAN = "died_with_open_plan"
    PLAN_AFTER_DEATH = "plan_after_death"
    NO_ADDRESS = "no_address"
    ADDRESS_NOT_CONFIRMED = "address_not_confirmed"
    MOVED_OUT_UNRECORDED = "moved_out_unrecorded"
    PLACED_OUT_WITHOUT_NOTICE = "placed_out_without_notice"
    OTHER_AUTHORITY_NOT_TOLD = "other_authority_not_told"
    OTHER_AUTHORITY_UNNAMED = "other_authority_unnamed"
    IN_NO_HOUSEHOLD = "in_no_household"
    NO_DATE_OF_BIRTH = "no_date_of_birth"
    UNBORN_PAST_EXPECTED_DATE = "unborn_past_expected_date"
    NHS_NUMBER_MISSING = "nhs_number_missing"
    NHS_NUMBER_WRONG = "nhs_number_wrong"
    NHS_NUMBER_SHARED = "nhs_number_shared"
    UPN_WRONG = "upn_wrong"
    RESTRICTED_WITHOUT_OWNER = "restricted_without_owner"


class CurrencySeverity(StrEnum):
    """How soon a finding must be put right."""

    URGENT = "urgent"
    SOON = "soon"
    ROUTINE = "routine"


class WorkerState(StrEnum):
    """Whether somebody named in a record can be reached on a day."""

    AT_WORK = "at_work"
    AWAY_COVERED = "away_covered"
    AWAY = "away"
    LEFT = "left"
    NAME_ONLY = "name_only"
