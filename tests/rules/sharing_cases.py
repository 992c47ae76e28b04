"""Every combination of answers to the seven questions, and the beginnings of cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from lacrecords.rules.sharing_facts import SharingFacts
from lacrecords.terms import (
    ConsentPosition,
    LegalRequirement,
    PublicInterest,
    SharingAnswer,
    Weighing,
)

YES, NO, NOT_SURE = SharingAnswer.YES, SharingAnswer.NO, SharingAnswer.NOT_SURE
ANSWERED = {
    "purpose": (None, *SharingAnswer),
    "requirement": (None, *LegalRequirement),
    "clear_risk": (None, *SharingAnswer),
    "identifiable": (None, *SharingAnswer),
    "confidential": (None, *SharingAnswer),
    "consent": (None, *ConsentPosition),
    "interest": (None, *PublicInterest),
    "weighing": (None, *Weighing),
}
NORMALLY = (
    PublicInterest.EVIDENCE_OF_HARM,
    PublicInterest.REASONABLE_CAUSE,
    PublicInterest.PREVENTING_SERIOUS_HARM,
)


def every_combination() -> Iterator[SharingFacts]:
    """Each combination of answers that the rules can tell apart, by what is asked in turn."""
    for first in product(*(ANSWERED[name] for name in ("purpose", "requirement", "clear_risk"))):
        yield from _from_there(
            SharingFacts(purpose=first[0], requirement=first[1], clear_risk=first[2])
        )


def _from_there(first: SharingFacts) -> Iterator[SharingFacts]:
    later = ("identifiable", "confidential", "consent", "interest", "weighing")
    asked = later if first.goes_on_to_identifiable else ()
    for given in product(*(ANSWERED[name] for name in asked)):
        yield replace(first, **dict(zip(asked, given, strict=True)))


EVERY = tuple(every_combination())


ASKED_FOR_A_PURPOSE = SharingFacts(
    purpose=YES, requirement=LegalRequirement.NONE, clear_risk=NO, identifiable=YES
)
CONFIDENTIAL = replace(ASKED_FOR_A_PURPOSE, confidential=YES)
REFUSED = replace(CONFIDENTIAL, consent=ConsentPosition.REFUSED)
