"""The answer about one enquired child: what to say, what not, what was done and told.

Where no check is confirmed the page shows the sentences that everybody may
hear and nothing of the register: not what was found, not what was done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from lacrecords.children import queries as children
from lacrecords.database import db
from lacrecords.enquiries.models import MatchDecision, Verification
from lacrecords.enquiries.outcome_models import (
    AdviceGiven,
    ContactRecord,
    Disclosure,
    MoreAsked,
    MoreTold,
    OutcomeRow,
    OutcomeTelling,
    ToldOutsideRules,
)
from lacrecords.enquiries.queries.steps import (
    current_continuation,
    current_outcome,
    latest_without_a_record,
)
from lacrecords.staff import queries as staff
from lacrecords.terms import (
    TELLINGS_ABOUT_A_CHILD,
    DutyKind,
    MatchAnswer,
    TellingKind,
    VerificationOutcome,
)
from lacrecords.wording import words


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing that may be said, in the exact words."""

    kind: TellingKind
    label: str
    sentence: str
    about_a_child: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was said."""

    label: str
    words: str
    by_name: str
    at: datetime
    outside_rules: bool


@dataclass(frozen=True, slots=True)
class MoreCard:
    """One request for more, and the manager's decision."""

    reference: str
    asked: str
    decided: bool
    shared: bool
    reasons: str
    words: str
    told: bool


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The answer as the officer reads it on the telephone."""

    outcome_id: int
    settled_at: datetime
    sentences: tuple[Sentence, ...]
    must_not_say: tuple[str, ...]
    done: tuple[str, ...]
    decision_words: str
    child_reference: str | None
    told: tuple[Told, ...]
    contact_record_reference: str | None
    more: tuple[MoreCard, ...]
    continuation_reason: str | None
    has_evidence_of_absence: bool


DONE_WORDS: dict[DutyKind, str] = {
    DutyKind.NOTIFY_LEAD_SOCIAL_WORKER: "The lead social worker has been told of this enquiry.",
    DutyKind.NOTIFY_COVER_WORKER: "The social worker who covers has been told of this enquiry.",
    DutyKind.NOTIFY_TEAM_MANAGER: "The team manager has been told of this enquiry.",
    DutyKind.NOTIFY_DESIGNATED_MANAGER: "The designated manager has been told of this enquiry.",
    DutyKind.NOTIFY_DUTY_TEAM: "The duty team has been told of this enquiry.",
    DutyKind.NOTIFY_MANAGER_ON_SHIFT: "The manager on shift has been told of this enquiry.",
    DutyKind.CONTACT_RECORD: "A contact record has been made.",
    DutyKind.CHILD_IN_NEED_CONSIDERATION: "The designated manager must consider a child in need.",
    DutyKind.MATCH_TASK: "A manager has a task to find out which child this is.",
    DutyKind.RING_BACK_TASK: "A manager has a task to see that the enquirer is rung back.",
    DutyKind.MOVEMENT_TASK: "The designated manager has a task to consider a movement.",
    DutyKind.WORRY_TASK: "The worry is with the duty team now.",
    DutyKind.CHILD_CALLING_TASK: "The duty team knows that a child has called.",
    DutyKind.PASS_MESSAGE_ON: "The message has been passed on.",
    DutyKind.KEEP_ON_CHILD_RECORD: "The enquiry is kept on the child's record.",
}
"""What the page says was done. Duties that would give something away are not among them."""

SAME_WHATEVER_THE_CAUSE = (
    "Everything that must follow from this enquiry has been started. "
    "A manager sees that the enquirer is rung back."
)


def answer_page(enquired_child_id: int, *, confirmed: bool) -> AnswerPage | None:
    """The answer for this enquired child; None before it is settled.

    None also where the check was confirmed since: a person looks first, and what the
    system found by itself is shown to nobody.
    """
    outcome = current_outcome(enquired_child_id)
    if outcome is None or (confirmed and not _rests_on_confirmed_check(outcome)):
        return None
    decision = db.session.get_one(MatchDecision, outcome.match_decision_id)
    record = db.session.scalar(
        select(ContactRecord).where(ContactRecord.enquired_child_id == enquired_child_id)
    )
    continuation = current_continuation(enquired_child_id)
    rings_back = _rings_back(outcome.id)
    return AnswerPage(
        outcome_id=outcome.id,
        settled_at=outcome.settled_at,
        sentences=_sentences(outcome.id),
        must_not_say=tuple(outcome.must_not_say),
        done=_done(outcome, confirmed=confirmed, rings_back=rings_back),
        decision_words=words(decision.answer) if confirmed and decision.by_person else "",
        child_reference=_child_reference(decision) if confirmed and not rings_back else None,
        told=_told(outcome, enquired_child_id),
        contact_record_reference=record.reference if record and confirmed else None,
        more=_more(enquired_child_id),
        continuation_reason=continuation.reason if continuation and confirmed else None,
        has_evidence_of_absence=latest_without_a_record(enquired_child_id) is not None,
    )


def _rests_on_confirmed_check(outcome: OutcomeRow) -> bool:
    if outcome.verification_id is None:
        return False
    check = db.session.get_one(Verification, outcome.verification_id)
    return check.outcome is VerificationOutcome.CONFIRMED


def _rings_back(outcome_id: int) -> bool:
    return (
        db.session.get(OutcomeTelling, {"outcome_id": outcome_id, "kind": TellingKind.RING_BACK})
        is not None
    )


def _sentences(outcome_id: int) -> tuple[Sentence, ...]:
    rows = db.session.scalars(
        select(OutcomeTelling)
        .where(OutcomeTelling.outcome_id == outcome_id)
        .order_by(OutcomeTelling.position)
    )
    return tuple(
        Sentence(row.kind, words(row.kind), row.sentence, row.kind in TELLINGS_ABOUT_A_CHILD)
        for row in rows
    )


def _done(outcome: OutcomeRow, *, confirmed: bool, rings_back: bool) -> tuple[str, ...]:
    if not confirmed or rings_back:
        return (SAME_WHATEVER_THE_CAUSE,) if rings_back else (_NOT_CONFIRMED,)
    duties = [DutyKind(duty) for duty in outcome.duties]
    return tuple(DONE_WORDS[duty] for duty in duties if duty in DONE_WORDS)


_NOT_CONFIRMED = "The enquiry is kept. Everything that must follow from it has been started."


def _child_reference(decision: MatchDecision) -> str | None:
    if decision.answer is not MatchAnswer.SAME or decision.child_id is None:
        return None
    return children.reference_of(decision.child_id)


def _told(outcome: OutcomeRow, enquired_child_id: int) -> tuple[Told, ...]:
    inside = list(
        db.session.scalars(
            select(Disclosure).where(Disclosure.enquired_child_id == enquired_child_id)
        )
    )
    outside = list(
        db.session.scalars(
            select(ToldOutsideRules).where(
                ToldOutsideRules.enquiry_id == outcome.enquiry_id,
                or_(
                    ToldOutsideRules.enquired_child_id == enquired_child_id,
                    ToldOutsideRules.enquired_child_id.is_(None),
                ),
            )
        )
    )
    speakers = [row.said_by for row in inside] + [row.said_by for row in outside]
    names = staff.names_for(speakers)
    told = [
        Told(words(row.kind), row.words, names[row.said_by], row.said_at, False) for row in inside
    ]
    told += [
        Told("Said outside the rules", row.words, names[row.said_by], row.said_at, True)
        for row in outside
    ]
    return tuple(sorted(told, key=lambda one: one.at))


def told_outside_of(enquiry_id: int) -> tuple[Told, ...]:
    """What was said outside the rules of the call as a whole, before any answer too."""
    rows = db.session.scalars(
        select(ToldOutsideRules)
        .where(
            ToldOutsideRules.enquiry_id == enquiry_id,
            ToldOutsideRules.enquired_child_id.is_(None),
        )
        .order_by(ToldOutsideRules.id)
    ).all()
    names = staff.names_for([row.said_by for row in rows])
    return tuple(
        Told("Said outside the rules", row.words, names[row.said_by], row.said_at, True)
        for row in rows
    )


def _more(enquired_child_id: int) -> tuple[MoreCard, ...]:
    rows = db.session.execute(
        select(MoreAsked, MoreTold.id)
        .outerjoin(MoreTold, MoreTold.more_asked_id == MoreAsked.id)
        .where(MoreAsked.enquired_child_id == enquired_child_id)
        .order_by(MoreAsked.id)
    )
    return tuple(
        MoreCard(
            reference=row.reference,
            asked=row.asked,
            decided=row.decided_at is not None,
            shared=bool(row.shared),
            reasons=row.reasons or "",
            words=row.words or "",
            told=told_id is not None,
        )
        for row, told_id in rows
    )


def advice_of(enquired_child_id: int) -> tuple[str, ...]:
    """The advice on the contact record, in order."""
    return tuple(
        db.session.scalars(
            select(AdviceGiven.advice)
            .join(ContactRecord, ContactRecord.id == AdviceGiven.contact_record_id)
            .where(ContactRecord.enquired_child_id == enquired_child_id)
            .order_by(AdviceGiven.id)
        )
    )
