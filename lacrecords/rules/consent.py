"""Whether consent to share was given: whose it is to give, and whether it is valid.

Source: the council's procedure, "Do you have consent to share?"; product, D2. Pure: every fact
and day is handed in. When consent is not sought, and when it is overridden, is decided
elsewhere: nothing here says that anything may or may not be shared. What becomes of an answer
later is in `consent_standing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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

FOR_THE_CHILD = frozenset(
    {WhoseConsent.CHILD, WhoseConsent.PARENTAL_RESPONSIBILITY, WhoseConsent.LOCAL_AUTHORITY}
)
"""Who can answer for the child. An adult and a third party answer for themselves alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildFacts:
    """What of a child says whose consent is to be sought, on one day and for one question."""

    band: AgeBand
    able: bool | None
    """What the worksheet for this question found; None: there is none."""
    died: bool
    care_order: bool
    parents_disagree: bool
    """It is asked whose consent is to be sought, and not answered."""


@dataclass(frozen=True, slots=True)
class Decides:
    """Whose consent is to be sought; nobody's yet: a question must be answered first."""

    whose: WhoseConsent | None
    because: DecidesBecause


def who_decides(facts: ChildFacts) -> Decides:
    """Say whose consent is to be sought. Source: procedure, "Whose consent should be sought?".

    A child with sufficient understanding decides, whatever a parent says. Where the child
    cannot, one person with parental responsibility does; under a care order the authority that
    holds it; where parents disagree, it must be considered first whose it is. An adult decides
    for themselves. For a child not yet born the mother speaks, about herself.
    """
    if facts.died:
        return Decides(None, DecidesBecause.CHILD_DIED)
    if facts.band is AgeBand.ADULT:
        return Decides(WhoseConsent.ADULT, DecidesBecause.GROWN_UP)
    if facts.band is AgeBand.UNBORN:
        return Decides(WhoseConsent.ADULT, DecidesBecause.UNBORN)
    if facts.able is None and facts.band is AgeBand.NOT_KNOWN:
        return Decides(None, DecidesBecause.AGE_NOT_KNOWN)
    return _child_decides(facts) or _somebody_for_the_child(facts)


def _child_decides(facts: ChildFacts) -> Decides | None:
    if facts.able is True:
        return Decides(WhoseConsent.CHILD, DecidesBecause.SHOWN_ABLE)
    if facts.able is None and facts.band is AgeBand.PRESUMED_TO_UNDERSTAND:
        return Decides(WhoseConsent.CHILD, DecidesBecause.PRESUMED)
    if facts.able is None and facts.band is AgeBand.EXPECTED_TO_UNDERSTAND:
        return Decides(WhoseConsent.CHILD, DecidesBecause.EXPECTED)
    return None


