"""Answers of the demonstration to whether something may be shared, through the real services.

A child of 13 or so who refuses while the mother agrees, a consent that is due, one that was
taken back, parents who disagree, and one who never replied. Nobody in them exists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from lacrecords.children.responsibility import ResponsibleAdult, responsible_adults
from lacrecords.children.standing import standings_of
from lacrecords.clocks import local_date
from lacrecords.consents.circumstances import Circumstances, circumstances_of
from lacrecords.consents.queries import consent
from lacrecords.consents.recording import record_consent
from lacrecords.consents.reviewing import look_after_consents
from lacrecords.consents.values import Giver, NewConsent, NewWithdrawal, NewWorksheet, Showed
from lacrecords.consents.withdrawing import withdraw_consent
from lacrecords.consents.worksheets import record_worksheet
from lacrecords.database import transaction
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import (
    AgeBand,
    ConsentAnswer,
    ConsentForm,
    ConsentKind,
    ExplainedPart,
    UnderstandingAnswer,
    UnderstandingQuestion,
    WhoseConsent,
)

BY_CHILD = Giver(whose=WhoseConsent.CHILD)
MOST_LOOKED_AT = 400


@dataclass(frozen=True, slots=True)
class _Home:
    """A child with an open case, as the record says now."""

    child_id: int
    child: Circumstances
    adults: tuple[ResponsibleAdult, ...]


def make_consents(actor: Actor, child_ids: Iterable[int], now: datetime) -> None:
    """Every situation once, as far as the register has a child for it."""
    homes = list(_homes(sorted(child_ids)[:MOST_LOOKED_AT], now))
    teenage = [one for one in homes if one.child.band is AgeBand.EXPECTED_TO_UNDERSTAND]
    young = [one for one in homes if one.child.band is AgeBand.YOUNGER and _several(one)]
    stories: tuple[tuple[list[_Home], Callable[[Actor, _Home, datetime], None]], ...] = (
        (teenage, _child_refuses),
        (teenage, _child_takes_back),
        (teenage, _child_is_due),
        (teenage, _child_agrees),
        (young, _parents_disagree),
        (young, _nobody_replies),
    )
    for some, tell in stories:
        if some:
            with transaction():
                tell(actor, some.pop(0), now)
    look_after_consents(now)


def _homes(child_ids: list[int], now: datetime) -> Iterator[_Home]:
    today = local_date(now)
    open_cases = [one for one, child in standings_of(child_ids, today).items() if child.case_open]
    for child_id in sorted(open_cases):
        child = circumstances_of(child_id, today)
        adults = responsible_adults(child_id, today)
        if adults and not child.care_order:
            yield _Home(child_id, child, adults)


def _several(home: _Home) -> bool:
    return len(home.adults) > 1


def _answer(key: str, now: datetime, ago: int, **said: object) -> NewConsent:
    plain = NewConsent(
        idempotency_key=f"demonstration {key}",
        giver=BY_CHILD,
        answer=ConsentAnswer.CONSENTED,
        kind=ConsentKind.EXPLICIT,
        form=ConsentForm.SPOKEN,
        what_was_said="Yes, but only my form tutor.",
        taken_on=_day(now, ago),
        taken_by="The lead social worker",
        purpose="So that the school can help in the mornings",
        scope="That mornings at home are hard at the moment",
        recipients="The form tutor",
        explained=frozenset(ExplainedPart),
    )
    return replace(plain, **said)  # type: ignore[arg-type]


def _day(now: datetime, ago: int) -> date:
    return local_date(now) - timedelta(days=ago)


def _parent(home: _Home, place: int = 0) -> Giver:
    adult = home.adults[place]
    return Giver(
        whose=WhoseConsent.PARENTAL_RESPONSIBILITY,
        person_id=adult.person_id,
        why_this_person="" if adult.lives_with_child else "Rang us of their own accord",
    )


def _worksheet(key: str, now: datetime, ago: int) -> NewWorksheet:
    showed = Showed(answer=UnderstandingAnswer.YES, words="Said it in their own words.")
    return NewWorksheet(
        idempotency_key=f"demonstration {key}",
        occasion="Whether the school is told about the mornings at home",
        worked_on=_day(now, ago),
        how_explained="With a drawing of who would know what.",
        language="English",
        communication="Talking",
        interpreter="",
        answers=dict.fromkeys(UnderstandingQuestion, showed),
        childs_view="I do not want everybody at school to look at me.",
        why_no_view="",
        others_opinion="The mother thinks that the school should know.",
        able=True,
        reason="Weighed both sides and held to it on two days.",
        why_departs="",
        capacity_note="",
        assessed_by="The lead social worker",
    )


def _child_refuses(actor: Actor, home: _Home, now: datetime) -> None:
    worksheet = _worksheet("worksheet of a refusal", now, 9)
    reference = record_worksheet(actor, home.child_id, worksheet, now)
    refused = _answer(
        "refusal",
        now,
        8,
        answer=ConsentAnswer.REFUSED,
        what_was_said="No. Not the school.",
        reasons_given="Everybody would look at me.",
        worksheet=reference,
    )
    record_consent(actor, home.child_id, refused, now)
    agreed = _answer("mother", now, 8, giver=_parent(home), worksheet=reference)
    record_consent(actor, home.child_id, agreed, now)


def _child_takes_back(actor: Actor, home: _Home, now: datetime) -> None:
    reference = record_consent(actor, home.child_id, _answer("taken back", now, 20), now)
    given = consent(reference, now)
    if given is None:
        return
    taken_back = NewWithdrawal(
        by_giver=True,
        whose=None,
        name="",
        withdrawn_on=_day(now, 3),
        form=ConsentForm.SPOKEN,
        what_was_said="I have changed my mind.",
        already_shared=True,
    )
    withdraw_consent(actor, given.consent_id, taken_back, now)


def _child_is_due(actor: Actor, home: _Home, now: datetime) -> None:
    worksheet = _worksheet("worksheet of what is due", now, 31)
    reference = record_worksheet(actor, home.child_id, worksheet, now)
    due = _answer("due", now, 30, review_on=_day(now, 1), worksheet=reference)
    record_consent(actor, home.child_id, due, now)


def _child_agrees(actor: Actor, home: _Home, now: datetime) -> None:
    agreed = _answer("agreed", now, 2, limits="Not the other teachers")
    record_consent(actor, home.child_id, agreed, now)


def _parents_disagree(actor: Actor, home: _Home, now: datetime) -> None:
    record_consent(actor, home.child_id, _answer("one parent", now, 6, giver=_parent(home)), now)
    refused = _answer(
        "the other parent",
        now,
        5,
        giver=_parent(home, 1),
        answer=ConsentAnswer.REFUSED,
        what_was_said="I do not want the school in this.",
    )
    record_consent(actor, home.child_id, refused, now)


def _nobody_replies(actor: Actor, home: _Home, now: datetime) -> None:
    silent = _answer(
        "no reply",
        now,
        4,
        giver=_parent(home),
        answer=ConsentAnswer.NO_REPLY,
        form=ConsentForm.WRITTEN,
        what_was_said="Two letters, no reply.",
    )
    record_consent(actor, home.child_id, silent, now)
