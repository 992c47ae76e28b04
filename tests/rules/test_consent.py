"""Whose consent is sought and what makes it valid: every combination of the facts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain, combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.rules.consent import (
    FOR_THE_CHILD,
    ChildFacts,
    Decides,
    GivenFacts,
    day_refused,
    faults,
    is_usual_parent,
    may_withdraw,
    who_decides,
)
from lacrecords.terms import (
    AgeBand,
    ConsentAnswer,
    ConsentDayRefusal,
    ConsentFault,
    ConsentKind,
    DecidesBecause,
    ExplainedPart,
    WhoseConsent,
)

CHILD, PARENT, AUTHORITY, ADULT, THIRD_PARTY = WhoseConsent
CONSENTED, REFUSED, NO_REPLY, PRESSED, SERVICE_CONDITION = ConsentAnswer
YES_NO = (True, False)
ALL_EXPLAINED = frozenset(ExplainedPart)
BY_CHILD = Decides(CHILD, DecidesBecause.EXPECTED)
BY_PARENT = Decides(PARENT, DecidesBecause.SHOWN_NOT_ABLE)
BY_AUTHORITY = Decides(AUTHORITY, DecidesBecause.CARE_ORDER)
BY_ADULT = Decides(ADULT, DecidesBecause.GROWN_UP)
UNDECIDED = Decides(None, DecidesBecause.PARENTS_DISAGREE)
NOBODY = Decides(None, DecidesBecause.AGE_NOT_KNOWN)


def expected(facts: ChildFacts) -> tuple[WhoseConsent | None, str]:
    """The table as a lawyer would write it, line by line; the first that fits holds."""
    parents: tuple[WhoseConsent | None, str]
    young = "too_young_without_worksheet" if facts.able is None else "shown_not_able"
    parents = (None, "parents_disagree") if facts.parents_disagree else (PARENT, young)
    instead = (AUTHORITY, "care_order") if facts.care_order else parents
    if facts.died:
        return (None, "child_died")
    by_age: dict[AgeBand, tuple[WhoseConsent | None, str]] = {
        AgeBand.ADULT: (ADULT, "grown_up"),
        AgeBand.UNBORN: (ADULT, "unborn"),
    }
    if facts.band in by_age:
        return by_age[facts.band]
    if facts.able is not None:
        return (CHILD, "shown_able") if facts.able else instead
    by_presumption: dict[AgeBand, tuple[WhoseConsent | None, str]] = {
        AgeBand.PRESUMED_TO_UNDERSTAND: (CHILD, "presumed"),
        AgeBand.EXPECTED_TO_UNDERSTAND: (CHILD, "expected"),
        AgeBand.NOT_KNOWN: (None, "age_not_known"),
        AgeBand.YOUNGER: instead,
    }
    return by_presumption[facts.band]


@pytest.mark.parametrize("band", AgeBand)
@pytest.mark.parametrize("able", [True, False, None])
def test_whose_consent_is_sought(band: AgeBand, able: bool | None) -> None:
    for died, care_order, disagree in product(YES_NO, repeat=3):
        facts = ChildFacts(
            band=band, able=able, died=died, care_order=care_order, parents_disagree=disagree
        )
        found = who_decides(facts)
        assert (found.whose, found.because.value) == expected(facts), facts


PARTS = [
    frozenset(some)
    for some in chain.from_iterable(combinations(ExplainedPart, size) for size in range(6))
]


def facts_of(**said: object) -> GivenFacts:
    plain: dict[str, object] = {
        "answer": CONSENTED,
        "whose": CHILD,
        "kind": ConsentKind.EXPLICIT,
        "explained": ALL_EXPLAINED,
        "within_service": False,
        "explained_at_outset": False,
        "special_category": False,
        "giver_of_concern": False,
        "giver_has_responsibility": False,
    }
    return GivenFacts(**(plain | said))  # type: ignore[arg-type]


@pytest.mark.parametrize("explained", PARTS)
def test_consent_is_informed_or_it_is_none(explained: frozenset[ExplainedPart]) -> None:
    found = faults(facts_of(explained=explained), BY_CHILD)
    assert found == (() if len(explained) == 5 else (ConsentFault.NOT_INFORMED,))
    assert faults(facts_of(explained=explained, answer=REFUSED), BY_CHILD) == ()


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (NO_REPLY, ConsentFault.NO_REPLY),
        (PRESSED, ConsentFault.PRESSED),
        (SERVICE_CONDITION, ConsentFault.SERVICE_CONDITION),
    ],
)
@pytest.mark.parametrize("kind", ConsentKind)
def test_silence_pressure_and_a_service_held_out_are_no_consent(
    answer: ConsentAnswer, fault: ConsentFault, kind: ConsentKind
) -> None:
    for explained in (ALL_EXPLAINED, frozenset[ExplainedPart]()):
        assert faults(facts_of(answer=answer, kind=kind, explained=explained), BY_CHILD) == (fault,)


def test_implied_consent_reaches_no_further_than_the_service_that_was_explained() -> None:
    for answer, kind, within, outset, special in product(
        (CONSENTED, REFUSED), ConsentKind, YES_NO, YES_NO, YES_NO
    ):
        given_so = facts_of(
            answer=answer,
            kind=kind,
            within_service=within,
            explained_at_outset=outset,
            special_category=special,
        )
        wanted = []
        if answer is CONSENTED and kind is ConsentKind.IMPLIED:
            wanted += [] if within else [ConsentFault.IMPLIED_OUTSIDE_SERVICE]
            wanted += [] if outset else [ConsentFault.IMPLIED_NOT_EXPLAINED]
            wanted += [ConsentFault.IMPLIED_SPECIAL_CATEGORY] if special else []
        assert list(faults(given_so, BY_CHILD)) == wanted


@pytest.mark.parametrize("whose", WhoseConsent)
@pytest.mark.parametrize(
    "decides", [BY_CHILD, BY_PARENT, BY_AUTHORITY, BY_ADULT, UNDECIDED, NOBODY]
)
@pytest.mark.parametrize("answer", [CONSENTED, REFUSED])
def test_an_answer_counts_from_whoever_decides(
    whose: WhoseConsent, decides: Decides, answer: ConsentAnswer
) -> None:
    for of_concern, responsible in product(YES_NO, YES_NO):
        given_so = facts_of(
            answer=answer,
            whose=whose,
            giver_of_concern=of_concern,
            giver_has_responsibility=responsible,
        )
        wanted = []
        if whose is PARENT and of_concern:
            wanted.append(ConsentFault.PERSON_OF_CONCERN)
        if whose is PARENT and not responsible:
            wanted.append(ConsentFault.WITHOUT_RESPONSIBILITY)
        speaks_for_child = whose in (CHILD, PARENT, AUTHORITY)
        parents_wait = whose is PARENT and decides is UNDECIDED
        if speaks_for_child and decides.whose is not whose and not parents_wait:
            wanted.append(ConsentFault.NOT_THEIRS_TO_DECIDE)
        assert list(faults(given_so, decides)) == wanted


def test_every_fault_of_an_answer_is_said_in_order() -> None:
    worst = facts_of(
        whose=PARENT, kind=ConsentKind.IMPLIED, explained=frozenset(), giver_of_concern=True
    )
    assert faults(worst, BY_CHILD) == (
        ConsentFault.NOT_INFORMED,
        ConsentFault.IMPLIED_OUTSIDE_SERVICE,
        ConsentFault.IMPLIED_NOT_EXPLAINED,
        ConsentFault.PERSON_OF_CONCERN,
        ConsentFault.WITHOUT_RESPONSIBILITY,
        ConsentFault.NOT_THEIRS_TO_DECIDE,
    )


@pytest.mark.parametrize(
    ("with_child", "another", "usual"),
    [(True, True, True), (True, False, True), (False, False, True), (False, True, False)],
)
def test_of_parents_apart_the_one_with_the_child_is_usually_asked(
    with_child: bool, another: bool, usual: bool
) -> None:
    found = is_usual_parent(lives_with_child=with_child, another_lives_with_child=another)
    assert found is usual


@pytest.mark.parametrize("by", WhoseConsent)
@pytest.mark.parametrize("given_for", WhoseConsent)
@pytest.mark.parametrize("decides", [BY_CHILD, BY_PARENT, BY_AUTHORITY, BY_ADULT, NOBODY])
def test_whoever_gave_it_takes_it_back_and_whoever_has_come_to_decide(
    by: WhoseConsent, given_for: WhoseConsent, decides: Decides
) -> None:
    assert may_withdraw(by, is_giver=True, given_for=given_for, decides=decides)
    another = may_withdraw(by, is_giver=False, given_for=given_for, decides=decides)
    of_the_child = given_for in (CHILD, PARENT, AUTHORITY)
    assert another == (of_the_child and by != given_for and by == decides.whose)


def test_an_adult_and_a_third_party_speak_for_themselves_alone() -> None:
    assert {CHILD, PARENT, AUTHORITY} == FOR_THE_CHILD


TODAY = date(2026, 11, 18)
BORN = date(2013, 5, 4)


@pytest.mark.parametrize("whose", WhoseConsent)
@pytest.mark.parametrize(
    ("taken_on", "always", "for_the_child"),
    [
        (TODAY + timedelta(days=1), ConsentDayRefusal.IN_FUTURE, ConsentDayRefusal.IN_FUTURE),
        (TODAY, None, ConsentDayRefusal.AFTER_DEATH),
        (date(2026, 3, 2), None, ConsentDayRefusal.AFTER_DEATH),
        (date(2026, 3, 1), None, None),
        (BORN, None, None),
        (BORN - timedelta(days=1), None, ConsentDayRefusal.BEFORE_BIRTH),
    ],
)
def test_no_answer_of_a_day_to_come_before_birth_or_after_death(
    whose: WhoseConsent,
    taken_on: date,
    always: ConsentDayRefusal | None,
    for_the_child: ConsentDayRefusal | None,
) -> None:
    found = day_refused(
        taken_on, TODAY, whose, unborn=False, born_from=BORN, died_on=date(2026, 3, 1)
    )
    assert found == (for_the_child if whose in (CHILD, PARENT, AUTHORITY) else always)


@pytest.mark.parametrize("whose", WhoseConsent)
def test_nobody_answers_for_a_child_not_yet_born(whose: WhoseConsent) -> None:
    found = day_refused(TODAY, TODAY, whose, unborn=True, born_from=None, died_on=None)
    speaks = whose in (CHILD, PARENT, AUTHORITY)
    assert found is (ConsentDayRefusal.BEFORE_BIRTH if speaks else None)


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.sampled_from(WhoseConsent))
def test_where_nothing_is_known_only_the_future_is_refused(
    taken_on: date, whose: WhoseConsent
) -> None:
    found = day_refused(taken_on, TODAY, whose, unborn=False, born_from=None, died_on=None)
    assert (found is ConsentDayRefusal.IN_FUTURE) == (taken_on > TODAY)
    assert found in (None, ConsentDayRefusal.IN_FUTURE)
