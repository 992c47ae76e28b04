"""What is so of one settled enquiry, read for the rules that flag it; no names, nothing decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.enquiries.models import (
    EnquiredChild,
    Enquirer,
    Enquiry,
    MatchDecision,
    WrittenReply,
)
from lacrecords.enquiries.outcome_models import (
    Disclosure,
    MoreAsked,
    MoreTold,
    OutcomeRow,
    OutcomeTelling,
    ToldOutsideRules,
)
from lacrecords.enquiries.queries.patterns import another_child_at_the_address, unrelated_children
from lacrecords.enquiries.queries.steps import a_check_looked_like_an_attempt, latest_verification
from lacrecords.notifications import queries as notifications
from lacrecords.procedure import Procedure
from lacrecords.rules.consideration_of_enquiries import EnquiryRead
from lacrecords.terms import AnswerGiven, CheckState, ChildState, EnquirerKind, TellingKind

NOBODY_COULD_TELL = frozenset(
    {ChildState.CANNOT_TELL, ChildState.RESTRICTED, ChildState.DIED_OR_ADULT}
)
"""States that are answered in the same words, and look alike to whoever may not open a record."""
_ANSWERS = (
    (AnswerGiven.WORKER_NAMED, {TellingKind.LEAD_SOCIAL_WORKER_NAME}),
    (AnswerGiven.WORKER_NAMED, {TellingKind.COVER_WORKER_NAME}),
    (AnswerGiven.DUTY_TEAM, {TellingKind.DUTY_TEAM, TellingKind.OUT_OF_HOURS_TEAM}),
    (AnswerGiven.OTHER_AUTHORITY, {TellingKind.OTHER_AUTHORITY_CONTACT}),
    (AnswerGiven.RING_BACK, {TellingKind.RING_BACK}),
    (AnswerGiven.EARLIER_ENQUIRY, {TellingKind.EARLIER_ENQUIRY}),
    (AnswerGiven.NOT_CHECKED, {TellingKind.HOW_TO_BE_CHECKED}),
)
"""Of several children's answers the one that tells most stands for the enquiry."""


@dataclass(frozen=True, slots=True)
class _Settled:
    """The outcomes in force, one for each described child, and the kinds that may be told."""

    facts: tuple[dict[str, Any], ...]
    kinds: frozenset[TellingKind]


def read_for(enquiry: Enquiry, procedure: Procedure, now: datetime) -> EnquiryRead:
    """Every fact that may flag this enquiry, as it stands now."""
    settled = _settled(enquiry.id)
    kind = db.session.scalar(select(Enquirer.kind).where(Enquirer.enquiry_id == enquiry.id))
    return EnquiryRead(
        check=_check(enquiry.id),
        told_outside_rules=_any(ToldOutsideRules, enquiry.id),
        other_words_said=_other_words(enquiry.id),
        something_recorded_as_said=any(
            _any(each, enquiry.id)
            for each in (Disclosure, ToldOutsideRules, MoreTold, WrittenReply)
        ),
        worried=enquiry.worried,
        a_child_asked=kind is EnquirerKind.CHILD,
        asked_before=any(facts["asked_before"] for facts in settled.facts),
        restricted=any(_is_restricted(facts) for facts in settled.facts),
        answered_at_once=_answered_at_once(settled),
        about_our_worker=enquiry.about_our_worker,
        attempt_suspected=enquiry.looks_like_an_attempt
        or a_check_looked_like_an_attempt(enquiry.id)
        or any(facts["attempt_suspected"] for facts in settled.facts),
        more_asked=_any(MoreAsked, enquiry.id),
        court_order=enquiry.court_order,
        a_person_decided_every_child=all(f["decided_by_person"] for f in settled.facts),
        entered_late=bool(enquiry.entered_late_because),
        acknowledged_in_time=notifications.was_acknowledged_in_time(enquiry.id, now),
        unrelated_children_of_enquirer=unrelated_children(enquiry, procedure),
        unrelated_children_flagged=procedure.unrelated_children_flagged,
        same_address_asked_before=another_child_at_the_address(enquiry, procedure),
        decision_changed=_decided_anew(enquiry.id),
    )


