"""What follows of a late hit, in every combination of what may be so."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from lacrecords.rules.late_hits import LateDuty, LatePair, RecordKept, duties_of
from lacrecords.terms import MatchStrength

EITHER = (False, True)
TASKS = {LateDuty.TASK_FOR_DESIGNATED_MANAGER, LateDuty.TASK_FOR_RECORD_OWNER}


def pairs() -> Iterator[LatePair]:
    for strength, sibling, taken, weighed, waits, record in product(
        MatchStrength, EITHER, EITHER, EITHER, EITHER, RecordKept
    ):
        yield LatePair(
            strength=strength,
            may_be_sibling=sibling,
            taken_for_a_record=taken,
            weighed_on_this_evidence=weighed,
            waits_already=waits,
            record=record,
        )


def is_news(pair: LatePair) -> bool:
    decided = pair.taken_for_a_record or pair.weighed_on_this_evidence
    close = (MatchStrength.STRONG, MatchStrength.LIKELY)
    return pair.strength in close and not pair.may_be_sibling and not decided


def test_there_is_something_to_do_only_where_nobody_has_decided_and_it_looks_like_one_child() -> (
    None
):
    for pair in pairs():
        if not is_news(pair):
            assert duties_of(pair) == frozenset(), pair
        elif not pair.waits_already:
            assert duties_of(pair), pair


def test_of_a_sealed_record_nobody_but_its_owner_hears() -> None:
    for pair in pairs():
        if pair.record is RecordKept.SEALED:
            assert duties_of(pair) <= {LateDuty.TELL_OWNER_OF_SEALED_RECORD}


def test_a_restricted_record_reaches_its_owner_alone() -> None:
    for pair in pairs():
        if pair.record is RecordKept.RESTRICTED:
            assert duties_of(pair) <= {LateDuty.TASK_FOR_RECORD_OWNER}


def test_any_other_record_is_the_designated_managers_to_decide() -> None:
    for pair in pairs():
        if is_news(pair) and pair.record in (RecordKept.CASE_OPEN, RecordKept.CASE_NOT_OPEN):
            asked = LateDuty.TASK_FOR_DESIGNATED_MANAGER in duties_of(pair)
            assert asked is not pair.waits_already


def test_no_pair_is_a_task_twice_and_whoever_leads_now_is_told() -> None:
    for pair in pairs():
        duties = duties_of(pair)
        if pair.waits_already:
            assert not duties & TASKS
        if is_news(pair):
            told = LateDuty.TELL_LEAD_SOCIAL_WORKER in duties
            assert told is (pair.record is RecordKept.CASE_OPEN)
