"""Questions about a person: which of the police's two schemes fits, and what must follow.

Pure, and for lawyers to read. It knows nothing of the person asked about, and it has no
outcome that tells anything of them: the police alone disclose. Whatever is decided here is
decided from what the asker said, so that it is the same whether or not we know the person.
Source: the procedure, "Child Sex Offender Disclosure Scheme" and "The Domestic Violence
Disclosure Scheme"; where it is silent a local choice is named as one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

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

PARTNERS = frozenset({AskedAbout.PARTNER_OF_ASKER, AskedAbout.PARTNER_OF_SOMEBODY_ELSE})


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeFacts:
    """What was said of a question. Nothing in it comes from a register."""

    asker: SchemeAsker
    about: AskedAbout
    access_to_child: bool
    child_at_risk: bool
    danger_now: bool
    our_worker: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeOutcome:
    """Which schemes fit, whose request it is, how soon it is referred, and what is done."""

    schemes: frozenset[DisclosureScheme]
    way: SchemeWay
    urgency: SchemeUrgency
    duties: tuple[SchemeDuty, ...]

    @property
    def is_referred(self) -> bool:
        """The police are told of it."""
        return bool(self.schemes)


def recognise(facts: SchemeFacts) -> SchemeOutcome:
    """Weigh a question about a person."""
    schemes = schemes_that_fit(facts)
    return SchemeOutcome(
        schemes=schemes,
        way=way_of(facts),
        urgency=urgency_of(facts),
        duties=tuple(duty for duty in SchemeDuty if _DUTIES[duty](facts)),
    )


def schemes_that_fit(facts: SchemeFacts) -> frozenset[DisclosureScheme]:
    """Either scheme, both or neither."""
    fitting = set()
    if child_sex_offender_scheme_fits(facts):
        fitting.add(DisclosureScheme.CHILD_SEX_OFFENDER)
    if domestic_violence_scheme_fits(facts):
        fitting.add(DisclosureScheme.DOMESTIC_VIOLENCE)
    return frozenset(fitting)


def asks_for_themselves(facts: SchemeFacts) -> bool:
    """The public, a parent, a relative; and anybody grown up who asks about their own partner.

    A child makes no application: we ask for them.
    """
    if facts.asker is SchemeAsker.PROFESSIONAL:
        return facts.about is AskedAbout.PARTNER_OF_ASKER
    return facts.asker is not SchemeAsker.CHILD


def child_sex_offender_scheme_fits(facts: SchemeFacts) -> bool:
    """A member of the public asks about somebody who has access to a child.

    Professionals have the ways of child protection instead.
    Source: the procedure, a mechanism for members of the public.
    """
    return facts.access_to_child and asks_for_themselves(facts)


def domestic_violence_scheme_fits(facts: SchemeFacts) -> bool:
    """Somebody's partner, or former partner, is asked about; whoever asks.

    Source: the procedure; anybody may ask, and an agency may ask that somebody at risk is told.
    """
    return facts.about in PARTNERS


def way_of(facts: SchemeFacts) -> SchemeWay:
    """Whose request it is: somebody's own, or ours for somebody at risk.

    Where a professional or a child tells us of somebody's partner, we are the agency that asks.
    """
    if not schemes_that_fit(facts):
        return SchemeWay.NEITHER
    return SchemeWay.RIGHT_TO_ASK if asks_for_themselves(facts) else SchemeWay.RIGHT_TO_KNOW


def urgency_of(facts: SchemeFacts) -> SchemeUrgency:
    """Urgent where a child may be at risk of significant harm or anybody is in danger now.

    Local choice: the procedure names no time.
    """
    if not schemes_that_fit(facts):
        return SchemeUrgency.NO_REFERRAL
    urgent = facts.child_at_risk or facts.danger_now
    return SchemeUrgency.URGENT if urgent else SchemeUrgency.ROUTINE


def a_child_is_asked_are_you_safe_now(facts: SchemeFacts) -> bool:
    """A child who asks is put through to a social worker, whatever they ask (local, A15)."""
    return facts.asker is SchemeAsker.CHILD


def danger_now_is_for_999_first(facts: SchemeFacts) -> bool:
    """Whoever is in danger at this moment needs the emergency service before any scheme."""
    return facts.danger_now


def danger_now_is_for_the_duty_team(facts: SchemeFacts) -> bool:
    """Somebody of ours takes up danger now; a child who asks is taken up as a child who calls."""
    return facts.danger_now and facts.asker is not SchemeAsker.CHILD


def a_worry_about_a_child_is_taken_here(facts: SchemeFacts) -> bool:
    """A child may be at risk: a worry like any other, and none is sent elsewhere (A15).

    A professional who names a person with access to a child is always heard as worried: no
    scheme would take it up.
    """
    unheard = facts.access_to_child and not schemes_that_fit(facts)
    return facts.asker is not SchemeAsker.CHILD and (facts.child_at_risk or unheard)


def significant_harm_is_considered(facts: SchemeFacts) -> bool:
    """A child may be at risk of significant harm: whether enquiries are made is considered.

    Source: Children Act 1989, section 47.
    """
    return facts.child_at_risk


def the_police_are_asked(facts: SchemeFacts) -> bool:
    """Where a scheme fits, the question goes to the police: they alone can disclose."""
    return bool(schemes_that_fit(facts))


def an_allegation_is_told(facts: SchemeFacts) -> bool:
    """A question about a worker of ours is also one for the designated officer for allegations."""
    return facts.our_worker


_DUTIES = {
    SchemeDuty.ARE_YOU_SAFE_NOW: a_child_is_asked_are_you_safe_now,
    SchemeDuty.RING_999: danger_now_is_for_999_first,
    SchemeDuty.DUTY_TEAM_NOW: danger_now_is_for_the_duty_team,
    SchemeDuty.WORRY_TASK: a_worry_about_a_child_is_taken_here,
    SchemeDuty.SECTION_47_CONSIDERATION: significant_harm_is_considered,
    SchemeDuty.REFER_TO_POLICE: the_police_are_asked,
    SchemeDuty.TELL_DESIGNATED_OFFICER: an_allegation_is_told,
}


def refer_by(
    urgency: SchemeUrgency, urgent_by: datetime, routine_by: datetime, already_by: datetime | None
) -> datetime | None:
    """By when it is referred: what is said later makes it sooner, never later."""
    wanted = {SchemeUrgency.URGENT: urgent_by, SchemeUrgency.ROUTINE: routine_by}.get(urgency)
    known = [one for one in (wanted, already_by) if one is not None]
    return min(known) if known else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFacts:
    """How far a question has come: `answers` are those that stand, in their order."""

    to_be_referred: bool
    referred: bool
    answers: tuple[PoliceAnswer, ...]
    ended: bool


def state_of(course: CourseFacts) -> SchemeState:
    """Where a question stands."""
    if course.ended:
        return SchemeState.ENDED
    if not course.referred:
        return SchemeState.TO_REFER if course.to_be_referred else SchemeState.NOTHING_TO_REFER
    if is_decided(course.answers) or was_refused(course.answers):
        return SchemeState.DECIDED
    if course.answers and course.answers[-1] is PoliceAnswer.ASKS_FOR_MORE:
        return SchemeState.MORE_ASKED
    return SchemeState.WITH_POLICE


def is_decided(answers: Iterable[PoliceAnswer]) -> bool:
    """The police have decided whether they disclose."""
    return any(one in POLICE_DECISIONS for one in answers)


def was_refused(answers: tuple[PoliceAnswer, ...]) -> bool:
    """The last word of the police is that they do not take the referral."""
    return bool(answers) and answers[-1] is PoliceAnswer.REFUSED_REFERRAL


def may_end(reason: SchemeEnd, course: CourseFacts, facts: SchemeFacts) -> bool:
    """Whether a question may end for this reason.

    Nobody's change of mind ends it where a child may be at risk or somebody is in danger, nor
    what we ask as an agency. What is the same as another goes on as the other.
    """
    if course.ended:
        return False
    at_risk = facts.child_at_risk or facts.danger_now
    return {
        SchemeEnd.POLICE_DECIDED: is_decided(course.answers),
        SchemeEnd.POLICE_REFUSED: was_refused(course.answers),
        SchemeEnd.NEITHER_SCHEME_FITS: not course.to_be_referred and not course.referred,
        SchemeEnd.ASKER_WITHDREW: not at_risk and asks_for_themselves(facts),
        SchemeEnd.SAME_AS_ANOTHER: True,
    }[reason]
