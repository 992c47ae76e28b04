"""Step seven: what was said is kept word for word, also when it went beyond what was allowed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.enquiries.asked import NewTelling, NewToldOutsideRules
from lacrecords.enquiries.errors import CheckRunOut, EnquiryError, OtherWords, StepOutOfOrder
from lacrecords.enquiries.models import EnquiredChild, Enquiry, Verification
from lacrecords.enquiries.outcome_models import (
    AdviceGiven,
    ContactRecord,
    Disclosure,
    OutcomeRow,
    OutcomeTelling,
    ToldOutsideRules,
)
from lacrecords.enquiries.queries.steps import (
    check_is_good_now,
    current_outcome,
    hold_checks,
    latest_verification,
)
from lacrecords.enquiries.services import recipients
from lacrecords.enquiries.services.awaiting import bring_back
from lacrecords.notifications.services import NewTask, Notice, notify, open_task
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import (
    TELLINGS_ABOUT_A_CHILD,
    NotificationKind,
    TaskKind,
    TellingKind,
    Urgency,
)

ADVICE_KINDS = (TellingKind.ADVICE, TellingKind.WORRY_TAKEN_HERE, TellingKind.DISCLOSURE_SCHEMES)


def record_disclosures(actor: Actor, new: NewTelling, now: datetime) -> tuple[Disclosure, ...]:
    """Keep what was told. CheckRunOut when it says something about a child on no good check.

    The same telling sent twice is kept once. Other words than the sentence count only where
    the officer says that they held nothing more about any child.
    """
    outcome = db.session.get_one(OutcomeRow, new.outcome_id)
    hold_checks(outcome.enquiry_id)
    _refuse_an_outcome_that_was_replaced(outcome)
    verification = latest_verification(outcome.enquiry_id)
    about_a_child = set(new.said) & TELLINGS_ABOUT_A_CHILD
    if about_a_child and not check_is_good_now(verification, now):
        raise CheckRunOut("The check has run out. Ring back again before you tell anything.")
    if not new.said:
        raise EnquiryError("Choose at least one thing that you said.")
    _refuse_what_may_not_be_said(new)
    kept = _kept(outcome.id)
    said = [
        _disclosure(actor, outcome, kind, words.strip(), verification, now)
        for kind, words in new.said.items()
    ]
    rows = [row for row in said if _the_same(row) not in kept]
    if not rows:
        return tuple(kept[_the_same(row)] for row in said)
    db.session.add_all(rows)
    db.session.flush()
    audit.record(actor, "told", "enquired_child", outcome.enquired_child_id)
    bring_back(outcome.enquiry_id, now)
    _keep_advice(actor, outcome, {row.kind: row.words for row in rows}, now)
    return tuple(rows)


def _refuse_what_may_not_be_said(new: NewTelling) -> None:
    """Only kinds that the outcome allows, in its own words, or in words that say no more."""
    sentences = _allowed(new.outcome_id)
    for kind, words in new.said.items():
        if kind not in sentences:
            raise EnquiryError("This may not be told. Record it as said outside the rules.")
        if not words.strip():
            raise EnquiryError("Enter the words you said.")
        if words.split() != sentences[kind].split() and not new.nothing_more_said:
            raise OtherWords(
                "You used other words. Tick that you said nothing more about any child, or record "
                "them under “Something else was said”."
            )


def _kept(outcome_id: int) -> dict[tuple[TellingKind, str, int | None], Disclosure]:
    rows = db.session.scalars(select(Disclosure).where(Disclosure.outcome_id == outcome_id))
    return {_the_same(row): row for row in rows}


def _the_same(row: Disclosure) -> tuple[TellingKind, str, int | None]:
    """What makes two tellings of one outcome the same; on a fresh check it is told anew."""
    return row.kind, row.words, row.verification_id


def record_told_outside_rules(
    actor: Actor, enquiry_id: int, new: NewToldOutsideRules, procedure: Procedure, now: datetime
) -> ToldOutsideRules:
    """Keep words that went beyond what was allowed; the manager on shift is told at once."""
    if not new.words.strip() or not new.reason.strip():
        raise EnquiryError("Enter the words that were said, and why.")
    enquiry = db.session.get_one(Enquiry, enquiry_id)
    row = ToldOutsideRules(
        enquiry_id=enquiry_id,
        enquired_child_id=new.enquired_child_id,
        words=new.words.strip(),
        reason=new.reason.strip(),
        authorised_by=new.authorised_by.strip(),
        said_by=actor.key,
        said_at=new.said_at or now,
        recorded_by=actor.key,
        recorded_at=now,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "told_outside_rules", "enquiry", enquiry_id)
    bring_back(enquiry_id, now)
    _alert_manager_on_shift(actor, enquiry, procedure, now)
    return row


def _refuse_an_outcome_that_was_replaced(outcome: OutcomeRow) -> None:
    latest = current_outcome(outcome.enquired_child_id)
    if latest is None or latest.id != outcome.id:
        raise StepOutOfOrder("The answer has changed since you opened this page. Read it again.")


def _allowed(outcome_id: int) -> dict[TellingKind, str]:
    rows = db.session.scalars(select(OutcomeTelling).where(OutcomeTelling.outcome_id == outcome_id))
    return {row.kind: row.sentence for row in rows}


def _disclosure(
    actor: Actor,
    outcome: OutcomeRow,
    kind: TellingKind,
    words: str,
    verification: Verification | None,
    now: datetime,
) -> Disclosure:
    rests_on_check = kind in TELLINGS_ABOUT_A_CHILD and verification is not None
    return Disclosure(
        enquiry_id=outcome.enquiry_id,
        enquired_child_id=outcome.enquired_child_id,
        outcome_id=outcome.id,
        kind=kind,
        verification_id=verification.id if verification and rests_on_check else None,
        words=words,
        said_by=actor.key,
        said_at=now,
    )


def _keep_advice(
    actor: Actor, outcome: OutcomeRow, said: dict[TellingKind, str], now: datetime
) -> None:
    record = db.session.scalar(
        select(ContactRecord).where(ContactRecord.enquired_child_id == outcome.enquired_child_id)
    )
    if record is None:
        return
    for kind in ADVICE_KINDS:
        if kind in said:
            db.session.add(
                AdviceGiven(
                    contact_record_id=record.id,
                    advice=said[kind],
                    given_by=actor.key,
                    given_at=now,
                )
            )
    db.session.flush()


def _alert_manager_on_shift(
    actor: Actor, enquiry: Enquiry, procedure: Procedure, now: datetime
) -> None:
    recipient = recipients.manager_on_shift(procedure, now)
    why = "Something was said to an enquirer outside the rules."
    notify(
        actor,
        Notice(
            kind=NotificationKind.TOLD_OUTSIDE_RULES,
            urgency=Urgency.URGENT,
            recipient=recipient,
            enquiry_id=enquiry.id,
            why=why,
        ),
        now,
    )
    open_task(
        actor,
        NewTask(
            kind=TaskKind.TOLD_OUTSIDE_RULES,
            enquiry_id=enquiry.id,
            recipient=recipient,
            why=why,
            due_at=now,
        ),
        now,
    )


def child_of_enquiry(enquiry_id: int, enquired_child_id: int) -> EnquiredChild | None:
    """The enquired child, only where it belongs to this enquiry."""
    child = db.session.get(EnquiredChild, enquired_child_id)
    return child if child is not None and child.enquiry_id == enquiry_id else None
