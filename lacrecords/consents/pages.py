"""What the pages of consent show: one child, or one answer with its history. Frozen, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lacrecords.children import queries as children
from lacrecords.children.responsibility import ResponsibleAdult, responsible_adults
from lacrecords.clocks import local_date
from lacrecords.consents.models import Consent, ParentsDisagreement
from lacrecords.consents.queries import Understanding, WhoseToDecide, understanding_in, whose_of
from lacrecords.consents.standing import ChildConsents, ConsentStanding, consents_of_child
from lacrecords.consents.understanding_models import UnderstandingWorksheet
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.terms import ConsentAnswer, ConsentState
from lacrecords.web.words import date_words
from lacrecords.wording import words


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutChild:
    """Everything about consent for one child, for one reader."""

    child_id: int
    reference: str
    name: str
    whose: WhoseToDecide
    understanding: Understanding
    every: ChildConsents
    adults: tuple[ResponsibleAdult, ...]
    answers: tuple[ConsentStanding, ...]
    worksheets: tuple[UnderstandingWorksheet, ...]
    disagreements: tuple[ParentsDisagreement, ...]

    @property
    def agree(self) -> tuple[ConsentStanding, ...]:
        """Those who agree and have not taken it back, valid or not."""
        return self._of(ConsentAnswer.CONSENTED)

    @property
    def refuse(self) -> tuple[ConsentStanding, ...]:
        """Those who refuse."""
        return self._of(ConsentAnswer.REFUSED)

    def _of(self, answer: ConsentAnswer) -> tuple[ConsentStanding, ...]:
        return tuple(
            one
            for one in self.answers
            if one.answer is answer and one.state is not ConsentState.WITHDRAWN
        )


def about_child(actor: Actor, child_id: int, now: datetime) -> AboutChild:
    """What is kept about consent for a child whose record is open to this reader."""
    every = consents_of_child(child_id, now)
    today = local_date(now)
    return AboutChild(
        child_id=child_id,
        reference=children.reference_of(child_id),
        name=children.names_of((child_id,), actor.account_id, today)[child_id],
        whose=whose_of(every),
        understanding=understanding_in(every),
        every=every,
        adults=responsible_adults(child_id, today),
        answers=tuple(every.standing(row) for row in reversed(every.consents)),
        worksheets=tuple(reversed(every.worksheets)),
        disagreements=tuple(reversed(every.disagreements)),
    )


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an answer."""

    at: datetime
    title: str
    by: str
    text: str = ""


def history_of(every: ChildConsents, row: Consent) -> tuple[Event, ...]:
    """What happened to this answer, the newest first."""
    raw = [(row.recorded_at, f"Recorded: {words(row.answer)}", row.recorded_by, row.what_was_said)]
    for change in every.changes.get(row.id, ()):
        since = f"{change.words} (since {date_words(change.since_on)})"
        raw.append((change.noted_at, words(change.kind), change.noted_by, since))
    for review in every.reviews.get(row.id, ()):
        raw.append((review.reviewed_at, words(review.outcome), review.reviewed_by, review.words))
    for asked in every.disagreements_of.get(row.id, []):
        raw.append((asked.raised_at, "Parents disagree", asked.raised_by, asked.words))
        if asked.answered_at is not None:
            title = "It was considered whose consent is sought"
            raw.append((asked.answered_at, title, asked.answered_by or "", asked.reasons or ""))
    withdrawal = every.withdrawals.get(row.id)
    if withdrawal is not None:
        said = f"{withdrawal.withdrawn_by}: {withdrawal.what_was_said}"
        raw.append((withdrawal.recorded_at, "Taken back", withdrawal.recorded_by, said))
    names = staff.names_for({by for _, _, by, _ in raw})
    events = [Event(at, title, names[by], text) for at, title, by, text in raw]
    return tuple(sorted(events, key=lambda one: one.at, reverse=True))
