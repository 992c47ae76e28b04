"""What is so of one decision whether to share, in words of closed lists; no names, no texts.

Pure. The rules in `sharing` read these facts and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lacrecords.terms import (
    ConsentPosition,
    FindingKind,
    LegalRequirement,
    NormallyFollows,
    PublicInterest,
    SharingAnswer,
    SharingQuestion,
    Weighing,
)

QUESTIONS = "the procedure, further information to inform decision making"
LAW_REQUIRES = frozenset({LegalRequirement.STATUTORY_DUTY, LegalRequirement.COURT_ORDER})
CONSENT_STANDS = frozenset({ConsentPosition.GIVEN, ConsentPosition.GIVEN_WITH_LIMITS})
NORMALLY_JUSTIFIED = frozenset(
    {
        PublicInterest.EVIDENCE_OF_HARM,
        PublicInterest.REASONABLE_CAUSE,
        PublicInterest.PREVENTING_SERIOUS_HARM,
    }
)
"""The situations in which sharing without consent is normally justified in the public interest."""
TO_BE_WEIGHED = frozenset({PublicInterest.WELFARE, PublicInterest.CRIME_AND_DISORDER})


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingFacts:
    """The answers so far; None: not answered yet."""

    purpose: SharingAnswer | None = None
    requirement: LegalRequirement | None = None
    clear_risk: SharingAnswer | None = None
    identifiable: SharingAnswer | None = None
    confidential: SharingAnswer | None = None
    consent: ConsentPosition | None = None
    interest: PublicInterest | None = None
    weighing: Weighing | None = None

    @property
    def purpose_answered(self) -> bool:
        """Whether the first question is answered: purpose, law and danger stand on one page."""
        return None not in (self.purpose, self.requirement, self.clear_risk)

    @property
    def is_challenged(self) -> bool:
        """Whether a court has ordered it and we would challenge the order."""
        return self.requirement is LegalRequirement.COURT_ORDER_CHALLENGED

    @property
    def danger(self) -> bool:
        """Whether there is a clear risk of significant harm to a child."""
        return self.clear_risk is SharingAnswer.YES

    @property
    def leaves_a_choice(self) -> bool:
        """Whether the first question is answered and the law leaves the choice to us."""
        return self.purpose_answered and self.requirement is LegalRequirement.NONE

    @property
    def goes_on_to_identifiable(self) -> bool:
        """Whether the second question is asked: a legitimate purpose, and time to ask."""
        return self.leaves_a_choice and self.purpose is SharingAnswer.YES and not self.danger

    @property
    def goes_on_to_confidential(self) -> bool:
        """Whether the third question is asked: somebody could be identified, or may be."""
        identified = self.identifiable in (SharingAnswer.YES, SharingAnswer.NOT_SURE)
        return self.goes_on_to_identifiable and identified

    @property
    def goes_on_to_consent(self) -> bool:
        """Whether the fourth question is asked: it is confidential, or may be."""
        confidential = self.confidential in (SharingAnswer.YES, SharingAnswer.NOT_SURE)
        return self.goes_on_to_confidential and confidential

    @property
    def goes_on_to_interest(self) -> bool:
        """Whether the fifth question is asked: no consent stands, and none is to be awaited."""
        awaited = {None, ConsentPosition.NOT_YET_SOUGHT}
        return self.goes_on_to_consent and self.consent not in CONSENT_STANDS | awaited


@dataclass(frozen=True, slots=True)
class SharingRule:
    """One rule: its number, where it stands, what it says, and when it speaks."""

    number: str
    kind: FindingKind
    question: SharingQuestion
    source: str
    sentence: str
    applies: Callable[[SharingFacts], bool]
    follows: NormallyFollows | None = None


RULES: list[SharingRule] = []
"""Every rule in the order in which it is written down."""


def sharing_rule(
    number: str,
    kind: FindingKind,
    question: SharingQuestion,
    *,
    source: str = QUESTIONS,
    follows: NormallyFollows | None = None,
) -> Callable[[Callable[[SharingFacts], bool]], Callable[[SharingFacts], bool]]:
    """Write a rule down: its sentence is the first paragraph of its docstring."""

    def write(applies: Callable[[SharingFacts], bool]) -> Callable[[SharingFacts], bool]:
        sentence = " ".join(str(applies.__doc__).split("\n\n")[0].split())
        RULES.append(SharingRule(number, kind, question, source, sentence, applies, follows))
        return applies

    return write
