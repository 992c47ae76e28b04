"""The fourth and fifth of the seven questions: consent, and the public interest without it.

Source: the council's procedure, "Do you have consent to share?" and "Is there sufficient public
interest to share?"; product D2 and D4. Pure. Each rule is a function named as a sentence; its
docstring is the sentence that is shown.
"""

from __future__ import annotations

from lacrecords.rules.sharing_facts import (
    NORMALLY_JUSTIFIED,
    TO_BE_WEIGHED,
    SharingFacts,
    sharing_rule,
)
from lacrecords.terms import (
    ConsentPosition,
    FindingKind,
    NormallyFollows,
    PublicInterest,
    SharingQuestion,
    Weighing,
)

FOLLOWS, MISSING = FindingKind.FOLLOWS, FindingKind.MISSING
CONFLICT, CAUTION = FindingKind.CONFLICT, FindingKind.CAUTION
CONSENT, INTEREST = SharingQuestion.CONSENT, SharingQuestion.PUBLIC_INTEREST

# --- Fourth question: consent -----------------------------------------------------------


@sharing_rule("S16", MISSING, CONSENT, follows=NormallyFollows.ANSWERS_MISSING)
def consent_is_not_answered(facts: SharingFacts) -> bool:
    """Say how it stands with consent."""
    return facts.goes_on_to_consent and facts.consent is None


@sharing_rule("S17", MISSING, CONSENT, follows=NormallyFollows.ANSWERS_MISSING)
def consent_is_to_be_sought(facts: SharingFacts) -> bool:
    """Nobody was asked: ask for consent first, or say why it is not to be sought."""
    return facts.goes_on_to_consent and facts.consent is ConsentPosition.NOT_YET_SOUGHT


@sharing_rule("S18", FOLLOWS, CONSENT, follows=NormallyFollows.SHARE)
def consent_is_given(facts: SharingFacts) -> bool:
    """Consent is given: what it covers may be shared."""
    return facts.goes_on_to_consent and facts.consent is ConsentPosition.GIVEN


@sharing_rule("S19", FOLLOWS, CONSENT, follows=NormallyFollows.SHARE_WITHIN_LIMITS)
def consent_has_limits(facts: SharingFacts) -> bool:
    """Consent is given within limits: what lies within them may be shared, and the recipient
    is told of them.
    """
    return facts.goes_on_to_consent and facts.consent is ConsentPosition.GIVEN_WITH_LIMITS


@sharing_rule("S20", CONFLICT, CONSENT)
def what_was_said_is_no_consent(facts: SharingFacts) -> bool:
    """What was said does not count as consent: by somebody who could not give it, under pressure,
    without knowing what for, or by silence.
    """
    return facts.goes_on_to_consent and facts.consent is ConsentPosition.DOES_NOT_COUNT


# --- Fifth question: the public interest --------------------------------------------------


@sharing_rule("S21", MISSING, INTEREST, follows=NormallyFollows.ANSWERS_MISSING)
def the_interest_is_not_answered(facts: SharingFacts) -> bool:
    """There is no consent: say whether the public interest is enough, and weigh it."""
    return facts.goes_on_to_interest and facts.interest is None


@sharing_rule("S22", FOLLOWS, INTEREST, follows=NormallyFollows.DO_NOT_SHARE)
def there_is_no_interest(facts: SharingFacts) -> bool:
    """There is neither consent nor a public interest: it is not shared."""
    return facts.goes_on_to_interest and facts.interest is PublicInterest.NONE


@sharing_rule("S23", FOLLOWS, INTEREST, follows=NormallyFollows.SHARE_THE_LEAST)
def it_is_normally_justified(facts: SharingFacts) -> bool:
    """To share without consent is normally justified here: share the least that would do."""
    weighed_for = facts.weighing in (None, Weighing.FOR_SHARING)
    return facts.goes_on_to_interest and facts.interest in NORMALLY_JUSTIFIED and weighed_for


@sharing_rule("S24", MISSING, INTEREST)
def what_is_justified_is_weighed_too(facts: SharingFacts) -> bool:
    """Write down what speaks for sharing and what against, and which weighs more."""
    unweighed = facts.weighing is None
    return facts.goes_on_to_interest and facts.interest in NORMALLY_JUSTIFIED and unweighed


@sharing_rule("S25", CONFLICT, INTEREST, follows=NormallyFollows.SEEK_ADVICE)
def harm_is_weighed_too_lightly(facts: SharingFacts) -> bool:
    """A child or somebody else may come to serious harm, and the weighing does not come down on
    the side of sharing: take advice before you decide.
    """
    not_for = facts.weighing in (Weighing.AGAINST_SHARING, Weighing.NOT_SURE)
    return facts.goes_on_to_interest and facts.interest in NORMALLY_JUSTIFIED and not_for


@sharing_rule("S26", MISSING, INTEREST, follows=NormallyFollows.ANSWERS_MISSING)
def another_interest_is_to_be_weighed(facts: SharingFacts) -> bool:
    """This interest has to be weighed against confidence in the service: write down both sides."""
    unweighed = facts.weighing is None
    return facts.goes_on_to_interest and facts.interest in TO_BE_WEIGHED and unweighed


@sharing_rule("S27", FOLLOWS, INTEREST, follows=NormallyFollows.SHARE_THE_LEAST)
def the_interest_outweighs(facts: SharingFacts) -> bool:
    """The public interest in sharing outweighs confidence: share the least that would do."""
    weighed_for = facts.weighing is Weighing.FOR_SHARING
    return facts.goes_on_to_interest and facts.interest in TO_BE_WEIGHED and weighed_for


@sharing_rule("S28", FOLLOWS, INTEREST, follows=NormallyFollows.DO_NOT_SHARE)
def confidence_outweighs(facts: SharingFacts) -> bool:
    """Confidence outweighs the interest in sharing: it is not shared."""
    against = facts.weighing is Weighing.AGAINST_SHARING
    return facts.goes_on_to_interest and facts.interest in TO_BE_WEIGHED and against


@sharing_rule("S29", FOLLOWS, INTEREST, follows=NormallyFollows.SEEK_ADVICE)
def the_weighing_is_in_doubt(facts: SharingFacts) -> bool:
    """Neither side clearly weighs more: take advice before you decide."""
    unsure = facts.weighing is Weighing.NOT_SURE
    return facts.goes_on_to_interest and facts.interest in TO_BE_WEIGHED and unsure


@sharing_rule("S30", CAUTION, INTEREST)
def the_person_is_told_that_it_is_shared(facts: SharingFacts) -> bool:
    """Where it is shared without consent, tell those whom it is about, unless it is not safe."""
    return facts.goes_on_to_interest or (facts.leaves_a_choice and facts.danger)
