"""What we must do after an enquiry, whoever asked and however the check went.

A check that is not confirmed stops telling, never duties (A3): no rule here but
one looks at the check. Nothing here is told to the enquirer. To whom a duty goes
and by when is for the slices that carry it out.
"""

from __future__ import annotations

from lacrecords.rules.outcome_facts import (
    PROCEDURE,
    STATES_THAT_WAIT,
    EnquiryFacts,
    feature,
    rule,
    table_row,
)
from lacrecords.terms import ChildState, DutyKind, EnquirerStanding

# --- The case is open -----------------------------------------------------------------


@rule("A4g", f"{PROCEDURE}; {table_row(2)}", do=(DutyKind.NOTIFY_LEAD_SOCIAL_WORKER,))
def the_lead_social_worker_is_told_of_the_enquiry(facts: EnquiryFacts) -> bool:
    """Case open: its lead social worker is told, to follow it up; not if it is about them."""
    return facts.state is ChildState.OPEN_WORKER_ACTIVE and not facts.about_our_worker


@rule("A4h", table_row(2), do=(DutyKind.NOTIFY_COVER_WORKER,))
def the_cover_is_told_when_the_lead_social_worker_is_away(facts: EnquiryFacts) -> bool:
    """Case open and only the cover active: the cover is told; not if it is about a worker."""
    return facts.state is ChildState.OPEN_COVER_ACTIVE and not facts.about_our_worker


@rule(
    "A8a",
    f"{feature('A8')}; {table_row(3)}",
    do=(
        DutyKind.NOTIFY_TEAM_MANAGER,
        DutyKind.NOTIFY_DESIGNATED_MANAGER,
        DutyKind.NOTIFY_DUTY_TEAM,
    ),
)
def the_managers_and_the_duty_team_stand_in_for_a_worker(facts: EnquiryFacts) -> bool:
    """Case open and nobody active, or about our worker: both managers and the duty team."""
    return facts.duty_team_answers


@rule("A4i", feature("A4"), do=(DutyKind.NOTIFY_DESIGNATED_MANAGER,))
def the_designated_manager_hears_of_our_worker_in_every_state(facts: EnquiryFacts) -> bool:
    """An enquiry about our worker reaches the designated manager, case open or not."""
    return facts.about_our_worker


# --- The case is closed, or the child is not known ------------------------------------


@rule(
    "A8b",
    f"{feature('A8')}; {table_row(4)}",
    do=(DutyKind.KEEP_ON_CHILD_RECORD, DutyKind.NOTIFY_DUTY_TEAM),
)
def an_enquiry_about_a_closed_case_is_kept_and_the_duty_team_told(facts: EnquiryFacts) -> bool:
    """Known but closed: kept on the child's record, and the duty team told."""
    return facts.state is ChildState.CLOSED


@rule("A8c", f"{feature('A8')}; {table_row(4)}", do=(DutyKind.NOTIFY_DESIGNATED_MANAGER,))
def the_second_enquiry_about_a_closed_case_reaches_the_manager(facts: EnquiryFacts) -> bool:
    """The second enquiry on one closed record also goes to the designated manager."""
    return facts.state is ChildState.CLOSED and facts.asked_before


@rule("A6", f"{PROCEDURE}; {table_row(5)}", do=(DutyKind.CONTACT_RECORD,))
def a_child_not_known_has_a_contact_record(facts: EnquiryFacts) -> bool:
    """Not known: a contact record, with the advice given."""
    return facts.is_not_known


@rule(
    "A7c",
    f"{PROCEDURE}; {table_row(6)}",
    do=(DutyKind.CHILD_IN_NEED_CONSIDERATION, DutyKind.NOTIFY_DESIGNATED_MANAGER),
)
def a_second_enquiry_about_a_child_not_known_is_considered(facts: EnquiryFacts) -> bool:
    """Not known and asked about before, by anyone: may this be a child in need?"""
    return facts.is_not_known and facts.asked_before


# --- The answer waits -----------------------------------------------------------------


@rule(
    "T7c",
    table_row(7),
    do=(
        DutyKind.NOTIFY_RECORD_OWNER,
        DutyKind.NOTIFY_MANAGER_ON_SHIFT,
        DutyKind.RING_BACK_TASK,
    ),
)
def a_hidden_record_is_for_its_owner_and_the_manager_on_shift(facts: EnquiryFacts) -> bool:
    """A restricted record is, or may be, the child's: its owner and the manager, one hour."""
    return facts.record_must_stay_hidden


@rule("T7d", f"{table_row(7)}; {feature('B5')}", do=(DutyKind.NOTIFY_RECORD_OWNER,))
def the_owner_of_a_restricted_match_always_hears_of_it(facts: EnquiryFacts) -> bool:
    """A strong match on a restricted record reaches its owner, whatever the officer decided."""
    return facts.restricted_candidate


@rule("T9a", table_row(9), do=(DutyKind.RING_BACK_TASK,))
def a_manager_rings_back_about_one_who_died_or_grew_up(facts: EnquiryFacts) -> bool:
    """The child has died, or is 18 or over: a manager rings back."""
    return facts.state is ChildState.DIED_OR_ADULT


