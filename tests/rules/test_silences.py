"""What must not be said after an enquiry, and each leave by itself, in a spread of situations."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from lacrecords.rules.enquiry_outcome import EnquiryFacts, Outcome, Rule, decide, weigh
from lacrecords.rules.telling_rules import LEAVES
from lacrecords.terms import (
    TELLINGS_ABOUT_A_CHILD,
    Check,
    ChildState,
    EnquirerStanding,
    TellingKind,
)
from tests.rules.conftest import WORD_FACTS, YES_NO_FACTS

ALWAYS = {
    "Do not give an address, a school or a telephone number of the family.",
    "Do not say or suggest that there are no concerns about a child.",
}
NOTHING_IS_TOLD = "Do not say whether any child is or is not known to us."
SOMETHING_IS_TOLD = "Do not say anything else from the record. If more is asked, ask the manager."
NO_PLAN_STATUS = "Do not say whether a child is on a plan."
ONLY_YES_OR_NO = "Do not give the category, the dates or the reasons of a plan."
WHO_ASKED = "Do not say who asked before, when or why."
WHY_RING_BACK = "Do not say why we must ring back."
OUR_WORKER = (
    "Do not put this enquirer through to the worker they ask about, and do not tell that worker."
)


def a_spread_of_cases() -> Iterator[tuple[EnquiryFacts, Outcome]]:
    """Every 97th combination: each value of each fact is met with each of every other."""
    values = (*WORD_FACTS.values(), *([(False, True)] * len(YES_NO_FACTS)))
    for combination in itertools.islice(itertools.product(*values), 0, None, 97):
        names = zip((*WORD_FACTS, *YES_NO_FACTS), combination, strict=True)
        facts = EnquiryFacts(**dict(names))  # type: ignore[arg-type]
        yield facts, decide(facts)


def silences(facts: EnquiryFacts, told: set[TellingKind]) -> set[str]:
    """What must not be said, from what is told and what was asked."""
    about_a_child = bool(told & TELLINGS_ABOUT_A_CHILD)
    plan = TellingKind.PLAN_STATUS in told
    asked_before = (
        facts.check is Check.CONFIRMED
        and facts.standing is EnquirerStanding.LEGITIMATE
        and facts.decided_by_person
        and facts.state is ChildState.NOT_KNOWN
        and facts.asked_before
        and not facts.restricted_candidate
    )
    wanted = {
        NOTHING_IS_TOLD: not about_a_child,
        SOMETHING_IS_TOLD: about_a_child,
        NO_PLAN_STATUS: about_a_child and not plan,
        ONLY_YES_OR_NO: plan,
        WHO_ASKED: asked_before,
        WHY_RING_BACK: TellingKind.RING_BACK in told,
        OUR_WORKER: facts.about_our_worker,
    }
    return ALWAYS | {sentence for sentence, is_so in wanted.items() if is_so}


def test_each_sentence_is_forbidden_exactly_where_it_must_not_be_said() -> None:
    met = set()
    for facts, outcome in a_spread_of_cases():
        wanted = silences(facts, set(outcome.may_tell))
        assert set(outcome.must_not_say) == wanted, facts
        met |= wanted
    assert len(met) == 9


@pytest.mark.parametrize("leave", LEAVES, ids=lambda leave: str(leave.name))
def test_each_leave_holds_by_itself(leave: Rule) -> None:
    """With every bar taken away, no leave tells of a child whom nobody may speak of now."""
    for facts, _ in a_spread_of_cases():
        told = weigh(facts, (leave,)).may_tell
        if not TELLINGS_ABOUT_A_CHILD.isdisjoint(told):
            checked = facts.check is Check.CONFIRMED
            legitimate = facts.standing is EnquirerStanding.LEGITIMATE
            assert checked and legitimate and not facts.answer_must_wait, facts
