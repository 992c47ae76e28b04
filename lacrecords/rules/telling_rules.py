"""Who may be told what: the bars, the leaves, and what must not be said.

What is not given leave here is not told. A bar outweighs every leave, and stops
telling only: what we must do stands in `duty_rules`, and no bar reaches it.
Rule numbers: A1 is a row of "What it must do"; T1 to T14 are the rows of "What
may be told", counted from the top; a letter tells rules of one row apart.
"""

from __future__ import annotations

from lacrecords.rules.outcome_facts import PROCEDURE, EnquiryFacts, feature, rule, table_row
from lacrecords.terms import (
    TELLINGS_ABOUT_A_CHILD,
    Check,
    ChildState,
    EnquirerStanding,
    TellingKind,
)

WORKER_NAMES = frozenset({TellingKind.LEAD_SOCIAL_WORKER_NAME, TellingKind.COVER_WORKER_NAME})

# --- Bars -----------------------------------------------------------------------------


@rule("A1", f"{PROCEDURE}; {feature('A1')}", bar=TELLINGS_ABOUT_A_CHILD)
def nobody_is_told_about_a_child_before_a_confirmed_check(facts: EnquiryFacts) -> bool:
    """An enquirer whose check is not confirmed is told nothing about any child."""
    return facts.check is not Check.CONFIRMED


@rule("T2a", f"{PROCEDURE}; {table_row(2)}", bar=TELLINGS_ABOUT_A_CHILD)
def only_a_legitimate_enquirer_is_told_about_a_child(facts: EnquiryFacts) -> bool:
    """Family, the public and the child are told nothing about any child by this route."""
    return facts.standing is not EnquirerStanding.LEGITIMATE


@rule("A3a", feature("A3 and A7"), bar=TELLINGS_ABOUT_A_CHILD)
def nobody_is_told_about_a_child_that_no_person_has_decided(facts: EnquiryFacts) -> bool:
    """What the system found by itself is told to nobody: a person first decides which child."""
    return not facts.decided_by_person


@rule("T7a", table_row(7), bar=TELLINGS_ABOUT_A_CHILD)
def a_hidden_record_is_never_given_away(facts: EnquiryFacts) -> bool:
    """Where a restricted record is, or may be, the child's, nothing about a child is told."""
    return facts.record_must_stay_hidden


@rule("T7b", table_row(7), bar=frozenset({TellingKind.ADVICE}))
def a_legitimate_enquirer_is_not_answered_as_if_not_known(facts: EnquiryFacts) -> bool:
    """An answer that must wait is never the answer of "not known", which is advice alone."""
    return facts.standing is EnquirerStanding.LEGITIMATE and facts.answer_must_wait


@rule("A4a", feature("A4"), bar=WORKER_NAMES)
def an_enquiry_about_our_worker_names_no_worker(facts: EnquiryFacts) -> bool:
    """When the enquiry is about our own worker, no worker is named to the enquirer."""
    return facts.about_our_worker


# --- Leaves for a checked, legitimate enquirer ----------------------------------------


@rule("A4b", f"{PROCEDURE}; {table_row(2)}", tell=(TellingKind.LEAD_SOCIAL_WORKER_NAME,))
def the_lead_social_worker_of_an_open_case_is_named(facts: EnquiryFacts) -> bool:
    """Case open and the lead social worker active today: that name and an office number."""
    return facts.state is ChildState.OPEN_WORKER_ACTIVE and facts.may_be_answered_now


@rule("A4c", table_row(2), tell=(TellingKind.COVER_WORKER_NAME,))
def the_cover_is_named_when_the_lead_social_worker_is_away(facts: EnquiryFacts) -> bool:
    """Case open and only the cover active today: the cover's name and an office number."""
    return facts.state is ChildState.OPEN_COVER_ACTIVE and facts.may_be_answered_now


@rule("A4d", f"{feature('A4')}; {table_row(3)}", tell=(TellingKind.DUTY_TEAM,))
def the_duty_team_is_given_where_no_worker_can_be_named(facts: EnquiryFacts) -> bool:
    """Case open, but nobody active, or the enquiry is about our worker: the duty team."""
    return facts.duty_team_answers and facts.may_be_answered_now


@rule("A4e", feature("A4"), tell=(TellingKind.OUT_OF_HOURS_TEAM,))
def the_out_of_hours_team_is_given_beside_the_duty_team(facts: EnquiryFacts) -> bool:
    """Outside office hours, whoever is given the duty team is given the night's team too."""
    return facts.out_of_hours and facts.duty_team_answers and facts.may_be_answered_now


