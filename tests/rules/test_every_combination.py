"""What holds in every combination of facts, whatever rules are added later."""

from __future__ import annotations

import hashlib
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from operator import attrgetter

import pytest

from lacrecords.rules.enquiry_outcome import (
    RULES,
    RULES_VERSION,
    EnquiryFacts,
    Outcome,
    Rule,
    weigh,
)
from lacrecords.rules.outcome_facts import rule
from lacrecords.rules.telling_rules import BARS
from lacrecords.terms import (
    TELLINGS_ABOUT_A_CHILD,
    Check,
    ChildState,
    DutyKind,
    EnquirerStanding,
    TellingKind,
)

EveryCase = list[tuple[EnquiryFacts, Outcome]]

ALL_FACTS = tuple(EnquiryFacts.__dataclass_fields__)
WHAT_THE_ENQUIRER_KNOWS = ("standing", "check", "worried", "about_our_worker")
NOT_KNOWN_ANSWER = {TellingKind.ADVICE, TellingKind.EARLIER_ENQUIRY}
WAITING_STATES = {ChildState.RESTRICTED, ChildState.CANNOT_TELL, ChildState.DIED_OR_ADULT}

WHO_IS_TOLD_OF_BEING_NAMED = {
    TellingKind.LEAD_SOCIAL_WORKER_NAME: DutyKind.NOTIFY_LEAD_SOCIAL_WORKER,
    TellingKind.COVER_WORKER_NAME: DutyKind.NOTIFY_COVER_WORKER,
    TellingKind.DUTY_TEAM: DutyKind.NOTIFY_DUTY_TEAM,
    # Out of hours the duty team's notification goes to the team that is on.
    TellingKind.OUT_OF_HOURS_TEAM: DutyKind.NOTIFY_DUTY_TEAM,
    TellingKind.OTHER_AUTHORITY_CONTACT: DutyKind.MOVEMENT_TASK,
}

# The digest of every outcome under each version of the rules. An outcome once given
# must stay readable: never change a line here, add one with a new RULES_VERSION.
DIGESTS = {
    "1": "fae0884314691457e07184ae72a951461a18a9501a444d07e3d7e06f2ba133a9",
}


def enquirers_side(outcome: Outcome) -> tuple[tuple[TellingKind, ...], tuple[str, ...]]:
    return outcome.may_tell, outcome.must_not_say


def outcomes_by(
    cases: EveryCase, facts_looked_at: Iterable[str], looked_for: Callable[[Outcome], object]
) -> dict[object, set[object]]:
    """Gather the different results for each combination of the facts looked at."""
    key = attrgetter(*facts_looked_at)
    found: dict[object, set[object]] = defaultdict(set)
    for facts, outcome in cases:
        found[key(facts)].add(looked_for(outcome))
    return found


def all_but(*names: str) -> tuple[str, ...]:
    return tuple(name for name in ALL_FACTS if name not in names)


def is_checked_and_legitimate(facts: EnquiryFacts) -> bool:
    return facts.check is Check.CONFIRMED and facts.standing is EnquirerStanding.LEGITIMATE


def test_nobody_unchecked_is_told_anything_about_a_child(every_case: EveryCase) -> None:
    for facts, outcome in every_case:
        if facts.check is not Check.CONFIRMED:
            assert TELLINGS_ABOUT_A_CHILD.isdisjoint(outcome.may_tell), facts


def test_nobody_but_a_legitimate_enquirer_is_told_about_a_child(every_case: EveryCase) -> None:
    for facts, outcome in every_case:
        if facts.standing is not EnquirerStanding.LEGITIMATE:
            assert TELLINGS_ABOUT_A_CHILD.isdisjoint(outcome.may_tell), facts


def test_nothing_is_told_of_a_child_that_no_person_has_decided(every_case: EveryCase) -> None:
    for facts, outcome in every_case:
        if not facts.decided_by_person:
            assert TELLINGS_ABOUT_A_CHILD.isdisjoint(outcome.may_tell), facts


def test_what_others_hear_depends_on_nothing_that_we_know(every_case: EveryCase) -> None:
    """Not a word, nor the order of the words, gives away what the register holds."""
    others = [case for case in every_case if not is_checked_and_legitimate(case[0])]
    for known, sides in outcomes_by(others, WHAT_THE_ENQUIRER_KNOWS, enquirers_side).items():
        assert len(sides) == 1, known


def test_the_enquirers_side_does_not_depend_on_the_same_address(every_case: EveryCase) -> None:
    found = outcomes_by(every_case, all_but("same_address_plan"), enquirers_side)
    assert all(len(sides) == 1 for sides in found.values())


def test_the_same_address_adds_one_duty_and_takes_none(every_case: EveryCase) -> None:
    for facts, outcome in every_case:
        told = DutyKind.NOTIFY_SAME_ADDRESS_WORKERS in outcome.must_do
        assert told is facts.same_address_plan, facts
    found = outcomes_by(
        every_case,
        all_but("same_address_plan"),
        lambda outcome: frozenset(outcome.must_do) - {DutyKind.NOTIFY_SAME_ADDRESS_WORKERS},
    )
    assert all(len(duties) == 1 for duties in found.values())


