"""Recording what was answered when consent was asked for: kept whether or not it is valid.

What cannot have happened (a day to come, an answer before the birth or after a death) is
refused with what to do. Everything else is kept, and said to be no consent where it is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.children.queries import names_of
from lacrecords.children.responsibility import ResponsibleAdult, responsible_adults
from lacrecords.clocks import local_date
from lacrecords.consents.circumstances import Circumstances, circumstances_of, procedure
from lacrecords.consents.disagreements import look_for_disagreement
from lacrecords.consents.models import Consent
from lacrecords.consents.standing import ChildConsents, consents_of_child
from lacrecords.consents.understanding_models import UnderstandingWorksheet
from lacrecords.consents.values import ConsentRefused, Giver, NewConsent
from lacrecords.consents.words import DAY_REFUSED_WORDS
from lacrecords.database import db, new_reference, take_turn
from lacrecords.rules import consent as rules
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.consent import Decides, GivenFacts
from lacrecords.rules.deadlines import months_later
from lacrecords.rules.understanding import finding_now, starts_as_able
from lacrecords.terms import (
    AgeBand,
    ConsentAnswer,
    ConsentChangeKind,
    ConsentKind,
    ExplainedPart,
    WhoseConsent,
)
from lacrecords.web.words import date_words

CONSENT_LOCK = 7_201_151
"""The class of the advisory locks of one child's consents; on SQLite the write lock serves."""
WHY_THIS_PARENT = (
    "The child lives with another person who has parental responsibility, who would usually be "
    "asked. Enter why this parent was"
)


def lock_consents_of(child_id: int) -> None:
    """Let one change of this child's consents happen at a time."""
    take_turn(CONSENT_LOCK, f"child:{child_id}")


Adults: TypeAlias = Mapping[int, ResponsibleAdult]
"""Who has parental responsibility on the day of the answer, by number."""


@dataclass(frozen=True, slots=True)
class _Checked:
    """What the day of the answer was like, and whose it was to give."""

    name: str
    adults: Adults
    worksheet: UnderstandingWorksheet | None
    decides: Decides
    has_responsibility: bool


def record_consent(actor: Actor, child_id: int, new: NewConsent, now: datetime) -> str:
    """Keep the answer, say whether it stands; gives its reference. Sent twice, it is one answer."""
    lock_consents_of(child_id)
    sent = select(Consent.reference).where(Consent.idempotency_key == new.idempotency_key)
    known = db.session.scalar(sent)
    if known is not None:
        return known
    every = consents_of_child(child_id, now)
    checked = _check(actor, child_id, new, every, now)
    row = _row(actor, child_id, new, checked, now)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "consent_recorded", "consent", row.id)
    audit.record(actor, "consent_recorded", "child", child_id)
    look_for_disagreement(actor, every, row, checked.decides, now)
    return row.reference


def _check(
    actor: Actor, child_id: int, new: NewConsent, every: ChildConsents, now: datetime
) -> _Checked:
    giver, child = new.giver, circumstances_of(child_id, new.taken_on)
    _refuse_day(new.taken_on, local_date(now), giver.whose, child)
    _refuse_the_dead(new, every)
    _refuse_without_words(new)
    adults = {one.person_id: one for one in responsible_adults(child_id, new.taken_on)}
    name = _name_of_giver(actor, child_id, giver, child, adults, now)
    worksheet = _worksheet(new, every, child)
    able = finding_now(worksheet.able, worksheet.band, child.band) if worksheet else None
    disagree = every.open_disagreement is not None
    _refuse_unusual_parent(giver, adults)
    return _Checked(
        name=name,
        adults=adults,
        worksheet=worksheet,
        decides=rules.who_decides(child.facts(able, parents_disagree=disagree)),
        has_responsibility=giver.person_id in adults or bool(giver.responsibility_shown),
    )


def _refuse_day(taken_on: date, today: date, whose: WhoseConsent, child: Circumstances) -> None:
    refused = rules.day_refused(
        taken_on,
        today,
        whose,
        unborn=child.unborn,
        born_from=child.born.earliest if child.born else None,
        died_on=child.died_on,
    )
    if refused is not None:
        raise ConsentRefused("taken_on", DAY_REFUSED_WORDS[refused])


def _refuse_the_dead(new: NewConsent, every: ChildConsents) -> None:
    """Nobody answers after the day on which it is recorded that they died."""
    of_giver = [row for row in every.consents if _is_of(row, new.giver)]
    for row in of_giver:
        for change in every.changes.get(row.id, ()):
            died = change.kind is ConsentChangeKind.GIVER_DIED
            if died and new.taken_on > change.since_on:
                day = date_words(change.since_on)
                raise ConsentRefused("giver", f"It is recorded that this person died on {day}")


def _is_of(row: Consent, giver: Giver) -> bool:
    if giver.person_id is not None or row.giver_person_id is not None:
        return row.giver_person_id == giver.person_id
    return row.whose is giver.whose and row.given_by.lower() == giver.name.strip().lower()


def _refuse_without_words(new: NewConsent) -> None:
    """What every answer says, and what an implied consent rests on."""
    needed = {
        "what_was_said": (new.what_was_said, "Enter what was said, or what happened"),
        "purpose": (new.purpose, "Enter what the information would be used for"),
        "scope": (new.scope, "Enter what may be shared"),
        "recipients": (new.recipients, "Enter with whom"),
        "taken_by": (new.taken_by, "Enter who took the answer"),
    }
    for field, (text, words) in needed.items():
        if not text.strip():
            raise ConsentRefused(field, words)


