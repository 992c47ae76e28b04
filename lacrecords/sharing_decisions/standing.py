"""How a decision whether to share stands, derived from its rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import defer

from lacrecords.database import Base, db
from lacrecords.rules.sharing import SharingFindings, findings_on, state_of, why_not_needed
from lacrecords.rules.sharing_facts import SharingFacts
from lacrecords.sharing_decisions.consent import consent_now
from lacrecords.sharing_decisions.models import (
    SharingAnswerRow,
    SharingDecision,
    SharingOutcomeRow,
    SharingRecipient,
)
from lacrecords.sharing_decisions.way_models import (
    CoverSheet,
    SharedInformation,
    SharedItem,
    SharingAgreement,
    SharingInformed,
    SharingItem,
    SharingRecipientCheck,
)
from lacrecords.terms import (
    SHARING_OUTCOMES,
    BeforeItGoes,
    ConsentPosition,
    LegalRequirement,
    PublicInterest,
    QuestionState,
    SharingAnswer,
    SharingOutcome,
    SharingQuestion,
    VerificationOutcome,
    Weighing,
)

Row = TypeVar("Row", bound=Base)
KINDS: Mapping[str, type[StrEnum]] = {
    "purpose": SharingAnswer,
    "requirement": LegalRequirement,
    "clear_risk": SharingAnswer,
    "identifiable": SharingAnswer,
    "confidential": SharingAnswer,
    "consent": ConsentPosition,
    "interest": PublicInterest,
    "weighing": Weighing,
}
"""What of the answers the rules read, and from which closed list."""


def facts_of(chosen: Mapping[str, str]) -> SharingFacts:
    """What was chosen, or was kept with an outcome, as the rules read it."""
    read: dict[str, Any] = {
        name: KINDS[name](word) for name, word in chosen.items() if name in KINDS
    }
    return SharingFacts(**read)


class DecisionState(StrEnum):
    """Where a decision stands, for lists."""

    OPEN = "open"
    SEEKS_ADVICE = "seeks_advice"
    TO_SHARE = "to_share"
    SHARED = "shared"
    NOT_SHARED = "not_shared"
    NO_LONGER_ASKED = "no_longer_asked"


WAITS = frozenset({DecisionState.OPEN, DecisionState.SEEKS_ADVICE, DecisionState.TO_SHARE})


@dataclass(frozen=True, slots=True)
class Ready:
    """On what a sharing rests, where nothing is missing any more."""

    outcome: SharingOutcomeRow
    check: SharingRecipientCheck
    agreement: SharingAgreement
    informed: SharingInformed


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionStanding:
    """One decision with everything that was recorded of it."""

    row: SharingDecision
    recipients: tuple[SharingRecipient, ...]
    answers: tuple[SharingAnswerRow, ...]
    outcomes: tuple[SharingOutcomeRow, ...]
    items: tuple[SharingItem, ...]
    checks: tuple[SharingRecipientCheck, ...]
    agreements: tuple[SharingAgreement, ...]
    informed_rows: tuple[SharingInformed, ...]
    sheets: tuple[CoverSheet, ...]
    shared: tuple[SharedInformation, ...]
    shared_items: tuple[SharedItem, ...]

    @property
    def recipient(self) -> SharingRecipient:
        """To whom it would go, as said last."""
        return self.recipients[-1]

    @property
    def outcome(self) -> SharingOutcomeRow | None:
        """The outcome that counts."""
        return self.outcomes[-1] if self.outcomes else None

    def answer(self, question: SharingQuestion) -> SharingAnswerRow | None:
        """The answer to this question that counts."""
        found = [row for row in self.answers if row.question is question]
        return found[-1] if found else None

    @property
    def facts(self) -> SharingFacts:
        """The answers as the rules read them; a consent that fell is read as withdrawn."""
        given: dict[str, str] = {}
        for question in SharingQuestion:
            row = self.answer(question)
            given |= row.choices if row else {}
        facts, row = facts_of(given), self.answer(SharingQuestion.CONSENT)
        if row is not None and row.consent_reference and facts.consent is not None:
            return replace(facts, consent=consent_now(row.consent_reference, facts.consent))
        return facts

    @property
    def findings(self) -> SharingFindings:
        """What the rules say of the answers."""
        return findings_on(self.facts)

    def question_state(self, question: SharingQuestion) -> QuestionState:
        """Where one of the seven questions stands."""
        if question is SharingQuestion.RIGHT_WAY:
            return self._right_way()
        if question is SharingQuestion.RECORDED:
            closed = self.state not in WAITS
            return QuestionState.ANSWERED if closed else QuestionState.OPEN
        return state_of(self.facts, question)

    def why_not_needed(self, question: SharingQuestion) -> str:
        """Why this question need not be answered."""
        return why_not_needed(self.facts, question)

    def _right_way(self) -> QuestionState:
        if self.shared:
            return QuestionState.ANSWERED
        ends = self.state in (DecisionState.NOT_SHARED, DecisionState.NO_LONGER_ASKED)
        return QuestionState.NOT_NEEDED if ends else QuestionState.OPEN

    @property
    def state(self) -> DecisionState:
        """Where it stands."""
        outcome = self.outcome.outcome if self.outcome else None
        if outcome is None:
            return DecisionState.OPEN
        if outcome in SHARING_OUTCOMES:
            return DecisionState.SHARED if self.went_out else DecisionState.TO_SHARE
        return _ENDS[outcome]

    @property
    def went_out(self) -> bool:
        """Whether something went out by the outcome that counts."""
        return any(row.outcome_id == self.outcome.id for row in self.shared if self.outcome)

    @property
    def waits(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state in WAITS

    def is_late(self, now: datetime) -> bool:
        """Whether it should have been decided, or shared, before now."""
        return self.waits and self.row.due_at <= now

    @property
    def good_items(self) -> tuple[SharingItem, ...]:
        """The items that were not taken back."""
        return tuple(item for item in self.items if item.taken_back_at is None)

    def went_with(self, sharing: SharedInformation) -> tuple[SharingItem, ...]:
        """The items that went out by this sharing."""
        ids = {row.item_id for row in self.shared_items if row.sharing_id == sharing.id}
        return tuple(item for item in self.items if item.id in ids)

    @property
    def confirmed_check(self) -> SharingRecipientCheck | None:
        """The check of the recipient as they stand now, where the newest one confirmed them."""
        newest = self.checks[-1] if self.checks else None
        good = newest is not None and newest.outcome is VerificationOutcome.CONFIRMED
        return newest if newest and good and newest.recipient_id == self.recipient.id else None

    @property
    def agreement(self) -> SharingAgreement | None:
        """What the recipient as they stand now said last of passing it on."""
        newest = self.agreements[-1] if self.agreements else None
        return newest if newest and newest.recipient_id == self.recipient.id else None

    @property
    def informed(self) -> SharingInformed | None:
        """What was recorded last of those whom it is about."""
        return self.informed_rows[-1] if self.informed_rows else None

    @property
    def missing_before_it_goes(self) -> tuple[BeforeItGoes, ...]:
        """What must still be done before anything goes out, in order."""
        good = self.good_items
        there = {
            BeforeItGoes.DECIDED: bool(self.outcome and self.outcome.outcome in SHARING_OUTCOMES),
            BeforeItGoes.ITEMS: bool(good),
            BeforeItGoes.ACCURACY: all(item.accuracy_confirmed for item in good),
            BeforeItGoes.NECESSARY: all(item.needed_because.strip() for item in good),
            BeforeItGoes.CHILD_AND_FAMILY_INFORMED: self.informed is not None,
            BeforeItGoes.RECIPIENT_CHECKED: self.confirmed_check is not None,
            BeforeItGoes.ONWARD_AGREED: bool(self.agreement and self.agreement.knows_limits),
        }
        return tuple(part for part in BeforeItGoes if not there[part])

    @property
    def ready(self) -> Ready | None:
        """On what a sharing rests; None while anything is missing."""
        outcome, check = self.outcome, self.confirmed_check
        agreement, informed = self.agreement, self.informed
        if self.missing_before_it_goes or not (outcome and check and agreement and informed):
            return None
        return Ready(outcome, check, agreement, informed)


_ENDS = {
    SharingOutcome.SEEK_ADVICE: DecisionState.SEEKS_ADVICE,
    SharingOutcome.DO_NOT_SHARE: DecisionState.NOT_SHARED,
    SharingOutcome.NO_LONGER_ASKED: DecisionState.NO_LONGER_ASKED,
}


def standing_of(decision_id: int) -> DecisionStanding:
    """One decision, as it stands."""
    return standings_of((decision_id,))[decision_id]


def standings_of(decision_ids: Collection[int]) -> dict[int, DecisionStanding]:
    """These decisions by number; each kind of row is read once for all of them."""
    ids = set(decision_ids)
    found = db.session.scalars(select(SharingDecision).where(SharingDecision.id.in_(ids)))
    rows = {
        name: _by_decision(kind, ids)
        for name, kind in {
            "recipients": SharingRecipient,
            "answers": SharingAnswerRow,
            "outcomes": SharingOutcomeRow,
            "items": SharingItem,
            "checks": SharingRecipientCheck,
            "agreements": SharingAgreement,
            "informed_rows": SharingInformed,
            "sheets": CoverSheet,
            "shared": SharedInformation,
            "shared_items": SharedItem,
        }.items()
    }
    return {
        row.id: DecisionStanding(
            row=row, **{name: tuple(kept.get(row.id, ())) for name, kept in rows.items()}
        )
        for row in found
    }


def _by_decision(kind: Any, ids: Collection[int]) -> dict[int, list[Any]]:
    by_decision: dict[int, list[Any]] = {}
    found = select(kind).where(kind.decision_id.in_(ids)).order_by(kind.id)
    if kind is CoverSheet:
        # A list needs none of the files; whoever opens one sheet reads its own.
        found = found.options(defer(CoverSheet.pdf))
    for row in db.session.scalars(found):
        by_decision.setdefault(row.decision_id, []).append(row)
    return by_decision
