"""How the answers about a child stand, derived from their rows, a fixed number of queries each.

Nothing here depends on who reads: the pages and the slices above ask who may.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import select

from lacrecords.children.facts import batches
from lacrecords.children.linked import records_of, with_linked
from lacrecords.clocks import local_date
from lacrecords.consents.circumstances import Circumstances, circumstances_of_each
from lacrecords.consents.models import (
    Consent,
    ConsentChange,
    ConsentReview,
    ConsentWithdrawal,
    DisagreementConsent,
    ParentsDisagreement,
)
from lacrecords.consents.understanding_models import UnderstandingWorksheet
from lacrecords.consents.words import DECIDES_WORDS, FAULT_WORDS, REVIEW_WORDS
from lacrecords.database import Base, db
from lacrecords.rules import consent_standing as rules
from lacrecords.rules.consent import Decides, who_decides
from lacrecords.rules.consent_standing import StandingFacts
from lacrecords.rules.understanding import finding_now
from lacrecords.terms import (
    ConsentAnswer,
    ConsentFault,
    ConsentForm,
    ConsentKind,
    ConsentReviewOutcome,
    ConsentState,
    ReviewReason,
    WhoseConsent,
)

Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentStanding:
    """One answer to whether something may be shared, as it stands at a moment."""

    consent_id: int
    reference: str
    child_id: int
    whose: WhoseConsent
    given_by: str
    relationship: str
    answer: ConsentAnswer
    kind: ConsentKind
    form: ConsentForm
    taken_on: date
    taken_by: str
    purpose: str
    recipients: str
    scope: str
    limits: str
    third_party_limits: str
    state: ConsentState
    counts: bool
    """It is an answer to consider now: a consent that can be leaned on, or a refusal."""
    why: tuple[str, ...]
    """In words: why it never was valid, is not theirs to give, or is to be sought again."""
    faults: tuple[ConsentFault, ...]
    review_reasons: tuple[ReviewReason, ...]
    review_on: date
    withdrawn_at: datetime | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildConsents:
    """Everything kept about consent for one child, whichever of its records it stands on."""

    child: Circumstances
    consents: tuple[Consent, ...]
    withdrawals: dict[int, ConsentWithdrawal]
    changes: dict[int, list[ConsentChange]]
    reviews: dict[int, list[ConsentReview]]
    worksheets: tuple[UnderstandingWorksheet, ...]
    disagreements: tuple[ParentsDisagreement, ...]
    disagreements_of: dict[int, list[ParentsDisagreement]]

    @property
    def worksheet(self) -> UnderstandingWorksheet | None:
        """The newest worksheet."""
        return self.worksheets[-1] if self.worksheets else None

    @property
    def open_disagreement(self) -> ParentsDisagreement | None:
        """The disagreement of parents that is not answered, where there is one."""
        return next((row for row in self.disagreements if row.answered_at is None), None)

    def decides(self) -> Decides:
        """Whose consent is to be sought now, by the newest worksheet."""
        newest = self.worksheet
        disagree = self.open_disagreement is not None
        return who_decides(self.child.facts(self._finding(newest), parents_disagree=disagree))

    def standing(self, row: Consent) -> ConsentStanding:
        """How this answer stands."""
        facts, decides = self._facts(row), self.decides_on(row)
        reasons = rules.review_reasons(facts, decides, self.child.on)
        withdrawal = self.withdrawals.get(row.id)
        found = tuple(ConsentFault(fault) for fault in row.faults)
        return ConsentStanding(
            consent_id=row.id,
            reference=row.reference,
            child_id=row.child_id,
            whose=row.whose,
            given_by=row.given_by,
            relationship=row.relationship,
            answer=row.answer,
            kind=row.kind,
            form=row.form,
            taken_on=row.taken_on,
            taken_by=row.taken_by,
            purpose=row.purpose,
            recipients=row.recipients,
            scope=row.scope,
            limits=row.limits,
            third_party_limits=row.third_party_limits,
            state=rules.state_of(facts, reasons),
            counts=rules.counts(facts, reasons),
            why=_why(row, found, reasons),
            faults=found,
            review_reasons=reasons,
            review_on=facts.review_on,
            withdrawn_at=withdrawal.withdrawn_at if withdrawal else None,
            recorded_at=row.recorded_at,
        )

    def _facts(self, row: Consent) -> StandingFacts:
        since = self._looked_at(row)
        about = self.disagreements_of.get(row.id, [])
        return StandingFacts(
            answer=row.answer,
            whose=row.whose,
            never_valid=not row.stands,
            withdrawn=row.id in self.withdrawals,
            review_on=since.review_on or row.review_on if since else row.review_on,
            changes=frozenset(change.kind for change in self.changes.get(row.id, ())),
            disagreement_open=any(one.answered_at is None for one in about),
            another_is_asked=_asks_another(about, row),
        )

    def _looked_at(self, row: Consent) -> ConsentReview | None:
        """The newest review that found that it goes on."""
        confirmed = (
            one
            for one in reversed(self.reviews.get(row.id, []))
            if one.outcome is ConsentReviewOutcome.CONFIRMED
        )
        return next(confirmed, None)

    def decides_on(self, row: Consent) -> Decides:
        """Whose this question is now: by a later worksheet, or the one that it rests on."""
        later = [one for one in self.worksheets if one.recorded_at > row.recorded_at]
        if row.whose is WhoseConsent.CHILD and row.answer is ConsentAnswer.REFUSED:
            # It may be of another question: a child's no is not taken away by it.
            later = []
        own = [one for one in self.worksheets if one.id == row.worksheet_id]
        able = self._finding(next(reversed(own + later), None))
        return who_decides(self.child.facts(able, parents_disagree=False))

    def _finding(self, worksheet: UnderstandingWorksheet | None) -> bool | None:
        if worksheet is None:
            return None
        return finding_now(worksheet.able, worksheet.band, self.child.band)


def _asks_another(about: Sequence[ParentsDisagreement], row: Consent) -> bool:
    """Whether the newest of these that was answered says that somebody else is asked."""
    answered = [one for one in about if one.answered_at is not None]
    if not answered or not answered[-1].same_matter:
        return False
    newest = answered[-1]
    if newest.sought_person_id is not None and row.giver_person_id is not None:
        return newest.sought_person_id != row.giver_person_id
    return (newest.sought_from or "").strip().lower() != row.given_by.strip().lower()


def _why(
    row: Consent, found: Iterable[ConsentFault], reasons: Iterable[ReviewReason]
) -> tuple[str, ...]:
    """What never was valid has its faults alone: nothing that came later matters to it."""
    words = []
    for fault in found:
        words.append(FAULT_WORDS[fault])
        if fault is ConsentFault.NOT_THEIRS_TO_DECIDE:
            words.append(DECIDES_WORDS[row.decides_because])
    return tuple(words) or tuple(REVIEW_WORDS[reason] for reason in reasons)


def consents_of_child(child_id: int, now: datetime) -> ChildConsents:
    """Everything kept about consent for this child."""
    return consents_of_children((child_id,), now)[child_id]


def consents_of_children(child_ids: Iterable[int], now: datetime) -> dict[int, ChildConsents]:
    """The same for many children, with a fixed number of queries."""
    wanted = tuple(dict.fromkeys(child_ids))
    circumstances = circumstances_of_each(wanted, local_date(now))
    known = _read(with_linked(wanted))
    records = records_of(wanted)
    return {
        one: known.of(records[one].ids if one in records else (one,), circumstances[one])
        for one in wanted
    }


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of many children, by the record or the consent that each belongs to."""

    consents: dict[int, list[Consent]]
    worksheets: dict[int, list[UnderstandingWorksheet]]
    disagreements: dict[int, list[ParentsDisagreement]]
    changes: dict[int, list[ConsentChange]]
    reviews: dict[int, list[ConsentReview]]
    withdrawals: dict[int, ConsentWithdrawal]
    about: dict[int, list[ParentsDisagreement]]

    def of(self, record_ids: Iterable[int], child: Circumstances) -> ChildConsents:
        """What belongs to the child with these records."""
        ids = tuple(record_ids)
        consents = _in_order(self.consents, ids)
        numbers, known = {row.id for row in consents}, self.withdrawals
        return ChildConsents(
            child=child,
            consents=consents,
            withdrawals={one: known[one] for one in numbers & known.keys()},
            changes=self.changes,
            reviews=self.reviews,
            worksheets=_in_order(self.worksheets, ids),
            disagreements=_in_order(self.disagreements, ids),
            disagreements_of=self.about,
        )