def _name_of_giver(
    actor: Actor,
    child_id: int,
    giver: Giver,
    child: Circumstances,
    adults: Adults,
    now: datetime,
) -> str:
    if giver.whose is WhoseConsent.CHILD and child.band is AgeBand.ADULT:
        raise ConsentRefused("giver", "They were 18 or over. Select that an adult answered")
    if giver.whose is WhoseConsent.CHILD:
        return names_of((child_id,), actor.account_id, local_date(now))[child_id]
    if giver.person_id is not None:
        if giver.person_id not in adults:
            words = "On that day this person had no parental responsibility. Check the day"
            raise ConsentRefused("giver", words)
        return adults[giver.person_id].name
    if not giver.name.strip():
        raise ConsentRefused("giver_name", "Enter the name of whoever answered")
    return giver.name.strip()


def _refuse_unusual_parent(giver: Giver, adults: Adults) -> None:
    if giver.whose is not WhoseConsent.PARENTAL_RESPONSIBILITY or giver.why_this_person.strip():
        return
    with_child = {one.person_id for one in adults.values() if one.lives_with_child}
    usual = rules.is_usual_parent(
        lives_with_child=giver.person_id in with_child,
        another_lives_with_child=bool(with_child - {giver.person_id}),
    )
    if not usual:
        raise ConsentRefused("why_this_person", WHY_THIS_PARENT)


def _worksheet(
    new: NewConsent, every: ChildConsents, child: Circumstances
) -> UnderstandingWorksheet | None:
    """The worksheet for this question; one that says otherwise than the age is not passed over."""
    worked = [row for row in every.worksheets if row.worked_on <= new.taken_on]
    if new.worksheet:
        chosen = next((row for row in worked if row.reference == new.worksheet), None)
        if chosen is None:
            words = "That worksheet was worked through after the answer. Select another, or none"
            raise ConsentRefused("worksheet", words)
        return chosen
    if not worked or new.giver.whose not in rules.FOR_THE_CHILD:
        return None
    finding = finding_now(worked[-1].able, worked[-1].band, child.band)
    if finding is not None and finding is not starts_as_able(child.band):
        day = date_words(worked[-1].worked_on)
        words = f"The worksheet of {day} says whose it is to decide. Select it, or work through"
        raise ConsentRefused("worksheet", f"{words} another for this question")
    return None


def _row(actor: Actor, child_id: int, new: NewConsent, checked: _Checked, now: datetime) -> Consent:
    found, worksheet = rules.faults(_facts(new, checked), checked.decides), checked.worksheet
    return Consent(
        reference=new_reference(),
        idempotency_key=new.idempotency_key,
        # A worksheet and its answer stand on one record, whichever of linked ones it is.
        child_id=worksheet.child_id if worksheet else child_id,
        **_columns_of_giver(new.giver, checked),
        **_columns_of_answer(new),
        worksheet_id=worksheet.id if worksheet else None,
        decides_because=checked.decides.because,
        stands=not found,
        faults=[fault.value for fault in found],
        review_on=_review_on(new),
        recorded_at=now,
        recorded_by=actor.key,
    )


def _columns_of_giver(giver: Giver, checked: _Checked) -> dict[str, Any]:
    return {
        "whose": giver.whose,
        "given_by": checked.name,
        "giver_person_id": giver.person_id,
        "relationship": _relationship(giver, checked.adults),
        "responsibility_shown": giver.responsibility_shown,
        "why_this_person": giver.why_this_person,
        "giver_of_concern": giver.of_concern,
    }


_AS_GIVEN = (
    *("answer", "kind", "form", "what_was_said", "reasons_given", "taken_on", "taken_by"),
    *("purpose", "scope", "recipients", "limits", "third_party_limits"),
    *("within_service", "explained_at_outset", "special_category"),
)


def _columns_of_answer(new: NewConsent) -> dict[str, Any]:
    """What was answered, as it was given, and each part that was explained."""
    explained = {f"explained_{part.value}": part in new.explained for part in ExplainedPart}
    return {name: getattr(new, name) for name in _AS_GIVEN} | explained


def _facts(new: NewConsent, checked: _Checked) -> GivenFacts:
    consented = new.answer is ConsentAnswer.CONSENTED
    return GivenFacts(
        answer=new.answer,
        whose=new.giver.whose,
        kind=new.kind if consented else ConsentKind.EXPLICIT,
        explained=new.explained,
        within_service=new.within_service,
        explained_at_outset=new.explained_at_outset,
        special_category=new.special_category,
        giver_of_concern=new.giver.of_concern,
        giver_has_responsibility=checked.has_responsibility,
    )


def _relationship(giver: Giver, adults: Adults) -> str:
    if giver.person_id is None:
        return giver.relationship
    return adults[giver.person_id].relationship


def _review_on(new: NewConsent) -> date:
    latest = months_later(new.taken_on, procedure().consent_review_months)
    if new.review_on is None:
        return latest
    if not new.taken_on < new.review_on <= latest:
        words = f"The day must be after it was taken, and {date_words(latest)} at the latest"
        raise ConsentRefused("review_on", words)
    return new.review_on
