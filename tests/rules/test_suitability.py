"""Suitability checks: every combination of what a request lacks, every moment of its clock."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.rules import suitability as rules
from lacrecords.rules.suitability import Gap, Lived, PersonFacts, RequestFacts, Waiting
from lacrecords.terms import (
    CheckClock,
    CheckResult,
    ConsentGiver,
    MissingPart,
    VerificationMethod,
    VerificationOutcome,
)

FACTS = tuple(PersonFacts.__dataclass_fields__)
GIVEN = {
    "consent_seen": MissingPart.CONSENT,
    "name_given": MissingPart.NAME,
    "birth_given": MissingPart.BIRTH,
    "addresses_given": MissingPart.ADDRESSES,
}
NOW = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)


def every_person() -> Iterator[PersonFacts]:
    for values in itertools.product((False, True), repeat=len(FACTS)):
        yield PersonFacts(**dict(zip(FACTS, values, strict=True)))


EVERY_PERSON = tuple(every_person())
WHOLE = PersonFacts(
    consent_seen=True,
    name_given=True,
    birth_given=True,
    addresses_given=True,
    gap_open=False,
    searched=True,
    register_changed=False,
    candidates_undecided=False,
    closed_records_unanswered=False,
)


def test_every_combination_of_a_person_is_here() -> None:
    assert len(set(EVERY_PERSON)) == 2 ** len(FACTS) == 512


@pytest.mark.parametrize("method", list(VerificationMethod))
@pytest.mark.parametrize("outcome", list(VerificationOutcome))
def test_only_a_confirmed_check_by_the_directory_counts(
    method: VerificationMethod, outcome: VerificationOutcome
) -> None:
    by_directory = method in (VerificationMethod.RING_BACK, VerificationMethod.DIRECTORY_EMAIL)
    counts = by_directory and outcome is VerificationOutcome.CONFIRMED
    assert rules.counts_as_check(method, outcome) is counts


def test_what_is_not_there_is_missing_and_comes_before_the_search() -> None:
    for facts in EVERY_PERSON:
        missing = rules.missing_of_person(facts)
        lacks = {part for name, part in GIVEN.items() if not getattr(facts, name)}
        if facts.gap_open and facts.addresses_given:
            lacks.add(MissingPart.GAP_EXPLANATION)
        if lacks:
            assert set(missing) == lacks
        elif not facts.searched:
            assert missing == (MissingPart.SEARCH,)
        elif facts.register_changed:
            assert missing == (MissingPart.SEARCH_AGAIN,)
        else:
            after = set()
            if facts.candidates_undecided:
                after.add(MissingPart.DECISIONS)
            if facts.closed_records_unanswered:
                after.add(MissingPart.CLOSED_RECORDS)
            assert set(missing) == after
        assert list(missing) == [part for part in MissingPart if part in missing]
        assert MissingPart.REQUESTER_CHECK not in missing


def test_nobody_is_searched_for_without_consent_and_a_whole_description() -> None:
    for facts in EVERY_PERSON:
        whole = all(getattr(facts, name) for name in GIVEN) and not facts.gap_open
        assert rules.may_search(facts, ended=False) is whole
        assert not rules.may_search(facts, ended=True)


def requests() -> Iterator[RequestFacts]:
    """Nobody, one of every kind, and two of the kinds that matter together."""
    two = [one for one in EVERY_PERSON if one.consent_seen and one.name_given and one.birth_given]
    groups = [(), *((one,) for one in EVERY_PERSON), *itertools.product(two, repeat=2)]
    for people, confirmed, ended in itertools.product(groups, (False, True), (False, True)):
        yield RequestFacts(requester_confirmed=confirmed, ended=ended, people=people)


EVERY_REQUEST = tuple(requests())


def test_what_one_person_lacks_the_request_lacks() -> None:
    for facts in EVERY_REQUEST:
        missing = rules.missing(facts)
        of_people = {part for one in facts.people for part in rules.missing_of_person(one)}
        assert set(missing) - {MissingPart.REQUESTER_CHECK} == of_people
        assert (MissingPart.REQUESTER_CHECK in missing) is not facts.requester_confirmed
        assert list(missing) == [part for part in MissingPart if part in missing]


def test_a_result_is_decided_when_everybody_is_searched_and_decided_on() -> None:
    for facts in EVERY_REQUEST:
        done = bool(facts.people) and not any(map(rules.missing_of_person, facts.people))
        assert rules.may_decide_result(facts) is (done and not facts.ended)


def test_nothing_is_sent_without_a_confirmed_check_and_every_consent() -> None:
    for facts, result in itertools.product(EVERY_REQUEST, (*CheckResult, None)):
        if not rules.may_send(facts, result):
            continue
        assert facts.requester_confirmed and not facts.ended
        assert result is CheckResult.NOTHING_KNOWN
        assert all(one.consent_seen and one.searched for one in facts.people)
        assert not any(one.register_changed for one in facts.people)
        assert not any(map(rules.missing_of_person, facts.people))


def test_a_search_that_the_register_has_overtaken_holds_up_result_and_answer() -> None:
    for facts in EVERY_REQUEST:
        if any(one.register_changed for one in facts.people):
            assert not rules.may_decide_result(facts)
            assert not any(rules.may_send(facts, result) for result in (*CheckResult, None))


def test_somebody_overtaken_is_searched_for_again() -> None:
    facts = replace(WHOLE, register_changed=True)
    assert rules.may_search(facts, ended=False)
    assert rules.missing_of_person(facts) == (MissingPart.SEARCH_AGAIN,)


def test_the_answer_goes_when_nothing_is_missing() -> None:
    facts = RequestFacts(requester_confirmed=True, ended=False, people=(WHOLE,))
    assert rules.may_send(facts, CheckResult.NOTHING_KNOWN)


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("cannot_tell", [False, True])
@pytest.mark.parametrize("speaks", [False, True])
def test_results_fit_what_was_found(known: bool, cannot_tell: bool, speaks: bool) -> None:
    fit = rules.results_that_fit(known=known, cannot_tell=cannot_tell, closed_record_speaks=speaks)
    assert fit, "there is always a way on"
    assert (CheckResult.NOTHING_KNOWN in fit) is not (cannot_tell or speaks)
    others = {CheckResult.INFORMATION, CheckResult.REFER_ALLEGATION}
    assert fit & others in (set(), others)
    assert bool(fit & others) is (known or cannot_tell or speaks)


STATES = (
    CheckClock.IN_TIME,
    CheckClock.HALF_GONE,
    CheckClock.ENDS_SOON,
    CheckClock.OVERDUE,
    CheckClock.WITH_DIRECTOR,
)


@pytest.mark.parametrize("day", range(12))
@pytest.mark.parametrize("stopped", [False, True])
def test_the_clock_passes_every_state_at_its_very_moment(day: int, stopped: bool) -> None:
    at = [NOW + timedelta(days=days) for days in (2, 4, 6, 8)]
    for moment in (timedelta(0), timedelta(microseconds=-1)):
        now = NOW + timedelta(days=day) + moment
        state = rules.clock_of(
            now,
            half_at=at[0],
            warning_at=at[1],
            due_at=at[2],
            director_at=at[3],
            stopped=stopped,
        )
        reached = sum(now >= one for one in at)
        assert state is (CheckClock.STOPPED if stopped else STATES[reached])


@pytest.mark.parametrize(
    ("births", "signed_on", "giver"),
    [
        ((), date(2026, 1, 1), ConsentGiver.THE_PERSON),
        ((date(2010, 1, 2),), date(2026, 1, 1), ConsentGiver.PARENTAL_RESPONSIBILITY),
        ((date(2010, 1, 2),), date(2026, 1, 2), ConsentGiver.THE_PERSON),
        ((date(2008, 2, 29),), date(2024, 2, 28), ConsentGiver.PARENTAL_RESPONSIBILITY),
        ((date(2008, 2, 29),), date(2024, 2, 29), ConsentGiver.THE_PERSON),
        ((date(1980, 1, 1), date(2015, 1, 1)), date(2026, 1, 1), "parental_responsibility"),
    ],
)
def test_who_signs(births: tuple[date, ...], signed_on: date, giver: ConsentGiver) -> None:
    assert rules.who_signs(births, signed_on) == giver


@pytest.mark.parametrize(
    ("births", "first"),
    [
        ((), date(2021, 11, 18)),
        ((date(1984, 3, 27),), date(2021, 11, 18)),
        ((date(2024, 3, 27),), date(2024, 3, 27)),
        ((date(2024, 3, 27), date(2023, 3, 27)), date(2023, 3, 27)),
        ((date(2030, 1, 1),), date(2026, 11, 18)),
    ],
)
def test_addresses_are_asked_for_five_years_or_a_shorter_life(
    births: tuple[date, ...], first: date
) -> None:
    received = date(2026, 11, 18)
    assert rules.address_window(received, births, 5) == (first, received)


WINDOW = (date(2021, 1, 1), date(2021, 12, 31))


def day(number: int) -> date:
    return date(2021, 1, 1) + timedelta(days=number)


@pytest.mark.parametrize(
    ("lived", "gaps"),
    [
        ((), ((0, 364),)),
        (((0, None),), ()),
        (((-500, 400),), ()),
        (((0, 99), (100, None)), ()),
        (((0, 98), (100, None)), ((99, 99),)),
        (((100, None), (0, 98)), ((99, 99),)),
        (((0, 200), (50, 100), (201, None)), ()),
        (((10, 20), (30, 40)), ((0, 9), (21, 29), (41, 364))),
        (((-50, -40),), ((0, 364),)),
        (((0, 363),), ((364, 364),)),
        (((400, None),), ((0, 364),)),
        (((1, None),), ((0, 0),)),
    ],
)
def test_gaps(lived: tuple[tuple[int, int | None], ...], gaps: tuple[tuple[int, int], ...]) -> None:
    given_ = [Lived(day(first), None if last is None else day(last)) for first, last in lived]
    found = rules.gaps(given_, WINDOW, 1)
    assert found == tuple(Gap(day(first), day(last)) for first, last in gaps)


def test_short_gaps_are_not_asked_about() -> None:
    lived = [Lived(day(0), day(99)), Lived(day(110), None)]
    (gap,) = rules.gaps(lived, WINDOW, 10)
    assert gap.days == 10
    assert rules.gaps(lived, WINDOW, 11) == ()


spans = st.tuples(st.integers(-100, 500), st.one_of(st.none(), st.integers(0, 200)))


@given(st.lists(spans, max_size=8))
def test_every_day_is_in_an_address_or_in_a_gap_and_never_in_both(
    lived: list[tuple[int, int | None]],
) -> None:
    given_ = [Lived(day(at), None if span is None else day(at + span)) for at, span in lived]
    found = rules.gaps(given_, WINDOW, 1)
    for number in range(365):
        here = day(number)
        at_home = any(one.from_on <= here <= (one.to_on or here) for one in given_)
        in_gap = sum(gap.from_on <= here <= gap.to_on for gap in found)
        assert at_home + in_gap == 1
    for before, after in itertools.pairwise(found):
        assert before.to_on < after.from_on - timedelta(days=1)


CONSENT, CHECK = frozenset({MissingPart.CONSENT}), frozenset({MissingPart.REQUESTER_CHECK})


def at(hours: int) -> datetime:
    return NOW + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("steps", "until", "waiting"),
    [
        ([], None, []),
        ([(0, CONSENT)], None, [(0, None, CONSENT)]),
        ([(0, CONSENT)], 9, [(0, 9, CONSENT)]),
        ([(0, CONSENT), (3, frozenset())], None, [(0, 3, CONSENT)]),
        ([(0, CONSENT), (3, CONSENT), (5, frozenset())], 9, [(0, 5, CONSENT)]),
        ([(0, CONSENT), (3, CHECK)], 9, [(0, 3, CONSENT), (3, 9, CHECK)]),
        (
            [(0, CONSENT), (3, frozenset()), (5, CONSENT)],
            None,
            [(0, 3, CONSENT), (5, None, CONSENT)],
        ),
        ([(0, frozenset({MissingPart.SEARCH, MissingPart.DECISIONS}))], None, []),
        ([(0, CONSENT | {MissingPart.SEARCH})], None, [(0, None, CONSENT)]),
    ],
)
def test_times_of_waiting_for_others(
    steps: list[tuple[int, frozenset[MissingPart]]],
    until: int | None,
    waiting: list[tuple[int, int | None, frozenset[MissingPart]]],
) -> None:
    found = rules.waiting_times(
        [(at(hours), parts) for hours, parts in steps], None if until is None else at(until)
    )
    assert found == tuple(
        Waiting(at(first), None if last is None else at(last), parts)
        for first, last, parts in waiting
    )


def test_we_wait_for_others_where_we_cannot_go_on_alone() -> None:
    alone = {MissingPart.SEARCH, MissingPart.SEARCH_AGAIN, MissingPart.DECISIONS}
    alone |= {MissingPart.CLOSED_RECORDS}
    assert rules.WAITS_FOR_OTHERS == frozenset(MissingPart) - alone
