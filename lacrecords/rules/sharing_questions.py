"""The first three of the seven questions: purpose, law and danger; identifiable; confidential.

Source: the council's procedure, "Further information to inform decision making"; product D1.
Pure. Each rule is a function named as a sentence; its docstring is the sentence that is shown.
"""

from __future__ import annotations

from lacrecords.rules.sharing_facts import LAW_REQUIRES, SharingFacts, sharing_rule
from lacrecords.terms import FindingKind, NormallyFollows, SharingAnswer, SharingQuestion

FOLLOWS, MISSING = FindingKind.FOLLOWS, FindingKind.MISSING
CONFLICT, CAUTION = FindingKind.CONFLICT, FindingKind.CAUTION
PURPOSE, IDENTIFIABLE = SharingQuestion.PURPOSE, SharingQuestion.IDENTIFIABLE
CONFIDENTIAL, INTEREST = SharingQuestion.CONFIDENTIAL, SharingQuestion.PUBLIC_INTEREST

# --- What the law requires ------------------------------------------------------------


@sharing_rule("S1", FOLLOWS, PURPOSE, follows=NormallyFollows.SHARE)
def the_law_requires_it(facts: SharingFacts) -> bool:
    """The law or a court requires it: what is required is shared, without asking for consent.

    Consent is not needed, and is not sought, because a refusal could not be followed.
    """
    return facts.purpose_answered and facts.requirement in LAW_REQUIRES


@sharing_rule("S2", CAUTION, PURPOSE)
def the_person_is_told_of_the_law(facts: SharingFacts) -> bool:
    """Tell those whom it is about what is shared, why and with whom, unless it is not safe."""
    return facts.purpose_answered and facts.requirement in LAW_REQUIRES


@sharing_rule("S3", FOLLOWS, PURPOSE, follows=NormallyFollows.SEEK_ADVICE)
def a_court_order_is_challenged(facts: SharingFacts) -> bool:
    """We would challenge the court's order: legal services advise before anything goes."""
    return facts.purpose_answered and facts.is_challenged


# --- First question: a legitimate purpose ---------------------------------------------


@sharing_rule("S4", MISSING, PURPOSE, follows=NormallyFollows.ANSWERS_MISSING)
def the_purpose_is_not_answered(facts: SharingFacts) -> bool:
    """Say for what it would be shared, what the law requires, and whether a child is in danger."""
    return not facts.purpose_answered


@sharing_rule("S5", FOLLOWS, PURPOSE, follows=NormallyFollows.DO_NOT_SHARE)
def there_is_no_purpose(facts: SharingFacts) -> bool:
    """Without a legitimate purpose nothing is shared."""
    return facts.leaves_a_choice and facts.purpose is SharingAnswer.NO and not facts.danger


@sharing_rule("S6", FOLLOWS, PURPOSE, follows=NormallyFollows.SEEK_ADVICE)
def the_purpose_is_in_doubt(facts: SharingFacts) -> bool:
    """It is not clear that there is a legitimate purpose: take advice first."""
    unsure = facts.purpose is SharingAnswer.NOT_SURE
    return facts.leaves_a_choice and unsure and not facts.danger


@sharing_rule("S7", CONFLICT, PURPOSE, follows=NormallyFollows.SEEK_ADVICE)
def danger_is_a_purpose(facts: SharingFacts) -> bool:
    """A child is in danger, and the purpose is answered with no: one of the two is wrong.

    To protect a child from significant harm is a legitimate purpose. Advice is taken at once.
    """
    return facts.leaves_a_choice and facts.purpose is SharingAnswer.NO and facts.danger


@sharing_rule("S8", FOLLOWS, INTEREST, follows=NormallyFollows.SHARE_THE_LEAST)
def there_is_a_clear_risk(facts: SharingFacts) -> bool:
    """There is a clear risk of significant harm to a child: the public interest is almost
    certainly met. Do not wait for consent; share what protects the child, and no more.
    """
    return facts.leaves_a_choice and facts.danger and facts.purpose is not SharingAnswer.NO


@sharing_rule("S9", CAUTION, PURPOSE)
def the_danger_is_in_doubt(facts: SharingFacts) -> bool:
    """Nobody is sure whether a child is in danger: ask now whoever may know. Reasonable cause to
    believe it is enough.
    """
    return facts.leaves_a_choice and facts.clear_risk is SharingAnswer.NOT_SURE


# --- Second question: can somebody be identified? --------------------------------------


@sharing_rule("S10", MISSING, IDENTIFIABLE, follows=NormallyFollows.ANSWERS_MISSING)
def identifiable_is_not_answered(facts: SharingFacts) -> bool:
    """Say whether a living person could be identified from it."""
    return facts.goes_on_to_identifiable and facts.identifiable is None


@sharing_rule("S11", FOLLOWS, IDENTIFIABLE, follows=NormallyFollows.SHARE)
def nobody_can_be_identified(facts: SharingFacts) -> bool:
    """Nobody can be identified from it: for a legitimate purpose it may be shared."""
    return facts.goes_on_to_identifiable and facts.identifiable is SharingAnswer.NO


@sharing_rule("S12", CAUTION, IDENTIFIABLE)
def somebody_may_be_identified(facts: SharingFacts) -> bool:
    """It is not certain that nobody can be identified: it is treated as if somebody could."""
    return facts.goes_on_to_identifiable and facts.identifiable is SharingAnswer.NOT_SURE


# --- Third question: is it confidential? ------------------------------------------------


@sharing_rule("S13", MISSING, CONFIDENTIAL, follows=NormallyFollows.ANSWERS_MISSING)
def confidential_is_not_answered(facts: SharingFacts) -> bool:
    """Say whether it is confidential."""
    return facts.goes_on_to_confidential and facts.confidential is None


@sharing_rule("S14", FOLLOWS, CONFIDENTIAL, follows=NormallyFollows.SHARE)
def it_is_not_confidential(facts: SharingFacts) -> bool:
    """It is not confidential: it may be shared for the purpose, openly, as far as needed."""
    return facts.goes_on_to_confidential and facts.confidential is SharingAnswer.NO


@sharing_rule("S15", CAUTION, CONFIDENTIAL)
def it_may_be_confidential(facts: SharingFacts) -> bool:
    """It is not certain whether it is confidential: it is treated as if it were. Take advice
    where that matters.
    """
    return facts.goes_on_to_confidential and facts.confidential is SharingAnswer.NOT_SURE