@rule("T4a", table_row(4), tell=(TellingKind.ADVICE, TellingKind.WORRY_TAKEN_HERE))
def a_closed_case_is_answered_with_advice(facts: EnquiryFacts) -> bool:
    """Known but closed: advice, and a worry is taken here; the words of "not known"."""
    return facts.state is ChildState.CLOSED and facts.may_be_answered_now


@rule("T5a", table_row(5), tell=(TellingKind.ADVICE, TellingKind.WORRY_TAKEN_HERE))
def a_child_not_known_is_answered_with_advice(facts: EnquiryFacts) -> bool:
    """Not known: advice, and a worry is taken here."""
    return facts.is_not_known and facts.may_be_answered_now


@rule("A7a", f"{PROCEDURE}; {table_row(6)}", tell=(TellingKind.EARLIER_ENQUIRY,))
def the_later_enquirer_is_told_of_the_earlier_enquiry(facts: EnquiryFacts) -> bool:
    """Not known, and a person decided it is the child asked about before: that fact, not who."""
    return (
        facts.is_not_known
        and facts.asked_before
        and facts.earlier_decided_same
        and facts.may_be_answered_now
    )


@rule("T8a", table_row(8), tell=(TellingKind.OTHER_AUTHORITY_CONTACT,))
def the_other_authority_is_named(facts: EnquiryFacts) -> bool:
    """Another authority's plan or placement: that authority's name and number."""
    return facts.state is ChildState.OTHER_AUTHORITY and facts.may_be_answered_now


@rule("A10a", feature("A10"), tell=(TellingKind.PLAN_STATUS,))
def the_plan_status_is_told_where_the_council_allows_it(facts: EnquiryFacts) -> bool:
    """Where the council's setting is on and the child has an open or closed record: yes or no."""
    return facts.plan_status_is_told


@rule(
    "T10a",
    f"{table_row(7)}; {table_row(9)}; {table_row(10)}",
    tell=(TellingKind.RING_BACK,),
    never_say=("Do not say why we must ring back.",),
)
def an_answer_that_must_wait_is_a_promise_to_ring_back(facts: EnquiryFacts) -> bool:
    """Restricted, died or grown up, cannot tell, not yet decided: one sentence for all."""
    return facts.asked_by_checked_legitimate_enquirer and facts.answer_must_wait


# --- Leaves for everybody else --------------------------------------------------------


@rule(
    "T1a",
    table_row(1),
    tell=(TellingKind.HOW_TO_BE_CHECKED, TellingKind.HOW_TO_REPORT_A_WORRY),
)
def an_unchecked_professional_is_told_how_to_be_checked(facts: EnquiryFacts) -> bool:
    """A professional whose check is not confirmed: how to be checked, how to report a worry."""
    return facts.standing is EnquirerStanding.LEGITIMATE and facts.check is not Check.CONFIRMED


@rule(
    "T11a",
    table_row(11),
    tell=(TellingKind.MESSAGE_PASSED_ON, TellingKind.OWN_INFORMATION_ROUTE),
)
def family_may_leave_a_message_and_ask_for_their_own_information(facts: EnquiryFacts) -> bool:
    """Family, checked or not: nothing confirmed, a message taken, the way to their own file."""
    return facts.standing is EnquirerStanding.FAMILY


@rule(
    "T12a",
    table_row(12),
    tell=(TellingKind.ADVICE, TellingKind.WORRY_TAKEN_HERE, TellingKind.DISCLOSURE_SCHEMES),
)
def the_public_is_given_advice_and_heard(facts: EnquiryFacts) -> bool:
    """A member of the public, named or not: advice, their worry taken, the police's schemes."""
    return facts.standing is EnquirerStanding.PUBLIC


@rule("T13a", table_row(13), tell=(TellingKind.ARE_YOU_SAFE_NOW,))
def a_child_who_calls_is_asked_whether_they_are_safe(facts: EnquiryFacts) -> bool:
    """The child: "Are you safe now?" and straight through to a social worker."""
    return facts.standing is EnquirerStanding.THE_CHILD


@rule("A15a", feature("A15"), tell=(TellingKind.WORRY_TAKEN_HERE,))
def whoever_is_worried_is_told_that_the_worry_is_taken_here(facts: EnquiryFacts) -> bool:
    """A worried enquirer is never merely told to ring elsewhere, whoever they are."""
    return facts.worried