@rule("T9b", table_row(9), do=(DutyKind.NOTIFY_SIBLING_WORKERS,))
def the_lead_social_workers_of_siblings_are_told(facts: EnquiryFacts) -> bool:
    """The child has died, or is 18 or over, and siblings have lead social workers: they hear."""
    return facts.state is ChildState.DIED_OR_ADULT and facts.sibling_workers


@rule("T10b", f"{table_row(10)}; {feature('A3')}", do=(DutyKind.MATCH_TASK,))
def a_manager_settles_which_child_it_is(facts: EnquiryFacts) -> bool:
    """Cannot tell which child, by a person or by the system: a match task, one hour."""
    return facts.state is ChildState.CANNOT_TELL


@rule("T10c", table_row(10), do=(DutyKind.NOTIFY_CLOSE_CANDIDATE_WORKERS,))
def the_lead_social_workers_of_close_candidates_are_told(facts: EnquiryFacts) -> bool:
    """Cannot tell, and close candidates have open cases: their lead social workers hear."""
    return facts.state is ChildState.CANNOT_TELL and facts.close_open_candidates


@rule("A3b", feature("A3"), do=(DutyKind.MATCH_TASK,))
def a_promise_to_ring_back_gives_somebody_a_task(facts: EnquiryFacts) -> bool:
    """A checked enquirer waits because nobody has decided which child: somebody must decide."""
    return (
        facts.asked_by_checked_legitimate_enquirer
        and not facts.decided_by_person
        and facts.state not in STATES_THAT_WAIT
    )


@rule(
    "T8b",
    table_row(8),
    do=(DutyKind.NOTIFY_DESIGNATED_MANAGER, DutyKind.MOVEMENT_TASK),
)
def another_authoritys_child_is_a_movement(facts: EnquiryFacts) -> bool:
    """Another authority's plan or placement: the manager is told, and a movement is opened."""
    return facts.state is ChildState.OTHER_AUTHORITY


# --- Whatever the child's state -------------------------------------------------------


@rule("T11b", table_row(11), do=(DutyKind.PASS_MESSAGE_ON,))
def the_familys_message_reaches_somebody(facts: EnquiryFacts) -> bool:
    """Family: the message that they are told is passed on is, whatever the child's state."""
    return facts.standing is EnquirerStanding.FAMILY


@rule("T13b", table_row(13), do=(DutyKind.CHILD_CALLING_TASK,))
def a_child_who_calls_reaches_a_social_worker_now(facts: EnquiryFacts) -> bool:
    """The child: the duty or out-of-hours team, now."""
    return facts.standing is EnquirerStanding.THE_CHILD


@rule("A15c", feature("A15"), do=(DutyKind.WORRY_TASK,))
def a_worry_is_a_task_for_the_duty_team_now(facts: EnquiryFacts) -> bool:
    """Worried that this child may be harmed: a task for the duty or out-of-hours team, now."""
    return facts.worried


@rule(
    "A5",
    f"{PROCEDURE}; {table_row(14)}",
    do=(DutyKind.NOTIFY_SAME_ADDRESS_WORKERS,),
)
def the_workers_of_children_on_a_plan_at_the_address_are_told(facts: EnquiryFacts) -> bool:
    """Another child on a plan lives at the address: that child's lead social worker is told."""
    return facts.same_address_plan


@rule("T1c", table_row(1), do=(DutyKind.NOTIFY_DESIGNATED_MANAGER,))
def the_designated_manager_hears_of_what_looks_like_an_attempt(facts: EnquiryFacts) -> bool:
    """Somebody seems to be trying to find out what they may not: the designated manager."""
    return facts.attempt_suspected


DUTIES = (
    the_lead_social_worker_is_told_of_the_enquiry,
    the_cover_is_told_when_the_lead_social_worker_is_away,
    the_managers_and_the_duty_team_stand_in_for_a_worker,
    the_designated_manager_hears_of_our_worker_in_every_state,
    an_enquiry_about_a_closed_case_is_kept_and_the_duty_team_told,
    the_second_enquiry_about_a_closed_case_reaches_the_manager,
    a_child_not_known_has_a_contact_record,
    a_second_enquiry_about_a_child_not_known_is_considered,
    a_hidden_record_is_for_its_owner_and_the_manager_on_shift,
    the_owner_of_a_restricted_match_always_hears_of_it,
    a_manager_rings_back_about_one_who_died_or_grew_up,
    the_lead_social_workers_of_siblings_are_told,
    a_manager_settles_which_child_it_is,
    the_lead_social_workers_of_close_candidates_are_told,
    a_promise_to_ring_back_gives_somebody_a_task,
    another_authoritys_child_is_a_movement,
    the_familys_message_reaches_somebody,
    a_child_who_calls_reaches_a_social_worker_now,
    a_worry_is_a_task_for_the_duty_team_now,
    the_workers_of_children_on_a_plan_at_the_address_are_told,
    the_designated_manager_hears_of_what_looks_like_an_attempt,
)
