"""When a movement may be ended, in every combination of what may be so; and what stays undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product

import pytest

from lacrecords.rules.movement_ending import (
    EndingAnswer,
    Proposal,
    answer_to_ending,
    ends_freely,
    is_over,
    left_undone,
    takes_two,
)
from lacrecords.rules.movement_facts import MovementFacts, Reckoning
from lacrecords.rules.movements import due_steps
from lacrecords.terms import EndingReason, MovementDirection, MovementDuty, MovementStay
from tests.rules.movement_cases import (
    DAYS,
    EITHER,
    FIGURES,
    HOURS,
    LATER,
    SOON,
    WHO,
    due_on,
    facts,
    reckon,
)

NO_OPEN_DUTY = {MovementDuty.ENDING, MovementDuty.AGREE_ENDING}
ALL_DONE = {name: DAYS[name] for name in ("notice_on", "acknowledged_on", "papers_on")}
PASSED = {
    **ALL_DONE,
    **{name: DAYS[name] for name in ("conference_held_on", "responsibility_passed_on")},
}


def at(one: MovementFacts, on: date = SOON) -> Reckoning:
    return Reckoning(one, FIGURES, HOURS, on)


def everything() -> Iterator[Reckoning]:
    """Every combination of the days that came; which way the child moves asks for nothing else."""
    for stay, (plan, looked, home), known, on in product(MovementStay, WHO, EITHER, (SOON, LATER)):
        for come in product(EITHER, repeat=len(DAYS)):
            days = {
                name: day for (name, day), is_so in zip(DAYS.items(), come, strict=True) if is_so
            }
            one = facts(
                stay=stay,
                on_plan=plan,
                looked_after=looked,
                childrens_home=home,
                on_register=known,
                **days,
            )
            yield at(one, on)


@cache
def endings() -> tuple[Reckoning, ...]:
    """Every combination of what the answer rests on: which way, over or not, all done or not."""
    found = []
    for direction, (plan, looked, home), known, done, passed, left in product(
        MovementDirection, WHO, EITHER, EITHER, EITHER, EITHER
    ):
        over = {"responsibility_passed_on": passed, "left_on": left}
        left_out = {name for name in DAYS if not over.get(name, done or name == "notice_on")}
        days = {name: day for name, day in DAYS.items() if name not in left_out}
        one = facts(
            direction=direction,
            on_plan=plan,
            looked_after=looked,
            childrens_home=home,
            on_register=known,
            **days,
        )
        found.append(at(one))
    assert {ends_freely(it) for it in found} == {False, True}
    return tuple(found)


def test_it_ends_freely_exactly_where_it_is_over_and_no_duty_is_open() -> None:
    for it in everything():
        open_duties = {step.duty for step in due_steps(it)} - NO_OPEN_DUTY
        assert {step.duty for step in left_undone(it)} == open_duties
        left, passed = it.facts.left_on, it.facts.responsibility_passed_on
        assert is_over(it.facts) is (left is not None or passed is not None)
        assert ends_freely(it) is (is_over(it.facts) and not open_duties), it.facts
        # What the program asks to be ended is what it lets a person end freely.
        asked = any(step.duty is MovementDuty.ENDING for step in due_steps(it))
        assert ends_freely(it) is asked


@pytest.mark.parametrize("protected", EITHER)
@pytest.mark.parametrize("reason", [None, *EndingReason])
@pytest.mark.parametrize("proposal", Proposal)
def test_an_end_that_leaves_something_undone_takes_a_reason_and_mostly_two_people(
    protected: bool, reason: EndingReason | None, proposal: Proposal
) -> None:
    for it in endings():
        passed = it.facts.responsibility_passed_on is not None
        ours = (it.facts.direction is MovementDirection.OUT) is not passed
        two = reason is EndingReason.OTHER or (ours and protected)
        if proposal is Proposal.OWN:
            wanted = EndingAnswer.WAITS_FOR_ANOTHER
        elif ends_freely(it) or proposal is Proposal.OF_ANOTHER:
            wanted = EndingAnswer.ENDS
        elif reason is None:
            wanted = EndingAnswer.NEEDS_REASON
        else:
            wanted = EndingAnswer.IS_PROPOSED if two else EndingAnswer.ENDS
        assert answer_to_ending(it, protected, reason, proposal) is wanted, it.facts


def test_nobody_alone_ends_with_anything_undone_where_we_answer_for_the_child() -> None:
    for it in endings():
        ours = it.facts.direction is MovementDirection.OUT
        if it.facts.responsibility_passed_on is not None or not ours or ends_freely(it):
            continue
        for reason in EndingReason:
            assert takes_two(it.facts, True, reason)
        for proposal in (Proposal.NONE, Proposal.OWN):
            answers = {answer_to_ending(it, True, one, proposal) for one in (None, *EndingReason)}
            assert EndingAnswer.ENDS not in answers


@pytest.mark.parametrize("proposal", Proposal)
def test_what_is_ended_already_is_not_ended_again(proposal: Proposal) -> None:
    for protected, reason in product(EITHER, (None, *EndingReason)):
        it = at(facts(ended_on=SOON, **PASSED))
        answer = answer_to_ending(it, protected, reason, proposal)
        assert answer is EndingAnswer.ENDED_ALREADY


def test_what_was_left_undone_is_known_of_a_movement_that_is_ended_what_was_due_first_first() -> (
    None
):
    it = at(facts(notice_on=DAYS["notice_on"], ended_on=SOON))
    assert due_steps(it) == ()
    undone = left_undone(it)
    assert [step.duty for step in undone] == [
        MovementDuty.ACKNOWLEDGEMENT,
        MovementDuty.PAPERS,
        MovementDuty.TRANSFER_CONFERENCE,
    ]
    assert not ends_freely(it)
    assert ends_freely(at(facts(ended_on=SOON, **PASSED)))


def test_a_proposed_end_stops_no_clock_and_has_one_of_its_own() -> None:
    for said in ({}, {"notice_on": DAYS["notice_on"]}, PASSED):
        before, after = reckon(**said), reckon(ending_proposed_on=date(2026, 11, 6), **said)
        agree = after.pop(MovementDuty.AGREE_ENDING)
        assert after == before
        assert due_on(agree) == date(2026, 11, 18)
        assert agree.clock.since_on == date(2026, 11, 6)
        assert agree.clock.since.value == "ending_proposed"
        assert agree.clock.setting == "movement_ending_working_days"
    assert reckon(ending_proposed_on=SOON, ended_on=SOON) == {}