# --- What must not be said ------------------------------------------------------------


@rule(
    "A10b",
    feature("A10"),
    never_say=("Do not give an address, a school or a telephone number of the family.",),
)
def an_address_is_never_given(_facts: EnquiryFacts) -> bool:
    """No enquiry, of whatever kind, is answered with a place or a number of the family."""
    return True


@rule(
    "A15b",
    feature("A15"),
    never_say=("Do not say or suggest that there are no concerns about a child.",),
)
def no_answer_may_sound_like_no_concerns(_facts: EnquiryFacts) -> bool:
    """That we hold nothing, or say nothing, is never a sign that a child is safe."""
    return True


@rule(
    "T1b",
    f"{feature('A1')}; {table_row(1)}; {table_row(11)}",
    never_say=("Do not say whether any child is or is not known to us.",),
)
def known_or_not_known_is_not_said(facts: EnquiryFacts) -> bool:
    """Where nothing about a child may be told, neither "known" nor "not known" is said."""
    return not facts.something_is_told_about_a_child


@rule("A7b", feature("A7"), never_say=("Do not say who asked before, when or why.",))
def who_asked_before_is_not_said(facts: EnquiryFacts) -> bool:
    """The later enquirer hears that there was an earlier enquiry, and no more of it."""
    return facts.is_not_known and facts.asked_before and facts.may_be_answered_now


@rule(
    "A10c",
    feature("A10"),
    never_say=("Do not say anything else from the record. If more is asked, ask the manager.",),
)
def more_is_for_the_manager(facts: EnquiryFacts) -> bool:
    """Whoever is told something about a child and asks for more waits for a manager."""
    return facts.something_is_told_about_a_child


@rule("A10d", feature("A10"), never_say=("Do not say whether a child is on a plan.",))
def the_plan_is_not_spoken_of_without_the_councils_leave(facts: EnquiryFacts) -> bool:
    """Whether there is a plan is for the manager, unless the council's setting is on."""
    return facts.something_is_told_about_a_child and not facts.plan_status_is_told


@rule(
    "A10e",
    feature("A10"),
    never_say=("Do not give the category, the dates or the reasons of a plan.",),
)
def only_yes_or_no_is_said_of_a_plan(facts: EnquiryFacts) -> bool:
    """The council's setting allows yes or no and nothing more."""
    return facts.plan_status_is_told


@rule(
    "A4f",
    feature("A4"),
    never_say=(
        "Do not put this enquirer through to the worker they ask about, "
        "and do not tell that worker.",
    ),
)
def the_worker_asked_about_does_not_hear_of_it_from_us(facts: EnquiryFacts) -> bool:
    """An enquiry about our own worker goes to the managers, not to that worker."""
    return facts.about_our_worker


BARS = (
    nobody_is_told_about_a_child_before_a_confirmed_check,
    only_a_legitimate_enquirer_is_told_about_a_child,
    nobody_is_told_about_a_child_that_no_person_has_decided,
    a_hidden_record_is_never_given_away,
    a_legitimate_enquirer_is_not_answered_as_if_not_known,
    an_enquiry_about_our_worker_names_no_worker,
)
LEAVES = (
    the_lead_social_worker_of_an_open_case_is_named,
    the_cover_is_named_when_the_lead_social_worker_is_away,
    the_duty_team_is_given_where_no_worker_can_be_named,
    the_out_of_hours_team_is_given_beside_the_duty_team,
    a_closed_case_is_answered_with_advice,
    a_child_not_known_is_answered_with_advice,
    the_later_enquirer_is_told_of_the_earlier_enquiry,
    the_other_authority_is_named,
    the_plan_status_is_told_where_the_council_allows_it,
    an_answer_that_must_wait_is_a_promise_to_ring_back,
    an_unchecked_professional_is_told_how_to_be_checked,
    family_may_leave_a_message_and_ask_for_their_own_information,
    the_public_is_given_advice_and_heard,
    a_child_who_calls_is_asked_whether_they_are_safe,
    whoever_is_worried_is_told_that_the_worry_is_taken_here,
)
SILENCES = (
    an_address_is_never_given,
    no_answer_may_sound_like_no_concerns,
    known_or_not_known_is_not_said,
    who_asked_before_is_not_said,
    more_is_for_the_manager,
    the_plan_is_not_spoken_of_without_the_councils_leave,
    only_yes_or_no_is_said_of_a_plan,
    the_worker_asked_about_does_not_hear_of_it_from_us,
)
