"""What may be said on the first call, before anybody has checked the enquirer.

These sentences depend on nothing that we know of any child, only on who asks and
on what they said. They are not listed here: they are what the rules give for an
unchecked enquirer whose child nobody has looked for, and a test holds that the
rules give the same in every state of the register.
"""

from __future__ import annotations

from lacrecords.rules.checking import standing_without_an_agency
from lacrecords.rules.enquiry_outcome import decide
from lacrecords.rules.outcome_facts import EnquiryFacts
from lacrecords.terms import (
    Check,
    ChildState,
    EnquirerKind,
    EnquirerStanding,
    TellingKind,
)


def claimed_standing(kind: EnquirerKind) -> EnquirerStanding:
    """Give what somebody claims to be; before a check nobody weighs a professional's agency."""
    if kind is EnquirerKind.PROFESSIONAL:
        return EnquirerStanding.LEGITIMATE
    return standing_without_an_agency(kind)


def as_if_nothing_were_known(standing: EnquirerStanding, *, worried: bool) -> EnquiryFacts:
    """Give the facts of somebody unchecked who asks about a child nobody has looked for."""
    return EnquiryFacts(
        check=Check.NOT_CONFIRMED,
        standing=standing,
        state=ChildState.NOT_KNOWN,
        decided_by_person=False,
        asked_before=False,
        earlier_decided_same=False,
        same_address_plan=False,
        sibling_workers=False,
        close_open_candidates=False,
        restricted_candidate=False,
        about_our_worker=False,
        worried=worried,
        out_of_hours=False,
        attempt_suspected=False,
        plan_status_may_be_told=False,
    )


def sentences_before_a_check(
    standing: EnquirerStanding, *, worried: bool
) -> tuple[TellingKind, ...]:
    """Give the kinds of sentences that this enquirer may hear at once, in speaking order."""
    return decide(as_if_nothing_were_known(standing, worried=worried)).may_tell
