"""What was shared about the person, with whom, and what was put right: for the pack."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select

from lacrecords.subject_access.pack_source import Source, below, plain
from lacrecords.subject_access.subject import Subject, table
from lacrecords.terms import MatterKind


def _of_the_person(subject: Subject) -> ColumnElement[bool]:
    """About the child's record, or from an enquiry about them or a check of them."""
    decisions = table("sharing_decisions").c
    return or_(
        decisions.child_id.in_(subject.child_ids),
        decisions.enquiry_id.in_(subject.about_enquiry_ids),
        decisions.check_request_id.in_(subject.check_request_ids),
    )


def _advice_of_the_person(subject: Subject) -> ColumnElement[bool]:
    """Advice that was tied to the child's record, or to a decision about them."""
    matters, children = table("advice_matters").c, table("children").c
    decisions = table("sharing_decisions").c
    of_child = select(children.reference).where(children.id.in_(subject.child_ids))
    of_decision = select(decisions.reference).where(_of_the_person(subject))
    found = select(matters.advice_question_id).where(
        or_(
            (matters.matter == MatterKind.CHILD) & matters.matter_reference.in_(of_child),
            (matters.matter == MatterKind.SHARING_DECISION)
            & matters.matter_reference.in_(of_decision),
        )
    )
    return table("advice_questions").c.id.in_(found)


DECISIONS = Source("sharing_decisions", "Decisions whether to share", _of_the_person)
SHEETS = below(
    "sharing_cover_sheets", "Sheets that went with what was shared", "decision_id", DECISIONS
)
ADVICE = Source("advice_questions", "Advice that was asked for", _advice_of_the_person)
CORRECTIONS = plain("corrections", "Corrections that others are told of", child_id="child_ids")
DUTIES = below("correction_duties", "Who is told of a correction", "correction_id", CORRECTIONS)

SOURCES = (
    DECISIONS,
    below("sharing_recipients", "To whom it would go", "decision_id", DECISIONS),
    below("sharing_answers", "Answers to the seven questions", "decision_id", DECISIONS),
    below("sharing_outcomes", "What was decided", "decision_id", DECISIONS),
    below("sharing_items", "What is shared, word for word", "decision_id", DECISIONS),
    below("sharing_recipient_checks", "Checks of recipients", "decision_id", DECISIONS),
    below("sharing_agreements", "What recipients agreed", "decision_id", DECISIONS),
    below("sharing_informed", "Whether people know of it", "decision_id", DECISIONS),
    Source(SHEETS.table, SHEETS.heading, SHEETS.where, leaves=frozenset({"pdf", "checksum"})),
    below("shared_information", "What went out", "decision_id", DECISIONS),
    below("shared_items", "Items that went out", "decision_id", DECISIONS),
    ADVICE,
    below("advice_turns", "What was advised", "advice_question_id", ADVICE),
    CORRECTIONS,
    DUTIES,
    below("correction_checks", "Checks of who is told of it", "duty_id", DUTIES),
    below("correction_had", "What they had before", "correction_id", CORRECTIONS),
)
"""Each table, under its heading."""