def test_whoever_is_named_is_also_told(every_case: EveryCase) -> None:
    for facts, outcome in every_case:
        for kind in outcome.may_tell:
            if kind in WHO_IS_TOLD_OF_BEING_NAMED:
                assert WHO_IS_TOLD_OF_BEING_NAMED[kind] in outcome.must_do, (kind, facts)


def test_no_enquiry_ends_with_nothing_to_do_or_nothing_to_say(every_case: EveryCase) -> None:
    for facts, outcome in every_case:
        assert outcome.must_do, facts
        assert outcome.may_tell, facts
        assert outcome.because, facts


def test_a_promise_to_ring_back_is_somebodys_task(every_case: EveryCase) -> None:
    tasks = {DutyKind.RING_BACK_TASK, DutyKind.MATCH_TASK}
    for facts, outcome in every_case:
        if TellingKind.RING_BACK in outcome.may_tell:
            assert tasks.intersection(outcome.must_do), facts


def test_a_hidden_record_never_yields_the_answer_of_not_known(every_case: EveryCase) -> None:
    for facts, outcome in every_case:
        hidden = facts.state is ChildState.RESTRICTED or (
            facts.restricted_candidate
            and facts.state in {ChildState.NOT_KNOWN, ChildState.CANNOT_TELL}
        )
        if not hidden:
            continue
        if facts.standing is EnquirerStanding.LEGITIMATE:
            assert NOT_KNOWN_ANSWER.isdisjoint(outcome.may_tell), facts
        assert DutyKind.CONTACT_RECORD not in outcome.must_do, facts
        assert DutyKind.CHILD_IN_NEED_CONSIDERATION not in outcome.must_do, facts
        assert DutyKind.NOTIFY_RECORD_OWNER in outcome.must_do, facts
        assert DutyKind.NOTIFY_MANAGER_ON_SHIFT in outcome.must_do, facts


def test_every_cause_of_ringing_back_sounds_the_same(every_case: EveryCase) -> None:
    waiting = [
        (facts, outcome)
        for facts, outcome in every_case
        if is_checked_and_legitimate(facts)
        and (
            facts.state in WAITING_STATES
            or not facts.decided_by_person
            or (facts.restricted_candidate and facts.state is ChildState.NOT_KNOWN)
        )
    ]
    assert all(TellingKind.RING_BACK in outcome.may_tell for _, outcome in waiting)
    found = outcomes_by(waiting, ("worried", "about_our_worker"), enquirers_side)
    assert all(len(sides) == 1 for sides in found.values())


def test_a_closed_case_and_a_child_not_known_sound_the_same(every_case: EveryCase) -> None:
    """Unless the council lets the plan be spoken of, or there was an earlier enquiry."""
    alike = {ChildState.CLOSED, ChildState.NOT_KNOWN}
    cases = [
        (facts, outcome)
        for facts, outcome in every_case
        if facts.state in alike
        and not (facts.asked_before or facts.plan_status_may_be_told or facts.restricted_candidate)
    ]
    assert all(
        len(sides) == 1 for sides in outcomes_by(cases, all_but("state"), enquirers_side).values()
    )


def test_the_check_stops_no_duty(every_case: EveryCase) -> None:
    decided = [case for case in every_case if case[0].decided_by_person]
    found = outcomes_by(decided, all_but("check"), attrgetter("must_do"))
    assert all(len(duties) == 1 for duties in found.values())


def test_what_the_system_finds_alone_sets_off_the_same_duties(every_case: EveryCase) -> None:
    unchecked = [case for case in every_case if case[0].check is Check.NOT_CONFIRMED]
    found = outcomes_by(unchecked, all_but("decided_by_person"), attrgetter("must_do"))
    assert all(len(duties) == 1 for duties in found.values())


def test_who_asks_only_adds_to_the_duties_of_the_childs_state(every_case: EveryCase) -> None:
    added = {DutyKind.PASS_MESSAGE_ON, DutyKind.CHILD_CALLING_TASK}
    decided = [case for case in every_case if case[0].decided_by_person]
    found = outcomes_by(
        decided,
        all_but("standing", "check"),
        lambda outcome: frozenset(outcome.must_do) - added,
    )
    assert all(len(duties) == 1 for duties in found.values())


def test_a_worry_is_always_a_task_and_always_heard(every_case: EveryCase) -> None:
    for facts, outcome in every_case:
        assert (DutyKind.WORRY_TASK in outcome.must_do) is facts.worried, facts
        if facts.worried or TellingKind.ADVICE in outcome.may_tell:
            assert TellingKind.WORRY_TAKEN_HERE in outcome.may_tell, facts


def test_no_outcome_lets_no_concerns_be_heard_or_an_address_given(every_case: EveryCase) -> None:
    for facts, outcome in every_case:
        said = " ".join(outcome.must_not_say)
        assert "no concerns" in said, facts
        assert "address" in said, facts


