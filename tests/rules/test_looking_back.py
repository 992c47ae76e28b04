"""Grounds of decisions whether to share, departures, and when is drawn for peer review."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.rules.looking_back import (
    DANGER_RULE,
    GROUND_OF_RULE,
    consent_asked,
    departure_of,
    ground_of,
    is_overridden,
    may_review,
    month_after,
    month_before,
    months_to_draw,
)
from lacrecords.rules.sharing import IN_ORDER, departs, findings_on
from lacrecords.rules.sharing_facts import SharingFacts
from lacrecords.terms import (
    SHARING_OUTCOMES,
    ConsentPosition,
    DepartureKind,
    LegalRequirement,
    NormallyFollows,
    PublicInterest,
    SharingAnswer,
    SharingGround,
    SharingOutcome,
    Weighing,
)

EVERY = [
    SharingFacts(
        purpose=purpose,
        requirement=requirement,
        clear_risk=risk,
        identifiable=identifiable,
        confidential=confidential,
        consent=consent,
        interest=interest,
        weighing=weighing,
    )
    for purpose, requirement, risk, identifiable, confidential, consent, interest, weighing in (
        product(
            (SharingAnswer.YES, SharingAnswer.NO, SharingAnswer.NOT_SURE),
            LegalRequirement,
            (SharingAnswer.YES, SharingAnswer.NO),
            (None, SharingAnswer.YES, SharingAnswer.NO),
            (None, SharingAnswer.YES, SharingAnswer.NO),
            (None, *ConsentPosition),
            (None, *PublicInterest),
            (None, *Weighing),
        )
    )
]
SHARE, NOT = SharingOutcome.SHARE, SharingOutcome.DO_NOT_SHARE
WITHHOLDS = {
    SharingGround.NO_PURPOSE,
    SharingGround.NO_PUBLIC_INTEREST,
    SharingGround.CONFIDENCE_OUTWEIGHS,
}
SHARES = {
    SharingGround.LEGAL_REQUIREMENT,
    SharingGround.CHILD_IN_DANGER,
    SharingGround.CONSENT,
    SharingGround.PUBLIC_INTEREST,
    SharingGround.NOBODY_IDENTIFIED,
    SharingGround.NOT_CONFIDENTIAL,
}


def test_every_rule_that_says_what_follows_gives_a_ground_and_no_other_does() -> None:
    assert {rule.number for rule in IN_ORDER if rule.follows} == set(GROUND_OF_RULE)


GROUNDS = {
    SharingGround.LEGAL_REQUIREMENT: {"S1"},
    SharingGround.IN_DOUBT: {"S3", "S6", "S7", "S25", "S29"},
    SharingGround.ANSWERS_MISSING: {"S4", "S10", "S13", "S16", "S17", "S21", "S26"},
    SharingGround.NO_PURPOSE: {"S5"},
    SharingGround.CHILD_IN_DANGER: {"S8"},
    SharingGround.NOBODY_IDENTIFIED: {"S11"},
    SharingGround.NOT_CONFIDENTIAL: {"S14"},
    SharingGround.CONSENT: {"S18", "S19"},
    SharingGround.NO_PUBLIC_INTEREST: {"S22"},
    SharingGround.PUBLIC_INTEREST: {"S23", "S27"},
    SharingGround.CONFIDENCE_OUTWEIGHS: {"S28"},
}


@pytest.mark.parametrize("rule", GROUND_OF_RULE)
def test_each_rule_gives_the_ground_that_is_written_down_here_as_well(rule: str) -> None:
    expected = next(ground for ground, rules in GROUNDS.items() if rule in rules)
    assert ground_of(["S2", "S9", rule], False, SHARE) is expected


def test_what_departs_waits_or_is_asked_by_nobody_rests_on_itself() -> None:
    for rule in GROUND_OF_RULE:
        asked_no_more = ground_of([rule], True, SharingOutcome.NO_LONGER_ASKED)
        assert asked_no_more is SharingGround.NO_LONGER_ASKED
        assert ground_of([rule], True, SharingOutcome.SEEK_ADVICE) is SharingGround.DEPARTURE
        assert ground_of([rule], False, SharingOutcome.SEEK_ADVICE) is SharingGround.IN_DOUBT
    assert ground_of(["S2"], False, SHARE) is SharingGround.ANSWERS_MISSING
    assert DANGER_RULE == "S8"


@pytest.mark.parametrize(
    ("follows", "kind"),
    [
        (NormallyFollows.SHARE, DepartureKind.SHARED_AGAINST),
        (NormallyFollows.SHARE_THE_LEAST, DepartureKind.SHARED_AGAINST),
        (NormallyFollows.SHARE_WITHIN_LIMITS, DepartureKind.SHARED_BEYOND_LIMITS),
        (NormallyFollows.DO_NOT_SHARE, DepartureKind.SHARED_AGAINST),
        (NormallyFollows.SEEK_ADVICE, DepartureKind.SHARED_WITHOUT_ADVICE),
        (NormallyFollows.ANSWERS_MISSING, DepartureKind.BEFORE_ANSWERS),
    ],
)
def test_the_kind_of_each_departure(follows: NormallyFollows, kind: DepartureKind) -> None:
    missing = follows is NormallyFollows.ANSWERS_MISSING
    for outcome in SharingOutcome:
        if outcome is SharingOutcome.SEEK_ADVICE:
            assert departure_of(follows, outcome) is DepartureKind.WAITED
        elif outcome in SHARING_OUTCOMES or missing:
            assert departure_of(follows, outcome) is kind
        else:
            assert departure_of(follows, outcome) is DepartureKind.WITHHELD


def test_of_every_combination_of_answers_each_outcome_has_one_ground_that_fits_it() -> None:
    # What departs and on what it rests depends on nothing else than these three.
    alike = {(findings_on(facts).rules, facts.danger, facts.requirement): facts for facts in EVERY}
    assert len(alike) > len(IN_ORDER)
    for (spoke, *_), facts in alike.items():
        rules = [rule.number for rule in spoke]
        for outcome in SharingOutcome:
            departing = departs(facts, outcome)
            ground = ground_of(rules, departing, outcome)
            assert (ground is SharingGround.DEPARTURE) == departing
            if ground in SHARES:
                assert outcome in SHARING_OUTCOMES
            if ground in WITHHOLDS:
                assert outcome is NOT


def test_every_departure_that_can_happen_has_a_kind_that_fits_it() -> None:
    for follows, outcome in product(NormallyFollows, SharingOutcome):
        kind = departure_of(follows, outcome)
        assert (kind is DepartureKind.WAITED) == (outcome is SharingOutcome.SEEK_ADVICE)
        if kind is DepartureKind.WITHHELD:
            assert outcome not in SHARING_OUTCOMES
        if kind in (DepartureKind.SHARED_AGAINST, DepartureKind.SHARED_BEYOND_LIMITS):
            assert outcome in SHARING_OUTCOMES
    assert departure_of(NormallyFollows.DO_NOT_SHARE, SHARE) is DepartureKind.SHARED_AGAINST
    limits = NormallyFollows.SHARE_WITHIN_LIMITS
    assert departure_of(limits, SHARE) is DepartureKind.SHARED_BEYOND_LIMITS
    advice = NormallyFollows.SEEK_ADVICE
    assert departure_of(advice, SHARE) is DepartureKind.SHARED_WITHOUT_ADVICE
    assert departure_of(NormallyFollows.ANSWERS_MISSING, NOT) is DepartureKind.BEFORE_ANSWERS


def test_consent_counts_only_where_the_path_came_to_it() -> None:
    kept = {
        "purpose": "yes",
        "requirement": "none",
        "clear_risk": "no",
        "identifiable": "yes",
        "confidential": "yes",
        "consent": "refused",
    }
    assert consent_asked(kept) is ConsentPosition.REFUSED
    assert consent_asked(kept | {"clear_risk": "yes"}) is None
    assert consent_asked(kept | {"requirement": "court_order"}) is None
    assert consent_asked({}) is None
    # A word that a later version of the rules brings is passed over.
    assert consent_asked(kept | {"moon": "full"}) is ConsentPosition.REFUSED


@pytest.mark.parametrize("outcome", SharingOutcome)
def test_a_refusal_is_overridden_only_by_sharing(outcome: SharingOutcome) -> None:
    for consent in (None, *ConsentPosition):
        refused = consent in (ConsentPosition.REFUSED, ConsentPosition.WITHDRAWN)
        assert is_overridden(consent, outcome) == (refused and outcome in SHARING_OUTCOMES)


def test_the_first_draw_goes_one_month_back_and_no_further() -> None:
    assert list(months_to_draw(None, date(2027, 1, 4))) == [date(2026, 12, 1)]


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 40))
def test_each_month_is_drawn_from_once_and_none_that_has_not_ended(today: date, back: int) -> None:
    last = today.replace(day=1)
    for _ in range(back):
        last = month_before(last)
    months = list(months_to_draw(last, today))
    assert months == sorted(set(months))
    assert all(last < month < today.replace(day=1) for month in months)
    assert len(months) == max(0, back - 1)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_the_month_after_the_month_before_is_the_month(day: date) -> None:
    month = day.replace(day=1)
    assert month_after(month_before(month)) == month
    assert month_before(month) < month < month_after(month)


def test_who_had_a_part_or_does_not_see_it_never_reviews() -> None:
    assert may_review("account:1", {"account:2"}, True)
    assert not may_review("account:1", {"account:1", "account:2"}, True)
    assert not may_review("account:1", {"account:2"}, False)