def _in_order(rows: dict[int, list[Row]], record_ids: Iterable[int]) -> tuple[Row, ...]:
    found: list[Any] = [row for one in record_ids for row in rows.get(one, ())]
    return tuple(sorted(found, key=lambda row: row.id))


def _read(record_ids: Iterable[int]) -> _Rows:
    ids = tuple(record_ids)
    consents = _by(Consent, "child_id", ids)
    numbers = tuple(row.id for rows in consents.values() for row in rows)
    disagreements = _by(ParentsDisagreement, "child_id", ids)
    by_id = {row.id: row for rows in disagreements.values() for row in rows}
    links = _by(DisagreementConsent, "consent_id", numbers)
    withdrawals = _by(ConsentWithdrawal, "consent_id", numbers)
    return _Rows(
        consents=consents,
        worksheets=_by(UnderstandingWorksheet, "child_id", ids),
        disagreements=disagreements,
        changes=_by(ConsentChange, "consent_id", numbers),
        reviews=_by(ConsentReview, "consent_id", numbers),
        withdrawals={one: rows[0] for one, rows in withdrawals.items()},
        about={one: [by_id[link.disagreement_id] for link in rows] for one, rows in links.items()},
    )


def _by(kind: type[Row], column: str, numbers: Iterable[int]) -> dict[int, list[Row]]:
    """The rows whose column holds one of these, by it, in order."""
    key: Any = kind
    found: dict[int, list[Row]] = defaultdict(list)
    for some in batches(numbers):
        wanted = select(kind).where(getattr(key, column).in_(some)).order_by(key.id)
        for row in db.session.scalars(wanted):
            found[getattr(row, column)].append(row)
    return found