def test_known_or_not_is_forbidden_just_where_nothing_is_told(every_case: EveryCase) -> None:
    sentence = "Do not say whether any child is or is not known to us."
    for facts, outcome in every_case:
        nothing_told = TELLINGS_ABOUT_A_CHILD.isdisjoint(outcome.may_tell)
        assert (sentence in outcome.must_not_say) is nothing_told, facts


def test_an_enquiry_about_our_worker_neither_names_nor_tells_them(every_case: EveryCase) -> None:
    names = {TellingKind.LEAD_SOCIAL_WORKER_NAME, TellingKind.COVER_WORKER_NAME}
    workers = {DutyKind.NOTIFY_LEAD_SOCIAL_WORKER, DutyKind.NOTIFY_COVER_WORKER}
    for facts, outcome in every_case:
        if facts.about_our_worker:
            assert names.isdisjoint(outcome.may_tell), facts
            assert workers.isdisjoint(outcome.must_do), facts
            assert DutyKind.NOTIFY_DESIGNATED_MANAGER in outcome.must_do, facts


def test_nothing_is_said_twice(every_case: EveryCase) -> None:
    for _, outcome in every_case:
        for said in (outcome.may_tell, outcome.must_do, outcome.must_not_say, outcome.because):
            assert len(said) == len(frozenset(said))


def test_every_rule_speaks_and_every_kind_is_used(every_case: EveryCase) -> None:
    reasons = {reason for _, outcome in every_case for reason in outcome.because}
    assert {rule.id for rule in RULES} == reasons
    assert {kind for _, outcome in every_case for kind in outcome.may_tell} == set(TellingKind)
    assert {kind for _, outcome in every_case for kind in outcome.must_do} == set(DutyKind)


@rule("rogue", "nowhere", tell=tuple(TellingKind))
def a_rogue_leave_tells_everything(_facts: EnquiryFacts) -> bool:
    """Somebody's mistake: a rule that gives leave to tell everything to everybody."""
    return True


@rule("deaf", "nowhere", bar=frozenset(TellingKind))
def a_rogue_bar_tells_nothing(_facts: EnquiryFacts) -> bool:
    """Somebody's mistake: a rule that bars everything."""
    return True


def some_cases(every_case: EveryCase) -> EveryCase:
    """Take a spread of the cases that meets every value of every fact."""
    return list(itertools.islice(every_case, 0, None, 97))


def test_a_bar_outweighs_even_a_rogue_leave(every_case: EveryCase) -> None:
    for facts, _ in some_cases(every_case):
        told = weigh(facts, (a_rogue_leave_tells_everything, *BARS)).may_tell
        hidden = facts.state is ChildState.RESTRICTED
        if hidden or not facts.decided_by_person or not is_checked_and_legitimate(facts):
            assert TELLINGS_ABOUT_A_CHILD.isdisjoint(told), facts
        if hidden and facts.standing is EnquirerStanding.LEGITIMATE:
            assert TellingKind.ADVICE not in told, facts
        if facts.about_our_worker:
            assert TellingKind.LEAD_SOCIAL_WORKER_NAME not in told, facts


def test_a_bar_never_stops_a_duty(every_case: EveryCase) -> None:
    for facts, outcome in some_cases(every_case):
        silenced = weigh(facts, (*RULES, a_rogue_bar_tells_nothing))
        assert silenced.may_tell == ()
        assert silenced.must_do == outcome.must_do, facts


@pytest.mark.parametrize("bar", BARS, ids=lambda bar: str(bar.name))
def test_each_bar_holds_by_itself(bar: Rule, every_case: EveryCase) -> None:
    """With every other bar taken away, each bar still keeps its own kinds from being told."""
    for facts, _ in some_cases(every_case):
        told = weigh(facts, (a_rogue_leave_tells_everything, bar)).may_tell
        assert bar.bar.isdisjoint(told) is bar(facts), facts


def test_without_rules_there_is_silence(every_case: EveryCase) -> None:
    facts, _ = every_case[-1]
    assert weigh(facts, ()) == Outcome(may_tell=(), must_do=(), must_not_say=(), because=())


def test_a_change_of_any_outcome_needs_a_new_version_of_the_rules(every_case: EveryCase) -> None:
    digest = hashlib.sha256()
    for _, outcome in every_case:
        words = (*outcome.may_tell, "", *outcome.must_do, "", *outcome.must_not_say)
        digest.update("\n".join((*words, "", *outcome.because)).encode())
    assert DIGESTS[RULES_VERSION] == digest.hexdigest(), (
        "Outcomes have changed: give RULES_VERSION a new value and add its digest to DIGESTS."
    )


def test_leaving_out_what_matters_would_be_noticed(every_case: EveryCase) -> None:
    """Each fact changes some outcome: none is asked for in vain."""
    cases = dict(every_case)
    for name in ALL_FACTS:
        values = {getattr(facts, name) for facts in itertools.islice(cases, 0, None, 101)}
        assert any(
            cases[facts] != cases[replace(facts, **{name: value})]
            for facts in itertools.islice(cases, 0, None, 101)
            for value in values
        ), name
