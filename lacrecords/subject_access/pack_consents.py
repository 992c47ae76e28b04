"""Consent to share, a child's understanding, and questions about a person: for the pack."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select

from lacrecords.subject_access.pack_source import Source, below, plain
from lacrecords.subject_access.subject import Subject, table


def _question_of_the_person(subject: Subject) -> ColumnElement[bool]:
    """A question in which the person is a child whom it touches."""
    links = table("scheme_child_links").c
    found = select(links.question_id).where(
        links.child_id.in_(subject.child_ids), links.undone_at.is_(None)
    )
    return table("scheme_questions").c.id.in_(found)


def _alert_of_the_person(subject: Subject) -> ColumnElement[bool]:
    """An alert of another authority in which the person was decided to be looked for."""
    links, persons = table("received_alert_links").c, table("received_alert_persons").c
    found = (
        select(persons.received_alert_id)
        .join(table("received_alert_links"), links.person_id == persons.id)
        .where(links.child_id.in_(subject.child_ids))
    )
    return table("received_alerts").c.id.in_(found)


CONSENTS = Source(
    "consents",
    "Answers to whether something may be shared",
    lambda subject: or_(
        table("consents").c.child_id.in_(subject.child_ids),
        table("consents").c.giver_person_id.in_(subject.person_ids),
    ),
)
WORKSHEETS = plain("understanding_worksheets", "What the child understood", child_id="child_ids")
QUESTIONS = Source("scheme_questions", "Questions about a person", _question_of_the_person)
ALERTS = Source("received_alerts", "Alerts of other authorities", _alert_of_the_person)

SOURCES = (
    CONSENTS,
    below("consent_withdrawals", "Consents that were taken back", "consent_id", CONSENTS),
    below("consent_changes", "Changes after a consent", "consent_id", CONSENTS),
    below("consent_reviews", "Reviews of consents", "consent_id", CONSENTS),
    plain("parents_disagreements", "What parents disagree about", child_id="child_ids"),
    plain("disagreement_consents", "Answers they disagree about", child_id="child_ids"),
    WORKSHEETS,
    below("worksheet_answers", "Answers on the worksheet", "worksheet_id", WORKSHEETS),
    QUESTIONS,
    below("scheme_question_versions", "What was said of it", "question_id", QUESTIONS),
    below("scheme_children", "Children whom it touches", "question_id", QUESTIONS),
    below("scheme_child_links", "Whose records they are", "question_id", QUESTIONS),
    below("scheme_words_said", "What was said to whoever asked", "question_id", QUESTIONS),
    below("scheme_referrals", "Referred to the police", "question_id", QUESTIONS),
    below("scheme_police_answers", "What the police answered", "question_id", QUESTIONS),
    below("scheme_attended_disclosures", "Disclosures of the police", "question_id", QUESTIONS),
    below("scheme_question_ends", "How it ended", "question_id", QUESTIONS),
    ALERTS,
    below("received_alert_persons", "Who is looked for", "received_alert_id", ALERTS),
    below("received_alert_checks", "Checks of who sent it", "received_alert_id", ALERTS),
    plain("received_alert_links", "Who they are in our records", child_id="child_ids"),
)
"""Each table, under its heading."""