def answer_given(enquiry_id: int) -> AnswerGiven:
    """What the enquirer could be told, in groups that give away no record."""
    kinds = _settled(enquiry_id).kinds
    return next((answer for answer, among in _ANSWERS if among & kinds), AnswerGiven.ADVICE)


def is_settled(enquiry_id: int) -> bool:
    """Whether every child that was described one by one has an outcome."""
    settled = select(OutcomeRow.id).where(OutcomeRow.enquired_child_id == EnquiredChild.id)
    waiting = select(EnquiredChild.id).where(
        EnquiredChild.enquiry_id == enquiry_id,
        EnquiredChild.from_list.is_(False),
        ~settled.exists(),
    )
    return db.session.scalar(waiting.limit(1)) is None


def restricted_is_open_to(enquiry_id: int, account_id: int | None, now: datetime) -> bool:
    """Whether a record that makes this enquiry restricted is open to this reader."""
    ids: set[int] = set()
    for row in _latest_outcomes(enquiry_id):
        if _is_restricted(row.facts):
            decision = db.session.get_one(MatchDecision, row.match_decision_id)
            closed = decision.evidence.get("closed_to_officer", ())
            ids |= {one["id"] for one in closed} | {decision.child_id or 0}
    ids.discard(0)
    return bool(ids - children.hidden_ids(ids, account_id, local_date(now)))


def _latest_outcomes(enquiry_id: int) -> list[OutcomeRow]:
    latest = (
        select(func.max(OutcomeRow.id))
        .where(OutcomeRow.enquiry_id == enquiry_id)
        .group_by(OutcomeRow.enquired_child_id)
    )
    return list(db.session.scalars(select(OutcomeRow).where(OutcomeRow.id.in_(latest))))


def _settled(enquiry_id: int) -> _Settled:
    rows = _latest_outcomes(enquiry_id)
    kinds = db.session.scalars(
        select(OutcomeTelling.kind).where(OutcomeTelling.outcome_id.in_([row.id for row in rows]))
    )
    return _Settled(tuple(row.facts for row in rows), frozenset(kinds))


def _check(enquiry_id: int) -> CheckState:
    latest = latest_verification(enquiry_id)
    return CheckState(latest.outcome.value) if latest else CheckState.NOT_RECORDED


def _is_restricted(facts: dict[str, Any]) -> bool:
    return bool(facts["restricted_candidate"]) or facts["state"] == ChildState.RESTRICTED


def _answered_at_once(settled: _Settled) -> bool:
    unsure = any(
        facts["state"] in NOBODY_COULD_TELL or facts["restricted_candidate"]
        for facts in settled.facts
    )
    return not unsure and TellingKind.RING_BACK not in settled.kinds


def _any(table: Any, enquiry_id: int) -> bool:
    found = select(table.id).where(table.enquiry_id == enquiry_id).limit(1)
    return db.session.scalar(found) is not None


def _other_words(enquiry_id: int) -> bool:
    """Some words said are not the sentence that was shown, blanks apart."""
    said = db.session.execute(
        select(Disclosure.words, OutcomeTelling.sentence)
        .join(
            OutcomeTelling,
            (OutcomeTelling.outcome_id == Disclosure.outcome_id)
            & (OutcomeTelling.kind == Disclosure.kind),
        )
        .where(Disclosure.enquiry_id == enquiry_id)
    )
    return any(words.split() != sentence.split() for words, sentence in said)


def _decided_anew(enquiry_id: int) -> bool:
    decisions = (
        select(func.count(MatchDecision.id))
        .where(MatchDecision.enquiry_id == enquiry_id)
        .group_by(MatchDecision.enquired_child_id)
    )
    return any(number > 1 for number in db.session.scalars(decisions))
