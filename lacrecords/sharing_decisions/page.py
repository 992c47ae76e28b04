"""The page of one decision: the path through the questions, what follows, and the history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lacrecords.advice.queries import advice_about
from lacrecords.advice.values import AdviceTaken
from lacrecords.clocks import local_date
from lacrecords.notifications.services import Matter
from lacrecords.rules.sharing_facts import SharingRule
from lacrecords.sharing_decisions.applied_guidance import AppliedText, texts_of
from lacrecords.sharing_decisions.models import SharingAnswerRow
from lacrecords.sharing_decisions.queries import STATE_WORDS, Link, about_links
from lacrecords.sharing_decisions.question_forms import FORMS, QuestionForm
from lacrecords.sharing_decisions.standing import KINDS, DecisionStanding
from lacrecords.sharing_decisions.words import (
    BEFORE_WORDS,
    FOLLOWS_WORDS,
    QUESTION_WORDS,
)
from lacrecords.staff.queries import names_for
from lacrecords.terms import FindingKind, MatterKind, QuestionState, SharingQuestion

QUESTION_STATE_WORDS = {
    QuestionState.ANSWERED: ("Answered", "green"),
    QuestionState.OPEN: ("To be answered", "blue"),
    QuestionState.NOT_NEEDED: ("Not needed", "grey"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was answered: the question of the form, and the answer."""

    label: str
    words: str
    own_words: bool


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """One of the seven questions on the page."""

    question: SharingQuestion
    words: str
    state: str
    colour: str
    why_not: str
    said: tuple[Said, ...]
    by_name: str
    at: datetime | None
    earlier: int
    has_form: bool


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """Everything that the page of a decision shows, in words."""

    questions: tuple[QuestionShown, ...]
    follows: str
    grounds: tuple[SharingRule, ...]
    conflicts: tuple[SharingRule, ...]
    missing: tuple[SharingRule, ...]
    cautions: tuple[SharingRule, ...]
    links: tuple[Link, ...]
    names: dict[str, str]
    state: str
    late: bool
    before: tuple[str, ...]
    guidance: tuple[AppliedText, ...]
    advice: tuple[AdviceTaken, ...]
    goes_on_with: QuestionShown | None
    """The first question that is still to be answered."""


def decision_page(standing: DecisionStanding, now: datetime) -> DecisionShown:
    """This decision, for its page."""
    names = names_for(_keys(standing))
    found = standing.findings
    questions = tuple(_question(standing, question, names) for question in SharingQuestion)
    open_words = QUESTION_STATE_WORDS[QuestionState.OPEN][0]
    still_open = [one for one in questions if one.has_form and one.state == open_words]
    return DecisionShown(
        questions=questions,
        goes_on_with=next(iter(still_open), None),
        follows=FOLLOWS_WORDS[found.follows],
        grounds=found.of(FindingKind.FOLLOWS),
        conflicts=found.of(FindingKind.CONFLICT),
        missing=found.of(FindingKind.MISSING),
        cautions=found.of(FindingKind.CAUTION),
        links=about_links(standing),
        names=names,
        state=STATE_WORDS[standing.state],
        late=standing.is_late(now),
        guidance=_guidance(standing),
        advice=advice_about(Matter(MatterKind.SHARING_DECISION, standing.row.reference), now),
        before=tuple(BEFORE_WORDS[part] for part in standing.missing_before_it_goes),
    )


def _guidance(standing: DecisionStanding) -> tuple[AppliedText, ...]:
    outcome = standing.outcome
    return texts_of(outcome.guidance, local_date(outcome.decided_at)) if outcome else ()


def _keys(standing: DecisionStanding) -> set[str]:
    return (
        {standing.row.begun_by}
        | {row.answered_by for row in standing.answers}
        | {row.decided_by for row in standing.outcomes}
        | {row.shared_by for row in standing.shared}
        | {row.checked_by for row in standing.checks}
        | {row.made_by for row in standing.sheets}
        | {item.taken_back_by for item in standing.items if item.taken_back_by}
    )


def _question(
    standing: DecisionStanding, question: SharingQuestion, names: dict[str, str]
) -> QuestionShown:
    row = standing.answer(question)
    state, colour = QUESTION_STATE_WORDS[standing.question_state(question)]
    return QuestionShown(
        question=question,
        words=QUESTION_WORDS[question],
        state=state,
        colour=colour,
        why_not=standing.why_not_needed(question),
        said=said_of(row) if row else (),
        by_name=names.get(row.answered_by, row.answered_by) if row else "",
        at=row.answered_at if row else None,
        earlier=row.number - 1 if row else 0,
        has_form=question in FORMS,
    )


def said_of(row: SharingAnswerRow) -> tuple[Said, ...]:
    """An answer as its form asked for it."""
    form = FORMS[row.question](formdata=None)
    named = {**row.choices, **row.words}
    return tuple(
        Said(
            str(field.label.text),
            _chosen_words(form, field.name, named[field.name]),
            field.name not in KINDS,
        )
        for field in form
        if field.name in named
    )


def _chosen_words(form: QuestionForm, name: str, value: str) -> str:
    if name not in KINDS:
        return value
    return next((str(one.label) for one in form[name].choices if one.value == value), value)
