"""Advice of the demonstration: answered, asked back, waiting, late, spoken and withdrawn.

Through the real services, one transaction of whoever calls for each. No question names anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from lacrecords.advice import services
from lacrecords.advice.families import child_concerned
from lacrecords.advice.values import NewQuestion, Said, SpokenAdvice
from lacrecords.children.queries import reference_of
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import AdviserKind

ABOUT = "address confidential"


@dataclass(frozen=True, slots=True)
class Advisers:
    """Who asks whom, about which child's record, under which figures."""

    asker: Actor
    guardian: Actor
    special: Mapping[str, int]
    procedure: Procedure


def make_advice(who: Advisers, now: datetime) -> None:
    """Six questions, each left where another is not."""
    answered = _asked(who, _SCHOOL, now - timedelta(days=21), about=True)
    services.advise(who.guardian, answered, _ANSWER, 0, now - timedelta(days=20))
    back = _asked(who, _PARENT, now - timedelta(days=1), about=True)
    services.ask_back(who.guardian, back, _BACK, 0, now - timedelta(hours=20))
    withdrawn = _asked(who, _COURT, now - timedelta(days=9))
    no_need = Said(words="The parents agreed to it this morning.", reasons={})
    services.withdraw(who.asker, withdrawn, no_need, 0, now - timedelta(days=8))
    _asked(who, _CLUB, now - timedelta(days=12))
    _asked(who, _COURT, now - timedelta(hours=1))
    _spoken(who, now - timedelta(days=4))


def _asked(who: Advisers, words: str, now: datetime, about: bool = False) -> int:
    concerned = None
    if about:
        concerned = child_concerned(who.asker, reference_of(who.special[ABOUT]), now)
    new = NewQuestion(
        idempotency_key=f"demo advice {now.isoformat()}",
        adviser=AdviserKind.CALDICOTT_GUARDIAN,
        urgent=False,
        question=Said(words=words, reasons={}, concerned=concerned),
    )
    return services.ask(who.asker, new, who.procedure, now).id


def _spoken(who: Advisers, now: datetime) -> None:
    new = SpokenAdvice(
        idempotency_key=f"demo advice {now.isoformat()}",
        adviser=AdviserKind.LEGAL_SERVICES,
        spoken_with="Leonora Castlemaine",
        spoken_office="Legal services",
        taken_at=now,
        question=Said(words=_COURT, reasons={}),
        answer=Said(words="Only what the order names, and keep a copy of what went.", reasons={}),
    )
    services.record_spoken(who.asker, new, now)


_SCHOOL = (
    "A school asks why a child was away for three weeks. The family moved away from somebody who"
    " harmed them, and the parent wants nobody to know. May we say more than that we know of it?"
)
_ANSWER = (
    "Say that you know why and that it is not the child's doing. The school does not need the"
    " reason to do its part. Ask the parent again what may be said, and write down the answer."
)
_PARENT = (
    "A parent who lives apart asks for the minutes of a review. The other parent objects. There"
    " was violence, and an order says nothing of papers. May we send a part of them?"
)
_BACK = "Do both have parental responsibility, and did the child say anything about it?"
_CLUB = (
    "A sports club asks whether a volunteer is known to us. Nothing was ever decided about them."
    " Is there anything that we may or must say?"
)
_COURT = "A solicitor wants our notes before a hearing, without an order. What may we give them?"