def _somebody_for_the_child(facts: ChildFacts) -> Decides:
    if facts.care_order:
        return Decides(WhoseConsent.LOCAL_AUTHORITY, DecidesBecause.CARE_ORDER)
    if facts.parents_disagree:
        return Decides(None, DecidesBecause.PARENTS_DISAGREE)
    young = facts.able is None
    return Decides(
        WhoseConsent.PARENTAL_RESPONSIBILITY,
        DecidesBecause.TOO_YOUNG_WITHOUT_WORKSHEET if young else DecidesBecause.SHOWN_NOT_ABLE,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFacts:
    """What happened when consent was asked for."""

    answer: ConsentAnswer
    whose: WhoseConsent
    kind: ConsentKind
    explained: frozenset[ExplainedPart]
    within_service: bool
    """The sharing is part of the service that the person takes up."""
    explained_at_outset: bool
    special_category: bool
    """Health, ethnicity, religion, sex life ..., and consent is the ground of the sharing."""
    giver_of_concern: bool
    """The concern is about whoever was asked."""
    giver_has_responsibility: bool


_NOT_FREELY_GIVEN = {
    ConsentAnswer.NO_REPLY: ConsentFault.NO_REPLY,
    ConsentAnswer.PRESSED: ConsentFault.PRESSED,
    ConsentAnswer.SERVICE_CONDITION: ConsentFault.SERVICE_CONDITION,
}


def faults(given: GivenFacts, decides: Decides) -> tuple[ConsentFault, ...]:
    """List why this never was a valid answer, in order; none: it is valid.

    Source: procedure, "What constitutes consent?". Silence, pressure and a service held out
    are no consent. A consent must be informed; an implied one covers what is part of the
    service and was explained at the outset, and nothing of a special category. A refusal
    needs no explaining: it counts unless it is not theirs to decide.
    """
    found = [
        *_faults_of_answer(given),
        *(_faults_of_implied(given) if given.kind is ConsentKind.IMPLIED else ()),
        *_faults_of_giver(given, decides),
    ]
    return tuple(found)


def _faults_of_answer(given: GivenFacts) -> tuple[ConsentFault, ...]:
    if given.answer in _NOT_FREELY_GIVEN:
        return (_NOT_FREELY_GIVEN[given.answer],)
    consented = given.answer is ConsentAnswer.CONSENTED
    if consented and given.explained != frozenset(ExplainedPart):
        return (ConsentFault.NOT_INFORMED,)
    return ()


def _faults_of_implied(given: GivenFacts) -> tuple[ConsentFault, ...]:
    if given.answer is not ConsentAnswer.CONSENTED:
        return ()
    found = (
        (ConsentFault.IMPLIED_OUTSIDE_SERVICE, not given.within_service),
        (ConsentFault.IMPLIED_NOT_EXPLAINED, not given.explained_at_outset),
        (ConsentFault.IMPLIED_SPECIAL_CATEGORY, given.special_category),
    )
    return tuple(fault for fault, there in found if there)


def _faults_of_giver(given: GivenFacts, decides: Decides) -> tuple[ConsentFault, ...]:
    if given.whose not in FOR_THE_CHILD:
        return ()
    parent = given.whose is WhoseConsent.PARENTAL_RESPONSIBILITY
    # While parents disagree, what each of them said is kept and waits for the question.
    waits = parent and decides.because is DecidesBecause.PARENTS_DISAGREE
    found = (
        (ConsentFault.PERSON_OF_CONCERN, parent and given.giver_of_concern),
        (ConsentFault.WITHOUT_RESPONSIBILITY, parent and not given.giver_has_responsibility),
        (ConsentFault.NOT_THEIRS_TO_DECIDE, not waits and decides.whose is not given.whose),
    )
    return tuple(fault for fault, there in found if there)


def is_usual_parent(*, lives_with_child: bool, another_lives_with_child: bool) -> bool:
    """Say whether this parent would usually be asked. Source: procedure, same section.

    Of parents who live apart, the one with whom the child lives. Another may be asked, and
    it is written down why.
    """
    return lives_with_child or not another_lives_with_child


def day_refused(
    taken_on: date,
    today: date,
    whose: WhoseConsent,
    *,
    unborn: bool,
    born_from: date | None,
    died_on: date | None,
) -> ConsentDayRefusal | None:
    """Say why no answer can have been given on that day; None: it can.

    `born_from`: the first day on which the child can have been born. Before it nobody can
    have answered for the child, though a mother may have answered for herself.
    """
    if taken_on > today:
        return ConsentDayRefusal.IN_FUTURE
    if whose not in FOR_THE_CHILD:
        return None
    if unborn or (born_from is not None and taken_on < born_from):
        return ConsentDayRefusal.BEFORE_BIRTH
    if died_on is not None and taken_on > died_on:
        return ConsentDayRefusal.AFTER_DEATH
    return None


def may_withdraw(
    by: WhoseConsent, *, is_giver: bool, given_for: WhoseConsent, decides: Decides
) -> bool:
    """Say who may take a consent back. Source: procedure, "What constitutes consent?".

    Whoever gave it, at any time. And whoever has become the one to decide since: a child who
    has turned 16 takes back what a parent gave. Another parent who thinks otherwise gives an
    answer of their own, and both are kept.
    """
    return is_giver or (by is decides.whose and by is not given_for and given_for in FOR_THE_CHILD)


def disagree(
    one: tuple[WhoseConsent, ConsentAnswer], another: tuple[WhoseConsent, ConsentAnswer]
) -> bool:
    """Say whether two people with parental responsibility answered differently for one child."""
    answers = {one[1], another[1]}
    parents = {one[0], another[0]} == {WhoseConsent.PARENTAL_RESPONSIBILITY}
    return parents and answers == {ConsentAnswer.CONSENTED, ConsentAnswer.REFUSED}
