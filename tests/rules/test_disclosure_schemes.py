"""Questions about a person: every combination of what may be said of one, and what follows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.rules.disclosure_schemes import (
    CourseFacts,
    SchemeFacts,
    SchemeOutcome,
    may_end,
    recognise,
    refer_by,
    state_of,
)
from lacrecords.terms import (
    POLICE_DECISIONS,
    AskedAbout,
    DisclosureScheme,
    PoliceAnswer,
    SchemeAsker,
    SchemeDuty,
    SchemeEnd,
    SchemeState,
    SchemeUrgency,
    SchemeWay,
)

CSODS, DVDS = DisclosureScheme.CHILD_SEX_OFFENDER, DisclosureScheme.DOMESTIC_VIOLENCE
BOOLS = (False, True)
EVERY = [
    SchemeFacts(
        asker=asker,
        about=about,
        access_to_child=access,
        child_at_risk=risk,
        danger_now=danger,
        our_worker=ours,
    )
    for asker, about, access, risk, danger, ours in product(
        SchemeAsker, AskedAbout, BOOLS, BOOLS, BOOLS, BOOLS
    )
]
P, PA, R, PRO, C = (
    SchemeAsker.PUBLIC,
    SchemeAsker.PARENT,
    SchemeAsker.RELATIVE,
    SchemeAsker.PROFESSIONAL,
    SchemeAsker.CHILD,
)
OWN, OTHERS, NOBODYS = (
    AskedAbout.PARTNER_OF_ASKER,
    AskedAbout.PARTNER_OF_SOMEBODY_ELSE,
    AskedAbout.NOBODYS_PARTNER,
)
ASK, KNOW, NEITHER = SchemeWay.RIGHT_TO_ASK, SchemeWay.RIGHT_TO_KNOW, SchemeWay.NEITHER
TABLE = {
    # Who asks, whose partner, access to a child: which schemes, and whose request it is.
    **{(who, OWN, True): ({CSODS, DVDS}, ASK) for who in (P, PA, R, PRO)},
    **{(who, OWN, False): ({DVDS}, ASK) for who in (P, PA, R, PRO)},
    **{(who, OTHERS, True): ({CSODS, DVDS}, ASK) for who in (P, PA, R)},
    **{(who, OTHERS, False): ({DVDS}, ASK) for who in (P, PA, R)},
    **{(who, NOBODYS, True): ({CSODS}, ASK) for who in (P, PA, R)},
    **{(who, NOBODYS, False): (set(), NEITHER) for who in (P, PA, R, PRO, C)},
    (PRO, OTHERS, True): ({DVDS}, KNOW),
    (PRO, OTHERS, False): ({DVDS}, KNOW),
    (PRO, NOBODYS, True): (set(), NEITHER),
    **{(C, whose, access): ({DVDS}, KNOW) for whose in (OWN, OTHERS) for access in BOOLS},
    (C, NOBODYS, True): (set(), NEITHER),
}


def test_the_table_is_whole_and_every_combination_is_tried() -> None:
    assert len(TABLE) == 30
    assert len(EVERY) == 240 == len(set(EVERY))


@pytest.mark.parametrize("facts", EVERY)
def test_the_scheme_that_fits_is_that_of_the_table(facts: SchemeFacts) -> None:
    schemes, way = TABLE[facts.asker, facts.about, facts.access_to_child]
    found = recognise(facts)
    assert found.schemes == schemes and found.way is way
    assert found.is_referred is bool(schemes)


@pytest.mark.parametrize("facts", EVERY)
def test_what_fits_a_scheme_is_referred_and_at_once_where_there_is_risk(facts: SchemeFacts) -> None:
    found = recognise(facts)
    assert (SchemeDuty.REFER_TO_POLICE in found.duties) is bool(found.schemes)
    expected = SchemeUrgency.NO_REFERRAL
    if found.schemes:
        urgent = facts.child_at_risk or facts.danger_now
        expected = SchemeUrgency.URGENT if urgent else SchemeUrgency.ROUTINE
    assert found.urgency is expected


@pytest.mark.parametrize("facts", EVERY)
def test_danger_and_risk_are_always_taken_up_by_somebody_of_ours(facts: SchemeFacts) -> None:
    duties = set(recognise(facts).duties)
    child_asks = facts.asker is C
    assert (SchemeDuty.ARE_YOU_SAFE_NOW in duties) is child_asks
    assert (SchemeDuty.RING_999 in duties) is facts.danger_now
    assert (SchemeDuty.SECTION_47_CONSIDERATION in duties) is facts.child_at_risk
    assert (SchemeDuty.TELL_DESIGNATED_OFFICER in duties) is facts.our_worker
    assert (SchemeDuty.DUTY_TEAM_NOW in duties) is (facts.danger_now and not child_asks)


@pytest.mark.parametrize("facts", EVERY)
def test_a_worry_is_taken_here_and_so_is_a_professional_whom_no_scheme_hears(
    facts: SchemeFacts,
) -> None:
    """A child who asks is taken up as a child who calls."""
    unheard = facts.asker is PRO and facts.about is NOBODYS and facts.access_to_child
    taken = (facts.child_at_risk or unheard) and facts.asker is not C
    assert (SchemeDuty.WORRY_TASK in recognise(facts).duties) is taken


def test_duties_stand_in_the_order_in_which_they_are_done() -> None:
    order = list(SchemeDuty)
    for facts in EVERY:
        places = [order.index(duty) for duty in recognise(facts).duties]
        assert places == sorted(places)


def test_no_word_of_an_outcome_is_of_what_is_known() -> None:
    """An outcome has these parts and no other: there is no place to tell anything."""
    assert set(SchemeOutcome.__dataclass_fields__) == {"schemes", "way", "urgency", "duties"}
    assert set(SchemeFacts.__dataclass_fields__) == {
        "asker",
        "about",
        "access_to_child",
        "child_at_risk",
        "danger_now",
        "our_worker",
    }


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(
    lambda one: one.replace(tzinfo=UTC)
)


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=9)), st.none() | MOMENTS)
def test_what_is_said_later_never_puts_a_referral_back(
    urgent: datetime, more: timedelta, already: datetime | None
) -> None:
    for urgency in SchemeUrgency:
        found = refer_by(urgency, urgent, urgent + more, already)
        if already is not None:
            assert found is not None and found <= already
        elif urgency is SchemeUrgency.NO_REFERRAL:
            assert found is None
        else:
            assert found == (urgent if urgency is SchemeUrgency.URGENT else urgent + more)


ANSWERS: tuple[tuple[PoliceAnswer, ...], ...] = (
    (),
    *((one,) for one in PoliceAnswer),
    *product(PoliceAnswer, PoliceAnswer),
)
COURSES = [
    CourseFacts(to_be_referred=owed, referred=gone, answers=answers if gone else (), ended=ended)
    for owed, gone, answers, ended in product(BOOLS, BOOLS, ANSWERS, BOOLS)
]


@pytest.mark.parametrize("course", COURSES)
def test_a_question_stands_in_one_state_which_says_what_is_owed(course: CourseFacts) -> None:
    state = state_of(course)
    assert (state is SchemeState.ENDED) is course.ended
    if course.ended:
        return
    assert (state is SchemeState.TO_REFER) is (course.to_be_referred and not course.referred)
    decided = bool(set(course.answers) & POLICE_DECISIONS)
    refused = course.answers[-1:] == (PoliceAnswer.REFUSED_REFERRAL,)
    assert (state is SchemeState.DECIDED) is (decided or refused)
    more = course.referred and course.answers[-1:] == (PoliceAnswer.ASKS_FOR_MORE,)
    assert (state is SchemeState.MORE_ASKED) is (more and not decided)
    nothing_said = course.referred and not (decided or refused or more)
    assert (state is SchemeState.WITH_POLICE) is nothing_said
    assert (state is SchemeState.NOTHING_TO_REFER) is not (course.to_be_referred or course.referred)


def test_what_has_ended_ends_for_no_further_reason() -> None:
    for course, facts, reason in product(COURSES, EVERY[:1], SchemeEnd):
        if course.ended:
            assert may_end(reason, course, facts) is False


@pytest.mark.parametrize("facts", EVERY)
def test_a_change_of_mind_ends_nothing_while_anybody_is_at_risk(facts: SchemeFacts) -> None:
    for course in COURSES:
        ends = {reason for reason in SchemeEnd if may_end(reason, course, facts)}
        if course.ended:
            continue
        assert SchemeEnd.SAME_AS_ANOTHER in ends
        theirs = facts.asker in (P, PA, R) or (facts.asker is PRO and facts.about is OWN)
        at_risk = facts.child_at_risk or facts.danger_now
        assert (SchemeEnd.ASKER_WITHDREW in ends) is (theirs and not at_risk)
        assert (SchemeEnd.POLICE_DECIDED in ends) is bool(set(course.answers) & POLICE_DECISIONS)
        refused = course.answers[-1:] == (PoliceAnswer.REFUSED_REFERRAL,)
        assert (SchemeEnd.POLICE_REFUSED in ends) is refused
        nothing_owed = not course.to_be_referred and not course.referred
        assert (SchemeEnd.NEITHER_SCHEME_FITS in ends) is nothing_owed
