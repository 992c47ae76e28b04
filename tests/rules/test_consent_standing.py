"""How an answer stands as time goes on: withdrawn, refused, to be sought again, confirmed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain, combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.rules.consent import Decides, disagree
from lacrecords.rules.consent_standing import (
    StandingFacts,
    counts,
    may_confirm,
    review_reasons,
    state_of,
)
from lacrecords.terms import (
    ConsentAnswer,
    ConsentChangeKind,
    ConsentState,
    DecidesBecause,
    ReviewReason,
    WhoseConsent,
)

CHILD, PARENT, AUTHORITY, ADULT, THIRD_PARTY = WhoseConsent
TODAY = date(2026, 11, 18)
LATER = TODAY + timedelta(days=1)
BY_CHILD = Decides(CHILD, DecidesBecause.PRESUMED)
SETS_OF_REASONS = [
    frozenset(some)
    for some in chain.from_iterable(combinations(ReviewReason, size) for size in range(3))
]


def facts_of(**said: object) -> StandingFacts:
    plain: dict[str, object] = {
        "answer": ConsentAnswer.CONSENTED,
        "whose": CHILD,
        "never_valid": False,
        "withdrawn": False,
        "review_on": LATER,
        "changes": frozenset(),
        "disagreement_open": False,
        "another_is_asked": False,
    }
    return StandingFacts(**(plain | said))  # type: ignore[arg-type]


PARENT_DECIDES = {
    DecidesBecause.SHOWN_NOT_ABLE,
    DecidesBecause.TOO_YOUNG_WITHOUT_WORKSHEET,
    DecidesBecause.PARENTS_DISAGREE,
}
ANOTHER = {
    "child_died": "child_died",
    "grown_up": "adult_now",
    "presumed": "child_decides_now",
    "expected": "child_decides_now",
    "shown_able": "child_decides_now",
    "care_order": "care_order_now",
    "age_not_known": "age_not_known_now",
    "unborn": "age_not_known_now",
}
WHO = {
    DecidesBecause.GROWN_UP: ADULT,
    DecidesBecause.UNBORN: ADULT,
    DecidesBecause.PRESUMED: CHILD,
    DecidesBecause.EXPECTED: CHILD,
    DecidesBecause.SHOWN_ABLE: CHILD,
    DecidesBecause.SHOWN_NOT_ABLE: PARENT,
    DecidesBecause.TOO_YOUNG_WITHOUT_WORKSHEET: PARENT,
    DecidesBecause.CARE_ORDER: AUTHORITY,
    DecidesBecause.PARENTS_DISAGREE: None,
    DecidesBecause.AGE_NOT_KNOWN: None,
    DecidesBecause.CHILD_DIED: None,
}


@pytest.mark.parametrize("because", DecidesBecause)
@pytest.mark.parametrize("whose", WhoseConsent)
def test_consent_is_sought_again_when_it_is_no_longer_theirs_to_give(
    because: DecidesBecause, whose: WhoseConsent
) -> None:
    found = review_reasons(facts_of(whose=whose), Decides(WHO[because], because), TODAY)
    if whose in (ADULT, THIRD_PARTY) or WHO[because] is whose:
        assert found == ()
    elif because not in PARENT_DECIDES:
        assert [reason.value for reason in found] == [ANOTHER[because.value]]
    else:
        by_parents = {
            CHILD: (ReviewReason.NOT_ABLE_NOW,),
            PARENT: (),
            AUTHORITY: (ReviewReason.NO_CARE_ORDER_NOW,),
        }
        assert found == by_parents[whose]


@pytest.mark.parametrize("kind", ConsentChangeKind)
def test_every_change_asks_for_consent_anew(kind: ConsentChangeKind) -> None:
    found = review_reasons(facts_of(changes=frozenset({kind})), BY_CHILD, TODAY)
    assert [reason.value for reason in found] == [kind.value]


@pytest.mark.parametrize("whose", WhoseConsent)
def test_while_parents_disagree_no_parent_s_answer_is_leaned_on(whose: WhoseConsent) -> None:
    decides = Decides(whose, DecidesBecause.SHOWN_NOT_ABLE)
    found = review_reasons(facts_of(whose=whose, disagreement_open=True), decides, TODAY)
    assert found == ((ReviewReason.PARENTS_DISAGREE,) if whose is PARENT else ())
    asked = review_reasons(facts_of(whose=whose, another_is_asked=True), decides, TODAY)
    assert asked == (ReviewReason.ANOTHER_IS_ASKED,)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_the_day_of_the_review_comes_on_that_day(review_on: date) -> None:
    found = review_reasons(facts_of(review_on=review_on), BY_CHILD, TODAY)
    assert found == ((ReviewReason.DATE_REACHED,) if review_on <= TODAY else ())


def test_the_reasons_come_in_the_order_of_the_list() -> None:
    facts = facts_of(
        whose=PARENT,
        changes=frozenset(ConsentChangeKind),
        disagreement_open=True,
        another_is_asked=True,
        review_on=TODAY,
    )
    found = review_reasons(facts, BY_CHILD, TODAY)
    assert found == (
        ReviewReason.CHILD_DECIDES_NOW,
        ReviewReason.PARENTS_DISAGREE,
        ReviewReason.ANOTHER_IS_ASKED,
        ReviewReason.USE_CHANGED,
        ReviewReason.RELATIONSHIP_CHANGED,
        ReviewReason.GIVER_DIED,
        ReviewReason.GIVER_LOST_RESPONSIBILITY,
        ReviewReason.GIVER_OF_CONCERN,
        ReviewReason.DATE_REACHED,
    )


@pytest.mark.parametrize("answer", ConsentAnswer)
def test_how_an_answer_stands(answer: ConsentAnswer) -> None:
    for never_valid, withdrawn, reasons in product((True, False), (True, False), SETS_OF_REASONS):
        facts = facts_of(answer=answer, never_valid=never_valid, withdrawn=withdrawn)
        if withdrawn:
            wanted = ConsentState.WITHDRAWN
        elif answer is ConsentAnswer.REFUSED:
            wanted = ConsentState.REFUSED
        elif never_valid:
            wanted = ConsentState.NEVER_VALID
        else:
            wanted = ConsentState.REVIEW_DUE if reasons else ConsentState.GIVEN
        assert state_of(facts, reasons) is wanted
        refused_on_a_day = answer is ConsentAnswer.REFUSED and reasons == {
            ReviewReason.DATE_REACHED
        }
        stands = not (never_valid or withdrawn) and (not reasons or refused_on_a_day)
        assert counts(facts, reasons) is stands


@pytest.mark.parametrize("reasons", SETS_OF_REASONS)
def test_a_review_confirms_only_what_nothing_but_its_day_has_reached(
    reasons: frozenset[ReviewReason],
) -> None:
    wanted = reasons in (frozenset(), frozenset({ReviewReason.DATE_REACHED}))
    assert may_confirm(reasons) is wanted


def test_two_parents_disagree_when_one_agrees_and_the_other_refuses() -> None:
    every = list(product(WhoseConsent, ConsentAnswer))
    for one, another in product(every, repeat=2):
        wanted = (
            one[0] is PARENT
            and another[0] is PARENT
            and {one[1].value, another[1].value} == {"consented", "refused"}
        )
        assert disagree(one, another) is wanted
